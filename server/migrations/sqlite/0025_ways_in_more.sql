-- With which passkey a session began, and with which its owner last proved that it is still they: whoever removes a
-- passkey ends what it opened. Empty for a sign-in elsewhere and in a demonstration. Of a session that began before
-- this migration nobody knows it: whoever was signed in signs in again.
DELETE FROM session;
ALTER TABLE session ADD COLUMN passkey_id BLOB REFERENCES passkey (id) ON DELETE CASCADE;
ALTER TABLE session ADD COLUMN verified_with BLOB REFERENCES passkey (id) ON DELETE CASCADE;
CREATE INDEX session_by_passkey ON session (passkey_id) WHERE passkey_id IS NOT NULL;
CREATE INDEX session_by_verifying_passkey ON session (verified_with) WHERE verified_with IS NOT NULL;
