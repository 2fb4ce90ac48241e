//! Who can see a record, and whose records somebody may open.

mod answer;
mod forms;
mod invitation;

pub use answer::{RequestPeople, others_emergency, others_sharing, waiting};
pub use forms::{confirm, end, in_emergencies, open_record, resign};
pub use invitation::invite;
