//! The pages on which a person writes down what they measured and bought: their own account alone, what is wrong beside
//! its field with what was typed, one entry for each form, deleted after a question, and seen by whom they let see it.

use crate::common::{
    CLINIC, HOSPITAL, World,
    bundle::{diagnosis, hanako, medicine, taro},
    databases::on_each,
    facility,
};
use crate::portal::{Answer, Portal, Who};
use axum::http::{Method, StatusCode};
use chrono::Duration;
use server::{
    auth::{Actor, Role},
    contacts,
    gate::Refused,
    sharing::{self, Wish},
    store::account::session,
};
use shared::{
    category::{Categories, Category},
    consent::{Term, Whom},
};
use uuid::Uuid;

/// 見本 花子, of whom a hospital sent a medicine.
struct Writing {
    world: World,
    portal: Portal,
}

impl Writing {
    async fn begin(world: World) -> Self {
        let drugs = [medicine("m", "アムロジピン錠５ｍｇ", "2024-07-01", 28)];
        world.send_new(HOSPITAL, &hanako().prescriptions(HOSPITAL, "1", &drugs)).await;
        let patient = world.only_person().await;
        let portal = Portal::over(world.store.clone(), world.clock.clone(), patient, HOSPITAL).await;
        Self { world, portal }
    }

    async fn get(&self, address: &str) -> String {
        let answer = self.portal.ask(Who::Patient, Method::GET, address, "").await;
        assert_eq!(answer.status, StatusCode::OK, "{address}");
        answer.text()
    }

    /// A second passes before everything that is sent.
    async fn post(&self, address: &str, fields: &[(&str, &str)]) -> Answer {
        self.world.clock.advance(Duration::seconds(1));
        self.portal.ask(Who::Patient, Method::POST, address, &encoded(fields)).await
    }

    async fn enter(&self, address: &str, fields: &[(&str, &str)]) {
        let answer = self.post(address, fields).await;
        let said = (answer.status, answer.header("location"));
        assert_eq!(said, (StatusCode::SEE_OTHER, "/own?said=entered"), "{}", answer.text());
    }

    /// The page of the only own entry.
    async fn only_entry(&self) -> String {
        let mut entries = entries(&self.get("/own").await);
        assert_eq!(entries.len(), 1, "{entries:?}");
        entries.remove(0)
    }

    async fn own_results(&self) -> usize {
        let record = self.world.record(self.portal.patient()).await;
        shared::own::read::results(&record).len()
    }
}

fn encoded(fields: &[(&str, &str)]) -> String {
    let byte = |byte: u8| format!("%{byte:02X}");
    let value = |text: &str| text.bytes().map(byte).collect::<String>();
    fields.iter().map(|(name, text)| format!("{name}={}", value(text))).collect::<Vec<_>>().join("&")
}

/// The addresses of the entries that a page lists.
fn entries(page: &str) -> Vec<String> {
    let ends = |rest: &&str| rest.split_once("/delete\"").is_some_and(|(id, _)| id.len() == 32);
    let rests = page.split("href=\"/own/").skip(1).filter(ends);
    rests.map(|rest| format!("/own/{}", &rest[..32])).collect()
}

/// The value of the first hidden field of this name in a form.
fn hidden(page: &str, action: &str, name: &str) -> String {
    let form =
        page.split(&format!("action=\"{action}\"")).nth(1).unwrap_or_else(|| panic!("{action}: {page}"));
    let field = form.split(&format!("name=\"{name}\" value=\"")).nth(1).unwrap();
    field.split('"').next().unwrap().to_owned()
}

const ID: &str = "00000000-0000-4000-8000-000000000001";

fn pressure<'a>(
    id: &'a str,
    upper: &'a str,
    lower: &'a str,
    day: &'a str,
    time: &'a str,
) -> [(&'a str, &'a str); 6] {
    [("id", id), ("systolic", upper), ("diastolic", lower), ("pulse", "68"), ("day", day), ("time", time)]
}

fn bought<'a>(id: &'a str, name: &'a str) -> [(&'a str, &'a str); 5] {
    [("id", id), ("name", name), ("how", "熱が出た日の夜"), ("since_year", "2024"), ("still", "yes")]
}

