# How dates, numbers and names are written

date-day = { $day } { $name } { $year }
date-short = { $day } { $name }
date-short-of-year = { $day } { $name } { $year }
date-of-year = { $day } { $name }
date-month = { $name } { $year }
date-year = { $year }
date-with-era = { $date }
date-with-eras = { $date }
date-with-time = { $date }, { $time }
era-meiji = Meiji
era-taisho = Taisho
era-showa = Showa
era-heisei = Heisei
era-reiwa = Reiwa
era-first-year = { $era } 1
era-year = { $era } { $year }
month-name-1 = Jan
month-name-2 = Feb
month-name-3 = Mar
month-name-4 = Apr
month-name-5 = May
month-name-6 = Jun
month-name-7 = Jul
month-name-8 = Aug
month-name-9 = Sep
month-name-10 = Oct
month-name-11 = Nov
month-name-12 = Dec
list-separator = {"; "}

facility-unnamed = Hospital, clinic or pharmacy { $code }
source-person = The person’s own entry
source-program = The person’s own device or app
source-insurer = Health insurer { $number }
source-municipality = Municipality { $code }
home-systolic = Upper (systolic)
home-diastolic = Lower (diastolic)
home-pulse = Pulse
home-pulse-unit = /min
sex-male = Male
sex-female = Female
sex-other = Other
sex-unknown = Not known
age-in-years = { $years ->
    [one] { $years } year old
   *[other] { $years } years old
}
age-unknown = Age not known

measured-yes = Yes
measured-no = No
measured-absent = Not measured
measured-absent-because = Not measured (reason: { $reason })
measured-not-sent = No value was sent
measured-unreadable = A value we cannot read (as received: { $text })
range-from = { $low } or more
range-to = { $high } or less
range-unread = part of it cannot be read
range-with-words = { $range } ({ $words })

standing-low = below the reference range
standing-within = within the reference range
standing-high = above the reference range
standing-outside = outside the reference range
standing-not-judged = not compared with a range
standing-critically-low = flagged LL, critically low
standing-critically-high = flagged HH, critically high
standing-critical = flagged critical
standing-mark-critically-low = ↓↓LL
standing-mark-critically-high = ↑↑HH
standing-mark-critical = ◇◇critical
standing-mark-low = ↓L
standing-mark-high = ↑H
standing-mark-outside = ◇ outside range
not-compared = not compared with the range ({ $why })
not-compared-no-number = the result is not a number
not-compared-several-ranges = several ranges were sent
not-compared-other-unit = the units differ
not-compared-no-unit = a unit is missing
not-compared-words = the range is written in words
not-compared-contradicting = the range’s numbers and its text disagree
not-compared-reversed = the range’s lower limit is above its upper limit
not-compared-range-unread = part of the range cannot be read
not-compared-only-a-bound = the result is not an exact number
not-compared-not-reported = it is not a reported result
not-compared-in-doubt = part of it could not be read and may change what it means
heard-less = less than { $value }
heard-at-most = at most { $value }
heard-at-least = at least { $value }
heard-greater = more than { $value }
converted = converted: { $value }
converted-with-range = converted: { $value } (range { $range })

performed-in-progress = Under way
performed-prepared = Being prepared (not done yet)
performed-on-hold = On hold (not finished)
performed-stopped = Stopped before it was finished
performed-not-done = Not done
performed-mistake = Withdrawn as a mistake
performed-not-known = Not known whether it was done
result-status-registered = In progress
result-status-preliminary = Preliminary report
result-status-final = Final report
result-status-amended = Final report (amended)
result-status-corrected = Final report (corrected)
result-status-cancelled = Test cancelled
result-status-entered-in-error = Registered by mistake
result-status-unknown = Stage of report not known

clinical-status-active = Ongoing
clinical-status-recurrence = Came back
clinical-status-relapse = Flared up again
clinical-status-inactive = Settled
clinical-status-remission = In remission (symptoms have eased)
clinical-status-resolved = Resolved
clinical-status-unknown = Status not known
clinical-status-not-stated = Status not stated

taking-now = Prescriptions that cover today
taking-possibly-still = Medicines you may still be taking
taking-not-yet = Medicines for later
taking-past = Earlier medicines

document-kind-referral = Referral letter
document-kind-discharge-summary = Discharge summary
document-kind-patient-summary = Patient summary (care plan)
document-kind-checkup = Health check-up report
document-kind-prescription = Prescription
document-kind-other = Other document

