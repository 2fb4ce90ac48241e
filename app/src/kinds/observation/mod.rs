//! 検査 and 感染症: results.

mod card;
mod line;
#[cfg(feature = "ssr")]
mod row;
mod value;
mod words;

pub use card::{Infections, PAGE as INFECTIONS};
pub use line::results;
#[cfg(feature = "ssr")]
pub use row::results as results_side_by_side;
pub use value::{ResultStatusTag, ResultValue};
pub use words::result_status;

/// Its name in `shared`.
pub const NAME: &str = "observation";
