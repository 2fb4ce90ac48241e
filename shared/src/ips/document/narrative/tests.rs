use super::{Block::*, LeftOut::*, *};
use wasm_bindgen_test::wasm_bindgen_test;

fn check(div: &str, expected: &[Block]) {
    assert_eq!(blocks(div), expected, "{div}");
}

fn text(text: &str) -> Block {
    Paragraph(text.to_owned())
}

fn item(depth: u8, number: Option<u32>, text: &str) -> Block {
    Item { depth, number, text: text.to_owned() }
}

fn row(is_header: bool, cells: &[&str]) -> Block {
    Row { is_header, cells: cells.iter().map(|cell| (*cell).to_owned()).collect() }
}

#[wasm_bindgen_test(unsupported = test)]
fn blocks_are_what_a_reader_would_see() {
    check("<div xmlns=\"http://www.w3.org/1999/xhtml\">Hot  flushes\n now</div>", &[text("Hot flushes now")]);
    check(
        "<h2>One</h2><p>two<br/>three</p>four",
        &[Heading { level: 2, text: "One".to_owned() }, text("two\nthree"), text("four")],
    );
    check(
        "<ul><li><b>卵</b><br/>[x]: y</li><li>b<ul><li>c</li></ul>d</li></ul>e",
        &[item(1, None, "卵\n[x]: y"), item(1, None, "b"), item(2, None, "c"), text("d"), text("e")],
    );
    check("<ol start=\"3\"><li>a</li><li>b</li></ol>", &[item(1, Some(3), "a"), item(1, Some(4), "b")]);
    check("<ul><li><div>Name: x</div><div>Status: y</div></li></ul>", &[item(1, None, "Name: x\nStatus: y")]);
    check("<dl><dt>term</dt><dd>what</dd></dl>", &[text("term"), item(1, None, "what")]);
    check("<pre>\nK   3.5\nNa  140\n</pre>", &[text("K   3.5\nNa  140")]);
    check("", &[]);
}

#[wasm_bindgen_test(unsupported = test)]
fn cells_stay_in_their_columns() {
    check(
        "<table><thead><tr><th>A</th><th>B</th></tr></thead><tbody><tr><td>1</td><td/></tr></tbody></table>",
        &[row(true, &["A", "B"]), row(false, &["1", ""])],
    );
    check(
        "<table><tr><th colspan='2'>A</th><th>B</th></tr><tr><td rowspan=\"2\">1</td><td>2</td><td>3</td></tr>\
        <tr><td>4</td><td>5</td></tr></table>",
        &[row(true, &["A", "", "B"]), row(false, &["1", "2", "3"]), row(false, &["", "4", "5"])],
    );
    check(
        "<table><tr><td>a<ul><li>b</li><li>c</li></ul></td><td><table><tr><td>d</td><td>e</td></tr></table></td></tr></table>",
        &[row(false, &["a\nb\nc", "d\te"])],
    );
    check(
        "<table><caption>Of</caption><tr><td>a<tr><td>b</table>",
        &[text("Of"), row(false, &["a"]), row(false, &["b"])],
    );
}

#[wasm_bindgen_test(unsupported = test)]
fn what_marks_change_is_told() {
    check("<p>10<sup>9</sup>/L <del>aspirin</del> no</p>", &[text("10^9/L ~~aspirin~~ no")]);
    check(
        "<p><a href=\"https://far.test/x\">here</a> <a href=\"#n\">note</a></p>",
        &[text("here (https://far.test/x) note")],
    );
    check(
        "体温 &lt; 37&#46;5&#x2103; &amp; &eacute;&Omega;&yuml;&nbsp;A&B &unknown; &#x110000;",
        &[text("体温 < 37.5℃ & éΩÿ A&B &unknown; &#x110000;")],
    );
}

#[wasm_bindgen_test(unsupported = test)]
fn what_is_no_text_is_told_as_left_out() {
    check(
        "<div>前<script>alert('胃癌')</script>後<style>p{}</style></div>",
        &[text("前後"), LeftOut(Script { letters: 11 }), LeftOut(Style { letters: 3 })],
    );
    check("<p>a<script/>b</p>", &[text("ab"), LeftOut(Script { letters: 0 })]);
    check(
        "<svg onload=\"x()\"><text>t</text></svg>",
        &[LeftOut(Embedded { element: "svg".to_owned(), letters: 14 })],
    );
    check(
        "<p>x <img src=\"https://far.test/a.png\" alt=\"a &lt; b\"/></p>",
        &[
            text("x"),
            LeftOut(Image {
                alternative: Some("a < b".to_owned()),
                source: Some("https://far.test/a.png".to_owned()),
            }),
        ],
    );
    check("<p>x<script>never closed", &[text("x"), LeftOut(Script { letters: 12 })]);
    check("<p onclick=\"x('>')\">a<!-- <b>hidden</b> -->b<![CDATA[<i>]]></p>", &[text("ab<i>")]);
}

#[wasm_bindgen_test(unsupported = test)]
fn what_is_no_markup_is_text() {
    check("K < 3.5 and Na <140 <b>x</b>", &[text("K < 3.5 and Na <140 x")]);
    check("a <b and <i>c</i>", &[text("a <b and c")]);
    check("a <!-- never closed <p>b</p>", &[text("a <!-- never closed"), text("b")]);
    check("<", &[text("<")]);
}

#[wasm_bindgen_test(unsupported = test)]
fn any_text_is_read_in_a_time_that_grows_with_it() {
    for part in [
        "<",
        "<a \"",
        "<a '\"",
        "<!--",
        "<![CDATA[",
        "<script>",
        "</",
        "&",
        "&#",
        "<td rowspan=100 colspan=100>",
        "<ul>",
        "<ol><li>",
        "<table>",
        "<tr>",
        "<a href='x'>",
        "<b",
        "<p><p",
        "<pre>",
        "<sup>",
        "<svg><",
        "長<",
        "<div ",
    ] {
        let blocks = blocks(&part.repeat(300_000 / part.len()));
        let length = format!("{blocks:?}").len();
        assert!(length < 8_000_000, "{part}: {length}");
    }
}

#[cfg(not(target_arch = "wasm32"))]
mod any_text {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        /// Letters between tags are in some block, in their order, however the tags stand.
        #[test]
        fn no_word_is_lost(parts in prop::collection::vec(("(</?(p|li|ul|ol|td|tr|table|b|pre|h1|dd|div|br/|a|th rowspan='3')>)?", "[a-z]{3}"), 0..40)) {
            let div: String = parts.iter().map(|(tag, word)| format!("{tag}{word} ")).collect();
            let told = format!("{:?}", blocks(&div));
            let mut rest = told.as_str();
            for (_, word) in &parts {
                let at = rest.find(word.as_str());
                prop_assert!(at.is_some(), "{word} of {div} in {told}");
                rest = &rest[at.unwrap_or(0) + word.len()..];
            }
        }

        #[test]
        fn nothing_panics(div in r#"([<>&;"'/=! -]|</?(script|svg|a|td|table|li|ul|!--|pre)|&#|長|\PC){0,60}"#) {
            blocks(&div);
        }
    }
}
