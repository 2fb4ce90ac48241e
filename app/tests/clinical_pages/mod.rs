//! The clinical pages, rendered on the server from one invented record, in both languages.
#![cfg(feature = "ssr")]

mod invented;

use app::{
    context::visit::{OpenRecord, Visit},
    error::PageError,
    i18n::{Locale, embedded},
    ports::{DemoPerson, Portal, PortalContext},
    shell::{Assets, shell},
};
use async_trait::async_trait;
use axum::{
    body::{Body, to_bytes},
    http::{Request, StatusCode},
};
use leptos::prelude::*;
use shared::{
    category::{Categories, Category},
    labs::LabSheet,
    record::{RecordView, Standing},
    source::Source,
    time::Moment,
};
use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};

struct OneRecord {
    view: Arc<RecordView>,
    reads: Arc<AtomicUsize>,
}

#[async_trait]
impl Portal for OneRecord {
    async fn record(&self) -> Result<Arc<RecordView>, PageError> {
        self.reads.fetch_add(1, Ordering::Relaxed);
        Ok(self.view.clone())
    }

    async fn demo_people(&self) -> Result<Vec<DemoPerson>, PageError> {
        Ok(Vec::new())
    }
}

/// The page's HTML, and the status it is answered with.
async fn answer(address: &str, locale: Locale, view: RecordView) -> (StatusCode, String) {
    crate::start_once();
    let reads = Arc::new(AtomicUsize::new(0));
    let portal: PortalContext = Arc::new(OneRecord { view: Arc::new(view), reads: reads.clone() });
    let context = move || {
        provide_context(Visit { locale, signed_in: true, record: OpenRecord::Own, ..Visit::default() });
        provide_context(embedded::words(locale));
        provide_context(portal.clone());
    };
    let styles = ["tokens", "base", "layout", "components", "pages", "print"];
    let stylesheets = styles.map(|name| format!("/style/{name}.css")).to_vec();
    let assets = Assets { stylesheets, ..Assets::default() };
    let options = LeptosOptions::builder().output_name("app").build();
    let render =
        leptos_axum::render_app_async_with_context(context, move || shell(options.clone(), assets.clone()));
    let response = render(Request::builder().uri(address).body(Body::empty()).unwrap()).await;
    let status = response.status();
    let bytes = to_bytes(response.into_body(), 10_000_000).await.unwrap();
    // Each read is an entry of the access log.
    assert!(reads.load(Ordering::Relaxed) <= 1, "{address} reads the record more than once");
    (status, String::from_utf8(bytes.to_vec()).unwrap().replace("<!>", ""))
}

async fn page(address: &str, locale: Locale, view: RecordView) -> String {
    answer(address, locale, view).await.1
}

/// For looking at the pages: `WRITE_PAGES=DIR cargo test -p app --features ssr --test all clinical_pages::`.
fn keep(name: &str, html: &str) {
    if let Ok(folder) = std::env::var("WRITE_PAGES") {
        std::fs::write(format!("{folder}/{name}.html"), html).unwrap();
    }
}

fn check(html: &str, expected: &[&str]) {
    for words in expected {
        assert!(html.contains(words), "{words:?} expected in\n{html}");
    }
}

#[tokio::test]
async fn every_page_has_all_its_words_in_both_languages() {
    let view = invented::view();
    let test = LabSheet::of(&view.record).tests().next().unwrap().key.to_string();
    let [plan, letter] = [0, 1].map(|index: usize| view.record.documents[index].origin.item.to_string());
    let places = [
        "/medicines".to_owned(),
        "/medicines?by=clinic".to_owned(),
        "/medicines?by=period".to_owned(),
        "/medicines/show".to_owned(),
        "/medicines/check".to_owned(),
        "/labs".to_owned(),
        format!("/labs/{test}"),
        "/summary".to_owned(),
        "/documents".to_owned(),
        format!("/documents/{plan}"),
        format!("/documents/{letter}"),
    ];
    for locale in Locale::ALL {
        for place in &places {
            for (full, view) in [(true, view.clone()), (false, invented::empty())] {
                let html = page(place, locale, view).await;
                if full {
                    keep(
                        &format!("{}-{}", place.trim_matches('/').replace(['/', '?'], "-"), locale.tag()),
                        &html,
                    );
                }
                assert!(!html.contains("No localization"), "{place} in {locale:?}:\n{html}");
                assert!(html.contains("<h1"), "{place} in {locale:?}:\n{html}");
                assert!(!html.contains(" style="), "{place} in {locale:?}");
            }
        }
    }
}