#[tokio::test]
async fn a_blood_pressure_is_written_down_seen_corrected_and_deleted() {
    on_each(|world| async move {
        let writing = Writing::begin(world).await;
        let empty = writing.get("/own").await;
        assert!(empty.contains("まだ、ここに記録した血圧はありません"), "{empty}");
        // Noon in Tokyo or not: the form begins with this minute there.
        let now = writing.world.clock.now().with_timezone(&shared::time::tokyo());
        for begin in [now.format("value=\"%Y-%m-%d\""), now.format("value=\"%H:%M\"")] {
            assert!(empty.contains(&begin.to_string()), "{begin}: {empty}");
        }
        let id = hidden(&empty, "/own/blood-pressure", "id");
        assert_ne!(id, hidden(&empty, "/own/medicine", "id"));
        writing.enter("/own/blood-pressure", &pressure(&id, "１２８", "76", "2024-07-06", "07:30")).await;
        // The same form once more writes nothing.
        writing.enter("/own/blood-pressure", &pressure(&id, "１２８", "76", "2024-07-06", "07:30")).await;
        assert_eq!(writing.own_results().await, 1);

        let page = writing.get("/own?said=entered").await;
        for words in ["記録しました", "2024年7月6日", "7:30", "128", "76", "68", "ご本人の記録"]
        {
            assert!(page.contains(words), "{words}: {page}");
        }
        let record = writing.get("/record").await;
        assert!(record.contains("href=\"/own\"") && record.contains("href=\"#home-measured\""), "{record}");
        let measured = record.split("id=\"home-measured-title\"").nth(1).unwrap();
        let measured = measured.split("</section>").next().unwrap();
        for words in ["2024年7月6日", "7:30", "128", "76", "最高血圧（上）", "ご本人の記録"] {
            assert!(measured.contains(words), "{words}: {measured}");
        }
        // What the parts are called are our words, in the reader's language.
        for address in ["/own", "/record"] {
            let english = writing.portal.read("en", address, None).await.text();
            for words in ["Upper (systolic)", "Lower (diastolic)", "68 /min"] {
                assert!(english.contains(words), "{address}, {words}: {english}");
            }
            for words in ["最高血圧", "脈拍", "回/分"] {
                assert!(!english.contains(words), "{address}, {words}: {english}");
            }
        }

        let entry = writing.only_entry().await;
        let form = writing.get(&entry).await;
        for value in
            ["value=\"128\"", "value=\"76\"", "value=\"68\"", "value=\"2024-07-06\"", "value=\"07:30\""]
        {
            assert!(form.contains(value), "{value}: {form}");
        }
        let [corrects, version] =
            ["corrects", "version"].map(|name| hidden(&form, "/own/blood-pressure", name));
        let mut fields = pressure(&id, "118", "76", "2024-07-06", "07:30").to_vec();
        fields.extend([("corrects", corrects.as_str()), ("version", version.as_str())]);
        let answer = writing.post("/own/blood-pressure", &fields).await;
        assert_eq!(answer.header("location"), "/own?said=corrected", "{}", answer.text());
        let page = writing.get("/own").await;
        assert!(page.contains("118") && !page.contains("128"), "{page}");

        let entry = writing.only_entry().await;
        let asked = writing.get(&format!("{entry}/delete")).await;
        assert!(asked.contains("この記録を消しますか") && asked.contains("118"), "{asked}");
        assert_eq!(writing.own_results().await, 1, "it was only asked");
        let action = format!("{entry}/delete");
        let [kind, version] = ["kind", "version"].map(|name| hidden(&asked, &action, name));
        for _ in 0..2 {
            let answer = writing.post(&action, &[("id", &id), ("kind", &kind), ("version", &version)]).await;
            assert_eq!(answer.header("location"), "/own?said=deleted", "{}", answer.text());
        }
        assert_eq!(writing.own_results().await, 0);
        for gone in [entry.clone(), action] {
            let answer = writing.portal.ask(Who::Patient, Method::GET, &gone, "").await;
            assert_eq!(answer.status, StatusCode::NOT_FOUND);
        }
        // From a page of before, by going back: it does not return by itself.
        let again =
            writing.post("/own/blood-pressure", &pressure(&id, "128", "76", "2024-07-06", "07:30")).await;
        assert_eq!(again.status, StatusCode::CONFLICT);
        let page = again.text();
        assert!(page.contains("もう消してあります") && page.contains("value=\"128\""), "{page}");
        assert_ne!(hidden(&page, "/own/blood-pressure", "id"), id, "sent once more it is another entry");
        assert_eq!(writing.own_results().await, 0);
    })
    .await;
}

