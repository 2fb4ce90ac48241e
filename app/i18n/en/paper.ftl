# What is handed out on paper (words of the server alone)

paper-carry-title = To show in an emergency
paper-carry-warning = Printed by the person themself. It holds what was received and no more: what is not written here is not known to be absent. It may have changed since it was printed.
paper-carry-card = Carry the My Number Card (as health insurance card) too: ambulance crews and hospitals may see newer records by it.
paper-without-infections = Infection tests are not on this paper.
paper-summary-warning = Printed by the person themself. It puts together what was received: what is not written here is not known to be absent. It may have changed since it was printed.

paper-medicine-of = { $name } ({ $whence })
paper-born = { $date } · { $age }
paper-ended = until { $date }
paper-main = main
paper-since = since { $date }
paper-undated = no date
paper-medicines = Medicines now, possibly still, and to come
paper-medicines-over = Medicines until lately: ended, or continued by another supply
