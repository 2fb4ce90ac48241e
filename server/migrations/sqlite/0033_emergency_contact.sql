-- Whom to ring about a person in an emergency, as they name them (docs/own-entries.md). It is no part of what facilities sent,
-- and somebody else's name and number: what is deleted is gone.
CREATE TABLE emergency_contact (
    id BLOB PRIMARY KEY,
    -- Whose contact it is.
    patient_id BLOB NOT NULL REFERENCES person (patient_id),
    name TEXT NOT NULL,
    relation TEXT,
    telephone TEXT NOT NULL,
    entered_at TEXT NOT NULL
) STRICT;
CREATE INDEX emergency_contact_by_patient ON emergency_contact (patient_id, entered_at);
