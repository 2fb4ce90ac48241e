# What is handed out on paper (words of the server alone)

paper-carry-title = To show in an emergency
paper-carry-warning = Printed by the person themself. It holds what was received and what they wrote themself, and no more: what is not written here is not known to be absent. It may have changed since it was printed.
paper-carry-card = Carry the My Number Card (as health insurance card) too: ambulance crews and hospitals may see newer records by it.
paper-without-infections = Infection tests are not on this paper.
paper-summary-warning = Printed by the person themself. It puts together what was received and what they wrote themself: what is not written here is not known to be absent. It may have changed since it was printed.

paper-medicine-of = { $name } ({ $whence })
paper-born = { $date } · { $age }
paper-ended = until { $date }
paper-main = main
paper-since = since { $date }
paper-undated = no date
paper-medicines = Medicines now, possibly still, and to come
paper-medicines-over = Medicines until lately: ended, or continued by another supply
paper-medicines-note = What hospitals, clinics and pharmacies sent is what was prescribed. Whether it is used is not known.
paper-usage-not-sent = how it is used was not registered
paper-no-medicines = No medicine taken now, possibly still or later was received (which does not mean that there is none).
paper-no-diagnoses = No diagnosis that is not over was received (which does not mean that there is none).
paper-no-tests = No result of the main tests was received (which does not mean that none was done).
paper-no-plans = No plan or advice that still holds was received.
paper-plan-diagnoses = diagnoses of this plan
paper-left-out = Left off this paper, whether there are any or not: { $what }.
paper-left-out-medicines = prescriptions that ended more than 100 days ago, and the like ({ $count })
paper-left-out-diagnoses = diagnoses that are over ({ $count })
paper-left-out-kinds = procedures, immunisations, check-ups, other tests, letters and other documents
