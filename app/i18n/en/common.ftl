# Words of several pages: sources, nothing registered, unreadable

sources-title = Where this record comes from
sources-explained = What these hospitals, clinics and pharmacies had sent by { $date }. Records of a hospital, clinic or pharmacy that is not named here are not included.
sources-count = { $count ->
    [one] only what one provider sent
   *[other] only what { $count } providers sent
}
sources-nobody-yet = As of { $date }, no hospital, clinic or pharmacy has sent anything yet. If a record is missing, ask at the reception of that hospital, clinic or pharmacy.
sources-nobody-shown = As of { $date }, nothing of the kinds that you may see has been sent by any hospital, clinic or pharmacy. Whether there is anything of the other kinds cannot be said here.
sources-last-received = Last received: { $date }

source-with-department = { $facility }, { $department }
source-updated = registered or updated { $date }
source-received = received { $date }
long-term = kept long-term

empty-registered-by = These providers had sent no { $what } by { $date }: { $facilities }.
empty-nobody-yet = No hospital, clinic or pharmacy has sent any { $what } yet (as of { $date }).
empty-advice = “Not registered” does not mean “none”. If you know of something, tell your doctor or pharmacist at your next visit.

not-stated = not stated
technical-term = Technical terms and codes

unreadable-title = Received but not readable
unreadable-explained = A hospital, clinic or pharmacy sent these, and Mikata could not read them. They stay here so that you know they arrived.
unreadable-item = { $what } (from { $facility })
unreadable-ask = To learn what it says, ask { $facility } what is in the record they shared.
unreadable-for-engineers = Details to show to the staff of that hospital, clinic or pharmacy
unreadable-found = Sent: { $found } / Expected: { $expected }
unreadable-kind-diagnosis = A diagnosis
unreadable-kind-allergy = An allergy or a medicine to avoid
unreadable-kind-observation = A test or infection result
unreadable-kind-prescription = A prescription
unreadable-kind-document = A document
unreadable-kind-procedure = An operation or procedure
unreadable-kind-immunization = A vaccination
unreadable-kind-other = Another record

doubted-title = This may have been a mistake
doubted-ask = A message from { $facility } that takes this back arrived late. Please ask { $facility } whether it still holds.
unread-parts = Some of this could not be read: { $parts }
part-onset = since when
part-ended = until when
part-when = when it was
part-recorded = the day it was written
part-value = the result
part-components = the parts of the result
part-range = the reference range
part-flag = the high or low mark
part-status = how it stands now
part-severity = kind or severity
part-reaction = the reaction
part-dosage = how to take it
part-supply = amount or days supplied
part-note = a note
part-name = name or code
part-who = the visit or the person in charge
part-other = another part

loading = Loading
offline = There is no internet connection at the moment. You can go on once it is back.
offline-as-of = There is no internet connection at the moment. This page shows the record as of { $date }.

text-size = Text size
text-size-normal = Normal
text-size-large = Large
text-size-largest = Largest
printed-on = Printed on { $date }
stand-ins = 〓 stands for a letter that no typeface has ({ $letters }). The facility that sent it knows the right one.