#[tokio::test]
async fn a_medicine_is_written_down_and_stands_among_the_medicines() {
    on_each(|world| async move {
        let writing = Writing::begin(world).await;
        writing.enter("/own/medicine", &bought(ID, "バファリンＡ")).await;
        let page = writing.get("/own").await;
        for words in ["バファリンＡ", "熱が出た日の夜", "2024年", "使っている", "ご本人の記録"]
        {
            assert!(page.contains(words), "{words}: {page}");
        }
        let medicines = writing.get("/medicines").await;
        assert!(medicines.contains("バファリンＡ") && medicines.contains("ご本人の記録"), "{medicines}");

        let entry = writing.only_entry().await;
        let form = writing.get(&entry).await;
        for value in ["value=\"バファリンＡ\"", "value=\"熱が出た日の夜\"", "value=\"2024\"", " checked"]
        {
            assert!(form.contains(value), "{value}: {form}");
        }
        let [corrects, version] = ["corrects", "version"].map(|name| hidden(&form, "/own/medicine", name));
        let stopped = [
            ("id", ID),
            ("corrects", &corrects),
            ("version", &version),
            ("name", "バファリンプレミアム"),
            ("since_year", "2024"),
        ];
        let answer = writing.post("/own/medicine", &stopped).await;
        assert_eq!(answer.header("location"), "/own?said=corrected", "{}", answer.text());
        let page = writing.get("/own").await;
        for words in ["バファリンプレミアム", "もう使っていない"] {
            assert!(page.contains(words), "{words}: {page}");
        }
        assert!(!page.contains("バファリンＡ") && !page.contains("熱が出た日の夜"), "{page}");
        assert_eq!(writing.only_entry().await, entry, "it stays the same entry");
        let action = format!("{entry}/delete");
        let version = hidden(&writing.get(&action).await, &action, "version");
        let answer = writing.post(&action, &[("id", ID), ("kind", "medicine"), ("version", &version)]).await;
        assert_eq!(answer.header("location"), "/own?said=deleted");
        assert!(!writing.get("/medicines").await.contains("バファリン"));
    })
    .await;
}

fn allergy<'a>(id: &'a str, name: &'a str, reaction: &'a str, severe: &'a str) -> [(&'a str, &'a str); 6] {
    [
        ("id", id),
        ("name", name),
        ("category", "medication"),
        ("reaction", reaction),
        ("severe", severe),
        ("since_year", "2001"),
    ]
}

/// Marked as the person's own wherever it stands, beside what the hospital registered and never as a 薬剤禁忌.
#[tokio::test]
async fn an_allergy_is_written_down_and_stands_among_the_allergies_as_theirs() {
    on_each(|world| async move {
        let writing = Writing::begin(world).await;
        let world = &writing.world;
        writing.enter("/own/allergy", &allergy(ID, "アムロジピン", "息が苦しくなった", "yes")).await;
        let page = writing.get("/own").await;
        for words in
            ["アムロジピン", "息が苦しくなった", "重い症状が出たことがある", "2001年", "ご本人の記録"]
        {
            assert!(page.contains(words), "{words}: {page}");
        }
        let doctor = world.member(HOSPITAL, "医師 一", &[Role::Doctor]).await.cookie;
        let (patient, account) = (writing.portal.patient(), world.account(writing.portal.patient()).await);
        let kinds = Categories::from_iter([Category::Medicines, Category::Allergies]);
        let wish = Wish::shown_for_care(Whom::Facility(facility(HOSPITAL)), kinds, Term::Standing);
        sharing::change(&world.store, &world.clock, &world.entropy, (patient, account, true), &wish)
            .await
            .unwrap();
        world.confirms(patient, &[HOSPITAL]).await;
        let address = format!("/desk/patients/{patient}/record");
        let desk = writing.portal.ask_in_session(Some(&doctor), Method::GET, &address, "").await.text();
        let mut pages = vec![desk];
        for address in ["/", "/record", "/medicines/show", "/summary"] {
            pages.push(writing.get(address).await);
        }
        for page in &pages {
            for words in ["アムロジピン", "ご本人の記録", "息が苦しくなった"] {
                assert!(page.contains(words), "{words}: {page}");
            }
        }
        // In a line of names the word stands with the name, and the check names it so.
        for page in [&pages[1], &pages[3]] {
            assert!(page.contains("アムロジピン（ご本人の記録、息が苦しくなった）"), "{page}");
        }
        let found = writing.get("/medicines").await;
        assert!(found.contains("アムロジピン（ご本人の記録）"), "{found}");
        let record = writing.get("/record").await;
        let contraindications = record.split("id=\"contraindications\"").nth(1).unwrap();
        let contraindications = contraindications.split("</section>").next().unwrap();
        assert!(!contraindications.contains("アムロジピン"), "{contraindications}");

        let entry = writing.only_entry().await;
        let form = writing.get(&entry).await;
        for value in [
            "value=\"アムロジピン\"",
            "value=\"息が苦しくなった\"",
            "value=\"medication\" checked",
            "value=\"yes\" checked",
        ] {
            assert!(form.contains(value), "{value}: {form}");
        }
        let [corrects, version] = ["corrects", "version"].map(|name| hidden(&form, "/own/allergy", name));
        let mut fields = allergy(ID, "ペニシリン", "じんましん", "").to_vec();
        fields.extend([("corrects", corrects.as_str()), ("version", version.as_str())]);
        let answer = writing.post("/own/allergy", &fields).await;
        assert_eq!(answer.header("location"), "/own?said=corrected", "{}", answer.text());
        let page = writing.get("/record").await;
        assert!(page.contains("ペニシリン") && !page.contains("息が苦しくなった"), "{page}");
        let action = format!("{entry}/delete");
        let version = hidden(&writing.get(&action).await, &action, "version");
        let answer = writing.post(&action, &[("id", ID), ("kind", "allergy"), ("version", &version)]).await;
        assert_eq!(answer.header("location"), "/own?said=deleted");
        assert!(!writing.get("/record").await.contains("ペニシリン"));
    })
    .await;
}

