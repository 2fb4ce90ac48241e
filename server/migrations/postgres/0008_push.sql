-- Telling people at once that somebody looked at their record (docs/access-log.md, "Live").

-- Up to which number a person has seen their own access history: an emergency beyond it is still to be noticed. No
-- reference to person, as in the log itself.
CREATE TABLE history_seen (
    patient_id UUID PRIMARY KEY,
    seq BIGINT NOT NULL
);
CREATE INDEX access_entry_emergency ON access_entry (patient_id, seq) WHERE purpose = 'emergency';
