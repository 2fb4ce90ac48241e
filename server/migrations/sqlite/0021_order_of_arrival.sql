-- Where a version stands in its sender's order (shared/src/fhir/submission/version.rs): when the sender changed it, or
-- when it arrived if that was earlier; its number, where there is one; how far it has come (0 preliminary, 1 stated,
-- 2 corrected, 3 withdrawn). Empty in rows of before: it is read from their content when it is asked for.
ALTER TABLE item ADD COLUMN updated_at TEXT;
ALTER TABLE item ADD COLUMN version_number INTEGER;
ALTER TABLE item ADD COLUMN stage INTEGER CHECK (stage BETWEEN 0 AND 3);
-- When a result was taken: several under one identifier are several results.
ALTER TABLE item ADD COLUMN occasion TEXT;
-- 1: its sender withdrew an older version of it after this one had arrived, and did not send it again since.
ALTER TABLE item ADD COLUMN doubted INTEGER NOT NULL DEFAULT 0 CHECK (doubted IN (0, 1));
CREATE TRIGGER item_order_is_never_changed
BEFORE UPDATE OF updated_at, version_number, stage, occasion, doubted ON item
BEGIN SELECT RAISE(ABORT, 'an item is never changed'); END;

-- When a list was put together, or when it arrived if that was earlier. Empty in rows of before: when it arrived.
ALTER TABLE transmission ADD COLUMN stated_at TEXT;
-- The departments of what a list says openly, as in unit: what is hidden holds back nothing visible. Empty: the unit.
ALTER TABLE transmission ADD COLUMN open_unit TEXT;

-- Whose rows may stand in the order of arrival and not in their sender's: looked at once, by the program that brings
-- the database here.
CREATE TABLE item_unsettled (patient_id BLOB PRIMARY KEY REFERENCES person (patient_id)) STRICT;
INSERT INTO item_unsettled (patient_id)
SELECT DISTINCT s.patient_id FROM item s JOIN item c ON c.patient_id = s.patient_id AND c.item_id = s.item_id
WHERE s.superseded_at IS NULL AND c.superseded_own_at = s.received_at
    AND s.kind NOT IN ('Condition', 'AllergyIntolerance');

-- What a sender's Patient says about their death: a hint for desks and operators, who note it by a paper. It closes
-- nothing.
CREATE TABLE death_hint (
    home_id BLOB NOT NULL REFERENCES person (patient_id),
    facility TEXT NOT NULL REFERENCES facility (code),
    -- 0: it was said before, and now the contrary.
    died INTEGER NOT NULL CHECK (died IN (0, 1)),
    -- As it was sent; empty where no day was named.
    said_on TEXT NOT NULL,
    received_at TEXT NOT NULL,
    PRIMARY KEY (home_id, facility)
) STRICT;

-- Which facilities had read a version of an entry that its sender corrected or withdrew: told at their desks until they
-- read the record again. Of what its own person may not see there is no row.
CREATE TABLE correction (
    facility TEXT NOT NULL REFERENCES facility (code),
    home_id BLOB NOT NULL REFERENCES person (patient_id),
    item_id TEXT NOT NULL,
    -- What stood until then.
    version INTEGER NOT NULL,
    category TEXT NOT NULL,
    at TEXT NOT NULL,
    PRIMARY KEY (facility, home_id, item_id, version)
) STRICT;
CREATE INDEX correction_by_time ON correction (facility, at);
