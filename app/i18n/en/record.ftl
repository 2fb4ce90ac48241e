record-title = Record
record-explained = What matters wherever you are treated: allergies, diagnoses and more, as each hospital, clinic or pharmacy registered it.
record-own = What I wrote down myself (blood pressure at home, medicines I bought)
record-contents = On this page
record-to-documents = See documents: referral letters, discharge summaries and others

record-contraindications-title = Medicines that must not be given (contraindications)
record-contraindications-name = medicines to avoid (contraindications)
record-contraindications-explained = Medicines that caused, or could cause, a severe reaction. Mention these first at a clinic or pharmacy.
record-contraindication-mark = Contraindicated: not to be given

record-allergies-title = Allergies
record-allergies-name = allergies
record-reaction = Reaction
record-severe-reaction = How severe it was
record-severe-reaction-yes = severe
record-allergy-kind = Kind
record-allergy-severity = Severity
record-written-on = Recorded on
allergy-category-food = food
allergy-category-medication = medicine
allergy-category-environment = surroundings (pollen, insects and the like)
allergy-category-biologic = biological (blood, vaccines and the like)
allergy-severity-high = a severe reaction is possible
allergy-severity-low = recorded as low risk to life
allergy-severity-unable-to-assess = could not be judged
allergy-severity-not-judged = severity could not be judged
allergy-status-active = still to be watched
allergy-status-inactive = recorded as inactive (ask a doctor before you try it)
allergy-status-resolved = recorded as gone

record-diagnoses-title = Diagnoses
record-diagnoses-name = diagnoses
record-diagnoses-explained = Diagnoses that hospitals and clinics registered, some of them for tests or for insurance. If you know nothing of one, ask where it was registered.
record-diagnoses-former = Former diagnoses
record-diagnosis-main = Main diagnosis
record-since = Since
record-since-date = since { $date }
record-written-date = recorded { $date }
record-ended = Until
record-state = State now
record-doctor = Doctor

record-infections-title = Infection tests
record-home-measured-title = Blood pressure measured at home
record-home-measured-older = See { $count } earlier
record-infections-name = infection test results
record-infections-explained = What a result means differs from test to test. Ask your doctor rather than going by “positive” or “negative” alone.
record-infections-there = { $count ->
    [one] There is one result of an infection test.
   *[other] There are { $count } results of infection tests.
}
record-infections-proof = To see them, prove once more that it is you. That keeps an open page from being read by others.
record-infections-open = See the infection tests
infections-whose = The record of { $name }, as of { $date }.
infections-while = It opens for five minutes after you proved that it is you. Go back to the record when you have finished.
infections-back = Back to the record
record-tested-on = Tested on
record-report = Report
record-range = Reference range
record-specimen = Specimen
record-earlier-results = See earlier results
verdict-positive = positive
verdict-negative = negative
verdict-indeterminate = indeterminate
value-with-verdict = { $value } ({ $verdict })

record-procedures-title = Operations and procedures
record-performed-on = Performed on
record-dated = Date stated
record-future = This date is later than the day on which it arrived
record-immunizations-title = Vaccinations
record-immunized-on = Given on
record-immunization-not-given = not given

record-in-documents-title = Diagnoses and allergies written in documents
record-in-documents-explained = What letters and other documents say. They are listed by document, apart from what was registered above.
record-in-documents-diagnoses = Diagnoses
record-in-documents-allergies = Allergies and contraindications
record-document-written = Written: { $date }
record-open-document = Open this document
record-see-documents = Documents mention this too. See them
record-see-unreadable = Some records could not be read. See what arrived

sent-link = See what was sent
sent-title = What was sent
sent-lead = Of what { $facility } sent, this is what the other pages do not use. It stands here in the words in which it came.
sent-kept = { $count ->
    [one] One item that is not used
   *[other] { $count } items that are not used
}
sent-nothing = There is nothing that can be shown here.
sent-ask = If something is not clear, please ask { $facility }.
sent-back = Back to the record
sent-part-number = Number
sent-part-patient = Whose record it is
sent-part-visit = Visit
sent-part-text = Explained in words
sent-part-reason = Reason or basis
sent-part-related = Related records
sent-part-product = Number and maker of the product
sent-part-how = Place, way and amount
sent-part-insurance = Insurance
sent-part-contact = Contact details
sent-part-sending = About how it was sent
sent-part-kind = Kind
entry-doubted = a message took this back: please ask
entry-unread = some of this could not be read
entry-has-notes = has a note
