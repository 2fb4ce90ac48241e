-- Who signs in, with what, and for whom they act.

-- One human being's sign-in: a person's own, or that of one of a facility's staff. Never both: work ends
-- at work.
CREATE TABLE account (
    -- Also the user handle that passkeys carry.
    id UUID PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind IN ('person', 'staff')),
    name TEXT NOT NULL,
    -- Whose own record it opens; empty for staff, and for caregivers without a record here.
    patient_id UUID REFERENCES person (patient_id),
    -- Where they work; empty for persons.
    facility TEXT COLLATE "C" REFERENCES facility (code),
    created_at TIMESTAMPTZ NOT NULL,
    -- Signed out for good; never deleted, because the access log names it.
    closed_at TIMESTAMPTZ,
    CHECK ((kind = 'staff') = (facility IS NOT NULL)),
    CHECK (kind = 'person' OR patient_id IS NULL)
);
CREATE UNIQUE INDEX account_by_patient ON account (patient_id) WHERE closed_at IS NULL AND patient_id IS NOT NULL;
CREATE INDEX account_by_person ON account (patient_id) WHERE patient_id IS NOT NULL;
CREATE INDEX account_by_facility ON account (facility) WHERE facility IS NOT NULL;

CREATE TABLE staff_role (
    account_id UUID NOT NULL REFERENCES account (id),
    role TEXT NOT NULL CHECK (role IN ('doctor', 'nurse', 'pharmacist', 'clerk', 'emergency', 'administrator')),
    PRIMARY KEY (account_id, role)
);

CREATE TABLE passkey (
    id UUID PRIMARY KEY,
    credential_id BYTEA NOT NULL UNIQUE,
    account_id UUID NOT NULL REFERENCES account (id),
    -- What its owner calls it.
    name TEXT NOT NULL,
    -- Public key, counter and flags, as the WebAuthn library writes them.
    credential TEXT NOT NULL,
    created_at TIMESTAMPTZ NOT NULL,
    last_used_at TIMESTAMPTZ
);
CREATE INDEX passkey_by_account ON passkey (account_id);

-- A sign-in elsewhere (OpenID Connect) that opens an account here; linked once, through an invitation.
CREATE TABLE outside_identity (
    issuer TEXT COLLATE "C" NOT NULL,
    subject TEXT COLLATE "C" NOT NULL,
    account_id UUID NOT NULL REFERENCES account (id),
    linked_at TIMESTAMPTZ NOT NULL,
    last_used_at TIMESTAMPTZ,
    PRIMARY KEY (issuer, subject)
);
CREATE INDEX outside_identity_by_account ON outside_identity (account_id);

-- What happened to an account's ways in, for its owner to see. Only ever added to.
CREATE TABLE account_event (
    account_id UUID NOT NULL REFERENCES account (id),
    number BIGINT NOT NULL,
    at TEXT NOT NULL,
    kind TEXT NOT NULL,
    -- The name of a passkey, a device, a facility.
    detail TEXT NOT NULL,
    PRIMARY KEY (account_id, number)
);

-- Something begun that must be finished in time and once: a challenge, an invitation that was opened. The
-- browser holds a secret, this table its hash.
CREATE TABLE ceremony (
    hash BYTEA PRIMARY KEY,
    kind TEXT NOT NULL,
    state TEXT NOT NULL,
    expires_at TIMESTAMPTZ NOT NULL
);
CREATE INDEX ceremony_by_expiry ON ceremony (expires_at);

