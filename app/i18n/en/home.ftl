home-title = Home
home-must-not = What must not be given
home-contraindications = Must not be given (drug contraindication): { $medicines }
home-grave-allergies = Allergies that may become severe: { $names }

home-news-title = New in your record
home-news-since = Received after your last visit on { $date }.
home-news-nothing = Nothing new has arrived since your last visit on { $date }.
home-news-late = It can take some days until a visit shows up here.
home-news-line = newest: { $date }; { $count ->
    [one] one update
   *[other] { $count } updates
}
home-news-recent = Everything of the last { $days } days
home-recent-title = Recently received
home-recent-since = Received in the last { $days } days.
home-recent-nothing = Nothing was received in the last { $days } days.
news-contraindications = Drug contraindications: { $count }
news-medicines = Medicines: { $count }
news-results = Test results: { $count }
news-documents = Documents: { $count }
news-diagnoses = Diagnoses: { $count }
news-suspected = Suspected, no diagnosis yet: { $count }
news-allergies = Allergies: { $count }
news-infections = Infection tests: { $count }
news-others = Procedures, vaccinations, “none known”: { $count }
news-unreadable = Could not be read: { $count }

home-now-title = Prescriptions that cover today
home-now-nothing = No prescription covers today.
home-now-said = The person says they also take: { $count } more.
home-now-possibly = Possibly still in use: { $count } more.
home-now-names = See the names
home-now-all = See all medicines

home-tests-title = Test results
home-tests-lead = { $recent ->
    [one] Of the one main test
   *[other] Of { $recent } main tests
} of the last year or so, { $count ->
    [one] one is outside its reference range.
   *[other] { $count } are outside their reference range.
}
home-tests-means = That alone does not mean an illness. If it changed suddenly or you feel unwell, do not wait for your next visit: call.
home-tests-all = See all tests
home-tests-more = { $count ->
    [one] One more test
   *[other] { $count } more tests
}
home-tests-one = See all results of this test
home-tests-none = { $count ->
    [one] The one main test of the last year or so is within its reference range.
   *[other] Of { $count } main tests of the last year or so, none is outside its reference range.
}
home-tests-not-compared = { $count ->
    [one] One test was not compared with a reference range.
   *[other] { $count } tests were not compared with a reference range.
} It may still be high or low.

home-advice-title = Plans and advice from your clinics
home-advice-visit = Visit: { $date }
home-advice-more = See everything in the patient summary
home-documents-title = New documents
home-document-written = Written: { $date }
home-documents-all = See all documents
home-something-unreadable = Something arrived that could not be read. See what it is
home-sharing-decide = Decide what each hospital, clinic or pharmacy may see
home-sharing-people = People who can see my record (family and others)

home-questions-title = If you have a question
home-questions-treatment = About an illness, a test result or a medicine, ask the doctor or pharmacist who looks after you. It helps to show them this page.
home-questions-record = If you think that something here is wrong, ask the hospital, clinic or pharmacy that registered it. Its name stands beside every entry.
home-questions-words = What the difficult words mean
home-now-not-read = { $count ->
    [one] The instruction of one medicine was not read completely
   *[other] The instructions of { $count } medicines were not read completely
  }
home-now-to-ask = { $count ->
    [one] One medicine overlaps another prescription: please ask about it
   *[other] { $count } medicines overlap other prescriptions: please ask about them
  }
