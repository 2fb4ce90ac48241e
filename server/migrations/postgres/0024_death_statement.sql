-- That somebody died, as one person stated it by a paper. Two people note a death (docs/desk.md); until then nothing is
-- closed by it.
CREATE TABLE death_statement (
    patient_id UUID NOT NULL REFERENCES person (patient_id),
    number BIGINT NOT NULL,
    at TIMESTAMPTZ NOT NULL,
    died_on DATE NOT NULL,
    -- The paper that was looked at.
    paper TEXT COLLATE "C" NOT NULL CHECK (paper IN ('certificate', 'burial-permit', 'family-register')),
    -- One of a facility's staff; both empty: the operator.
    account_id UUID REFERENCES account (id),
    facility TEXT COLLATE "C" REFERENCES facility (code),
    -- It counts no more: the death was noted, it was a mistake, or whoever stated it named another day.
    ended_at TIMESTAMPTZ,
    PRIMARY KEY (patient_id, number)
);
CREATE INDEX death_statement_standing ON death_statement (patient_id) WHERE ended_at IS NULL;