#[tokio::test]
async fn what_is_no_allergy_is_said_beside_its_field() {
    on_each(|world| async move {
        let writing = Writing::begin(world).await;
        for (name, category, year, words) in [
            ("", "food", "", "何に対するアレルギーかを入れてください"),
            ("なし", "", "", "「なし」や「不明」は、ここには書けません"),
            ("薬のアレルギーなし", "medication", "", "「なし」や「不明」は、ここには書けません"),
            ("そば", "pets", "", "どれか1つを選んでください"),
            ("そば", "food", "2999", "これから先の日"),
            ("そば\u{202e}", "food", "", "使えない文字"),
        ] {
            let fields = [("id", ID), ("name", name), ("category", category), ("since_year", year)];
            let answer = writing.post("/own/allergy", &fields).await;
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{words}");
            let page = answer.text();
            assert!(page.contains(words) && page.contains(&format!("value=\"{name}\"")), "{words}: {page}");
            let part = page.split("id=\"allergy\"").nth(1).unwrap();
            assert!(
                part.split("<form").next().unwrap().contains("<details open"),
                "the form stands open: {page}"
            );
        }
        assert!(entries(&writing.get("/own").await).is_empty(), "nothing was written");
    })
    .await;
}

const TELEPHONE: &str = "090-0000-0000";

#[tokio::test]
async fn whom_to_ring_is_written_down_and_deleted() {
    on_each(|world| async move {
        let writing = Writing::begin(world).await;
        let contact = |name: &'static str| {
            [("name", name), ("relation", "長男"), ("telephone", "０９０（００００）００００")]
        };
        for _ in 0..2 {
            let answer = writing.post("/own/contact", &contact("見本 太郎")).await;
            assert_eq!(answer.header("location"), "/own?said=contact-entered#contact", "{}", answer.text());
        }
        let page = writing.get("/own?said=contact-entered").await;
        assert_eq!(page.matches("tel:09000000000").count(), 1, "sent twice, it is one: {page}");
        for words in ["見本 太郎", "長男", TELEPHONE, "記録しました"] {
            assert!(page.contains(words), "{words}: {page}");
        }
        // Neither among the facts of the record nor for a caregiver's device.
        for address in ["/", "/record", "/summary", "/medicines/show", "/api/record"] {
            assert!(!writing.get(address).await.contains(TELEPHONE), "{address}");
        }
        for name in ["見本 二", "見本 三"] {
            assert_eq!(writing.post("/own/contact", &contact(name)).await.status, StatusCode::SEE_OTHER);
        }
        let full = writing.post("/own/contact", &contact("見本 四")).await;
        assert_eq!(full.status, StatusCode::UNPROCESSABLE_ENTITY);
        let page = full.text();
        assert!(page.contains("連絡先は3件まで") && page.contains("value=\"見本 四\""), "{page}");
        for (fields, words) in [
            ([("name", ""), ("relation", "妻"), ("telephone", TELEPHONE)], "名前を入れてください"),
            ([("name", "見本"), ("relation", "妻"), ("telephone", "119")], "市外局番から"),
            ([("name", "見本"), ("relation", "妻"), ("telephone", "")], "市外局番から"),
            ([("name", "見\u{200b}本"), ("relation", "妻"), ("telephone", TELEPHONE)], "使えない文字"),
        ] {
            let answer = writing.post("/own/contact", &fields).await;
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{words}");
            let page = answer.text();
            assert!(page.contains(words) && page.contains("value=\"妻\""), "{words}: {page}");
        }
        let page = writing.get("/own").await;
        let addresses: Vec<String> = page
            .split("action=\"/own/contact/")
            .skip(1)
            .map(|rest| format!("/own/contact/{}", rest.split('"').next().unwrap()))
            .collect();
        assert_eq!(addresses.len(), 3);
        // Another's reaches nothing, and nobody writes in another's name.
        let World { store, clock, .. } = &writing.world;
        writing.world.send_new(CLINIC, &taro().conditions(CLINIC, "2", &[diagnosis("d", "胃炎")])).await;
        let people = writing.world.people().await;
        let other = *people.iter().find(|one| **one != writing.portal.patient()).unwrap();
        let id = addresses[0].split('/').nth(3).unwrap().parse().unwrap();
        contacts::delete(store, clock, &Actor::Patient(other), other, id).await.unwrap();
        assert!(writing.get("/own").await.contains("見本 太郎"));
        for actor in [Actor::Patient(other), Actor::Facility(facility(HOSPITAL)), Actor::Operator] {
            let refused = contacts::delete(store, clock, &actor, writing.portal.patient(), id).await;
            assert!(matches!(refused, Err(Refused::NotPermitted)));
        }
        for _ in 0..2 {
            let answer = writing.post(&addresses[0], &[]).await;
            assert_eq!(answer.header("location"), "/own?said=contact-deleted#contact", "{}", answer.text());
        }
        assert!(!writing.get("/own").await.contains("見本 太郎"));
    })
    .await;
}

