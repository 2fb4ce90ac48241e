//! Every page as the server renders it, for a full record, an empty one and nobody: landmarks once,
//! every word known, and the honest states.
#![cfg(feature = "ssr")]

mod invented;

use app::{
    context::visit::{OpenRecord, Visit},
    error::PageError,
    i18n::{self, Locale},
    ports::{DemoPerson, Portal, PortalContext},
    shell::{Assets, shell},
};
use async_trait::async_trait;
use axum::{
    body::{Body, to_bytes},
    http::{Request, StatusCode},
};
use leptos::prelude::*;
use shared::record::{Criticality, RecordView};
use std::sync::Arc;

const PAGES: [&str; 7] = ["/", "/medicines", "/labs", "/record", "/summary", "/documents", "/settings"];

/// A server of one record.
struct OneRecord(Result<Arc<RecordView>, PageError>);

#[async_trait]
impl Portal for OneRecord {
    async fn record(&self) -> Result<Arc<RecordView>, PageError> {
        self.0.clone()
    }

    async fn demo_people(&self) -> Result<Vec<DemoPerson>, PageError> {
        Ok(vec![invented::demo_person()])
    }
}

async fn ask(path: &str, locale: Locale, record: Result<RecordView, PageError>) -> (StatusCode, String) {
    crate::start_once();
    let signed_in = !matches!(record, Err(PageError::SignInFirst));
    let portal: PortalContext = Arc::new(OneRecord(record.map(Arc::new)));
    let context = move || {
        provide_context(Visit {
            locale,
            demo: true,
            signed_in,
            record: if signed_in { OpenRecord::Own } else { OpenRecord::None },
            catalogue: "/words".into(),
            ..Visit::default()
        });
        provide_context(i18n::embedded::words(locale));
        provide_context(portal.clone());
    };
    let styles = ["tokens", "base", "layout", "components", "people", "pages", "print"];
    let stylesheets = styles.map(|name| format!("/style/{name}.css")).to_vec();
    let assets = Assets { stylesheets, ..Assets::default() };
    let options = LeptosOptions::builder().output_name("app").build();
    let render =
        leptos_axum::render_app_async_with_context(context, move || shell(options.clone(), assets.clone()));
    let response = render(Request::builder().uri(path).body(Body::empty()).unwrap()).await;
    let status = response.status();
    let bytes = to_bytes(response.into_body(), 10_000_000).await.unwrap();
    (status, String::from_utf8(bytes.to_vec()).unwrap())
}

/// For looking at the pages: `WRITE_PAGES=DIR cargo test -p app --features ssr --test all frame::`.
fn keep(name: &str, html: &str) {
    if let Ok(folder) = std::env::var("WRITE_PAGES") {
        std::fs::write(format!("{folder}/{name}.html"), html).unwrap();
    }
}

fn name_of(path: &str) -> String {
    match path.trim_matches('/') {
        "" => "home".into(),
        inner => inner.replace('/', "-"),
    }
}

fn count(html: &str, piece: &str) -> usize {
    html.matches(piece).count()
}

fn check_page(path: &str, html: &str) {
    for landmark in ["<header", "<main", "<footer", "<h1"] {
        assert_eq!(count(html, landmark), 1, "{landmark} on {path}");
    }
    assert!(!html.contains(" style=\""), "a style attribute on {path}");
    assert!(!html.contains("No localization for id"), "a missing word on {path}");
    let body = html.split("<body").nth(1).unwrap();
    assert!(!body.contains("{ $") && !body.contains("{$"), "a missing argument on {path}");
    assert!(html.contains("href=\"#main\""), "the skip link on {path}");
    assert!(html.contains("class=\"demo-banner\""), "the demonstration says so on {path}");
    let ids: Vec<&str> = html.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    for id in &ids {
        assert_eq!(ids.iter().filter(|other| other == &id).count(), 1, "id {id} twice on {path}");
    }
}

#[tokio::test]
async fn every_page_of_a_record_is_framed_and_says_whose() {
    for locale in Locale::ALL {
        for path in PAGES {
            let (status, html) = ask(path, locale, Ok(invented::full())).await;
            keep(&format!("{}-{}", name_of(path), locale.tag()), &html);
            assert_eq!(status, StatusCode::OK, "{path}");
            check_page(path, &html);
            assert_eq!(count(&html, "class=\"places\""), 1, "the places on {path}");
            assert!(html.contains("架空 花子"), "whose record on {path}");
            assert!(html.contains("id=\"sources\"") && html.contains("架空中央病院"), "from whom on {path}");
        }
    }
}

#[tokio::test]
async fn an_empty_record_never_reads_as_none() {
    for path in PAGES {
        let (status, html) = ask(path, Locale::Ja, Ok(invented::empty())).await;
        keep(&format!("{}-empty", name_of(path)), &html);
        assert_eq!(status, StatusCode::OK, "{path}");
        check_page(path, &html);
        assert!(html.contains("まだどの医療機関・薬局からも"), "{path}");
    }
}

#[tokio::test]
async fn a_list_without_entries_names_who_registered_none() {
    let mut view = invented::full();
    view.record.allergies.clear();
    let (_, html) = ask("/record", Locale::Ja, Ok(view)).await;
    assert!(html.contains(
        "次の医療機関・薬局の記録に、アレルギーはありません（2026年11月20日（令和8年）時点）：架空中央病院"
    ));
}

