//! A visitor's browser without scripts in front of one program: what it asks, what it keeps, and where pages lead.

use std::collections::BTreeMap;

use super::portal::{Answer, Portal};
use super::rules::Names;
use crate::Outcome;

/// Addresses that are not walked, and why.
pub const LEFT_OUT: [(&str, &str); 5] = [
    ("/api/access-history/live", "a stream that does not end"),
    ("/pkg/", "files that both programs are given"),
    ("/i18n/", "words, as they stand on pages"),
    ("/knowledge/", "rules, as they stand on pages"),
    ("/favicon", "pictures that both programs are given"),
];

pub struct Side {
    pub portal: Portal,
    pub names: Names,
    pub cookies: BTreeMap<String, String>,
    pub token: String,
}

impl Side {
    pub fn new(portal: Portal, names: Names) -> Self {
        Self { portal, names, cookies: BTreeMap::new(), token: String::new() }
    }

    pub fn ask(&self, method: &str, path: &str, body: &str) -> Outcome<Answer> {
        let cookies: Vec<_> = self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let mut headers = "Sec-Fetch-Site: same-origin\r\n".to_owned();
        if !cookies.is_empty() {
            headers += &format!("Cookie: {}\r\n", cookies.join("; "));
        }
        if method == "POST" {
            headers += "Content-Type: application/x-www-form-urlencoded\r\n";
        }
        self.portal.ask(method, path, &headers, body.as_bytes())
    }

    /// What a browser keeps of an answer.
    pub fn keep(&mut self, answer: &Answer) {
        for (_, set) in answer.headers.iter().filter(|(name, _)| name == "set-cookie") {
            let Some((name, value)) = set.split(';').next().and_then(|pair| pair.split_once('=')) else {
                continue;
            };
            self.cookies.insert(name.to_owned(), value.to_owned());
        }
        if answer.is_page()
            && let Some(token) = after(&answer.text(), "name=\"form_token\" value=\"")
        {
            self.token = token.to_owned();
        }
    }

    /// As both programs would have said it.
    pub fn said(&mut self, key: &str, answer: &Answer) -> Vec<u8> {
        let mut whole = format!("{}\n", answer.status);
        for (name, value) in &answer.headers {
            if !matches!(name.as_str(), "date" | "content-length" | "transfer-encoding") {
                whole += &format!("{name}: {value}\n");
            }
        }
        whole += "\n";
        let mut whole = whole.into_bytes();
        whole.extend_from_slice(&answer.body);
        self.names.replace(key, &whole)
    }

    /// Where an answer leads to, by the keys of the places.
    pub fn links(&mut self, key: &str, answer: &Answer) -> Vec<(String, String)> {
        let mut paths: Vec<String> = answer.header("location").map(str::to_owned).into_iter().collect();
        if answer.is_page() {
            let text = answer.text();
            for place in [" href=\"", " src=\""] {
                paths.extend(
                    text.split(place).skip(1).filter_map(|rest| rest.split('"').next()).map(unescaped),
                );
            }
        }
        let here = |path: &String| path.starts_with('/') && !path.starts_with("//");
        let paths = paths.into_iter().map(|path| path.split('#').next().unwrap_or_default().to_owned());
        let walked = paths.filter(here).filter(|path| !LEFT_OUT.iter().any(|(out, _)| path.starts_with(out)));
        let mut links: Vec<(String, String)> = Vec::new();
        for path in walked {
            if !links.iter().any(|(_, known)| *known == path) {
                links.push((self.key(key, &path), path));
            }
        }
        links
    }

    pub fn key(&mut self, page: &str, path: &str) -> String {
        String::from_utf8_lossy(&self.names.replace(page, path.as_bytes())).into_owned()
    }
}

/// What a form sends, with the token of the page on which it stood.
pub fn filled(token: &str, fields: &[(&str, String)]) -> String {
    let token = ("form_token", token.to_owned());
    let pairs = fields.iter().chain((!token.1.is_empty()).then_some(&token));
    let pairs: Vec<String> = pairs.map(|(name, value)| format!("{name}={}", encoded(value))).collect();
    pairs.join("&")
}

fn encoded(text: &str) -> String {
    let one = |byte: u8| match byte {
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' => char::from(byte).to_string(),
        _ => format!("%{byte:02X}"),
    };
    text.bytes().map(one).collect()
}

fn unescaped(text: &str) -> String {
    text.replace("&amp;", "&")
}

/// What stands between `place` and the next quotation mark.
pub fn after<'a>(text: &'a str, place: &str) -> Option<&'a str> {
    text.split_once(place)?.1.split('"').next()
}
