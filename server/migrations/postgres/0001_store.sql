-- Text compares by bytes here as it does in SQLite: COLLATE "C" wherever an order or a range shows.
-- The SQLite twin of this file has the same tables, columns and indexes.

-- A sender. Nothing is accepted from a code that is not here.
CREATE TABLE facility (
    code TEXT COLLATE "C" PRIMARY KEY,
    name TEXT NOT NULL,
    -- What one list replaces: the departments that stand in it, or everything of the facility.
    list_unit TEXT NOT NULL DEFAULT 'department' CHECK (list_unit IN ('department', 'facility')),
    created_at TIMESTAMPTZ NOT NULL
);

-- The secret itself is shown once and kept nowhere; 32 random bytes need no slow hash.
CREATE TABLE api_key (
    id UUID PRIMARY KEY,
    facility TEXT COLLATE "C" NOT NULL REFERENCES facility (code),
    label TEXT NOT NULL,
    hash BYTEA NOT NULL UNIQUE,
    created_at TIMESTAMPTZ NOT NULL,
    revoked_at TIMESTAMPTZ
);

-- A person as one insured id first brought them: a "home". A recorded decision may say that two
-- homes are one human being; root_id then names the person they are read as.
CREATE TABLE person (
    patient_id UUID PRIMARY KEY,
    root_id UUID NOT NULL REFERENCES person (patient_id),
    -- Shown as first received; transmissions never change it, an operator's decision may.
    name TEXT NOT NULL,
    kana TEXT,
    -- Kana without width and spaces, to suggest (never decide) that two people are one.
    kana_key TEXT NOT NULL,
    sex TEXT NOT NULL,
    birth_date DATE NOT NULL,
    -- Makes the access log's pseudonym unguessable; deleting it makes the log anonymous.
    salt BYTEA NOT NULL,
    created_at TIMESTAMPTZ NOT NULL
);
CREATE INDEX person_by_root ON person (root_id);
CREATE INDEX person_by_demographics ON person (birth_date, sex, kana_key);

-- One row per insured id, written first by every transmission: whoever writes it decides alone
-- whose record that id means, until the transaction ends.
CREATE TABLE insured_id (
    system TEXT COLLATE "C" NOT NULL,
    value TEXT COLLATE "C" NOT NULL,
    last_claimed_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (system, value)
);

-- Dated names of a person. Several people may share one insured id (an empty branch number).
CREATE TABLE person_alias (
    kind TEXT COLLATE "C" NOT NULL CHECK (kind IN ('insured', 'local')),
    system TEXT COLLATE "C" NOT NULL,
    value TEXT COLLATE "C" NOT NULL,
    -- A local number means something at its facility only; empty for insured ids.
    facility TEXT COLLATE "C" NOT NULL DEFAULT '',
    home_id UUID NOT NULL REFERENCES person (patient_id),
    valid_from TIMESTAMPTZ NOT NULL,
    -- When it stopped being used, once somebody knows.
    valid_to TIMESTAMPTZ,
    PRIMARY KEY (kind, system, value, facility, home_id)
);
CREATE INDEX person_alias_by_home ON person_alias (home_id);

-- What an operator decided about identity. A link is undone by another decision, never deleted.
CREATE TABLE identity_decision (
    id UUID PRIMARY KEY,
    kind TEXT COLLATE "C" NOT NULL CHECK (kind IN ('assign', 'new', 'link', 'unlink')),
    -- The person that stays.
    patient_id UUID NOT NULL REFERENCES person (patient_id),
    -- The person that was read as another from then on.
    other_id UUID REFERENCES person (patient_id),
    transmission_id UUID,
    decided_by TEXT NOT NULL,
    decided_at TIMESTAMPTZ NOT NULL,
    undone_by UUID REFERENCES identity_decision (id)
);
CREATE INDEX identity_decision_by_person ON identity_decision (patient_id);

-- The homes a link moved, so that undoing it moves exactly those back.
CREATE TABLE identity_decision_moved (
    decision_id UUID NOT NULL REFERENCES identity_decision (id),
    home_id UUID NOT NULL REFERENCES person (patient_id),
    PRIMARY KEY (decision_id, home_id)
);

