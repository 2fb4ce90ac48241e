//! The delivery worker: sends waiting messages to the push services.

use super::{Endpoint, Push, endpoint::Lookup, message};
use crate::{
    background::Running,
    clock::Clock,
    store::{
        Store, StoreError,
        account::push::{self, Told, Waiting},
    },
};
use axum::http::StatusCode;
use chrono::Duration;
use futures_util::future::join_all;
use shared::log::news::Kind;
use std::time::Duration as Time;

/// How often is looked for what other processes entered, and for what is to be tried again.
const LOOK_EVERY: Time = Time::from_secs(5);

/// How many messages are on their way at once.
const AT_ONCE: i64 = 16;

/// How long a push service may take. Whoever is slow is asked again later.
const REQUEST_TIMEOUT: Time = Time::from_secs(10);

/// Longer than the timeout of a request: nobody else takes a message that is on its way.
const ON_ITS_WAY: Duration = Duration::seconds(60);

/// After this nobody wants to know any more; the history still says it.
const DROPPED_AFTER: Duration = Duration::days(1);

/// What became of a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Outcome {
    Delivered,
    /// The device does not want any more.
    Gone,
    /// It may work later.
    Later,
    /// It never will.
    Refused,
}

/// Sends the messages that wait. One task does it for all of them.
#[derive(Clone, Debug)]
pub struct Delivery {
    store: Store,
    clock: Clock,
    push: Push,
    client: reqwest::Client,
}

impl Delivery {
    /// # Errors
    /// The system's TLS cannot be set up.
    pub fn new(store: Store, clock: Clock, push: Push) -> Result<Self, reqwest::Error> {
        let client = reqwest::Client::builder()
            // Whatever leads elsewhere could lead behind our walls, and a proxy would look names up itself.
            .redirect(reqwest::redirect::Policy::none())
            .no_proxy()
            .dns_resolver(std::sync::Arc::new(Lookup(push.reach)))
            .timeout(REQUEST_TIMEOUT)
            .build()?;
        Ok(Self { store, clock, push, client })
    }

    /// Carries what is due, and returns how many messages that were.
    ///
    /// # Errors
    /// [`StoreError`]; what was not noted as delivered is delivered again.
    pub async fn deliver_once(&self) -> Result<usize, StoreError> {
        let due = push::due(&self.store, self.clock.now(), AT_ONCE).await?;
        let delivered = join_all(due.iter().map(|waiting| self.carry_one(waiting))).await;
        delivered.into_iter().collect::<Result<Vec<()>, _>>().map(|all| all.len())
    }

    async fn carry_one(&self, waiting: &Waiting) -> Result<(), StoreError> {
        if !push::take(&self.store, waiting, self.clock.now() + ON_ITS_WAY).await? {
            return Ok(());
        }
        let now = self.clock.now();
        match self.send(waiting).await {
            Outcome::Delivered | Outcome::Refused => push::done(&self.store, waiting, now).await,
            Outcome::Gone => push::gone(&self.store, waiting.to.id).await,
            Outcome::Later if now - waiting.entered_at >= DROPPED_AFTER => {
                push::done(&self.store, waiting, now).await
            }
            Outcome::Later => push::again(&self.store, waiting, now + pause(waiting.tries)).await,
        }
    }

    async fn send(&self, waiting: &Waiting) -> Outcome {
        // Checked when it was stored; what is allowed may have changed since.
        let Ok(endpoint) = Endpoint::parse(&waiting.to.endpoint, self.push.reach) else {
            return Outcome::Gone;
        };
        let Ok(body) = message::body(waiting.told, &waiting.to) else { return Outcome::Gone };
        let urgency = match waiting.told {
            Told::Record(Kind::Emergency) | Told::SignIn | Told::Caring => "high",
            Told::Record(_) => "normal",
        };
        let request = self
            .client
            .post(endpoint.url().clone())
            .header("authorization", message::authorization(&self.push, &endpoint, self.clock.now()))
            .header("content-encoding", "aes128gcm")
            .header("content-type", "application/octet-stream")
            .header("ttl", DROPPED_AFTER.num_seconds())
            .header("urgency", urgency)
            .body(body);
        match request.send().await {
            Ok(answer) => outcome(answer.status()),
            Err(error) => {
                // Without the address: whoever has it could be told things in our name.
                let error = error.without_url();
                tracing::warn!(error = &error as &dyn std::error::Error, "a push service was not reached");
                Outcome::Later
            }
        }
    }

    /// Carries in the background until [`Running::stop`], at the latest until the push services on the way have
    /// answered. What waits, waits on.
    pub fn start(self) -> Running {
        Running::begin(|mut stopped| async move {
            let mut appended = self.store.append_signal().subscribe();
            while !*stopped.borrow() {
                let delivered = self.deliver_once().await;
                if let Err(error) = &delivered {
                    tracing::error!(error = error as &dyn std::error::Error, "nothing is told to devices");
                }
                if delivered.is_ok_and(|count| count > 0) {
                    continue;
                }
                tokio::select! {
                    _ = appended.changed() => {}
                    () = tokio::time::sleep(LOOK_EVERY) => {}
                    _ = stopped.changed() => {}
                }
            }
        })
    }
}

fn outcome(status: StatusCode) -> Outcome {
    match status {
        status if status.is_success() => Outcome::Delivered,
        StatusCode::NOT_FOUND | StatusCode::GONE => Outcome::Gone,
        StatusCode::TOO_MANY_REQUESTS | StatusCode::REQUEST_TIMEOUT => Outcome::Later,
        status if status.is_server_error() => Outcome::Later,
        status => {
            tracing::warn!(status = status.as_u16(), "a push service refused a message");
            Outcome::Refused
        }
    }
}

/// 30 seconds, and twice as long each time, up to an hour.
fn pause(tries: i64) -> Duration {
    let doubled = u32::try_from(tries).unwrap_or(u32::MAX).min(7);
    Duration::seconds((30 << doubled).min(3_600))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_fails_is_tried_less_and_less_often() {
        let pauses: Vec<i64> =
            [0, 1, 2, 6, 7, 100].into_iter().map(|tries| pause(tries).num_seconds()).collect();
        assert_eq!(pauses, [30, 60, 120, 1920, 3600, 3600]);
    }

    #[test]
    fn only_an_end_ends_a_subscription() {
        for (status, expected) in [
            (201, Outcome::Delivered),
            (302, Outcome::Refused),
            (400, Outcome::Refused),
            (403, Outcome::Refused),
            (404, Outcome::Gone),
            (410, Outcome::Gone),
            (429, Outcome::Later),
            (500, Outcome::Later),
            (503, Outcome::Later),
        ] {
            assert_eq!(outcome(StatusCode::from_u16(status).unwrap()), expected, "{status}");
        }
    }
}
