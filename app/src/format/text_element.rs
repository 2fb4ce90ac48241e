//! Texts as all that a `<textarea>` or a `<title>` holds.

/// The server writes the child of a `<textarea>` as it stands, like that of a `<script>`: what somebody typed
/// would be read as HTML. A browser sets it as text.
pub fn in_text_element(typed: String) -> String {
    if cfg!(feature = "ssr") {
        typed.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
    } else {
        typed
    }
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use super::*;

    #[test]
    fn what_was_typed_ends_no_textarea() {
        assert_eq!(in_text_element("a</textarea>&lt;".to_owned()), "a&lt;/textarea&gt;&amp;lt;");
    }
}
