# Medicines

medicines-title = Medicines
medicines-what = medicines (prescriptions)
medicines-what-now = medicines whose supply covers today
medicines-lead = Counted from the first day and the days supplied. How to take it: what the pharmacy’s label says comes first.
medicines-possibly-still-explained = The last day of these medicines cannot be computed. Whether you still take them cannot be known from here.
medicines-show-past = { $count ->
    [one] Show one earlier medicine
   *[other] Show { $count } earlier medicines
}
medicines-from = From { $facility }
medicines-own = Write down a medicine that I bought myself
medicines-ask-before-stopping = To stop or change a medicine, ask a doctor or pharmacist first. Medicines bought in a shop, and prescriptions that have not arrived yet, are not shown here.
medicines-prescribed = Prescribed on
medicines-dated = Date in the record
medicines-document = Open “{ $title }”
medicines-usage = How to take it
medicines-usage-not-sent = Not sent
medicines-per-day = Amount per day
medicines-per-dose = Amount per dose
medicines-supplied = Supply
medicines-days = { $count ->
    [one] 1 day
   *[other] { $count } days
}
medicines-times = { $count ->
    [one] 1 dose
   *[other] { $count } doses
}
medicines-route = Route
medicines-as-needed = Only when needed
medicines-as-printed = As printed on the prescription: { $text }
medicines-dosage-number = Instruction { $number }
medicines-course = Period
medicines-rp = Number on the prescription (Rp)
medicines-quantity = Total amount
medicines-prescriber = Prescribed by
medicines-category = Kind of prescription
medicines-amount-per-day = { $amount } a day
medicines-amount-per-dose = { $amount } a dose

course-from-to = { $start } to { $end }
course-to = until { $end } (no first day was sent)
course-from = from { $start } ({ $why })
course-unknown = first and last day not known ({ $why })
course-open-as-needed = taken when needed, so there is no last day
course-open-no-days = no number of days was sent, so the last day cannot be computed
course-open-no-start = no first day was sent, so the last day cannot be computed
course-said-from = since { $since }
course-said-undated = since when was not written
course-said-stopped-from = since { $since } (until when was not written)
course-said-stopped-undated = from when to when was not written

medicines-day = By time of day
medicines-count = { $count ->
    [one] 1 medicine
   *[other] { $count } medicines
  }
medicines-amount-not-sent = amount per dose not sent
medicines-show = Show at the counter (large)
medicines-show-short = Show at a counter
medicines-check-short = Check a medicine
medicines-show-title = Medicines to show at the counter
medicines-show-back = Back
medicines-show-born = Born { $date }
medicines-show-contraindications = Must not be given: { $medicines }
medicines-show-kidney = eGFR { $egfr } (Mikata’s estimate, test of { $date })
medicines-show-kidney-undated = eGFR { $egfr } (Mikata’s estimate, undated test)
medicines-show-kidney-unknown = eGFR: cannot be computed
medicines-show-kidney-withheld = eGFR: cannot be shown here
medicines-show-weight-unknown = Weight: not shown here
medicines-show-weigh = Weight: not shown here. Please weigh
medicines-show-more-withheld = There may be information that is not shown here.
medicines-show-allergies = Allergies: { $names }
medicines-show-no-allergies = Allergies: none registered (there may be some)
medicines-show-withheld = { $what }: cannot be shown here
medicines-show-allergies-in-documents = Allergies that documents state are not listed here. See “Record”.
medicines-show-unreadable-allergies = { $count ->
    [one] And one record of an allergy that could not be read.
   *[other] And { $count } records of allergies that could not be read.
}
medicines-show-unreadable = { $count ->
    [one] One more medicine record could not be read.
   *[other] { $count } more medicine records could not be read.
}
medicines-timeline = Medicines over the last year
medicines-timeline-explained = A bar is the time that a supply was meant to last. The upright line is today ({ $date }). Bars with a dashed outline are medicines whose last day is not known.
medicines-timeline-times = { $count ->
    [one] prescribed once
   *[other] prescribed { $count } times
}
medicines-timeline-left-out = { $count ->
    [one] One more medicine is in the lists.
   *[other] { $count } more medicines are in the lists.
}

time-waking = On waking
time-morning = Morning
time-noon = Noon
time-evening = Evening
time-bedtime = Bedtime
slot-sometime = During the day
slot-outside = Creams, drops, patches
slot-as-needed = When needed
slot-as-printed = As written on the prescription
meal-before = before the meal
meal-after = after the meal

usage-when-and-how = { $when }, { $how }
usage-so-often-and-how = { $when }, { $how }
usage-times-a-day = { $count ->
    [one] Once a day, { $times }
   *[other] { $count } times a day: { $times }
  }
usage-per-day = { $count ->
    [one] Once a day
   *[other] { $count } times a day
  }
