//! Reading the text inside an attachment, to look for what must stay hidden.

/// The decoded text, if `encoded` is base64 (white space allowed) of UTF-8.
pub(crate) fn decoded_text(encoded: &str) -> Option<String> {
    String::from_utf8(decoded(encoded)?).ok()
}

/// Standard or URL alphabet, padding optional.
fn decoded(encoded: &str) -> Option<Vec<u8>> {
    let mut bytes = Vec::with_capacity(encoded.len() / 4 * 3);
    let (mut buffer, mut bits) = (0_u32, 0_u32);
    for byte in encoded.bytes().filter(|byte| !byte.is_ascii_whitespace() && *byte != b'=') {
        let six = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' | b'-' => 62,
            b'/' | b'_' => 63,
            _ => return None,
        };
        buffer = (buffer << 6) | u32::from(six);
        bits += 6;
        if bits >= 8 {
            bits -= 8;
            bytes.push((buffer >> bits) as u8);
            buffer &= (1 << bits) - 1;
        }
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test;

    #[wasm_bindgen_test(unsupported = test)]
    fn decodes_text_and_nothing_else() {
        assert_eq!(decoded_text("6IOD55mM").as_deref(), Some("胃癌"));
        assert_eq!(decoded_text("aGVs\n bG8=").as_deref(), Some("hello"));
        assert_eq!(decoded_text("/////w=="), None);
        assert_eq!(decoded_text("not base64!"), None);
    }
}
