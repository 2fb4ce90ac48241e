use serde::{Deserialize, Serialize};
use shared::log::{
    History,
    history::Named,
    visits::{Visit, visits},
};

/// What the page shows of a history: its entries as visits, newest first.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct HistoryContent {
    /// Whose it is.
    pub person: String,
    pub visits: Vec<Visit>,
    pub facilities: Vec<Named>,
}

impl HistoryContent {
    pub fn of(history: &History) -> Self {
        Self {
            person: history.person.clone(),
            visits: visits(&history.entries),
            facilities: history.facilities.clone(),
        }
    }
}