lab-group-blood-sugar = Blood sugar
lab-group-kidney = Kidneys and uric acid
lab-group-liver = Liver
lab-group-lipids = Lipids (cholesterol and others)
lab-group-blood-count = Blood count (anaemia and others)
lab-group-electrolytes = Electrolytes (salts and minerals)
lab-group-protein = Protein (nutrition and others)
lab-group-pancreas = Pancreas
lab-group-muscle = Muscle and heart muscle
lab-group-heart = Heart
lab-group-inflammation = Inflammation
lab-group-coagulation = Blood clotting
lab-group-urine = Urine
lab-group-blood-type = Blood type
lab-group-other = Other tests

code-system-yj = YJ code (medicine)
code-system-general-name = Generic name code
code-system-hot = HOT code (medicine)
code-system-icd10 = ICD-10 (international classification of diseases)
code-system-disease = Disease management number
code-system-disease-exchange = Disease exchange code
code-system-disease-claim = Disease code for claims
code-system-jlac10 = JLAC10 (test)
code-system-jlac11 = JLAC11 (test)
code-system-local-test = The sender’s own number
code-system-jfagy = J-FAGY (allergen)
code-system-other = Another number

axis-year-month = { $name } { $year }
axis-month = { $name }
axis-day = { $day } { $name }
taking-continued = Told with another prescription
taking-changed = Changed prescriptions
taking-to-be-asked = Overlapping prescriptions to ask about
taking-stated = Stopped, on hold or withdrawn, as we were told
taking-said-taken = Medicines the person says they take
taking-said-stopped = Medicines the person says they no longer take
stated-undated = a day not known
stated-continued = Goes on in, or is the same as, the prescription of { $date }
stated-changed = Changed on { $date } (there is a newer prescription)
stated-to-be-asked = Overlaps the prescription of { $date }: ask whether both are meant
standing-issued = Issued ({ $date })
standing-on-hold = On hold since { $date }
standing-stopped = Stopped on { $date }
standing-cancelled = Cancelled on { $date }
standing-draft = A draft ({ $date })
standing-not-ordered = A plan or proposal, not yet a prescription ({ $date })
standing-mistake = Withdrawn as a mistake ({ $date })
standing-not-known = Not known whether it was issued ({ $date })
standing-said-taken = The person says they take it
standing-said-stopped = The person says they no longer take it (since when was not written)

diagnosis-suspected = Suspected (not a diagnosis yet)
diagnosis-written = the text as sent: “{ $text }”
allergy-not-confirmed = not confirmed
allergy-own = the person’s own entry
name-with-remarks = { $name } ({ $remarks })
none-known-title = Statements of “none known”
none-known-explained = What that hospital, clinic or pharmacy wrote on that day. It says nothing of others or of later days.
none-known-name = No known { $what }
none-not-known-name = Not known: { $what }
none-known-said = { $what }, registered by { $from } ({ $date })
none-known-written = As written: “{ $name }”
none-known-against = But something is registered: { $names }
none-known-withdrawn = withdrawn by now
none-about-allergies = allergies
none-about-medicine-allergies = allergies to medicines
none-about-food-allergies = food allergies
none-about-environment-allergies = environmental allergies
none-about-named-allergies = allergies of one kind
none-about-diagnoses = diagnoses
none-about-medicines = medicines in use

# What doses are counted in
dose-unit-tablet = { $count ->
    [one] tablet
   *[other] tablets
}
dose-unit-capsule = { $count ->
    [one] capsule
   *[other] capsules
}
dose-unit-packet = { $count ->
    [one] packet
   *[other] packets
}
dose-unit-sheet = { $count ->
    [one] patch or sheet
   *[other] patches or sheets
}
dose-unit-piece = { $count ->
    [one] piece
   *[other] pieces
}
dose-unit-bottle = { $count ->
    [one] bottle
   *[other] bottles
}
dose-unit-bag = { $count ->
    [one] bag
   *[other] bags
}
dose-unit-drop = { $count ->
    [one] drop
   *[other] drops
}
dose-unit-pill = { $count ->
    [one] pill
   *[other] pills
}
dose-unit-inhalation = { $count ->
    [one] inhalation
   *[other] inhalations
}
dose-unit-spray = { $count ->
    [one] spray
   *[other] sprays
}
dose-unit-unit = { $count ->
    [one] unit
   *[other] units
}
dose-unit-time = { $count ->
    [one] time
   *[other] times
}
dose-unit-kit = { $count ->
    [one] kit
   *[other] kits
}
