use super::{bars, course_in_days, dose_per_day, stated, taking, usage_in_full};
use crate::components::as_sent::as_sent;
use crate::{
    format,
    kinds::row::{ForCare, Mark, Part, Place, Row, doubts, news, nothing, table},
    t,
};
use leptos::prelude::*;
use shared::{
    category::Category,
    medication::{CourseEnd, MedicineLine, Taking, WhyOpen, lines},
    medicine_code::MedicineCode,
    record::{Prescription, RecordView},
};

pub fn parts(care: &ForCare<'_>) -> Vec<Part> {
    if !care.sees(Category::Medicines) {
        return Vec::new();
    }
    let bars =
        courses(care.view).map(|bars| Part::of("timeline", t!("medicines-timeline"), bars).across().folded());
    [medicines(care)].into_iter().chain(bars).collect()
}

/// What is taken, may be taken or will be; of what is over, the number at first sight.
fn medicines(care: &ForCare<'_>) -> Part {
    let view = care.view;
    let is_over = |line: &MedicineLine| match line.taking {
        Taking::Past | Taking::Continued => true,
        // Whatever was stopped or held stays for a while: what it leaves behind matters.
        Taking::Stated(_) => !line.was_stated_lately(view.as_of),
        _ => false,
    };
    let (over, mut current): (Vec<MedicineLine>, Vec<MedicineLine>) =
        lines(&view.record, view.as_of, view.refill).into_iter().partition(is_over);
    shared::order::sort_by(&mut current, |a, b| a.taking.cmp(&b.taking));
    let text = current.iter().map(|line| text(line, care)).collect();
    let count = over.len();
    let body = view! {
        {at_first_sight(&current, care)}
        {(count > 0).then(|| view! { <p class="muted">{t!("desk-care-medicines-over", count = count as i64)}</p> })}
    };
    let full = view! {
        {table(current.into_iter().map(medicine).collect(), care.facilities)}
        {(count > 0).then(|| view! {
            <h3>{t!("desk-care-medicines-ended")}</h3>
            {table(over.into_iter().map(medicine).collect(), care.facilities)}
        })}
    };
    Part::of("medicines", t!("desk-care-medicines"), body).at_first_sight(
        Place::Facts,
        Some(full.into_any()),
        text,
    )
}

/// When which of them was supplied over the last year.
fn courses(view: &RecordView) -> Option<impl IntoView + use<>> {
    bars(&lines(&view.record, view.as_of, view.refill), &view.record.facilities, view.as_of, &|_| None)
}

fn at_first_sight(current: &[MedicineLine], care: &ForCare<'_>) -> AnyView {
    if current.is_empty() {
        return nothing();
    }
    view! {
        <table class="data-table data-table-cards care-table care-medicines" role="table">
            <thead role="rowgroup">
                <tr role="row">
                    <th role="columnheader" scope="col">{t!("desk-care-medicine")}</th>
                    <th role="columnheader" scope="col">{t!("desk-care-dose")}</th>
                    <th role="columnheader" scope="col">{t!("desk-care-until")}</th>
                </tr>
            </thead>
            <tbody role="rowgroup">{current.iter().map(|line| brief(line, care)).collect_view()}</tbody>
        </table>
    }
    .into_any()
}

/// The generic name first, where the medicine is recognised for certain.
fn brief(line: &MedicineLine, care: &ForCare<'_>) -> impl IntoView + use<> {
    let prescription = &line.prescription;
    let origin = &prescription.origin;
    let name = prescription.name.clone();
    let generic = care.generic_name(&origin.item).filter(|generic| *generic != name);
    let (first, second) = match generic {
        Some(generic) => (generic, Some(name)),
        None => (name, None),
    };
    let second = second.map(
        |name| view! { <span class="care-second" lang=format::written_lang(&name)>{name.clone()}</span> },
    );
    let dose: Vec<String> =
        dose(prescription).into_iter().chain(prescription.notes.iter().cloned()).collect();
    let marks =
        unusual(line).into_iter().map(Mark::Strong).chain(doubts(origin).into_iter().map(Mark::Plain));
    view! {
        <tr role="row">
            <th role="rowheader" scope="row">
                <span lang=format::written_lang(&first)>{first.clone()}</span>
                {yj_code(prescription).map(|code| view! { " "<span class="care-code">{code}</span> })}
                {news(origin, care)}
                {second}
            </th>
            <td role="cell" data-label=t!("desk-care-dose")>
                {as_sent(format::list(&dose))}
                {marks.map(|mark| mark.shown()).collect_view()}
            </td>
            <td role="cell" data-label=t!("desk-care-until")>
                {until(line, care)}
                <span class="care-second">{as_sent(care.source(origin))}</span>
            </td>
        </tr>
    }
}

/// How it stands, where it is not simply taken within its days.
fn unusual(line: &MedicineLine) -> Option<String> {
    stated(line.taking, line.since)
        .or_else(|| (line.taking != Taking::Now).then(|| self::taking(line.taking)))
}

/// Why it is not simply issued, and how it is taken.
fn dose(prescription: &Prescription) -> Vec<String> {
    let mut said: Vec<String> = prescription.standing_reason.clone().into_iter().collect();
    for dosage in &prescription.dosage {
        said.extend(usage_in_full(dosage));
        said.extend(dose_per_day(dosage));
    }
    said
}

/// The last day of the supply, or why there is none.
fn until(line: &MedicineLine, care: &ForCare<'_>) -> String {
    match line.course.end {
        _ if line.prescription.standing.is_said() => course_in_days(&line.prescription, &line.course),
        CourseEnd::On(day) => t!("paper-ended", date = care.short_day(day)),
        CourseEnd::Open(WhyOpen::AsNeeded) => t!("desk-care-as-needed"),
        CourseEnd::Open(WhyOpen::NoDays | WhyOpen::NoStart) => t!("desk-care-no-end"),
    }
}

fn yj_code(prescription: &Prescription) -> Option<String> {
    let mut codes = prescription.codes.iter().filter_map(MedicineCode::of_coding).filter_map(Result::ok);
    codes.find_map(|code| match code {
        MedicineCode::Yj(code) => Some(code.as_str().to_owned()),
        MedicineCode::GeneralName(_) | MedicineCode::Hot(_) | MedicineCode::Receipt(_) => None,
    })
}

fn text(line: &MedicineLine, care: &ForCare<'_>) -> String {
    let prescription = &line.prescription;
    let origin = &prescription.origin;
    let code = yj_code(prescription).map(|code| t!("desk-care-yj", code = code));
    let remarks: Vec<String> = care.generic_name(&origin.item).into_iter().chain(code).collect();
    let name = format::with_remarks(&prescription.name, &remarks);
    let course = course_in_days(prescription, &line.course);
    let facts = unusual(line).into_iter().chain(doubts(origin)).chain(dose(prescription)).chain([course]);
    let said: Vec<String> =
        [name].into_iter().chain(facts).chain(prescription.notes.iter().cloned()).collect();
    care.with_source(said.join(&t!("emergency-summary-separator")), origin)
}

fn medicine(line: MedicineLine) -> Row {
    let MedicineLine { prescription, course, taking, since, .. } = line;
    let mut facts = dose(&prescription);
    facts.push(course_in_days(&prescription, &course));
    facts.extend(prescription.notes);
    Row {
        name: prescription.name,
        mark: Some(match stated(taking, since) {
            Some(said) => Mark::Strong(said),
            None => Mark::Plain(self::taking(taking)),
        }),
        facts,
        usual: None,
        origin: prescription.origin,
    }
}
