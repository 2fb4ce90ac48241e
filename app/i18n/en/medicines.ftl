# Medicines

medicines-title = Medicines
medicines-what = medicines (prescriptions)
medicines-what-now = medicines whose supply covers today
medicines-lead = Prescriptions that facilities sent, counted from the first day and the days supplied, as of { $date }.
medicines-possibly-still-explained = The last day of these medicines cannot be computed. Whether you still take them cannot be known from here.
medicines-show-past = { $count ->
    [one] Show one earlier medicine
   *[other] Show { $count } earlier medicines
}
medicines-from = From { $facility }
medicines-ask-before-stopping = Medicines bought in a shop, and prescriptions that have not arrived yet, are not shown here. To stop or change a medicine, ask a doctor or pharmacist.
medicines-prescribed = Prescribed on
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
medicines-as-printed = As printed on the prescription
medicines-dosage-number = Instruction { $number }
medicines-course = Period
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
