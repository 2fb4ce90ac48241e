-- From where a record was asked for: for an audit, apart from the access log (docs/access-log.md). No leaf commits to
-- it, so that it can be erased and the log stays whole; no page and no export has it.
CREATE TABLE access_origin (
    -- The entry. No reference: an entry can be erased by law.
    patient_id UUID NOT NULL,
    seq BIGINT NOT NULL,
    -- When it was entered, by which this is erased.
    at TIMESTAMPTZ NOT NULL,
    -- The client's network address, as the proxies that the operator named say it.
    address TEXT NOT NULL,
    PRIMARY KEY (patient_id, seq)
);
CREATE INDEX access_origin_at ON access_origin (at);
