//! Results: words instead of numbers, no value, several of one day, the hour.

use super::{Sent, escaped, json_of};
use crate::{
    common::{
        CLINIC,
        bundle::{hanako, result},
    },
    told::{has, lacks, part},
};
use serde_json::{Value, json};

const POTASSIUM: &str = "3H015000002327101";

/// What is changed of a result before it is sent.
type Change<'a> = &'a dyn Fn(&mut Value);

/// Results of a clinic: what each is called, and what is changed of it.
fn results(lines: &[(&str, Change<'_>)]) -> Value {
    let named: Vec<_> =
        (0..).zip(lines).map(|(at, (name, _))| result(&format!("r{at}"), name, "x")).collect();
    let mut bundle = hanako().results(CLINIC, "trouble", &named);
    let entries = bundle["entry"].as_array_mut().unwrap().iter_mut();
    let observations = entries.filter(|entry| entry["resource"]["resourceType"] == "Observation");
    for (entry, (_, change)) in observations.zip(lines) {
        // Of no list, unless the test says otherwise.
        entry["resource"]["code"]["coding"][1] = json!({
            "system": "http://jpfhir.jp/fhir/clins/CodeSystem/JP_CLINS_ObsLabResult_Uncoded_CS",
            "code": "99999999999999999", "display": "未標準化コード項目(JLAC)"});
        change(&mut entry["resource"]);
    }
    bundle
}

fn words(text: &'static str) -> impl Fn(&mut Value) {
    move |result| result["valueString"] = json!(text)
}

/// Each is shown letter by letter, and no drawing makes a number of it.
async fn check_words(sent: &Sent, all: &[(String, String)]) {
    for language in ["ja", "en"] {
        for (test, text) in all {
            let row = sent.row(language, &format!(">{test}<")).await;
            has(test, &row, &[&escaped(text)]);
            let page = sent.test(language, &format!(">{test}<")).await;
            has(test, &page, &[&escaped(text)]);
            assert_eq!(page.matches("<figure class=\"trend\"").count(), 0, "{test} is drawn:\n{page}");
            lacks(test, part(&page, "id=\"results\"", &["</section>"]), ">0<");
        }
    }
}

#[tokio::test]
async fn t04_words_stay_words_and_are_no_number() {
    let Some(file) = json_of("T04.json") else { return };
    let said = |entry: &Value| {
        let result = &entry["resource"];
        let value = result["valueString"].as_str()?;
        Some((result["code"]["text"].as_str().unwrap().to_owned(), value.to_owned()))
    };
    let all: Vec<_> = file["entry"].as_array().unwrap().iter().filter_map(said).collect();
    assert_eq!(all.len(), 9);
    check_words(&Sent::files(&["T04.json"]).await.unwrap(), &all).await;

    let texts = ["(±)", ">=2000 以上", "1:40 未満", "検体凝固のため測定不能"];
    let changes = texts.map(words);
    let names = ["蛋白", "抗体", "希釈", "凝固"];
    let lines: Vec<(&str, Change<'_>)> =
        names.into_iter().zip(&changes).map(|(name, change)| (name, change as Change<'_>)).collect();
    let sent = Sent::ours(&[results(&lines)]).await;
    let all: Vec<_> =
        names.into_iter().zip(texts).map(|(name, text)| (name.to_owned(), text.to_owned())).collect();
    check_words(&sent, &all).await;
}

#[tokio::test]
async fn t06_that_no_value_was_sent_is_said() {
    let check = async |sent: &Sent, test: &str| {
        for (language, said) in [("ja", ">値は登録されていません"), ("en", ">No value was sent")] {
            has("the sheet", &sent.row(language, test).await, &[said]);
            has("the test", &sent.test(language, test).await, &[said]);
        }
    };
    if let Some(sent) = Sent::files(&["T06.json"]).await {
        check(&sent, ">値のない検査<").await;
    }
    let nothing = |result: &mut Value| {
        result.as_object_mut().unwrap().remove("valueString");
        result["referenceRange"] =
            json!([{"low": {"value": 3.6, "unit": "mmol/L"}, "high": {"value": 4.8, "unit": "mmol/L"}}]);
    };
    let known = words("4+");
    let sent = Sent::ours(&[results(&[("値なし", &nothing), ("値あり", &known)])]).await;
    check(&sent, ">値なし<").await;
    lacks("the other", &sent.row("ja", ">値あり<").await, ">値は登録されていません");
}

#[tokio::test]
async fn t08_results_of_one_day_stand_with_their_hours_in_order() {
    let check = async |sent: &Sent, test: &str, values: [&str; 3], hours: [&str; 3], changed: [&str; 2]| {
        for (language, changed) in [("ja", changed[0]), ("en", changed[1])] {
            let page = sent.test(language, test).await;
            let table = part(&page, "id=\"results\"", &["</section>"]);
            let places: Vec<_> = values.iter().map(|value| table.find(&format!("{value} m"))).collect();
            assert!(places.iter().all(Option::is_some) && places.is_sorted(), "{places:?}:\n{table}");
            has("the table", table, &hours);
            let newest = part(&page, "id=\"newest\"", &["</section>"]);
            has("the newest", newest, &[values[0], values[1], changed]);
        }
    };
    if let Some(sent) = Sent::files(&["T08.json"]).await {
        let (values, hours) = (["176", "214", "98"], ["13:00", "10:00", "7:00"]);
        check(&sent, "/labs/core-bg", values, hours, ["38 低く", "38 lower"]).await;
    }
    // Sent in another order, across midnight of Greenwich, minutes apart.
    let at = |hour: &'static str, value: &'static str| {
        move |result: &mut Value| {
            result.as_object_mut().unwrap().remove("valueString");
            result["valueQuantity"] =
                json!({"value": serde_json::from_str::<Value>(value).unwrap(), "unit": "mmol/L"});
            result["code"]["coding"][1] = json!({
                "system": "http://jpfhir.jp/fhir/clins/CodeSystem/JLAC10/JP_CLINS_ObsLabResult_CoreLabo_CS",
                "code": POTASSIUM, "display": "K"});
            result["effectiveDateTime"] = json!(hour);
        }
    };
    let (b, a, c) = (
        at("2024-07-05T08:55:00+09:00", "5.1"),
        at("2024-07-04T23:40:00Z", "4.2"),
        at("2024-07-05T09:05:00+09:00", "4.4"),
    );
    let sent = Sent::ours(&[results(&[("K", &b), ("K", &a), ("K", &c)])]).await;
    let (values, hours) = (["4.4", "5.1", "4.2"], ["9:05", "8:55", "8:40"]);
    check(&sent, "/labs/core-k", values, hours, ["0.7 低く", "0.7 lower"]).await;
}

#[tokio::test]
async fn t10_an_instant_is_told_by_the_clock_of_tokyo() {
    let check = async |sent: &Sent, test: &str, ja: (&str, &str), en: (&str, &str), never: [&str; 2]| {
        for (language, (day, hour), never) in [("ja", ja, never[0]), ("en", en, never[1])] {
            let page = sent.test(language, test).await;
            // An axis may begin a day before.
            for place in ["id=\"newest\"", "id=\"results\""] {
                let place = part(&page, place, &["<figure", "</section>"]);
                has("the test", place, &[day, hour]);
                lacks("the test", place, never);
            }
            has("the sheet", &sent.page(language, "/labs").await, &[day]);
            for address in ["/", "/labs", "/record", "/summary"] {
                lacks(address, &sent.page(language, address).await, never);
            }
        }
    };
    if let Some(sent) = Sent::files(&["T10.json"]).await {
        let (ja, en) = (("2026年11月19日", "8:30"), ("19 Nov 2026", "8:30"));
        check(&sent, ">時差検査<", ja, en, ["11月18日", "18 Nov"]).await;
    }
    // Midnight in Tokyo is the afternoon before in Greenwich, and another year.
    let midnight = |result: &mut Value| result["effectiveDateTime"] = json!("2023-12-31T15:00:00Z");
    let sent = Sent::ours(&[results(&[("年越し検査", &midnight)])]).await;
    let (ja, en) = (("2024年1月1日", "0:00"), ("1 Jan 2024", "0:00"));
    check(&sent, ">年越し検査<", ja, en, ["12月31日", "31 Dec"]).await;
}
