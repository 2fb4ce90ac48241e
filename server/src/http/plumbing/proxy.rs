//! Trusted proxies, and the client address of a request.
//!
//! `X-Forwarded-For` and `Forwarded` (RFC 7239) are what anybody may write. They count only where a proxy that the
//! operator named handed the request over, and of what they say only the last hop that is none of those proxies: it
//! is what the first of them saw itself. Whatever is unclear counts as the proxy's own address, whose allowance all
//! such requests share.

use axum::{
    extract::ConnectInfo,
    http::{Extensions, HeaderMap, HeaderName, header},
};
use std::net::{IpAddr, SocketAddr};

const X_FORWARDED_FOR: HeaderName = HeaderName::from_static("x-forwarded-for");

/// The proxies that the operator named. None: no header is believed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TrustedProxies(Vec<IpAddr>);

impl TrustedProxies {
    pub fn new(addresses: impl IntoIterator<Item = IpAddr>) -> Self {
        Self(addresses.into_iter().map(|address| address.to_canonical()).collect())
    }

    /// From where a request came that `peer` handed over.
    pub fn client(&self, peer: IpAddr, headers: &HeaderMap) -> IpAddr {
        let peer = peer.to_canonical();
        if !self.is_one(peer) {
            return peer;
        }
        // A proxy that writes one of the two may hand the other on as its client wrote it: both must say the same.
        match (
            self.last_hop(&said(headers, &X_FORWARDED_FOR)),
            self.last_hop(&said(headers, &header::FORWARDED)),
        ) {
            (Hop::At(one), Hop::At(other)) if one == other => one,
            (Hop::At(one), Hop::NotSaid) | (Hop::NotSaid, Hop::At(one)) => one,
            _ => peer,
        }
    }

    /// From where a request came; `None`: over nothing that has an address.
    pub fn origin(&self, extensions: &Extensions, headers: &HeaderMap) -> Option<IpAddr> {
        let ConnectInfo(peer) = extensions.get::<ConnectInfo<SocketAddr>>()?;
        Some(self.client(peer.ip(), headers))
    }

    pub fn is_one(&self, address: IpAddr) -> bool {
        self.0.contains(&address)
    }

    /// From the right, past our own proxies.
    fn last_hop(&self, said: &Option<Vec<Option<IpAddr>>>) -> Hop {
        let Some(hops) = said else { return Hop::NotSaid };
        for hop in hops.iter().rev() {
            match hop {
                Some(address) if self.is_one(*address) => {}
                Some(address) => return Hop::At(*address),
                None => return Hop::Unclear,
            }
        }
        Hop::Unclear
    }
}

/// What one header says.
enum Hop {
    NotSaid,
    /// Hidden, malformed, or nobody but our own proxies.
    Unclear,
    At(IpAddr),
}

/// The hops of a header, the nearest last; `None`: it is not there. A hop that is no address is `None`.
fn said(headers: &HeaderMap, name: &HeaderName) -> Option<Vec<Option<IpAddr>>> {
    headers.contains_key(name).then(|| {
        let lines = headers.get_all(name).iter();
        lines
            .flat_map(|line| match line.to_str() {
                Ok(line) if *name == header::FORWARDED => {
                    split(line, ',').into_iter().map(forwarded_for).collect()
                }
                Ok(line) => line.split(',').map(address).collect(),
                Err(_) => vec![None],
            })
            .collect()
    })
}

/// One element of `Forwarded`: `proto=https;for="[2001:db8::1]:4711"`.
fn forwarded_for(element: &str) -> Option<IpAddr> {
    let mut named = split(element, ';').into_iter().filter_map(|pair| pair.split_once('='));
    let (_, node) = named.find(|(name, _)| name.trim().eq_ignore_ascii_case("for"))?;
    let node = node.trim();
    address(node.strip_prefix('"').and_then(|node| node.strip_suffix('"')).unwrap_or(node))
}

/// An address as proxies write it: alone, in brackets, with a port.
fn address(text: &str) -> Option<IpAddr> {
    let text = text.trim();
    let alone = text.strip_prefix('[').and_then(|text| text.strip_suffix(']')).unwrap_or(text);
    let parsed = alone.parse().or_else(|_| text.parse::<SocketAddr>().map(|address| address.ip()));
    parsed.ok().map(|address: IpAddr| address.to_canonical())
}

