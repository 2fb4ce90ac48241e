# The emergency summary: one sheet for whoever treats an emergency. The same on screen, on paper and in a PDF.

emergency-summary-title = Emergency summary
emergency-summary-name = Name
emergency-summary-kana = Name in kana
emergency-summary-born = Date of birth
emergency-summary-sex = Sex
emergency-summary-as-of = Record as of
emergency-summary-for = Opened by
emergency-summary-printed-at = Made on
emergency-summary-reason = Reason for opening
emergency-summary-warning = This is not everything. It holds only what facilities sent and what may be shown now. What is not written here does not mean “none”. Look at the dates: entries may be old, and may be wrong.
emergency-summary-ask = Ask the patient, the family, their usual facilities and pharmacies, and judge by examination.
emergency-summary-unread = { $count ->
    [one] One entry could not be read: { $kinds }. Ask the hospital, clinic or pharmacy that sent it.
   *[other] { $count } entries could not be read: { $kinds }. Ask the facilities that sent them.
}
emergency-summary-unread-kind = { $kind } ({ $count })
emergency-summary-what = Name
emergency-summary-more = Details
emergency-summary-source = Source and date
emergency-summary-nothing = Nothing was received in what may be shown (this does not mean “none”).
emergency-summary-allergies = Allergies
emergency-summary-contraindications = Contraindicated medicines
emergency-summary-critical = Critical medicines (antithrombotics, insulin, steroids and others)
emergency-summary-critical-note = These are prescriptions: whether they are taken is not known. Those that ended within 100 days are included.
emergency-summary-not-recognised = medicine not identified
emergency-summary-taking-now = within the prescribed days
emergency-summary-taking-possibly-still = end not known
emergency-summary-taking-not-yet = not begun
emergency-summary-taking-past = prescribed days are over
emergency-summary-devices = Implants, dialysis, transplants
emergency-summary-infections = Infection tests
emergency-summary-anaphylaxis = anaphylaxis is stated
emergency-summary-severe-reaction = severe reaction stated
emergency-summary-diagnoses = Current diagnoses
emergency-summary-diagnosis = { $name } ({ $more })
emergency-summary-with-source = { $name } [{ $source }]
emergency-summary-findings = Medicines check (contraindications and allergies)
emergency-summary-findings-note = An automatic check of what may be shown here, and of nothing else. It does not replace judgement. Some of its rules no pharmacist has reviewed.
emergency-summary-findings-off = Not made: the operator of this portal has not cleared the check for use.
emergency-summary-findings-cautions = { $count ->
    [one] One other caution is not listed here.
   *[other] { $count } other cautions are not listed here.
}
emergency-summary-findings-limits = Not checked: { $what }
emergency-summary-findings-written = allergies that only documents state ({ $names }) were not looked at
emergency-summary-findings-unread = { $count ->
    [one] one entry that could not be read was not looked at
   *[other] { $count } entries that could not be read were not looked at
}
emergency-summary-rule-source = Source: { $source }
emergency-summary-results = Recent tests (the last value of each)
emergency-summary-medicines = Other current medicines
emergency-summary-contacts = Whom to ring
emergency-summary-contacts-none = The person wrote nobody down. What facilities send names no family or other contacts.
emergency-summary-written-in = stated in: { $document } ({ $date })
emergency-summary-as-diagnosis = registered as a diagnosis ({ $status })
emergency-summary-as-procedure = registered as a procedure
emergency-summary-newer-unread = there is a newer result that could not be read completely
emergency-summary-range = range { $range }
emergency-summary-component = { $name } { $value }
emergency-summary-from = { $from } ({ $date })
emergency-summary-doubted = a late message took it back (to be confirmed)
emergency-summary-part-unread = part of it could not be read
emergency-summary-separator = { " / " }
emergency-summary-page = Page { $page } of { $pages }
emergency-summary-mark = [{ $mark }]
emergency-summary-glyphs = 〓 stands for a letter that this document’s typeface does not have, or for a control character ({ $letters }). Check it in the original record.
emergency-summary-variants = Words with ※ ask for a variant of a letter that this document’s typeface does not have.

critical-anticoagulant = anticoagulant
critical-antiplatelet = antiplatelet
critical-insulin = insulin
critical-insulin-secretagogue = sulfonylurea or glinide
critical-sglt2-inhibitor = SGLT2 inhibitor (ketoacidosis at near-normal sugar)
critical-steroid = steroid
critical-immunosuppressant = immunosuppressant
critical-antiepileptic = antiepileptic
critical-antiarrhythmic = antiarrhythmic
critical-digitalis = digitalis
critical-lithium = lithium
critical-theophylline = theophylline
critical-opioid = opioid

device-cardiac = pacemaker or defibrillator
device-heart-valve = artificial heart valve
device-stent = stent
device-vascular-graft = vascular graft
device-joint = artificial joint
device-dialysis = dialysis
device-shunt = shunt
device-transplant = transplant
device-airway = tracheostomy or ventilator
device-other = other implant
