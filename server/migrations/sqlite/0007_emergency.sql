-- Emergencies: finding somebody who cannot be asked, and whose record was opened all the same.

-- Where somebody lives, as each facility last wrote it. Compared in an emergency (shared::address), shown to nobody.
CREATE TABLE person_address (
    home_id BLOB NOT NULL REFERENCES person (patient_id),
    facility TEXT NOT NULL,
    address TEXT NOT NULL,
    noted_at TEXT NOT NULL,
    PRIMARY KEY (home_id, facility)
) STRICT;

-- One member of staff may look at one record for a while. Only ever added to. Account and facility are no
-- references: like the access log, what happened outlives both.
CREATE TABLE emergency_access (
    id BLOB PRIMARY KEY,
    patient_id BLOB NOT NULL REFERENCES person (patient_id),
    account_id BLOB NOT NULL,
    facility TEXT NOT NULL,
    reason TEXT NOT NULL,
    -- In words of their own; empty: none.
    note TEXT NOT NULL,
    begun_at TEXT NOT NULL,
    until TEXT NOT NULL
) STRICT;
CREATE INDEX emergency_access_by_account ON emergency_access (account_id, patient_id, until);
CREATE INDEX emergency_access_by_facility ON emergency_access (facility, begun_at);

-- Searches that opened nothing. What was typed is not kept: it names somebody. Only ever added to.
CREATE TABLE emergency_search (
    id BLOB PRIMARY KEY,
    account_id BLOB NOT NULL,
    facility TEXT NOT NULL,
    reason TEXT NOT NULL,
    note TEXT NOT NULL,
    -- 'nobody' or 'several'.
    outcome TEXT NOT NULL,
    at TEXT NOT NULL
) STRICT;
CREATE INDEX emergency_search_by_facility ON emergency_search (facility, at);

-- Up to when an administrator has seen what happened at their facility.
CREATE TABLE emergency_seen (
    account_id BLOB PRIMARY KEY,
    until TEXT NOT NULL
) STRICT;

CREATE TRIGGER emergency_access_is_never_changed BEFORE UPDATE ON emergency_access
BEGIN SELECT RAISE(ABORT, 'an emergency access is never changed'); END;
CREATE TRIGGER emergency_access_is_never_deleted BEFORE DELETE ON emergency_access
BEGIN SELECT RAISE(ABORT, 'an emergency access is never deleted'); END;
