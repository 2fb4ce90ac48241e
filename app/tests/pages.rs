//! The clinical pages, rendered on the server from one invented record, in both languages.
#![cfg(feature = "ssr")]

#[path = "pages/invented.rs"]
mod invented;

use app::{
    App,
    context::visit::Visit,
    error::PageError,
    i18n::{Locale, embedded},
    ports::{DemoPerson, Portal, PortalContext},
};
use async_trait::async_trait;
use leptos::{prelude::*, reactive::owner::Owner, tachys::view::RenderHtml};
use leptos_meta::ServerMetaContext;
use leptos_router::location::RequestUrl;
use shared::{labs::LabSheet, record::RecordView};
use std::sync::Arc;

struct OneRecord(Arc<RecordView>);

#[async_trait]
impl Portal for OneRecord {
    async fn record(&self) -> Result<Arc<RecordView>, PageError> {
        Ok(self.0.clone())
    }

    async fn demo_people(&self) -> Result<Vec<DemoPerson>, PageError> {
        Ok(Vec::new())
    }
}

/// The page's HTML, without the markers of hydration.
async fn page(address: &str, locale: Locale, view: RecordView) -> String {
    use futures::StreamExt;
    let _ = any_spawner::Executor::init_tokio();
    let owner = Owner::new_root(Some(Arc::new(hydration_context::SsrSharedContext::new())));
    let stream = owner.with(|| {
        let (meta, _head) = ServerMetaContext::new();
        provide_context(meta);
        provide_context(RequestUrl::new(address));
        provide_context(Visit { locale, signed_in: true, ..Visit::default() });
        provide_context(embedded::words(locale));
        provide_context(Arc::new(OneRecord(Arc::new(view))) as PortalContext);
        view! { <App/> }.to_html_stream_in_order()
    });
    let html: String = stream.collect().await;
    drop(owner);
    html.replace("<!>", "")
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
    let document = view.record.documents[0].origin.item.to_string();
    let places = [
        "/medicines".to_owned(),
        "/labs".to_owned(),
        format!("/labs/{test}"),
        "/summary".to_owned(),
        "/documents".to_owned(),
        format!("/documents/{document}"),
    ];
    for locale in Locale::ALL {
        for place in &places {
            for view in [view.clone(), invented::empty()] {
                let html = page(place, locale, view).await;
                assert!(!html.contains("No localization"), "{place} in {locale:?}:\n{html}");
                assert!(html.contains("<h1"), "{place} in {locale:?}:\n{html}");
                assert!(!html.contains(" style="), "{place} in {locale:?}");
            }
        }
    }
}

#[tokio::test]
async fn a_medicine_says_what_how_much_how_long_and_from_whom() {
    let html = page("/medicines", Locale::Ja, invented::view()).await;
    check(
        &html,
        &[
            "いま飲む・使うくすり",
            "アムロジピン錠５ｍｇ",
            "1 錠",
            "30日分",
            "2026年11月1日（令和8年）から2026年11月30日（令和8年）まで",
            "まだ使っているかもしれないくすり",
            "ロキソプロフェンテープ",
            "みなと内科",
        ],
    );
}

#[tokio::test]
async fn the_sheet_keeps_units_dates_and_facilities() {
    let html = page("/labs", Locale::Ja, invented::view()).await;
    check(&html, &["血糖", "6.20 %", "↑H", "基準値より高い", "4.6–6.2 %", "2026年10月1日", "みなと内科", "中間報告"]);
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
            "HBs抗原",
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
    assert!(!html.contains("肺癌の疑い"), "a suspected diagnosis is never shown as one");
}

#[tokio::test]
async fn an_unknown_address_is_not_found() {
    let nobodys = "/documents/00000000000000000000000000000000";
    for place in ["/labs/nothing", nobodys, "/documents/..%2F"] {
        let html = page(place, Locale::Ja, invented::view()).await;
        let not_found = page("/nowhere", Locale::Ja, invented::view()).await;
        let heading = |html: &str| html.split("<h1").nth(1).and_then(|rest| rest.split("</h1>").next()).map(str::to_owned);
        assert_eq!(heading(&html), heading(&not_found), "{place}");
    }
}

#[tokio::test]
async fn items_that_could_not_be_read_are_shown_as_such() {
    let html = page("/labs", Locale::Ja, invented::view()).await;
    check(&html, &["Observation.valueQuantity"]);
}
