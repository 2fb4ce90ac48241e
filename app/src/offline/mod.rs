//! What shows where the portal cannot be reached, and the pages of a snapshot that was opened (docs/offline.md).

#[cfg(feature = "ssr")]
mod document;
#[cfg(feature = "hydrate")]
mod mount;
#[cfg(feature = "hydrate")]
mod renewal;
#[cfg(feature = "hydrate")]
mod shell;
#[cfg(feature = "hydrate")]
mod unlock;

#[cfg(feature = "ssr")]
pub use document::{Shell, ShellFiles, document};
#[cfg(feature = "hydrate")]
pub use shell::{begin, shell_is_here};
