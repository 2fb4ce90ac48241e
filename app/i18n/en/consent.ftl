# Sharing: who may see what

consent-title = Who may see what
consent-open = Open the sharing settings
consent-lead = Here you decide who may see what of your record. What you decide takes effect at once, and you can end it at any time.

consent-rules-title = If you have not chosen anything
consent-rules-care = For ordinary care no hospital, clinic or pharmacy sees anything until you decide. Patient summaries are never passed to hospitals, clinics and pharmacies (you may show them, on screen or on paper).
consent-rules-own = Infections, and surgery and procedures, are not part of “everything”. They are shown only when you agree to each of them.
consent-rules-emergency = When your life is at stake and you cannot be asked, emergency staff of a hospital may look without your consent, for two hours, after stating why. You can take out kinds or single entries beforehand. That somebody looked is always recorded.
consent-rules-exclusion = What you decided not to show is not shown, even where something else says that it may be.
consent-more-title = Other ways to decide, and explanations
consent-presets-open = Decide in a few words

consent-preset-everyone = Share with everyone who has treated me
consent-preset-everyone-explained = Hospitals, clinics and pharmacies that have sent something to your record see it without your choosing each time (but not infections, surgery and procedures).
consent-preset-ask = Ask me each time
consent-preset-ask-explained = At each visit you choose above whom to show it to, for 24 hours for example. Where you choose nobody, nobody sees it.
consent-preset-emergencies = Emergencies only
consent-preset-emergencies-explained = Nobody sees it, not even at a visit (and no hospital, clinic or pharmacy can be chosen). Only a hospital may, when your life is at stake and you cannot be asked.
consent-preset-none = You have custom settings (see above, “What is decided now”).
consent-preset-choose = Choose this
consent-preset-current = This is how it is now

consent-switches-title = Show it to somebody
consent-whom-label = 1. To whom
consent-whom-more = Others (first visit, everyone)
consent-nobody-chosen = Choose to whom, and you see here what they would see.
consent-whom-anyone = everyone who treats me
consent-whom-hospitals = hospitals that treat me
consent-whom-clinics = clinics that treat me
consent-whom-pharmacies = pharmacies that treat me
consent-whom-care-providers = care providers that treat me
consent-whom-emergency = a hospital in an emergency
consent-whom-gone = a hospital, clinic or pharmacy that is no longer here ({ $code })
consent-new-facility = Find one you visit for the first time
consent-find-label = A first visit: name (or the ten digits)
consent-find-hint = Part of the name is enough. Only those that are registered here are found.
consent-find-submit = Search
consent-find-none = No hospital, clinic or pharmacy of this name is registered here. Try another spelling, or the number.
consent-find-more = There are more. Please type more of the name.
consent-find-kind = { " " }({ $kind })
consent-sort-hospital = hospital
consent-sort-clinic = clinic
consent-sort-pharmacy = pharmacy
consent-sort-care-provider = care provider
consent-new-facility-back = Back to sharing
consent-what-label = 2. What
consent-what-ordinary = Everything but infections, surgery and procedures
consent-what-everything = Everything (infections, surgery and procedures too)
consent-what-kinds = Choose kinds (only those you choose)
consent-sum = They would see: { $kinds }
consent-sum-kind = { $kind } { $count }
consent-sum-unreadable = Unreadable
consent-sum-nothing = They would see nothing
consent-look = See what they would see
consent-emergency-open = What emergencies do not show
consent-emergency-title = What is shown in an emergency
consent-emergency-legend = Shown to a hospital in an emergency
consent-save = Decide
consent-blocked = A wider setting blocks “{ $kind }”. Remove it first under “What is decided now”.

consent-term-label = 3. Until when
consent-term-visit-choice = Today (24 hours)
consent-term-month-choice = One month
consent-term-year-choice = One year
consent-term-keeps = What you share already may end sooner by this, but never later. To share it for longer, end it first and decide again.
consent-term-more = Other times (home care, from day to day)
consent-term-home-care-choice = Home care (to the end of the third month, this one included; then while every month brings a visit)
consent-term-standing-choice = Until I end it
consent-term-days-choice = From day to day
consent-term-from = First day
consent-term-until = Last day
consent-term-visit = 24 hours
consent-term-visit-until = 24 hours, to { $until }
consent-term-home-care = while home care goes on
consent-term-standing = until you end it
consent-term-days = { $from } to { $until }

