-- What of each item its own person may see, decided when items come or go: a look reads what is visible and no row
-- more, so that what is hidden costs it no time.
-- 0: not decided yet; 1: as it was received; 2: without remarks about something hidden (item_without_remarks);
-- -1: withheld, because it refers to something hidden; -2: hidden by its own flag.
ALTER TABLE item ADD COLUMN own_view SMALLINT NOT NULL DEFAULT 0 CHECK (own_view BETWEEN -2 AND 2);
CREATE INDEX item_visible ON item (patient_id, item_id) WHERE superseded_at IS NULL AND own_view > 0;
CREATE INDEX item_undecided ON item (patient_id) WHERE superseded_at IS NULL AND own_view = 0;
CREATE INDEX item_flagged ON item (patient_id) WHERE superseded_at IS NULL AND own_view = -2;

CREATE TABLE item_without_remarks (
    patient_id UUID NOT NULL REFERENCES person (patient_id),
    item_id TEXT COLLATE "C" NOT NULL,
    version BIGINT NOT NULL,
    json TEXT NOT NULL,
    PRIMARY KEY (patient_id, item_id, version)
);

-- For which count of changes it was decided; any other than items_changed: decide first.
ALTER TABLE person ADD COLUMN own_view_of BIGINT NOT NULL DEFAULT -1;
-- Counts on when what is visible changes, and only then.
ALTER TABLE person ADD COLUMN own_view_version BIGINT NOT NULL DEFAULT 0;
-- How many items were visible then.
ALTER TABLE person ADD COLUMN own_view_items BIGINT NOT NULL DEFAULT 0;
-- Digest of what was hidden then: while it is the same, only what is new needs a decision.
ALTER TABLE person ADD COLUMN own_view_hidden BYTEA;
CREATE INDEX person_own_view_undecided ON person (patient_id) WHERE own_view_of <> items_changed;

-- To decide about an item changes nothing of it.
DROP TRIGGER item_went ON item;
CREATE TRIGGER item_went AFTER UPDATE OF patient_id, superseded_at, superseded_own_at ON item
FOR EACH ROW EXECUTE FUNCTION item_counts();
