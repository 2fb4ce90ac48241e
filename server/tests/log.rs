//! The verifiable log: what is done to it behind the program's back is found by the operator's command
//! and by the person's browser, from what the endpoint answers.

use crate::common::{
    HOSPITAL, World,
    bundle::{diagnosis, hanako, taro},
    databases::{on_each_url, run},
    facility,
};
use server::{
    entropy::Entropy,
    gate::{self, Actor, Purpose},
    log::{
        KeyError, SigningKey, Witness,
        audit::{self, Finding, Report},
        sequencer::{SealError, Sequencer},
    },
    store::{
        DatabaseUrl, Store,
        log::{
            access::{self, Asked, OnePage},
            erasure, newest_head,
        },
    },
};
use shared::{
    ids::PatientId,
    log::{
        Alteration, History, Remembered, Verdict,
        checkpoint::LogKey,
        history::Purpose as Shown,
        page::{Page, Pages},
        verify_history,
    },
};
use std::future::Future;
use tempfile::TempDir;

/// A world whose log is sealed, with a witness file and a way to its tables past the program.
struct Sealed {
    world: World,
    url: DatabaseUrl,
    key: SigningKey,
    sequencer: Sequencer,
    witness: Witness,
    patient: PatientId,
    _folder: TempDir,
}

impl Sealed {
    /// Two people, of whom 見本 花子 has read her record three times and a facility was refused twice.
    async fn new(url: DatabaseUrl) -> Self {
        let world = World::new(Store::migrate(&url, None).await.unwrap()).await;
        world.send_new(HOSPITAL, &hanako().conditions(HOSPITAL, "1", &[diagnosis("a", "高血圧症")])).await;
        let patient = world.only_person().await;
        world.send_new(HOSPITAL, &taro().conditions(HOSPITAL, "2", &[diagnosis("b", "胃炎")])).await;
        let folder = tempfile::tempdir().unwrap();
        let witness = Witness(folder.path().join("witness"));
        let key = SigningKey::make(&Entropy::seeded(9)).0;
        let sequencer =
            Sequencer::new(world.store.clone(), world.clock.clone(), key.clone(), Some(witness.clone()))
                .unwrap();
        let sealed = Self { world, url, key, sequencer, witness, patient, _folder: folder };
        for round in 0..3 {
            sealed.world.view(patient).await;
            sealed.world.view(sealed.taro().await).await;
            if round < 2 {
                sealed.refuse(patient).await;
            }
            sealed.sequencer.seal().await.unwrap();
        }
        sealed
    }

    async fn taro(&self) -> PatientId {
        *self.world.people().await.iter().find(|person| **person != self.patient).unwrap()
    }

    async fn refuse(&self, patient: PatientId) {
        let actor = Actor::Facility(facility(HOSPITAL));
        let (store, clock) = (&self.world.store, &self.world.clock);
        let refused = gate::open(store, clock, &actor, patient, Purpose::Care).await;
        assert!(matches!(refused, Err(gate::Refused::NotPermitted)));
    }

    /// What the endpoint answers to the person's browser.
    async fn history(&self, since: u64) -> History {
        let actor = Actor::Patient(self.patient);
        let (store, clock) = (&self.world.store, &self.world.clock);
        let grant = gate::open_history(store, clock, &actor, self.patient).await.unwrap();
        let whole = access::history(grant, self.key.verifier(), since).await.unwrap();
        let paged = self.paged(since).await;
        assert_eq!(verify_history(&paged, None), verify_history(&whole, None), "however it is divided");
        whole
    }

    /// The same in pages of two.
    async fn paged(&self, since: u64) -> History {
        let actor = Actor::Patient(self.patient);
        let (store, clock) = (&self.world.store, &self.world.clock);
        let mut pages = Pages::default();
        let (mut since, mut after, mut of) = (since, 0, None);
        loop {
            let grant = gate::open_history(store, clock, &actor, self.patient).await.unwrap();
            let asked = Asked { since, after, most: 2, of };
            let page = access::page(grant, self.key.verifier(), asked).await.unwrap();
            let OnePage { history, moment, next_after } = page.expect("the moment that the first page said");
            assert!(history.entries.len() <= 2);
            pages.add(Page { history, until: moment.until, next: None });
            let Some(next) = next_after else { return pages.into_history() };
            assert!(next > after, "reading goes on, whatever was altered");
            (since, after, of) = (0, next, Some(moment));
        }
    }

