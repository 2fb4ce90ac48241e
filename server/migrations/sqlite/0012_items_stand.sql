-- What was received is never changed. An item moves with its home, is superseded, and stands again; its words stay.
CREATE TRIGGER item_is_never_changed
BEFORE UPDATE OF item_id, version, home_id, facility, kind, disclosure, json, json_sha256, received_at ON item
BEGIN SELECT RAISE(ABORT, 'an item is never changed'); END;
CREATE TRIGGER item_is_never_deleted BEFORE DELETE ON item
BEGIN SELECT RAISE(ABORT, 'an item is never deleted'); END;

-- How often a person's items came, went or moved, whoever did it: what was read of them holds until it counts on.
ALTER TABLE person ADD COLUMN items_changed INTEGER NOT NULL DEFAULT 0;
CREATE TRIGGER item_came AFTER INSERT ON item
BEGIN UPDATE person SET items_changed = items_changed + 1 WHERE patient_id = NEW.patient_id; END;
CREATE TRIGGER item_went AFTER UPDATE ON item
BEGIN UPDATE person SET items_changed = items_changed + 1 WHERE patient_id IN (OLD.patient_id, NEW.patient_id); END;