/// To the person and to a doctor alike, and in their own form.
#[tokio::test]
async fn a_medicine_is_told_as_theirs_with_no_day_that_they_did_not_write() {
    on_each(|world| async move {
        let writing = Writing::begin(world).await;
        let world = &writing.world;
        let stopped = [("id", ID), ("name", "ガスター１０"), ("since_year", "2020")];
        writing.enter("/own/medicine", &stopped).await;
        let form = writing.get(&writing.only_entry().await).await;
        assert!(form.contains("value=\"2020\""), "{form}");
        let other = Uuid::from_u128(9).to_string();
        let taken = [("id", other.as_str()), ("name", "ビオフェルミン"), ("still", "yes")];
        writing.enter("/own/medicine", &taken).await;

        let doctor = world.member(HOSPITAL, "医師 一", &[Role::Doctor]).await.cookie;
        let (patient, account) = (writing.portal.patient(), world.account(writing.portal.patient()).await);
        let whom = Whom::Facility(facility(HOSPITAL));
        let kinds = Categories::from_iter([Category::Medicines]);
        let wish = Wish::shown_for_care(whom, kinds, Term::Standing);
        sharing::change(&world.store, &world.clock, &world.entropy, (patient, account, true), &wish)
            .await
            .unwrap();
        world.confirms(patient, &[HOSPITAL]).await;
        let address = format!("/desk/patients/{patient}/record");
        let desk = writing.portal.ask_in_session(Some(&doctor), Method::GET, &address, "").await.text();
        let mut pages = vec![desk];
        for address in ["/medicines", "/medicines/show", "/summary"] {
            pages.push(writing.get(address).await);
        }
        let today = "2024年7月7日";
        for page in &pages {
            for words in [
                "ガスター１０",
                "もう使っていません",
                "ビオフェルミン",
                "ご本人によると使っています",
                "2020年",
            ] {
                assert!(page.contains(words), "{words}: {page}");
            }
            for invented in
                [format!("{today}に中止"), format!("{today}（令和6年）から"), "2020年1月".to_owned()]
            {
                assert!(!page.contains(&invented), "{invented}: {page}");
            }
        }
        let page = writing.get("/own").await;
        assert!(page.contains("書かれていません") && !page.contains("2020年1月"), "{page}");
    })
    .await;
}

#[tokio::test]
async fn what_is_wrong_is_said_beside_its_field_with_what_was_typed() {
    on_each(|world| async move {
        let writing = Writing::begin(world).await;
        let number = "20から300までの数字";
        for (fields, field, words) in [
            (pressure(ID, "301", "76", "2024-07-06", "07:30"), "systolic", number),
            (pressure(ID, "12x", "76", "2024-07-06", "07:30"), "systolic", number),
            (pressure(ID, "", "76", "2024-07-06", "07:30"), "systolic", number),
            (pressure(ID, "128", "19", "2024-07-06", "07:30"), "diastolic", number),
            (pressure(ID, "76", "128", "2024-07-06", "07:30"), "diastolic", "上の血圧より小さい"),
            (pressure(ID, "128", "76", "2999-07-06", "07:30"), "day", "これから先の日"),
            (pressure(ID, "128", "76", "1899-12-31", ""), "day", "1900年より前"),
            (pressure(ID, "128", "76", "2024-02-30", ""), "day", "測った日を入れてください"),
            (pressure(ID, "128", "76", "0026-11-28", "07:30"), "day", "1900年より前"),
            (pressure(ID, "128", "76", "3024-07-06", ""), "day", "これから先の日"),
            (pressure(ID, "128", "76", "2024-07-06", "朝"), "time", "「7:30」のように"),
        ] {
            let answer = writing.post("/own/blood-pressure", &fields).await;
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{fields:?}");
            let page = answer.text();
            assert!(page.contains("まだ記録していません") && page.contains(words), "{fields:?}: {page}");
            let said = page.split(&format!(" id=\"own-pressure-{field}-wrong\"")).nth(1).unwrap_or_default();
            assert!(said.split("</p>").next().unwrap().contains(words), "{fields:?}: {page}");
            assert!(page.contains(&format!("aria-describedby=\"own-pressure-{field}-wrong\"")), "{page}");
            for (name, typed) in &fields[1..] {
                let input = page.split(&format!(" name=\"{name}\"")).nth(1).unwrap();
                let input = input.split('>').next().unwrap();
                let handed_back = typed.is_empty() || input.contains(&format!("value=\"{typed}\""));
                assert!(handed_back, "{name} {typed}: {input}");
            }
            assert_eq!(hidden(&page, "/own/blood-pressure", "id"), ID, "it is the same form");
        }
        let long = "あ".repeat(201);
        for (name, year, month, words) in [
            ("", "", "", "薬の名前を入れてください"),
            (long.as_str(), "", "", "201文字あります"),
            ("かぜ薬", "2999", "", "これから先の日"),
            ("かぜ薬", "", "7", "年は4けたの数字で"),
            ("かぜ\u{200b}薬", "", "", "使えない文字"),
            ("\u{3164}", "", "", "使えない文字"),
        ] {
            let fields = [("id", ID), ("name", name), ("since_year", year), ("since_month", month)];
            let answer = writing.post("/own/medicine", &fields).await;
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{words}");
            let page = answer.text();
            assert!(page.contains(words), "{words}: {page}");
            assert!(page.contains(&format!("value=\"{name}\"")), "{words}: {page}");
        }
        // As a page in Shift_JIS sends かぜ薬.
        let sjis = format!("id={ID}&name=%82%A9%82%BA%96%F2");
        let answer = writing.portal.ask(Who::Patient, Method::POST, "/own/medicine", &sjis).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(answer.text().contains("使えない文字"), "{}", answer.text());
        let unnamed = writing.post("/own/medicine", &[("id", "1"), ("name", "かぜ薬")]).await;
        assert_eq!(unnamed.status, StatusCode::BAD_REQUEST);
        assert!(entries(&writing.get("/own").await).is_empty(), "nothing was written");
    })
    .await;
}

