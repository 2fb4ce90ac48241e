-- What was received is never changed: a reading that is kept in memory goes by the digest of it. An item moves with
-- its home, is superseded, and stands again; its words stay.
CREATE FUNCTION item_stands() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN RAISE EXCEPTION 'an item is never deleted'; END IF;
    RAISE EXCEPTION 'an item is never changed';
END $$;
CREATE TRIGGER item_is_never_changed
BEFORE UPDATE OF item_id, version, home_id, facility, kind, disclosure, json, json_sha256, received_at ON item
FOR EACH ROW EXECUTE FUNCTION item_stands();
CREATE TRIGGER item_is_never_deleted BEFORE DELETE ON item FOR EACH ROW EXECUTE FUNCTION item_stands();
