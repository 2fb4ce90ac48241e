-- What a caregiver was shown of the record when their device kept it, and of what their medicines were checked; nothing where
-- it is one's own. A snapshot that holds more than they may see by now goes.
ALTER TABLE kept_snapshot ADD COLUMN shown TEXT;
ALTER TABLE kept_snapshot ADD COLUMN checked TEXT;
