//! Argon2id, in WebAssembly: from a passphrase to a key. It runs where the page runs, which stands still meanwhile.

use super::{Problem, cipher::random};
use crate::js;
use argon2::{Algorithm, Argon2, Block, Params, Version};
use shared::snapshot::{
    Derivation, Passphrase,
    envelope::{MEMORY_KIB, MOST_PASSES},
};

/// A phone whose processor is four times as slow as now, as one that saves power is, opens it within 1.2 seconds.
const MILLISECONDS: f64 = 300.0;

/// A key that wraps another, and how to come by it again.
pub struct Derived {
    pub key: [u8; 32],
    pub how: Derivation,
}

/// As many passes as this device does in time, and at least one.
pub fn new(passphrase: &Passphrase) -> Result<Derived, Problem> {
    let mut how = Derivation { memory_kib: MEMORY_KIB, passes: 1, salt: random()? };
    let began = js::milliseconds();
    let key = again(passphrase, &how)?;
    let passes = (MILLISECONDS / (js::milliseconds() - began).max(1.0)).floor() as u32;
    if passes <= 1 {
        return Ok(Derived { key, how });
    }
    how.passes = passes.min(MOST_PASSES);
    Ok(Derived { key: again(passphrase, &how)?, how })
}

pub fn again(passphrase: &Passphrase, how: &Derivation) -> Result<[u8; 32], Problem> {
    let began = js::milliseconds();
    let params = Params::new(how.memory_kib, how.passes, 1, Some(32)).map_err(|_| Problem::Damaged)?;
    let mut blocks: Vec<Block> = Vec::new();
    blocks.try_reserve_exact(params.block_count()).map_err(|_| Problem::Memory)?;
    blocks.resize(params.block_count(), Block::default());
    let mut key = [0; 32];
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
        .hash_password_into_with_memory(passphrase.as_bytes(), &how.salt, &mut key, &mut blocks)
        .map_err(|_| Problem::Damaged)?;
    js::mark_span("mikata-derived", began);
    Ok(key)
}
