//! QR code of an address.

use app::ports::qr_code::Modules;
use qrcode::{Color, EcLevel, QrCode};

/// The picture of `text`; `None` where it is too long for one.
pub fn modules(text: &str) -> Option<Modules> {
    // M: a folded or stained sheet still reads. Fails beyond 2331 bytes; addresses are short.
    let code = QrCode::with_error_correction_level(text, EcLevel::M).ok()?;
    let dark = code.to_colors().into_iter().map(|colour| colour == Color::Dark).collect();
    Modules::new(code.width(), dark)
}

#[cfg(test)]
mod tests {
    use super::*;
    use app::components::qr_code::QrCode as Drawn;
    use leptos::prelude::*;

    fn svg(text: &str) -> String {
        let modules = modules(text).unwrap();
        view! { <Drawn modules/> }.to_html()
    }

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
        assert!(modules(&"x".repeat(3_000)).is_none());
    }
}
