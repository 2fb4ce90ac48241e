//! Pieces that several pages share.

pub mod announcer;
pub mod demo_banner;
pub mod empty;
pub mod failed;
pub mod footer;
pub mod frame;
pub mod header;
pub mod heading;
pub mod language_form;
pub mod navigation;
pub mod source_line;
pub mod sources;
pub mod technical_term;
pub mod unreadable;
