//! Dates, numbers and units, each formatted in one place.
//!
//! Everything here speaks the language of the visit: call it in a component or in what one owns.

mod address;
mod codes;
mod dates;
mod heard;
mod languages;
mod names;
mod remarks;
mod romanised;
mod values;
mod words;

pub use address::in_query;
pub use codes::{code_system, tells_something};
pub use dates::{
    Precision, axis_day, clock, date, day, day_of_year, instant, moment, moment_day, moment_day_with_time,
    moment_with_time, month, month_of, short_day, tested_on,
};
pub use heard::heard;
pub use languages::{by_language, is_japanese, written_lang};
pub use names::{hold_names, provide_names, told_name, told_words};
pub use remarks::with_remarks;
pub use romanised::{latin_name, told_person};
pub use values::{amount, converted, measured, quantity, range, unit};
pub use words::{
    age, categories, category, category_means, compared, core_item, core_item_of, facility, identity_paper,
    lab_group, list, measuring_limit, not_compared, sex, sign_out_reason, source, standing, standing_mark,
    test_name,
};
