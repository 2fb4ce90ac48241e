# How dates, numbers and names are written

date-day = { $day } { $name } { $year }
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

facility-unnamed = Facility { $code }
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
standing-mark-outside = ◇out
not-compared = not compared with the range ({ $why })
not-compared-no-number = the result is not a number
not-compared-several-ranges = several ranges were sent
not-compared-other-unit = the units differ
not-compared-no-unit = a unit is missing
not-compared-words = the range is written in words
not-compared-contradicting = the range’s numbers and its text disagree
not-compared-only-a-bound = the result is not an exact number
heard-less = less than { $value }
heard-at-most = at most { $value }
heard-at-least = at least { $value }
heard-greater = more than { $value }
converted = converted: { $value }
converted-with-range = converted: { $value } (range { $range })

result-status-registered = In progress
result-status-preliminary = Preliminary report
result-status-final = Final report
result-status-amended = Final report (amended)
result-status-corrected = Final report (corrected)
result-status-cancelled = Test cancelled
result-status-entered-in-error = Registered by mistake
result-status-unknown = Stage of report not known

clinical-status-active = Under treatment
clinical-status-recurrence = Came back
clinical-status-relapse = Flared up again
clinical-status-inactive = Settled
clinical-status-remission = In remission (symptoms have eased)
clinical-status-resolved = Resolved
clinical-status-unknown = Status not known
clinical-status-not-stated = Status not stated

taking-now = Medicines you take now
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
code-system-local-test = The facility's own number
code-system-jfagy = J-FAGY (allergen)
code-system-other = Another number

axis-year-month = { $name } { $year }
axis-month = { $name }
axis-day = { $day } { $name }
taking-continued = Told with another prescription
taking-changed = Changed prescriptions
taking-to-be-asked = Overlapping prescriptions to ask about
taking-stated = Stopped, on hold or withdrawn, as we were told
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
