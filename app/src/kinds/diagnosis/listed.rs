use crate::kinds::newest::newest;
use shared::{
    order::sort_by,
    record::{Diagnosis, RecordView},
    summary::{StatedNone, none_known},
};

/// What was registered, as pages list it: main diagnoses first, then what began last.
#[derive(Clone, Debug, PartialEq)]
pub struct Listed {
    pub current: Vec<Diagnosis>,
    /// 疑い: no diagnoses yet.
    pub suspected: Vec<Diagnosis>,
    /// Resolved, or ended by the view's day.
    pub former: Vec<Diagnosis>,
    /// That there is none of anything but allergies, as facilities registered it.
    pub none: Vec<StatedNone>,
}

impl Listed {
    pub fn of(view: &RecordView) -> Self {
        let mut all = view.record.diagnoses.clone();
        sort_by(&mut all, |a, b| {
            b.main.cmp(&a.main).then_with(|| newest(a.onset.as_ref(), b.onset.as_ref()))
        });
        let (suspected, stated): (Vec<_>, Vec<_>) = all.into_iter().partition(Diagnosis::is_suspected);
        let (former, current) = stated.into_iter().partition(|diagnosis| diagnosis.is_over(view.as_of));
        let none = none_known(&view.record, view.as_of).into_iter();
        let none = none.filter(|one| one.written_in.is_none() && !one.none.is_about_allergies()).collect();
        Self { current, suspected, former, none }
    }
}
