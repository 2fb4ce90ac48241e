//! Dates, numbers and units, each formatted in one place.
//!
//! Everything here speaks the language of the visit: call it in a component or in what one owns.

mod address;
mod codes;
mod dates;
mod values;
mod words;

pub use address::in_query;
pub use codes::{code_system, tells_something};
pub use dates::{
    Precision, axis_day, clock, date, day, instant, moment, moment_day, moment_with_time, month, month_of,
};
pub use values::{amount, measured, quantity, range};
pub use words::{
    age, categories, category, category_means, clinical_status, core_item, document_kind, document_kind_word,
    facility, identity_paper, lab_group, list, result_status, sex, sign_out_reason, standing, standing_mark,
    standing_of, stated, taking, test_name, written_lang,
};
