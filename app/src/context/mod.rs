//! Contexts that every page may ask for: the visit, the record held in the browser, news of who looked, what is shared,
//! the page's title.

pub mod answer;
pub mod awake;
pub mod checked;
#[cfg(not(feature = "ssr"))]
pub mod history;
#[cfg(feature = "hydrate")]
pub mod idle;
pub mod kept;
pub mod knowledge;
#[cfg(feature = "hydrate")]
pub mod leaving;
pub mod live;
pub mod record;
pub mod sharing;
pub mod title;
pub mod treating;
#[cfg(feature = "hydrate")]
pub mod typed_before;
pub mod visit;
#[cfg(feature = "hydrate")]
pub mod waking;
#[cfg(feature = "hydrate")]
pub mod words;
