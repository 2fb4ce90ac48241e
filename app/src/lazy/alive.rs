//! What is alive in every page, also in one that is as the server wrote it: news, printing, and the day of it.

use crate::{
    components::{header::keep_the_day_of_printing, news::NewsNotice},
    context::{
        awake,
        live::{self, Live},
        title::Announced,
    },
    keeping::QueueNotice,
    kept,
};
use leptos::{ev, prelude::*};
use leptos_router::hooks::use_location;
use wasm_bindgen::JsCast;
use wasm_split_helpers::{SplitLoaderError, wasm_split};

/// Listens from here on, if the record is one's own; and where the page in this document is as the server wrote it
/// (`written`), keeps alive in it what would otherwise say nothing new.
#[wasm_split(words, fallible)]
pub fn begin(
    owner: Owner,
    live: Live,
    announced: Announced,
    own: bool,
    written: bool,
) -> Result<(), SplitLoaderError> {
    owner.with(|| {
        if own {
            live::listen(live, announced);
        }
        if written {
            tell_in_the_written_page(live);
            if kept::waiting() > 0 || kept::lost().is_some() {
                put_in_the_written_page(&owner, QueueNotice);
            }
            keep_the_day_of_printing();
            stay_awake_on_the_written_page();
        }
        print_when_asked();
    });
    Ok(())
}

/// Prints the page whose button says so, whether the server wrote it or the browser.
fn print_when_asked() {
    let pressed = window_event_listener(ev::click, |pressed| {
        let on = pressed.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
        if on.is_some_and(|on| matches!(on.closest("[data-prints]"), Ok(Some(_)))) {
            let _ = window().print();
        }
    });
    on_cleanup(move || pressed.remove());
}

/// Puts news into a page that is as the server wrote it, in the place of what that said of them.
fn tell_in_the_written_page(live: Live) {
    let as_written = live.emergency_untracked();
    let owner = Owner::current().unwrap_or_default();
    Effect::new(move |put: Option<bool>| {
        let changed = live.news().is_some() || live.emergency() != as_written;
        if put == Some(true) || !changed {
            return put.unwrap_or(false);
        }
        if let Ok(Some(written)) = document().query_selector("[data-news]") {
            written.remove();
        }
        put_in_the_written_page(&owner, NewsNotice);
        true
    });
}

/// Where the page in this document is held out to somebody, until the next one.
fn stay_awake_on_the_written_page() {
    let path = use_location().pathname;
    let written = path.get_untracked();
    if !matches!(document().query_selector(".frame[data-as-written] [data-awake]"), Ok(Some(_))) {
        return;
    }
    Effect::new(move |is_left: Option<bool>| {
        // Where its reader comes back to it, the page is another, which sees to it itself.
        let is_left = is_left.unwrap_or(false) || path.get() != written;
        if !is_left {
            awake::hold();
        }
        is_left
    });
}

/// Puts a notice at its top.
fn put_in_the_written_page<V: IntoView + 'static>(owner: &Owner, notice: fn() -> V) {
    let place = document().query_selector(".frame[data-as-written] .offline").ok().flatten();
    let Some(place) = place else { return };
    let put = document().create_element("div").expect("a div can be made");
    if place.after_with_node_1(&put).is_ok() {
        owner.with(|| leptos::mount::mount_to(put.unchecked_into(), notice).forget());
    }
}
