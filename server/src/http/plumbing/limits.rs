//! Rate limits per address and per session for what begins something or can be guessed: enough for a family or a
//! hospital behind one address, too little to fill the database or to try codes out. Each thing has its own share, so
//! that using one up keeps nobody behind the same address from the others.

use super::visitor::Visitor;
use crate::http::AppState;
use app::i18n::embedded;
use axum::{
    Extension,
    extract::{Request, State},
    http::{StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use chrono::{DateTime, Utc};
use std::{
    collections::HashMap,
    net::{IpAddr, Ipv6Addr},
    sync::{Mutex, PoisonError},
};
use uuid::Uuid;

/// What is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum What {
    /// Redeeming a code.
    Invitation,
    /// Signing in with a passkey.
    SignIn,
    /// Being sent to another provider.
    Oidc,
    /// Proving that it is still they.
    Proof,
    /// Making a passkey.
    Passkey,
}

impl What {
    /// Whether who is signed in has a share of their own. Who signs in or redeems a code gets none by having a session.
    fn is_of_a_session(self) -> bool {
        matches!(self, Self::Oidc | Self::Proof | Self::Passkey)
    }
}

/// Owner of a share: an address or a session.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Whose {
    Session(Uuid),
    Network(IpAddr),
}

impl Whose {
    fn of(what: What, visitor: &Visitor, address: IpAddr) -> Self {
        let session = visitor.session.as_ref().map(|session| session.id);
        session.filter(|_| what.is_of_a_session()).map_or(Self::Network(network(address)), Self::Session)
    }
}

/// What each may do at once after a pause.
const AT_ONCE: f64 = 120.0;
/// What they may do for good.
const EACH_SECOND: f64 = 2.0;
/// Those that have been quiet long enough are forgotten when there are more than these.
const MANY: usize = 4096;

/// How much of each is left.
#[derive(Debug, Default)]
pub struct Limits(Mutex<HashMap<(What, Whose), Bucket>>);

#[derive(Clone, Copy, Debug)]
struct Bucket {
    left: f64,
    at: DateTime<Utc>,
}

impl Bucket {
    fn at(self, now: DateTime<Utc>) -> Self {
        let seconds = (now - self.at).num_milliseconds().max(0) as f64 / 1000.0;
        Self { left: (self.left + seconds * EACH_SECOND).min(AT_ONCE), at: now }
    }
}

impl Limits {
    /// Whether whoever asks may go on.
    fn allow(&self, what: What, whose: Whose, now: DateTime<Utc>) -> bool {
        let mut buckets = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if buckets.len() > MANY {
            buckets.retain(|_, bucket| bucket.at(now).left < AT_ONCE);
        }
        let bucket = buckets.entry((what, whose)).or_insert(Bucket { left: AT_ONCE, at: now });
        *bucket = bucket.at(now);
        let allowed = bucket.left >= 1.0;
        if allowed {
            bucket.left -= 1.0;
        }
        allowed
    }
}

/// Whoever has one IPv6 address usually has all that share its first half.
fn network(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V4(address) => IpAddr::V4(address),
        IpAddr::V6(address) => {
            let mut parts = address.segments();
            parts[4..].fill(0);
            IpAddr::V6(Ipv6Addr::from(parts))
        }
    }
}

/// Refuses what comes too often. Where the address is not known, everybody shares one share.
pub async fn limit(
    State((state, what)): State<(AppState, What)>,
    Extension(visitor): Extension<Visitor>,
    request: Request,
    next: Next,
) -> Response {
    let origin = state.trusted_proxies.origin(request.extensions(), request.headers());
    let address = origin.unwrap_or(IpAddr::V6(Ipv6Addr::UNSPECIFIED));
    if state.limits.allow(what, Whose::of(what, &visitor, address), state.clock.now()) {
        return next.run(request).await;
    }
    let message = embedded::words(visitor.visit.locale).say("auth-error-too-many", &[]);
    let body = axum::Json(serde_json::json!({ "error": "too-many", "message": message }));
    (StatusCode::TOO_MANY_REQUESTS, [(header::RETRY_AFTER, "30")], body).into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asks(limits: &Limits, address: &str, times: usize, now: DateTime<Utc>) -> usize {
        let whose = Whose::Network(network(address.parse().unwrap()));
        (0..times).filter(|_| limits.allow(What::SignIn, whose, now)).count()
    }

    #[test]
    fn one_address_runs_out_and_no_other_with_it() {
        let limits = Limits::default();
        let now = DateTime::UNIX_EPOCH;
        assert_eq!(asks(&limits, "192.0.2.1", 200, now), 120);
        assert_eq!(asks(&limits, "192.0.2.2", 1, now), 1);
        assert_eq!(asks(&limits, "192.0.2.1", 200, now + chrono::Duration::seconds(10)), 20);
        // A clock that is set back gives nothing.
        assert_eq!(asks(&limits, "192.0.2.1", 1, now), 0);
    }

    #[test]
    fn neighbours_in_one_ipv6_network_share() {
        let limits = Limits::default();
        let now = DateTime::UNIX_EPOCH;
        assert_eq!(asks(&limits, "2001:db8::1", 120, now), 120);
        assert_eq!(asks(&limits, "2001:db8::ffff:2", 1, now), 0);
        assert_eq!(asks(&limits, "2001:db8:0:1::1", 1, now), 1);
    }
}
