-- Who signs in, with what, and for whom they act.

-- One human being's sign-in: a person's own, or that of one of a facility's staff. Never both: work ends
-- at work.
CREATE TABLE account (
    -- Also the user handle that passkeys carry.
    id BLOB PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind IN ('person', 'staff')),
    name TEXT NOT NULL,
    -- Whose own record it opens; empty for staff, and for caregivers without a record here.
    patient_id BLOB REFERENCES person (patient_id),
    -- Where they work; empty for persons.
    facility TEXT REFERENCES facility (code),
    created_at TEXT NOT NULL,
    -- Signed out for good; never deleted, because the access log names it.
    closed_at TEXT,
    CHECK ((kind = 'staff') = (facility IS NOT NULL)),
    CHECK (kind = 'person' OR patient_id IS NULL)
) STRICT;
CREATE UNIQUE INDEX account_by_patient ON account (patient_id) WHERE closed_at IS NULL AND patient_id IS NOT NULL;
CREATE INDEX account_by_person ON account (patient_id) WHERE patient_id IS NOT NULL;
CREATE INDEX account_by_facility ON account (facility) WHERE facility IS NOT NULL;

CREATE TABLE staff_role (
    account_id BLOB NOT NULL REFERENCES account (id),
    role TEXT NOT NULL CHECK (role IN ('doctor', 'nurse', 'pharmacist', 'clerk', 'emergency', 'administrator')),
    PRIMARY KEY (account_id, role)
) STRICT;

CREATE TABLE passkey (
    id BLOB PRIMARY KEY,
    credential_id BLOB NOT NULL UNIQUE,
    account_id BLOB NOT NULL REFERENCES account (id),
    -- What its owner calls it.
    name TEXT NOT NULL,
    -- Public key, counter and flags, as the WebAuthn library writes them.
    credential TEXT NOT NULL,
    created_at TEXT NOT NULL,
    last_used_at TEXT
) STRICT;
CREATE INDEX passkey_by_account ON passkey (account_id);

-- A sign-in elsewhere (OpenID Connect) that opens an account here; linked once, through an invitation.
CREATE TABLE outside_identity (
    issuer TEXT NOT NULL,
    subject TEXT NOT NULL,
    account_id BLOB NOT NULL REFERENCES account (id),
    linked_at TEXT NOT NULL,
    last_used_at TEXT,
    PRIMARY KEY (issuer, subject)
) STRICT;
CREATE INDEX outside_identity_by_account ON outside_identity (account_id);

-- What happened to an account's ways in, for its owner to see. Only ever added to.
CREATE TABLE account_event (
    account_id BLOB NOT NULL REFERENCES account (id),
    number INTEGER NOT NULL,
    at TEXT NOT NULL,
    kind TEXT NOT NULL,
    -- The name of a passkey, a device, a facility.
    detail TEXT NOT NULL,
    PRIMARY KEY (account_id, number)
) STRICT;

-- Something begun that must be finished in time and once: a challenge, an invitation that was opened. The
-- browser holds a secret, this table its hash.
CREATE TABLE ceremony (
    hash BLOB PRIMARY KEY,
    kind TEXT NOT NULL,
    state TEXT NOT NULL,
    expires_at TEXT NOT NULL
) STRICT;
CREATE INDEX ceremony_by_expiry ON ceremony (expires_at);

-- One person's permission to act for another (shared::delegation). Never deleted.
CREATE TABLE mandate (
    id BLOB PRIMARY KEY,
    patient_id BLOB NOT NULL REFERENCES person (patient_id),
    -- Who acts; empty until somebody accepts.
    account_id BLOB REFERENCES account (id),
    basis TEXT NOT NULL
        CHECK (basis IN ('granted', 'parent', 'guardian', 'authorised-kin', 'caring-kin', 'bereaved')),
    -- How whoever gave it calls them.
    label TEXT NOT NULL,
    categories TEXT NOT NULL,
    actions TEXT NOT NULL,
    valid_from TEXT NOT NULL,
    valid_until TEXT,
    created_at TEXT NOT NULL,
    -- The account that gave or attested it.
    created_by BLOB NOT NULL REFERENCES account (id),
    -- The facility that attested it; empty where the person gave it.
    attested_by TEXT REFERENCES facility (code),
    accepted_at TEXT,
    confirmed_at TEXT,
    ended_at TEXT,
    ended_by BLOB REFERENCES account (id),
    suspended_at TEXT,
    suspended_by BLOB REFERENCES account (id)
) STRICT;
CREATE INDEX mandate_by_patient ON mandate (patient_id);
CREATE INDEX mandate_by_account ON mandate (account_id) WHERE account_id IS NOT NULL;

-- A way in for somebody who has none yet: single use, expiring. The code is printed or shown once.
CREATE TABLE invitation (
    hash BLOB PRIMARY KEY,
    id BLOB NOT NULL UNIQUE,
    kind TEXT NOT NULL CHECK (kind IN ('patient', 'caregiver', 'staff')),
    -- Whose record it is about; empty for staff.
    patient_id BLOB REFERENCES person (patient_id),
    -- The facility that checked who they are, or whose staff they become.
    facility TEXT REFERENCES facility (code),
    mandate_id BLOB REFERENCES mandate (id),
    -- The account it opens, where there is one already.
    account_id BLOB REFERENCES account (id),
    created_at TEXT NOT NULL,
    -- Empty: the operator.
    created_by BLOB REFERENCES account (id),
    expires_at TEXT NOT NULL,
    used_at TEXT,
    withdrawn_at TEXT,
    -- Wrong dates of birth so far.
    wrong_answers INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX invitation_by_patient ON invitation (patient_id) WHERE patient_id IS NOT NULL;
CREATE INDEX invitation_by_facility ON invitation (facility) WHERE facility IS NOT NULL;
CREATE INDEX invitation_by_account ON invitation (account_id) WHERE account_id IS NOT NULL;
CREATE INDEX invitation_by_mandate ON invitation (mandate_id) WHERE mandate_id IS NOT NULL;

-- Somebody who is signed in. Only the hash of the cookie's secret is kept. Who was signed in before this
-- migration signs in again.
DROP TABLE session;
CREATE TABLE session (
    hash BLOB PRIMARY KEY,
    -- Names it in lists, where the hash stays out of sight.
    id BLOB NOT NULL UNIQUE,
    account_id BLOB NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    -- Whose record is open; empty: their own, if they have one.
    acting_for BLOB REFERENCES person (patient_id),
    method TEXT NOT NULL CHECK (method IN ('passkey', 'outside', 'demo')),
    -- Browser and system, as the browser names them, shortened.
    device TEXT NOT NULL,
    created_at TEXT NOT NULL,
    last_seen_at TEXT NOT NULL,
    expires_at TEXT NOT NULL,
    -- When they last proved that it is still they.
    verified_at TEXT NOT NULL,
    previous_visit TEXT
) STRICT;
CREATE INDEX session_by_account ON session (account_id);

-- When it is known that somebody died: what they gave others ends, the bereaved may read.
ALTER TABLE person ADD COLUMN died_on TEXT;

-- What a key may be used for ('send', 'check'), and when it last was.
ALTER TABLE api_key ADD COLUMN scope TEXT NOT NULL DEFAULT 'send check';
ALTER TABLE api_key ADD COLUMN last_used_at TEXT;
