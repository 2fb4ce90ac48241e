//! Whether the connection to a database over a network is encrypted for certain.

use super::{DatabaseUrl, StoreError};
use sqlx::postgres::{PgConnectOptions, PgSslMode};
use std::{net::IpAddr, str::FromStr};

/// The host of a PostgreSQL that is asked over a network, where the address does not insist on TLS: `prefer`, which
/// is what an address without `sslmode` means, sends records in the clear to whoever says that they know no TLS.
///
/// # Errors
/// If the address cannot be read.
pub fn unencrypted_host(url: &DatabaseUrl) -> Result<Option<String>, StoreError> {
    if !url.is_postgres() {
        return Ok(None);
    }
    let options = PgConnectOptions::from_str(&url.0)?;
    let host = options.get_host();
    let on_this_machine = options.get_socket().is_some()
        || host.starts_with('/')
        || host.eq_ignore_ascii_case("localhost")
        || host
            .trim_matches(['[', ']'])
            .parse()
            .is_ok_and(|address: IpAddr| address.to_canonical().is_loopback());
    let insists =
        matches!(options.get_ssl_mode(), PgSslMode::Require | PgSslMode::VerifyCa | PgSslMode::VerifyFull);
    Ok((!on_this_machine && !insists).then(|| host.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn over_a_network_the_address_insists_on_tls() {
        for (url, expected) in [
            ("data/mikata.db", None),
            ("sqlite://data/mikata.db", None),
            ("postgres://mikata@localhost/mikata", None),
            ("postgres://mikata@127.0.0.1:5433/mikata", None),
            ("postgres://mikata@[::1]/mikata", None),
            ("postgres:///mikata?host=/run/postgresql", None),
            ("postgres://mikata@%2Frun%2Fpostgresql/mikata", None),
            ("postgres://mikata@db.internal/mikata", Some("db.internal")),
            ("postgresql://mikata@10.0.0.5/mikata", Some("10.0.0.5")),
            ("postgres://mikata@db.internal/mikata?sslmode=disable", Some("db.internal")),
            ("postgres://mikata@db.internal/mikata?sslmode=allow", Some("db.internal")),
            ("postgres://mikata@db.internal/mikata?sslmode=prefer", Some("db.internal")),
            ("postgres://mikata@localhost.example/mikata", Some("localhost.example")),
            ("postgres://mikata@db.internal/mikata?sslmode=require", None),
            ("postgres://mikata@db.internal/mikata?sslmode=verify-ca", None),
            ("postgres://mikata@db.internal/mikata?sslmode=verify-full", None),
        ] {
            let found = unencrypted_host(&DatabaseUrl(url.to_owned())).unwrap();
            assert_eq!(found.as_deref(), expected, "{url}");
        }
        assert!(unencrypted_host(&DatabaseUrl("postgres://db.internal/x?sslmode=perhaps".into())).is_err());
    }
}
