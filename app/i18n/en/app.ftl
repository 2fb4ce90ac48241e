# The frame of every page: the name, the places, whose record

app-name = Mikata
skip-to-content = Skip to the content
demo-banner = Demonstration: everyone you see here is invented
language-choice = Choose a language（言語）
sign-out = Sign out
menu = Menu
rail-sharing = Sharing
rail-history = Access history
rail-people = Family and others
menu-agenda = Questions for the visit

places = Main menu
place-home = Home
place-medicines = Medicines
place-labs = Tests
place-record = Record
place-show = Show
place-summary = Summary
place-documents = Documents

whose-record = Record of { $name }
whose-from-nobody-yet = nothing has arrived from any hospital, clinic or pharmacy yet
whose-from-nobody-shown = nothing that you may see has arrived from anywhere
whose-from-one = from { $facility }
whose-from-several = from { $facility } and others ({ $others })
whose-from-places = from { $count } places
as-of = As of { $date }

footer-who-decides = Decide about treatment, and about stopping or changing a medicine, together with your doctor or pharmacist.
footer-what-this-is = Mikata lets you read the record that hospitals, clinics and pharmacies registered with the national sharing service. It does not replace a diagnosis or a visit.
