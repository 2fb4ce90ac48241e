//! A form that is refused is answered to a browser with a page: what was wrong and where, that nothing was changed,
//! and the way back. Never with a bare line, and never in another language than the reader's.

use crate::common::{
    HOSPITAL, World,
    bundle::{diagnosis, hanako},
    databases::on_each,
};
use crate::portal::{Answer, NOTHING, Portal};
use axum::{
    body::Body,
    http::{Method, Request, StatusCode, header},
};
use server::auth::Role;

/// 見本 花子, whose record has a diagnosis, and a clerk.
struct Refusing {
    portal: Portal,
    clerk: String,
}

const BAD: StatusCode = StatusCode::BAD_REQUEST;
const INCOMPLETE: StatusCode = StatusCode::UNPROCESSABLE_ENTITY;

impl Refusing {
    async fn begin(world: World) -> Self {
        let sent = hanako().conditions(HOSPITAL, "1", &[diagnosis("a", "高血圧症")]);
        world.send_new(HOSPITAL, &sent).await;
        let patient = world.only_person().await;
        let portal = Portal::over(world.store.clone(), world.clock.clone(), patient, HOSPITAL).await;
        let clerk = world.member(HOSPITAL, "受付 二", &[Role::Clerk]).await.cookie;
        Self { portal, clerk }
    }

    /// As a browser sends a form from `from`, one of our pages.
    async fn send(&self, form: Form<'_>) -> Answer {
        let Form { address, body, from, language, site, .. } = form;
        let cookie = match form.clerk {
            true => format!("__Host-mikata_session={}", self.clerk),
            false => self.portal.cookie(),
        };
        let request = Request::builder()
            .method(form.method)
            .uri(address)
            .header(header::HOST, "localhost:3000")
            .header(header::REFERER, format!("http://localhost:3000{from}"))
            .header("sec-fetch-site", site)
            .header(header::ACCEPT, "text/html,application/xhtml+xml,*/*;q=0.8")
            .header(header::ACCEPT_LANGUAGE, language)
            .header(header::CONTENT_TYPE, form.kind)
            .header(header::COOKIE, cookie);
        self.portal.send(request.body(Body::from(body.to_owned())).unwrap()).await
    }

    /// The page: with these words, and a link to `back`.
    async fn check(&self, form: Form<'_>, status: StatusCode, words: &[&str], back: &str) -> String {
        let (what, language) = (format!("{} {}", form.address, form.body), form.language);
        let answer = self.send(form).await;
        assert_eq!(answer.status, status, "{what}");
        assert_eq!(answer.header("content-type"), "text/html; charset=utf-8", "{what}");
        assert_eq!(answer.header("cache-control"), "no-store", "{what}");
        let page = answer.text();
        assert!(page.contains(&format!("<html lang=\"{language}\"")), "{what}: {page}");
        assert!(page.contains(&format!("href=\"{back}\"")), "{what} leads back to {back}: {page}");
        for word in words {
            assert!(page.contains(word), "{what}: {word}: {page}");
        }
        for clinical in ["高血圧症", "見本", "花子", "<script", "No localization", "Failed to"] {
            assert!(!page.contains(clinical), "{what}: {clinical}: {page}");
        }
        page
    }
}

#[derive(Clone)]
struct Form<'a> {
    method: Method,
    address: &'a str,
    body: &'a str,
    from: &'a str,
    language: &'a str,
    site: &'a str,
    kind: &'a str,
    clerk: bool,
}

fn form<'a>(address: &'a str, body: &'a str, from: &'a str) -> Form<'a> {
    Form {
        method: Method::POST,
        address,
        body,
        from,
        language: "ja",
        site: "same-origin",
        kind: "application/x-www-form-urlencoded",
        clerk: false,
    }
}

#[tokio::test]
async fn a_form_about_sharing_says_what_was_wrong_and_leads_back() {
    on_each(|world| async move {
        let refusing = Refusing::begin(world).await;
        let unchanged = "何も変えていません";
        for (form, status, words, back) in [
            (
                form("/consent/preset", "preset=all", "/consent"),
                BAD,
                ["この内容では決められません", unchanged],
                "/consent#presets",
            ),
            (
                form("/consent/switches", "to=anyone&term=days&from=2024-08-01", "/consent"),
                BAD,
                ["はじめの日とおわりの日の両方", unchanged],
                "/consent?to=anyone#switches",
            ),
            (
                form("/consent/switches", "to=nobody", "/consent"),
                BAD,
                ["「だれに」が選ばれていない", unchanged],
                "/consent#switches",
            ),
            (
                form("/consent/withdraw", "id=1", "/consent?to=anyone"),
                INCOMPLETE,
                ["読み取れない項目：id", unchanged],
                "/consent?to=anyone",
            ),
            (
                form("/consent/undo", "", "/consent"),
                INCOMPLETE,
                ["読み取れない項目：id", unchanged],
                "/consent",
            ),
            (
                Form { clerk: true, ..form("/consent/preset", "preset=everyone", "/consent") },
                StatusCode::FORBIDDEN,
                ["ご本人だけです", unchanged],
                "/",
            ),
        ] {
            refusing.check(form, status, &words, back).await;
        }
    })
    .await;
}

