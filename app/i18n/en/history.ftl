# Access history: who opened the record, when and what for; and whether anything was altered

history-title = Who looked
history-open = Who looked at my record (access history)
history-lead = When your record was opened, by which facility, and what for. Attempts that were refused are here too.

history-pending = Not verified yet
history-pending-scripts = As soon as the page is ready, your browser verifies that nothing is missing from this history and nothing was altered. It cannot do so with scripts switched off; another program can, from “History with proof” below.
history-not-now = This could not be verified now
history-not-now-advice = The history did not arrive, so nothing can be said either way. Please wait a moment and open the page again.
history-verified = Verified: all { $count } entries are here, and none was altered (sealed as of { $date })
history-verified-means = Each entry stands in a log that cannot be changed afterwards, and they run from number 1 without a gap.
history-being-sealed = { $count } new entries are being sealed (the { $sealed } sealed ones are verified)
history-being-sealed-means = This usually takes a second. What is said here changes when it is done.
history-empty = Nothing has been entered yet, so there is nothing to verify.
history-compared = It also continues what this browser verified before (the log as of { $date }).
history-first-time = This browser verifies it for the first time. From now on it also verifies that the log continues from here.

history-altered = Something in this history is missing or was altered
history-altered-key = The key that signs the log is another one than before.
history-altered-head = The log's signature does not hold.
history-altered-content = Entry { $number } is not what was entered then.
history-altered-order = Where entry { $number } should be stands another number: something is missing or out of order.
history-altered-link = Entry { $number } does not follow upon the one before it.
history-altered-inclusion = Entry { $number } is not in the log at the place it names.
history-altered-shorter = There were { $was } entries, and now there are only { $is }.
history-altered-fork = The log does not continue the one that was seen before.
history-altered-more = And { $count } more.
history-altered-advice = It is not your doing. Print or photograph this page, save “History with proof” below, and tell whoever runs this portal. Signing out clears what this browser remembers, so please stay signed in until you have told them.

history-others-title = Others
history-others-none = Nobody but you opened your record, or tried to, as far as it is entered here.
history-own-title = You
history-own-none = You have not opened your record yet.
history-own-count = Your own visits: { $count }

history-who-own = You
history-who-other-person = Another person who uses this portal
history-who-caregiver = Your family or caregiver
history-who-facility = A facility (no number)
history-who-operator = Whoever runs this portal
history-who-visitor = Somebody who was not signed in
history-who-unknown = Somebody this page has no word for

history-purpose-own-record = to read their own record
history-purpose-care = for treatment
history-purpose-safety-check = to check that a prescription is safe
history-purpose-access-history = to read the access history
history-purpose-emergency = in an emergency
history-purpose-unknown = a purpose this page has no word for

history-asked-for = Asked for: { $what }
history-asked-record = your record
history-asked-check = whether a prescription goes with your medicines (the record itself was not given)
history-asked-history = your access history
history-asked-unknown = something this page has no word for

history-granted = Opened
history-refused = Refused
history-outcome-unknown = Outcome unknown

history-from-to = { $first } to { $last }
history-entry = entry { $number }
history-entries = { $count } entries (between { $from } and { $to })

history-keep-title = Keep a copy
history-keep-explained = The history with proof can be verified by another program, without this portal, and compared with one that you saved before.
history-keep-csv = Table (CSV)
history-keep-proof = History with proof (JSON)
history-keep-fhir = For health systems (FHIR)

history-limits-title = What verifying cannot show
history-limits-bypass = Whether the record was read without this program, for example straight from the database: that leaves no entry.
history-limits-newest = Whether the very newest entry was removed before anybody saw it and before a copy of the log's head left this program.
history-limits-names = Facilities' names are shown as they are now. What is proven is their numbers.
history-limits-forgets = The comparison with the last time depends on this browser's memory, which signing out clears. Save the history with proof to keep it.

history-csv-number = Entry
history-csv-time = Time
history-csv-who = Who
history-csv-facility = Facility number
history-csv-purpose = Purpose
history-csv-asked = Asked for
history-csv-outcome = Outcome

news-label = About your record
news-other = Somebody looked at your record just now
news-refused = Somebody just tried to open your record, and was refused
news-emergency = Your record was opened in an emergency
news-emergency-means = A hospital may do so when a life is at stake. See who opened it, and when. This notice stays until you have.
news-see-who = See who looked
news-dismiss = Close
