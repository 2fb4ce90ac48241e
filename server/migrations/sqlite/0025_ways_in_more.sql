-- With which passkey a session began, and with which its owner last proved that it is still they: whoever removes a
-- passkey ends what it opened. Empty for a sign-in elsewhere and in a demonstration. Of a session that began before
-- this migration nobody knows it: whoever was signed in signs in again.
DELETE FROM session;
ALTER TABLE session ADD COLUMN passkey_id BLOB REFERENCES passkey (id) ON DELETE CASCADE;
ALTER TABLE session ADD COLUMN verified_with BLOB REFERENCES passkey (id) ON DELETE CASCADE;
CREATE INDEX session_by_passkey ON session (passkey_id) WHERE passkey_id IS NOT NULL;
CREATE INDEX session_by_verifying_passkey ON session (verified_with) WHERE verified_with IS NOT NULL;

-- Ways in, and mandates, that open nothing because an operator read two people as one: whose they are, that decision
-- does not say (docs/sign-in.md). What was linked before this migration is not held.
CREATE TABLE link_hold (
    decision_id BLOB NOT NULL REFERENCES identity_decision (id),
    -- The person whom the account or the mandate was of: what was permitted and said there does not count meanwhile.
    patient_id BLOB NOT NULL REFERENCES person (patient_id),
    account_id BLOB REFERENCES account (id),
    mandate_id BLOB REFERENCES mandate (id),
    held_at TEXT NOT NULL,
    ended_at TEXT,
    -- The person's other account agreed, two people saw them for a new way in, or the link was undone.
    outcome TEXT CHECK (outcome IN ('confirmed', 'seen', 'unlinked')),
    CHECK ((account_id IS NULL) <> (mandate_id IS NULL)),
    CHECK ((ended_at IS NULL) = (outcome IS NULL))
) STRICT;
CREATE UNIQUE INDEX link_hold_by_account ON link_hold (account_id, decision_id) WHERE account_id IS NOT NULL;
CREATE UNIQUE INDEX link_hold_by_mandate ON link_hold (mandate_id, decision_id) WHERE mandate_id IS NOT NULL;
CREATE INDEX link_hold_by_person ON link_hold (patient_id);
CREATE INDEX link_hold_by_decision ON link_hold (decision_id);
