-- Links by which a person shares something with whoever has them (docs/health-links.md). The key is in the link and never
-- here: what is kept is ciphertext.
CREATE TABLE health_link (
    id BLOB PRIMARY KEY,
    -- SHA-256 of the secret part of its address.
    address_hash BLOB NOT NULL UNIQUE,
    -- Whose record it is of.
    patient_id BLOB NOT NULL REFERENCES person (patient_id),
    -- Who made it: while their ways in are frozen it opens nothing.
    account_id BLOB NOT NULL REFERENCES account (id),
    -- For whom, in the words of whoever made it.
    label TEXT NOT NULL,
    contents TEXT NOT NULL CHECK (contents IN ('summary', 'medicines')),
    with_infections INTEGER NOT NULL CHECK (with_infections IN (0, 1)),
    made_at TEXT NOT NULL,
    expires_at TEXT NOT NULL,
    ended_at TEXT,
    -- Argon2id in the PHC string format; empty: it asks for none.
    passcode TEXT,
    -- Wrong passcodes that may still come in its whole life.
    attempts_left INTEGER NOT NULL,
    -- Openings that may still come; empty: any number.
    openings_left INTEGER
) STRICT;
CREATE INDEX health_link_by_patient ON health_link (patient_id, made_at);

-- An encrypted file of a link.
CREATE TABLE health_link_file (
    link_id BLOB NOT NULL REFERENCES health_link (id),
    number INTEGER NOT NULL,
    content_type TEXT NOT NULL,
    -- Compact JWE.
    jwe TEXT NOT NULL,
    PRIMARY KEY (link_id, number)
) STRICT;

-- An address of one file, for whoever was given it in a manifest: for an hour, and once.
CREATE TABLE health_link_location (
    hash BLOB PRIMARY KEY,
    link_id BLOB NOT NULL REFERENCES health_link (id),
    number INTEGER NOT NULL,
    expires_at TEXT NOT NULL
) STRICT;

-- Who opened it, as they call themselves, and who had the wrong passcode.
CREATE TABLE health_link_opening (
    link_id BLOB NOT NULL REFERENCES health_link (id),
    at TEXT NOT NULL,
    recipient TEXT NOT NULL,
    opened INTEGER NOT NULL CHECK (opened IN (0, 1))
) STRICT;
CREATE INDEX health_link_opening_by_link ON health_link_opening (link_id, at);
