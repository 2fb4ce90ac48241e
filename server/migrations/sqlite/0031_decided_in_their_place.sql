-- Who decides about sharing in somebody's place (docs/delegation.md), and that the others who do are told.

-- Of a guardian: appointed by the family court (成年後見人; 保佐人, 補助人 with registered authority), and not by contract.
ALTER TABLE mandate ADD COLUMN statutory INTEGER NOT NULL DEFAULT 0 CHECK (statutory IN (0, 1));

-- That sharing was changed, told to the others who decide for the same person. Never about which facility it was.
CREATE TABLE sharing_notice (
    id BLOB PRIMARY KEY,
    account_id BLOB NOT NULL REFERENCES account (id),
    patient_id BLOB NOT NULL REFERENCES person (patient_id),
    at TEXT NOT NULL,
    -- When whoever was told first read it.
    seen_at TEXT
) STRICT;
CREATE INDEX sharing_notice_by_account ON sharing_notice (account_id, at);

-- Who made the code that was used at a facility.
CREATE INDEX visit_code_by_use ON visit_code (patient_id, used_by);
