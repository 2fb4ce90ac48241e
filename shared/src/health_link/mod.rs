//! SMART Health Links: a link that holds a key, and encrypted files at the address that it names.
//!
//! Who may make one, where its files lie and how often it was opened is `server`'s; what a link, an encrypted file and a
//! manifest are, and what is refused, is decided here. Chance comes in: keys and initialization vectors are parameters.

pub mod contents;
pub mod flags;
pub mod jwe;
pub mod key;
pub mod manifest;
mod others_json;
pub mod own;
pub mod payload;
pub mod url;

pub use contents::{Contents, InvalidUntil, LONGEST_DAYS, Until};
pub use flags::{Flag, Flags, PasscodeOfOneFile};
pub use jwe::{Content, IV, JweError, open, seal};
pub use key::{InvalidKey, Key};
pub use manifest::{
    ContentType, File, FileContent, FileStatus, InvalidFile, InvalidManifest, InvalidRequest, LastUpdated,
    Manifest, ManifestRequest, Passcode, Recipient, SHORTEST_PASSCODE, UnreadFile, WrongPasscode,
};
pub use own::{Opening, OwnLink, Standing};
pub use payload::{InvalidPayload, Label, Payload};
pub use url::{InvalidUrl, LinkUrl, Loopback};