-- Every accepted or held transmission, byte for byte.
CREATE TABLE transmission (
    id UUID PRIMARY KEY,
    facility TEXT COLLATE "C" NOT NULL REFERENCES facility (code),
    received_at TIMESTAMPTZ NOT NULL,
    sha256 BYTEA NOT NULL,
    bundle_identifier TEXT COLLATE "C" NOT NULL,
    body BYTEA NOT NULL,
    outcome TEXT NOT NULL CHECK (outcome IN ('accepted', 'held')),
    -- Whose it is; empty while held.
    home_id UUID REFERENCES person (patient_id),
    -- What the sender said about the person, for the operator who decides.
    claim TEXT NOT NULL,
    hold_reason TEXT,
    decided_at TIMESTAMPTZ,
    -- What it asked for, so that a held list decided late does not undo a newer one.
    content TEXT NOT NULL CHECK (content IN ('list', 'report', 'withdrawal', 'document')),
    kind TEXT COLLATE "C",
    -- JSON list of the departments a list stood for; empty text: the whole facility.
    unit TEXT NOT NULL DEFAULT ''
);
CREATE INDEX transmission_by_bundle ON transmission (facility, bundle_identifier, received_at);
CREATE INDEX transmission_by_home ON transmission (home_id, facility, content);
CREATE INDEX transmission_held ON transmission (received_at) WHERE outcome = 'held';

-- One version of one line of a record. The key begins with the person, so that a record is one
-- range of it and the table can be partitioned by it.
CREATE TABLE item (
    patient_id UUID NOT NULL REFERENCES person (patient_id),
    item_id TEXT COLLATE "C" NOT NULL,
    version BIGINT NOT NULL,
    -- The home it came under; differs from patient_id where homes are linked.
    home_id UUID NOT NULL REFERENCES person (patient_id),
    facility TEXT COLLATE "C" NOT NULL REFERENCES facility (code),
    kind TEXT COLLATE "C" NOT NULL,
    identifier_system TEXT COLLATE "C" NOT NULL,
    identifier_value TEXT COLLATE "C" NOT NULL,
    -- Tells apart several items that one identifier was given to.
    code_key TEXT NOT NULL,
    department TEXT,
    -- 0 open, 1 UNINFORMED, 2 UNDELIVERED.
    disclosure SMALLINT NOT NULL CHECK (disclosure IN (0, 1, 2)),
    json TEXT NOT NULL,
    -- To see without reading it that nothing changed.
    json_sha256 BYTEA NOT NULL,
    transmission_id UUID NOT NULL REFERENCES transmission (id),
    received_at TIMESTAMPTZ NOT NULL,
    -- Empty: this is what currently stands.
    superseded_at TIMESTAMPTZ,
    -- The same, had its home never been linked to another: what undoing a link goes back to.
    superseded_own_at TIMESTAMPTZ,
    PRIMARY KEY (patient_id, item_id, version)
);
CREATE INDEX item_current ON item (patient_id) WHERE superseded_at IS NULL;
CREATE INDEX item_by_key ON item (patient_id, facility, kind, identifier_value);
CREATE INDEX item_by_home ON item (home_id);
-- Few: what was ever hidden from this person.
CREATE INDEX item_hidden ON item (patient_id) WHERE disclosure <> 0;
CREATE UNIQUE INDEX item_one_current ON item (patient_id, item_id) WHERE superseded_at IS NULL;

-- Where a linked home's transmission replaced an item of another home.
CREATE TABLE cross_supersession (
    item_home_id UUID NOT NULL REFERENCES person (patient_id),
    item_id TEXT COLLATE "C" NOT NULL,
    version BIGINT NOT NULL,
    by_home_id UUID NOT NULL REFERENCES person (patient_id),
    at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (item_home_id, item_id, version, by_home_id)
);

-- The end of each person's access log; whoever updates it writes the next entry alone.
CREATE TABLE access_head (
    patient_id UUID PRIMARY KEY,
    seq BIGINT NOT NULL,
    hash BYTEA NOT NULL
);

-- Who opened which record, written in the transaction of the reading itself. No reference to
-- person: the log outlives what it is about.
CREATE TABLE access_entry (
    patient_id UUID NOT NULL,
    seq BIGINT NOT NULL,
    at TIMESTAMPTZ NOT NULL,
    actor_kind TEXT NOT NULL,
    actor_id TEXT NOT NULL,
    purpose TEXT NOT NULL,
    outcome TEXT NOT NULL CHECK (outcome IN ('granted', 'refused')),
    patient_pseudonym BYTEA NOT NULL,
    previous_hash BYTEA NOT NULL,
    hash BYTEA NOT NULL,
    PRIMARY KEY (patient_id, seq)
);

-- Somebody who is signed in. Only the hash of the cookie's secret is kept.
CREATE TABLE session (
    hash BYTEA PRIMARY KEY,
    patient_id UUID NOT NULL REFERENCES person (patient_id) ON DELETE CASCADE,
    created_at TIMESTAMPTZ NOT NULL,
    last_seen_at TIMESTAMPTZ NOT NULL,
    expires_at TIMESTAMPTZ NOT NULL
);
CREATE INDEX session_by_patient ON session (patient_id);
