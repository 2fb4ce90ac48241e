//! The gate asks what the patient decided: on both databases, to the byte, and while it is being changed.

use crate::bundles::letter;
use crate::common::{
    CLINIC, HOSPITAL, World,
    bundle::{diagnosis, hanako, medicine, result, taro},
    databases::on_each,
    facility,
    looking::{doctor, look, staff},
    noon,
};
use chrono::Duration;
use server::{
    auth::{Actor, Role},
    gate::{Purpose, Refused},
    sharing::{self, Unfulfilled, Wish},
    store::{facility as facilities, log::access, sharing::consent},
};
use shared::{
    category::{Categories, Category},
    consent::{FacilityKind, Preset, Purpose as For, Rule, Scope, Step, Term, Terms, Whom},
    ids::{ConsentId, PatientId},
    record::RecordView,
};
use uuid::Uuid;

async fn care(world: &World, code: &str, patient: PatientId) -> Result<RecordView, Refused> {
    look(world, &doctor(code), patient, Purpose::Care).await.map(|(view, _)| view)
}

fn is_refused<T>(answer: &Result<T, Refused>) -> bool {
    matches!(answer, Err(Refused::NotPermitted))
}

async fn wish(world: &World, patient: PatientId, wish: Wish) -> Result<(), Unfulfilled> {
    let who = (patient, world.account(patient).await, true);
    sharing::change(&world.store, &world.clock, &world.entropy, who, &wish).await.map(drop)
}

fn switches(code: &str, kinds: &[Category]) -> Wish {
    let whom = Whom::Facility(facility(code));
    let kinds = kinds.iter().copied().collect();
    Wish::shown_for_care(whom, kinds, Term::Standing)
}

/// A hospital and a clinic that both treat 見本 花子: diagnoses, a result, a medicine and a letter.
async fn treated(world: &World) -> PatientId {
    for (code, kind) in [(HOSPITAL, FacilityKind::Hospital), (CLINIC, FacilityKind::Clinic)] {
        assert!(facilities::set_kind(&world.store, &facility(code), Some(kind)).await.unwrap());
    }
    world.send_new(HOSPITAL, &hanako().conditions(HOSPITAL, "1", &[diagnosis("a", "高血圧症")])).await;
    world.send(CLINIC, &hanako().results(CLINIC, "2", &[result("b", "血清カリウム", "4.1")])).await;
    let amlodipine = medicine("c", "アムロジピン錠", "2024-07-01", 14);
    world.send(HOSPITAL, &hanako().summary(HOSPITAL, "3", "塩分を控えましょう", &[amlodipine])).await;
    world.send(HOSPITAL, &letter(&hanako(), HOSPITAL, "4", "胃の調子が悪いとのことです。", &[])).await;
    let patient = world.only_person().await;
    world.confirms(patient, &[HOSPITAL, CLINIC]).await;
    patient
}

#[tokio::test]
async fn without_consent_staff_are_refused_and_the_refusal_is_recorded() {
    on_each(|world| async move {
        let patient = treated(&world).await;
        for purpose in [Purpose::Care, Purpose::OwnRecord, Purpose::OnBehalf, Purpose::SafetyCheck] {
            assert!(is_refused(&look(&world, &doctor(HOSPITAL), patient, purpose).await), "{purpose:?}");
        }
        let log = access::log(&world.store, patient).await.unwrap();
        assert_eq!(log.len(), 4);
        assert!(log.iter().all(|entry| entry.outcome == "refused" && entry.actor_kind == "staff"));
    })
    .await;
}

#[tokio::test]
async fn exactly_the_chosen_kinds_are_shown_and_no_byte_of_the_others() {
    on_each(|world| async move {
        let patient = treated(&world).await;
        let words = [
            (Category::Diagnoses, "高血圧症"),
            (Category::Tests, "血清カリウム"),
            (Category::Documents, "胃の調子"),
        ];
        for (kind, _) in words {
            wish(&world, patient, switches(CLINIC, &[kind])).await.unwrap();
            let view = care(&world, CLINIC, patient).await.unwrap();
            assert_eq!(view.shown, Categories::NONE.with(kind));
            let bytes = serde_json::to_string(&view).unwrap();
            for (other, word) in words {
                assert_eq!(bytes.contains(word), other == kind, "{word} with {kind:?} alone");
            }
            // The patient summary, and the medicine that came with it, are never passed on.
            assert!(!bytes.contains("塩分") && !bytes.contains("アムロジピン"), "{kind:?}");
        }
        wish(&world, patient, Wish::Preset(Preset::Everyone)).await.unwrap();
        let bytes = serde_json::to_string(&care(&world, HOSPITAL, patient).await.unwrap()).unwrap();
        assert!(words.iter().all(|(_, word)| bytes.contains(word)));
        assert!(!bytes.contains("塩分") && !bytes.contains("アムロジピン"));
    })
    .await;
}

