-- Who decides about sharing in somebody's place (docs/delegation.md), and that the others who do are told.

-- Of a guardian: appointed by the family court (成年後見人; 保佐人, 補助人 with registered authority), and not by contract.
ALTER TABLE mandate ADD COLUMN statutory BOOLEAN NOT NULL DEFAULT FALSE;

-- That sharing was changed, told to the others who decide for the same person. Never about which facility it was.
CREATE TABLE sharing_notice (
    id UUID PRIMARY KEY,
    account_id UUID NOT NULL REFERENCES account (id),
    patient_id UUID NOT NULL REFERENCES person (patient_id),
    at TIMESTAMPTZ NOT NULL,
    -- When whoever was told first read it.
    seen_at TIMESTAMPTZ
);
CREATE INDEX sharing_notice_by_account ON sharing_notice (account_id, at);

-- Who made the code that was used at a facility.
CREATE INDEX visit_code_by_use ON visit_code (patient_id, used_by);
