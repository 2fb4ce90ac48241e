-- What patients decide about sharing (shared::consent), and by which decision something was shown.

-- 病院, 診療所, 薬局, 介護事業所; empty: nobody said, and then it is of no kind that was permitted.
ALTER TABLE facility ADD COLUMN kind TEXT CHECK (kind IN ('hospital', 'clinic', 'pharmacy', 'care-provider'));

-- Whoever writes this row decides or reads under a decision alone, until the transaction ends.
CREATE TABLE consent_head (
    patient_id BLOB PRIMARY KEY REFERENCES person (patient_id),
    -- Of the newest change.
    number INTEGER NOT NULL
) STRICT;

-- What was given and withdrawn at one instant. Only ever added to.
CREATE TABLE consent_change (
    id BLOB PRIMARY KEY,
    patient_id BLOB NOT NULL REFERENCES person (patient_id),
    number INTEGER NOT NULL,
    at TEXT NOT NULL,
    -- How: a preset, switches, an item, a withdrawal, undoing.
    kind TEXT NOT NULL,
    made_by BLOB NOT NULL REFERENCES account (id)
) STRICT;
CREATE UNIQUE INDEX consent_change_by_patient ON consent_change (patient_id, number);

-- One decision. It is never changed: it is withdrawn, and another one given.
CREATE TABLE consent (
    id BLOB PRIMARY KEY,
    patient_id BLOB NOT NULL REFERENCES person (patient_id),
    effect TEXT NOT NULL,
    -- 'everything', a kind of information, or 'item:…'.
    what TEXT NOT NULL,
    purpose TEXT NOT NULL,
    -- 'anyone', 'kind:…' or 'facility:…'. No reference: a decision outlives the facility it was about.
    whom TEXT NOT NULL,
    -- 'visit', 'home-care', 'standing', or first and last day.
    term TEXT NOT NULL,
    -- What the term is counted from.
    begun_at TEXT NOT NULL,
    given_at TEXT NOT NULL,
    given_in BLOB NOT NULL REFERENCES consent_change (id),
    withdrawn_at TEXT,
    withdrawn_in BLOB REFERENCES consent_change (id)
) STRICT;
CREATE INDEX consent_by_patient ON consent (patient_id);

CREATE TRIGGER consent_is_never_changed
BEFORE UPDATE OF id, patient_id, effect, what, purpose, whom, term, begun_at, given_at, given_in ON consent
BEGIN SELECT RAISE(ABORT, 'a consent is never changed'); END;
CREATE TRIGGER consent_is_withdrawn_once
BEFORE UPDATE OF withdrawn_at, withdrawn_in ON consent WHEN OLD.withdrawn_at IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'a consent is withdrawn once'); END;
CREATE TRIGGER consent_is_never_deleted BEFORE DELETE ON consent
BEGIN SELECT RAISE(ABORT, 'a consent is never deleted'); END;

-- By which decisions an entry of the access log was permitted. No reference to person or log: it outlives both.
CREATE TABLE access_basis (
    patient_id BLOB NOT NULL,
    seq INTEGER NOT NULL,
    consent_id BLOB NOT NULL,
    PRIMARY KEY (patient_id, seq, consent_id)
) STRICT;
