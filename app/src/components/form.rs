//! Every form that changes something: it carries the token of the session whose page it stands on.

use crate::context::visit::use_visit;
use leptos::{children::ToChildren, prelude::*};

/// The field that the token is sent in. Programs send it in [`TOKEN_HEADER`].
pub const TOKEN_FIELD: &str = "form_token";

/// Where what is sent without a form says it.
pub const TOKEN_HEADER: &str = "mikata-form-token";

/// The content of a form. Made at once: it may be made of what is only lent.
pub struct Fields(AnyView);

impl<F, V> ToChildren<F> for Fields
where
    F: FnOnce() -> V,
    V: IntoAny,
{
    fn to_children(inside: F) -> Self {
        Self(inside().into_any())
    }
}

/// A form that is sent with `POST`, here or to `action`. It works without scripts.
#[component]
pub fn PostForm(
    #[prop(optional, into)] action: Option<String>,
    #[prop(optional)] class: Option<&'static str>,
    /// For buttons that stand elsewhere on the page.
    #[prop(optional)]
    id: Option<&'static str>,
    /// Name of the form, where no heading says it.
    #[prop(optional_no_strip)]
    label: Option<String>,
    children: Fields,
) -> impl IntoView {
    // Nobody is signed in: there is no session to ask for something in.
    let token = use_visit().form_token;
    view! {
        <form class=class id=id method="post" action=action aria-label=label>
            {children.0}
            {token.map(|token| view! { <input type="hidden" name=TOKEN_FIELD value=token/> })}
        </form>
    }
}

/// The record that a form is written for, sent along: a tab that was left open decides nothing about another one.
#[component]
pub fn WrittenFor() -> impl IntoView {
    let whose = use_visit().whose.map(|whose| whose.to_string());
    whose.map(|whose| view! { <input type="hidden" name="patient" value=whose/> })
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use super::*;
    use crate::context::visit::Visit;

    fn written(form_token: Option<&str>) -> String {
        Owner::new().with(|| {
            provide_context(Visit { form_token: form_token.map(str::to_owned), ..Visit::default() });
            view! { <PostForm action="/signout"><button type="submit">"x"</button></PostForm> }.to_html()
        })
    }

    #[test]
    fn it_carries_the_token_of_its_session() {
        let form = written(Some("t0ken"));
        assert!(form.contains("method=\"post\"") && form.contains("action=\"/signout\""), "{form}");
        assert!(form.contains("name=\"form_token\" value=\"t0ken\""), "{form}");
        assert!(!written(None).contains(TOKEN_FIELD), "nobody is signed in");
    }
}
