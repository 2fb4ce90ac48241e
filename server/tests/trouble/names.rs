//! Names of people and of diseases: variants of letters, letters that nobody has, words that are no name.

use super::{SENDER, Sent, hospital, json_of};
use crate::{
    common::{
        CLINIC, HOSPITAL,
        bundle::{Someone, diagnosis, hanako},
    },
    portal::Portal,
    told::{FoundBy, has, in_an_emergency, lacks, part, world},
};
use axum::http::{Method, StatusCode};
use serde_json::{Value, json};
use server::{
    auth::Role,
    ingest::{Outcome, ReceiveError},
};

impl Sent {
    /// The emergency page of somebody whom a hospital found by these four items.
    async fn found(&self, facility: &str, who: &FoundBy) -> String {
        let (physician, address) = in_an_emergency(&self.world, &self.portal, facility, who).await;
        let answer = self.portal.ask_in_session(Some(&physician), Method::GET, &address, "").await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
        answer.text().replace("<!>", "")
    }
}

const AT: &str = "架空区試験町９－８－７";

#[tokio::test]
async fn t14_modifiers_of_the_file_are_part_of_its_names() {
    let Some(sent) = Sent::files(&["T14.json"]).await else { return };
    for (language, suspected) in
        [("ja", "疑い（まだ決まった病名ではありません）"), ("en", "Suspected (not a diagnosis yet)")]
    {
        let record = sent.page(language, "/record").await;
        let diagnoses = part(&record, "id=\"diagnoses\"", &["id=\"infections\""]);
        let (stated, apart) = diagnoses.split_once("class=\"suspected\"").unwrap();
        has("the diagnoses", stated, &["左橈骨遠位端骨折"]);
        lacks("the diagnoses", stated, "肺癌");
        has("what is suspected", apart, &["肺癌の疑い", suspected]);
    }
    let warned = sent.warnings.join("\n");
    has("the answer", &warned, &["entry[1].resource.code.text", "entry[2].resource.code.text"]);
    let who = FoundBy { name: "試験病名", born: "1970-05-06", address: AT };
    let emergency = sent.found(SENDER, &who).await;
    lacks("the emergency diagnoses", part(&emergency, "いまの傷病名", &["</section>"]), "肺癌");
}

#[tokio::test]
async fn t20_no_known_allergy_of_the_file_is_a_statement_and_no_allergy() {
    let Some(sent) = Sent::files(&["T20.json"]).await else { return };
    for (language, said, state) in [
        ("ja", "アレルギーなし、と試験病院", "いまも注意が必要"),
        ("en", "No known allergies, registered by 試験病院", "still to be watched"),
    ] {
        let record = sent.page(language, "/record").await;
        let allergies = part(&record, "id=\"allergies\"", &["id=\"diagnoses\""]);
        has("the record", allergies, &[said, "class=\"empty\""]);
        lacks("the record", allergies, "card-list");
        lacks("the record", allergies, state);
    }
    let who = FoundBy { name: "試験過敏", born: "1970-05-06", address: AT };
    let emergency = sent.found(SENDER, &who).await;
    has("the emergency page", &emergency, &["「なし」という登録"]);
    lacks("the emergency page", &emergency, "いまも注意が必要");
}

#[tokio::test]
async fn t22_kana_of_an_insurer_hold_a_bundle_and_find_somebody_in_an_emergency() {
    if let (Some(known), Some(insurers)) = (json_of("T22-a.json"), json_of("T22-b.json")) {
        let (world, folder) = hospital().await;
        world.send_new(SENDER, &known).await;
        // Whose record it is, is never guessed.
        assert_eq!(world.send(SENDER, &insurers).await.outcome, Outcome::Held);
        let patient = world.only_person().await;
        let portal = Portal::over(world.store.clone(), world.clock.clone(), patient, SENDER).await;
        for name in ["キヨウゴク リヨウ", "キョウゴク リョウ", "ｷﾖｳｺﾞｸ ﾘﾖｳ", "きょうごくりょう"]
        {
            in_an_emergency(&world, &portal, SENDER, &FoundBy { name, born: "1981-02-03", address: AT })
                .await;
        }
        drop(folder);
    }
    if let Some(sent) = Sent::files(&["T24.json"]).await {
        for name in ["吉高 葛", "𠮷髙葛"] {
            sent.found(SENDER, &FoundBy { name, born: "1958-09-10", address: AT }).await;
        }
    }
}