consent-preview-title = What is seen by: { $whom }
consent-preview-now = What those who treat you see now
consent-preview-explained = Of the record that you can see, this is what they would see if you decided as above.
consent-preview-open = Kind by kind
consent-preview-closed = not seen ({ $reason })
consent-preview-empty = seen (nothing there now)
consent-preview-count = { $count } { $count ->
    [one] entry
   *[other] entries
}
consent-preview-more = and { $count } more
consent-preview-unreadable = { $count ->
    [one] One entry that could not be read is seen as such.
   *[other] { $count } entries that could not be read are seen as such.
}
consent-preview-summaries = Patient summaries are never passed to hospitals, clinics and pharmacies, so they are not counted among the documents.
consent-emergency-cost = What you take out here a hospital does not see in an emergency either. Something that helps to treat you, such as an allergy or a medicine you take, may then not reach them.
consent-draft-nothing = Saving this changes nothing about what is seen now.
consent-draft-appear = Saving this would show, of “{ $kind }”, { $count } more: { $names }
consent-draft-vanish = Saving this would take away, of “{ $kind }”, { $count }: { $names }

consent-kind-diagnoses = Diagnoses
consent-kind-allergies = Allergies
consent-kind-contraindications = Medicines to avoid (contraindications)
consent-kind-infections = Infections
consent-line-infection = infection test ({ $number })
consent-kind-tests = Tests
consent-kind-medicines = Medicines (prescriptions)
consent-kind-procedures = Surgery and procedures
consent-kind-immunizations = Vaccinations
consent-kind-checkups = Health check-ups
consent-kind-documents = Documents (referrals, discharge summaries)

consent-reason-permitted = you decided to show it
consent-reason-emergency = seen in an emergency
consent-reason-none = you have not decided to show it
consent-reason-own = this kind needs a consent of its own
consent-reason-excluded = you decided not to show it
consent-reason-does-not-treat = you have not said that this hospital, clinic or pharmacy treats you
consent-reason-denied = you said that this hospital, clinic or pharmacy does not treat you
consent-reason-only-stated = not shown for a visit that only the hospital, clinic or pharmacy stated
consent-reason-not-a-hospital = in an emergency only hospitals may look
consent-reason-unknown-facility = this hospital, clinic or pharmacy is not registered here
consent-reason-unreadable = one setting cannot be read, so nothing is shown to anybody

consent-items-open = Single entries not to show (now { $count })
consent-items-explained = No hospital, clinic or pharmacy sees the medicine, diagnosis or test that you choose here: neither what others registered nor what is still to come, where it can be told to be the same (a medicine by its ingredient, whatever its name). Documents that name it stay out as well. What has another code and another name cannot be told to be the same. If you choose a document, all that stands in it stays out. Checks before prescribing still count a medicine, without naming it.
consent-items-emergency = With “Not in emergencies either”, emergency staff do not see it, and something that helps to treat you may not reach them. When in doubt you can choose “Do not show for ordinary care”.
consent-items-hidden = What you decided not to show
consent-items-choose = Kind
consent-items-list = List them
consent-items-newer = Newer
consent-items-older = Older
consent-items-page = Page { $number } of { $pages }
consent-item-hide = Do not show for ordinary care
consent-item-hide-always = Not in emergencies either
consent-item-show = May be shown
consent-item-hidden-in-care = Not shown for ordinary care
consent-item-hidden-always = Not shown in emergencies either
consent-item-hidden-in-emergencies = Not shown in emergencies

consent-decided-title = What is decided now
consent-decided-none = You have not decided anything. Except in emergencies, nobody is shown anything.
consent-everything = everything
consent-everything-ordinary = everything but infections, surgery and procedures
consent-everything-but = everything but: { $kinds }
consent-some-item = one entry of the record
consent-says-permit = Show “{ $what }” to { $whom } ({ $term })
consent-says-exclude = Not shown to { $whom }: { $what }
consent-says-exclude-anyone = Shown to no hospital, clinic or pharmacy: { $what }
consent-says-exclude-always = Never shown, not in emergencies either: { $what }
consent-says-exclude-emergency = Not in emergencies either: “{ $what }”
consent-says-unreadable = A setting that cannot be read. It may have meant not to show something, so nothing is shown to anybody until it is taken back.
consent-given-at = Decided: { $at }
consent-end = End it
consent-withdraw = Take back
consent-download = Download what you decided as FHIR Consent (JSON)
consent-download-verify = Before it is handed to you, you may be asked again whether it is you.