#[tokio::test]
async fn a_medicine_says_what_how_much_how_long_and_from_whom() {
    for place in ["/medicines", "/medicines?by=clinic", "/medicines?by=period"] {
        let html = page(place, Locale::Ja, invented::view()).await;
        check(&html, &["アムロジピン錠５ｍｇ", "1 錠", "30日分", "ロキソプロフェンテープ", "みなと内科"]);
    }
    let html = page("/medicines?by=clinic", Locale::Ja, invented::view()).await;
    check(&html, &["今日の分がある薬（処方の日数から計算）", "みなと内科（2026年"]);
    let html = page("/medicines", Locale::Ja, invented::view()).await;
    check(
        &html,
        &[
            "アムロジピン錠５ｍｇ",
            "1 錠",
            "30日分",
            "2026年11月1日（令和8年）から2026年11月30日（令和8年）まで",
            "まだ使っているかもしれない薬",
            "ロキソプロフェンテープ",
            "みなと内科",
        ],
    );
}

/// At the counter silence about allergies would read as "none".
#[tokio::test]
async fn what_a_person_entered_themself_says_so_in_place_of_a_facility() {
    let mut view = invented::view();
    let name = {
        let bought = view.record.prescriptions.iter_mut().find(|one| one.origin.document.is_none()).unwrap();
        bought.origin.source = Source::Person;
        bought.origin.department = None;
        bought.name.clone()
    };
    for (locale, own) in [(Locale::Ja, "ご本人の記録"), (Locale::En, "The person’s own entry")] {
        for place in ["/medicines", "/medicines/show", "/summary"] {
            let html = page(place, locale, view.clone()).await;
            check(&html, &[own, name.as_str()]);
            let before = page(place, locale, invented::view()).await;
            assert!(!before.contains(own), "{place}: nothing there is the person's own");
        }
    }
}

/// No day that they did not state, and nothing that a facility is said to have told.
#[tokio::test]
async fn what_a_person_says_of_a_medicine_is_told_in_their_words() {
    let taken = "ご本人によると使っています";
    let stopped = "ご本人によると、もう使っていません（いつやめたかは書かれていません）";
    for (standing, since, words, course) in [
        (Standing::SaidTaken, Some("2020"), taken, "2020年（令和2年）から"),
        (Standing::SaidTaken, Some("2024-07"), taken, "2024年7月"),
        (Standing::SaidTaken, None, taken, "いつからかは書かれていません"),
        (Standing::SaidStopped, Some("2020"), stopped, "いつまでかは書かれていません"),
        (Standing::SaidStopped, None, stopped, "いつからいつまでかは書かれていません"),
    ] {
        let mut bought = invented::view().record.prescriptions.remove(0);
        bought.origin.source = Source::Person;
        (bought.origin.document, bought.origin.department) = (None, None);
        (bought.rp, bought.prescriber, bought.authored, bought.dosage) = (None, None, None, Vec::new());
        bought.standing = standing;
        bought.said_since = since.map(|since| Moment::try_from(since).unwrap());
        let mut view = invented::empty();
        view.record.prescriptions.push(bought);
        for place in ["/medicines", "/medicines/show", "/summary"] {
            let html = page(place, Locale::Ja, view.clone()).await;
            check(&html, &[words, course, "ご本人の記録"]);
            for invented in ["に中止", "処方した日", "2020年1月", "かもしれない", "伝えてきた"]
            {
                assert!(!html.contains(invented), "{place}, {standing:?} {since:?}: {invented}\n{html}");
            }
        }
        let home = page("/", Locale::Ja, view.clone()).await;
        let counted = home.contains("ご本人が使っていると書いた薬が 1 種類あります");
        assert_eq!(counted, standing == Standing::SaidTaken, "{home}");
    }
}

