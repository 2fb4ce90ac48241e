# The International Patient Summary: titles and words of a document that is read abroad, too (words of the server alone)

ips-title = International Patient Summary
ips-author = { $app } (put together automatically by a program)

ips-section-problems = Problem List
ips-section-allergies = Allergies and Intolerances
ips-section-medications = Medication Summary
ips-section-results = Diagnostic Results
ips-section-immunizations = Immunizations
ips-section-procedures = History of Procedures
ips-section-past-problems = History of Past Illness
ips-section-plan-of-care = Plan of Care

# Before a value: a colon follows.
ips-against = Registered all the same
ips-amount = Total amount
ips-at-most = Maximum
ips-category = Category
ips-certainty = Certainty
ips-criticality = Criticality
ips-days = Days
ips-days-of-use = Days of use
ips-days-with = Days of use in a row
ips-days-without = Days without it after them
ips-department = Department
ips-dosage = Dosage
ips-every-months = Months from one dose to the next
ips-every-weeks = Weeks from one dose to the next
ips-ended = Ended
ips-judgement = Interpretation
ips-last-visit = Last visit
ips-measured = Measured on
ips-note = Note
ips-onset = Onset
ips-per-day = Amount per day of use
ips-per-dose = Amount per dose
ips-reaction = Reaction
ips-reason = Reason
ips-recorded = Recorded on
ips-route = Route
ips-sent-as = Sent as
ips-since = Since
ips-source = Source
ips-specimen = Specimen
ips-status = Status
ips-times-a-week = Times a week
ips-value = Result
ips-written = As written
ips-written-in = Stated in
# Also of what did not take place.
ips-date = Date

ips-in-doubt = something sent along with it may change what it means (to be confirmed)
# Names of kinds of information follow.
ips-kinds-not-included = Kinds of this section that are not part of this summary (this does not mean “none”)
ips-newest-of-each-test = only the newest result of each main test, and of each infection test of each facility where they are included
ips-not-as-resource = in this narrative only, not among the structured entries
ips-not-every-day = not, or not certainly, for every day: read the dosage
ips-not-included = This section is not part of this summary (this does not mean “none”).
ips-nothing-current = Nothing of this section falls within what this summary covers: what is current or recent, or was chosen (this does not mean “none”).
ips-nothing-recorded = The record that this summary was made from has nothing for this section (this does not mean “none”).
# A number follows.
ips-older-left-out = Entries of the record that are not in this section (older, former, or of other tests)
ips-to-be-asked = overlaps a later prescription of the same place: ask whether both are meant
ips-uneven = amounts differ within a day: read the dosage

# Codes of FHIR, which kinds of entry share.
ips-code-cancelled = Cancelled
ips-code-completed = Completed
ips-code-confirmed = Confirmed
ips-code-draft = Draft of a prescription
ips-code-inactive = Inactive
ips-code-issued = Prescribed
ips-code-not-ordered = A plan or proposal, not yet a prescription
ips-code-on-hold = On hold
ips-code-resolved = Resolved
ips-code-status-not-known = Not known whether it was prescribed
ips-code-stopped = Stopped
ips-code-unconfirmed = Not confirmed (suspected)
ips-code-unknown = Not known
ips-code-per-dose = dose
ips-code-hours = hour(s)
ips-code-days = day(s)
ips-code-lifetime = lifetime
