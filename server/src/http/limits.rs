//! How often one address may begin something or guess: enough for a family or a hospital behind one address,
//! too little to fill the database or to try codes out.

use super::{AppState, visitor::Visitor};
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

/// What an address may do at once after a pause.
const AT_ONCE: f64 = 120.0;
/// What it may do for good.
const EACH_SECOND: f64 = 2.0;
/// Addresses that have been quiet long enough are forgotten when there are more than these.
const MANY: usize = 4096;

/// How much each address has left.
#[derive(Debug, Default)]
pub struct Limits(Mutex<HashMap<IpAddr, Bucket>>);

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
    /// Whether whoever asks from here may go on.
    pub fn allow(&self, address: IpAddr, now: DateTime<Utc>) -> bool {
        let mut buckets = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if buckets.len() > MANY {
            buckets.retain(|_, bucket| bucket.at(now).left < AT_ONCE);
        }
        let bucket = buckets.entry(network(address)).or_insert(Bucket { left: AT_ONCE, at: now });
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
    State(state): State<AppState>,
    Extension(visitor): Extension<Visitor>,
    request: Request,
    next: Next,
) -> Response {
    let origin = state.trusted_proxies.origin(request.extensions(), request.headers());
    let address = origin.unwrap_or(IpAddr::V6(Ipv6Addr::UNSPECIFIED));
    if state.limits.allow(address, state.clock.now()) {
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
        (0..times).filter(|_| limits.allow(address.parse().unwrap(), now)).count()
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
