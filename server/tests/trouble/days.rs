//! Days and times of the day: doses that differ within one, and consents that last for whole days of Tokyo.

use super::Sent;
use crate::{
    common::{
        CLINIC, World,
        bundle::{diagnosis, hanako, medicine, result},
        facility,
        looking::{doctor, look},
    },
    portal::Portal,
    told::{has, lacks, part, unopened, world},
};
use chrono::NaiveDate;
use serde_json::{Value, json};
use server::{
    clock::Clock,
    gate::Purpose,
    sharing::{self, Wish},
};
use shared::{
    category::Category,
    consent::{Term, Whom},
    refill::RefillDays,
};

/// The part of the plan under a time of the day.
fn slot(page: &str, title: &str) -> String {
    let plan = unopened(part(page, "class=\"day-plan\"", &["day-plan-under", "id=\"check\""]));
    plan.split("class=\"day-slot\"").find(|slot| slot.contains(title)).unwrap_or_default().to_owned()
}

#[tokio::test]
async fn t17_each_of_several_instructions_stands_at_its_time() {
    if let Some(sent) = Sent::files(&["T17.json"]).await {
        for (language, [morning, evening], [two, one]) in [
            ("ja", ["朝", "夕"], ["2 錠", "1 錠"]),
            ("en", ["Morning", "Evening"], ["2 tablets", "1 tablet"]),
        ] {
            let page = sent.page(language, "/medicines").await;
            has("in the morning", &slot(&page, morning), &["プレドニゾロン", two]);
            has("in the evening", &slot(&page, evening), &["プレドニゾロン", one]);
            lacks("in the evening", &slot(&page, evening), two);
        }
    }
    // Insulin: three meals and the night, each with another amount.
    let mut bundle = hanako().prescriptions(
        CLINIC,
        "rx",
        &[medicine("m", "ノボラピッド注フレックスペン", "2024-07-01", 14)],
    );
    let order = &mut bundle["entry"][1]["resource"];
    let times = [
        ("1011000100000000", "朝食前", 10),
        ("1011001000000000", "昼食前", 4),
        ("1011010000000000", "夕食前", 6),
    ];
    let each = times.map(|(code, words, units)| {
        let mut one = order["dosageInstruction"][0].clone();
        one["text"] = json!(format!("１日１回{words}"));
        one["timing"]["code"]["text"] = one["text"].clone();
        one["timing"]["code"]["coding"][0]["code"] = json!(code);
        one["timing"]["code"]["coding"][0]["display"] = one["text"].clone();
        one["doseAndRate"] = json!([{"doseQuantity": {"value": units, "unit": "単位"}}]);
        one
    });
    order["dosageInstruction"] = json!(each);
    let sent = Sent::ours(&[bundle]).await;
    let page = sent.page("ja", "/medicines").await;
    for (time, amount, others) in [
        ("朝", "10 単位", ["4 単位", "6 単位"]),
        ("昼", "4 単位", ["10 単位", "6 単位"]),
        ("夕", "6 単位", ["10 単位", "4 単位"]),
    ] {
        has(time, &slot(&page, &format!(">{time}")), &[amount]);
        others.iter().for_each(|other| lacks(time, &slot(&page, &format!(">{time}")), &format!(">{other}")));
    }
}

/// What a doctor of the clinic is shown at that moment, where tests are shown from one day to another.
async fn shown(at: &str, from: &str, until: &str) -> bool {
    let (mut world, _folder) = world().await;
    world.clock = Clock::standing_at(at.parse().unwrap());
    world.send(CLINIC, &hanako().conditions(CLINIC, "1", &[diagnosis("a", "腰痛症")])).await;
    world.send(CLINIC, &hanako().results(CLINIC, "2", &[result("b", "血清カリウム", "4.1")])).await;
    let patient = world.only_person().await;
    world.confirms(patient, &[CLINIC]).await;
    let day = |text: &str| -> NaiveDate { text.parse().unwrap() };
    let wish = Wish::shown_for_care(
        Whom::Facility(facility(CLINIC)),
        Category::Tests.into(),
        Term::Days { from: day(from), until: day(until) },
    );
    let World { store, clock, entropy } = &world;
    let who = (patient, world.account(patient).await, true);
    // Days that are over by then cannot be asked for; then nothing is shown either.
    let agreed = sharing::change(store, clock, entropy, who, &wish).await.is_ok();
    let seen = look(&world, &doctor(CLINIC), patient, Purpose::Care).await;
    let seen = seen.is_ok_and(|(view, _)| !view.record.observations.is_empty());
    assert!(agreed || !seen);
    seen
}

/// At 02:33 in Tokyo on the 29th it is still the 28th in Greenwich; and at 23:59 of the last day it is not over.
#[tokio::test]
async fn t51_days_of_a_consent_are_whole_days_of_tokyo() {
    let night = "2026-11-28T17:33:00Z";
    assert!(!shown(night, "2026-11-28", "2026-11-28").await);
    assert!(shown(night, "2026-11-29", "2026-11-29").await);
    // Each transmission takes a second of it.
    let last_minute = "2026-12-31T14:59:30Z";
    assert!(shown(last_minute, "2026-12-01", "2026-12-31").await);
    assert!(!shown(last_minute, "2027-01-01", "2027-01-31").await);
    assert!(shown("2026-12-31T15:00:00Z", "2027-01-01", "2027-01-31").await);
    assert!(!shown("2026-12-31T15:00:00Z", "2026-12-01", "2026-12-31").await);
}

/// P1: the overlap of three days is a refill or is asked about, as the operator decided; server and browser hear the same.
#[tokio::test]
async fn p1_how_early_a_refill_may_begin_is_the_operators_to_say() {
    const WARFARIN: &str = "ワーファリン錠１ｍｇ";
    for (days, asked) in [(2, true), (3, false), (14, false)] {
        let (world, _folder) = world().await;
        for start in ["2024-06-25", "2024-07-05"] {
            let line = medicine(&format!("m{start}"), WARFARIN, start, 14).of("内科");
            world.send(CLINIC, &hanako().prescriptions(CLINIC, &format!("rx{start}"), &[line])).await;
        }
        let patient = world.only_person().await;
        let refill = RefillDays::new(days).unwrap();
        let (store, clock) = (world.store.clone(), world.clock.clone());
        let portal =
            Portal::over_with(store, clock, patient, CLINIC, |state| state.with_refill(refill)).await;
        let page = portal.read("ja", "/medicines", None).await.text().replace("<!>", "");
        let ask = "2024年7月5日からの処方と重なっています。両方使うのか、聞いてください";
        let goes_on = "2024年7月5日からの処方に続いている、または同じ分です";
        has("the list", &page, &[if asked { ask } else { goes_on }]);
        lacks("the list", &page, if asked { goes_on } else { ask });
        let record: Value =
            serde_json::from_str(&portal.read("ja", "/api/record", None).await.text()).unwrap();
        assert_eq!(record["refill"], json!(days));
    }
}
