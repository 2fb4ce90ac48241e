//! Posts in a session need the token that its pages carry: whatever the route, the kind of body and whoever asks.

use crate::common::{
    HOSPITAL, World,
    bundle::{diagnosis, hanako},
};
use crate::portal::{Answer, Portal, example, page_token};
use app::{
    components::form::{TOKEN_FIELD, TOKEN_HEADER},
    typed::TYPED_FIELD,
};
use axum::{
    body::Body,
    http::{Method, Request, StatusCode, header},
};
use server::{
    auth::Role,
    http::form_token,
    store::{DatabaseUrl, Store},
};
use std::collections::BTreeSet;

const FORM: &str = "application/x-www-form-urlencoded";
const REFUSED: &str = "この画面は、いまのログインより前に開いたものです";

/// 見本 花子 and the staff of her hospital.
struct Place {
    world: World,
    portal: Portal,
    own: String,
    members: Vec<String>,
    _folder: tempfile::TempDir,
}

impl Place {
    async fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let url = DatabaseUrl(folder.path().join("mikata.db").to_str().unwrap().to_owned());
        let world = World::new(Store::open(&url).await.unwrap()).await;
        world.send_new(HOSPITAL, &hanako().conditions(HOSPITAL, "1", &[diagnosis("a", "高血圧症")])).await;
        let patient = world.only_person().await;
        let portal = Portal::over(world.store.clone(), world.clock.clone(), patient, HOSPITAL).await;
        let own = world.sign_in(patient, world.clock.now()).await;
        let mut members = Vec::new();
        for role in [Role::Administrator, Role::Clerk, Role::Doctor, Role::Emergency] {
            members.push(world.member(HOSPITAL, "架空 職員", &[role]).await.cookie);
        }
        Self { world, portal, own, members, _folder: folder }
    }

    async fn post(
        &self,
        session: Option<&str>,
        address: &str,
        kind: &str,
        token: Option<&str>,
        body: &str,
    ) -> Answer {
        let mut request = Request::builder()
            .method(Method::POST)
            .uri(address)
            .header(header::HOST, "localhost:3000")
            .header(header::REFERER, "http://localhost:3000/settings")
            .header("sec-fetch-site", "same-origin")
            .header(header::ACCEPT, "text/html,*/*;q=0.8")
            .header(header::ACCEPT_LANGUAGE, "ja")
            .header(header::CONTENT_TYPE, kind);
        if let Some(session) = session {
            request = request.header(header::COOKIE, format!("__Host-mikata_session={session}"));
        }
        // Several, one after another.
        for token in token.into_iter().flat_map(|tokens| tokens.split(' ')) {
            request = request.header(TOKEN_HEADER, token);
        }
        self.portal.send_as_it_is(request.body(Body::from(body.to_owned())).unwrap()).await
    }

    async fn get(&self, session: Option<&str>, address: &str) -> Answer {
        self.portal.ask_in_session(session, Method::GET, address, "").await
    }
}

