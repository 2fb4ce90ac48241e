-- Who is told what about sign-ins and emergencies (docs/sign-in.md, docs/delegation.md).

-- Somebody was signed out everywhere by a facility or the operator. Only ever added to, but for when it was seen.
CREATE TABLE sign_out (
    id BLOB PRIMARY KEY,
    account_id BLOB NOT NULL REFERENCES account (id),
    reason TEXT NOT NULL CHECK (reason IN ('asked', 'left-open', 'unusual', 'other')),
    -- What the person is told beside the reason; empty where that says all.
    note TEXT NOT NULL,
    -- Where it was decided, and by whom; both empty: the operator.
    facility TEXT REFERENCES facility (code),
    ended_by BLOB REFERENCES account (id),
    at TEXT NOT NULL,
    -- When the person first read it.
    seen_at TEXT
) STRICT;
CREATE INDEX sign_out_by_account ON sign_out (account_id, at);
CREATE INDEX sign_out_by_facility ON sign_out (facility, at) WHERE facility IS NOT NULL;

-- How many one of the staff did lately.
CREATE INDEX sign_out_by_member ON sign_out (ended_by, at) WHERE ended_by IS NOT NULL;
CREATE INDEX freeze_by_member ON frozen_account (frozen_by, at) WHERE frozen_by IS NOT NULL;
CREATE INDEX recovery_by_member ON recovery (printed_by, began_at) WHERE printed_by IS NOT NULL;

-- Whether whoever acts for somebody is told when an emergency begins, and at which hospital. The person's choice.
ALTER TABLE mandate ADD COLUMN tell_emergencies INTEGER NOT NULL DEFAULT 0 CHECK (tell_emergencies IN (0, 1));
ALTER TABLE mandate ADD COLUMN tell_hospital INTEGER NOT NULL DEFAULT 0 CHECK (tell_hospital IN (0, 1));

-- That one of them was told.
CREATE TABLE emergency_notice (
    id BLOB PRIMARY KEY,
    mandate_id BLOB NOT NULL REFERENCES mandate (id),
    account_id BLOB NOT NULL REFERENCES account (id),
    -- Empty where the person keeps the hospital to themself.
    facility TEXT REFERENCES facility (code),
    at TEXT NOT NULL,
    -- When whoever was told first read it.
    seen_at TEXT
) STRICT;
CREATE INDEX emergency_notice_by_account ON emergency_notice (account_id, at);

-- Devices of somebody who has no record here, but acts for others: they are told, too. And a third topic, which waits
-- for no other.
CREATE TABLE push_subscription_anew (
    id BLOB PRIMARY KEY,
    account_id BLOB NOT NULL REFERENCES account (id),
    -- Of whose record: the account's own, if it has one.
    patient_id BLOB REFERENCES person (patient_id),
    endpoint TEXT NOT NULL UNIQUE,
    -- The device's public key, and what only the device and we know.
    p256dh BLOB NOT NULL,
    auth BLOB NOT NULL,
    -- In which language it is told.
    language TEXT NOT NULL,
    -- Browser and system, as the browser names them, shortened.
    device TEXT NOT NULL,
    created_at TEXT NOT NULL
) STRICT;
INSERT INTO push_subscription_anew (id, account_id, patient_id, endpoint, p256dh, auth, language, device, created_at)
    SELECT id, account_id, patient_id, endpoint, p256dh, auth, language, device, created_at FROM push_subscription;
CREATE TABLE push_message_anew (
    subscription_id BLOB NOT NULL REFERENCES push_subscription_anew (id) ON DELETE CASCADE,
    topic TEXT NOT NULL CHECK (topic IN ('record', 'sign-in', 'caring')),
    kind TEXT NOT NULL CHECK (kind IN ('other', 'refused', 'emergency', 'sign-in', 'caring')),
    number INTEGER NOT NULL,
    entered_at TEXT NOT NULL,
    next_at TEXT NOT NULL,
    tries INTEGER NOT NULL,
    PRIMARY KEY (subscription_id, topic)
) STRICT;
INSERT INTO push_message_anew (subscription_id, topic, kind, number, entered_at, next_at, tries)
    SELECT subscription_id, topic, kind, number, entered_at, next_at, tries FROM push_message;
DROP TABLE push_message;
DROP TABLE push_subscription;
ALTER TABLE push_subscription_anew RENAME TO push_subscription;
ALTER TABLE push_message_anew RENAME TO push_message;
CREATE INDEX push_subscription_by_account ON push_subscription (account_id, created_at);
CREATE INDEX push_subscription_by_patient ON push_subscription (patient_id);
CREATE INDEX push_message_by_time ON push_message (next_at);

-- Whom somebody rings who cannot sign in.
ALTER TABLE facility ADD COLUMN telephone TEXT;