/// Going back in a browser shows the form that was sent already.
#[tokio::test]
async fn another_measurement_in_the_form_of_before_overwrites_nothing() {
    on_each(|world| async move {
        let writing = Writing::begin(world).await;
        writing.enter("/own/blood-pressure", &pressure(ID, "182", "96", "2024-07-06", "07:30")).await;
        let second = pressure(ID, "128", "76", "2024-07-06", "21:00");
        let answer = writing.post("/own/blood-pressure", &second).await;
        assert_eq!(answer.status, StatusCode::CONFLICT);
        let page = answer.text();
        assert!(page.contains("もう記録してあります") && page.contains("value=\"128\""), "{page}");
        assert_eq!(writing.own_results().await, 1);
        let id = hidden(&page, "/own/blood-pressure", "id");
        writing.enter("/own/blood-pressure", &pressure(&id, "128", "76", "2024-07-06", "21:00")).await;
        let page = writing.get("/own").await;
        let list = page.split("id=\"pressure\"").nth(1).unwrap();
        let (newer, older) = (list.find("21:00").unwrap(), list.find("7:30").unwrap());
        assert!(newer < older, "newest first: {list}");
        assert_eq!(entries(&page).len(), 2);
    })
    .await;
}

/// Two pages of one entry, as in two tabs: the one that was opened earlier overwrites nothing unseen, and loses nothing.
#[tokio::test]
async fn a_page_of_before_a_correction_shows_what_stands_and_what_was_typed() {
    on_each(|world| async move {
        let writing = Writing::begin(world).await;
        writing.enter("/own/blood-pressure", &pressure(ID, "145", "95", "2024-07-06", "07:30")).await;
        let entry = writing.only_entry().await;
        let action = format!("{entry}/delete");
        let (early, asked) = (writing.get(&entry).await, writing.get(&action).await);
        let correction = |page: &str, upper, lower| {
            let [corrects, version] =
                ["corrects", "version"].map(|name| hidden(page, "/own/blood-pressure", name));
            let fields = pressure(ID, upper, lower, "2024-07-06", "07:30");
            let mut fields: Vec<(String, String)> =
                fields.map(|(name, value)| (name.to_owned(), value.to_owned())).to_vec();
            fields.extend([("corrects".to_owned(), corrects), ("version".to_owned(), version)]);
            fields
        };
        let send = |fields: Vec<(String, String)>| {
            let writing = &writing;
            async move {
                let fields: Vec<(&str, &str)> =
                    fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
                writing.post("/own/blood-pressure", &fields).await
            }
        };
        let corrected = send(correction(&early, "135", "95")).await;
        assert_eq!(corrected.header("location"), "/own?said=corrected", "{}", corrected.text());

        let stale = send(correction(&early, "145", "85")).await;
        assert_eq!(stale.status, StatusCode::CONFLICT);
        let page = stale.text();
        for words in ["まだ何も変えていません", "上 135、下 95", "value=\"145\"", "value=\"85\""]
        {
            assert!(page.contains(words), "{words}: {page}");
        }
        let list = writing.get("/own").await;
        assert!(list.contains("135") && !list.contains("145"), "{list}");

        let version = hidden(&asked, &action, "version");
        let deletion = [("id", ID), ("kind", "blood-pressure"), ("version", version.as_str())];
        let kept = writing.post(&action, &deletion).await;
        assert_eq!(kept.status, StatusCode::CONFLICT);
        let asked = kept.text();
        assert!(asked.contains("まだ消していません") && asked.contains("上 135、下 95"), "{asked}");
        assert_eq!(writing.own_results().await, 1);

        // Once both were seen, it is the person who decides.
        let decided = send(correction(&page, "145", "85")).await;
        assert_eq!(decided.header("location"), "/own?said=corrected", "{}", decided.text());
        // A form that says no version says nothing of what it was shown with.
        let blind: Vec<_> =
            correction(&page, "120", "80").into_iter().filter(|(name, _)| name != "version").collect();
        assert_eq!(send(blind).await.status, StatusCode::BAD_REQUEST);
    })
    .await;
}