-- One person's permission to act for another (shared::delegation). Never deleted.
CREATE TABLE mandate (
    id UUID PRIMARY KEY,
    patient_id UUID NOT NULL REFERENCES person (patient_id),
    -- Who acts; empty until somebody accepts.
    account_id UUID REFERENCES account (id),
    basis TEXT NOT NULL
        CHECK (basis IN ('granted', 'parent', 'guardian', 'authorised-kin', 'caring-kin', 'bereaved')),
    -- How whoever gave it calls them.
    label TEXT NOT NULL,
    categories TEXT NOT NULL,
    actions TEXT NOT NULL,
    valid_from DATE NOT NULL,
    valid_until DATE,
    created_at TIMESTAMPTZ NOT NULL,
    -- The account that gave or attested it.
    created_by UUID NOT NULL REFERENCES account (id),
    -- The facility that attested it; empty where the person gave it.
    attested_by TEXT COLLATE "C" REFERENCES facility (code),
    accepted_at TIMESTAMPTZ,
    confirmed_at TIMESTAMPTZ,
    ended_at TIMESTAMPTZ,
    ended_by UUID REFERENCES account (id),
    suspended_at TIMESTAMPTZ,
    suspended_by UUID REFERENCES account (id)
);
CREATE INDEX mandate_by_patient ON mandate (patient_id);
CREATE INDEX mandate_by_account ON mandate (account_id) WHERE account_id IS NOT NULL;

-- A way in for somebody who has none yet: single use, expiring. The code is printed or shown once.
CREATE TABLE invitation (
    hash BYTEA PRIMARY KEY,
    id UUID NOT NULL UNIQUE,
    kind TEXT NOT NULL CHECK (kind IN ('patient', 'caregiver', 'staff')),
    -- Whose record it is about; empty for staff.
    patient_id UUID REFERENCES person (patient_id),
    -- The facility that checked who they are, or whose staff they become.
    facility TEXT COLLATE "C" REFERENCES facility (code),
    mandate_id UUID REFERENCES mandate (id),
    -- The account it opens, where there is one already.
    account_id UUID REFERENCES account (id),
    created_at TIMESTAMPTZ NOT NULL,
    -- Empty: the operator.
    created_by UUID REFERENCES account (id),
    expires_at TIMESTAMPTZ NOT NULL,
    used_at TIMESTAMPTZ,
    withdrawn_at TIMESTAMPTZ,
    -- Wrong dates of birth so far.
    wrong_answers BIGINT NOT NULL DEFAULT 0
);
CREATE INDEX invitation_by_patient ON invitation (patient_id) WHERE patient_id IS NOT NULL;
CREATE INDEX invitation_by_facility ON invitation (facility) WHERE facility IS NOT NULL;
CREATE INDEX invitation_by_account ON invitation (account_id) WHERE account_id IS NOT NULL;
CREATE INDEX invitation_by_mandate ON invitation (mandate_id) WHERE mandate_id IS NOT NULL;

-- Somebody who is signed in. Only the hash of the cookie's secret is kept. Who was signed in before this
-- migration signs in again.
DROP TABLE session;
CREATE TABLE session (
    hash BYTEA PRIMARY KEY,
    -- Names it in lists, where the hash stays out of sight.
    id UUID NOT NULL UNIQUE,
    account_id UUID NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    -- Whose record is open; empty: their own, if they have one.
    acting_for UUID REFERENCES person (patient_id),
    method TEXT NOT NULL CHECK (method IN ('passkey', 'outside', 'demo')),
    -- Browser and system, as the browser names them, shortened.
    device TEXT NOT NULL,
    created_at TIMESTAMPTZ NOT NULL,
    last_seen_at TIMESTAMPTZ NOT NULL,
    expires_at TIMESTAMPTZ NOT NULL,
    -- When they last proved that it is still they.
    verified_at TIMESTAMPTZ NOT NULL,
    previous_visit TIMESTAMPTZ
);
CREATE INDEX session_by_account ON session (account_id);

-- When it is known that somebody died: what they gave others ends, the bereaved may read.
ALTER TABLE person ADD COLUMN died_on DATE;

-- What a key may be used for ('send', 'check'), and when it last was.
ALTER TABLE api_key ADD COLUMN scope TEXT NOT NULL DEFAULT 'send check';
ALTER TABLE api_key ADD COLUMN last_used_at TIMESTAMPTZ;
