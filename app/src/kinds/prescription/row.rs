use super::{bars, course_in_days, dose_per_day, stated, taking, usage_in_full};
use crate::{
    kinds::row::{ForCare, Mark, Part, Row, table},
    t,
};
use leptos::prelude::*;
use shared::{
    category::Category,
    medication::{MedicineLine, Taking, lines},
    record::RecordView,
};

pub fn parts(shown: &ForCare<'_>) -> Vec<Part> {
    if !shown.sees(Category::Medicines) {
        return Vec::new();
    }
    let list = Part::of("medicines", t!("desk-care-medicines"), medicines(shown.view));
    let bars = courses(shown.view).map(|bars| Part::of("timeline", t!("medicines-timeline"), bars).wide());
    [list].into_iter().chain(bars).collect()
}

/// What is taken, may be taken or will be; of what is over, the number.
fn medicines(view: &RecordView) -> impl IntoView + use<> {
    let is_over = |line: &MedicineLine| match line.taking {
        Taking::Past | Taking::Continued => true,
        // Whatever was stopped or held stays for a while: what it leaves behind matters.
        Taking::Stated(_) => !line.was_stated_lately(view.as_of),
        _ => false,
    };
    let (over, mut current): (Vec<MedicineLine>, Vec<MedicineLine>) =
        lines(&view.record, view.as_of, view.refill).into_iter().partition(is_over);
    shared::order::sort_by(&mut current, |a, b| a.taking.cmp(&b.taking));
    let over = over.len();
    view! {
        {table(current.into_iter().map(medicine).collect(), &view.record.facilities)}
        {(over > 0).then(|| view! { <p class="muted">{t!("desk-care-medicines-over", count = over as i64)}</p> })}
    }
}

/// When which of them was supplied over the last year.
fn courses(view: &RecordView) -> Option<impl IntoView + use<>> {
    bars(&lines(&view.record, view.as_of, view.refill), &view.record.facilities, view.as_of, &|_| None)
}

fn medicine(line: MedicineLine) -> Row {
    let MedicineLine { prescription, course, taking, since, .. } = line;
    let mut facts: Vec<String> = prescription.standing_reason.clone().into_iter().collect();
    for dosage in &prescription.dosage {
        facts.extend(usage_in_full(dosage));
        facts.extend(dose_per_day(dosage));
    }
    facts.push(course_in_days(&prescription, &course));
    facts.extend(prescription.notes);
    Row {
        name: prescription.name,
        mark: Some(match stated(taking, since) {
            Some(said) => Mark::Strong(said),
            None => Mark::Plain(self::taking(taking)),
        }),
        facts,
        origin: prescription.origin,
    }
}
