-- A way in that an invitation made: it opens nothing until a second person, an earlier way in or time lets it
-- (docs/sign-in.md).
CREATE TABLE recovery (
    id UUID PRIMARY KEY,
    account_id UUID NOT NULL REFERENCES account (id),
    -- Whether there were ways in before, which end when it opens.
    kind TEXT NOT NULL CHECK (kind IN ('opening', 'recovery')),
    -- The facility that checked who they are.
    facility TEXT COLLATE "C" NOT NULL REFERENCES facility (code),
    -- Who printed the invitation; empty: the operator.
    printed_by UUID REFERENCES account (id),
    began_at TIMESTAMPTZ NOT NULL,
    -- From then on it opens without anybody's word, unless it was stopped.
    waits_until TIMESTAMPTZ NOT NULL,
    -- An earlier way in objected: two people decide, and no time.
    stopped_at TIMESTAMPTZ,
    ended_at TIMESTAMPTZ,
    outcome TEXT CHECK (outcome IN ('open', 'refused', 'replaced')),
    CHECK ((ended_at IS NULL) = (outcome IS NULL))
);
CREATE UNIQUE INDEX recovery_undecided ON recovery (account_id) WHERE ended_at IS NULL;
CREATE INDEX recovery_by_account ON recovery (account_id, began_at);
CREATE INDEX recovery_by_facility ON recovery (facility, began_at);

-- A way in of before: empty. One that opens nothing yet: which.
ALTER TABLE passkey ADD COLUMN recovery_id UUID REFERENCES recovery (id);
ALTER TABLE outside_identity ADD COLUMN recovery_id UUID REFERENCES recovery (id);
ALTER TABLE session ADD COLUMN recovery_id UUID REFERENCES recovery (id);

-- Ways in that read and stop nothing, because somebody said at a desk that a device is in other hands.
CREATE TABLE frozen_account (
    id UUID PRIMARY KEY,
    account_id UUID NOT NULL REFERENCES account (id),
    -- Lost or stolen; or somebody else uses it, and must learn nothing of this.
    why TEXT NOT NULL CHECK (why IN ('lost', 'misused')),
    -- Where it was said, and who noted it; both empty: the operator.
    facility TEXT COLLATE "C" REFERENCES facility (code),
    frozen_by UUID REFERENCES account (id),
    at TIMESTAMPTZ NOT NULL,
    ended_at TIMESTAMPTZ
);
CREATE UNIQUE INDEX freeze_in_force ON frozen_account (account_id) WHERE ended_at IS NULL;
CREATE INDEX freeze_by_account ON frozen_account (account_id, at);
CREATE INDEX freeze_by_facility ON frozen_account (facility, at) WHERE facility IS NOT NULL;

-- What somebody stated about something that two people decide. Only ever added to.
CREATE TABLE statement (
    -- A recovery, a freeze or a mandate.
    subject UUID NOT NULL,
    number BIGINT NOT NULL,
    what TEXT NOT NULL CHECK (what IN ('confirm', 'refuse', 'unfreeze', 'attest')),
    at TIMESTAMPTZ NOT NULL,
    -- One of a facility's staff; both empty: the operator.
    account_id UUID REFERENCES account (id),
    facility TEXT COLLATE "C" REFERENCES facility (code),
    -- With what they checked who somebody is.
    paper TEXT,
    PRIMARY KEY (subject, number)
);

-- Browsers in which an account signed in before: whoever signs in elsewhere is told of to the others.
CREATE TABLE known_device (
    account_id UUID NOT NULL REFERENCES account (id),
    hash BYTEA NOT NULL,
    first_at TIMESTAMPTZ NOT NULL,
    -- Up to which of the account's events was read in it.
    events_seen BIGINT NOT NULL,
    PRIMARY KEY (account_id, hash)
);

-- When the operator last vouched for one of a facility's staff, whoever invited them before.
ALTER TABLE account ADD COLUMN vouched_at TIMESTAMPTZ;

-- The paper on which a facility attests that somebody may act; empty before this migration.
ALTER TABLE mandate ADD COLUMN paper TEXT;

-- How many invitations one of the staff made lately.
CREATE INDEX invitation_by_maker ON invitation (created_by, created_at) WHERE created_by IS NOT NULL;

-- That something about a sign-in changed is told beside what happens to the record, and neither waits for the other.
ALTER TABLE push_message ADD COLUMN topic TEXT NOT NULL DEFAULT 'record' CHECK (topic IN ('record', 'sign-in'));
ALTER TABLE push_message ALTER COLUMN topic DROP DEFAULT;
ALTER TABLE push_message DROP CONSTRAINT push_message_kind_check;
ALTER TABLE push_message ADD CHECK (kind IN ('other', 'refused', 'emergency', 'sign-in'));
ALTER TABLE push_message DROP CONSTRAINT push_message_pkey;
ALTER TABLE push_message ADD PRIMARY KEY (subscription_id, topic);