#[tokio::test]
async fn the_record_shows_facts_suspicions_apart_and_what_was_unreadable() {
    let (_, html) = ask("/record", Locale::Ja, Ok(invented::full())).await;
    for shown in [
        "ペニシリン",
        "薬剤禁忌・使わない",
        "そば",
        "高血圧症",
        "主な病名",
        "I10",
        "長期保存",
        "感染症の検査の記録が、2件あります",
        "href=\"/record/infections\"",
        "読み取れなかった記録",
    ] {
        assert!(html.contains(shown), "{shown}");
    }
    assert!(!html.contains("HBs抗原"), "only after a fresh proof");
    let suspected = html.split_once("class=\"suspected\"").unwrap().1;
    assert!(suspected.contains("胃がんの疑い"), "apart from diagnoses");
    assert!(!html.split_once("class=\"suspected\"").unwrap().0.contains("胃がんの疑い"));
    assert_eq!(count(&html, "card-danger"), 1, "red belongs to contraindications and grave allergies");
}

/// Closed, an entry is its line: whatever changes what its name means stands there.
#[tokio::test]
async fn a_line_says_what_qualifies_its_entry() {
    let mut view = invented::full();
    view.record.diagnoses[0].origin.doubted = true;
    let doubted = view.record.diagnoses[0].name.clone();
    let (_, html) = ask("/record", Locale::Ja, Ok(view)).await;
    let line = |name: &str| {
        let lines = html.split("<summary>").skip(1).filter_map(|rest| rest.split_once("</summary>"));
        lines.map(|(line, _)| line).find(|line| line.contains(name)).unwrap_or_default().to_owned()
    };
    for (name, words) in [
        ("胃がんの疑い", "疑い（まだ決まった病名ではありません）"),
        ("ペニシリン系抗菌薬", "薬剤禁忌・使わない"),
        ("そば", "命にかかわるおそれは低い、と登録"),
        (doubted.as_str(), "取り消しの知らせが届いています"),
    ] {
        assert!(line(name).contains(words), "{name} should say {words}: {}", line(name));
    }
}

/// What must not be given, whatever it is, stands in one red box above all else that is read of the record.
#[tokio::test]
async fn home_begins_with_what_must_not_be_given() {
    let mut view = invented::full();
    let mut grave = view.record.plain_allergies().next().unwrap().clone();
    grave.criticality = Criticality::High;
    grave.name = "ピーナッツ".into();
    view.record.allergies.push(grave);
    let (_, html) = ask("/", Locale::Ja, Ok(view)).await;
    let red = html.split_once("notice-danger").unwrap().1.split_once("</section>").unwrap().0;
    for said in
        ["使ってはいけない薬（薬剤禁忌）：ペニシリン系抗菌薬", "重い症状のおそれがあるアレルギー：ピーナッツ"]
    {
        assert!(red.contains(said), "{said}: {red}");
    }
    assert!(!red.contains("そば"), "{red}");
    assert_eq!(count(&html, "notice-danger"), 1);
    assert!(html.find("notice-danger").unwrap() < html.find("home-grid").unwrap());
}

#[tokio::test]
async fn failures_have_their_status_and_no_record() {
    for (path, error, expected) in [
        ("/nowhere", PageError::NotFound, StatusCode::NOT_FOUND),
        ("/record", PageError::Unavailable, StatusCode::SERVICE_UNAVAILABLE),
        ("/record", PageError::NotFound, StatusCode::NOT_FOUND),
    ] {
        for locale in Locale::ALL {
            let (status, html) = ask(path, locale, Err(error)).await;
            keep(&format!("failed-{}-{}", expected.as_u16(), locale.tag()), &html);
            assert_eq!(status, expected, "{path}");
            check_page(path, &html);
        }
    }
    let (status, _) = ask("/record", Locale::Ja, Err(PageError::SignInFirst)).await;
    assert_eq!(status, StatusCode::FOUND);
}

/// What a browser needs to take a page over, and no more: the record itself it fetches.
#[tokio::test]
async fn a_page_names_the_record_it_was_written_from_and_does_not_carry_it() {
    let version = format!("data-record=\"{}\"", invented::full().version);
    for path in PAGES.iter().chain(&["/medicines/show", "/labs/no-such-test", "/documents/no-such-document"])
    {
        let (_, html) = ask(path, Locale::Ja, Ok(invented::full())).await;
        assert_eq!(count(&html, &version), 1, "{path}");
        let carried: String =
            html.split("<script").skip(1).filter_map(|rest| rest.split("</script>").next()).collect();
        assert!(carried.contains("__RESOLVED_RESOURCES"), "{path}");
        assert!(!carried.contains(&invented::full().record.person.name), "{path}: {carried}");
        assert!(!carried.contains("facility"), "{path}: {carried}");
    }
    for (path, record) in [("/nowhere", Ok(invented::full())), ("/labs", Err(PageError::Unavailable))] {
        let (_, html) = ask(path, Locale::Ja, record).await;
        assert_eq!(count(&html, "data-record"), 0, "{path}");
    }
}

#[tokio::test]
async fn nobody_can_choose_a_person_and_a_language() {
    for path in ["/signin", "/settings"] {
        let (status, html) = ask(path, Locale::Ja, Err(PageError::SignInFirst)).await;
        keep(&format!("{}-nobody", name_of(path)), &html);
        assert_eq!(status, StatusCode::OK, "{path}");
        check_page(path, &html);
        assert_eq!(count(&html, "class=\"places\""), 0, "no places without a person on {path}");
        assert!(html.contains("action=\"/settings/language\"") && html.contains("name=\"return_to\""));
    }
}
