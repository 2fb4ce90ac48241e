-- When the person opened the answer to their question: until then it is announced to them.
ALTER TABLE question ADD COLUMN answer_seen_at TIMESTAMPTZ;