/// A second case of T22: 渡邉 and 渡辺, small kana of another name; and who differs in another item is not found.
#[tokio::test]
async fn t22_another_name_is_found_by_either_spelling_and_only_with_all_else() {
    let who = hanako().called("渡邉 齋", "ワタナベ シュッチョウ").living_at("東京都架空区試験町9-8-7");
    let bundle =
        Someone { local: Some("A-1".into()), ..who }.conditions(HOSPITAL, "1", &[diagnosis("a", "腰痛症")]);
    let sent = Sent::by(world().await, HOSPITAL, &[bundle]).await;
    for name in ["渡辺 斎", "渡邊 斉", "ワタナベ シユツチヨウ"] {
        let page = sent.found(HOSPITAL, &FoundBy { name, born: "1950-02-03", address: AT }).await;
        has("the emergency page", &page, &["渡邉 齋", "腰痛症"]);
    }
    let physician = sent.world.member(HOSPITAL, "救急 二", &[Role::Emergency]).await.cookie;
    let value = |text: &str| text.bytes().map(|byte| format!("%{byte:02X}")).collect::<String>();
    for (name, born, sex, address) in [
        ("渡辺 斎", "1950-02-04", "female", AT),
        ("渡辺 斎", "1950-02-03", "male", AT),
        ("渡辺 斎", "1950-02-03", "female", "例示区仮町５"),
        ("渡部 斎", "1950-02-03", "female", AT),
    ] {
        let form = format!(
            "name={}&birth_date={born}&sex={sex}&prefecture=13&address={}&reason=unconscious&note=&emergency=yes",
            value(name),
            value(address)
        );
        let answer =
            sent.portal.ask_in_session(Some(&physician), Method::POST, "/desk/emergency", &form).await;
        assert_eq!(answer.status, StatusCode::OK, "{name} {born} {sex} {address}");
        has("the answer", &answer.text(), &["この4情報に合う人は見つかりません"]);
    }
}

/// Nothing of what was sent is lost, and of a letter that no typeface has the page says so.
async fn check_letters(sent: &Sent, places: &[&str], shown: &str, number: &str, private_use: char) {
    for (language, said) in [("ja", "どの書体にもない文字"), ("en", "a letter that no typeface has")]
    {
        for place in places {
            let page = sent.page(language, place).await;
            has(place, &page, &[shown, said, number]);
            assert!(!page.contains(private_use), "{place} has a letter that nobody can see");
        }
    }
}

#[tokio::test]
async fn t24_a_letter_that_no_typeface_has_is_said_to_be_one() {
    let places = ["/", "/record", "/medicines", "/labs", "/summary", "/documents"];
    if let Some(sent) = Sent::files(&["T24.json"]).await {
        check_letters(&sent, &places, "𠮷髙 葛\u{e0100}〓", "U+E000", '\u{e000}').await;
        // What has no width stays where it was.
        has("the record", &sent.page("ja", "/record").await, &["𠮷ではない 𩸽アレルギー\u{200b}性胃炎"]);
        let page = sent.found(SENDER, &FoundBy { name: "吉高 葛", born: "1958-09-10", address: AT }).await;
        has("the emergency page", &page, &["𠮷髙 葛\u{e0100}〓", "U+E000", "アレルギー\u{200b}性胃炎"]);
        assert!(!page.contains('\u{e000}'));
        // It is kept as it came.
        let patient = sent.world.only_person().await;
        let view = sent.world.view(patient).await;
        assert!(view.record.person.name.ends_with('\u{e000}') && view.private_use == ['\u{e000}']);
    }
    let sent =
        Sent::ours(&[hanako().conditions(CLINIC, "gaiji", &[diagnosis("a", "辻\u{f0123}氏病")])]).await;
    check_letters(&sent, &["/record"], "辻〓氏病", "U+F0123", '\u{f0123}').await;
    let plain =
        Sent::ours(&[hanako().conditions(CLINIC, "plain", &[diagnosis("a", "〓と𠮷\u{fe00}")])]).await;
    lacks("who has no such letter", &plain.page("ja", "/record").await, "どの書体にもない文字");
}

#[tokio::test]
async fn t38_a_date_of_birth_to_the_year_is_refused_by_name_and_nothing_is_kept() {
    let check = async |bundle: &Value, sender: &str| {
        let (world, _folder) = hospital().await;
        let refused = world.try_send(sender, bundle).await;
        let Err(ReceiveError::Refused(refused)) = refused else { panic!("{refused:?}") };
        assert!(refused.issues.iter().any(|issue| issue.path.ends_with("birthDate")), "{:?}", refused.issues);
        assert!(world.people().await.is_empty());
    };
    if let Some(file) = json_of("T38.json") {
        check(&file, SENDER).await;
    }
    for born in ["1950", "1950-02", "1950-02-30", ""] {
        check(&hanako().born_on(born).conditions(CLINIC, "1", &[diagnosis("a", "腰痛症")]), CLINIC).await;
    }
    let mut without = hanako().conditions(CLINIC, "1", &[diagnosis("a", "腰痛症")]);
    assert_ne!(without["entry"][0]["resource"]["birthDate"].take(), json!(null));
    without["entry"][0]["resource"].as_object_mut().unwrap().remove("birthDate");
    check(&without, CLINIC).await;
}
