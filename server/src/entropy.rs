//! The one place randomness comes from: ids, keys and session secrets.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use rand::{RngCore, SeedableRng, TryRngCore, rngs::OsRng, rngs::StdRng};
use std::sync::{Arc, Mutex, PoisonError};
use uuid::Uuid;

/// The operating system's randomness, or a seeded one so that a test can compare two worlds byte
/// for byte. Cloning shares it.
#[derive(Clone, Debug)]
pub struct Entropy(Option<Arc<Mutex<StdRng>>>);

impl Entropy {
    pub fn system() -> Self {
        Self(None)
    }

    /// Repeats itself: for tests only.
    pub fn seeded(seed: u64) -> Self {
        Self(Some(Arc::new(Mutex::new(StdRng::seed_from_u64(seed)))))
    }

    pub fn bytes<const N: usize>(&self) -> [u8; N] {
        let mut bytes = [0; N];
        match &self.0 {
            // Without the system's randomness no secret is safe, so nothing may go on.
            None => OsRng.try_fill_bytes(&mut bytes).expect("the operating system gives randomness"),
            Some(rng) => rng.lock().unwrap_or_else(PoisonError::into_inner).fill_bytes(&mut bytes),
        }
        bytes
    }

    /// A random (version 4) UUID.
    pub fn uuid(&self) -> Uuid {
        uuid::Builder::from_random_bytes(self.bytes()).into_uuid()
    }

    /// 32 random bytes as text that may stand in a header, a cookie or a command line.
    pub fn secret(&self) -> String {
        URL_SAFE_NO_PAD.encode(self.bytes::<32>())
    }
}
