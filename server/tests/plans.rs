//! No statement walks through a whole table: what a page or a Bundle costs must not grow with how many people are
//! stored. Every SQL text in the store's source is planned, on SQLite and on PostgreSQL; texts made at run time are
//! kept out of it, so that none is overlooked.

use crate::common::databases::on_each_url;
use server::store::{DatabaseUrl, Store};
use sqlx::{AssertSqlSafe, Connection, PgConnection, Row, SqliteConnection, raw_sql};
use std::{collections::BTreeMap, fs, path::Path};

/// What may walk through a table all the same: lists that an operator asks for at a terminal, what the service reads
/// once when it starts, the list of people that only a demonstration has, and the facilities, of which a region has a few
/// thousand however many people are stored. Whoever adds to it says why nothing that is served waits for it.
const FOR_A_TERMINAL: [(&str, &str); 31] = [
    (
        "SELECT p.root_id, d.facility, d.said_on, d.received_at FROM death_hint d",
        "who is said to have died and was not noted: few, for an operator",
    ),
    ("SELECT patient_id FROM item_unsettled", "who is looked at once after an older version of the program"),
    (
        "SELECT r.at, r.patient_id, r.facility, (SELECT v.made_by",
        "all disputed visits, by an index of nothing else",
    ),
    ("SELECT code, name, list_unit FROM facility ORDER BY", "all senders: a few hundred"),
    ("SELECT code, name, kind FROM facility ORDER BY", "the directory, searched by part of a name"),
    (
        "SELECT id, facility, label, scope, created_at, last_used_at, revoked_at FROM api_key ORDER BY",
        "all keys: a few per sender",
    ),
    (
        "SELECT id, facility, label, scope, created_at, last_used_at, revoked_at FROM api_key WHERE facility",
        "an administrator looks at their keys: a few per sender",
    ),
    (
        "SELECT id, kind, patient_id, other_id, decided_by, decided_at, undone_by FROM identity_decision ORDER BY",
        "all decisions",
    ),
    (
        "SELECT id, source, received_at, claim, hold_reason, body, media_type FROM transmission WHERE outcome = 'held' ORDER BY",
        "all that waits, by an index of nothing else",
    ),
    (
        "SELECT COUNT(*) FROM (SELECT 1 AS one FROM person WHERE root_id = patient_id",
        "how many groups are of one birth date, sex and kana",
    ),
    (
        "SELECT birth_date, sex, kana_key, COUNT(*) FROM person WHERE root_id = patient_id",
        "the first of them, by the index of all three",
    ),
    (
        "SELECT patient_id, root_id, name, kana, sex, birth_date, died_on, salt FROM person WHERE root_id = patient_id",
        "the people of a demonstration",
    ),
    (
        "SELECT id, kind, name, patient_id, facility FROM account WHERE kind = 'person' AND patient_id IS NULL",
        "the caregivers of a demonstration",
    ),
    (
        "SELECT value FROM insured_id WHERE value NOT LIKE $1 LIMIT 1",
        "whether a database knows real people, before invented ones are written into it",
    ),
    ("SELECT code, prefix FROM medicine_code ORDER BY", "learnt codes, read once when the service starts"),
    (
        "SELECT prefix, ingredient FROM medicine_prefix ORDER BY",
        "learnt medicines, read once when the service starts",
    ),
    (
        "SELECT rule, number, decision, decided_by, note, decided_at FROM rule_decision",
        "decisions, read once when it starts",
    ),
    (
        "SELECT function, number, decision, decided_by, reason, decided_at FROM function_decision",
        "all decisions, for `functions list`",
    ),
    (
        "SELECT DISTINCT patient_id FROM access_entry WHERE salt IS NULL",
        "what an older version left, once at start",
    ),
    (
        "SELECT patient_id FROM person WHERE own_view_of <> items_changed",
        "for whom an older version decided nothing, once at start, by an index of nothing else",
    ),
    (
        "SELECT r.id, r.account_id, r.kind, r.facility, f.name AS facility_name, r.printed_by, r.began_at, r.waits_until, r.stopped_at FROM recovery r JOIN facility f ON f.code = r.facility WHERE r.ended_at IS NULL",
        "all ways in that wait, by an index of nothing else",
    ),
    (
        "SELECT z.id, z.account_id, z.why, z.facility, f.name AS facility_name, z.frozen_by, z.at FROM frozen_account z LEFT JOIN facility f ON f.code = z.facility WHERE z.ended_at IS NULL",
        "all ways in that are frozen, by an index of nothing else",
    ),
    (
        "SELECT id, attested_by, created_at FROM mandate WHERE attested_by IS NOT NULL AND confirmed_at IS NULL",
        "all mandates, for an operator who looks for what waits for a second person",
    ),
    (
        "SELECT facility, printed_by FROM recovery WHERE began_at > $1",
        "who recovered sign-ins within a day, for `recovery list`",
    ),
    (
        "SELECT facility, frozen_by FROM frozen_account WHERE at > $1",
        "who froze sign-ins within a day, for `recovery list`",
    ),
    (
        "SELECT facility, ended_by FROM sign_out WHERE at > $1",
        "who ended sign-ins within a day, for `recovery list`",
    ),
    (
        "SELECT p.root_id, d.died_on, d.at FROM death_statement d JOIN person p ON p.patient_id = d.patient_id WHERE d.ended_at IS NULL",
        "whose death one person stated, by an index of nothing else, for `recovery list`",
    ),
    ("SELECT size, note FROM log_checkpoint ORDER BY size", "all signed heads, for `log verify`"),
    ("SELECT id, leaf FROM log_queue ORDER BY id", "all that waits, for `log verify`"),
    (
        "SELECT pseudonym, leaves, erased_at, reason FROM access_erasure ORDER BY",
        "everything that was erased by law, for `log verify`",
    ),
    (
        "SELECT patient_id FROM access_head UNION SELECT patient_id FROM access_entry ORDER BY",
        "everybody with a log, for `log verify`",
    ),
];

