//! The layer that recognises the session of a request and makes its [`Visitor`], before any handler runs.

use super::{
    AppState,
    plumbing::{
        form_token,
        headers::{plain_page, shows_pages},
        local_path::local_path,
        visitor::{SESSION_COOKIE, TEXT_SIZE_COOKIE, Visitor, cookie, language},
    },
    portal::people::{others_emergency, others_sharing, waiting},
    sign_in::{account::as_signed_out, device, held},
};
use crate::{
    auth::{Actor, Caregiver},
    store::{
        StoreError,
        account::{
            self, recovery,
            session::{self, Holder, Session},
            sign_out,
        },
        function,
        log::tail,
        sharing::{emergency_notice, mandate, sharing_notice},
    },
};
use app::{
    context::visit::{KnowledgeAddresses, OpenRecord, SignInNews, TextSize, Visit},
    i18n::embedded,
    keeping::WAITED_HEADER,
    ports::people::{OthersEmergency, OthersSharing},
    refused::{RefusedForm, refused_page},
};
use axum::{
    extract::{Request, State},
    http::{HeaderValue, Method, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use base64::{Engine, engine::general_purpose::STANDARD};
use shared::{
    functions::{Function, Functions},
    log::news::SoFar,
    private_use::with_stand_ins,
    time::tokyo_day,
};

/// Puts a [`Visitor`] into the request.
pub async fn recognise(State(state): State<AppState>, mut request: Request, next: Next) -> Response {
    let secret = cookie(request.headers(), SESSION_COOKIE);
    let holder = match &secret {
        None => None,
        Some(secret) => match session::holder(&state.store, secret, state.clock.now()).await {
            Ok(found) => found,
            // Not "signed out": the person is, we just cannot see it now.
            Err(error) => return unavailable(&state, &request, &error),
        },
    };
    let (session, held) = match holder {
        None => (None, None),
        Some(Holder::Open(session)) => (Some(session), None),
        // Here, before any handler runs: a route that is added tomorrow is shut, too.
        Some(Holder::Held(_)) if !held::is_answered(&request) => return held::turned_away(&request),
        Some(Holder::Held(held)) => (None, Some(held)),
    };
    let actor = match (&session, &held) {
        (Some(session), _) => session.actor.clone(),
        (None, Some(held)) => held.actor(),
        (None, None) => Actor::Visitor,
    };
    let browser = device::browser(request.headers());
    let sign_ins = match &session {
        None => SignInNews::None,
        Some(session) => match sign_in_news(&state, session, browser).await {
            Ok(news) => news,
            Err(error) => return unavailable(&state, &request, &error),
        },
    };
    let (others, others_sharing) = match &session {
        None => (Vec::new(), Vec::new()),
        Some(session) => match others_news(&state, &actor, session).await {
            Ok(news) => news,
            Err(error) => return unavailable(&state, &request, &error),
        },
    };
    let decides = match decides(&state, &actor).await {
        Ok(decides) => decides,
        Err(error) => return unavailable(&state, &request, &error),
    };
    let (record, log) = match opened(&state, &actor).await {
        Ok(opened) => opened,
        Err(error) => return unavailable(&state, &request, &error),
    };
    let waiting = match &actor {
        Actor::Patient(own) => match waiting(&state, *own).await {
            Ok(waiting) => waiting,
            Err(error) => return unavailable(&state, &request, &error),
        },
        _ => Vec::new(),
    };
    let functions = match &session {
        // Nothing of a record is on their pages.
        None => Functions::NONE,
        Some(_) => match function::in_use(&state.store, state.demo.is_some()).await {
            Ok(functions) => functions,
            Err(error) => return unavailable(&state, &request, &error),
        },
    };
    let checks = functions.contains(Function::MedicationCheck) && state.patients_check;
    let locale = language(request.headers());
    let text_size = cookie(request.headers(), TEXT_SIZE_COOKIE).and_then(|size| TextSize::from_tag(&size));
    let visit = Visit {
        locale,
        demo: state.demo.is_some(),
        signed_in: session.is_some(),
        form_token: secret
            .filter(|_| session.is_some() || held.is_some())
            .map(|secret| form_token::masked(&secret, state.entropy.bytes())),
        desk: matches!(actor, Actor::Staff(_)),
        record,
        whose: actor.open_record(),
        reader: match (&actor, &session) {
            (Actor::Caregiver(_), Some(session)) => Some(session.name.clone()),
            _ => None,
        },
        own_name: match (&actor, &session) {
            (Actor::Patient(_), Some(session)) => Some(with_stand_ins(&session.name).into_owned()),
            _ => None,
        },
        decides,
        previous_visit: session.as_ref().and_then(|session| session.previous_visit),
        functions,
        knowledge: checks.then(|| KnowledgeAddresses {
            rules: state.knowledge.rules.address.clone(),
            names: state.knowledge.names.address.clone(),
        }),
        written_on: tokyo_day(state.clock.now()),
        keep_days: state.keep_days,
        log,
        sign_ins,
        others,
        others_sharing,
        waiting,
        text_size: text_size.unwrap_or_default(),
        catalogue: state.front_end.catalogue(locale).to_owned(),
    };
    let nonce = STANDARD.encode(state.entropy.bytes::<16>());
    let address = state.trusted_proxies.origin(request.extensions(), request.headers());
    let waited = request.headers().contains_key(WAITED_HEADER);
    request.extensions_mut().insert(Visitor { actor, session, held, visit, nonce, address, waited });
    next.run(request).await
}

/// Which record is open, and for one's own the log position and unseen notices. Another person's that does not open any
/// more is none; whether it opens in the end, the gate decides.
async fn opened(state: &AppState, actor: &Actor) -> Result<(OpenRecord, SoFar), StoreError> {
    Ok(match actor {
        Actor::Patient(own) => (OpenRecord::Own, tail::so_far(&state.store, *own).await?),
        Actor::Caregiver(Caregiver { account, patient }) => {
            let today = state.clock.today();
            let powers = mandate::powers_now(&state.store, *account, *patient, today).await?;
            match powers.is_some_and(|powers| !powers.seen.is_empty()) {
                true => (OpenRecord::Others, SoFar::default()),
                false => (OpenRecord::None, SoFar::default()),
            }
        }
        _ => (OpenRecord::None, SoFar::default()),
    })
}

/// What whoever is signed in must know of their ways in, on every page.
async fn sign_in_news(
    state: &AppState,
    session: &Session,
    browser: Option<Vec<u8>>,
) -> Result<SignInNews, StoreError> {
    let waits = recovery::undecided_of(&mut state.store.read().await?, session.account).await?;
    if let Some(waits) = waits {
        return Ok(match waits.stopped_at {
            None => SignInNews::Waits { facility: waits.facility_name, until: waits.waits_until },
            Some(_) => SignInNews::Stopped { facility: waits.facility_name },
        });
    }
    // In every browser, also one that is new: whoever was signed out may sign in on another device.
    if let Some(one) = sign_out::newest(&state.store, session.account).await?.filter(|one| !one.seen) {
        return Ok(SignInNews::SignedOut(as_signed_out(one)));
    }
    let Some(browser) = browser else { return Ok(SignInNews::None) };
    let Session { account, created_at, .. } = session;
    match account::has_unseen(&state.store, *account, &browser, *created_at).await? {
        true => Ok(SignInNews::Changed),
        false => Ok(SignInNews::None),
    }
}

/// Emergencies of people whom whoever is signed in acts for, and what others in the same people's place decided, which they
/// have not read of.
async fn others_news(
    state: &AppState,
    actor: &Actor,
    session: &Session,
) -> Result<(Vec<OthersEmergency>, Vec<OthersSharing>), StoreError> {
    if matches!(actor, Actor::Staff(_)) {
        return Ok((Vec::new(), Vec::new()));
    }
    let today = state.clock.today();
    let emergencies = emergency_notice::unseen(&state.store, session.account, today).await?;
    let sharing = sharing_notice::of_account(&state.store, session.account, today).await?;
    Ok((
        emergencies.into_iter().map(others_emergency).collect(),
        sharing.into_iter().filter(|one| !one.seen).map(others_sharing).collect(),
    ))
}

/// Whether a caregiver decides today in the person's place who may see the record that is open.
async fn decides(state: &AppState, actor: &Actor) -> Result<bool, StoreError> {
    let Actor::Caregiver(Caregiver { account, patient }) = actor else { return Ok(false) };
    let mut tx = state.store.read().await?;
    mandate::decides_for(&mut tx, *account, *patient, state.clock.today()).await
}

/// The answer while sessions cannot be looked up: a page without a visitor.
fn unavailable(state: &AppState, request: &Request, error: &StoreError) -> Response {
    tracing::error!(error = error as &dyn std::error::Error, "looking up a session failed");
    let status = StatusCode::SERVICE_UNAVAILABLE;
    let locale = language(request.headers());
    let mut answer = if shows_pages(request.headers()) {
        let changing = !matches!(*request.method(), Method::GET | Method::HEAD);
        let again = request.uri().path_and_query().map_or("/", |path| path.as_str());
        let back = if changing { "/" } else { local_path(again) }.to_owned();
        let visit = Visit { locale, demo: state.demo.is_some(), ..Visit::default() };
        let refused = RefusedForm {
            status,
            why: None,
            field: None,
            typed: None,
            back,
            signed_out: false,
            changing,
            wait: None,
        };
        plain_page(status, refused_page(&visit, state.front_end.stylesheets.clone(), refused))
    } else {
        let line = format!("{}\n", embedded::words(locale).say("form-try-again", &[]));
        (status, [(header::CACHE_CONTROL, "no-store")], line).into_response()
    };
    answer.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from_static("10"));
    answer
}