#[tokio::test]
async fn every_post_in_a_session_needs_its_token() {
    let place = Place::new().await;
    let patient = place.portal.patient().to_string();
    let routes = place.portal.addresses().into_iter().filter(|(path, method)| {
        // Of no session: systems by their key, and whoever has a link.
        let others = ["/fhir", "/cds-services", "/link/"];
        *method == "POST" && !others.iter().any(|start| path.starts_with(start))
    });
    let foreign = form_token(&place.world.sign_in(place.portal.patient(), place.world.clock.now()).await);
    let mut routes: Vec<String> = routes.map(|(path, _)| path).collect();
    routes.sort();
    for path in &routes {
        let (address, body) = example(path, &patient);
        for session in [&place.own].into_iter().chain(&place.members) {
            let without = format!("{body}&{TOKEN_FIELD}=");
            let other = format!("{body}&{TOKEN_FIELD}={foreign}");
            let headers = format!("{0} {0}", form_token(session));
            let twice = format!("{body}&{TOKEN_FIELD}={0}&{TOKEN_FIELD}={0}", form_token(session));
            for (kind, token, body) in [
                (FORM, None, body),
                (FORM, None, without.as_str()),
                (FORM, None, other.as_str()),
                (FORM, None, twice.as_str()),
                (FORM, Some(foreign.as_str()), body),
                (FORM, Some(""), body),
                (FORM, Some(headers.as_str()), body),
                ("application/json", Some(headers.as_str()), body),
                ("application/json", None, body),
                ("application/json", Some(foreign.as_str()), body),
                ("text/plain", None, body),
                ("multipart/form-data; boundary=x", None, body),
            ] {
                let answer = place.post(Some(session), &address, kind, token, body).await;
                let text = answer.text();
                assert_eq!(answer.status, StatusCode::FORBIDDEN, "{address} as {kind}: {text}");
                assert!(text.contains(REFUSED), "{address} as {kind}: {text}");
            }
        }
    }
    assert!(routes.len() > 40, "only {} routes", routes.len());
    println!("{} routes, {} sessions, 12 kinds of posts each", routes.len(), 1 + place.members.len());
    // Nothing of all that ended a session.
    for session in [&place.own].into_iter().chain(&place.members) {
        let home = if *session == place.own { "/" } else { "/signins" };
        assert_eq!(place.get(Some(session), home).await.status, StatusCode::OK);
    }
    // With it each is answered by its own handler.
    for path in routes.iter().filter(|path| !path.starts_with("/signins/end") && *path != "/signout") {
        let (address, body) = example(path, &patient);
        let kind =
            if path.starts_with("/auth") || path.starts_with("/push") { "application/json" } else { FORM };
        let answer = place
            .post(Some(&place.members[0]), &address, kind, Some(&form_token(&place.members[0])), body)
            .await;
        assert!(!answer.text().contains(REFUSED), "{address}: {}", answer.text());
    }
}

/// Two answers have nothing of it in common: neither of them, nor their sizes, tells anything of another.
#[tokio::test]
async fn each_answer_has_it_behind_a_mask_of_its_own_and_every_one_is_taken() {
    let place = Place::new().await;
    let mut seen = Vec::new();
    for address in ["/settings", "/settings", "/settings", "/consent", "/own"] {
        let page = place.get(Some(&place.own), address).await.text();
        let token = page_token(&page).unwrap().to_owned();
        assert_eq!(token.len(), 86, "{address}");
        let described = format!("form_token&quot;:&quot;{token}&quot;");
        assert!(page.contains(&described) || !page.contains("mikata-visit"), "scripts have the same: {page}");
        seen.push(token);
    }
    let pieces =
        |token: &str| -> BTreeSet<Vec<u8>> { token.as_bytes().windows(6).map(<[u8]>::to_vec).collect() };
    for (at, token) in seen.iter().enumerate() {
        let others = seen.iter().enumerate().filter(|(other, _)| *other != at);
        for (_, other) in others {
            assert!(pieces(token).is_disjoint(&pieces(other)), "{token} and {other}");
        }
        let body = format!("language=ja&{TOKEN_FIELD}={token}&return_to=%2Flabs");
        let answer = place.post(Some(&place.own), "/settings/language", FORM, None, &body).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{token}");
        let told = place.post(Some(&place.own), "/push/known", "application/json", Some(token), "{}").await;
        assert!(!told.text().contains(REFUSED), "{}", told.text());
        let elsewhere = place.post(Some(&place.members[0]), "/settings/language", FORM, None, &body).await;
        assert_eq!(elsewhere.status, StatusCode::FORBIDDEN, "of another session");
        // Half of one and half of another, and one letter changed.
        let mixed = format!("{}{}", &token[..43], &seen[(at + 1) % seen.len()][43..]);
        let letter = if token.starts_with('A') { 'B' } else { 'A' };
        for bad in [mixed, format!("{letter}{}", &token[1..]), token[..43].to_owned()] {
            let body = format!("language=ja&{TOKEN_FIELD}={bad}&return_to=%2Flabs");
            let answer = place.post(Some(&place.own), "/settings/language", FORM, None, &body).await;
            assert_eq!(answer.status, StatusCode::FORBIDDEN, "{bad}");
        }
    }
}