usage-several-times = Several times a day
usage-when-sleepless = When you cannot sleep
usage-when-feverish = When you have a fever
usage-when-constipated = When constipated
usage-swallow = by mouth
usage-apply = applied to the skin
usage-eye-drops = into the eyes
usage-suppository = as a suppository
usage-meals-separator = {", "}
usage-waking = on waking
usage-bedtime = at bedtime
usage-before-breakfast = before breakfast
usage-after-breakfast = after breakfast
usage-before-lunch = before lunch
usage-after-lunch = after lunch
usage-before-dinner = before dinner
usage-after-dinner = after dinner
usage-breakfast = breakfast
usage-lunch = lunch
usage-dinner = dinner
usage-before-meals = before { $times }
usage-after-meals = after { $times }

plan-certain-days = On certain days only
plan-not-read = Not read completely
plan-replaced = Changed, or to be asked about
plan-today = Today is one of the days
plan-not-today = Today is not one of the days
plan-today-counted = Counted from { $date }, today is one of the days
plan-not-today-counted = Counted from { $date }, today is not one of the days
usage-not-read = The instruction was not read completely
usage-not-read-as-written = The instruction was not read completely. As written: { $written }
usage-certain-days = On certain days only: { $days }. { $usage } (as written: { $written })
usage-certain-days-written = On certain days only: { $days } (as written: { $written })
usage-not-every-day = Not certainly every day
usage-days-as-written = Not certainly every day. As written: { $written }
usage-days-contradict-short = The days contradict each other
usage-days-contradict = The days contradict each other. Code: { $coded }; as written: { $written }. Ask a doctor or pharmacist before taking it
usage-every-day = every day
usage-every-other-day = every other day
usage-alternating = { $with } days with it, then { $without } without
usage-times-a-week = { $count ->
    [one] once a week
   *[other] { $count } times a week
  }
usage-every-weeks = once in { $count } weeks
usage-every-months = { $count ->
    [one] once a month
   *[other] once in { $count } months
  }
weekday-monday = Monday
weekday-tuesday = Tuesday
weekday-wednesday = Wednesday
weekday-thursday = Thursday
weekday-friday = Friday
weekday-saturday = Saturday
weekday-sunday = Sunday
limit-per-dose = at most { $most } at once
limit-per-hours = { $count ->
    [one] at most { $most } in an hour
   *[other] at most { $most } in { $count } hours
  }
limit-per-days = { $count ->
    [one] at most { $most } a day
   *[other] at most { $most } in { $count } days
  }
limit-ever = at most { $most } altogether
medicines-per-such-day = Amount on such a day
medicines-amount-per-such-day = { $amount } on such a day
medicines-to-be-asked-explained = A later prescription from the same place overlaps it. Whether both are meant, or only the later one: ask a doctor or pharmacist before taking it.
medicines-stated-explained = A hospital, clinic or pharmacy told us that these were stopped, withdrawn, put on hold or not issued. Do not start or stop one on your own: ask a doctor or pharmacist.
medicines-said-explained = As the person wrote it down. These were not prescribed.
medicines-by = How medicines are arranged
medicines-by-day = By time of day
medicines-by-clinic = By clinic
medicines-by-period = By period
medicines-from-on = { $facility } ({ $date })
medicines-usage-nothing-sent = how to take it was not sent
medicines-several-dosages = { $count ->
    [one] One instruction: open to see it
   *[other] { $count } different instructions: open to see them
  }
medicines-purpose-explained = Words such as “Lowers blood pressure” are the class of a medicine’s code. It may be prescribed for something else.
course-until = supply until { $end }
course-open = no last day is set

# What medicines of a class do (shared/src/medication/purpose.rs)
purpose-airways = For the airways, makes breathing easier
purpose-allergy = Relieves allergies
purpose-bacteria = Fights bacteria (antibiotic)
purpose-bile = Helps bile flow
purpose-bladder = Calms the bladder
purpose-blood-pressure = Lowers blood pressure
purpose-blood-sugar = Lowers blood sugar
purpose-bones = Strengthens bones
purpose-bowels = Settles the bowels
purpose-calm-sleep = Helps sleep or eases anxiety
purpose-clotting = Makes blood clot less
purpose-constipation = Eases constipation
purpose-constipation-acid = Softens stools, neutralises stomach acid
purpose-cough = Eases coughing
purpose-dizziness = Eases dizziness
purpose-heart = Helps the heart work
purpose-iron = Supplies iron
purpose-lipids = Lowers cholesterol or other blood fats
purpose-pain = Eases pain, fever or inflammation
purpose-phlegm = Loosens phlegm
purpose-phosphate = Keeps phosphate in food from being absorbed
purpose-pulse = Steadies the pulse
purpose-pulse-pressure = Steadies the pulse or blood pressure
purpose-sleep = Helps sleep
purpose-steroid = Calms inflammation and the immune system (steroid)
purpose-stomach = Protects the stomach
purpose-stomach-moves = Helps the stomach move
purpose-thyroid = Supplies thyroid hormone
purpose-urate = Lowers uric acid
purpose-urine = Helps urine flow
purpose-vessels = Widens blood vessels
purpose-vessels-pressure = Widens blood vessels and lowers blood pressure
purpose-vitamin-d = For bones and calcium (vitamin D)
purpose-water = Removes excess water through the urine
