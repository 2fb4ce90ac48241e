-- What imported masters taught about codes that have no structure (`receipt:…`, `hot:…`): the first
-- seven characters of the medicine code they stand for.
CREATE TABLE medicine_code (
    code TEXT COLLATE "C" PRIMARY KEY,
    prefix TEXT NOT NULL,
    -- Which master said so, and when it was read.
    master TEXT NOT NULL,
    learnt_at TIMESTAMPTZ NOT NULL
);

-- Prefixes of a newer price list than the built-in one, by its name of the ingredient (成分名).
CREATE TABLE medicine_prefix (
    prefix TEXT COLLATE "C" PRIMARY KEY,
    ingredient TEXT NOT NULL,
    master TEXT NOT NULL,
    learnt_at TIMESTAMPTZ NOT NULL
);

-- What the operator decided about rules of the knowledge base. Only ever added to: the newest
-- decision about a rule holds.
CREATE TABLE rule_decision (
    rule TEXT COLLATE "C" NOT NULL,
    number BIGINT NOT NULL,
    decision TEXT NOT NULL CHECK (decision IN ('off', 'on', 'confirm')),
    decided_by TEXT NOT NULL,
    note TEXT NOT NULL,
    decided_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (rule, number)
);