/// Partial indexes that hold few rows at all. Where a table is empty, PostgreSQL prefers all of such an index to one
/// row of another.
const FEW_ROWS: [&str; 9] = [
    "transmission_held",
    "item_hidden",
    "item_flagged",
    "item_undecided",
    "question_open",
    "question_one_waits",
    "recovery_undecided",
    "freeze_in_force",
    "relationship_denied",
];

/// Steps of a statement's plan that go through all of a table.
type Scans = BTreeMap<String, Vec<String>>;

#[tokio::test]
async fn no_statement_reads_a_whole_table() {
    let statements = statements();
    assert!(statements.len() >= 45, "only {} statements found", statements.len());
    on_each_url(|url| {
        let statements = &statements;
        async move {
            Store::migrate(&url, None).await.unwrap().close().await;
            for (statement, steps) in scans(&url, statements).await {
                assert!(is_for_a_terminal(&statement), "{steps:#?} in\n{statement}");
            }
            // And what has no index to go by is found out.
            let walk = ["SELECT version FROM item WHERE code_key = $1".to_owned()];
            assert_eq!(scans(&url, &walk).await.len(), 1);
        }
    })
    .await;
}

#[test]
fn what_may_read_a_whole_table_exists() {
    let statements = statements();
    for (beginning, _) in FOR_A_TERMINAL {
        assert!(statements.iter().any(|statement| statement.starts_with(beginning)), "{beginning}");
    }
}

#[test]
fn sql_is_written_before_it_runs() {
    for (name, text) in sources() {
        // A pragma that tests fill the disk with, and the owner's migrations.
        let known = matches!(name.as_str(), "mod.rs" | "schema.rs");
        assert!(known || !text.contains("AssertSqlSafe"), "{name} makes SQL at run time: nothing plans it");
    }
}

fn is_for_a_terminal(statement: &str) -> bool {
    FOR_A_TERMINAL.iter().any(|(beginning, _)| statement.starts_with(beginning))
}

async fn scans(url: &DatabaseUrl, statements: &[String]) -> Scans {
    match url.is_postgres() {
        true => postgres(url, statements).await,
        false => sqlite(url, statements).await,
    }
}

async fn sqlite(url: &DatabaseUrl, statements: &[String]) -> Scans {
    let mut connection = SqliteConnection::connect(&url.0).await.unwrap();
    let mut scans = Scans::new();
    for statement in statements {
        let explain = AssertSqlSafe(format!("EXPLAIN QUERY PLAN {statement}"));
        let steps: Vec<(i64, i64, i64, String)> = sqlx::query_as(explain)
            .fetch_all(&mut connection)
            .await
            .unwrap_or_else(|error| panic!("{error}: {statement}"));
        let steps = steps.into_iter().map(|(_, _, _, step)| step);
        // Also by an index: all of it is still all of it.
        let walks: Vec<String> =
            steps.filter(|step| step.starts_with("SCAN ") && step != "SCAN CONSTANT ROW").collect();
        if !walks.is_empty() {
            scans.insert(statement.clone(), walks);
        }
    }
    scans
}

