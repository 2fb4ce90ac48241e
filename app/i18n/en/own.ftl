# What I wrote down myself (words of the server alone)

own-title = What I wrote down myself
own-lead = For blood pressure that you measured at home, and medicines that you bought yourself.
own-who-sees = Each is marked as your own entry. Hospitals, clinics and pharmacies to which you show tests or medicines see it too.
own-back-to-record = Back to the record
own-back = Back to what I wrote down

own-said-entered = It is written down.
own-said-corrected = It is corrected.
own-said-deleted = It is deleted.
own-said-wrong = Nothing is written down yet. Correct what is said below, and press the button again.
own-said-gone = This entry was deleted. To write it down again, look at what stands below and press the button.
own-said-entered-before = What you sent before is written down already. To write down this as well, press the button again.
own-said-late = It is not corrected yet. Wait a minute, and press the button again.
own-said-changed = Nothing was changed yet. This entry was corrected elsewhere after you opened this page. Compare what stands now with what is below, and press the button once more.
own-said-still-there = Nothing was deleted yet. This entry was corrected after you opened this page. If what is below is to be deleted, press the button once more.
own-said-too-soon = Nothing was entered yet: there is a limit to how many entries can follow each other. Wait about { $minutes } min, then press the button below once more.
own-stands = It stands now: { $what }

own-pressure-title = Blood pressure
own-pressure-form = Write down a blood pressure
own-pressure-list = What you wrote down (newest first)
own-pressure-none = No blood pressure is written down here yet.
own-pressure-older = See { $count } earlier
own-pressure-in-words = { $when }: upper { $systolic }, lower { $diastolic }
own-pulse-in-words = pulse { $pulse }
own-systolic = Upper value (systolic)
own-diastolic = Lower value (diastolic)
own-pulse = Pulse (if you know it)
own-day = Day
own-time = Time (leave it empty if you do not know)

own-medicine-title = Medicines I bought myself
own-medicine-lead = Medicines bought at a pharmacy or a shop without a prescription. They are part of the check of medicines.
own-medicine-form = Write down a medicine
own-medicine-list = What you wrote down
own-medicine-none = No medicine is written down here yet.
own-medicine-all = See all medicines
own-medicine-state = Now
own-medicine-taken = taken
own-medicine-stopped = not taken any more
own-medicine-since = Since
own-medicine-since-not-stated = Not written
own-name = Name of the medicine
own-name-hint = As it stands on the box.
own-how = How you take it
own-how-hint = For example: one tablet for a headache. You may leave it empty.
own-since = Since when do you take it?
own-since-hint = As far as you know.
own-since-year = Year (for example 2024)
own-since-month = Month
own-since-day = Day
own-still = I still take it

own-enter-do = Write it down
own-correct = Correct
own-correct-title = Correct an entry
own-correct-do = Save the correction
own-delete = Delete
own-delete-title = Delete this entry?
own-delete-means = Neither you nor any hospital, clinic or pharmacy will see it any more. What you wrote is kept where nobody sees it.
own-delete-do = Delete
own-delete-keep = Keep it and go back
own-delete-instead = Delete this entry
own-of = ({ $what })

own-wrong-number = Enter a whole number from { $least } to { $most }.
own-wrong-not-below = The lower value must be less than the upper one.
own-wrong-no-name = Enter the name of the medicine.
own-wrong-too-long = At most { $most } characters; there are { $found } now.
own-wrong-not-text = It contains a character that cannot be used. Enter it again.
own-wrong-no-day = Enter the day. Enter the time only if you know it.
own-wrong-not-a-time = Write the time as “7:30”, or leave it empty.
own-wrong-not-a-date = Enter the year with four digits, then the month, then the day, as far as you know.
own-wrong-future = A day or a time in the future cannot be entered.
own-wrong-too-early = Nothing before { $year } can be entered.
own-wrong-before-birth = This is before the day of birth.
