use shared::{
    record::{Allergy, Diagnosis, Document, DocumentKind, Origin},
    summary::StatedNone,
    time::Moment,
};

/// The diagnoses and allergies that one document states, and that there are none.
#[derive(Clone, Debug, PartialEq)]
pub struct WrittenInDocument {
    pub origin: Origin,
    pub kind: DocumentKind,
    pub title: String,
    pub date: Moment,
    pub diagnoses: Vec<Diagnosis>,
    pub allergies: Vec<Allergy>,
    pub none_known: Vec<StatedNone>,
}

impl WrittenInDocument {
    /// `None`: the document states nothing of the kind.
    pub fn of(document: &Document) -> Option<Self> {
        let diagnoses: Vec<Diagnosis> = document.diagnoses().cloned().collect();
        let allergies: Vec<Allergy> = document.allergies().cloned().collect();
        let none_known: Vec<StatedNone> = document
            .none_known()
            .map(|none| StatedNone { none: none.clone(), against: Vec::new(), written_in: None })
            .collect();
        let something = !diagnoses.is_empty() || !allergies.is_empty() || !none_known.is_empty();
        something.then(|| Self {
            origin: document.origin.clone(),
            kind: document.kind,
            title: document.title.clone(),
            date: document.date.clone(),
            diagnoses,
            allergies,
            none_known,
        })
    }
}
