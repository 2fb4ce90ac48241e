//! Name of a browser for lists of sign-ins, and the cookie by which an account's known browsers are recognised.

use crate::{
    http::{
        AppState,
        plumbing::{cookies, visitor::cookie},
    },
    store::{
        StoreError, Tx,
        account::{self, Account},
    },
};
use axum::{
    http::{HeaderMap, header},
    response::Response,
};
use sha2::{Digest, Sha256};
use uuid::Uuid;

/// A browser in which somebody signs in, and what it is recognised by from now on.
pub struct Seen {
    cookie: Option<String>,
}

impl Seen {
    /// The same answer, with what the browser is recognised by.
    pub fn on(&self, response: Response) -> Response {
        match &self.cookie {
            Some(cookie) => cookies::with_cookie(response, cookie),
            None => response,
        }
    }
}

/// Notes a sign-in: in a browser where this account never was, its devices are told. Not of a way in that opens
/// nothing yet: that was told when it began.
pub async fn sign_in(
    tx: &mut Tx,
    account: &Account,
    headers: &HeaderMap,
    recovery: Option<Uuid>,
    state: &AppState,
) -> Result<Seen, StoreError> {
    let (new, seen) = recognise(tx, account, headers, state).await?;
    if new && recovery.is_none() {
        account::tell(tx, account.id, "signed-in-new", &device(headers), state.clock.now()).await?;
    }
    Ok(seen)
}

/// Notes an enrolment, of which more is told than its browser.
pub async fn enrol(
    tx: &mut Tx,
    account: &Account,
    headers: &HeaderMap,
    state: &AppState,
) -> Result<Seen, StoreError> {
    Ok(recognise(tx, account, headers, state).await?.1)
}

/// By what the browser of a request is known, if anybody signed in in it before.
pub fn browser(headers: &HeaderMap) -> Option<Vec<u8>> {
    cookie(headers, cookies::DEVICE).map(|secret| hash(&secret))
}

fn hash(secret: &str) -> Vec<u8> {
    Sha256::digest(secret.as_bytes()).to_vec()
}

async fn recognise(
    tx: &mut Tx,
    account: &Account,
    headers: &HeaderMap,
    state: &AppState,
) -> Result<(bool, Seen), StoreError> {
    let (secret, made) = match cookie(headers, cookies::DEVICE) {
        Some(known) => (known, None),
        None => {
            let secret = state.entropy.secret();
            let made = cookies::device(&secret);
            (secret, Some(made))
        }
    };
    let new = account::is_new_device(tx, account.id, &hash(&secret), state.clock.now()).await?;
    Ok((new, Seen { cookie: made }))
}

/// Several browsers claim to be others, too: the first that fits is the one.
const BROWSERS: [(&str, &str); 10] = [
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser/", "Samsung Internet"),
    ("Firefox/", "Firefox"),
    ("FxiOS/", "Firefox"),
    ("CriOS/", "Chrome"),
    ("Chromium/", "Chromium"),
    ("Chrome/", "Chrome"),
    ("Version/", "Safari"),
    ("Safari/", "Safari"),
];

const SYSTEMS: [(&str, &str); 7] = [
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("CrOS", "ChromeOS"),
    ("Mac OS X", "Mac"),
    ("Linux", "Linux"),
];

/// `Chrome · Android`; empty if the browser says nothing that we know.
pub fn device(headers: &HeaderMap) -> String {
    let agent = headers.get(header::USER_AGENT).and_then(|value| value.to_str().ok()).unwrap_or("");
    let first = |known: &[(&str, &'static str)]| {
        known.iter().find(|(sign, _)| agent.contains(sign)).map(|(_, name)| *name)
    };
    [first(&BROWSERS), first(&SYSTEMS)].into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn browsers_are_told_apart() {
        for (agent, expected) in [
            (
                "Mozilla/5.0 (Linux; Android 14; Pixel 7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0 Mobile Safari/537.36",
                "Chrome · Android",
            ),
            (
                "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1",
                "Safari · iPhone",
            ),
            (
                "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0 Safari/537.36 Edg/126.0",
                "Edge · Windows",
            ),
            ("Mozilla/5.0 (X11; Linux x86_64; rv:127.0) Gecko/20100101 Firefox/127.0", "Firefox · Linux"),
            ("curl/8", ""),
        ] {
            let mut headers = HeaderMap::new();
            headers.insert(header::USER_AGENT, agent.parse().unwrap());
            assert_eq!(device(&headers), expected, "{agent}");
        }
        assert_eq!(device(&HeaderMap::new()), "");
    }
}
