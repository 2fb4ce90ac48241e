//! Addresses as a picture that a phone's camera reads.

use qrcode::{Color, EcLevel, QrCode};
use std::fmt::Write;

/// The empty field around it, in modules: ISO/IEC 18004 asks for four.
const QUIET: usize = 4;

/// An SVG of `text`, drawn from its own size so that a style sheet says how large it is. It speaks to
/// cameras only: what stands beside it must say the same in letters.
pub fn svg(text: &str) -> String {
    // M: a folded or stained sheet still reads. Fails beyond 2331 bytes; addresses are short.
    let Ok(code) = QrCode::with_error_correction_level(text, EcLevel::M) else { return String::new() };
    let width = code.width();
    let side = width + 2 * QUIET;
    let mut drawing = String::new();
    for (index, colour) in code.to_colors().into_iter().enumerate() {
        if colour == Color::Dark {
            let (x, y) = (index % width + QUIET, index / width + QUIET);
            let _ = write!(drawing, "M{x} {y}h1v1h-1z");
        }
    }
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {side} {side}\" shape-rendering=\"crispEdges\" \
         aria-hidden=\"true\" focusable=\"false\"><path fill=\"#fff\" d=\"M0 0h{side}v{side}H0z\"/>\
         <path fill=\"#000\" d=\"{drawing}\"/></svg>"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_address_is_the_same_picture_and_carries_no_style() {
        let one = svg("https://portal.example.jp/invitation?code=A");
        assert_eq!(one, svg("https://portal.example.jp/invitation?code=A"));
        assert_ne!(one, svg("https://portal.example.jp/invitation?code=B"));
        assert!(one.starts_with("<svg ") && !one.contains("style") && !one.contains("portal"));
    }

    /// The three finder patterns stand where cameras look for them.
    #[test]
    fn it_has_a_quiet_field_and_its_corners() {
        let picture = svg("A");
        assert!(picture.contains("viewBox=\"0 0 29 29\""), "version 1 is 21 modules and two fields of four");
        for corner in ["M4 4h", "M24 4h", "M4 24h"] {
            assert!(picture.contains(corner), "{corner}");
        }
        assert!(!picture.contains("M3 ") && !picture.contains("M25 "));
    }

    #[test]
    fn what_is_too_long_is_no_picture() {
        assert_eq!(svg(&"x".repeat(3_000)), "");
    }
}
