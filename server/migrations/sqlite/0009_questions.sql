-- What patients ask about entries of their access log, and what the facility's administrator answers.
CREATE TABLE question (
    id BLOB PRIMARY KEY,
    -- The entry it is about. No reference: an entry can be erased by law.
    patient_id BLOB NOT NULL,
    seq INTEGER NOT NULL,
    -- The facility that asked for the record then, and is asked now.
    facility TEXT NOT NULL,
    asked_at TEXT NOT NULL,
    -- Empty once it was taken back.
    text TEXT NOT NULL,
    withdrawn_at TEXT,
    answered_at TEXT,
    answered_by BLOB REFERENCES account (id),
    answer TEXT,
    CHECK ((answered_at IS NULL) = (answer IS NULL)),
    CHECK (answered_at IS NULL OR withdrawn_at IS NULL)
) STRICT;
CREATE INDEX question_by_patient ON question (patient_id, asked_at);
CREATE INDEX question_by_facility ON question (facility, asked_at);
-- One at a time about each entry.
CREATE UNIQUE INDEX question_one_waits ON question (patient_id, seq)
WHERE answered_at IS NULL AND withdrawn_at IS NULL;
-- What waits for an answer: counted on every page of an administrator's desk.
CREATE INDEX question_open ON question (facility, asked_at) WHERE answered_at IS NULL AND withdrawn_at IS NULL;

-- Whose entries were erased by law (docs/access-log.md): their leaves stay and name nobody.
CREATE TABLE access_erasure (
    pseudonym BLOB PRIMARY KEY,
    leaves INTEGER NOT NULL,
    erased_at TEXT NOT NULL,
    -- By which law or decision.
    reason TEXT NOT NULL
) STRICT;
