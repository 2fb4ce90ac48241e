//! Where a push service takes messages. A browser names it, so it could be anything: also a machine behind our walls.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use url::{Host, Url};

/// What may be reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// https, to addresses that anybody may reach.
    Public,
    /// This machine alone, also unencrypted: for tests.
    ThisMachine,
}

/// An address that messages may be sent to, as far as it can be seen from its text; what its name stands for is
/// looked at each time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Endpoint(Url);

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotAnEndpoint {
    #[error("the push endpoint is no address")]
    Unreadable,
    #[error("the push endpoint is longer than {LONGEST} characters")]
    TooLong,
    #[error("the push endpoint is not https")]
    Unencrypted,
    #[error("the push endpoint is not on the public network")]
    Private,
    /// Push services are asked where all of them are: what a browser names may not have us try other ports.
    #[error("the push endpoint is not on port 443")]
    OtherPort,
}

/// Those in use have about 200.
const LONGEST: usize = 1_000;

impl Endpoint {
    /// # Errors
    /// [`NotAnEndpoint`].
    pub fn parse(text: &str, reach: Reach) -> Result<Self, NotAnEndpoint> {
        if text.len() > LONGEST {
            return Err(NotAnEndpoint::TooLong);
        }
        let url = Url::parse(text).map_err(|_| NotAnEndpoint::Unreadable)?;
        let named = match url.host() {
            Some(Host::Ipv4(address)) => allows(reach, address.into()),
            Some(Host::Ipv6(address)) => allows(reach, address.into()),
            // What has no dot is a name of our own network.
            Some(Host::Domain(name)) => name.trim_end_matches('.').contains('.') && reach == Reach::Public,
            None => return Err(NotAnEndpoint::Unreadable),
        };
        let bare = url.username().is_empty() && url.password().is_none();
        match url.scheme() {
            _ if !bare => Err(NotAnEndpoint::Unreadable),
            "https" | "http" if !named => Err(NotAnEndpoint::Private),
            "https" if reach == Reach::Public && url.port().is_some() => Err(NotAnEndpoint::OtherPort),
            "https" => Ok(Self(url)),
            "http" if reach == Reach::ThisMachine => Ok(Self(url)),
            "http" => Err(NotAnEndpoint::Unencrypted),
            _ => Err(NotAnEndpoint::Unreadable),
        }
    }

    pub fn url(&self) -> &Url {
        &self.0
    }

    /// What a signature is made out to.
    pub fn origin(&self) -> String {
        self.0.origin().ascii_serialization()
    }
}

fn allows(reach: Reach, address: IpAddr) -> bool {
    match reach {
        Reach::Public => is_public(address),
        Reach::ThisMachine => address.is_loopback(),
    }
}

/// Whether anybody's machine may be there: nothing of our own network, of none, or of the transition between both
/// protocols (RFC 6890 and its registries).
pub fn is_public(address: IpAddr) -> bool {
    match address.to_canonical() {
        IpAddr::V4(address) => is_public_v4(address),
        IpAddr::V6(address) => is_public_v6(address),
    }
}

fn is_public_v4(address: Ipv4Addr) -> bool {
    let [a, b, c, _] = address.octets();
    let special = address.is_private()
        || address.is_loopback()
        || address.is_link_local()
        || address.is_documentation()
        || matches!(
            (a, b, c),
            (0 | 224.., ..) | (100, 64..=127, _) | (192, 0, 0) | (192, 88, 99) | (198, 18..=19, _)
        );
    !special
}

/// Of IPv6 only what is given out to networks: 2000::/3 without Teredo, documentation and 6to4.
fn is_public_v6(address: Ipv6Addr) -> bool {
    let [first, second, ..] = address.segments();
    let given_out = first & 0xe000 == 0x2000;
    let special = matches!((first, second), (0x2001, 0..=0x1ff | 0xdb8) | (0x2002, _) | (0x3fff, _));
    given_out && !special
}

