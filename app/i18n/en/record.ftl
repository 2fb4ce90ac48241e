record-title = Record
record-explained = What matters wherever you are treated: allergies, diagnoses and more, as each hospital, clinic or pharmacy registered it.
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
record-ended = Until
record-state = State now
record-doctor = Doctor

record-infections-title = Infection tests
record-infections-name = infection test results
record-infections-explained = What a result means differs from test to test. Ask your doctor rather than going by “positive” or “negative” alone.
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
record-procedure-dated = Date stated
record-immunizations-title = Vaccinations
record-immunized-on = Given on
record-immunization-not-given = not given

record-in-documents-title = Diagnoses and allergies written in documents
record-in-documents-explained = What letters and other documents say. They are listed by document, apart from what was registered above.
record-in-documents-diagnoses = Diagnoses
record-in-documents-allergies = Allergies and contraindications
record-document-written = Written: { $date }
record-see-documents = Documents mention this too. See them
record-see-unreadable = Some records could not be read. See what arrived
