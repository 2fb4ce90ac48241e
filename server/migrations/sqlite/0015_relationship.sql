-- Whether a facility treats a patient is said by the patient, and never follows from what a facility sends
-- (shared::consent::Statement).

-- What was said, one after the other; the newest holds. Only ever added to.
CREATE TABLE relationship (
    patient_id BLOB NOT NULL REFERENCES person (patient_id),
    -- No reference: what was said outlives the facility it was about.
    facility TEXT NOT NULL,
    number INTEGER NOT NULL,
    said TEXT NOT NULL
        CHECK (said IN ('yes', 'code', 'no', 'not-me', 'unsaid', 'visit-card', 'visit-paper', 'kept')),
    at TEXT NOT NULL,
    -- The patient's or a parent's account, or that of whoever stated a visit; empty: kept from before.
    made_by BLOB REFERENCES account (id),
    PRIMARY KEY (patient_id, facility, number)
) STRICT;
-- Few: what an operator is told of.
CREATE INDEX relationship_denied ON relationship (at) WHERE said = 'not-me';

CREATE TRIGGER relationship_is_never_changed BEFORE UPDATE ON relationship
BEGIN SELECT RAISE(ABORT, 'what was said about a relationship is never changed'); END;
CREATE TRIGGER relationship_is_never_deleted BEFORE DELETE ON relationship
BEGIN SELECT RAISE(ABORT, 'what was said about a relationship is never deleted'); END;

-- One-time codes by which a patient shows a desk that they are there. Only the hash is kept.
CREATE TABLE visit_code (
    hash BLOB PRIMARY KEY,
    patient_id BLOB NOT NULL REFERENCES person (patient_id),
    made_by BLOB NOT NULL REFERENCES account (id),
    -- The only one that may redeem it; empty: whichever is first.
    facility TEXT,
    made_at TEXT NOT NULL,
    expires_at TEXT NOT NULL,
    used_at TEXT,
    used_by TEXT
) STRICT;
CREATE INDEX visit_code_by_patient ON visit_code (patient_id) WHERE used_at IS NULL;

-- Until now whoever had sent something was taken for somebody who treats. That is kept where the patient decided
-- about everybody who treats them after something of the facility that they may see had come: they could know whom
-- that meant. Of several such decisions the first counts. About all others they are asked. Documents do not count
-- here: whether one is withheld from the patient is not known to the database.
INSERT INTO relationship (patient_id, facility, number, said, at, made_by)
SELECT seen.patient_id, seen.facility, 1, 'kept', decided.at, NULL
FROM (
    SELECT patient_id, facility, min(received_at) AS at FROM item
    WHERE disclosure = 0 AND kind <> 'Document' GROUP BY patient_id, facility
) seen
JOIN (
    SELECT p.root_id AS patient_id, min(c.given_at) AS at FROM consent c
    JOIN person p ON p.patient_id = c.patient_id
    WHERE c.effect = 'permit' AND c.withdrawn_at IS NULL AND (c.whom = 'anyone' OR c.whom LIKE 'kind:%')
    GROUP BY p.root_id
) decided ON decided.patient_id = seen.patient_id
WHERE seen.at < decided.at;
