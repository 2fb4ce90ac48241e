-- What the operator decided about functions that judge (docs/intended-use.md). Only ever added to: the newest decision
-- about a function holds, and without one it is off.
CREATE TABLE function_decision (
    function TEXT NOT NULL,
    -- From 1, for each function by itself.
    number INTEGER NOT NULL,
    decision TEXT NOT NULL CHECK (decision IN ('cleared', 'withdrawn')),
    decided_by TEXT NOT NULL,
    reason TEXT NOT NULL,
    decided_at TEXT NOT NULL,
    PRIMARY KEY (function, number)
) STRICT;

-- Where facilities send already, both were in use before there were switches: an update takes nothing away. A new
-- database has no facility at this point.
INSERT INTO function_decision (function, number, decision, decided_by, reason, decided_at)
SELECT name, 1, 'cleared', 'migration 0023', 'in use before there was a switch: nobody cleared it', strftime('%Y-%m-%dT%H:%M:%fZ', 'now')
FROM (SELECT 'medication-check' AS name UNION ALL SELECT 'critical-values') AS known
WHERE EXISTS (SELECT 1 FROM facility);