/// Looks names up, and takes none that also stands for a machine of ours.
#[derive(Debug)]
pub(super) struct Lookup(pub Reach);

#[derive(Debug, thiserror::Error)]
#[error("the name of the push endpoint does not stand for public addresses alone")]
struct NotPublic;

impl reqwest::dns::Resolve for Lookup {
    fn resolve(&self, name: reqwest::dns::Name) -> reqwest::dns::Resolving {
        let reach = self.0;
        Box::pin(async move {
            let found: Vec<SocketAddr> = tokio::net::lookup_host((name.as_str(), 0)).await?.collect();
            if found.is_empty() || !found.iter().all(|address| allows(reach, address.ip())) {
                return Err(NotPublic.into());
            }
            Ok(Box::new(found.into_iter()) as reqwest::dns::Addrs)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_behind_our_walls_is_an_endpoint() {
        for address in [
            "https://127.0.0.1/x",
            "https://127.1/x",
            "https://2130706433/x",
            "https://0x7f.1/x",
            "https://0.0.0.0/x",
            "https://10.0.0.1/x",
            "https://172.31.255.255/x",
            "https://192.168.1.1/x",
            "https://169.254.169.254/latest/meta-data",
            "https://100.64.0.1/x",
            "https://198.18.0.1/x",
            "https://224.0.0.1/x",
            "https://255.255.255.255/x",
            "https://[::1]/x",
            "https://[::]/x",
            "https://[::ffff:127.0.0.1]/x",
            "https://[::ffff:10.0.0.1]/x",
            "https://[fc00::1]/x",
            "https://[fe80::1]/x",
            "https://[ff02::1]/x",
            "https://[64:ff9b::7f00:1]/x",
            "https://[2002:7f00:1::]/x",
            "https://[2001:db8::1]/x",
            "https://localhost/x",
            "https://database/x",
            "https://database./x",
            "http://10.0.0.1/x",
        ] {
            assert_eq!(Endpoint::parse(address, Reach::Public), Err(NotAnEndpoint::Private), "{address}");
        }
    }

    #[test]
    fn an_endpoint_is_encrypted_and_an_address() {
        for (address, expected) in [
            ("https://push.example.com/x", None),
            ("https://push.example.com:443/x?y", None),
            ("https://push.example.com:8443/x?y", Some(NotAnEndpoint::OtherPort)),
            ("https://push.example.com:22/x", Some(NotAnEndpoint::OtherPort)),
            ("https://93.184.216.34:80/x", Some(NotAnEndpoint::OtherPort)),
            ("https://[2606:4700::1111]/x", None),
            ("https://93.184.216.34/x", None),
            ("http://push.example.com/x", Some(NotAnEndpoint::Unencrypted)),
            ("https://user:word@push.example.com/x", Some(NotAnEndpoint::Unreadable)),
            ("ftp://push.example.com/x", Some(NotAnEndpoint::Unreadable)),
            ("file:///etc/passwd", Some(NotAnEndpoint::Unreadable)),
            ("push.example.com", Some(NotAnEndpoint::Unreadable)),
            ("", Some(NotAnEndpoint::Unreadable)),
        ] {
            assert_eq!(Endpoint::parse(address, Reach::Public).err(), expected, "{address}");
        }
        let long = format!("https://push.example.com/{}", "x".repeat(LONGEST));
        assert_eq!(Endpoint::parse(&long, Reach::Public), Err(NotAnEndpoint::TooLong));
        assert!(Endpoint::parse("http://127.0.0.1:9/x", Reach::ThisMachine).is_ok());
        assert!(Endpoint::parse("https://push.example.com/x", Reach::ThisMachine).is_err());
    }

    #[tokio::test]
    async fn a_name_that_stands_for_one_of_our_machines_is_not_asked() {
        use reqwest::dns::Resolve;
        let asked = |reach: Reach| Lookup(reach).resolve("localhost".parse().unwrap());
        assert!(asked(Reach::Public).await.is_err());
        assert!(asked(Reach::ThisMachine).await.is_ok());
    }
}
