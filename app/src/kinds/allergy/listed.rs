use crate::kinds::newest::newest;
use shared::{
    order::sort_by,
    record::{Allergy, RecordView},
    summary::{StatedNone, none_known},
};

/// What was registered, as pages list it: what was recorded last comes first.
pub struct Listed {
    pub contraindications: Vec<Allergy>,
    pub allergies: Vec<Allergy>,
    /// That there is none, as facilities registered it.
    pub none: Vec<StatedNone>,
}

impl Listed {
    pub fn of(view: &RecordView) -> Self {
        let record = &view.record;
        let mut contraindications: Vec<Allergy> = record.contraindications().cloned().collect();
        let mut allergies: Vec<Allergy> = record.plain_allergies().cloned().collect();
        for list in [&mut contraindications, &mut allergies] {
            sort_by(list, |a, b| newest(a.recorded.as_ref(), b.recorded.as_ref()));
        }
        let none = none_known(record, view.as_of).into_iter();
        let none = none.filter(|one| one.written_in.is_none() && one.none.is_about_allergies()).collect();
        Self { contraindications, allergies, none }
    }
}
