//! Delegation: who may act for a person, on what of the record, and until when. Pure functions over days in Asia/Tokyo,
//! so that a page can show what a mandate would allow before it is given.
//!
//! Sources: 診療情報の提供等に関する指針 7(2) and 9 (who may ask for a record in whose place); 民法 4
//! (eighteen years), 818 (parental authority), 651–653 (a mandate ends when either side ends it or dies);
//! 年齢計算ニ関スル法律 (when a year of life is complete).

mod age;
mod mandate;
mod paper;
mod powers;
mod proposal;

pub use age::birthday;
pub use mandate::{Action, Actions, Basis, Mandate, Subject, UnknownBasis};
pub use paper::Paper;
pub use powers::{Change, Closed, Coming, Powers, answers_for, combined, decides_for, powers};
pub use proposal::{NARROW_AT, OF_AGE, Proposal, Unfounded, YOUNG_PERSON_KEEPS_OPEN};
