//! Address of a SMART Health Link: that of its manifest, or of its one file.

use std::fmt;

/// Letters of an address, as the specification bounds them.
const LONGEST: usize = 128;

/// An address over HTTPS with a host and without a fragment. Whoever fetches it still asks where its host leads.
#[derive(Clone, PartialEq, Eq)]
pub struct LinkUrl(String);

/// Whether an address of this machine may be without TLS: for tests and for development.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Loopback {
    Refused,
    Permitted,
}

/// Why a text is no address of a link. It does not repeat the text: who knows an address may ask for its files.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum InvalidUrl {
    #[error("an address of at most {LONGEST} characters expected, found {length}")]
    TooLong { length: usize },
    #[error("an address that begins with https:// expected")]
    NotHttps,
    #[error("an address with a host expected, without a user")]
    Host,
    #[error("an address without a fragment expected")]
    Fragment,
    #[error("an address holds {letter:?}")]
    Letter { letter: char },
}

impl LinkUrl {
    /// # Errors
    /// [`InvalidUrl`]
    pub fn read(text: &str, loopback: Loopback) -> Result<Self, InvalidUrl> {
        let length = text.chars().count();
        if length > LONGEST {
            return Err(InvalidUrl::TooLong { length });
        }
        if let Some(letter) = text.chars().find(|letter| !is_of_addresses(*letter)) {
            return Err(InvalidUrl::Letter { letter });
        }
        let (scheme, rest) = text.split_once("://").ok_or(InvalidUrl::NotHttps)?;
        let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
        let is_permitted = scheme.eq_ignore_ascii_case("https")
            || (loopback == Loopback::Permitted
                && scheme.eq_ignore_ascii_case("http")
                && host(authority).is_some_and(is_this_machine));
        if !is_permitted {
            return Err(InvalidUrl::NotHttps);
        }
        host(authority).ok_or(InvalidUrl::Host)?;
        match rest.contains('#') {
            true => Err(InvalidUrl::Fragment),
            false => Ok(Self(text.to_owned())),
        }
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Scheme, host and port: who keeps the files, and nothing by which they are asked for.
    pub fn origin(&self) -> &str {
        let path = self.0.find("://").and_then(|scheme| {
            let from = scheme + "://".len();
            self.0[from..].find(['/', '?']).map(|at| from + at)
        });
        &self.0[..path.unwrap_or(self.0.len())]
    }
}

/// What comes after the host is as good as a password.
impl fmt::Debug for LinkUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "LinkUrl({}/…)", self.origin())
    }
}

fn is_of_addresses(letter: char) -> bool {
    letter.is_ascii_graphic() && !matches!(letter, '"' | '<' | '>' | '\\' | '^' | '`' | '{' | '|' | '}')
}

/// The host of `host` or `host:port`.
fn host(authority: &str) -> Option<&str> {
    let end = match authority.starts_with('[') {
        true => authority.find(']')? + 1,
        false => authority.find(':').unwrap_or(authority.len()),
    };
    let (host, port) = authority.split_at(end);
    let is_port = port.is_empty()
        || port.strip_prefix(':').is_some_and(|digits| {
            (1..=5).contains(&digits.len()) && digits.bytes().all(|digit| digit.is_ascii_digit())
        });
    (is_port && !host.is_empty() && !host.contains('@')).then_some(host)
}

fn is_this_machine(host: &str) -> bool {
    host.eq_ignore_ascii_case("localhost") || host == "127.0.0.1" || host == "[::1]"
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test;

    fn check(text: &str, expected: Result<(), InvalidUrl>) {
        assert_eq!(LinkUrl::read(text, Loopback::Refused).map(|_| ()), expected, "{text}");
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn an_address_is_https_with_a_host_and_without_a_fragment() {
        check("https://ehr.example.org/qr/abc/m?x=1", Ok(()));
        check("HTTPS://ehr.example.org:8443/qr", Ok(()));
        check("https://[2001:db8::1]:443/qr", Ok(()));
        check("https://ehr.example.org", Ok(()));
        check("http://ehr.example.org/qr", Err(InvalidUrl::NotHttps));
        check("ftp://ehr.example.org/qr", Err(InvalidUrl::NotHttps));
        check("javascript:alert(1)", Err(InvalidUrl::NotHttps));
        check("/qr/abc", Err(InvalidUrl::NotHttps));
        check("", Err(InvalidUrl::NotHttps));
        check("https://", Err(InvalidUrl::Host));
        check("https:///qr", Err(InvalidUrl::Host));
        check("https://user@ehr.example.org/", Err(InvalidUrl::Host));
        check("https://user:secret@ehr.example.org/", Err(InvalidUrl::Host));
        check("https://ehr.example.org:port/", Err(InvalidUrl::Host));
        check("https://[2001:db8::1/qr", Err(InvalidUrl::Host));
        check("https://ehr.example.org/#x", Err(InvalidUrl::Fragment));
        check("https://ehr.example.org/a b", Err(InvalidUrl::Letter { letter: ' ' }));
        check("https://ehr.example.org\\@evil.example/", Err(InvalidUrl::Letter { letter: '\\' }));
        check("https://病院.example/", Err(InvalidUrl::Letter { letter: '病' }));
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn an_address_has_at_most_128_characters() {
        let of = |length: usize| format!("https://a.example/{}", "x".repeat(length - 18));
        check(&of(127), Ok(()));
        check(&of(128), Ok(()));
        check(&of(129), Err(InvalidUrl::TooLong { length: 129 }));
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn an_address_of_this_machine_needs_no_tls_where_that_is_permitted() {
        for text in ["http://localhost:3000/m", "http://127.0.0.1/m", "http://[::1]:8080/m"] {
            check(text, Err(InvalidUrl::NotHttps));
            assert!(LinkUrl::read(text, Loopback::Permitted).is_ok(), "{text}");
        }
        for text in
            ["http://localhost.example/m", "http://127.0.0.1.example/m", "http://localhost@a.example/m"]
        {
            assert_eq!(LinkUrl::read(text, Loopback::Permitted), Err(InvalidUrl::NotHttps), "{text}");
        }
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn whoever_prints_one_sees_its_host_alone() {
        let url = LinkUrl::read("https://ehr.example.org:8443/qr/secret", Loopback::Refused).unwrap();
        assert_eq!(url.origin(), "https://ehr.example.org:8443");
        assert_eq!(format!("{url:?}"), "LinkUrl(https://ehr.example.org:8443/…)");
    }
}
