//! A FHIR narrative (XHTML) as plain paragraphs. No markup survives, so nothing can execute.

use crate::element::text::cleaned;

/// Elements that end a line; everything else only marks words.
const LINE_ELEMENTS: [&str; 25] = [
    "address",
    "blockquote",
    "body",
    "br",
    "caption",
    "dd",
    "div",
    "dl",
    "dt",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "li",
    "ol",
    "p",
    "pre",
    "table",
    "td",
    "th",
    "tr",
    "ul",
];

/// Elements whose content is no text.
const DROPPED_ELEMENTS: [&str; 6] = ["script", "style", "template", "svg", "iframe", "object"];

/// The paragraphs of `div`, in order; table cells are paragraphs of their own.
pub(crate) fn paragraphs(div: &str) -> Vec<String> {
    let mut lines = String::with_capacity(div.len());
    let mut rest = div;
    while let Some(open) = rest.find('<') {
        push_text(&mut lines, &rest[..open]);
        rest = &rest[open..];
        rest = after_markup(rest, &mut lines);
    }
    push_text(&mut lines, rest);
    cleaned(&lines)
        .split('\n')
        .map(|line| line.trim_matches(|c: char| c.is_ascii_whitespace() || c == '\u{3000}').to_owned())
        .filter(|line| !line.is_empty())
        .collect()
}

/// Skips the markup that `rest` begins with.
fn after_markup<'a>(rest: &'a str, lines: &mut String) -> &'a str {
    if let Some(comment) = rest.strip_prefix("<!--") {
        return comment.find("-->").map_or("", |end| &comment[end + 3..]);
    }
    if let Some(data) = rest.strip_prefix("<![CDATA[") {
        let end = data.find("]]>").unwrap_or(data.len());
        // Character data may spell markup: it is text, and stays text because nothing parses it again.
        lines.push_str(&data[..end].replace(['\r', '\n'], " "));
        return data.get(end + 3..).unwrap_or("");
    }
    let begins_markup =
        rest[1..].starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '/' | '!' | '?'));
    if !begins_markup {
        lines.push('<');
        return &rest[1..];
    }
    let end = end_of_tag(rest);
    let tag = &rest[1..end];
    let after = rest.get(end + 1..).unwrap_or("");
    let name: String = tag
        .trim_start_matches('/')
        .chars()
        .take_while(|c| c.is_ascii_alphanumeric())
        .map(|c| c.to_ascii_lowercase())
        .collect();
    if LINE_ELEMENTS.contains(&name.as_str()) {
        lines.push('\n');
    }
    let opens = !tag.starts_with('/') && !tag.ends_with('/');
    if opens && DROPPED_ELEMENTS.contains(&name.as_str()) {
        return after_element(after, &name);
    }
    after
}

/// Where the tag's `>` stands; one inside a quoted attribute does not count.
fn end_of_tag(tag: &str) -> usize {
    let mut quote = None;
    for (at, c) in tag.char_indices() {
        match (quote, c) {
            (None, '>') => return at,
            (None, '"' | '\'') => quote = Some(c),
            (Some(open), c) if open == c => quote = None,
            _ => {}
        }
    }
    tag.len()
}

fn after_element<'a>(content: &'a str, name: &str) -> &'a str {
    let mut rest = content;
    while let Some(at) = rest.find("</") {
        rest = &rest[at + 2..];
        let closes = rest.get(..name.len()).is_some_and(|found| found.eq_ignore_ascii_case(name));
        if closes {
            return rest.find('>').map_or("", |end| &rest[end + 1..]);
        }
    }
    ""
}

/// Text between tags: line breaks in the source are spaces, entities are characters.
fn push_text(lines: &mut String, text: &str) {
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        push_spaced(lines, &rest[..at]);
        rest = &rest[at..];
        let end = rest.char_indices().take(12).find(|(_, c)| *c == ';').map(|(at, _)| at);
        match end.and_then(|end| Some((entity(&rest[1..end])?, end))) {
            Some((character, end)) => {
                lines.push(character);
                rest = &rest[end + 1..];
            }
            None => {
                lines.push('&');
                rest = &rest[1..];
            }
        }
    }
    push_spaced(lines, rest);
}

fn push_spaced(lines: &mut String, text: &str) {
    for c in text.chars() {
        let blank = matches!(c, ' ' | '\t' | '\r' | '\n');
        if !blank {
            lines.push(c);
        } else if !lines.ends_with([' ', '\n']) {
            lines.push(' ');
        }
    }
}

fn entity(name: &str) -> Option<char> {
    if let Some(number) = name.strip_prefix('#') {
        let code = match number.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16).ok()?,
            None => number.parse().ok()?,
        };
        return char::from_u32(code);
    }
    Some(match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        "nbsp" => ' ',
        "deg" => '°',
        "plusmn" => '±',
        "times" => '×',
        "micro" => 'µ',
        "le" => '≤',
        "ge" => '≥',
        "yen" => '¥',
        "copy" => '©',
        "reg" => '®',
        "hellip" => '…',
        "ndash" => '–',
        "mdash" => '—',
        "rarr" => '→',
        "uarr" => '↑',
        "darr" => '↓',
        "alpha" => 'α',
        "beta" => 'β',
        "gamma" => 'γ',
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test;

    fn check(div: &str, expected: &[&str]) {
        assert_eq!(paragraphs(div), expected, "{div}");
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn lines_are_what_a_reader_would_see() {
        check("<div xmlns=\"http://www.w3.org/1999/xhtml\">上腹部痛、腰痛</div>", &["上腹部痛、腰痛"]);
        check("<div><p>一<b>二</b></p>三<br/>四</div>", &["一二", "三", "四"]);
        check("<ul><li>サバ</li><li>キーウイ</li></ul>", &["サバ", "キーウイ"]);
        check("<table><tr><td>K</td><td>3.5</td></tr><tr><td>Na</td></tr></table>", &["K", "3.5", "Na"]);
        check("体温 &lt; 37&#46;5&#x2103; &amp; 良好", &["体温 < 37.5℃ & 良好"]);
        check("A&B &unknown; 3 < 5", &["A&B &unknown; 3 < 5"]);
        check("", &[]);
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn no_markup_survives() {
        check("<div>前<script>alert('胃癌')</script>後</div>", &["前後"]);
        check("<style>p{color:red}</style><p onclick=\"x('>')\">本文</p>", &["本文"]);
        check("<p>終わらない<script>alert(1)", &["終わらない"]);
        check("<p>一<!-- <b>隠れ</b> -->二", &["一二"]);
        check("<img src=x onerror=alert(1)", &[]);
        check("&lt;script&gt;", &["<script>"]);
    }
}
