//! One event stream of one browser.

use super::{Live, subscribers::Message};
use crate::{
    auth::Actor,
    clock::Clock,
    store::{
        Store,
        account::session::{self, Handle},
    },
};
use axum::response::sse::Event;
use futures_util::stream::{self, Stream};
use shared::{ids::PatientId, log::News};
use std::{convert::Infallible, net::IpAddr, time::Duration};
use tokio::sync::mpsc;

/// How long a browser waits before it comes back.
const COME_BACK_AFTER: Duration = Duration::from_secs(2);

/// A subscriber, and how it is checked that they still may be one.
#[derive(Clone, Debug)]
pub struct Listening {
    pub patient: PatientId,
    pub session: Handle,
    /// From where, where that is known.
    pub address: Option<IpAddr>,
    pub store: Store,
    pub clock: Clock,
}

/// Everything a stream says, in order: `here` (from which number on it tells), `message` with [`News`], and `end`
/// where the browser should not come back by itself. `None`: the program is about to end.
pub fn open(
    live: &Live,
    listening: Listening,
    told: i64,
) -> Option<impl Stream<Item = Result<Event, Infallible>> + use<>> {
    let heard = live.join(listening.patient, listening.address, told)?;
    let open = Open { listening, heard, check_every: live.poll_interval().check_every };
    let here = event("here", told, &serde_json::json!({ "seq": told })).retry(COME_BACK_AFTER);
    Some(stream::unfold(Next::Say(here, Box::new(open)), |next| async {
        let (event, next) = next.step().await?;
        Some((Ok(event), next))
    }))
}

struct Open {
    listening: Listening,
    heard: mpsc::Receiver<Message>,
    check_every: Duration,
}

enum Next {
    Say(Event, Box<Open>),
    Wait(Box<Open>),
    Over,
}

impl Next {
    async fn step(self) -> Option<(Event, Self)> {
        match self {
            Self::Say(event, open) => Some((event, Self::Wait(open))),
            Self::Wait(open) => open.wait().await,
            Self::Over => None,
        }
    }
}

/// Whether the stream's session is still the one it was opened in.
enum Still {
    Open,
    /// Signed out, expired, or another record is open in it.
    Ended,
    /// Nobody can say now.
    Unknown,
}

impl Open {
    async fn wait(mut self: Box<Self>) -> Option<(Event, Next)> {
        loop {
            let told = tokio::select! {
                told = self.heard.recv() => Some(told?),
                () = tokio::time::sleep(self.check_every) => None,
            };
            if told == Some(Message::Replaced) {
                return Some((end(), Next::Over));
            }
            // Also before each piece of news: it is for whoever is signed in now.
            match self.listening.still().await {
                Still::Open => {}
                Still::Ended => return Some((end(), Next::Over)),
                Still::Unknown => return None,
            }
            if let Some(Message::News { news, upto }) = told {
                return Some((said(news, upto), Next::Wait(self)));
            }
        }
    }
}

impl Listening {
    async fn still(&self) -> Still {
        match session::glance(&self.store, &self.session, self.clock.now()).await {
            Ok(Some(Actor::Patient(patient))) if patient == self.patient => Still::Open,
            Ok(_) => Still::Ended,
            Err(error) => {
                tracing::warn!(error = &error as &dyn std::error::Error, "a stream's session is not known");
                Still::Unknown
            }
        }
    }
}

fn said(news: News, upto: i64) -> Event {
    event("message", upto, &serde_json::json!(news))
}

fn end() -> Event {
    Event::default().event("end").data("{}")
}

/// JSON in one line, so that nothing in it can be taken for another field.
fn event(name: &str, id: i64, data: &serde_json::Value) -> Event {
    Event::default().event(name).id(id.to_string()).data(data.to_string())
}
