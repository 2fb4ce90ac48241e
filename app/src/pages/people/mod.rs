//! People: who can see a record (`/people`, `/people/new`), and for those who act for others, `/records`.

mod asked;
mod fields;
mod invite;
mod issued;
mod preview;
mod records;
mod representative;
mod who_sees;

pub use asked::asked;
pub use invite::InvitePage;
pub use records::RecordsPage;
pub use who_sees::WhoSeesPage;
