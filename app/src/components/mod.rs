//! Pieces that several pages share.

pub mod announcer;
pub mod awaited;
pub mod connection;
pub mod demo_banner;
pub mod empty;
pub mod failed;
pub mod findings;
pub mod footer;
pub mod frame;
pub mod header;
pub mod heading;
pub mod language_form;
pub mod loading;
pub mod navigation;
pub mod news;
pub mod not_shown;
pub mod outside_links;
pub mod return_to;
pub mod sign_in_news;
pub mod source_line;
pub mod sources;
pub mod technical_term;
pub mod term;
pub mod text_size_form;
pub mod time_axis;
pub mod unreadable;
