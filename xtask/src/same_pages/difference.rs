//! Where two texts differ, in few words.

/// One place: what stood there, and what stands there now.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Difference {
    pub old: String,
    pub new: String,
}

/// So far is looked for the place from which both go on alike.
const FAR: usize = 400;
/// So many pieces must agree there.
const ALIKE: usize = 3;
const LONGEST: usize = 400;

/// Every place where they differ, in pieces between tags, commas and lines.
pub fn differences(old: &[u8], new: &[u8]) -> Vec<Difference> {
    let (old, new) = (pieces(old), pieces(new));
    let (mut i, mut j) = (0, 0);
    let mut found = Vec::new();
    while i < old.len() || j < new.len() {
        if i < old.len() && j < new.len() && old[i] == new[j] {
            (i, j) = (i + 1, j + 1);
            continue;
        }
        let (more_old, more_new) = until_alike(&old[i..], &new[j..]);
        found.push(Difference { old: shown(&old[i..i + more_old]), new: shown(&new[j..j + more_new]) });
        (i, j) = (i + more_old, j + more_new);
    }
    found
}

/// What stands between tags, brackets and commas, sorted: whatever is missing, added or another shows, wherever it stood.
pub fn in_order(text: &[u8]) -> Vec<u8> {
    let between = |byte: &u8| b"<>[]{},\n".contains(byte);
    let pieces = text.split(between).map(<[u8]>::trim_ascii).filter(|piece| !piece.is_empty());
    let mut pieces: Vec<&[u8]> = pieces.collect();
    pieces.sort_unstable();
    pieces.join(&b'\n')
}

/// How many pieces of each are passed over; all that is left where they never agree again.
fn until_alike(old: &[&[u8]], new: &[&[u8]]) -> (usize, usize) {
    for passed in 1..=FAR {
        for more_old in 0..=passed {
            let more_new = passed - more_old;
            let (Some(old), Some(new)) = (old.get(more_old..), new.get(more_new..)) else { continue };
            let alike = old.iter().zip(new).take(ALIKE).take_while(|(old, new)| old == new).count();
            if alike == ALIKE || (alike > 0 && alike == old.len() && alike == new.len()) {
                return (more_old, more_new);
            }
        }
    }
    (old.len(), new.len())
}

fn pieces(text: &[u8]) -> Vec<&[u8]> {
    let mut pieces = Vec::new();
    let mut from = 0;
    for (at, byte) in text.iter().enumerate() {
        let (before, behind) = (*byte == b'<', matches!(byte, b',' | b'\n'));
        let end = if behind { at + 1 } else { at };
        if (before || behind) && end > from {
            pieces.push(&text[from..end]);
            from = end;
        }
    }
    if from < text.len() {
        pieces.push(&text[from..]);
    }
    pieces
}

fn shown(pieces: &[&[u8]]) -> String {
    let text = String::from_utf8_lossy(&pieces.concat()).into_owned();
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}… ({} bytes)", &text[..end], text.len()),
        None => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(old: &str, new: &str, expected: &[(&str, &str)]) {
        let found = differences(old.as_bytes(), new.as_bytes());
        let found: Vec<_> = found.iter().map(|one| (one.old.as_str(), one.new.as_str())).collect();
        assert_eq!(found, expected, "{old} | {new}");
    }

    #[test]
    fn each_place_is_named_once() {
        check("<p>a<b>c</b></p>", "<p>a<b>c</b></p>", &[]);
        check("<p>a</p><p>b</p><p>c</p>", "<p>a</p><p>x</p><p>c</p>", &[("<p>b", "<p>x")]);
        check("<p>a</p><hr><hr>", "<p>a</p><i></i><hr><hr>", &[("", "<i></i>")]);
        check("<a><b><c><d>", "<a>", &[("<b><c><d>", "")]);
        check("1,2,3,4,5,6,7,8", "1,0,3,4,5,6,0,8", &[("2,", "0,"), ("7,", "0,")]);
    }

    #[test]
    fn in_another_order_the_same_pieces_are_the_same() {
        assert_eq!(in_order(b"<p>a<p>b"), in_order(b"<p>b<p>a"));
        assert_eq!(in_order(b"{\"a\":[1,2]}"), in_order(b"{\"a\":[2,1]}"));
        assert_ne!(in_order(b"<p>a<p>b"), in_order(b"<p>a<p>c"));
        assert_ne!(in_order(b"<p>a<p>b"), in_order(b"<p>a<p>b<p>b"));
    }
}
