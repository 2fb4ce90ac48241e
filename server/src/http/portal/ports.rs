//! The app's [`Portal`] port, answered for one request, and the context that pages are given.

use super::{history::RequestHistory, people::RequestPeople, sharing, treating};
use crate::{
    gate::{self, Actor, Purpose},
    http::{
        AppState,
        plumbing::{pace, visitor::Visitor},
        sign_in::{account::RequestAccount, demo_staff::OfferedStaff, oidc::offered_providers},
    },
    store::{
        StoreError,
        identity::person,
        record::{self, Taken, ViewSettings, contact::NamedContact},
    },
};
use app::{
    error::PageError,
    ports::{
        AccessHistoryContext, DemoPerson, Portal, PortalContext, account::AccountContext,
        desk::DeskDemoContext, oidc::OidcProviders, people::PeopleContext,
    },
    shell::shell,
};
use async_trait::async_trait;
use axum::{
    body::Body,
    http::{Method, Request, StatusCode, Uri, request::Parts},
    response::Response,
};
use leptos::nonce::Nonce;
use leptos::prelude::*;
use shared::{
    consent::{Sharing, SharingQuery, Treating},
    ids::PatientId,
    record::RecordView,
    time::age_in_years,
};
use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};
use tokio::sync::OnceCell;

/// Hands a page its visit, its nonce, its words and its portal.
pub fn provide_page_context(state: &AppState) {
    let request = use_context::<Parts>();
    let Some(visitor) = request.as_ref().and_then(|parts| parts.extensions.get::<Visitor>().cloned()) else {
        // Listing the routes: no request, nobody, nothing to show.
        return;
    };
    let state = &state.asked_from(visitor.address);
    provide_context(Nonce::from_value(visitor.nonce.clone()));
    provide_context(app::i18n::embedded::words(visitor.visit.locale));
    if visitor.visit.knowledge.is_some() {
        provide_context(app::context::knowledge::KnowledgeContext(state.knowledge.base().clone()));
    }
    provide_context(OidcProviders(offered_providers(state, &visitor, |_| true)));
    provide_context(visitor.visit.clone());
    let account: AccountContext = Arc::new(RequestAccount {
        state: state.clone(),
        visitor: visitor.clone(),
        headers: request.map(|parts| parts.headers).unwrap_or_default(),
    });
    provide_context(account);
    let people: PeopleContext = Arc::new(RequestPeople { state: state.clone(), visitor: visitor.clone() });
    provide_context(people);
    let desk: DeskDemoContext = Arc::new(OfferedStaff(state.clone()));
    provide_context(desk);
    let history: AccessHistoryContext =
        Arc::new(RequestHistory { state: state.clone(), actor: visitor.actor.clone() });
    provide_context(history);
    let portal: PortalContext = Arc::new(RequestPortal::new(state.clone(), visitor.actor));
    provide_context(portal);
}

/// Bound to one request: the record is read, and entered in the log, at most once.
struct RequestPortal {
    state: AppState,
    actor: Actor,
    record: OnceCell<Result<Arc<RecordView>, PageError>>,
    treating: OnceCell<Result<Arc<Treating>, PageError>>,
    /// Then the record waits for it as well: in which order a page's parts are written must not tell which of them
    /// took longer.
    treating_asked: AtomicBool,
}

impl RequestPortal {
    fn new(state: AppState, actor: Actor) -> Self {
        let (record, treating) = (OnceCell::new(), OnceCell::new());
        Self { state, actor, record, treating, treating_asked: AtomicBool::new(false) }
    }

    async fn own_record(&self) -> Result<Arc<RecordView>, PageError> {
        self.record.get_or_init(|| read_record(&self.state, &self.actor)).await.clone()
    }

    async fn after_the_record(&self) -> Result<Arc<Treating>, PageError> {
        let read = async || {
            let _ = self.own_record().await;
            treating::read(&self.state, &self.actor).await
        };
        self.treating.get_or_init(read).await.clone()
    }
}

#[async_trait]
impl Portal for RequestPortal {
    async fn record(&self) -> Result<Arc<RecordView>, PageError> {
        if self.treating_asked.load(Ordering::Relaxed) {
            let _ = self.after_the_record().await;
        }
        self.own_record().await
    }

    async fn sharing(&self, query: SharingQuery) -> Result<Arc<Sharing>, PageError> {
        sharing::read(&self.state, &self.actor, query).await
    }

    async fn treating(&self) -> Result<Arc<Treating>, PageError> {
        self.treating_asked.store(true, Ordering::Relaxed);
        self.after_the_record().await
    }

    async fn demo_people(&self) -> Result<Vec<DemoPerson>, PageError> {
        let Some(demo) = self.state.demo else { return Ok(Vec::new()) };
        let people = person::all_for_demo(&self.state.store, demo).await.map_err(|error| {
            tracing::error!(
                error = &error as &dyn std::error::Error,
                "listing the demonstration people failed"
            );
            PageError::Unavailable
        })?;
        let today = self.state.clock.today();
        Ok(people
            .into_iter()
            .map(|person::KnownPerson { patient, demographics }| DemoPerson {
                id: patient.to_string(),
                age: age_in_years(demographics.birth_date, today),
                name: demographics.name,
                kana: demographics.kana,
                sex: demographics.sex,
                birth_date: demographics.birth_date,
            })
            .collect())
    }
}

