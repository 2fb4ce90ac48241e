//! Mikata's pure rules, the same code native and in WebAssembly.
//!
//! Nothing here reads a clock, a file, a socket or a database: `today` is a parameter, and
//! FHIR's names stop at [`fhir`]. What comes out is meaning (types, enums, numbers), never
//! sentences: the words a person reads are chosen in `app`.

pub mod address;
pub mod agenda;
pub mod arrivals;
pub mod category;
pub mod coding;
pub mod consent;
pub mod contact;
pub mod death_paper;
pub mod decimal;
pub mod delegation;
pub mod disclosure;
pub mod element;
pub mod emergency;
#[cfg(feature = "knowledge")]
pub mod english;
pub mod facility_name;
pub mod fhir;
pub mod functions;
pub mod health_link;
pub mod identity;
pub mod identity_paper;
pub mod ids;
pub mod ips;
pub mod issue;
pub mod labs;
pub mod log;
pub mod medication;
pub mod medicine_code;
/// Names come in on the server; the browser reads them as they are.
#[cfg(not(target_arch = "wasm32"))]
pub mod name;
pub mod nfkc;
pub mod notebook;
pub mod order;
pub mod own;
pub mod own_json;
pub mod private_use;
pub mod record;
pub mod refill;
pub mod retention;
pub mod romanised;
pub mod set;
pub mod sign_out;
pub mod snapshot;
pub mod source;
pub mod spelling;
pub mod summary;
pub mod telephone;
pub mod time;
pub mod unit;
pub mod unseen;
