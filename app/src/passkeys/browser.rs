//! The button's life: what is pressed, and which of the written sentences shows.

use super::{Step, device};
use leptos::prelude::*;
use std::time::Duration;
use wasm_bindgen::JsCast;
use wasm_split_helpers::{SplitLoaderError, wasm_split};
use web_sys::Element;

/// A challenge is good for five minutes: one that waits in a field is renewed before.
const RENEWED_EVERY: Duration = Duration::from_secs(240);

/// The sentences of which one shows at most, beside those of a problem.
const STATES: [&str; 6] = ["asking", "not-done", "unsupported", "already-there", "offline", "refused"];

/// Failure of a step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Problem {
    /// Cancelled, not answered in time, or no passkey on this device: browsers do not tell which.
    NotDone,
    /// This browser or device has no passkeys.
    Unsupported,
    /// The device holds one of this account already.
    AlreadyThere,
    Offline,
    /// In the server's words.
    Refused(String),
    /// Ended by ourselves: nothing to say.
    Aborted,
}

impl Problem {
    /// The sentence that says it.
    fn says(&self) -> Option<&'static str> {
        match self {
            Self::NotDone => Some("not-done"),
            Self::Unsupported => Some("unsupported"),
            Self::AlreadyThere => Some("already-there"),
            Self::Offline => Some("offline"),
            Self::Refused(_) => Some("refused"),
            Self::Aborted => None,
        }
    }
}

/// Brings the buttons of the page in this document to life, where it has any.
pub async fn bring_to_life() {
    if matches!(document().query_selector("[data-passkey]"), Ok(Some(_))) {
        // Without its code the page says after a while what to do.
        let _ = all_of_this_page().await;
    }
}

#[wasm_split(passkey, fallible)]
fn all_of_this_page() -> Result<(), SplitLoaderError> {
    if let Ok(Some(block)) = document().query_selector("[data-passkey]") {
        attach(&block);
    }
    Ok(())
}

/// Brings one button to life.
pub fn attach(block: &Element) {
    let return_to = block.get_attribute("data-return-to");
    let what = block.get_attribute("data-passkey").unwrap_or_default();
    let Some(step) = Step::of_attributes(&what, return_to) else { return };
    let block = Block(block.clone());
    block.show("late", false);
    block.let_press(true);
    if let Step::SignIn { return_to } = &step {
        offer(block.clone(), return_to.clone());
    }
    let Some(button) = block.button() else { return };
    let pressed = move |_: web_sys::Event| start(step.clone(), block.clone());
    let pressed = wasm_bindgen::closure::Closure::<dyn Fn(web_sys::Event)>::new(pressed).into_js_value();
    // A name that browsers know cannot fail. It goes with the button.
    let _ = button.add_event_listener_with_callback("click", pressed.unchecked_ref());
}

fn start(step: Step, block: Block) {
    block.let_press(false);
    block.say(Some("asking"));
    leptos::task::spawn_local(async move {
        match device::run(&step).await {
            Ok(to) => go(&to),
            Err(found) => {
                block.let_press(true);
                block.tell(&found);
            }
        }
    });
}

/// Leads to a page, asking the server: another person may be signed in by now.
fn go(to: &str) {
    let _ = window().location().assign(to);
}

/// Offers passkeys in the field, where the browser can; and again when a challenge has grown old.
fn offer(block: Block, return_to: String) {
    let (again, to) = (block.clone(), return_to.clone());
    set_timeout(
        move || {
            // Another page may be on screen by now.
            if again.0.is_connected() {
                device::end_waiting();
                offer(again, to);
            }
        },
        RENEWED_EVERY,
    );
    leptos::task::spawn_local(async move {
        if !device::offers_in_fields().await {
            return;
        }
        block.show("choice", true);
        match device::wait_in_field(&return_to).await {
            Ok(to) => go(&to),
            // What ended it says for itself what is going on.
            Err(Problem::Aborted) => {}
            Err(found) => block.tell(&found),
        }
    });
}

/// The element around a button and all that it may say.
#[derive(Clone)]
struct Block(Element);

impl Block {
    fn button(&self) -> Option<Element> {
        self.0.query_selector("button").ok().flatten()
    }

    fn let_press(&self, may: bool) {
        if let Some(button) = self.button() {
            let _ = button.toggle_attribute_with_force("disabled", !may);
        }
    }

    fn sentence(&self, name: &str) -> Option<Element> {
        self.0.query_selector(&format!("[data-says=\"{name}\"]")).ok().flatten()
    }

    fn show(&self, name: &str, shown: bool) {
        if let Some(sentence) = self.sentence(name) {
            let _ = sentence.toggle_attribute_with_force("hidden", !shown);
        }
    }

    /// Shows this sentence and none of the others.
    fn say(&self, name: Option<&str>) {
        for state in STATES {
            self.show(state, Some(state) == name);
        }
    }

    fn tell(&self, problem: &Problem) {
        if let (Problem::Refused(words), Some(sentence)) = (problem, self.sentence("refused")) {
            sentence.set_text_content(Some(words));
        }
        self.say(problem.says());
    }
}