/// The page at `uri` as the answer to a form, with what came of it: the page finds `came` in its context.
pub async fn render<Came: Clone + Send + Sync + 'static>(
    state: &AppState,
    visitor: &Visitor,
    uri: Uri,
    came: Came,
    status: StatusCode,
) -> Response {
    let mut request = Request::new(Body::empty());
    *request.method_mut() = Method::GET;
    *request.uri_mut() = uri;
    request.extensions_mut().insert(visitor.clone());
    let context = {
        let state = state.clone();
        move || {
            provide_page_context(&state);
            provide_context(came.clone());
        }
    };
    // An answer to a form is not to be loaded again: it offers no newer version.
    let assets = state.front_end.assets();
    let options = state.front_end.options.clone();
    let render =
        leptos_axum::render_app_async_with_context(context, move || shell(options.clone(), assets.clone()));
    let mut response = render(request).await;
    *response.status_mut() = status;
    response
}

/// The record of the person who asks, through the gate, as a page in a browser holds it: without what infection tests
/// are and what came of them.
pub async fn read_record(state: &AppState, actor: &Actor) -> Result<Arc<RecordView>, PageError> {
    taken(state, actor, Taken::read_for_a_page).await
}

/// The same in full: for whoever has proved just now that it is they, on a page that is not kept.
pub async fn read_in_full(state: &AppState, actor: &Actor) -> Result<Arc<RecordView>, PageError> {
    taken(state, actor, Taken::read).await
}

async fn taken(
    state: &AppState,
    actor: &Actor,
    read: impl FnOnce(Taken) -> Result<Arc<RecordView>, StoreError> + Send + 'static,
) -> Result<Arc<RecordView>, PageError> {
    let (patient, purpose) = match actor {
        Actor::Patient(own) => (*own, Purpose::OwnRecord),
        Actor::Caregiver(caregiver) => (caregiver.patient, Purpose::OnBehalf),
        Actor::Person(_) | Actor::Staff(_) => return Err(PageError::NotOpen),
        Actor::Waiting(_) | Actor::Frozen(_) => return Err(PageError::NotOpen),
        Actor::Visitor | Actor::Facility(_) | Actor::Operator => return Err(PageError::SignInFirst),
    };
    pace::take_on_behalf(state, actor)?;
    let opened = gate::open(&state.store, &state.clock, actor, patient, purpose).await;
    let grant = opened.map_err(not_opened)?;
    let taking = async {
        let settings = ViewSettings { windows: state.windows, refill: state.refill };
        let sealed = record::view(&grant, state.clock.today(), settings).await?;
        grant.release(sealed).await
    };
    // From here on the log entry is on disk, and nobody waits for this reading.
    let taken = taking.await.map_err(unreadable)?;
    aside(state, move || read(taken)).await?.map_err(unreadable)
}

/// A person's own record, as `read` takes it, and beside it whom they named to be rung.
pub(super) async fn own_with_contacts(
    state: &AppState,
    patient: PatientId,
    read: fn(Taken) -> Result<Arc<RecordView>, StoreError>,
) -> Result<(Arc<RecordView>, Vec<NamedContact>), PageError> {
    let actor = Actor::Patient(patient);
    let opened = gate::open(&state.store, &state.clock, &actor, patient, Purpose::OwnRecord).await;
    let grant = opened.map_err(not_opened)?;
    let taking = async {
        let settings = ViewSettings { windows: state.windows, refill: state.refill };
        let sealed = record::view_with_contacts(&grant, state.clock.today(), settings).await?;
        grant.release(sealed).await
    };
    let (taken, contacts) = taking.await.map_err(unreadable)?;
    let view = aside(state, move || read(taken)).await?.map_err(unreadable)?;
    Ok((view, contacts))
}

fn not_opened(refused: gate::Refused) -> PageError {
    match refused {
        gate::Refused::NotPermitted => PageError::NotOpen,
        gate::Refused::Store(error) => {
            tracing::error!(error = &error as &dyn std::error::Error, "the gate could not open");
            PageError::Unavailable
        }
    }
}

fn unreadable(error: StoreError) -> PageError {
    tracing::error!(error = &error as &dyn std::error::Error, "reading a record failed");
    PageError::Unavailable
}

/// Runs what takes long on a thread beside the workers that answer everybody: of a record of years, reading is most of a
/// look. As many at once as there are cores; whoever comes later waits for a turn, and its thread is not lost meanwhile.
/// Does what takes long beside what waits, so many at a time.
pub(super) async fn aside<T: Send + 'static>(
    state: &AppState,
    job: impl FnOnce() -> T + Send + 'static,
) -> Result<T, PageError> {
    let turn = Arc::clone(&state.looks).acquire_owned().await.map_err(|_| PageError::Unavailable)?;
    let done = tokio::task::spawn_blocking(move || {
        let done = job();
        drop(turn);
        done
    });
    done.await.map_err(|error| {
        tracing::error!(error = &error as &dyn std::error::Error, "reading a record was broken off");
        PageError::Unavailable
    })
}
