//! The hash under which a secret is kept.

use sha2::{Digest, Sha256};

/// What is kept of a secret that we made: 32 random bytes need no slow hash.
pub(super) fn hash(secret: &str) -> Vec<u8> {
    Sha256::digest(secret.as_bytes()).to_vec()
}