#[tokio::test]
async fn the_entry_names_the_consent_and_the_purpose() {
    on_each(|world| async move {
        let patient = treated(&world).await;
        wish(&world, patient, switches(CLINIC, &[Category::Tests])).await.unwrap();
        care(&world, CLINIC, patient).await.unwrap();
        look(&world, &staff(HOSPITAL, &[Role::Emergency]), patient, Purpose::Emergency).await.unwrap();
        let log = access::log(&world.store, patient).await.unwrap();
        let said: Vec<_> = log.iter().map(|entry| (entry.purpose.as_str(), entry.outcome.as_str())).collect();
        assert_eq!(said, [("care", "granted"), ("emergency", "granted"), ("emergency", "granted")]);
        assert!(log[1..].iter().all(|entry| entry.details.contains(r#"["reason","unconscious"]"#)));
        let given = sharing::of(&world.store, &world.clock, patient, None).await.unwrap().consents;
        assert_eq!(consent::basis(&world.store, patient, 1).await.unwrap(), [given[0].id]);
        for entry in 2..=3 {
            assert!(consent::basis(&world.store, patient, entry).await.unwrap().is_empty());
        }
    })
    .await;
}

#[tokio::test]
async fn who_does_not_treat_patients_there_sees_nothing() {
    on_each(|world| async move {
        let patient = treated(&world).await;
        wish(&world, patient, Wish::Preset(Preset::Everyone)).await.unwrap();
        for roles in [&[][..], &[Role::Clerk], &[Role::Administrator], &[Role::Emergency]] {
            assert!(is_refused(&look(&world, &staff(HOSPITAL, roles), patient, Purpose::Care).await));
        }
        assert!(is_refused(&look(&world, &doctor(HOSPITAL), patient, Purpose::Emergency).await));
        // A clinic's emergency role opens nothing: emergencies are for hospitals.
        let clinic = staff(CLINIC, &[Role::Emergency]);
        assert!(is_refused(&look(&world, &clinic, patient, Purpose::Emergency).await));
        // Nor does what a patient or caregiver could do.
        let machine = Actor::Facility(facility(HOSPITAL));
        assert!(is_refused(&look(&world, &machine, patient, Purpose::Care).await));
    })
    .await;
}

#[tokio::test]
async fn a_withdrawal_holds_from_the_next_reading_on() {
    on_each(|world| async move {
        let patient = treated(&world).await;
        wish(&world, patient, switches(CLINIC, &[Category::Tests])).await.unwrap();
        care(&world, CLINIC, patient).await.unwrap();
        let given = sharing::of(&world.store, &world.clock, patient, None).await.unwrap().consents[0].id;
        wish(&world, patient, Wish::Withdraw(vec![given])).await.unwrap();
        assert!(is_refused(&care(&world, CLINIC, patient).await));
    })
    .await;
}

/// Saved again with a shorter term it holds for that term; where more than this clinic is shown it, that is said.
#[tokio::test]
async fn a_shorter_term_holds_or_it_is_said_that_it_does_not() {
    on_each(|world| async move {
        let patient = treated(&world).await;
        let who = (patient, world.account(patient).await, false);
        let for_a_visit = Wish::shown_for_care(
            Whom::Facility(facility(CLINIC)),
            [Category::Tests].into_iter().collect(),
            Term::Visit,
        );
        wish(&world, patient, switches(CLINIC, &[Category::Tests])).await.unwrap();
        // Nobody has to prove who they are to show something for less long.
        let saved = sharing::change(&world.store, &world.clock, &world.entropy, who, &for_a_visit).await;
        assert!(!saved.unwrap().longer_by_more);
        care(&world, CLINIC, patient).await.unwrap();
        world.clock.advance(Duration::hours(24));
        assert!(is_refused(&care(&world, CLINIC, patient).await));
        wish(&world, patient, Wish::Preset(Preset::Everyone)).await.unwrap();
        let saved = sharing::change(&world.store, &world.clock, &world.entropy, who, &for_a_visit).await;
        assert!(saved.unwrap().longer_by_more);
    })
    .await;
}

/// Several machines, several clocks: one that is an hour behind must not serve what was withdrawn.
#[tokio::test]
async fn a_clock_that_is_behind_brings_nothing_back() {
    on_each(|world| async move {
        let patient = treated(&world).await;
        wish(&world, patient, switches(CLINIC, &[Category::Tests])).await.unwrap();
        let given = sharing::of(&world.store, &world.clock, patient, None).await.unwrap().consents[0].id;
        world.clock.advance(Duration::hours(2));
        wish(&world, patient, Wish::Withdraw(vec![given])).await.unwrap();
        world.clock.advance(Duration::hours(-1));
        assert!(is_refused(&care(&world, CLINIC, patient).await));
        // And what was given by the clock that is ahead waits until this one has got there.
        world.clock.advance(Duration::hours(1));
        wish(&world, patient, switches(CLINIC, &[Category::Tests])).await.unwrap();
        world.clock.advance(Duration::hours(-1));
        assert!(is_refused(&care(&world, CLINIC, patient).await));
        world.clock.advance(Duration::hours(1));
        assert!(care(&world, CLINIC, patient).await.is_ok());
    })
    .await;
}

/// Two staff read on and on while the patient withdraws: once that is confirmed, no reading begins any more, and
/// every reading that there was stands in the log before it.
#[tokio::test]
async fn two_staff_racing_a_withdrawal() {
    on_each(|world| async move {
        let patient = treated(&world).await;
        for round in 1..=5 {
            wish(&world, patient, switches(CLINIC, &[Category::Tests])).await.unwrap();
            let given = sharing::of(&world.store, &world.clock, patient, None).await.unwrap();
            let id = given.current().next().unwrap().id;
            // Each reads until it is refused, and has read so many times before the withdrawal begins.
            let (readers, mut seen): (Vec<_>, Vec<_>) = (0..2)
                .map(|_| {
                    let (world, (says, seen)) = (world.clone(), tokio::sync::watch::channel(0));
                    let reader = tokio::spawn(async move {
                        while care(&world, CLINIC, patient).await.is_ok() {
                            says.send_modify(|count| *count += 1);
                        }
                    });
                    (reader, seen)
                })
                .unzip();
            for seen in &mut seen {
                seen.wait_for(|count| *count >= round).await.expect("it reads until it is refused");
            }
            let who = (patient, world.account(patient).await, true);
            sharing::change(&world.store, &world.clock, &world.entropy, who, &Wish::Withdraw(vec![id]))
                .await
                .unwrap();
            let confirmed = access::log(&world.store, patient).await.unwrap();
            assert!(is_refused(&care(&world, CLINIC, patient).await));
            for reader in readers {
                reader.await.unwrap();
            }
            let log = access::log(&world.store, patient).await.unwrap();
            let late = &log[confirmed.len()..];
            assert!(late.iter().all(|entry| entry.outcome == "refused"), "a reading after the withdrawal");
        }
    })
    .await;
}

#[tokio::test]
async fn a_facility_that_is_not_here_any_more_sees_nothing() {
    on_each(|world| async move {
        let patient = treated(&world).await;
        let gone = "1310000009";
        let terms = Terms {
            rule: Rule::Permit(Scope::Everything),
            whom: Whom::Facility(facility(gone)),
            term: Term::Standing,
        };
        let by = world.account(patient).await;
        let made = consent::Made { by, kind: shared::consent::ChangeKind::Switches, at: world.clock.now() };
        let steps = [Step::Give { terms, begun: None }];
        consent::write(&world.store, patient, made, &steps, &world.entropy).await.unwrap();
        assert!(is_refused(&care(&world, gone, patient).await));
        assert!(is_refused(
            &look(&world, &staff(gone, &[Role::Emergency]), patient, Purpose::Emergency).await
        ));
        // Nor can anything be decided about it, and the page about sharing still opens.
        let nothing = wish(&world, patient, switches(gone, &[Category::Tests])).await;
        assert!(matches!(nothing, Err(Unfulfilled::NothingThere)));
        assert_eq!(sharing::of(&world.store, &world.clock, patient, None).await.unwrap().consents.len(), 1);
    })
    .await;
}

#[tokio::test]
async fn what_one_patient_decides_is_nothing_to_another() {
    on_each(|world| async move {
        let patient = treated(&world).await;
        world.send_new(CLINIC, &taro().results(CLINIC, "9", &[result("z", "尿酸", "5.0")])).await;
        let other = *world.people().await.iter().find(|one| **one != patient).unwrap();
        wish(&world, patient, Wish::Preset(Preset::Everyone)).await.unwrap();
        assert!(is_refused(&care(&world, CLINIC, other).await));
        // Nor can one patient's consent be taken back, or a change be undone, in another's name.
        let mine = sharing::of(&world.store, &world.clock, patient, None).await.unwrap();
        for theirs in [Wish::Withdraw(vec![mine.consents[0].id]), Wish::Undo(mine.history[0].id)] {
            assert!(matches!(wish(&world, other, theirs).await, Err(Unfulfilled::NothingThere)));
        }
        assert!(care(&world, CLINIC, patient).await.is_ok());
    })
    .await;
}

#[tokio::test]
async fn showing_more_needs_a_fresh_proof_and_showing_less_never_does() {
    on_each(|world| async move {
        let patient = treated(&world).await;
        let by = world.account(patient).await;
        let unproved = async |wish: Wish| {
            sharing::change(&world.store, &world.clock, &world.entropy, (patient, by, false), &wish).await
        };
        let refused = unproved(Wish::Preset(Preset::Everyone)).await;
        assert!(matches!(refused, Err(Unfulfilled::ProveFirst)));
        assert!(sharing::of(&world.store, &world.clock, patient, None).await.unwrap().consents.is_empty());
        wish(&world, patient, Wish::Preset(Preset::Everyone)).await.unwrap();
        unproved(Wish::Preset(Preset::EmergenciesOnly)).await.unwrap();
        assert!(is_refused(&care(&world, CLINIC, patient).await));
        let last = sharing::of(&world.store, &world.clock, patient, None).await.unwrap().history[0].id;
        assert!(matches!(unproved(Wish::Undo(last)).await, Err(Unfulfilled::ProveFirst)));
        wish(&world, patient, Wish::Undo(last)).await.unwrap();
        assert!(care(&world, CLINIC, patient).await.is_ok());
    })
    .await;
}

/// What the patient has not been told goes, marked, to whoever has consent to diagnoses, and stands in nothing
/// else that they are given; what is withheld from everybody goes to nobody.
#[tokio::test]
async fn an_untold_diagnosis_goes_to_consented_diagnoses_alone() {
    on_each(|world| async move {
        let patient = treated(&world).await;
        let untold = diagnosis("u", "膵頭部癌").flagged("UNINFORMED");
        let never = diagnosis("v", "ハンチントン病").flagged("UNDELIVERED");
        let list = [diagnosis("a", "高血圧症"), untold, never];
        world.send(HOSPITAL, &hanako().conditions(HOSPITAL, "5", &list)).await;
        wish(&world, patient, switches(CLINIC, &[Category::Diagnoses])).await.unwrap();
        let (view, found) = look(&world, &doctor(CLINIC), patient, Purpose::Care).await.unwrap();
        assert_eq!(found.iter().map(|one| one.diagnosis.name.as_str()).collect::<Vec<_>>(), ["膵頭部癌"]);
        assert!(found[0].flagged.is_some(), "the flag's date");
        let bytes = serde_json::to_string(&view).unwrap();
        assert!(!bytes.contains("膵頭部癌") && !bytes.contains("ハンチントン"));
        // The same record without them is, to the byte, the same.
        let (own, emergency) = (staff(HOSPITAL, &[Role::Emergency]), Purpose::Emergency);
        let (view, found) = look(&world, &own, patient, emergency).await.unwrap();
        assert!(found.is_empty() && !serde_json::to_string(&view).unwrap().contains("膵頭部癌"));
        wish(&world, patient, switches(CLINIC, &[Category::Tests])).await.unwrap();
        let (view, found) = look(&world, &doctor(CLINIC), patient, Purpose::Care).await.unwrap();
        assert!(found.is_empty() && !serde_json::to_string(&view).unwrap().contains("膵頭部癌"));
        // And the patient sees neither, nor does the page about sharing know of them.
        let own = serde_json::to_string(&world.view(patient).await).unwrap();
        let page = sharing::of(&world.store, &world.clock, patient, None).await.unwrap();
        let page = serde_json::to_string(&page).unwrap();
        for name in ["膵頭部癌", "ハンチントン"] {
            assert!(!own.contains(name) && !page.contains(name), "{name}");
        }
    })
    .await;
}

/// A facility from which nothing but hidden things came is, to the patient, nobody; so it is to the gate.
#[tokio::test]
async fn a_facility_of_hidden_things_alone_is_not_said_to_treat() {
    on_each(|world| async move {
        let patient = treated(&world).await;
        let specialist = "1310000008";
        let unit = facilities::ListUnit::Department;
        facilities::add(&world.store, &facility(specialist), "架空専門病院", unit, noon()).await.unwrap();
        let before = sharing::of(&world.store, &world.clock, patient, None).await.unwrap();
        let hidden = [diagnosis("u", "膵頭部癌").flagged("UNINFORMED")];
        world.send(specialist, &hanako().conditions(specialist, "6", &hidden)).await;
        let after = sharing::of(&world.store, &world.clock, patient, None).await.unwrap();
        assert_eq!((before.relationships, before.names), (after.relationships, after.names));
        wish(&world, patient, Wish::Preset(Preset::Everyone)).await.unwrap();
        assert!(is_refused(&care(&world, specialist, patient).await));
    })
    .await;
}

/// What the database itself holds to, whoever writes.
#[tokio::test]
async fn a_garbled_row_closes_the_record_until_it_is_taken_back() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("mikata.db").to_str().unwrap().to_owned();
    let url = server::store::DatabaseUrl(file.clone());
    let world = World::new(server::store::Store::open(&url).await.unwrap()).await;
    let patient = treated(&world).await;
    wish(&world, patient, Wish::Preset(Preset::Everyone)).await.unwrap();
    let mut raw = <sqlx::SqliteConnection as sqlx::Connection>::connect(&file).await.unwrap();
    sqlx::query(
        "INSERT INTO consent SELECT x'00000000000000000000000000000001', patient_id, effect, 'evrything', purpose,
            whom, term, begun_at, given_at, given_in, NULL, NULL FROM consent",
    )
    .execute(&mut raw)
    .await
    .unwrap();
    assert!(is_refused(&care(&world, CLINIC, patient).await));
    let sharing = sharing::of(&world.store, &world.clock, patient, None).await.unwrap();
    let garbled = sharing.consents.iter().find(|one| one.terms.rule == Rule::Unreadable).unwrap().id;
    assert_eq!(garbled, ConsentId(Uuid::from_u128(1)));
    wish(&world, patient, Wish::Withdraw(vec![garbled])).await.unwrap();
    assert!(care(&world, CLINIC, patient).await.is_ok());
    for change in
        ["UPDATE consent SET what = 'tests'", "UPDATE consent SET withdrawn_at = NULL", "DELETE FROM consent"]
    {
        let refused = sqlx::query(change).execute(&mut raw).await.unwrap_err();
        assert!(refused.to_string().contains("a consent is"), "{change}: {refused}");
    }
}

/// Kept back is the medicine, not the row by which it was chosen; the page of the patient says so, and the doctor
/// neither sees it nor the letter in which it returns.
#[tokio::test]
async fn a_medicine_that_is_kept_back_does_not_return_with_its_next_prescription() {
    on_each(|world| async move {
        let patient = treated(&world).await;
        wish(&world, patient, Wish::Preset(Preset::Everyone)).await.unwrap();
        let suvorexant = |serial: &str, name: &str, start: &str| medicine(serial, name, start, 14);
        let first = suvorexant("s1", "ベルソムラ錠１５ｍｇ", "2024-06-01");
        world.send(CLINIC, &hanako().prescriptions(CLINIC, "10", &[first])).await;
        let seen = care(&world, HOSPITAL, patient).await.unwrap();
        let chosen = seen.record.prescriptions.iter().find(|one| one.name.contains("ベルソムラ")).unwrap();
        let item = chosen.origin.item.clone();
        let hidden_in = vec![For::Care, For::Emergency];
        wish(&world, patient, Wish::Item { item, hidden_in }).await.unwrap();
        let bytes =
            async |code: &str| serde_json::to_string(&care(&world, code, patient).await.unwrap()).unwrap();
        assert!(!bytes(HOSPITAL).await.contains("ベルソムラ"));

        let refill = suvorexant("s2", "ベルソムラ錠15mg", "2024-06-29");
        world.send(CLINIC, &hanako().prescriptions(CLINIC, "11", &[refill])).await;
        let elsewhere = suvorexant("s3", "ベルソムラ錠２０ｍｇ「カクウ」", "2024-06-30");
        world
            .send(HOSPITAL, &letter(&hanako(), HOSPITAL, "12", "よく眠れないとのことです。", &[elsewhere]))
            .await;
        for code in [HOSPITAL, CLINIC] {
            let bytes = bytes(code).await;
            assert!(!bytes.contains("ベルソムラ") && !bytes.contains("よく眠れない"), "{code}");
            assert!(bytes.contains("高血圧症"), "{code}");
        }
        let physician = staff(HOSPITAL, &[Role::Emergency]);
        let (view, _) = look(&world, &physician, patient, Purpose::Emergency).await.unwrap();
        assert!(!serde_json::to_string(&view).unwrap().contains("ベルソムラ"));
    })
    .await;
}
