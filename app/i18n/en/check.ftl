# The check of medicines

check-title = Check before you take a medicine
check-record-title = Do these medicines go together?
check-lead = { $count ->
    [one] Compared with the one prescribed medicine in the record
   *[other] Compared with the { $count } prescribed medicines in the record (those that ended are counted, too)
}, with allergies, diagnoses and kidney function. What you type is not kept.
check-label = Name of the medicine
check-hint = Type the name of a medicine bought in a shop, or of a prescribed one. Natto, green juice and grapefruit can be asked about as well.
check-pregnant = Pregnant, or possibly pregnant
check-submit = Check
check-suggestions = Names that may be meant
check-answer-title = About “{ $name }”
check-not-known = It is not clear which medicine “{ $name }” is, so it could not be checked.
check-not-known-advice = Choose one of the names, or type the ingredient that stands on the box. If in doubt, ask a pharmacist before you take it.
check-none-contraindicated = We checked { $recognised } of { $medicines } medicines (those that ended are counted, too) and found no combination that must be avoided. That does not mean it is safe.
check-needs-checking = { $count ->
    [one] One thing needs checking. Show it to a pharmacist before you take it.
   *[other] { $count } things need checking. Show them to a pharmacist before you take it.
  }
check-needs-checking-now = { $count ->
    [one] One thing needs checking. Do not stop on your own: show it to a pharmacist.
   *[other] { $count } things need checking. Do not stop on your own: show them to a pharmacist.
  }
check-cautions = { $count ->
    [one] One thing that needs checking
   *[other] { $count } things that need checking
  }
check-limits = What could not be checked
check-ask = This check does not replace a doctor or a pharmacist. Do not stop or reduce a medicine on your own: ask your doctor or pharmacist.
check-contraindicated = Do not combine (contraindicated)
check-serious = Check today or tomorrow
check-caution = Needs checking
check-and = {" "}and{" "}
check-line = { $kind }: { $what }
check-line-possible = depends on something that is not known
check-consequence = What may happen: { $what }
check-mechanism = How it works: { $what }
check-only-when = This holds when: { $what }
check-washout = The earlier medicine has ended, but its effect is not over yet.
check-path = How it was found: { $path }
check-source = Source:
check-unverified = not yet checked against the package insert
check-seen = a copy of the source was seen ({ $when }); no pharmacist has checked it
check-seen-undated = a copy of the source was seen (date not noted); no pharmacist has checked it
check-confirmed = confirmed by a pharmacist of this service
check-banner-grave = { $count ->
    [one] There is something about your medicines to clear with your doctor or pharmacist by telephone today. Do not stop on your own.
   *[other] There are { $count } things about your medicines to clear with your doctor or pharmacist by telephone today. Do not stop on your own.
  }
check-banner-serious = { $count ->
    [one] There is something about your medicines to clear with your pharmacy by telephone today or tomorrow. Do not stop on your own.
   *[other] There are { $count } things about your medicines to clear with your pharmacy by telephone today or tomorrow. Do not stop on your own.
  }
check-banner-cautions = { $count ->
    [one] There is one thing about your medicines to ask about at your next visit.
   *[other] There are { $count } things about your medicines to ask about at your next visit.
  }
check-banner-more = See what it is
check-unavailable = No check can be made just now. Please open this page again when there is an internet connection.
check-off = The operator of this portal has not cleared the check of medicines for use. Nothing was checked, so this does not mean that there is no problem. Please ask your doctor or pharmacist about your medicines.
check-what-it-is = What this check can and cannot do
check-what-it-is-1 = It compares the medicines in the record with rules made from published package inserts and the like. It does not look at doses or genetic tests; of food, it knows natto, green juice, chlorella and grapefruit alone.
check-what-it-is-2 = Some of the rules have not been reviewed by a pharmacist. Each says whether it was held against its source.
check-what-it-is-3 = Nothing found does not mean safe. If you feel different, contact your doctor or pharmacist at once.

check-matter-kidney = kidney function (an estimate by Mikata from the blood test of { $date }: eGFR { $egfr })
check-matter-kidney-undated = kidney function (an estimate by Mikata from an undated blood test: eGFR { $egfr })
check-kind-allergy = Allergy
check-kind-interaction = Taken together
check-kind-pregnancy = Pregnancy
check-kind-disease = Disease
check-kind-renal = Kidney function
check-kind-age = Age
check-kind-sex = Sex
check-kind-duplicate = The same ingredient twice
check-kind-duplicate-class = Two with a similar effect

doubt-still-taken = { $name } is still being taken
doubt-held = { $name }, which is on hold, is being taken
doubt-stopped-lately = { $name }, which the person says they no longer take, was taken until lately
doubt-issued = { $name } was issued, which its status does not say
doubt-not-read = { $name } is taken as far as its instruction could be read, which is not completely
doubt-whole-body = { $name } acts in the whole body
doubt-route = { $name } is given in the way that the rule means
doubt-product = { $name } is the product that the rule means
doubt-disease = there is a disease of ICD-10 { $classes }
doubt-egfr = kidney function (eGFR) is below { $limit }
doubt-that-disease = the disease is in the state that the rule means (severe, acute and the like)
doubt-allergy = the allergy to { $name }, which is not confirmed, turns out to be one
doubt-suspected = { $name }, which is only suspected, turns out to be the disease
doubt-stated-as-read = what is on record, which was not read completely, is so
doubt-reacted = the earlier reaction was to what the rule means
doubt-younger = the person is younger than { $age }
doubt-female = the person is female

unchecked-not-recognised = { $name }: not checked, because it is not clear which medicine it is
unchecked-unsure = { $name }: not checked, because it may be any of { $candidates }
unchecked-contradictory = { $name }: its code and its name mean different medicines ({ $meant }). Both were checked; ask a pharmacist which one it is
unchecked-no-period = { $name }: not checked, because its period is not known
unchecked-outside = { $name }: not looked at by this check
unchecked-allergies = Allergies ({ $names }): not checked, because no rule here relates them to medicines
unchecked-conditions = Diagnoses ({ $names }): not checked, because they came without a class
unconsidered-allergies = Allergies were not looked at
unconsidered-conditions = Diagnoses were not looked at
unconsidered-kidney = Kidney function was not looked at: there is no creatinine result
unconsidered-pregnancy = Pregnancy was not looked at
unconsidered-age = Age was not looked at
unconsidered-sex = Sex was not looked at
unconsidered-otc = Medicines bought in a shop are not in the record and were not looked at
check-alone = This device now checks by itself: what you type is not sent anywhere.
check-before-taking-grave = Not started yet? Do not take it until you have asked a doctor or pharmacist. Taking it already? Do not stop; call today.
check-before-taking-serious = Not started yet? Ask a doctor or pharmacist first. Taking it already? Do not stop; call your pharmacy today or tomorrow.
check-before-taking = Ask your doctor or pharmacist before you take it.
check-gravest = {" "}The gravest: { $severity }.
check-limits-count = { $count ->
    [one] One thing could not be checked
   *[other] { $count } things could not be checked
  }
check-matter-kidney-short = kidney function (estimate from the test of { $date }: eGFR { $egfr })
