-- What was received is never changed. An item moves with its home, is superseded, and stands again; its words stay.
CREATE FUNCTION item_stands() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN RAISE EXCEPTION 'an item is never deleted'; END IF;
    RAISE EXCEPTION 'an item is never changed';
END $$;
CREATE TRIGGER item_is_never_changed
BEFORE UPDATE OF item_id, version, home_id, facility, kind, disclosure, json, json_sha256, received_at ON item
FOR EACH ROW EXECUTE FUNCTION item_stands();
CREATE TRIGGER item_is_never_deleted BEFORE DELETE ON item FOR EACH ROW EXECUTE FUNCTION item_stands();

-- How often a person's items came, went or moved, whoever did it: what was read of them holds until it counts on.
ALTER TABLE person ADD COLUMN items_changed BIGINT NOT NULL DEFAULT 0;
CREATE FUNCTION item_counts() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        UPDATE person SET items_changed = items_changed + 1 WHERE patient_id = NEW.patient_id;
    ELSE
        UPDATE person SET items_changed = items_changed + 1 WHERE patient_id IN (OLD.patient_id, NEW.patient_id);
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER item_came AFTER INSERT ON item FOR EACH ROW EXECUTE FUNCTION item_counts();
CREATE TRIGGER item_went AFTER UPDATE ON item FOR EACH ROW EXECUTE FUNCTION item_counts();
