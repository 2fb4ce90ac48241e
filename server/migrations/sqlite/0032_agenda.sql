-- What somebody wants to ask at the next visit (docs/agenda.md): for whoever wrote it alone, and beside the record.
CREATE TABLE agenda_point (
    id BLOB PRIMARY KEY,
    account_id BLOB NOT NULL REFERENCES account (id),
    -- Whose record it is about.
    patient_id BLOB NOT NULL REFERENCES person (patient_id),
    words TEXT NOT NULL,
    kept_at TEXT NOT NULL,
    asked_at TEXT
) STRICT;
CREATE INDEX agenda_point_by_account ON agenda_point (account_id, kept_at);