#[tokio::test]
async fn so_does_every_other_form_of_a_person() {
    on_each(|world| async move {
        let refusing = Refusing::begin(world).await;
        let own = format!("id=x&patient={}", refusing.portal.patient());
        let nothing = format!("question={NOTHING}");
        for (form, status, words, back) in [
            (form("/records", "person=x", "/records"), BAD, "この記録は開けません", "/records"),
            (form("/records", "", "/records"), INCOMPLETE, "項目：person", "/records"),
            (form("/records/resign", "person=x", "/records"), BAD, "この記録は開けません", "/records"),
            (form("/people/x/end", "patient=x", "/people"), BAD, "ほかの人の記録を開いていた", "/people"),
            (form("/people/x/confirm", "", "/people"), INCOMPLETE, "項目：patient", "/people"),
            (form("/people/new", &own, "/people/new"), BAD, "画面の一部が届きません", "/people/new"),
            (
                form("/history/1/withdraw", "question=1", "/history/1"),
                INCOMPLETE,
                "項目：question",
                "/history/1",
            ),
            (
                form("/history/1/withdraw", &nothing, "/history/1"),
                BAD,
                "取り消せません",
                "/history/1#questions",
            ),
            (
                form("/signins/rename", "passkey=1&name=x", "/signins"),
                INCOMPLETE,
                "項目：passkey",
                "/signins",
            ),
            (
                form("/settings/language", "language=xx", "/settings"),
                BAD,
                "この言語は選べません",
                "/settings",
            ),
            (form("/signin/demo", "person=x", "/signin"), BAD, "一覧にありません", "/signin"),
        ] {
            refusing.check(form, status, &[words, "何も変えていません"], back).await;
        }
    })
    .await;
}

#[tokio::test]
async fn what_was_written_about_an_entry_that_is_not_there_comes_back() {
    on_each(|world| async move {
        let refusing = Refusing::begin(world).await;
        for address in ["/history/99/question", "/history/x/question"] {
            let sent = form(address, "text=%E3%81%AA%E3%81%9C%3Cb%3E", "/history/99");
            let words = ["見つかりません", ">なぜ&lt;b&gt;</textarea>", "何も変えていません"];
            refusing.check(sent, StatusCode::NOT_FOUND, &words, "/history").await;
        }
    })
    .await;
}

#[tokio::test]
async fn what_a_layer_or_an_extractor_refuses_is_a_page_too() {
    on_each(|world| async move {
        let refusing = Refusing::begin(world).await;
        let elsewhere = Form { site: "cross-site", ..form("/signout", "", "/") };
        refusing
            .check(elsewhere, StatusCode::FORBIDDEN, &["ミカタの画面から送られたものではない"], "/")
            .await;
        let json = Form { kind: "application/json", ..form("/records", "{}", "/records") };
        let unreadable = StatusCode::UNSUPPORTED_MEDIA_TYPE;
        refusing.check(json, unreadable, &["足りないか、読み取れません"], "/records").await;
        let get = |address| Form { method: Method::GET, ..form(address, "", "/history") };
        let page = refusing
            .check(get("/api/access-history/all.txt"), StatusCode::NOT_FOUND, &["見つかりません"], "/history")
            .await;
        assert!(!page.contains("何も変えていません"), "nothing was to be changed");
        let wrong = StatusCode::METHOD_NOT_ALLOWED;
        refusing.check(get("/consent/preset"), wrong, &["見つかりません"], "/history").await;
        let spoilt = form("/people/%ff/end", "patient=x", "/people");
        refusing.check(spoilt, BAD, &["足りないか、読み取れません"], "/people").await;
        let desk = Form { clerk: true, kind: "text/plain", ..form("/desk/find", "x", "/desk") };
        refusing.check(desk, unreadable, &["足りないか、読み取れません"], "/desk").await;
    })
    .await;
}

#[tokio::test]
async fn it_speaks_the_readers_language_and_no_page_to_programs() {
    on_each(|world| async move {
        let refusing = Refusing::begin(world).await;
        let english = Form { language: "en", ..form("/consent/withdraw", "id=1", "/consent") };
        let words = ["Nothing was changed", "not readable: id", "Back to the page before"];
        refusing.check(english, INCOMPLETE, &words, "/consent").await;
        let secret = refusing.portal.cookie().replace("__Host-mikata_session=", "");
        let program =
            refusing.portal.ask_in_session(Some(&secret), Method::POST, "/consent/withdraw", "id=1").await;
        assert_eq!(program.status, INCOMPLETE);
        assert_eq!(program.header("content-type"), "text/plain; charset=utf-8");
        assert!(program.text().starts_with("送られた内容の一部"), "{}", program.text());
    })
    .await;
}
