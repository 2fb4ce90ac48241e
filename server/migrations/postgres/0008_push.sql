-- Telling people at once that somebody looked at their record (docs/access-log.md, "Live").

-- Up to which number a person has seen their own access history: an emergency beyond it is still to be noticed. No
-- reference to person, as in the log itself.
CREATE TABLE history_seen (
    patient_id UUID PRIMARY KEY,
    seq BIGINT NOT NULL
);
CREATE INDEX access_entry_emergency ON access_entry (patient_id, seq) WHERE purpose = 'emergency';

-- Devices that want to be told (Web Push), as their browsers described them.
CREATE TABLE push_subscription (
    id UUID PRIMARY KEY,
    account_id UUID NOT NULL REFERENCES account (id),
    -- Of whose record: the account's own.
    patient_id UUID NOT NULL REFERENCES person (patient_id),
    endpoint TEXT NOT NULL UNIQUE,
    -- The device's public key, and what only the device and we know.
    p256dh BYTEA NOT NULL,
    auth BYTEA NOT NULL,
    -- In which language it is told.
    language TEXT NOT NULL,
    -- Browser and system, as the browser names them, shortened.
    device TEXT NOT NULL,
    created_at TIMESTAMPTZ NOT NULL
);
CREATE INDEX push_subscription_by_account ON push_subscription (account_id, created_at);
CREATE INDEX push_subscription_by_patient ON push_subscription (patient_id);

-- What waits to be told to a device, written with the entry itself: at most one message, which grows.
CREATE TABLE push_message (
    subscription_id UUID PRIMARY KEY REFERENCES push_subscription (id) ON DELETE CASCADE,
    kind TEXT NOT NULL CHECK (kind IN ('other', 'refused', 'emergency')),
    -- Grows with what happens while it waits or is on its way.
    number BIGINT NOT NULL,
    entered_at TIMESTAMPTZ NOT NULL,
    next_at TIMESTAMPTZ NOT NULL,
    tries BIGINT NOT NULL
);
CREATE INDEX push_message_by_time ON push_message (next_at);
