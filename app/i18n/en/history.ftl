# Access history: who opened the record, when and what for; and whether anything was altered

history-title = Access history
history-open = Who looked at my record (access history)

history-pending = Not verified yet
history-pending-scripts = As soon as the page is ready, your browser verifies that nothing is missing from this history and nothing was altered. It cannot do so with scripts switched off; another program can, from “History with proof” under “Keep a copy”.
history-not-now = This could not be verified now
history-not-now-advice = The history did not arrive, so nothing can be said either way. Please wait a moment and open the page again.
history-verified = { $count ->
    [one] Verified: the one entry is here, and was not altered
   *[other] Verified: all { $count } entries are here, and none was altered
} (sealed as of { $date })
history-verified-means = Each entry stands in a log that cannot be changed afterwards, and they run from number 1 without a gap.
history-being-sealed = Being sealed: { $count } new (the { $sealed } sealed ones are verified)
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
history-altered-shorter = { $was ->
    [one] There was one entry
   *[other] There were { $was } entries
}, and now there { $is ->
    [one] is only one.
   *[other] are only { $is }.
}
history-altered-fork = The log does not continue the one that was seen before.
history-altered-more = And { $count } more.
history-altered-advice = It is not your doing. Print or photograph this page, save “History with proof” under “Keep a copy”, and tell whoever runs this portal. Signing out clears what this browser remembers, so please stay signed in until you have told them.

history-who-own = You
history-who-other-person = Another person who uses this portal
history-who-caregiver = Family or caregiver
history-who-caregiver-named = { $label }: { $name } (family or caregiver)
history-who-caregiver-called = { $label } (family or caregiver)
history-who-facility = A hospital, clinic or pharmacy (no number)
history-who-operator = Whoever runs this portal
history-who-visitor = Somebody who was not signed in

history-purpose-own-record = to read their own record
history-purpose-own-entry = to write in their own record
history-purpose-keeping = to keep it readable on a device with no network
history-purpose-care = for treatment
history-purpose-safety-check = to check that a prescription is safe
history-purpose-access-history = to read the access history
history-purpose-emergency = in an emergency

history-asked-for = Asked for: { $what }
history-asked-record = your record
history-asked-own-entry = your own entries: to add, correct or delete one
history-asked-keeping = a copy of your record, kept encrypted on that device
history-asked-check = whether a prescription goes with your medicines (the record itself was not given)
history-asked-history = your access history

history-granted = Opened
history-refused = not opened (nothing was seen)
history-outcome-unknown = Outcome unknown

history-keep-title = Keep a copy
history-keep-explained = The history with proof can be verified by another program, without this portal, and compared with one that you saved before.
history-keep-verify = Before you are handed a file you may be asked again whether it is you. Afterwards you are back on this page.
history-keep-csv = Table (CSV)
history-keep-proof = History with proof (JSON)
history-keep-fhir = For health systems (FHIR)

history-limits-title = What verifying cannot show
history-limits-bypass = Whether the record was read without this program, for example straight from the database: that leaves no entry.
history-limits-newest = Whether the very newest entry was removed before anybody saw it and before a copy of the log's head left this program.
history-limits-names = Names of hospitals, clinics and pharmacies are shown as they are now. What is proven is their numbers.
history-limits-forgets = The comparison with the last time depends on this browser's memory, which signing out clears. Save the history with proof to keep it.

history-csv-number = Entry
history-csv-time = Time
history-csv-who = Who
history-csv-facility = Number of the hospital, clinic or pharmacy
history-csv-purpose = Purpose
history-csv-asked = Asked for

history-lead = When your record was opened, by which hospital, clinic or pharmacy, in what role, and what for. Attempts that were refused are here too.
history-questions-title = Questions to hospitals, clinics and pharmacies
history-question-waits = Question about entry { $number }: waiting for an answer (sent { $at })
history-question-answered = Question about entry { $number }: answered ({ $at })

history-filter = Narrow down
history-filter-who = Who
history-filter-all = Everybody
history-filter-facilities = People at hospitals, clinics and pharmacies
history-filter-machines = Automatic requests of their systems
history-filter-caregivers = Family, caregivers and other users
history-filter-own = You
history-filter-emergency = Emergencies only
history-filter-refused = Refused only
history-filter-from = From
history-filter-until = Until
history-filter-submit = Narrow down
history-filter-clear = Show everything again
history-filtered = Narrowed down to: { $what }. { $found ->
    [one] One
   *[other] { $found }
} of all { $entries } { $entries ->
    [one] entry
   *[other] entries
} { $found ->
    [one] matches.
   *[other] match.
}
history-filtered-from = from { $day }
history-filtered-until = until { $day }
history-filtered-verified = That nothing is missing or altered is always verified for the whole history, whatever is shown here.
history-problem-who = “Who” is not known here, so everybody’s entries are shown.
history-problem-from = “From” is not a date, so it is not used. Give it like 2024-07-01.
history-problem-until = “Until” is not a date, so it is not used. Give it like 2024-07-31.
history-problem-order = “Until” lies before “From”: no day matches.

