//! Text where `view!` does not escape: all that a `<title>`, a `<textarea>`, a `<noscript>` or a `<script>` holds. The
//! pieces here are the only ones that write there, and take nothing but [`Inert`] text. Beside them stands what takes a
//! page's own HTML over.

use crate::typed::Typed;
use leptos::prelude::*;
use leptos_meta::Title;

/// Text that is read as text, whatever it says.
///
/// The server writes what stands in those elements as it is, like a script's: there it is escaped. A browser sets it
/// as text: there it stays what it was.
///
/// ```
/// use app::markup::Inert;
/// let typed = "</title><meta http-equiv=refresh>";
/// let written = Inert::from(typed.to_owned()).written();
/// assert!(!written.contains('<') || cfg!(not(feature = "ssr")));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Inert(String);

impl From<String> for Inert {
    fn from(text: String) -> Self {
        Self(text)
    }
}

impl Inert {
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// As it is handed to what does not escape.
    pub fn written(self) -> String {
        if cfg!(feature = "ssr") {
            self.0.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
        } else {
            self.0
        }
    }
}

/// Title of a page of the app in the browser's tab. Set as text where the page changes in the browser.
#[component]
pub fn TabTitle(text: Inert) -> impl IntoView {
    view! { <Title text=text.written()/> }
}

/// The `<title>` of a document without a program.
#[component]
pub fn DocumentTitle(text: Inert) -> impl IntoView {
    // Beside a child the server leaves a mark, which a browser shows in a title.
    view! { <title inner_html=text.written()></title> }
}

/// Text that stands where no program runs.
#[component]
pub fn WithoutScripts(text: Inert) -> impl IntoView {
    view! { <noscript inner_html=text.written()></noscript> }
}

/// An element that stands in the document already, with all that is in it: nothing is written.
#[cfg(feature = "hydrate")]
pub fn as_written() -> AnyView {
    leptos::html::div().inner_html("").into_any()
}

/// What the portal wrote within a part of a page of its own.
#[cfg(feature = "hydrate")]
pub fn what_the_portal_wrote(part: &leptos::web_sys::Element) -> String {
    part.inner_html()
}

/// A part of a page as the portal wrote it, out of a copy of the record that nobody else can write. Scripts in it do not
/// run.
pub fn as_the_portal_wrote(html: &str) -> AnyView {
    leptos::html::div().inner_html(html.to_owned()).into_any()
}

/// A field of several lines that is sent as `name`.
#[component]
pub fn TextArea(
    #[prop(into)] id: String,
    name: &'static str,
    rows: u8,
    longest: usize,
    /// The id of what explains it.
    #[prop(into)]
    described_by: String,
    text: Inert,
) -> impl IntoView {
    // An empty text as a child would be a space.
    if text.is_empty() {
        view! {
            <textarea class="text-field" id=id name=name rows=rows.to_string() required maxlength=longest.to_string() aria-describedby=described_by></textarea>
            <Typed name/>
        }
        .into_any()
    } else {
        view! {
            <textarea class="text-field" id=id name=name rows=rows.to_string() required maxlength=longest.to_string() aria-describedby=described_by>{text.written()}</textarea>
            <Typed name/>
        }
        .into_any()
    }
}

/// A field of several lines that its page reads itself: nothing of it is sent. It begins with `text`.
#[component]
pub fn TextToRead(rows: u8, field: NodeRef<leptos::html::Textarea>, text: Inert) -> impl IntoView {
    view! {
        <textarea class="text-field" rows=rows.to_string() autocomplete="off" spellcheck="false" required node_ref=field>{text.written()}</textarea>
    }
}

/// Several lines to be copied. `id` for its label, or `labelled_by` the id of what names it.
#[component]
pub fn TextToCopy(
    #[prop(optional)] id: Option<&'static str>,
    #[prop(optional)] labelled_by: Option<&'static str>,
    rows: u8,
    text: Inert,
) -> impl IntoView {
    view! {
        <textarea class="text-field" id=id rows=rows.to_string() readonly aria-labelledby=labelled_by>{text.written()}</textarea>
    }
}

/// A program of ours in the page, with the page's nonce. It has no `<`, `>` or `&`, which would be escaped.
#[cfg(feature = "ssr")]
#[component]
pub fn ModuleScript(text: Inert) -> impl IntoView {
    view! { <script type="module" nonce=leptos::nonce::use_nonce()>{text.written()}</script> }
}

/// A program of ours that is a file, in a document that has no nonce.
#[cfg(feature = "ssr")]
pub fn module_file(src: String) -> impl IntoView {
    leptos::html::script().r#type("module").src(src)
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use super::*;

    #[test]
    fn what_was_typed_ends_no_textarea_and_no_title() {
        let typed = || Inert::from("a</textarea></title>&lt;".to_owned());
        let written = "a&lt;/textarea&gt;&lt;/title&gt;&amp;lt;";
        assert_eq!(typed().written(), written);
        let area = view! { <TextToCopy rows=1 text=typed()/> }.to_html();
        assert!(area.contains(written) && area.matches("</textarea>").count() == 1, "{area}");
        let title = view! { <DocumentTitle text=typed()/> }.to_html();
        assert!(title.contains(written) && title.matches("</title>").count() == 1, "{title}");
    }
}
