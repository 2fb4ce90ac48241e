-- The verifiable log (docs/access-log.md). access_entry holds the entries: their content and salts, which
-- can be erased. The leaves below name nobody and stay. From here on access_entry.hash is the leaf hash
-- (RFC 6962) of the entry, previous_hash the one of the person's entry before.

-- The facility that asked, or for which somebody asked.
ALTER TABLE access_entry ADD COLUMN facility TEXT;
-- What else the entry says: a JSON list of names and values.
ALTER TABLE access_entry ADD COLUMN details TEXT NOT NULL DEFAULT '[]';
-- Makes what the leaf says about the content unguessable. Empty: written before there were leaves.
ALTER TABLE access_entry ADD COLUMN salt BLOB;
CREATE INDEX access_entry_before_leaves ON access_entry (patient_id, seq) WHERE salt IS NULL;

-- Leaves that wait for their place, written with their entry.
CREATE TABLE log_queue (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    leaf BLOB NOT NULL
) STRICT;

-- The log: leaf number `position`.
CREATE TABLE log_leaf (
    position INTEGER PRIMARY KEY,
    leaf BLOB NOT NULL,
    -- From the leaf, to find a person's leaves.
    pseudonym BLOB NOT NULL,
    seq INTEGER NOT NULL,
    UNIQUE (pseudonym, seq)
) STRICT;

-- The hash of every complete subtree, numbered as the tree is walked from left to right: none ever changes.
CREATE TABLE log_node (
    id INTEGER PRIMARY KEY,
    hash BLOB NOT NULL
) STRICT;

-- Signed tree heads.
CREATE TABLE log_checkpoint (
    size INTEGER PRIMARY KEY,
    note TEXT NOT NULL
) STRICT;

-- Whoever can write to the file can drop these: they stop mistakes, the log itself shows the rest.
CREATE TRIGGER access_entry_is_not_altered BEFORE UPDATE ON access_entry WHEN old.salt IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'the access log is only ever added to'); END;
CREATE TRIGGER access_entry_is_not_deleted BEFORE DELETE ON access_entry
BEGIN SELECT RAISE(ABORT, 'the access log is only ever added to'); END;
CREATE TRIGGER log_leaf_is_not_altered BEFORE UPDATE ON log_leaf
BEGIN SELECT RAISE(ABORT, 'the access log is only ever added to'); END;
CREATE TRIGGER log_leaf_is_not_deleted BEFORE DELETE ON log_leaf
BEGIN SELECT RAISE(ABORT, 'the access log is only ever added to'); END;
CREATE TRIGGER log_node_is_not_altered BEFORE UPDATE ON log_node
BEGIN SELECT RAISE(ABORT, 'the access log is only ever added to'); END;
CREATE TRIGGER log_node_is_not_deleted BEFORE DELETE ON log_node
BEGIN SELECT RAISE(ABORT, 'the access log is only ever added to'); END;
CREATE TRIGGER log_checkpoint_is_not_altered BEFORE UPDATE ON log_checkpoint
BEGIN SELECT RAISE(ABORT, 'the access log is only ever added to'); END;
CREATE TRIGGER log_checkpoint_is_not_deleted BEFORE DELETE ON log_checkpoint
BEGIN SELECT RAISE(ABORT, 'the access log is only ever added to'); END;
