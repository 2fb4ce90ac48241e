//! The address of the database.

use std::path::PathBuf;

/// Where the records are kept; redacted in `Debug`, because a URL may carry a password.
#[derive(Clone)]
pub struct DatabaseUrl(pub String);

impl std::fmt::Debug for DatabaseUrl {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(if self.is_postgres() { "postgres://…" } else { &self.0 })
    }
}

impl DatabaseUrl {
    /// A file beside a SQLite database's, its name with `ending`. `None` where there is no such place.
    pub fn beside(&self, ending: &str) -> Option<PathBuf> {
        if self.is_postgres() {
            return None;
        }
        let file = self.0.strip_prefix("sqlite:").unwrap_or(&self.0);
        let file = file.strip_prefix("//").unwrap_or(file);
        let file = file.split('?').next().unwrap_or(file);
        (!file.is_empty() && file != ":memory:").then(|| PathBuf::from(format!("{file}{ending}")))
    }

    pub fn is_postgres(&self) -> bool {
        self.0.starts_with("postgres://") || self.0.starts_with("postgresql://")
    }
}