#[tokio::test]
async fn at_the_counter_there_is_always_a_line_about_allergies() {
    let counter = |view| page("/medicines/show", Locale::Ja, view);
    let nothing = "アレルギー：登録なし（「ない」という意味ではありません）";
    check(&counter(invented::empty()).await, &[nothing]);
    let html = counter(invented::view()).await;
    check(&html, &["薬剤禁忌", "ペニシリン（じんましん）", "アレルギー：アスピリン（じんましん）"]);
    assert!(!html.contains(nothing));
    for (kind, withheld) in [(Category::Allergies, "アレルギー"), (Category::Contraindications, "薬剤禁忌")]
    {
        let without = Categories::ALL.without(kind);
        let of = |view: RecordView| RecordView {
            record: view.record.clone().limited_to(without),
            shown: without,
            ..view
        };
        let said = format!("{withheld}：ここには表示できません");
        for view in [invented::empty(), invented::view()] {
            let html = counter(of(view)).await;
            check(&html, &[&said]);
            assert!(!html.contains(nothing), "what is withheld is not said to be unregistered");
        }
    }
}

#[tokio::test]
async fn the_sheet_keeps_units_dates_and_facilities() {
    let html = page("/labs", Locale::Ja, invented::view()).await;
    check(
        &html,
        &["血糖", "6.20 %", "↑H", "基準値より高い", "4.6–6.2 %", "2026年10月1日", "みなと内科", "中間報告"],
    );
}

#[tokio::test]
async fn one_test_shows_all_its_results() {
    let html = page("/labs/core-hba1c", Locale::En, invented::view()).await;
    check(&html, &["HbA1c", "All 2 results", "above the reference range", "1 Oct 2026", "6.20 %", "5.9 %"]);
}

#[tokio::test]
async fn the_summary_has_the_ministrys_parts() {
    let html = page("/summary", Locale::Ja, invented::view()).await;
    check(
        &html,
        &[
            "基本情報",
            "プロフィール",
            "薬剤禁忌",
            "ペニシリン",
            "検査の記録が1件あります",
            "療養上の計画・アドバイス",
            "減塩を続けましょう。\n毎朝、血圧を測ってください。",
            "本態性高血圧症",
            "I10",
            "この欄は2027年4月1日（令和9年）まで表示されます。",
        ],
    );
}

#[tokio::test]
async fn nothing_registered_never_reads_as_none() {
    for (place, words) in
        [("/medicines", "くすり"), ("/labs", "検査"), ("/documents", "文書"), ("/summary", "アレルギー")]
    {
        let html = page(place, Locale::Ja, invented::empty()).await;
        check(&html, &[words, "2026年11月20日（令和8年）"]);
        assert!(!html.contains("なし<"), "{place}");
    }
}

#[tokio::test]
async fn a_document_is_readable_as_one() {
    let view = invented::view();
    let letter = format!("/documents/{}", view.record.documents[1].origin.item);
    let html = page(&letter, Locale::Ja, view).await;
    check(
        &html,
        &[
            "診療情報提供書",
            "さくら総合病院 御中",
            "現病歴",
            "<h3",
            "胸部X線",
            "名前だけが届いています",
            "読み取れませんでした",
        ],
    );
    let after = html.split_once("肺癌の疑い").unwrap().1;
    let entry = after.split_once("entry-name").map_or(after, |(entry, _)| entry);
    assert!(entry.contains("疑い（まだ決まった病名ではありません）"), "never as a diagnosis: {entry}");
}

#[tokio::test]
async fn an_unknown_address_is_not_found() {
    let nobodys = "/documents/00000000000000000000000000000000";
    for place in ["/labs/nothing", "/labs/core-hba1c%00", nobodys] {
        let (status, html) = answer(place, Locale::Ja, invented::view()).await;
        assert_eq!(status, StatusCode::NOT_FOUND, "{place}:\n{html}");
    }
}

#[tokio::test]
async fn items_that_could_not_be_read_are_shown_as_such() {
    let html = page("/labs", Locale::Ja, invented::view()).await;
    check(&html, &["Observation.valueQuantity"]);
}

/// The store says `Document` of one, whatever it was sent as.
#[tokio::test]
async fn a_document_that_could_not_be_read_stands_among_the_documents() {
    let html = page("/documents", Locale::Ja, invented::with_unreadable_document()).await;
    check(&html, &["id=\"unreadable\"", "Bundle.entry[0].resource.date"]);
    let named = html.split_once("id=\"unreadable\"").unwrap().1.split_once("<h3").unwrap().1;
    assert!(named.split_once("</h3>").unwrap().0.contains("文書"), "{named}");
}
