-- Links by which a person shares something with whoever has them (docs/health-links.md). The key is in the link and never
-- here: what is kept is ciphertext.
CREATE TABLE health_link (
    id UUID PRIMARY KEY,
    -- SHA-256 of the secret part of its address.
    address_hash BYTEA NOT NULL UNIQUE,
    -- Whose record it is of.
    patient_id UUID NOT NULL REFERENCES person (patient_id),
    -- Who made it: while their ways in are frozen it opens nothing.
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

-- An encrypted file of a link.
CREATE TABLE health_link_file (
    link_id UUID NOT NULL REFERENCES health_link (id),
    number BIGINT NOT NULL,
    content_type TEXT NOT NULL,
    -- Compact JWE.
    jwe TEXT NOT NULL,
    PRIMARY KEY (link_id, number)
);

-- An address of one file, for whoever was given it in a manifest: for an hour, and once.
CREATE TABLE health_link_location (
    hash BYTEA PRIMARY KEY,
    link_id UUID NOT NULL REFERENCES health_link (id),
    number BIGINT NOT NULL,
    expires_at TIMESTAMPTZ NOT NULL
);

-- Who opened it, as they call themselves, and who had the wrong passcode.
CREATE TABLE health_link_opening (
    link_id UUID NOT NULL REFERENCES health_link (id),
    at TIMESTAMPTZ NOT NULL,
    recipient TEXT NOT NULL,
    opened BOOLEAN NOT NULL
);
CREATE INDEX health_link_opening_by_link ON health_link_opening (link_id, at);
