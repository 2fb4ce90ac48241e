//! 薬剤禁忌 and アレルギー. Red stands for 薬剤禁忌 only, and never without its word.

mod card;
mod line;
#[cfg(feature = "ssr")]
mod row;
mod words;

pub use card::{Allergies, Contraindications};
pub use line::line;
#[cfg(feature = "ssr")]
pub use row::allergies;
pub use words::{is_over, name_in_full, not_confirmed, remarks, severity, status, with_reactions};

/// Its name in `shared`.
pub const NAME: &str = "allergy";
