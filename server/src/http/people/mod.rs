//! Who can see a record, and whose records somebody may open.

mod answer;
mod forms;
mod invitation;

pub use answer::RequestPeople;
pub use forms::{confirm, end, open_record};
pub use invitation::invite;

use chrono::Duration;

/// How lately they must have proved that it is they when the form opens, and when it is sent.
const AT_THE_FORM: Duration = Duration::minutes(5);
const AT_THE_ACT: Duration = Duration::minutes(15);