    async fn remember(&self) -> Remembered {
        match verify_history(&self.history(0).await, None) {
            Verdict::Verified { remember, .. } => remember,
            other => panic!("{other:?}"),
        }
    }

    async fn audit(&self) -> Report {
        let key = LogKey::read(self.key.verifier()).unwrap();
        audit::verify(&self.world.store, &key, Some(&self.witness)).await.unwrap()
    }

    /// What the browser finds now, which remembers.
    async fn altered(&self, remembered: Option<&Remembered>) -> Vec<Alteration> {
        let since = remembered.map_or(0, |remembered| remembered.size);
        match verify_history(&self.history(since).await, remembered) {
            Verdict::Altered(what) => what,
            other => panic!("not found: {other:?}"),
        }
    }

    /// Somebody who owns the database, without the program. The triggers are gone first.
    async fn tamper(&self, sql: &str) {
        let drops = if self.url.is_postgres() {
            [
                "access_entry_is_not_altered ON access_entry",
                "access_entry_is_not_deleted ON access_entry",
                "log_leaf_stays ON log_leaf",
                "log_node_stays ON log_node",
                "log_checkpoint_stays ON log_checkpoint",
            ]
            .map(|trigger| format!("DROP TRIGGER IF EXISTS {trigger};"))
            .concat()
        } else {
            ["access_entry", "log_leaf", "log_node", "log_checkpoint"]
                .map(|table| {
                    format!("DROP TRIGGER IF EXISTS {table}_is_not_altered; DROP TRIGGER IF EXISTS {table}_is_not_deleted;")
                })
                .concat()
        };
        run(&self.url, &format!("{drops}{sql}")).await.unwrap();
    }

    fn id(&self) -> String {
        let hex = self.patient.0.simple().to_string();
        if self.url.is_postgres() { format!("'{hex}'::uuid") } else { format!("x'{hex}'") }
    }

    /// Takes the log back to its first `size` leaves and heads, with the entries and ends of chains: all
    /// that the database alone could show.
    async fn cut_back_to(&self, size: u64) {
        // Nodes by their place from left to right: beyond the last leaf, and those that reach beyond it.
        let gone: Vec<String> = (0_u64..100)
            .filter(|id| ((id >> (id.trailing_ones() + 1)) + 1) << id.trailing_ones() > size)
            .map(|id| id.to_string())
            .collect();
        let gone = gone.join(", ");
        self.tamper(&format!(
            "DELETE FROM access_entry WHERE EXISTS (SELECT 1 FROM log_leaf l WHERE l.position >= {size}
                AND l.pseudonym = access_entry.patient_pseudonym AND l.seq = access_entry.seq);
             DELETE FROM log_leaf WHERE position >= {size};
             DELETE FROM log_node WHERE id IN ({gone});
             DELETE FROM log_checkpoint WHERE size > {size};
             UPDATE access_head SET
                seq = (SELECT max(e.seq) FROM access_entry e WHERE e.patient_id = access_head.patient_id),
                hash = (SELECT e.hash FROM access_entry e WHERE e.patient_id = access_head.patient_id
                    ORDER BY e.seq DESC LIMIT 1);"
        ))
        .await;
    }
}

async fn on_each_log<F: Future<Output = ()>>(test: impl Fn(Sealed) -> F) {
    on_each_url(|url| {
        let test = &test;
        async move {
            let sealed = Sealed::new(url).await;
            let store = sealed.world.store.clone();
            test(sealed).await;
            store.close().await;
        }
    })
    .await;
}

#[tokio::test]
async fn what_nobody_touched_is_verified() {
    on_each_log(|log| async move {
        let remembered = log.remember().await;
        assert_eq!((remembered.entries, remembered.size), (5, 8));
        let report = log.audit().await;
        assert_eq!(
            report,
            Report { leaves: 8, people: 2, waiting: 0, heads: 3, erased: vec![], findings: vec![] }
        );
        // It grows, and what is remembered goes on.
        log.world.view(log.patient).await;
        let history = log.history(remembered.size).await;
        let verdict = verify_history(&history, Some(&remembered));
        assert!(matches!(verdict, Verdict::BeingSealed { entries: 6, waiting: 1, .. }), "{verdict:?}");
        assert_eq!(log.audit().await.waiting, 1);
        assert_eq!(log.sequencer.seal().await.unwrap(), 1);
        let verdict = verify_history(&log.history(remembered.size).await, Some(&remembered));
        assert!(matches!(verdict, Verdict::Verified { entries: 6, .. }), "{verdict:?}");
        assert_eq!(log.audit().await.findings, []);
        assert_eq!(log.witness.heads().unwrap().len(), 4);
    })
    .await;
}