history-visits-title = What was opened, newest first
history-none = There is nothing yet.
history-none-found = Nothing matches. That does not mean that there are no other entries.
history-none-here = There is nothing on this page. Look at a newer one.
history-page = page { $page } of { $pages }
history-pages = Pages of the list
history-older = Older ones
history-newer = Newer ones
history-own-day = { $day }: opened by you (times: { $count })
history-count = Entries: { $count }
history-count-refused = {" "}(refused: { $count })
history-each-entry = Each entry
history-entry-more = More, and ask about it
history-refused-here = Refused
history-left-out = Older ones that are not listed here: { $count }. The table (CSV) under “Keep a copy” has all of them.
history-emergency = Emergency
history-day-at = { $day }, { $at }
history-day-from-to = { $day }, { $first } to { $last }
history-at-number = { $at } · entry { $number }

history-who-machine = { $name } (automatic request of a system)
history-who-unknown = Somebody this page has no word for

history-role = Role: { $role }
history-role-doctor = doctor
history-role-nurse = nurse
history-role-pharmacist = pharmacist
history-role-clerk = reception
history-role-emergency = emergency physician
history-role-administrator = administrator
history-role-unknown = a role this page has no word for

history-purpose-on-behalf = to read it in your place
history-purpose-deciding = To decide in your place who may see it
history-purpose-own-link = To make or end a sharing link
history-purpose-shared-link = To open your sharing link
history-asked-own-link = Making or ending a sharing link (nothing of the record was read)
history-asked-shared-link = What you put into the link, as it was then (the record itself was not read)
history-recipient = They called themselves “{ $name }” (not verified)
history-asked-deciding = Deciding who may see your record (nothing of it was read)
history-purpose-erasure = to erase the earlier history by law
history-asked-erasure = that your earlier access history is erased
history-erased = On this day { $count ->
    [one] one earlier entry was erased by law.
   *[other] { $count } earlier entries were erased by law.
} Nothing was altered. If you do not know why, ask whoever runs this portal.
history-purpose-desk = to check at reception who you are
history-purpose-unknown = a purpose this page has no word for

history-asked-desk = name, kana, date of birth and sex (the record itself was not given)
history-asked-unknown = something this page has no word for

history-kinds = Kinds that could be seen: { $kinds } (whether there was anything is not kept here)
history-ground = Allowed by:
history-ground-decision = what you decided to share (number { $number })
history-ground-oral = Allowed by: an oral consent that the hospital, clinic or pharmacy recorded. Only the medicine behind a warning was named
history-ground-mandate = Allowed by: who may read in your place
history-ground-emergency = Allowed by: an emergency in which you could not be asked (no consent is needed each time)
history-reason = Reason that the hospital gave: { $reason }
history-reason-unconscious = impaired consciousness
history-reason-injured = severe injury
history-reason-cannot-tell = a child, dementia or the like, and nobody who could tell
history-reason-other = another one

history-ask = Ask the hospital, clinic or pharmacy about entry { $number }
history-ask-waits = See the question about entry { $number } (waiting for an answer)
history-ask-answered = See the answer about entry { $number }

history-csv-outcome = Outcome
history-csv-role = Role
history-csv-kinds = Kinds that could be seen
history-csv-consent = Decisions it was because of

entry-title = Entry { $number }
entry-back = Back to who looked
entry-questions-title = Questions about this entry
entry-no-facility = No hospital, clinic or pharmacy opened this, so there is nobody to send a question to.
entry-question = Question
entry-asked-at = sent { $at }
entry-answer = Answer
entry-answered-at = answered { $at }
entry-waits = Waiting for its answer, which can take some days. An answer shows at the top of “Access history”.
entry-withdraw = Take the question back
entry-withdraw-too-late = This question cannot be taken back: it was answered, or taken back before. Open “Access history” again.
entry-ask = Ask the hospital, clinic or pharmacy
entry-ask-goes-to = The question goes to this hospital, clinic or pharmacy’s administrator, with your name and this entry’s time and purpose. Please do not write about your health or medicines: ask at your next visit.
entry-ask-limits = Up to { $longest } characters, and { $a_day } questions a day. You can take it back until it is answered.
entry-ask-submit = Send the question
entry-problem-empty = Write a question.
entry-problem-too-long = Up to { $longest } characters. There are { $found } now.
entry-problem-unseen = Character { $at } cannot be seen. Remove it and send again.
entry-problem-waiting = A question about this entry was sent and waits for its answer.
entry-problem-too-many = Up to { $a_day } questions a day. Please send it tomorrow.

news-label = About your record
news-other = Your record was opened. You can see by whom.
news-refused = Access was blocked. Nobody saw your record.
news-emergency = Your record was opened in an emergency
news-emergency-means = A hospital may do so when a life is at stake. See who opened it, and when. If you know nothing of it, you can put a question to that hospital. This notice stays until you have.
news-answer = A hospital, clinic or pharmacy has answered your question
news-answer-open = Read the answer
news-see-who = See who looked
news-dismiss = Close
history-visit-stated = Stated that you were there ({ $shown }).
history-signed-out = All your sign-ins were ended (why: { $why }).
