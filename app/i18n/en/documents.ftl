# Documents

documents-title = Documents
documents-what = documents (letters, discharge summaries, check-up reports)
documents-lead = What hospitals, clinics and pharmacies wrote, newest first.
documents-back-to-list = Back to all documents
documents-date = Date
documents-addressee = Addressed to
documents-organization = Written by
documents-department = Department
documents-doctor = Doctor
documents-admitted = Admitted
documents-discharged = Discharged
documents-examined = Date of check-up
documents-examined-until = End of check-up
documents-visited = Visit
documents-visited-until = End of visit
documents-shown-until = This document is shown until { $date }.
documents-section-untitled = A part without a heading
documents-section-empty = This part arrived with nothing written in it.
documents-not-sent = Not sent

documents-result-name = Item
documents-result-value = Result
documents-result-range = Reference range
documents-result-date = Date
documents-result-about = About “{ $name }”

documents-main-diagnosis = Main diagnosis
documents-contraindication = Contraindicated
documents-reactions = What happened: { $reactions }
documents-from-to = { $start } to { $end }
documents-from = since { $start }
documents-to = until { $end }
documents-by-doctor = Doctor: { $name }
documents-days = { $count ->
    [one] 1 day
   *[other] { $count } days
}
documents-performed = Done { $date }
documents-vaccinated = Given { $date }
documents-vaccinated-undated = Given (no date was sent)
documents-not-vaccinated = Recorded as not given ({ $date })
documents-not-vaccinated-undated = Recorded as not given
documents-attachment = Attachment
documents-attachment-included = It came with the document but cannot be opened here. Ask the hospital, clinic or pharmacy that wrote the document.
documents-attachment-elsewhere = Only its name came. The hospital, clinic or pharmacy that wrote the document has it.
documents-attachment-type = Format: { $kind }
documents-entry-unreadable = This part arrived but could not be read. Ask the hospital, clinic or pharmacy that wrote the document.
documents-entry-unreadable-where = What could not be read
