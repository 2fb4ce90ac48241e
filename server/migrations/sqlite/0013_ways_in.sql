-- A way in that an invitation made: it opens nothing until a second person, an earlier way in or time lets it
-- (docs/sign-in.md).
CREATE TABLE recovery (
    id BLOB PRIMARY KEY,
    account_id BLOB NOT NULL REFERENCES account (id),
    -- Whether there were ways in before, which end when it opens.
    kind TEXT NOT NULL CHECK (kind IN ('opening', 'recovery')),
    -- The facility that checked who they are.
    facility TEXT NOT NULL REFERENCES facility (code),
    -- Who printed the invitation; empty: the operator.
    printed_by BLOB REFERENCES account (id),
    began_at TEXT NOT NULL,
    -- From then on it opens without anybody's word, unless it was stopped.
    waits_until TEXT NOT NULL,
    -- An earlier way in objected: two people decide, and no time.
    stopped_at TEXT,
    ended_at TEXT,
    outcome TEXT CHECK (outcome IN ('open', 'refused', 'replaced')),
    CHECK ((ended_at IS NULL) = (outcome IS NULL))
) STRICT;
CREATE UNIQUE INDEX recovery_undecided ON recovery (account_id) WHERE ended_at IS NULL;
CREATE INDEX recovery_by_account ON recovery (account_id, began_at);
CREATE INDEX recovery_by_facility ON recovery (facility, began_at);

-- A way in of before: empty. One that opens nothing yet: which.
ALTER TABLE passkey ADD COLUMN recovery_id BLOB REFERENCES recovery (id);
ALTER TABLE outside_identity ADD COLUMN recovery_id BLOB REFERENCES recovery (id);
ALTER TABLE session ADD COLUMN recovery_id BLOB REFERENCES recovery (id);

-- Ways in that read and stop nothing, because somebody said at a desk that a device is in other hands.
CREATE TABLE frozen_account (
    id BLOB PRIMARY KEY,
    account_id BLOB NOT NULL REFERENCES account (id),
    -- Lost or stolen; or somebody else uses it, and must learn nothing of this.
    why TEXT NOT NULL CHECK (why IN ('lost', 'misused')),
    -- Where it was said, and who noted it; both empty: the operator.
    facility TEXT REFERENCES facility (code),
    frozen_by BLOB REFERENCES account (id),
    at TEXT NOT NULL,
    ended_at TEXT
) STRICT;
CREATE UNIQUE INDEX freeze_in_force ON frozen_account (account_id) WHERE ended_at IS NULL;
CREATE INDEX freeze_by_account ON frozen_account (account_id, at);
CREATE INDEX freeze_by_facility ON frozen_account (facility, at) WHERE facility IS NOT NULL;

-- What somebody stated about something that two people decide. Only ever added to.
CREATE TABLE statement (
    -- A recovery, a freeze or a mandate.
    subject BLOB NOT NULL,
    number INTEGER NOT NULL,
    what TEXT NOT NULL CHECK (what IN ('confirm', 'refuse', 'unfreeze', 'attest')),
    at TEXT NOT NULL,
    -- One of a facility's staff; both empty: the operator.
    account_id BLOB REFERENCES account (id),
    facility TEXT REFERENCES facility (code),
    -- With what they checked who somebody is.
    paper TEXT,
    PRIMARY KEY (subject, number)
) STRICT;

-- Browsers in which an account signed in before: whoever signs in elsewhere is told of to the others.
CREATE TABLE known_device (
    account_id BLOB NOT NULL REFERENCES account (id),
    hash BLOB NOT NULL,
    first_at TEXT NOT NULL,
    -- Up to which of the account's events was read in it.
    events_seen INTEGER NOT NULL,
    PRIMARY KEY (account_id, hash)
) STRICT;

-- When the operator last vouched for one of a facility's staff, whoever invited them before.
ALTER TABLE account ADD COLUMN vouched_at TEXT;

-- The paper on which a facility attests that somebody may act; empty before this migration.
ALTER TABLE mandate ADD COLUMN paper TEXT;

-- How many invitations one of the staff made lately.
CREATE INDEX invitation_by_maker ON invitation (created_by, created_at) WHERE created_by IS NOT NULL;

-- That something about a sign-in changed is told beside what happens to the record, and neither waits for the other.
CREATE TABLE push_message_by_topic (
    subscription_id BLOB NOT NULL REFERENCES push_subscription (id) ON DELETE CASCADE,
    topic TEXT NOT NULL CHECK (topic IN ('record', 'sign-in')),
    kind TEXT NOT NULL CHECK (kind IN ('other', 'refused', 'emergency', 'sign-in')),
    number INTEGER NOT NULL,
    entered_at TEXT NOT NULL,
    next_at TEXT NOT NULL,
    tries INTEGER NOT NULL,
    PRIMARY KEY (subscription_id, topic)
) STRICT;
INSERT INTO push_message_by_topic (subscription_id, topic, kind, number, entered_at, next_at, tries)
    SELECT subscription_id, 'record', kind, number, entered_at, next_at, tries FROM push_message;
DROP TABLE push_message;
ALTER TABLE push_message_by_topic RENAME TO push_message;
CREATE INDEX push_message_by_time ON push_message (next_at);