#[tokio::test]
async fn only_the_entry_of_the_page_is_deleted_and_only_that_is_said() {
    on_each(|world| async move {
        let writing = Writing::begin(world).await;
        writing.enter("/own/blood-pressure", &pressure(ID, "145", "95", "2024-07-06", "07:30")).await;
        let entry = writing.only_entry().await;
        let other = Uuid::from_u128(9).to_string();
        writing.enter("/own/medicine", &bought(&other, "バファリンＡ")).await;
        let medicine = entries(&writing.get("/own").await).into_iter().find(|one| *one != entry).unwrap();
        let action = format!("{entry}/delete");
        let version = hidden(&writing.get(&action).await, &action, "version");
        let fields = |id: &'static str, kind: &'static str| {
            vec![("id", id), ("kind", kind), ("version", version.as_str())]
        };
        const ANOTHER: &str = "00000000-0000-4000-8000-000000000077";
        for (address, fields) in [
            ("/own/zzzz/delete".to_owned(), fields(ID, "blood-pressure")),
            (format!("{medicine}/delete"), fields(ID, "blood-pressure")),
            (action.clone(), fields(ID, "medicine")),
            (action.clone(), fields(ANOTHER, "blood-pressure")),
        ] {
            let answer = writing.post(&address, &fields).await;
            assert_eq!(answer.status, StatusCode::NOT_FOUND, "{address} {fields:?}: {}", answer.text());
        }
        assert_eq!(entries(&writing.get("/own").await).len(), 2, "both stand");
    })
    .await;
}

/// A program, or a page that sends by itself: what was typed last is handed back, and taken when the time has come.
#[tokio::test]
async fn what_comes_too_often_is_handed_back_with_when_to_go_on() {
    on_each(|world| async move {
        let writing = Writing::begin(world).await;
        let mut entered = 0;
        let refused = loop {
            let id = Uuid::from_u128(entered + 1).to_string();
            let fields = pressure(&id, "128", "76", "2024-07-06", "07:30");
            let answer = writing.post("/own/blood-pressure", &fields).await;
            if answer.status != StatusCode::SEE_OTHER {
                break answer;
            }
            entered += 1;
            assert!(entered < 100, "nothing ends it");
        };
        assert_eq!((refused.status, entered), (StatusCode::TOO_MANY_REQUESTS, 20));
        assert!(!refused.header("retry-after").is_empty());
        let page = refused.text();
        for words in ["まだ記録していません", "あと1分ほど待って", "value=\"128\"", "value=\"07:30\""]
        {
            assert!(page.contains(words), "{words}: {page}");
        }
        assert_eq!(writing.own_results().await, 20);
        writing.world.clock.advance(Duration::minutes(1));
        let id = hidden(&page, "/own/blood-pressure", "id");
        writing.enter("/own/blood-pressure", &pressure(&id, "128", "76", "2024-07-06", "07:30")).await;
    })
    .await;
}

#[tokio::test]
async fn what_is_typed_is_text_and_not_markup() {
    on_each(|world| async move {
        let writing = Writing::begin(world).await;
        let name = "\"><script>alert(1)</script>";
        writing.enter("/own/medicine", &bought(ID, name)).await;
        let entry = writing.only_entry().await;
        for address in ["/own".to_owned(), entry.clone(), format!("{entry}/delete")] {
            let page = writing.get(&address).await;
            assert!(page.contains("&lt;script&gt;") || page.contains("&lt;script>"), "{address}: {page}");
            assert!(!page.contains("<script>alert"), "{address}: {page}");
        }
    })
    .await;
}

