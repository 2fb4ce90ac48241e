//! QR code of an address, for a phone's camera.

use crate::ports::qr_code::Modules;
use leptos::prelude::*;
use std::fmt::Write;

/// The picture of `text`; `None` where it is too long for one.
pub fn modules(text: &str) -> Option<Modules> {
    // M: a folded or stained sheet still reads. Fails beyond 2331 bytes; addresses are short.
    let code = qrcode::QrCode::with_error_correction_level(text, qrcode::EcLevel::M).ok()?;
    let dark = code.to_colors().into_iter().map(|colour| colour == qrcode::Color::Dark).collect();
    Modules::new(code.width(), dark)
}

/// The empty field around it, in modules: ISO/IEC 18004 asks for four.
const QUIET: usize = 4;

/// Drawn from its own size, so that a style sheet says how large it is. It speaks to cameras only: what stands beside
/// it must say the same in letters.
#[component]
pub fn QrCode(modules: Modules) -> impl IntoView {
    let side = modules.width + 2 * QUIET;
    view! {
        <svg viewBox=format!("0 0 {side} {side}") shape-rendering="crispEdges" aria-hidden="true" focusable="false">
            <path fill="#fff" d=format!("M0 0h{side}v{side}H0z")></path>
            <path fill="#000" d=outline(&modules)></path>
        </svg>
    }
}

fn outline(modules: &Modules) -> String {
    let mut outline = String::new();
    for (index, _) in modules.dark.iter().enumerate().filter(|(_, dark)| **dark) {
        let (x, y) = (index % modules.width + QUIET, index / modules.width + QUIET);
        let _ = write!(outline, "M{x} {y}h1v1h-1z");
    }
    outline
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use super::*;

    #[test]
    fn it_is_drawn_in_its_quiet_field() {
        let modules = Modules::new(2, vec![true, false, false, true]).unwrap();
        let html = view! { <QrCode modules/> }.to_html();
        assert!(html.contains("0 0 10 10"), "{html}");
        assert!(html.contains("M4 4h1v1h-1zM5 5h1v1h-1z"), "{html}");
    }

    fn svg(text: &str) -> String {
        let modules = modules(text).unwrap();
        view! { <QrCode modules/> }.to_html()
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
