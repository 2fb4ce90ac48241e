//! QR code of an address, for a phone's camera.

use crate::ports::qr_code::Modules;
use leptos::prelude::*;
use std::fmt::Write;

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
}
