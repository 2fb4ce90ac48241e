-- With which paper the facility checked who a patient is; its number is kept nowhere. Empty where an operator
-- invited, and before this migration.
ALTER TABLE invitation ADD COLUMN checked_paper TEXT;
