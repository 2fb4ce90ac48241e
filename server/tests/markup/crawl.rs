//! A browser that reads everything it is led to, in two portals side by side.

use super::shape::{Shape, shape};
use crate::portal::{Answer, Portal};
use axum::{
    body::Body,
    http::{Method, Request, header},
};
use std::collections::{BTreeMap, BTreeSet, VecDeque};

/// Somebody's browser, or a visitor's.
#[derive(Clone, Copy)]
pub struct Browser<'a> {
    pub portal: &'a Portal,
    pub session: Option<&'a str>,
    /// What it asks for.
    pub language: &'static str,
}

impl Browser<'_> {
    pub async fn get(&self, address: &str) -> Answer {
        self.send(Method::GET, address, String::new()).await
    }

    pub async fn post(&self, address: &str, fields: &[(&str, String)]) -> Answer {
        let byte = |byte: u8| format!("%{byte:02X}");
        let value = |text: &str| text.bytes().map(byte).collect::<String>();
        let pairs: Vec<String> =
            fields.iter().map(|(name, text)| format!("{name}={}", value(text))).collect();
        self.send(Method::POST, address, pairs.join("&")).await
    }

    async fn send(&self, method: Method, address: &str, body: String) -> Answer {
        let mut request = Request::builder()
            .method(method)
            .uri(address)
            .header("sec-fetch-site", "same-origin")
            .header(header::HOST, "localhost:3000")
            .header(header::ACCEPT, "text/html,application/xhtml+xml,*/*;q=0.8")
            .header(header::ACCEPT_LANGUAGE, self.language)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        if let Some(secret) = self.session {
            request = request.header(header::COOKIE, format!("__Host-mikata_session={secret}"));
        }
        self.portal.send(request.body(Body::from(body)).unwrap()).await
    }
}

/// One address, asked of both.
pub struct Page {
    pub address: String,
    pub expected: Shape,
    pub found: Shape,
}

/// So many addresses of one form are enough: the same page with other numbers.
const ALIKE: usize = 4;

/// Reads both from `begin` on, following the links of each page, the first with the first.
pub async fn crawl((plain, broken): (Browser<'_>, Browser<'_>), begin: Vec<(String, String)>) -> Vec<Page> {
    let mut waiting: VecDeque<(String, String)> = begin.into();
    let mut seen: BTreeSet<String> = waiting.iter().map(|(address, _)| address.clone()).collect();
    let mut alike: BTreeMap<String, usize> = BTreeMap::new();
    let mut pages = Vec::new();
    while let Some((one, other)) = waiting.pop_front() {
        let (expected, found) = (shape(&plain.get(&one).await), shape(&broken.get(&other).await));
        for (one, other) in expected.links().zip(found.links()) {
            let count = alike.entry(form(one)).or_default();
            if *count < ALIKE && seen.insert(one.to_owned()) {
                *count += 1;
                waiting.push_back((one.to_owned(), other.to_owned()));
            }
        }
        pages.push(Page { address: other, expected, found });
    }
    pages
}

/// An address without what differs between pages of one kind.
pub fn form(address: &str) -> String {
    let (path, query) = address.split_once('?').unwrap_or((address, ""));
    let named = |part: &str| part.len() < 24 && !part.contains(|letter: char| letter.is_ascii_digit());
    let path: Vec<&str> = path.split('/').map(|part| if named(part) { part } else { "*" }).collect();
    // Tests and explanations have names: each is another page of one kind.
    let path = match path.as_slice() {
        ["", kind @ ("labs" | "documents"), _] => format!("/{kind}/*"),
        parts => parts.join("/"),
    };
    let names: BTreeSet<&str> =
        query.split('&').filter_map(|pair| pair.split('=').next()).filter(|name| !name.is_empty()).collect();
    format!("{path}?{names:?}")
}