#[tokio::test]
async fn a_form_says_it_in_a_field_and_its_handler_sees_the_rest() {
    let place = Place::new().await;
    let token = form_token(&place.own);
    let body = format!("language=en&{TOKEN_FIELD}={token}&return_to=%2Flabs");
    let answer = place.post(Some(&place.own), "/settings/language", FORM, None, &body).await;
    assert_eq!((answer.status, answer.header("location")), (StatusCode::SEE_OTHER, "/labs"));
    // Several fields of one name, as boxes that are ticked.
    let administrator = &place.members[0];
    let token = form_token(administrator);
    let body = format!("name=受付&role=clerk&role=doctor&{TOKEN_FIELD}={token}");
    let sheet = place.post(Some(administrator), "/desk/staff/new", FORM, None, &body).await;
    assert_eq!(sheet.status, StatusCode::OK, "{}", sheet.text());
    let long = format!("language=en&x={}&{TOKEN_FIELD}={token}", "a".repeat(3 * 1024 * 1024));
    let answer = place.post(Some(administrator), "/settings/language", FORM, None, &long).await;
    assert_eq!(answer.status, StatusCode::PAYLOAD_TOO_LARGE);
}

#[tokio::test]
async fn a_page_from_before_signing_in_again_is_refused_as_a_page_that_hands_back_what_was_written() {
    let place = Place::new().await;
    let old = form_token(&place.own);
    let again = place.world.sign_in(place.portal.patient(), place.world.clock.now()).await;
    let body = format!("text=なぜ見た&{TYPED_FIELD}=text&{TOKEN_FIELD}={old}");
    let refused = place.post(Some(&again), "/history/1/question", FORM, None, &body).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    assert_eq!(refused.header("content-type"), "text/html; charset=utf-8");
    let page = refused.text();
    for words in [REFUSED, "何も変えていません", "なぜ見た</textarea>", "href=\"/settings\""] {
        assert!(page.contains(words), "{words}: {page}");
    }
    let told = place.post(Some(&again), "/push/known", "application/json", Some(&old), "{}").await;
    assert_eq!(told.status, StatusCode::FORBIDDEN);
    let json = place.post(Some(&again), "/auth/verify/options", "application/json", None, "{}").await;
    assert!(json.text().contains(REFUSED), "{}", json.text());
}

/// Every page with forms, as each of those asks for it who may.
async fn pages(place: &Place) -> Vec<(&String, String, String)> {
    let desk = format!("/desk/patients/{}", place.portal.patient());
    let own = [
        "/",
        "/consent",
        "/consent/code",
        "/people",
        "/people/new",
        "/records",
        "/settings",
        "/signins",
        "/verify",
        "/history",
        "/history/1",
        "/medicines",
        "/own",
    ];
    let desks = ["", "/record", "/invitation", "/death", "/representatives", "/emergency"]
        .map(|rest| format!("{desk}{rest}"));
    let more = [
        "/desk",
        "/desk/staff",
        "/desk/staff/new",
        "/desk/keys/new",
        "/desk/emergency",
        "/desk/questions",
        "/desk/sign-outs",
        "/signins",
    ];
    let mut asked: Vec<(&String, String)> =
        own.iter().map(|address| (&place.own, (*address).to_owned())).collect();
    for member in &place.members {
        asked.extend(desks.iter().map(|address| (member, address.clone())));
        asked.extend(more.iter().map(|address| (member, (*address).to_owned())));
    }
    let mut pages = Vec::new();
    for (session, address) in asked {
        let page = place.get(Some(session), &address).await.text();
        pages.push((session, address, page));
    }
    pages
}

#[tokio::test]
async fn every_form_of_every_page_carries_it() {
    let place = Place::new().await;
    let mut forms = 0;
    for (session, address, page) in pages(&place).await {
        let posts = page.matches("method=\"post\"").count();
        let Some(carried) = page_token(&page) else {
            assert_eq!(posts, 0, "{address}: {page}");
            continue;
        };
        let token = format!("name=\"{TOKEN_FIELD}\" value=\"{carried}\"");
        assert_eq!(posts, page.matches(&token).count(), "{address}: {page}");
        assert!(!page.contains(&form_token(session)), "{address} says it without a mask: {page}");
        forms += posts;
    }
    assert!(forms > 80, "only {forms} forms");
    println!("{forms} forms");
}

/// A field of a form: what it is called, whether somebody types in it, and what stands in it.
struct Field {
    name: String,
    is_typed: bool,
    value: String,
}

