-- Who is told what about sign-ins and emergencies (docs/sign-in.md, docs/delegation.md).

-- Somebody was signed out everywhere by a facility or the operator. Only ever added to, but for when it was seen.
CREATE TABLE sign_out (
    id UUID PRIMARY KEY,
    account_id UUID NOT NULL REFERENCES account (id),
    reason TEXT NOT NULL CHECK (reason IN ('asked', 'left-open', 'unusual', 'other')),
    -- What the person is told beside the reason; empty where that says all.
    note TEXT NOT NULL,
    -- Where it was decided, and by whom; both empty: the operator.
    facility TEXT COLLATE "C" REFERENCES facility (code),
    ended_by UUID REFERENCES account (id),
    at TIMESTAMPTZ NOT NULL,
    -- When the person first read it.
    seen_at TIMESTAMPTZ
);
CREATE INDEX sign_out_by_account ON sign_out (account_id, at);
CREATE INDEX sign_out_by_facility ON sign_out (facility, at) WHERE facility IS NOT NULL;

-- How many one of the staff did lately.
CREATE INDEX sign_out_by_member ON sign_out (ended_by, at) WHERE ended_by IS NOT NULL;
CREATE INDEX freeze_by_member ON frozen_account (frozen_by, at) WHERE frozen_by IS NOT NULL;
CREATE INDEX recovery_by_member ON recovery (printed_by, began_at) WHERE printed_by IS NOT NULL;

-- Whether whoever acts for somebody is told when an emergency begins, and at which hospital. The person's choice.
ALTER TABLE mandate ADD COLUMN tell_emergencies BOOLEAN NOT NULL DEFAULT FALSE;
ALTER TABLE mandate ADD COLUMN tell_hospital BOOLEAN NOT NULL DEFAULT FALSE;

-- That one of them was told.
CREATE TABLE emergency_notice (
    id UUID PRIMARY KEY,
    mandate_id UUID NOT NULL REFERENCES mandate (id),
    account_id UUID NOT NULL REFERENCES account (id),
    -- Empty where the person keeps the hospital to themself.
    facility TEXT COLLATE "C" REFERENCES facility (code),
    at TIMESTAMPTZ NOT NULL,
    -- When whoever was told first read it.
    seen_at TIMESTAMPTZ
);
CREATE INDEX emergency_notice_by_account ON emergency_notice (account_id, at);

-- Devices of somebody who has no record here, but acts for others: they are told, too. And a third topic, which waits
-- for no other.
ALTER TABLE push_subscription ALTER COLUMN patient_id DROP NOT NULL;
ALTER TABLE push_message DROP CONSTRAINT push_message_kind_check;
ALTER TABLE push_message ADD CHECK (kind IN ('other', 'refused', 'emergency', 'sign-in', 'caring'));
ALTER TABLE push_message DROP CONSTRAINT push_message_topic_check;
ALTER TABLE push_message ADD CHECK (topic IN ('record', 'sign-in', 'caring'));

-- Whom somebody rings who cannot sign in.
ALTER TABLE facility ADD COLUMN telephone TEXT;
