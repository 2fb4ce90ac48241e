-- What patients decide about sharing (shared::consent), and by which decision something was shown.

-- 病院, 診療所, 薬局, 介護事業所; empty: nobody said, and then it is of no kind that was permitted.
ALTER TABLE facility ADD COLUMN kind TEXT CHECK (kind IN ('hospital', 'clinic', 'pharmacy', 'care-provider'));

-- Whoever writes this row decides or reads under a decision alone, until the transaction ends.
CREATE TABLE consent_head (
    patient_id UUID PRIMARY KEY REFERENCES person (patient_id),
    -- Of the newest change.
    number BIGINT NOT NULL
);

-- What was given and withdrawn at one instant. Only ever added to.
CREATE TABLE consent_change (
    id UUID PRIMARY KEY,
    patient_id UUID NOT NULL REFERENCES person (patient_id),
    number BIGINT NOT NULL,
    at TIMESTAMPTZ NOT NULL,
    -- How: a preset, switches, an item, a withdrawal, undoing.
    kind TEXT NOT NULL,
    made_by UUID NOT NULL REFERENCES account (id)
);
CREATE UNIQUE INDEX consent_change_by_patient ON consent_change (patient_id, number);

-- One decision. It is never changed: it is withdrawn, and another one given.
CREATE TABLE consent (
    id UUID PRIMARY KEY,
    patient_id UUID NOT NULL REFERENCES person (patient_id),
    effect TEXT NOT NULL,
    -- 'everything', a kind of information, or 'item:…'.
    what TEXT NOT NULL,
    purpose TEXT NOT NULL,
    -- 'anyone', 'kind:…' or 'facility:…'. No reference: a decision outlives the facility it was about.
    whom TEXT NOT NULL,
    -- 'visit', 'home-care', 'standing', or first and last day.
    term TEXT NOT NULL,
    -- What the term is counted from.
    begun_at TIMESTAMPTZ NOT NULL,
    given_at TIMESTAMPTZ NOT NULL,
    given_in UUID NOT NULL REFERENCES consent_change (id),
    withdrawn_at TIMESTAMPTZ,
    withdrawn_in UUID REFERENCES consent_change (id)
);
CREATE INDEX consent_by_patient ON consent (patient_id);

CREATE FUNCTION consent_stands() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN RAISE EXCEPTION 'a consent is never deleted'; END IF;
    IF OLD.withdrawn_at IS NOT NULL THEN RAISE EXCEPTION 'a consent is withdrawn once'; END IF;
    IF (NEW.id, NEW.patient_id, NEW.effect, NEW.what, NEW.purpose, NEW.whom, NEW.term, NEW.begun_at, NEW.given_at,
        NEW.given_in) IS DISTINCT FROM (OLD.id, OLD.patient_id, OLD.effect, OLD.what, OLD.purpose, OLD.whom,
        OLD.term, OLD.begun_at, OLD.given_at, OLD.given_in) THEN
        RAISE EXCEPTION 'a consent is never changed';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER consent_stands BEFORE UPDATE OR DELETE ON consent FOR EACH ROW EXECUTE FUNCTION consent_stands();

-- By which decisions an entry of the access log was permitted. No reference to person or log: it outlives both.
CREATE TABLE access_basis (
    patient_id UUID NOT NULL,
    seq BIGINT NOT NULL,
    consent_id UUID NOT NULL,
    PRIMARY KEY (patient_id, seq, consent_id)
);
