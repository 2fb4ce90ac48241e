use std::net::SocketAddr;

/// Proof that demo mode is on, where anybody may become any of the invented people. It exists only
/// for an address that no other machine can reach.
///
/// ```
/// use server::auth::DemoMode;
/// assert!(DemoMode::for_loopback("127.0.0.1:3000".parse().unwrap()).is_some());
/// assert!(DemoMode::for_loopback("0.0.0.0:3000".parse().unwrap()).is_none());
/// ```
#[derive(Clone, Copy, Debug)]
pub struct DemoMode(());

impl DemoMode {
    pub fn for_loopback(listen: SocketAddr) -> Option<Self> {
        listen.ip().is_loopback().then_some(Self(()))
    }
}
