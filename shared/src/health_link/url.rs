//! Address of a SMART Health Link: that of its manifest, or of its one file.

use std::fmt;

/// Letters of an address that is written, as the specification bounds them.
const LONGEST_WRITTEN: usize = 128;

/// Letters of an address that is read. Others write longer ones, with what their server wants to know in the query.
const LONGEST: usize = 2048;

/// Letters of the address of one file: stores of files sign theirs, and the signature is in the query.
const LONGEST_LOCATION: usize = 8192;

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
    #[error("an address of at most {most} characters expected, found {length}")]
    TooLong { length: usize, most: usize },
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
    /// An address in a link that somebody made.
    ///
    /// # Errors
    /// [`InvalidUrl`]
    pub fn read(text: &str, loopback: Loopback) -> Result<Self, InvalidUrl> {
        Self::within(LONGEST, text, loopback)
    }

    /// An address for a link that is made here: as short as the specification wants it.
    ///
    /// # Errors
    /// [`InvalidUrl`]
    pub fn written(text: &str, loopback: Loopback) -> Result<Self, InvalidUrl> {
        Self::within(LONGEST_WRITTEN, text, loopback)
    }

    /// The address that a manifest at this one names, whole or in short (RFC 3986, section 5.2). Points in a path stay:
    /// whoever fetches it takes them out.
    ///
    /// # Errors
    /// [`InvalidUrl`]
    pub fn resolve(&self, reference: &str, loopback: Loopback) -> Result<Self, InvalidUrl> {
        let reference = reference.trim();
        let path = &self.0[..self.0.find('?').unwrap_or(self.0.len())];
        let base = match reference {
            _ if has_scheme(reference) => "",
            _ if reference.starts_with("//") => &self.0[..self.0.find("//").unwrap_or_default()],
            _ if reference.starts_with('/') => self.origin(),
            _ if reference.starts_with('?') => path,
            _ => &path[..path.rfind('/').filter(|at| *at >= self.origin().len()).unwrap_or(path.len())],
        };
        let between = match reference.starts_with(['/', '?']) || base.is_empty() {
            true => "",
            false => "/",
        };
        Self::within(LONGEST_LOCATION, &format!("{base}{between}{reference}"), loopback)
    }

    fn within(most: usize, text: &str, loopback: Loopback) -> Result<Self, InvalidUrl> {
        let length = text.chars().count();
        if length > most {
            return Err(InvalidUrl::TooLong { length, most });
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

/// Whether an address is whole.
fn has_scheme(text: &str) -> bool {
    text.find([':', '/', '?', '#']).is_some_and(|at| text[at..].starts_with(':'))
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
    fn an_address_is_written_in_at_most_128_characters_and_read_in_2048() {
        let of = |length: usize| format!("https://a.example/{}", "x".repeat(length - 18));
        let too_long = |length: usize, most: usize| Err(InvalidUrl::TooLong { length, most });
        for (length, written, read) in [
            (127, Ok(()), Ok(())),
            (128, Ok(()), Ok(())),
            (129, too_long(129, 128), Ok(())),
            (2047, too_long(2047, 128), Ok(())),
            (2048, too_long(2048, 128), Ok(())),
            (2049, too_long(2049, 128), too_long(2049, 2048)),
        ] {
            let text = of(length);
            check(&text, read);
            assert_eq!(LinkUrl::written(&text, Loopback::Refused).map(|_| ()), written, "{length}");
        }
        assert_eq!(LinkUrl::written("http://a.example/m", Loopback::Refused), Err(InvalidUrl::NotHttps));
        assert_eq!(LinkUrl::written("http://localhost/m", Loopback::Refused), Err(InvalidUrl::NotHttps));
        assert!(LinkUrl::written("http://localhost/m", Loopback::Permitted).is_ok());
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn a_manifest_names_an_address_whole_or_in_short() {
        let manifest = LinkUrl::read("https://a.example:8443/links/abc?v=/1", Loopback::Refused).unwrap();
        let check = |reference: &str, expected: Result<&str, InvalidUrl>| {
            let found = manifest.resolve(reference, Loopback::Refused);
            assert_eq!(found.as_ref().map(LinkUrl::as_str), expected.as_ref().copied(), "{reference}");
        };
        check("https://b.example/f?x=https://c.example/", Ok("https://b.example/f?x=https://c.example/"));
        check(" HTTPS://b.example/f\n", Ok("HTTPS://b.example/f"));
        check("//b.example/f", Ok("https://b.example/f"));
        check("/f/1?s=2", Ok("https://a.example:8443/f/1?s=2"));
        check("f/1", Ok("https://a.example:8443/links/f/1"));
        check("f?at=12:00", Ok("https://a.example:8443/links/f?at=12:00"));
        check("../f", Ok("https://a.example:8443/links/../f"));
        check("?f=1", Ok("https://a.example:8443/links/abc?f=1"));
        check("http://b.example/f", Err(InvalidUrl::NotHttps));
        check("javascript:alert(1)", Err(InvalidUrl::NotHttps));
        check("data:application/jose,x", Err(InvalidUrl::NotHttps));
        check("mailto:a@b.example", Err(InvalidUrl::NotHttps));
        check("//user@b.example/f", Err(InvalidUrl::Host));
        check("///f", Err(InvalidUrl::Host));
        check("f#x", Err(InvalidUrl::Fragment));
        check("#x", Err(InvalidUrl::Fragment));
        check("/\\b.example/f", Err(InvalidUrl::Letter { letter: '\\' }));
        let signed = |length: usize| format!("https://b.example/{}", "x".repeat(length - 18));
        check(&signed(8192), Ok(&signed(8192)));
        check(&signed(8193), Err(InvalidUrl::TooLong { length: 8193, most: 8192 }));
        for (manifest, reference, expected) in [
            ("https://a.example", "f", "https://a.example/f"),
            ("https://a.example", "/f", "https://a.example/f"),
            ("https://a.example?m=1", "f", "https://a.example/f"),
            ("https://a.example?m=1", "?f=1", "https://a.example?f=1"),
            ("https://a.example/", "f", "https://a.example/f"),
            ("http://localhost:3000/link/s", "/link/file/f", "http://localhost:3000/link/file/f"),
            ("http://localhost:3000/link/s", "//localhost/f", "http://localhost/f"),
        ] {
            let manifest = LinkUrl::read(manifest, Loopback::Permitted).unwrap();
            let found = manifest.resolve(reference, Loopback::Permitted).unwrap();
            assert_eq!(found.as_str(), expected);
        }
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