async fn postgres(url: &DatabaseUrl, statements: &[String]) -> Scans {
    let mut connection = PgConnection::connect(&url.0).await.unwrap();
    // Empty tables would be scanned, or joined whole, because they are empty: what counts is whether there is an
    // index to go by. And the plan of a service does not know the values in advance.
    raw_sql(
        "SET enable_seqscan = off; SET enable_hashjoin = off; SET enable_mergejoin = off;
         SET plan_cache_mode = force_generic_plan",
    )
    .execute(&mut connection)
    .await
    .unwrap();
    let mut scans = Scans::new();
    for (number, statement) in statements.iter().enumerate() {
        let prepare = format!("PREPARE plan_{number} AS {statement}");
        raw_sql(AssertSqlSafe(prepare))
            .execute(&mut connection)
            .await
            .unwrap_or_else(|error| panic!("{error}: {statement}"));
        let parameters = vec!["NULL"; parameters(statement)].join(", ");
        let arguments = if parameters.is_empty() { String::new() } else { format!("({parameters})") };
        let explain = format!("EXPLAIN (COSTS OFF) EXECUTE plan_{number}{arguments}");
        let rows = raw_sql(AssertSqlSafe(explain)).fetch_all(&mut connection).await.unwrap();
        let steps: Vec<String> = rows.iter().map(|row| row.get::<String, _>(0)).collect();
        let walks: Vec<String> = steps
            .iter()
            .enumerate()
            .filter(|(at, step)| {
                let by_index = ["Index Scan", "Index Only Scan"].iter().any(|kind| step.contains(kind));
                let has_condition = steps.get(at + 1).is_some_and(|next| next.contains("Index Cond:"));
                let few = FEW_ROWS.iter().any(|index| step.contains(index));
                step.contains("Seq Scan") || (by_index && !has_condition && !few)
            })
            .map(|(_, step)| step.trim().to_owned())
            .collect();
        if !walks.is_empty() {
            scans.insert(statement.clone(), walks);
        }
    }
    scans
}

/// The highest `$n`.
fn parameters(statement: &str) -> usize {
    let numbers = statement.split('$').skip(1).filter_map(|rest| {
        let end = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
        rest[..end].parse().ok()
    });
    numbers.max().unwrap_or(0)
}

/// Every SQL text of the store, in one line each.
fn statements() -> Vec<String> {
    let mut found: Vec<String> = sources()
        .into_iter()
        // The owner's migrations are not the service.
        .filter(|(name, _)| name != "schema.rs")
        .flat_map(|(_, text)| literals(&text))
        .map(|text| text.split_whitespace().collect::<Vec<_>>().join(" "))
        .filter(|text| {
            ["SELECT ", "INSERT ", "UPDATE ", "DELETE ", "WITH "].iter().any(|word| text.starts_with(word))
        })
        .collect();
    found.sort();
    found.dedup();
    found
}

/// The store's files without their tests.
fn sources() -> Vec<(String, String)> {
    let mut open = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("src/store")];
    let mut found = Vec::new();
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
                continue;
            }
            let text = fs::read_to_string(&path).unwrap();
            let code = text.split("#[cfg(test)]").next().unwrap_or_default().to_owned();
            found.push((path.file_name().unwrap().to_string_lossy().into_owned(), code));
        }
    }
    found
}

/// What stands between quotes in Rust code, comments left out.
fn literals(code: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut rest = code;
    while let Some(at) = rest.find(['"', '/', '\'']) {
        let after = &rest[at + 1..];
        rest = match rest.as_bytes()[at] {
            b'/' if after.starts_with('/') => after.split_once('\n').map_or("", |(_, next)| next),
            b'\'' if after.starts_with("\"'") => &after[2..],
            b'"' => {
                let (text, next) = literal(after);
                found.push(text);
                next
            }
            _ => after,
        };
    }
    found
}

/// A literal's text up to its closing quote, and what follows.
fn literal(code: &str) -> (String, &str) {
    let mut text = String::new();
    let mut letters = code.char_indices();
    while let Some((at, letter)) = letters.next() {
        match letter {
            '"' => return (text, &code[at + 1..]),
            // Whether quote, newline or the end of a line: no SQL here depends on which.
            '\\' => text.extend(letters.next().map(|(_, escaped)| if escaped == '"' { '"' } else { ' ' })),
            other => text.push(other),
        }
    }
    (text, "")
}
