# Show or hand out

show-title = Show or hand out
show-counter = Show at a counter
show-counter-what = Medicines, allergies and kidney function in large letters, on one screen.
show-doctor = Show a doctor
show-doctor-what = The patient summary on screen: allergies, illnesses, medicines and tests on one page.
show-consent = Let a hospital see it on its own screen
show-consent-what = Decide who may see what, and until when.
show-link = By a sharing link or QR code
show-link-what = A doctor who does not use this portal can see it in any browser. You choose until when, and can end it at any time.
show-paper = On paper, or as a file
show-proof-first = You prove once more that it is you. What you do not show for ordinary care, or not in emergencies either, is in these, too. Infection tests are in them only where you choose that; names of illnesses or medicines may still tell of one. What you hand out stays with whoever you gave it to.
show-emergency = Emergency sheet to carry (PDF)
show-emergency-what = Allergies, medicines that matter most, illnesses, whom to ring. Fold it and carry it with your My Number Card.
show-summary = Patient summary on paper (PDF)
show-summary-what = The same on paper, for a doctor who sees you for the first time.
show-text = Text for a chart
show-text-what = The patient summary as plain text that a doctor can copy into a chart.
show-fhir = File for another hospital’s system (FHIR)
show-fhir-what = An International Patient Summary: hospitals abroad may read it, too. The summary on paper shows what is in it.
show-with-infections = Get it with infection tests
show-of = ({ $what })
