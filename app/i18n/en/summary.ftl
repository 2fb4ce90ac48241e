# Patient summary

summary-title = Patient summary
summary-lead = What matters most, to show to a doctor or a pharmacist. Results of infection tests are not on it.
summary-basic = Basic data
summary-name = Name
summary-sex = Sex
summary-birth-date = Date of birth
summary-age = Age

summary-profile = Profile
summary-allergies = Allergies
summary-allergies-what = allergies
summary-contraindications = Medicines that must not be used (contraindicated)
summary-contraindications-what = contraindicated medicines
summary-infections = Tests for infections
summary-infections-what = tests for infections
summary-infections-there = { $count ->
    [one] There is one result. It is neither on this page nor in its print. To show it, open the page of infection tests.
   *[other] There are { $count } results. They are neither on this page nor in its print. To show them, open the page of infection tests.
}
summary-since = Since { $month }
summary-undated = No date was sent

summary-medicines = Medicines
summary-medicines-what = recent medicines (prescriptions)
summary-medicines-undated = Medicines without a first day
summary-medicine-name = Medicine
summary-medicine-amount-and-usage = Amount and use
summary-medicine-course = Period
summary-days = { $count ->
    [one] 1 day
   *[other] { $count } days
}
summary-possibly-still = may still be taken
summary-not-yet = later
summary-past = ended
summary-medicines-group = { $month } · { $facility }
summary-medicines-over = { $count ->
    [one] One medicine that ended
   *[other] { $count } medicines that ended
}
summary-former = { $count ->
    [one] One former diagnosis is in the record
   *[other] { $count } former diagnoses are in the record
}
summary-print = Print
summary-not-sent = Not sent
summary-all-medicines = See all medicines

summary-tests = Main tests
summary-tests-what = main test results
summary-test-name = Test
summary-test-value-and-range = Result and range
summary-test-date-and-facility = Date, place
summary-tests-none-outside = None is outside its reference range.
summary-tests-within = Within the reference range: { $count }
summary-tests-within-and-others = Within the reference range: { $count }; not compared with one: { $others }
summary-all-tests = See all tests

summary-clinics = Plans and advice from clinics
summary-clinics-what = plans or advice within the last six months
summary-last-visit = Last visit
summary-department = Department
summary-doctor = Doctor
summary-main-diagnosis = Main diagnosis
summary-other-diagnoses = Other diagnoses
summary-icd10-label = International class (ICD-10)
summary-icd10 = { $code }
summary-icd10-named = { $code } { $name }
summary-plan = Plan and advice for your treatment
summary-plan-from-to = { $start } to { $end }
summary-plan-from = from { $start }
summary-plan-to = until { $end }
summary-shown-until = Shown here until { $date }.
summary-sent-by = From { $facility }
summary-open-document = Open the document
summary-icd10-print = {" "}(ICD-10: { $code })