#[tokio::test]
async fn an_altered_row_is_found() {
    on_each_log(|log| async move {
        log.tamper(&format!(
            "UPDATE access_entry SET outcome = 'granted' WHERE seq = 2 AND patient_id = {}",
            log.id()
        ))
        .await;
        let found = Finding::EntryAltered { person: log.patient.to_string(), seq: 2 };
        assert_eq!(log.audit().await.findings, [found]);
        assert_eq!(log.altered(None).await, [Alteration::Content { seq: 2 }]);
    })
    .await;
}

#[tokio::test]
async fn an_altered_leaf_or_node_is_found() {
    on_each_log(|log| async move {
        let swap = "SET leaf = (SELECT o.leaf FROM log_leaf o WHERE o.position = 1)";
        log.tamper(&format!("UPDATE log_leaf {swap} WHERE position = 0")).await;
        assert!(log.audit().await.findings.contains(&Finding::NodeAltered { id: 0 }));
        assert!(!log.altered(None).await.is_empty());
    })
    .await;
    on_each_log(|log| async move {
        log.tamper("UPDATE log_node SET hash = (SELECT o.hash FROM log_node o WHERE o.id = 0) WHERE id = 7")
            .await;
        assert_eq!(log.audit().await.findings, [Finding::NodeAltered { id: 7 }]);
        log.world.view(log.patient).await;
        let refused = log.sequencer.seal().await.unwrap_err();
        assert!(matches!(refused, SealError::Altered), "nothing is signed over it: {refused:?}");
    })
    .await;
}

#[tokio::test]
async fn a_deleted_row_is_found() {
    on_each_log(|log| async move {
        // Also the newest: its leaf is still there.
        for seq in [3, 5] {
            log.tamper(&format!("DELETE FROM access_entry WHERE seq = {seq} AND patient_id = {}", log.id()))
                .await;
            let found = Finding::EntryMissing { person: log.patient.to_string(), seq };
            assert!(log.audit().await.findings.contains(&found));
            assert!(log.altered(None).await.contains(&Alteration::Content { seq }));
        }
    })
    .await;
    on_each_log(|log| async move {
        log.tamper(&format!("DELETE FROM access_entry WHERE seq = 3 AND patient_id = {}", log.id())).await;
        log.tamper("DELETE FROM log_leaf WHERE seq = 3").await;
        assert!(log.audit().await.findings.iter().any(|one| matches!(one, Finding::LeafMissing { .. })));
        assert_eq!(log.altered(None).await, [Alteration::Order { seq: 3 }]);
    })
    .await;
}

#[tokio::test]
async fn what_is_appended_behind_our_back_is_found() {
    on_each_log(|log| async move {
        let id = log.id();
        log.tamper(&format!(
            "INSERT INTO access_entry (patient_id, seq, at, actor_kind, actor_id, purpose, outcome, details,
                salt, patient_pseudonym, previous_hash, hash)
             SELECT patient_id, 6, at, 'operator', '', purpose, outcome, details, salt, patient_pseudonym, hash, hash
             FROM access_entry WHERE seq = 5 AND patient_id = {id}"
        ))
        .await;
        let person = log.patient.to_string();
        let findings = log.audit().await.findings;
        assert!(findings.contains(&Finding::EntryBehindOurBack { person, seq: 6 }), "{findings:?}");
        // The browser takes it for one that waits, until the next real entry finds its number taken.
        let verdict = verify_history(&log.history(0).await, None);
        assert!(matches!(verdict, Verdict::BeingSealed { waiting: 1, .. }));
        let actor = Actor::Patient(log.patient);
        let (store, clock) = (&log.world.store, &log.world.clock);
        let refused = gate::open(store, clock, &actor, log.patient, Purpose::OwnRecord).await;
        assert!(refused.is_err(), "nothing is shown that cannot be entered");
    })
    .await;
    on_each_log(|log| async move {
        log.tamper(
            "INSERT INTO log_leaf (position, leaf, pseudonym, seq)
             SELECT 8, leaf, pseudonym, 99 FROM log_leaf WHERE position = 0",
        )
        .await;
        let findings = log.audit().await.findings;
        assert!(findings.contains(&Finding::LeavesBehindOurBack { sealed: 8, found: 9 }), "{findings:?}");
        assert!(!log.altered(None).await.is_empty());
        // Its place is taken: nothing is sealed until somebody has looked.
        log.world.view(log.patient).await;
        assert!(log.sequencer.seal().await.is_err());
    })
    .await;
}