/// At each `separator` outside quotes.
fn split(text: &str, separator: char) -> Vec<&str> {
    let mut quoted = false;
    text.split(|letter| {
        quoted ^= letter == '"';
        letter == separator && !quoted
    })
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const PROXY: &str = "10.0.0.1";
    const INNER: &str = "10.0.0.2";

    /// `headers` as `name: value`, arriving from `peer`.
    fn check(peer: &str, headers: &[(&'static str, &str)], expected: &str) {
        let mut map = HeaderMap::new();
        for (name, value) in headers {
            map.append(*name, value.parse().unwrap());
        }
        let proxies = TrustedProxies::new([PROXY, INNER].map(|address| address.parse().unwrap()));
        let found = proxies.client(peer.parse().unwrap(), &map);
        assert_eq!(found, expected.parse::<IpAddr>().unwrap(), "{peer} {headers:?}");
    }

    #[test]
    fn nobody_but_a_named_proxy_is_believed() {
        check("192.0.2.9", &[("x-forwarded-for", "198.51.100.7")], "192.0.2.9");
        check("192.0.2.9", &[("forwarded", "for=198.51.100.7")], "192.0.2.9");
        let nobody = TrustedProxies::default();
        let headers = HeaderMap::from_iter([(X_FORWARDED_FOR, "198.51.100.7".parse().unwrap())]);
        assert_eq!(nobody.client(PROXY.parse().unwrap(), &headers), PROXY.parse::<IpAddr>().unwrap());
    }

    #[test]
    fn the_last_hop_before_our_proxies_counts() {
        for said in ["198.51.100.7", "203.0.113.1, 198.51.100.7", "evil, 198.51.100.7", "198.51.100.7:4711"] {
            check(PROXY, &[("x-forwarded-for", said)], "198.51.100.7");
        }
        check(PROXY, &[("x-forwarded-for", "203.0.113.1, 198.51.100.7, 10.0.0.2")], "198.51.100.7");
        // Two lines are one list.
        let lines = [("x-forwarded-for", "203.0.113.1"), ("x-forwarded-for", "198.51.100.7")];
        check(PROXY, &lines, "198.51.100.7");
        check(INNER, &[("x-forwarded-for", "2001:db8::7")], "2001:db8::7");
        check("::ffff:10.0.0.1", &[("x-forwarded-for", "::ffff:198.51.100.7")], "198.51.100.7");
    }

    #[test]
    fn forwarded_is_read_as_rfc_7239_writes_it() {
        for said in [
            "for=198.51.100.7",
            "For=\"198.51.100.7:4711\"",
            "for=203.0.113.1, for=198.51.100.7;proto=https;by=203.0.113.43",
            "host=\"a, b;for=1.1.1.1\";for=198.51.100.7",
            "for=198.51.100.7, for=10.0.0.2",
        ] {
            check(PROXY, &[("forwarded", said)], "198.51.100.7");
        }
        check(PROXY, &[("forwarded", "for=\"[2001:db8:cafe::17]:4711\"")], "2001:db8:cafe::17");
        check(PROXY, &[("forwarded", "for=\"[2001:db8:cafe::17]\"")], "2001:db8:cafe::17");
    }

    #[test]
    fn what_is_unclear_counts_as_the_proxys_own() {
        for said in ["", "unknown", "198.51.100.7, unknown", "198.51.100.7,", "10.0.0.2", "198.51.100.7.1"] {
            check(PROXY, &[("x-forwarded-for", said)], PROXY);
        }
        for said in ["", "for=unknown", "for=_hidden", "proto=https", "for=198.51.100.7, for=\"_x", "for=\""]
        {
            check(PROXY, &[("forwarded", said)], PROXY);
        }
        check(PROXY, &[], PROXY);
        // The proxy wrote one of them, whoever asked the other.
        check(PROXY, &[("x-forwarded-for", "198.51.100.7"), ("forwarded", "for=203.0.113.1")], PROXY);
        check(PROXY, &[("x-forwarded-for", "198.51.100.7"), ("forwarded", "for=unknown")], PROXY);
        let both = [("x-forwarded-for", "198.51.100.7"), ("forwarded", "for=198.51.100.7")];
        check(PROXY, &both, "198.51.100.7");
    }
}
