-- With which paper the facility checked who a patient is; its number is kept nowhere. Empty where an operator
-- invited, and before this migration.
ALTER TABLE invitation ADD COLUMN checked_paper TEXT;

-- What happened to somebody's ways in could not be read back: its time was a text here, and is an instant.
ALTER TABLE account_event ALTER COLUMN at TYPE TIMESTAMPTZ USING at::timestamptz;