#[tokio::test]
async fn cutting_off_the_newest_is_found_by_whoever_saw_it() {
    on_each_log(|log| async move {
        let remembered = log.remember().await;
        log.cut_back_to(6).await;
        assert_eq!(log.audit().await.findings, [Finding::Truncated { witnessed: 8, found: 6 }]);
        let key = LogKey::read(log.key.verifier()).unwrap();
        let alone = audit::verify(&log.world.store, &key, None).await.unwrap();
        assert_eq!(alone.findings, [], "the database alone cannot show it: hence the witness");
        let found = log.altered(Some(&remembered)).await;
        assert!(found.contains(&Alteration::Shorter { was: 5, is: 4 }), "{found:?}");
        assert!(found.contains(&Alteration::SmallerLog { was: 8, is: 6 }), "{found:?}");
    })
    .await;
}

#[tokio::test]
async fn a_forked_view_is_found_by_whoever_saw_the_other() {
    on_each_log(|log| async move {
        let remembered = log.remember().await;
        log.cut_back_to(6).await;
        // The same key signs another story of the same length.
        let witness = std::fs::read_to_string(&log.witness.0).unwrap();
        log.world.clock.advance(chrono::Duration::minutes(1));
        log.refuse(log.patient).await;
        log.world.view(log.patient).await;
        log.sequencer.seal().await.unwrap();
        std::fs::write(&log.witness.0, witness).unwrap();
        assert_eq!(log.audit().await.findings, [Finding::Forked { size: 8 }]);
        let found = log.altered(Some(&remembered)).await;
        assert_eq!(found, [Alteration::LastChanged { seq: 5 }, Alteration::Fork]);
    })
    .await;
}

#[tokio::test]
async fn another_head_or_another_key_is_found() {
    on_each_log(|log| async move {
        let other = SigningKey::make(&Entropy::seeded(10)).0;
        let store = log.world.store.clone();
        let forger = Sequencer::new(store, log.world.clock.clone(), other, None).unwrap();
        log.world.view(log.patient).await;
        assert!(matches!(forger.check_key().await, Err(SealError::Head(_))));
        assert!(matches!(forger.seal().await, Err(SealError::Head(_))));
        log.sequencer.check_key().await.unwrap();
        log.tamper("UPDATE log_checkpoint SET note = replace(note, '8', '9') WHERE size = 8").await;
        assert!(log.audit().await.findings.contains(&Finding::HeadForged { size: 8 }));
        assert_eq!(log.altered(None).await, [Alteration::Head]);
    })
    .await;
}

#[tokio::test]
async fn rows_of_the_log_stay_as_they_are() {
    on_each_log(|log| async move {
        for sql in [
            "UPDATE access_entry SET purpose = 'care'",
            "DELETE FROM access_entry",
            "UPDATE log_leaf SET seq = 7",
            "DELETE FROM log_leaf",
            "UPDATE log_node SET id = id + 1000",
            "DELETE FROM log_node",
            "UPDATE log_checkpoint SET note = ''",
            "DELETE FROM log_checkpoint",
        ] {
            let refused = run(&log.url, sql).await.unwrap_err().to_string();
            assert!(refused.contains("only ever added to"), "{sql}: {refused}");
        }
    })
    .await;
}

