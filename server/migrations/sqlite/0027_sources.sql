-- What stands in a record may come from somebody who is no facility: from its own person, who enters it at home. So
-- both tables say from which source something came (shared/src/source.rs): a facility's ten digits, or 'person'. SQLite
-- takes a reference off a column by writing the table anew; every row is copied as it is, in its order.

CREATE TABLE transmission_of_a_source (
    id BLOB PRIMARY KEY,
    source TEXT NOT NULL,
    received_at TEXT NOT NULL,
    sha256 BLOB NOT NULL,
    bundle_identifier TEXT NOT NULL,
    body BLOB NOT NULL,
    -- By which reader the body is read again.
    media_type TEXT NOT NULL DEFAULT 'application/fhir+json',
    outcome TEXT NOT NULL CHECK (outcome IN ('accepted', 'held')),
    -- Whose it is; empty while held.
    home_id BLOB REFERENCES person (patient_id),
    -- What the sender said about the person, for the operator who decides. Empty: whoever sent it is known, and wrote
    -- of themself.
    claim TEXT,
    hold_reason TEXT,
    decided_at TEXT,
    -- What it asked for, so that a held list decided late does not undo a newer one.
    content TEXT NOT NULL CHECK (content IN ('list', 'report', 'withdrawal', 'removal', 'document')),
    kind TEXT,
    -- JSON list of the departments a list stood for; empty text: the whole facility.
    unit TEXT NOT NULL DEFAULT '',
    -- When a list was put together, or when it arrived if that was earlier. Empty in rows of before: when it arrived.
    stated_at TEXT,
    -- The departments of what a list says openly, as in unit. Empty: the unit.
    open_unit TEXT,
    -- Nothing comes from a facility that is not here. (PostgreSQL asks a trigger: it would have to keep this column.)
    facility TEXT GENERATED ALWAYS AS (CASE WHEN source <> 'person' THEN source END) VIRTUAL REFERENCES facility (code),
    CHECK (claim IS NOT NULL OR (source = 'person' AND home_id IS NOT NULL))
) STRICT;
INSERT INTO transmission_of_a_source (id, source, received_at, sha256, bundle_identifier, body, outcome, home_id, claim,
    hold_reason, decided_at, content, kind, unit, stated_at, open_unit)
SELECT id, facility, received_at, sha256, bundle_identifier, body, outcome, home_id, claim,
    hold_reason, decided_at, content, kind, unit, stated_at, open_unit FROM transmission ORDER BY rowid;

CREATE TABLE item_of_a_source (
    patient_id BLOB NOT NULL REFERENCES person (patient_id),
    item_id TEXT NOT NULL,
    version INTEGER NOT NULL,
    -- The home it came under; differs from patient_id where homes are linked.
    home_id BLOB NOT NULL REFERENCES person (patient_id),
    source TEXT NOT NULL,
    kind TEXT NOT NULL,
    identifier_system TEXT NOT NULL,
    identifier_value TEXT NOT NULL,
    -- Tells apart several items that one identifier was given to.
    code_key TEXT NOT NULL,
    department TEXT,
    -- 0 open, 1 UNINFORMED, 2 UNDELIVERED.
    disclosure INTEGER NOT NULL CHECK (disclosure IN (0, 1, 2)),
    json TEXT NOT NULL,
    -- To see without reading it that nothing changed.
    json_sha256 BLOB NOT NULL,
    transmission_id BLOB NOT NULL REFERENCES transmission_of_a_source (id),
    received_at TEXT NOT NULL,
    -- Empty: this is what currently stands.
    superseded_at TEXT,
    -- The same, had its home never been linked to another: what undoing a link goes back to.
    superseded_own_at TEXT,
    -- What its own person may see of it (0018).
    own_view INTEGER NOT NULL DEFAULT 0 CHECK (own_view BETWEEN -2 AND 2),
    -- Where it stands in its sender's order (0021).
    updated_at TEXT,
    version_number INTEGER,
    stage INTEGER CHECK (stage BETWEEN 0 AND 3),
    occasion TEXT,
    doubted INTEGER NOT NULL DEFAULT 0 CHECK (doubted IN (0, 1)),
    facility TEXT GENERATED ALWAYS AS (CASE WHEN source <> 'person' THEN source END) VIRTUAL REFERENCES facility (code),
    PRIMARY KEY (patient_id, item_id, version)
) STRICT;
INSERT INTO item_of_a_source (patient_id, item_id, version, home_id, source, kind, identifier_system, identifier_value,
    code_key, department, disclosure, json, json_sha256, transmission_id, received_at, superseded_at, superseded_own_at,
    own_view, updated_at, version_number, stage, occasion, doubted)
SELECT patient_id, item_id, version, home_id, facility, kind, identifier_system, identifier_value,
    code_key, department, disclosure, json, json_sha256, transmission_id, received_at, superseded_at, superseded_own_at,
    own_view, updated_at, version_number, stage, occasion, doubted FROM item ORDER BY rowid;

-- Triggers and indexes go with their tables.
DROP TABLE item;
DROP TABLE transmission;
ALTER TABLE transmission_of_a_source RENAME TO transmission;
ALTER TABLE item_of_a_source RENAME TO item;

CREATE INDEX transmission_by_bundle ON transmission (source, bundle_identifier, received_at);
CREATE INDEX transmission_by_home ON transmission (home_id, source, content);
CREATE INDEX transmission_held ON transmission (received_at) WHERE outcome = 'held';
CREATE INDEX item_current ON item (patient_id) WHERE superseded_at IS NULL;
CREATE INDEX item_by_key ON item (patient_id, source, kind, identifier_value);
CREATE INDEX item_by_home ON item (home_id);
-- Few: what was ever hidden from this person.
CREATE INDEX item_hidden ON item (patient_id) WHERE disclosure <> 0;
CREATE UNIQUE INDEX item_one_current ON item (patient_id, item_id) WHERE superseded_at IS NULL;
CREATE INDEX item_visible ON item (patient_id, item_id) WHERE superseded_at IS NULL AND own_view > 0;
CREATE INDEX item_undecided ON item (patient_id) WHERE superseded_at IS NULL AND own_view = 0;
CREATE INDEX item_flagged ON item (patient_id) WHERE superseded_at IS NULL AND own_view = -2;

-- What was received is never changed. An item moves with its home, is superseded, and stands again; its words stay.
CREATE TRIGGER item_is_never_changed
BEFORE UPDATE OF item_id, version, home_id, source, kind, disclosure, json, json_sha256, received_at ON item
BEGIN SELECT RAISE(ABORT, 'an item is never changed'); END;
CREATE TRIGGER item_order_is_never_changed
BEFORE UPDATE OF updated_at, version_number, stage, occasion, doubted ON item
BEGIN SELECT RAISE(ABORT, 'an item is never changed'); END;
CREATE TRIGGER item_is_never_deleted BEFORE DELETE ON item
BEGIN SELECT RAISE(ABORT, 'an item is never deleted'); END;
CREATE TRIGGER item_came AFTER INSERT ON item
BEGIN UPDATE person SET items_changed = items_changed + 1 WHERE patient_id = NEW.patient_id; END;
CREATE TRIGGER item_went AFTER UPDATE OF patient_id, superseded_at, superseded_own_at ON item
BEGIN UPDATE person SET items_changed = items_changed + 1 WHERE patient_id IN (OLD.patient_id, NEW.patient_id); END;
