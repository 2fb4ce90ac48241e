//! Passkeys in the browser: a button that asks the device and hands its answer to the server.
//!
//! The server writes everything that the button may ever say, hidden; a browser shows of it what is the case. So the
//! pages with a button need no words of their own there, and stay as they are written.

#[cfg(feature = "hydrate")]
mod browser;
#[cfg(feature = "hydrate")]
mod bytes;
#[cfg(feature = "hydrate")]
mod device;

#[cfg(feature = "hydrate")]
pub use browser::bring_to_life;

use crate::{markup::WithoutScripts, t};
use leptos::{html, prelude::*};

/// A step that is taken with a passkey.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// Leads to `return_to`, or where they begin if that is empty.
    SignIn { return_to: String },
    /// Proves that it is still they, and leads to `return_to`.
    Verify { return_to: String },
    /// Makes the first passkey after an invitation was opened, and signs its holder in.
    Join,
    /// Makes another one.
    Add,
}

/// The id of the field for the name of a new passkey.
pub const KEY_NAME: &str = "key-name";

/// The id of the field for a representative's own name, where one is asked for.
pub const OWN_NAME: &str = "own-name";

impl Step {
    /// As the page carries it: what, and where it leads.
    fn attributes(self) -> (&'static str, Option<String>) {
        match self {
            Self::SignIn { return_to } => ("sign-in", Some(return_to)),
            Self::Verify { return_to } => ("verify", Some(return_to)),
            Self::Join => ("join", None),
            Self::Add => ("add", None),
        }
    }

    #[cfg_attr(not(any(feature = "hydrate", test)), expect(dead_code, reason = "only a browser reads it"))]
    fn of_attributes(what: &str, return_to: Option<String>) -> Option<Self> {
        let return_to = return_to.unwrap_or_default();
        match what {
            "sign-in" => Some(Self::SignIn { return_to }),
            "verify" => Some(Self::Verify { return_to }),
            "join" => Some(Self::Join),
            "add" => Some(Self::Add),
            _ => None,
        }
    }
}

/// The button, and what went wrong. It works once scripts do; without, it says so.
#[component]
pub fn PasskeyButton(step: Step, label: String) -> impl IntoView {
    let block = NodeRef::<html::Div>::new();
    #[cfg(feature = "hydrate")]
    Effect::new(move || {
        if let Some(block) = block.get() {
            browser::attach(&block);
        }
    });
    let field = matches!(step, Step::SignIn { .. }).then(|| view! { <Autofill/> });
    let (what, return_to) = step.attributes();
    let problem = |name: &'static str, words: String| {
        view! { <p class="notice notice-caution" data-says=name hidden>{words}</p> }
    };
    view! {
        <div class="stack" node_ref=block data-passkey=what data-return-to=return_to>
            // What is pressed before the program lives would be lost.
            <button class="button" type="button" disabled>{label}</button>
            <div role="status"><p data-says="asking" hidden>{t!("passkey-asking")}</p></div>
            <div role="alert">
                {problem("not-done", t!("passkey-not-done"))}
                {problem("unsupported", t!("passkey-unsupported"))}
                {problem("already-there", t!("passkey-already-there"))}
                {problem("offline", t!("passkey-offline"))}
                {problem("refused", String::new())}
            </div>
            // Shown where the program is awaited for long, and gone once it lives.
            <p class="notice notice-late" data-says="late">{t!("passkey-not-loaded")}</p>
            <WithoutScripts text=t!("passkey-needs-scripts").into()/>
            {field}
        </div>
    }
}

/// A field from which browsers that can do so offer the passkeys they have; nothing is typed into it.
#[component]
fn Autofill() -> impl IntoView {
    view! {
        <p data-says="choice" hidden>
            <label for="passkey-choice">{t!("passkey-choose")}</label>
            <input
                class="text-field"
                id="passkey-choice"
                type="text"
                autocomplete="username webauthn"
                placeholder=t!("passkey-choose-here")
            />
        </p>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_step_is_read_from_the_page_as_it_was_written() {
        let return_to = "/labs?a=1".to_owned();
        for step in
            [Step::SignIn { return_to: return_to.clone() }, Step::Verify { return_to }, Step::Join, Step::Add]
        {
            let (what, to) = step.clone().attributes();
            assert_eq!(Step::of_attributes(what, to), Some(step));
        }
        assert_eq!(Step::of_attributes("other", None), None);
    }
}