#[tokio::test]
async fn what_is_erased_by_law_is_said_to_be_and_nothing_reads_as_altered() {
    on_each_log(|log| async move {
        let (store, world) = (&log.world.store, &log.world);
        // One entry whose leaf waits for its place.
        log.refuse(log.patient).await;
        let before = log.history(0).await;
        let now = world.clock.now();
        let reason = "個人情報保護法 第35条";
        let erased = erasure::erase(store, log.patient, reason, now, &world.entropy).await.unwrap().unwrap();
        assert_eq!((erased.leaves, erased.reason.as_str()), (6, reason));
        let report = log.audit().await;
        assert_eq!(report.findings, [], "also before the last leaf has its place");
        log.sequencer.seal().await.unwrap();

        let after = log.history(0).await;
        assert!(matches!(verify_history(&after, None), Verdict::Verified { entries: 1, .. }));
        let access = after.entries[0].access();
        assert_eq!((access.purpose, access.erased, access.at), (Shown::Erasure, Some(6), now));
        assert_ne!(after.entries[0].leaf.pseudonym, before.entries[0].leaf.pseudonym, "another salt");
        let report = log.audit().await;
        assert_eq!(report.findings, []);
        let pseudonym = before.entries[0].leaf.pseudonym;
        assert_eq!(report.erased, [(pseudonym, erased)]);

        // The other person's entries stand, and rows stay as before.
        assert_eq!(access::log(store, log.taro().await).await.unwrap().len(), 3);
        let refused = run(&log.url, "DELETE FROM access_entry").await.unwrap_err().to_string();
        assert!(refused.contains("only ever added to"), "{refused}");
        // She reads on, and her log goes on.
        world.view(log.patient).await;
        log.sequencer.seal().await.unwrap();
        assert!(matches!(verify_history(&log.history(0).await, None), Verdict::Verified { entries: 2, .. }));
        let nobody = PatientId(uuid::Uuid::nil());
        let nothing = erasure::erase(store, nobody, reason, now, &world.entropy).await.unwrap();
        assert_eq!(nothing, None);
    })
    .await;
}

/// Who writes the note of an erasure for leaves that were not counted by one is found all the same.
#[tokio::test]
async fn a_note_of_erasure_covers_no_leaf_more_than_it_says() {
    on_each_log(|log| async move {
        let (store, world) = (&log.world.store, &log.world);
        let now = world.clock.now();
        erasure::erase(store, log.patient, "x", now, &world.entropy).await.unwrap().unwrap();
        log.sequencer.seal().await.unwrap();
        run(&log.url, "UPDATE access_erasure SET leaves = leaves - 1").await.unwrap();
        let findings = log.audit().await.findings;
        assert!(matches!(findings[..], [Finding::NobodysLeaves { leaves: 5, .. }]), "{findings:?}");
    })
    .await;
}

#[tokio::test]
async fn fifty_writers_at_once_are_sealed_in_each_persons_order() {
    on_each_log(|log| async move {
        let taro = log.taro().await;
        let second =
            Sequencer::new(log.world.store.clone(), log.world.clock.clone(), log.key.clone(), None).unwrap();
        let running = [log.sequencer.clone().start(), second.start()];
        let readers: Vec<_> = (0..50)
            .map(|number| {
                let (world, whom) = (log.world.clone(), if number % 2 == 0 { taro } else { log.patient });
                tokio::spawn(async move { world.view(whom).await })
            })
            .collect();
        for reader in readers {
            reader.await.unwrap();
        }
        for sequencer in running {
            sequencer.stop().await;
        }
        let verdict = verify_history(&log.history(0).await, None);
        assert!(matches!(verdict, Verdict::Verified { entries: 30, .. }), "{verdict:?}");
        let report = log.audit().await;
        assert_eq!((report.leaves, report.waiting, report.findings), (58, 0, vec![]));
    })
    .await;
}

#[tokio::test]
async fn what_was_entered_and_not_yet_sealed_survives_the_end_of_the_program() {
    on_each_url(|url| async move {
        let log = Sealed::new(url.clone()).await;
        log.world.view(log.patient).await;
        log.world.store.close().await;
        let store = Store::open(&url).await.unwrap();
        // And what was sealed, but not handed over.
        std::fs::write(&log.witness.0, "").unwrap();
        let (clock, key) = (log.world.clock.clone(), log.key.clone());
        let sequencer = Sequencer::new(store.clone(), clock, key, Some(log.witness.clone())).unwrap();
        assert_eq!(sequencer.seal().await.unwrap(), 1);
        let world = World { store: store.clone(), ..log.world.clone() };
        let log = Sealed { world, ..log };
        assert_eq!(log.remember().await.entries, 6);
        let newest = newest_head(&store).await.unwrap().unwrap();
        assert_eq!(log.witness.heads().unwrap(), [newest.note]);
        store.close().await;
    })
    .await;
}

