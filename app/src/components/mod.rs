//! Pieces that several pages share.

pub mod announcer;
pub mod frame;
