//! The addresses of the portal: the one that browsers use, and other names of the same machine.

/// The origin under which browsers reach the portal: what passkeys are bound to and invitations lead to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicUrl(url::Url);

/// Why an address cannot be the portal's.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotAnOrigin {
    #[error("an address such as https://portal.example.jp expected, found {0:?}")]
    Unreadable(String),
    #[error("passkeys need a name, found the bare IP address {0}")]
    BareAddress(String),
    #[error("passkeys need https, except on localhost: found {0}")]
    Unencrypted(String),
}

impl PublicUrl {
    /// `http://localhost:PORT`, for a portal on this machine.
    pub fn on_this_machine(port: u16) -> Self {
        Self::try_from(format!("http://localhost:{port}").as_str()).expect("a well-formed address")
    }

    /// The whole address of a path of ours, `/` first.
    pub fn to(&self, path: &str) -> String {
        format!("{}{path}", self.origin())
    }

    /// `https://portal.example.jp`, without a slash at the end.
    pub fn origin(&self) -> String {
        self.0.origin().ascii_serialization()
    }

    pub fn url(&self) -> &url::Url {
        &self.0
    }

    /// Whether a request to this `Host` is one to this address.
    pub fn is_of(&self, host: &str) -> bool {
        let usual = self.0.port_or_known_default();
        split_host(host).is_some_and(|(name, port)| {
            name.eq_ignore_ascii_case(self.host()) && port.or(default_port(self.0.scheme())) == usual
        })
    }

    /// The name that passkeys are bound to.
    pub fn host(&self) -> &str {
        self.0.host_str().unwrap_or_default()
    }
}

impl TryFrom<&str> for PublicUrl {
    type Error = NotAnOrigin;

    fn try_from(text: &str) -> Result<Self, NotAnOrigin> {
        let url = url::Url::parse(text).map_err(|_| NotAnOrigin::Unreadable(text.to_owned()))?;
        let bare = url.path() == "/" && url.query().is_none() && url.fragment().is_none();
        match (url.scheme(), url.host()) {
            ("https", Some(url::Host::Domain(_))) if bare => Ok(Self(url)),
            ("http", Some(url::Host::Domain("localhost"))) if bare => Ok(Self(url)),
            ("http", Some(url::Host::Domain(_))) if bare => Err(NotAnOrigin::Unencrypted(text.to_owned())),
            ("http" | "https", Some(url::Host::Ipv4(_) | url::Host::Ipv6(_))) => {
                Err(NotAnOrigin::BareAddress(text.to_owned()))
            }
            _ => Err(NotAnOrigin::Unreadable(text.to_owned())),
        }
    }
}

/// What browsers leave out of a `Host`.
fn default_port(scheme: &str) -> Option<u16> {
    match scheme {
        "https" => Some(443),
        _ => Some(80),
    }
}

/// A `Host` as name and port.
fn split_host(host: &str) -> Option<(&str, Option<u16>)> {
    match host.rsplit_once(':') {
        // An IPv6 address stands in brackets, and its last colon may be one of its own.
        Some((name, port)) if !port.ends_with(']') => Some((name, Some(port.parse().ok()?))),
        _ => Some((host, None)),
    }
}

/// Another name of this machine, with or without a port, under which facilities' systems reach it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AlsoHost {
    name: String,
    /// `None`: any.
    port: Option<u16>,
}

/// Why something is not a `Host`.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a name such as mikata.internal or mikata.internal:8080 expected, found {0:?}")]
pub struct NotAHost(String);

impl AlsoHost {
    pub fn is_of(&self, host: &str) -> bool {
        split_host(host).is_some_and(|(name, port)| {
            name.eq_ignore_ascii_case(&self.name) && (self.port.is_none() || port == self.port)
        })
    }
}

impl TryFrom<&str> for AlsoHost {
    type Error = NotAHost;

    fn try_from(text: &str) -> Result<Self, NotAHost> {
        let of_a_name = |byte: u8| byte.is_ascii_alphanumeric() || b".-_[]:".contains(&byte);
        match split_host(text) {
            Some((name, port)) if !name.is_empty() && name.bytes().all(of_a_name) => {
                Ok(Self { name: name.to_owned(), port })
            }
            _ => Err(NotAHost(text.to_owned())),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_portal_has_a_name_and_is_encrypted() {
        for (text, expected) in [
            ("https://portal.example.jp", Ok("https://portal.example.jp/signin")),
            ("https://portal.example.jp:8443/", Ok("https://portal.example.jp:8443/signin")),
            ("http://localhost:3000", Ok("http://localhost:3000/signin")),
            ("http://127.0.0.1:3000", Err(NotAnOrigin::BareAddress("http://127.0.0.1:3000".into()))),
            ("http://portal.example.jp", Err(NotAnOrigin::Unencrypted("http://portal.example.jp".into()))),
            ("https://a.example/portal", Err(NotAnOrigin::Unreadable("https://a.example/portal".into()))),
            ("portal", Err(NotAnOrigin::Unreadable("portal".into()))),
        ] {
            let found = PublicUrl::try_from(text).map(|url| url.to("/signin"));
            assert_eq!(found, expected.map(str::to_owned), "{text}");
        }
    }

    #[test]
    fn a_host_is_ours_by_name_and_port() {
        let local = PublicUrl::on_this_machine(3000);
        let portal = PublicUrl::try_from("https://portal.example.jp").unwrap();
        for (url, host, expected) in [
            (&local, "localhost:3000", true),
            (&local, "LOCALHOST:3000", true),
            (&local, "localhost", false),
            (&local, "localhost:3001", false),
            (&local, "127.0.0.1:3000", false),
            (&local, "[::1]:3000", false),
            (&local, "localhost:", false),
            (&local, "localhost.evil.example:3000", false),
            (&local, "", false),
            (&portal, "portal.example.jp", true),
            (&portal, "portal.example.jp:443", true),
            (&portal, "portal.example.jp:80", false),
            (&portal, "portal.example.jp.", false),
            (&portal, "evil.example", false),
        ] {
            assert_eq!(url.is_of(host), expected, "{host:?} for {}", url.origin());
        }
    }

    #[test]
    fn another_host_is_a_name_and_perhaps_a_port() {
        let any = AlsoHost::try_from("mikata.internal").unwrap();
        assert!(any.is_of("mikata.internal") && any.is_of("MIKATA.internal:8080"));
        assert!(!any.is_of("mikata.internal.example"));
        let one = AlsoHost::try_from("10.0.0.7:3000").unwrap();
        assert!(one.is_of("10.0.0.7:3000") && !one.is_of("10.0.0.7") && !one.is_of("10.0.0.7:3001"));
        let bare = AlsoHost::try_from("[::1]").unwrap();
        assert!(bare.is_of("[::1]:3000") && bare.is_of("[::1]"));
        for wrong in ["", "https://a.example", "a.example/", "a b", ":3000", "a:x"] {
            assert_eq!(AlsoHost::try_from(wrong), Err(NotAHost(wrong.to_owned())));
        }
    }
}