consent-saved = Saved. It takes effect now.
consent-saved-same = Nothing was changed. To share for longer what you share already, end it first under “What is decided now”, and then decide again.
consent-saved-back = Go on
consent-history-open = Changes so far ({ $count })
consent-history-explained = Every change stays here. Undoing one does not lengthen 24 hours or any other time.
consent-history-none = No changes yet.
consent-history-given = Decided
consent-history-withdrawn = Taken back
consent-change-switches = Decided in detail
consent-change-item = Decided about one entry
consent-change-withdrawal = Taken back
consent-change-undo = Undone
consent-undo = Undo this change

consent-problem-unknown-facility = No hospital, clinic or pharmacy with this number is registered here. Please check the number.
consent-problem-blocked = Nothing was changed: a wider setting blocks it. Remove that first, under “What is decided now”.
consent-problem-nothing-there = Nothing was changed: what was to be changed cannot be found.
consent-problem-longer-by-more = The shorter time is set, but something you decided to show to more hospitals, clinics or pharmacies can still be seen after it ends. Take that back first, under “What is decided now”.
consent-problem-closed-by-another = Somebody else who decides for this person decided not to show it. Only they can have it shown again.
consent-in-their-place = You are deciding in this person’s place. What you decide to show or keep back is entered in their access history, and others who decide for them are told that you decided something, but not about which hospital, clinic or pharmacy. From the day on which you no longer decide for them (such as a fifteenth birthday), what you decided to show is not shown any more.
consent-unnamed = What somebody else who decides for this person decided about one hospital, clinic or pharmacy
consent-unnamed-closed = Not shown to the hospital, clinic or pharmacy for which you ended what somebody else had decided
treating-title = Who treats you
treating-others = { $count ->
    [one] One more
   *[other] { $count } more
}
treating-asks = “{ $facility }” says that it treats you: is that so?
treating-asks-what = Nothing is shown before you answer. What an answer means
treating-asks-means = Until you answer, this hospital, clinic or pharmacy sees nothing. If you say that it does, it sees what you show to everyone who treats you.
treating-yes = It treats me
treating-no = It does not treat me
treating-not-me = That was not me
treating-visit = “{ $facility }” stated that you are there. Until { $until } it sees what you show to everyone who treats you, without infections.
treating-said-yes = You said that “{ $facility }” treats you.
treating-said-no = You said that “{ $facility }” does not treat you. It sees nothing.
treating-undo = Take the answer back
consent-treating-open = Who treats you ({ $waiting ->
    [0] { $count }
   *[other] { $waiting } to answer
})
consent-treating-explained = A hospital, clinic or pharmacy that only sent something sees nothing until you say that it treats you. One of which you say that it does not, no longer sees what you had decided to show it either. Emergencies are different.
consent-treating-none = There is nothing to answer yet.
consent-treating-code = Make a one-time code for the desk
consent-treating-nothing-said = You have said nothing yet.
consent-treating-asked = You have not answered yet. It sees nothing.
consent-treating-confirmed = It treats you.
consent-treating-kept = It is taken to treat you, as before.
consent-treating-visit = It stated that you are there, until { $until }.
consent-treating-denied = It does not treat you. It sees nothing.
shown-card = saw the insurance card or My Number card
shown-paper = saw a paper with a photograph
visit-code-title = Code for the desk
visit-code-lead = Tell this code at the desk, and the hospital, clinic or pharmacy becomes one that treats you. It works once, for ten minutes. A new code makes the one before useless.
visit-code-facility = Number of the hospital, clinic or pharmacy that may use it (ten digits)
visit-code-facility-hint = Left empty, the first hospital, clinic or pharmacy that uses it can.
visit-code-make = Make a code
visit-code-qr = The code, for the desk to scan
visit-code-until = Works until { $until }.
visit-code-back = Back to who sees what

# Subjects that are kept back
consent-subject-psychiatry = Psychiatry
consent-subject-infections = Infections (sexually transmitted, hepatitis, tuberculosis and others)
consent-subject-gynaecology = Gynaecology and obstetrics
consent-subjects-label = Subjects to keep back
consent-subjects-by-more = (kept back from more than this one)
consent-subjects-emergency = In an emergency, medicines and illnesses that matter for your life may be missing.
consent-subjects-open = What each of them takes
consent-subjects-explained = What its departments registered, and the illnesses, medicines, tests and documents of that subject. It holds until you take it back, also for what has not arrived yet. Medicines whose class is not known, and what could not be read, go along. Allergies and medicines that must not be given stay in sight. The text inside documents is not searched. A check before prescribing still uses them, without naming them. No doctor has reviewed how things are sorted here yet.
consent-subjects-takes-nothing = { $subject }: nothing in the record now
consent-subjects-takes = { $subject }: { $names }
consent-subjects-takes-more = { $subject }: { $names } and { $more } more