/// The forms of a page that are posted: where to, and their fields.
fn posted_forms(page: &str) -> Vec<(String, Vec<Field>)> {
    let attribute = |tag: &str, name: &str| {
        let (_, rest) = tag.split_once(&format!(" {name}=\""))?;
        rest.split_once('"').map(|(value, _)| value.to_owned())
    };
    let tags = |form: &str| -> Vec<String> {
        let starts = ["<input", "<textarea"].into_iter().flat_map(|start| form.match_indices(start));
        let mut starts: Vec<usize> = starts.map(|(at, _)| at).collect();
        starts.sort_unstable();
        starts.into_iter().map(|at| form[at..].split('>').next().unwrap().to_owned()).collect()
    };
    let mut forms = Vec::new();
    for form in page.split("<form").skip(1) {
        let form = form.split("</form>").next().unwrap();
        let begin = format!(" {}", form.split('>').next().unwrap());
        if attribute(&begin, "method").as_deref() != Some("post") {
            continue;
        }
        let field = |tag: String| {
            let kind = attribute(&tag, "type");
            let is_typed = !matches!(kind.as_deref(), Some("hidden" | "checkbox" | "radio"));
            let value = attribute(&tag, "value").unwrap_or_default();
            attribute(&tag, "name").map(|name| Field { name, is_typed, value })
        };
        let fields = tags(form).into_iter().filter_map(field).collect();
        forms.push((attribute(&begin, "action").unwrap_or_default(), fields));
    }
    forms
}

#[tokio::test]
async fn what_was_typed_in_any_form_comes_back_from_a_page_of_before() {
    let place = Place::new().await;
    // A facility looks, so that there is something to ask about.
    let looked = format!("/desk/patients/{}", place.portal.patient());
    assert_eq!(place.get(Some(&place.members[1]), &looked).await.status, StatusCode::OK);
    let before = form_token("a session of before");
    let (mut forms, mut given_back, mut kept) = (0, BTreeSet::new(), BTreeSet::new());
    for (session, address, page) in pages(&place).await {
        for (action, fields) in posted_forms(&page) {
            if !fields.iter().any(|field| field.is_typed) {
                continue;
            }
            let named = |name: &str| fields.iter().any(|one| one.name == TYPED_FIELD && one.value == name);
            let mut body = vec![format!("{TOKEN_FIELD}={before}")];
            for (number, field) in fields.iter().filter(|field| field.name != TOKEN_FIELD).enumerate() {
                let value = if field.is_typed { format!("typed-{number}-x") } else { field.value.clone() };
                body.push(format!("{}={value}", field.name));
            }
            let to = if action.is_empty() { address.clone() } else { action };
            let refused = place.post(Some(session), &to, FORM, None, &body.join("&")).await;
            assert_eq!(refused.status, StatusCode::FORBIDDEN, "{address}: {to}");
            let told = refused.text();
            for (number, field) in fields.iter().filter(|field| field.name != TOKEN_FIELD).enumerate() {
                if !field.is_typed {
                    continue;
                }
                let is_there = told.contains(&format!("typed-{number}-x"));
                assert_eq!(is_there, named(&field.name), "{address}: {}: {told}", field.name);
                if is_there { &mut given_back } else { &mut kept }.insert(field.name.clone());
            }
            forms += 1;
        }
    }
    assert_eq!(kept.into_iter().collect::<Vec<_>>(), ["code"], "what opens something is nobody's to read");
    assert!(forms >= 15 && given_back.len() >= 12, "{forms} forms, {given_back:?}");
    for name in ["text", "label", "until", "number", "note", "died_on", "name"] {
        assert!(given_back.contains(name), "{name}: {given_back:?}");
    }
}

#[tokio::test]
async fn whoever_is_not_signed_in_needs_none() {
    let place = Place::new().await;
    let page = place.get(None, "/signin").await.text();
    assert!(page.contains("method=\"post\"") && !page.contains(&format!("name=\"{TOKEN_FIELD}\"")), "{page}");
    let answer = place.post(None, "/settings/language", FORM, None, "language=en&return_to=%2Fsignin").await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    let body = format!("person={}", place.portal.patient());
    let answer = place.post(None, "/signin/demo", FORM, None, &body).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
    // A cookie of nobody is nobody.
    let answer = place.post(Some("x"), "/settings/language", FORM, None, "language=en&return_to=%2F").await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
}
