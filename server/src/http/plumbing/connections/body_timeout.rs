//! Timeout and minimum rate of request bodies.

use super::register::Admitted;
use axum::body::{Body, Bytes, HttpBody};
use http_body::{Frame, SizeHint};
use std::{
    error::Error,
    future::Future,
    pin::Pin,
    sync::Arc,
    task::{Context, Poll},
    time::Duration,
};
use tokio::time::{Instant, Sleep, sleep_until};

/// How fast a body has to come: this long for nothing, and then so many bytes in each second since it began.
#[derive(Clone, Copy, Debug)]
pub struct BodyPace {
    pub grace: Duration,
    pub bytes_per_second: u32,
}

/// A body that came too slowly.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the body came too slowly")]
pub struct TooSlow;

impl TooSlow {
    /// Whether this is why a body could not be read.
    pub fn caused(error: &(dyn Error + 'static)) -> bool {
        error.is::<Self>() || error.source().is_some_and(Self::caused)
    }
}

/// A request's body that ends in [`TooSlow`] where it comes too slowly.
pub(super) struct Arriving {
    body: Body,
    pace: BodyPace,
    begun: Instant,
    received: u64,
    until: Pin<Box<Sleep>>,
    connection: Arc<Admitted>,
}

impl Arriving {
    pub(super) fn new(body: Body, pace: BodyPace, connection: Arc<Admitted>) -> Self {
        let begun = Instant::now();
        let until = Box::pin(sleep_until(begun + pace.grace));
        if body.is_end_stream() {
            connection.is_answered();
        }
        Self { body, pace, begun, received: 0, until, connection }
    }

    fn came(&mut self, bytes: usize) {
        self.received += bytes as u64;
        let earned =
            Duration::from_millis(self.received * 1000 / u64::from(self.pace.bytes_per_second.max(1)));
        self.until.as_mut().reset(self.begun + self.pace.grace + earned);
    }
}

impl HttpBody for Arriving {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        match Pin::new(&mut self.body).poll_frame(context) {
            Poll::Pending => match self.until.as_mut().poll(context) {
                Poll::Ready(()) => Poll::Ready(Some(Err(axum::Error::new(TooSlow)))),
                Poll::Pending => Poll::Pending,
            },
            Poll::Ready(frame) => {
                if let Some(Ok(frame)) = &frame {
                    self.came(frame.data_ref().map_or(0, Bytes::len));
                }
                if frame.is_none() || self.body.is_end_stream() {
                    self.connection.is_answered();
                }
                Poll::Ready(frame)
            }
        }
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

/// Whoever needs no body of a request does not wait for it.
impl Drop for Arriving {
    fn drop(&mut self) {
        self.connection.is_answered();
    }
}

/// An answer; when it is out, the connection expects the next request.
pub(super) struct Leaving {
    body: Body,
    connection: Arc<Admitted>,
}

impl Leaving {
    pub(super) fn new(body: Body, connection: Arc<Admitted>) -> Self {
        Self { body, connection }
    }
}

impl HttpBody for Leaving {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        Pin::new(&mut self.body).poll_frame(context)
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

impl Drop for Leaving {
    fn drop(&mut self) {
        self.connection.waits();
    }
}
