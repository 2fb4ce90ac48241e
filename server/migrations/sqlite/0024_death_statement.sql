-- That somebody died, as one person stated it by a paper. Two people note a death (docs/desk.md); until then nothing is
-- closed by it.
CREATE TABLE death_statement (
    patient_id BLOB NOT NULL REFERENCES person (patient_id),
    number INTEGER NOT NULL,
    at TEXT NOT NULL,
    died_on TEXT NOT NULL,
    -- The paper that was looked at.
    paper TEXT NOT NULL CHECK (paper IN ('certificate', 'burial-permit', 'family-register')),
    -- One of a facility's staff; both empty: the operator.
    account_id BLOB REFERENCES account (id),
    facility TEXT REFERENCES facility (code),
    -- It counts no more: the death was noted, it was a mistake, or whoever stated it named another day.
    ended_at TEXT,
    PRIMARY KEY (patient_id, number)
) STRICT;
CREATE INDEX death_statement_standing ON death_statement (patient_id) WHERE ended_at IS NULL;