#[tokio::test]
async fn only_the_person_reads_who_looked() {
    on_each_log(|log| async move {
        let before = log.remember().await.entries;
        let store = &log.world.store;
        for actor in [Actor::Visitor, Actor::Facility(facility(HOSPITAL)), Actor::Patient(log.taro().await)] {
            let refused = gate::open_history(store, &log.world.clock, &actor, log.patient).await;
            assert!(matches!(refused, Err(gate::Refused::NotPermitted)));
        }
        log.sequencer.seal().await.unwrap();
        let history = log.history(0).await;
        // Each attempt is entered; her own looks are not.
        assert_eq!(history.entries.len() as u64, before + 3);
        let last = history.entries.last().unwrap();
        assert_eq!(last.field("purpose"), Some("access-history"));
        assert_eq!(last.field("outcome"), Some("refused"));
        // Who the other person was, the history does not tell.
        let told = serde_json::to_string(&history).unwrap();
        assert!(!told.contains(&log.taro().await.to_string()));
    })
    .await;
}

#[tokio::test]
async fn entries_from_before_the_log_are_sealed_too() {
    on_each_log(|log| async move {
        // As an older version left it: entries without salts, no leaves, no heads.
        log.tamper(
            "UPDATE access_entry SET salt = NULL, hash = previous_hash, facility = NULL;
             DELETE FROM log_leaf; DELETE FROM log_node; DELETE FROM log_checkpoint;",
        )
        .await;
        Store::migrate(&log.url, None).await.unwrap().close().await;
        std::fs::write(&log.witness.0, "").unwrap();
        assert_eq!(log.sequencer.seal().await.unwrap(), 8);
        assert_eq!(log.remember().await.entries, 5);
        assert_eq!(log.audit().await.findings, []);
        let history = log.history(0).await;
        assert_eq!(history.entries[1].field("facility"), Some(HOSPITAL));
        assert_eq!(history.facilities[0].name, format!("架空{HOSPITAL}"));
    })
    .await;
}

#[test]
fn a_key_is_made_once_and_a_lost_one_is_not_replaced() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("log-key");
    let entropy = Entropy::seeded(1);
    assert!(matches!(SigningKey::open(&file, false, &entropy), Err(KeyError::Lost(_))));
    let made = SigningKey::open(&file, true, &entropy).unwrap();
    let read = SigningKey::open(&file, false, &entropy).unwrap();
    assert_eq!(made.verifier(), read.verifier());
    assert!(!format!("{made:?}").contains("PRIVATE"));
    // Whatever letters the key is written in.
    for seed in 0..100 {
        let (key, _) = SigningKey::make(&Entropy::seeded(seed));
        assert_eq!(LogKey::read(key.verifier()).unwrap().name, key.origin());
    }
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        assert_eq!(std::fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
    }
    std::fs::write(&file, "something else").unwrap();
    assert!(matches!(SigningKey::open(&file, true, &entropy), Err(KeyError::NoKey(_))));
}

/// A program of another language, which shares nothing with ours but the formats.
mod another_language {
    use super::*;
    use serde_json::Value;
    use shared::log::export::proof_document;
    use std::{
        path::Path,
        process::{Command, Output},
    };

    fn python() -> Option<Command> {
        let found = Command::new("python3").arg("--version").output().is_ok_and(|run| run.status.success());
        if !found {
            eprintln!("SKIPPED: python3 is not installed, so no other program verified the export");
        }
        found.then(|| Command::new("python3"))
    }

    fn verify(folder: &Path, document: &Value, more: &[&str]) -> Option<Output> {
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("../e2e/verify_history.py");
        let file = folder.join("history.json");
        std::fs::write(&file, document.to_string()).unwrap();
        Some(python()?.arg(script).arg(file).args(more).output().unwrap())
    }

    fn refused(folder: &Path, document: &Value, more: &[&str]) -> bool {
        verify(folder, document, more).is_none_or(|run| {
            let said = String::from_utf8_lossy(&run.stdout).into_owned();
            assert!(run.stderr.is_empty(), "{}", String::from_utf8_lossy(&run.stderr));
            !run.status.success() && said.contains("ALTERED")
        })
    }

