ALTER TABLE transmission RENAME COLUMN facility TO source;
ALTER TABLE transmission DROP CONSTRAINT transmission_facility_fkey;
ALTER TABLE transmission DROP CONSTRAINT transmission_content_check;
ALTER TABLE transmission ADD CHECK (content IN ('list', 'report', 'withdrawal', 'removal', 'document'));
ALTER TABLE transmission ADD COLUMN media_type TEXT COLLATE "C" NOT NULL DEFAULT 'application/fhir+json';
ALTER TABLE transmission ALTER COLUMN claim DROP NOT NULL;
ALTER TABLE transmission ADD CHECK (claim IS NOT NULL OR (source = 'person' AND home_id IS NOT NULL));

-- Indexes and triggers follow a column's name.
ALTER TABLE item RENAME COLUMN facility TO source;
ALTER TABLE item DROP CONSTRAINT item_facility_fkey;

-- What the reference said: nothing comes from a facility that is not here.
CREATE FUNCTION has_a_source() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.source <> 'person' AND NOT EXISTS (SELECT 1 FROM facility WHERE code = NEW.source) THEN
        RAISE EXCEPTION 'nobody is known under this source';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER transmission_has_a_source BEFORE INSERT ON transmission FOR EACH ROW EXECUTE FUNCTION has_a_source();
CREATE TRIGGER item_has_a_source BEFORE INSERT ON item FOR EACH ROW EXECUTE FUNCTION has_a_source();
