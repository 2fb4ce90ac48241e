//! Reads the fields of an emergency's forms, and hands them back with what is wrong.

use crate::{
    http::desk::{form_fields::FormFields, staff_request::StaffRequest},
    store::sharing::emergency::Stated,
};
use app::desk::{EmergencyForm, EmergencySaid, Wanting};
use shared::{
    address::{Address, Prefecture},
    emergency::{FourItems, Reason},
    record::Sex,
    unseen::is_unseen,
};

/// Longer than any name or address; what is longer is something else.
const LONGEST_ITEM: usize = 200;
/// A sentence.
const LONGEST_NOTE: usize = 200;

/// The reason, and the words that "other" needs.
pub fn stated(fields: &FormFields, wanting: &mut Vec<Wanting>) -> Option<Stated> {
    let note = fields.text("note");
    // A reason that cannot be seen is none, and one that turns letters around is another.
    if note.chars().count() > LONGEST_NOTE || note.chars().any(is_unseen) {
        wanting.push(Wanting::LongNote);
        return None;
    }
    let Some(reason) = Reason::from_name(fields.text("reason")) else {
        wanting.push(Wanting::Reason);
        return None;
    };
    if reason == Reason::Other && note.is_empty() {
        wanting.push(Wanting::Note);
        return None;
    }
    if !fields.is_ticked("emergency") {
        wanting.push(Wanting::Confirmation);
        return None;
    }
    Some(Stated { reason, note: note.to_owned() })
}

/// All four, or what is missing. Whatever else stands in a field is text: no letter of it means "anything".
pub fn four_items(
    request: &StaffRequest,
    fields: &FormFields,
    wanting: &mut Vec<Wanting>,
) -> Option<FourItems> {
    let item = |name| Some(fields.text(name)).filter(|text| is_item(text));
    let name = item("name");
    let birth_date = fields.day("birth_date").ok().flatten();
    let birth_date = birth_date.filter(|day| *day <= request.state.clock.today());
    let sex = [("male", Sex::Male), ("female", Sex::Female), ("other", Sex::Other)];
    let sex = sex.into_iter().find(|(known, _)| *known == fields.text("sex")).map(|(_, sex)| sex);
    let prefecture = Prefecture::from_code(fields.text("prefecture"));
    let rest = item("address");
    let there = [
        (name.is_some(), Wanting::Name),
        (birth_date.is_some(), Wanting::BirthDate),
        (sex.is_some(), Wanting::Sex),
        (prefecture.is_some(), Wanting::Prefecture),
        (rest.is_some(), Wanting::Address),
    ];
    wanting.extend(there.into_iter().filter(|(there, _)| !there).map(|(_, item)| item));
    let address = Address::within(prefecture?, rest?);
    if address.is_none() {
        wanting.push(Wanting::Address);
    }
    Some(FourItems { name: name?.to_owned(), birth_date: birth_date?, sex: sex?, address: address? })
}

/// Which of those who are alike, from 0 on: the pages count from 1.
pub fn which(fields: &FormFields) -> Option<usize> {
    fields.text("which").parse::<usize>().ok()?.checked_sub(1)
}

fn is_item(text: &str) -> bool {
    !text.is_empty() && text.chars().count() <= LONGEST_ITEM
}

/// The form as it was filled in.
pub fn again(fields: &FormFields, wanting: Vec<Wanting>, said: Option<EmergencySaid>) -> EmergencyForm {
    let text = |name| fields.text(name).chars().take(LONGEST_ITEM).collect();
    EmergencyForm {
        name: text("name"),
        birth_date: text("birth_date"),
        sex: text("sex"),
        prefecture: text("prefecture"),
        address: text("address"),
        reason: Reason::from_name(fields.text("reason")),
        note: text("note"),
        wanting,
        said,
    }
}
