//! Connections: accepted, timed, and limited in number (docs/overload.md).

mod body_timeout;
mod descriptors;
mod register;
mod write_timeout;

pub use body_timeout::{BodyPace, TooSlow};
pub use descriptors::{Descriptors, raise as raise_descriptors};
pub use register::{Bounds, Register};

use crate::http::TrustedProxies;
use axum::{Router, body::Body, extract::ConnectInfo};
use body_timeout::{Arriving, Leaving};
use hyper::{body::Incoming, server::conn::http1, service::service_fn};
use hyper_util::rt::{TokioIo, TokioTimer};
use register::Admitted;
use std::{convert::Infallible, future::Future, io, net::SocketAddr, pin::pin, sync::Arc, time::Duration};
use tokio::{
    net::{TcpListener, TcpSocket, TcpStream},
    sync::watch,
    task::JoinSet,
};
use tower::ServiceExt;
use write_timeout::WriteTimeout;

/// How long the other end of a connection is waited for.
#[derive(Clone, Copy, Debug)]
pub struct Timeouts {
    /// For the head of a request, counted from when one is expected: also how long a connection may lie idle.
    pub head: Duration,
    pub body: BodyPace,
    /// For an answer to be taken.
    pub write: Duration,
}

impl Default for Timeouts {
    fn default() -> Self {
        Self {
            head: Duration::from_secs(20),
            body: BodyPace { grace: Duration::from_secs(20), bytes_per_second: 65_536 },
            write: Duration::from_secs(30),
        }
    }
}

/// What is read of a request at once, its head included. A head of more than this is answered with 431.
const READ_BUFFER: usize = 64 * 1024;

/// After an error of accepting, so long the first time, doubled each further time.
const FIRST_PAUSE: Duration = Duration::from_millis(50);
const LONGEST_PAUSE: Duration = Duration::from_secs(2);

/// How many connections may wait to be accepted; the system's own limit (`net.core.somaxconn`) may be lower. One that
/// finds no room tries again after a second.
const WAITING: u32 = 4096;

/// Listens there.
///
/// # Errors
/// What the system says: the port is taken, or the address is none of this machine.
pub fn listen(address: SocketAddr) -> io::Result<TcpListener> {
    let socket = if address.is_ipv4() { TcpSocket::new_v4() } else { TcpSocket::new_v6() }?;
    // As others do: a service that is started again does not wait for connections of before.
    #[cfg(not(windows))]
    socket.set_reuseaddr(true)?;
    socket.bind(address)?;
    socket.listen(WAITING)
}

/// Accepts connections and serves them.
#[derive(Clone, Debug)]
pub struct Connections {
    timeouts: Timeouts,
    trusted: TrustedProxies,
    register: Register,
}

impl Connections {
    pub fn new(timeouts: Timeouts, bounds: Bounds, trusted: TrustedProxies) -> Self {
        Self { timeouts, trusted, register: Register::new(bounds) }
    }

    /// How many are open.
    pub fn open(&self) -> usize {
        self.register.count()
    }

    /// Serves until `stop`, then lets every request that has begun be answered.
    pub async fn serve(self, listener: TcpListener, router: Router, stop: impl Future<Output = ()>) {
        let (stopping, stopped) = watch::channel(());
        let mut running = JoinSet::new();
        let mut stop = pin!(stop);
        let mut pause = Pause::default();
        loop {
            let accepted = tokio::select! {
                accepted = listener.accept() => accepted,
                // Whoever has ended is forgotten.
                Some(_) = running.join_next() => continue,
                () = &mut stop => break,
            };
            match accepted {
                Ok((stream, peer)) => {
                    pause.end();
                    let address =
                        (!self.trusted.is_one(peer.ip().to_canonical())).then(|| peer.ip().to_canonical());
                    let Some(admitted) = self.register.admit(address) else { continue };
                    let one =
                        self.clone().one(stream, peer, Arc::new(admitted), router.clone(), stopped.clone());
                    running.spawn(one);
                }
                Err(error) => {
                    tokio::select! {
                        () = pause.after(&error) => {}
                        () = &mut stop => break,
                    }
                }
            }
        }
        drop(listener);
        drop(stopping);
        while running.join_next().await.is_some() {}
    }

    /// One connection, to its end.
    async fn one(
        self,
        stream: TcpStream,
        peer: SocketAddr,
        admitted: Arc<Admitted>,
        router: Router,
        mut stopped: watch::Receiver<()>,
    ) {
        let service = {
            let admitted = admitted.clone();
            let pace = self.timeouts.body;
            service_fn(move |request: hyper::Request<Incoming>| {
                let router = router.clone();
                let admitted = admitted.clone();
                async move {
                    let mut request =
                        request.map(|body| Body::new(Arriving::new(Body::new(body), pace, admitted.clone())));
                    request.extensions_mut().insert(ConnectInfo(peer));
                    let answer = router.oneshot(request).await?;
                    Ok::<_, Infallible>(answer.map(|body| Leaving::new(body, admitted)))
                }
            })
        };
        let io = TokioIo::new(WriteTimeout::of(stream, self.timeouts.write));
        let connection = http1::Builder::new()
            .timer(TokioTimer::new())
            .header_read_timeout(self.timeouts.head)
            .max_buf_size(READ_BUFFER)
            .serve_connection(io, service);
        let mut connection = pin!(connection);
        let mut is_stopping = false;
        loop {
            tokio::select! {
                ended = connection.as_mut() => {
                    if let Err(error) = ended {
                        tracing::debug!(error = &error as &dyn std::error::Error, "a connection ended early");
                    }
                    return;
                }
                () = admitted.has_to_end() => return,
                _ = stopped.changed(), if !is_stopping => {
                    is_stopping = true;
                    connection.as_mut().graceful_shutdown();
                }
            }
        }
    }
}

/// How long nothing is accepted after an error: without, a lack of descriptors would be asked about, and written
/// down, thousands of times in a second.
#[derive(Debug, Default)]
struct Pause {
    last: Option<Duration>,
}

impl Pause {
    fn end(&mut self) {
        if self.last.take().is_some() {
            tracing::info!("connections are accepted again");
        }
    }

    fn next(&mut self) -> Duration {
        let next = self.last.map_or(FIRST_PAUSE, |last| (last * 2).min(LONGEST_PAUSE));
        self.last = Some(next);
        next
    }

    async fn after(&mut self, error: &io::Error) {
        // The other end gave up meanwhile: that says nothing about the next one.
        if matches!(
            error.kind(),
            io::ErrorKind::ConnectionAborted
                | io::ErrorKind::ConnectionRefused
                | io::ErrorKind::ConnectionReset
        ) {
            return;
        }
        if self.last.is_none() {
            tracing::error!(error = error as &dyn std::error::Error, "no connection can be accepted for now");
        }
        tokio::time::sleep(self.next()).await;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn errors_of_accepting_pause_longer_and_longer() {
        let mut pause = Pause::default();
        let waited: Vec<u128> = (0..8).map(|_| pause.next().as_millis()).collect();
        assert_eq!(waited, [50, 100, 200, 400, 800, 1600, 2000, 2000]);
        pause.end();
        assert_eq!(pause.next(), FIRST_PAUSE);
    }
}
