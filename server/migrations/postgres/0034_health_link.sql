-- Links by which a person shares something with whoever has them (docs/health-links.md). The key is in the link and never
-- here: what is kept is ciphertext.
CREATE TABLE health_link (
    id UUID PRIMARY KEY,
    -- SHA-256 of the secret part of its address.
    address_hash BYTEA NOT NULL UNIQUE,
    -- Whose record it is of.
    patient_id UUID NOT NULL REFERENCES person (patient_id),
    -- Who made it.
    account_id UUID NOT NULL REFERENCES account (id),
    -- For whom, in the words of whoever made it.
    label TEXT NOT NULL,
    contents TEXT NOT NULL CHECK (contents IN ('summary', 'medicines')),
    with_infections BOOLEAN NOT NULL,
    made_at TIMESTAMPTZ NOT NULL,
    expires_at TIMESTAMPTZ NOT NULL,
    ended_at TIMESTAMPTZ,
    -- Argon2id in the PHC string format; empty: it asks for none.
    passcode TEXT,
    -- Wrong passcodes that may still come in its whole life.
    attempts_left BIGINT NOT NULL,
    -- Openings that may still come; empty: any number.
    openings_left BIGINT
);
CREATE INDEX health_link_by_patient ON health_link (patient_id, made_at);
CREATE INDEX health_link_by_account ON health_link (account_id);

-- An encrypted file of a link, until the link is over.
CREATE TABLE health_link_file (
    link_id UUID NOT NULL REFERENCES health_link (id),
    number BIGINT NOT NULL,
    content_type TEXT NOT NULL,
    -- Compact JWE.
    jwe TEXT NOT NULL,
    -- From then on it is nobody's, and is deleted: its link has expired, or was opened once.
    until TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (link_id, number)
);
CREATE INDEX health_link_file_until ON health_link_file (until);

-- An address of one file, for whoever was given it in a manifest: for ten minutes, and once.
CREATE TABLE health_link_location (
    hash BYTEA PRIMARY KEY,
    link_id UUID NOT NULL REFERENCES health_link (id),
    number BIGINT NOT NULL,
    expires_at TIMESTAMPTZ NOT NULL
);
CREATE INDEX health_link_location_by_link ON health_link_location (link_id);
CREATE INDEX health_link_location_until ON health_link_location (expires_at);

-- Who opened it, as they call themselves, and who had the wrong passcode.
CREATE TABLE health_link_opening (
    link_id UUID NOT NULL REFERENCES health_link (id),
    at TIMESTAMPTZ NOT NULL,
    recipient TEXT NOT NULL,
    opened BOOLEAN NOT NULL
);
CREATE INDEX health_link_opening_by_link ON health_link_opening (link_id, at);

-- Links that may be opened now, but for their time and how often they were: the account that made it is open, is not frozen
-- and not held, and the person is alive and read as themself.
CREATE VIEW health_link_in_force AS
SELECT l.id, l.address_hash, l.patient_id, l.account_id, l.expires_at, l.passcode, l.attempts_left, l.openings_left
FROM health_link l
JOIN account a ON a.id = l.account_id AND a.closed_at IS NULL
JOIN person p ON p.patient_id = l.patient_id AND p.root_id = l.patient_id
WHERE l.ended_at IS NULL
    AND NOT EXISTS (SELECT 1 FROM frozen_account z WHERE z.account_id = l.account_id AND z.ended_at IS NULL)
    AND NOT EXISTS (SELECT 1 FROM link_hold h WHERE h.account_id = l.account_id AND h.ended_at IS NULL)
    AND NOT EXISTS (SELECT 1 FROM person d WHERE d.root_id = l.patient_id AND d.died_on IS NOT NULL);
