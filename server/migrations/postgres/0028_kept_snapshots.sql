-- Devices that keep an encrypted snapshot of a record (docs/offline.md), so that one that may not any more is told so.
CREATE TABLE kept_snapshot (
    -- Of the token by which the device asks.
    hash BYTEA PRIMARY KEY,
    account_id UUID NOT NULL REFERENCES account (id),
    patient_id UUID NOT NULL REFERENCES person (patient_id),
    kept_at TIMESTAMPTZ NOT NULL
);
CREATE INDEX kept_snapshot_by_account ON kept_snapshot (account_id, kept_at);
CREATE INDEX kept_snapshot_by_patient ON kept_snapshot (patient_id);
