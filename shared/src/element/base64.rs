//! Reading the text inside an attachment, to look for what must stay hidden.

use base64::{
    Engine, alphabet,
    engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig},
};

/// The decoded text, if `encoded` is base64 (white space allowed) of UTF-8.
pub(crate) fn decoded_text(encoded: &str) -> Option<String> {
    String::from_utf8(decoded(encoded)?).ok()
}

/// Padding and the last bits may be as they like: what another reader can read must be readable here.
const LENIENT: GeneralPurpose = GeneralPurpose::new(
    &alphabet::STANDARD,
    GeneralPurposeConfig::new()
        .with_decode_allow_trailing_bits(true)
        .with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

/// Standard or URL alphabet.
fn decoded(encoded: &str) -> Option<Vec<u8>> {
    let written = encoded.bytes().filter(|byte| !byte.is_ascii_whitespace() && *byte != b'=');
    let mut letters: Vec<u8> = written
        .map(|byte| match byte {
            b'-' => b'+',
            b'_' => b'/',
            other => other,
        })
        .collect();
    // One letter alone is no byte.
    if letters.len() % 4 == 1 {
        letters.pop();
    }
    LENIENT.decode(letters).ok()
}

#[cfg(test)]
mod tests {
    use crate::element::base64::*;
    use wasm_bindgen_test::wasm_bindgen_test;

    #[wasm_bindgen_test(unsupported = test)]
    fn decodes_text_and_nothing_else() {
        assert_eq!(decoded_text("6IOD55mM").as_deref(), Some("胃癌"));
        assert_eq!(decoded_text("aGVs\n bG8=").as_deref(), Some("hello"));
        // The other alphabet, bits left over, a letter left over.
        assert_eq!(decoded_text("8J-YgA").as_deref(), Some("😀"));
        assert_eq!(decoded_text("aGVsbG9").as_deref(), Some("hello"));
        assert_eq!(decoded_text("aGVsbG9vb").as_deref(), Some("helloo"));
        assert_eq!(decoded_text("/////w=="), None);
        assert_eq!(decoded_text("not base64!"), None);
    }
}
