//! Dates, numbers and units, each formatted in one place.
//!
//! Everything here speaks the language of the visit: call it in a component or in what one owns.

mod address;
mod codes;
mod dates;
mod heard;
mod languages;
mod names;
mod values;
mod words;

pub use address::in_query;
pub use codes::{code_system, tells_something};
pub use dates::{
    Precision, axis_day, clock, date, day, instant, moment, moment_day, moment_with_time, month, month_of,
};
pub use heard::heard;
pub use languages::{by_language, is_japanese, written_lang};
pub use names::{
    allergy_is_over, allergy_name, allergy_remarks, allergy_status, allergy_with_reactions, name_as_written,
    name_in_full, name_remarks, none_known_name, none_known_remarks, none_known_said, not_confirmed,
    unusual_status,
};
pub use values::{amount, converted, measured, quantity, range, unit};
pub use words::{
    age, categories, category, category_means, clinical_status, compared, core_item, core_item_of,
    document_kind, document_kind_word, facility, identity_paper, lab_group, list, measuring_limit,
    not_compared, performed, result_status, sex, sign_out_reason, source, standing, standing_mark,
    standing_of, stated, taking, test_name,
};
