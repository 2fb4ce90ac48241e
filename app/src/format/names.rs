//! What a medicine, an illness, or what one reacts to is called in the reader's language.

use super::{list, with_remarks};
use crate::i18n::{Locale, use_words};
#[cfg(not(feature = "hydrate"))]
use leptos::prelude::*;
use shared::record::RecordView;
use std::{collections::BTreeMap, sync::Arc};

type Names = Arc<BTreeMap<String, String>>;

/// The English names of the record that this page is written from.
#[cfg(not(feature = "hydrate"))]
#[derive(Clone)]
struct HeldNames(ArcStoredValue<Names>);

#[cfg(feature = "hydrate")]
thread_local! {
    static HELD: std::cell::RefCell<Names> = std::cell::RefCell::default();
}

/// Provides the room for the names of a record, for everything below.
pub fn provide_names() {
    #[cfg(not(feature = "hydrate"))]
    provide_context(HeldNames(ArcStoredValue::new(Names::default())));
}

/// Has the names of a record at hand for the page that is written from it.
pub fn hold_names(view: &RecordView) {
    if use_words().are_of(Locale::Ja) {
        return;
    }
    let pairs = view.english.iter().map(|one| (one.sent.clone(), one.english.clone()));
    let names: Names = Arc::new(pairs.collect());
    #[cfg(feature = "hydrate")]
    HELD.replace(names);
    #[cfg(not(feature = "hydrate"))]
    if let Some(held) = use_context::<HeldNames>() {
        held.0.update_value(|held| *held = names);
    }
}

fn english(sent: &str) -> Option<String> {
    if use_words().are_of(Locale::Ja) {
        return None;
    }
    #[cfg(feature = "hydrate")]
    let names = Some(HELD.with_borrow(Arc::clone));
    #[cfg(not(feature = "hydrate"))]
    let names = use_context::<HeldNames>().map(|held| held.0.get_value());
    names?.get(sent).cloned()
}

/// A name as it was sent; where a table has it in the reader's language, that first and the one that was sent beside it:
/// `amlodipine (アムロジピンOD錠5mg)`.
pub fn told_name(sent: &str) -> String {
    match english(sent) {
        Some(english) => with_remarks(&english, &[sent.to_owned()]),
        None => sent.to_owned(),
    }
}

/// Several things that happened, each in the reader's language where a table has it.
pub fn told_words(sent: &[String]) -> String {
    let said: Vec<String> = sent.iter().map(|one| english(one).unwrap_or_else(|| one.clone())).collect();
    list(&said)
}
