//! Narrative of a section: lines as XHTML, in which every text is escaped.

/// One entry in words: what it is, and what qualifies it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Line {
    title: String,
    /// The name as it was sent, where the title is what it is called in another language.
    sent: Option<String>,
    facts: Vec<String>,
}

impl Line {
    pub(super) fn new(title: &str) -> Self {
        Self { title: title.to_owned(), sent: None, facts: Vec::new() }
    }

    /// By an English name, with the one that was sent beside it.
    pub(super) fn in_english(english: &str, sent: &str) -> Self {
        Self { sent: Some(sent.to_owned()), ..Self::new(english) }
    }

    pub(super) fn say(&mut self, label: &str, value: &str) {
        if !value.trim().is_empty() {
            self.facts.push(format!("{label}: {value}"));
        }
    }

    pub(super) fn say_some(&mut self, label: &str, value: Option<&str>) {
        self.say(label, value.unwrap_or_default());
    }

    pub(super) fn remark(&mut self, words: &str) {
        self.facts.push(words.to_owned());
    }

    pub(super) fn remark_if(&mut self, holds: bool, words: &str) {
        if holds {
            self.remark(words);
        }
    }
}

/// The `div` of a narrative. `before` stands above the lines, each in a paragraph.
pub(super) fn div(language: &str, before: &[String], lines: &[Line]) -> String {
    let language = escaped(language);
    let mut div =
        format!("<div xmlns=\"http://www.w3.org/1999/xhtml\" lang=\"{language}\" xml:lang=\"{language}\">");
    for remark in before {
        div.push_str(&format!("<p>{}</p>", with_breaks(remark)));
    }
    if !lines.is_empty() {
        div.push_str("<ul>");
        for line in lines {
            div.push_str(&format!("<li><b>{}</b>", with_breaks(&line.title)));
            if let Some(sent) = &line.sent {
                let sent = with_breaks(sent);
                div.push_str(&format!(" (<span lang=\"ja\" xml:lang=\"ja\">{sent}</span>)"));
            }
            for fact in &line.facts {
                div.push_str(&format!("<br/>{}", with_breaks(fact)));
            }
            div.push_str("</li>");
        }
        div.push_str("</ul>");
    }
    div.push_str("</div>");
    div
}

fn with_breaks(text: &str) -> String {
    escaped(text.trim()).replace('\n', "<br/>")
}

/// Letters that XML does not have are told as such: nothing is left out.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            '\n' | '\t' => escaped.push(letter),
            '\r' => {}
            '\u{fffe}' | '\u{ffff}' => escaped.push('\u{fffd}'),
            control if control.is_control() => escaped.push('\u{fffd}'),
            other => escaped.push(other),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test;

    #[wasm_bindgen_test(unsupported = test)]
    fn every_text_is_escaped() {
        let mut line = Line::new("<script>alert(1)</script>");
        line.say("a<b", "\"x\" & 'y'\r\nz\u{1}");
        line.say("left out", " ");
        line.remark("<b>");
        let div = div("ja\"", &["1 < 2".to_owned()], &[line]);
        let named = super::div("en", &[], &[Line::in_english("Egg <1>", "卵&")]);
        let span = "<li><b>Egg &lt;1&gt;</b> (<span lang=\"ja\" xml:lang=\"ja\">卵&amp;</span>)</li>";
        assert!(named.contains(span), "{named}");
        assert_eq!(
            div,
            "<div xmlns=\"http://www.w3.org/1999/xhtml\" lang=\"ja&quot;\" xml:lang=\"ja&quot;\"><p>1 &lt; 2</p>\
             <ul><li><b>&lt;script&gt;alert(1)&lt;/script&gt;</b><br/>a&lt;b: &quot;x&quot; &amp; &#39;y&#39;<br/>z\u{fffd}\
             <br/>&lt;b&gt;</li></ul></div>"
        );
    }
}
