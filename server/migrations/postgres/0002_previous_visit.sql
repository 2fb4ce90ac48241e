-- When the person last read their own record before this session began: what home calls new since then.
ALTER TABLE session ADD COLUMN previous_visit TIMESTAMPTZ;