    #[tokio::test]
    async fn it_accepts_an_exported_history_and_refuses_a_changed_one() {
        on_each_log(|log| async move {
            let folder = tempfile::tempdir().unwrap();
            let folder = folder.path();
            let document = proof_document(&log.history(0).await);
            let Some(run) = verify(folder, &document, &["--key", log.key.verifier()]) else { return };
            let said = String::from_utf8(run.stdout).unwrap();
            assert!(run.status.success() && said.contains("verified: 5 entries"), "{said}");

            let changed = |change: &dyn Fn(&mut Value)| {
                let mut document = document.clone();
                change(&mut document);
                refused(folder, &document, &[])
            };
            assert!(changed(&|history| history["entries"][1]["fields"][4][1] = "granted".into()));
            assert!(
                changed(&|history| history["entries"][1]["salt"] = history["entries"][0]["salt"].clone())
            );
            assert!(changed(&|history| drop(history["entries"].as_array_mut().unwrap().remove(2))));
            assert!(changed(&|history| history["entries"].as_array_mut().unwrap().swap(1, 2)));
            assert!(changed(
                &|history| history["entries"][3]["proof"] = history["entries"][4]["proof"].clone()
            ));
            assert!(changed(&|history| {
                let note = history["checkpoint"].as_str().unwrap().replacen("\n8\n", "\n9\n", 1);
                history["checkpoint"] = note.into();
            }));
            assert!(changed(&|history| {
                let proof =
                    history["entries"][0]["proof"].as_str().unwrap().replacen("index 0", "index 1", 1);
                history["entries"][0]["proof"] = proof.into();
            }));
            let other = SigningKey::make(&Entropy::seeded(10)).0;
            assert!(refused(folder, &document, &["--key", other.verifier()]));

            // The newest cut off: nothing in the file shows it, an older file does.
            let older = folder.join("older.json");
            std::fs::write(&older, document.to_string()).unwrap();
            let mut shorter = document.clone();
            shorter["entries"].as_array_mut().unwrap().pop();
            assert!(refused(folder, &shorter, &["--older", older.to_str().unwrap()]));
        })
        .await;
    }
}

/// Our proofs are those of another implementation of RFC 6962.
#[test]
fn trees_and_proofs_are_those_of_another_implementation() {
    use ct_merkle::mem_backed_tree::MemoryBackedTree;
    use sha2_next::Sha256;
    use shared::log::{
        Hash,
        merkle::{Edge, ProofPlan, continues, includes, leaf_hash},
    };
    use std::collections::BTreeMap;

    let (mut theirs, mut ours, mut nodes) =
        (MemoryBackedTree::<Sha256, Vec<u8>>::new(), Edge::default(), BTreeMap::new());
    let mut roots = Vec::new();
    for size in 1..=130_u64 {
        let leaf = (size - 1).to_be_bytes().to_vec();
        theirs.push(leaf.clone());
        ours.push(leaf_hash(&leaf), |id, hash| assert!(nodes.insert(id, hash).is_none()));
        let root = Hash::from_bytes(theirs.root().as_bytes().as_slice()).unwrap();
        assert_eq!(ours.root(), root);
        roots.push(root);
        let hashes = |bytes: &[u8]| -> Vec<Hash> {
            bytes.chunks(32).map(|chunk| Hash::from_bytes(chunk).unwrap()).collect()
        };
        for index in 0..size {
            let proof = hashes(theirs.prove_inclusion(index as usize).as_bytes());
            assert_eq!(ProofPlan::inclusion(index, size).unwrap().build(&nodes).unwrap(), proof);
            assert!(includes(leaf_hash(&index.to_be_bytes()), index, size, &proof, root));
        }
        for old in 1..size {
            let proof = hashes(theirs.prove_consistency((size - old) as usize).as_bytes());
            assert_eq!(ProofPlan::consistency(old, size).unwrap().build(&nodes).unwrap(), proof);
            assert!(continues((old, roots[old as usize - 1]), (size, root), &proof));
        }
    }
}

/// Nothing was signed, so no key is missed: an operator who looks before the first start is not sent to look for one.
#[test]
fn a_database_that_was_never_served_has_nothing_to_verify() {
    let folder = tempfile::tempdir().unwrap();
    let database = folder.path().join("new.db");
    let mikata = |words: &[&str]| {
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_mikata"));
        let ran = command.args(words).arg("--database").arg(&database).output().unwrap();
        let said =
            format!("{}{}", String::from_utf8_lossy(&ran.stdout), String::from_utf8_lossy(&ran.stderr));
        (ran.status.success(), said)
    };
    // A pharmacy, by its number's class.
    let (added, said) = mikata(&["facility", "add", "1341234567", "かどの薬局", "--kind", "pharmacy"]);
    assert!(added, "{said}");
    let (verified, said) = mikata(&["log", "verify"]);
    assert!(verified && said.contains("nothing is signed yet") && !said.contains("bring it back"), "{said}");
}