#[tokio::test]
async fn nobody_else_has_these_pages() {
    on_each(|world| async move {
        let writing = Writing::begin(world).await;
        writing.enter("/own/blood-pressure", &pressure(ID, "182", "96", "2024-07-06", "07:30")).await;
        let entry = writing.only_entry().await;
        let patient = writing.portal.patient();
        // Another person, whose own pages do not lead to hers.
        let sent = crate::common::bundle::taro().conditions(CLINIC, "2", &[diagnosis("d", "胃炎")]);
        writing.world.send_new(CLINIC, &sent).await;
        let people = writing.world.people().await;
        let other = *people.iter().find(|one| **one != patient).unwrap();
        let theirs = writing.world.sign_in(other, writing.world.clock.now()).await;
        let doctor = writing.world.member(HOSPITAL, "医師 一", &[Role::Doctor]).await.cookie;
        let action = format!("{entry}/delete");
        let version = hidden(&writing.get(&action).await, &action, "version");
        let delete = encoded(&[("id", ID), ("kind", "blood-pressure"), ("version", &version)]);
        let write = encoded(&pressure(ID, "90", "60", "2024-07-06", "07:30"));
        for (who, pages) in [(&theirs, StatusCode::NOT_FOUND), (&doctor, StatusCode::FORBIDDEN)] {
            for address in [&entry, &action] {
                let answer = writing.portal.ask_in_session(Some(who), Method::GET, address, "").await;
                assert_eq!(answer.status, pages, "{address}");
                assert!(!answer.text().contains("182"));
            }
            let answer = writing.portal.ask_in_session(Some(who), Method::POST, &action, &delete).await;
            assert_eq!(answer.status, pages, "nothing is said to be deleted");
        }
        for (address, body) in [("/own/blood-pressure", &write), (action.as_str(), &delete)] {
            let answer = writing.portal.ask_in_session(Some(&doctor), Method::POST, address, body).await;
            assert_eq!(answer.status, StatusCode::FORBIDDEN, "{address}");
            assert!(answer.text().contains("ご本人だけです"), "{address}: {}", answer.text());
        }
        let page = writing.get("/own").await;
        assert!(page.contains("182") && entries(&page) == [entry], "{page}");
        assert!(
            session::find(&writing.world.store, &doctor, writing.world.clock.now()).await.unwrap().is_some()
        );
    })
    .await;
}

#[tokio::test]
async fn the_history_says_that_it_was_the_person_and_home_calls_it_no_news() {
    on_each(|world| async move {
        let writing = Writing::begin(world).await;
        writing.enter("/own/medicine", &bought(ID, "バファリンＡ")).await;
        let home = writing.get("/").await;
        let news = home.split("id=\"news-title\"").nth(1).unwrap();
        let news = news.split("</details>").next().unwrap();
        assert!(news.contains("news-list"), "what the hospital sent: {news}");
        assert_eq!(news.matches("class=\"news-from\"").count(), 1, "{news}");
        assert!(!news.contains("ご本人の記録"), "{news}");

        let mut written = Vec::new();
        for entry in 1..=2 {
            let page = writing.get(&format!("/history/{entry}")).await;
            if page.contains("自分の記録に書き込むため") {
                written.push(page);
            }
        }
        let [page] = &written[..] else { panic!("{} of them", written.len()) };
        let who = page.split("<main").nth(1).unwrap();
        assert!(who.contains("あなた") && !who.contains("架空"), "{who}");
    })
    .await;
}

#[tokio::test]
async fn a_doctor_sees_it_as_the_persons_own_with_consent_alone() {
    on_each(|world| async move {
        let writing = Writing::begin(world).await;
        let world = &writing.world;
        let patient = writing.portal.patient();
        writing.enter("/own/blood-pressure", &pressure(ID, "182", "96", "2024-07-06", "07:30")).await;
        let other = Uuid::from_u128(9).to_string();
        writing.enter("/own/medicine", &bought(&other, "バファリンＡ")).await;
        let doctor = world.member(HOSPITAL, "医師 一", &[Role::Doctor]).await.cookie;
        let elsewhere = world.member(CLINIC, "医師 二", &[Role::Doctor]).await.cookie;
        let look = async |who: &String| {
            let address = format!("/desk/patients/{patient}/record");
            writing.portal.ask_in_session(Some(who), Method::GET, &address, "").await.text()
        };
        let account = world.account(patient).await;
        let choose = async |kinds: Categories| {
            for code in [HOSPITAL, CLINIC] {
                let whom = Whom::Facility(facility(code));
                let wish = Wish::shown_for_care(whom, kinds, Term::Standing);
                sharing::change(&world.store, &world.clock, &world.entropy, (patient, account, true), &wish)
                    .await
                    .unwrap();
            }
        };
        world.confirms(patient, &[HOSPITAL]).await;
        let (title, bought) = ("家庭で測った血圧（ご本人の記録）", "バファリンＡ");
        for (kinds, results, medicines) in [
            (Categories::from_iter([Category::Tests]), true, false),
            (Categories::from_iter([Category::Medicines]), false, true),
            (Categories::from_iter([Category::Allergies]), false, false),
        ] {
            choose(kinds).await;
            let page = look(&doctor).await;
            assert_eq!((page.contains(title), page.contains("182")), (results, results), "{kinds}: {page}");
            assert_eq!(page.contains(bought), medicines, "{kinds}: {page}");
            assert_eq!(page.contains("ご本人の記録"), results || medicines, "{kinds}");
            // Where nothing was sent from, nobody treats her, whatever she wrote down.
            let page = look(&elsewhere).await;
            assert!(!page.contains("182") && !page.contains(bought), "{kinds}");
        }
    })
    .await;
}
