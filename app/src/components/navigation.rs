//! The places: a bottom bar of five on phones, a rail with all of them on wide screens.

use super::ways::Way;
use crate::{context::kept::use_kept, t};
use leptos::prelude::*;
use leptos_router::hooks::use_location;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Home,
    Medicines,
    Labs,
    Record,
    Show,
    Summary,
    Documents,
}

/// In the order of the bar.
const PLACES: [Place; 7] = [
    Place::Home,
    Place::Medicines,
    Place::Labs,
    Place::Record,
    Place::Show,
    Place::Summary,
    Place::Documents,
];

#[component]
pub fn Places() -> impl IntoView {
    // On phones they are behind the header's button.
    let path = use_location().pathname;
    let kept = use_kept().is_some();
    // What is handed out is made by the portal: a snapshot has the summary in that place.
    let places = PLACES.into_iter().filter(|place| !(kept && *place == Place::Show));
    let places =
        places.map(|place| view! { <PlaceLink place rail_only=place.is_of_the_rail(kept)/> }).collect_view();
    let ways = Way::open()
        .map(|way| {
            let current = move || path.with(|path| path.as_str() == way.address()).then_some("page");
            view! { <li><a href=way.address() rel=way.rel() aria-current=current><span>{way.short()}</span></a></li> }
        })
        .collect_view();
    view! {
        <nav class="places" aria-label=t!("places")>
            <ul class="places-list">{places}</ul>
            <ul class="rail-only">{ways}</ul>
        </nav>
    }
}

#[component]
fn PlaceLink(place: Place, rail_only: bool) -> impl IntoView {
    let path = use_location().pathname;
    let current = move || path.with(|path| place.standing(path));
    view! {
        <li class:rail-only=rail_only>
            <a href=place.address() aria-current=current>
                <svg viewBox="0 0 24 24" aria-hidden="true" focusable="false"><path d=place.drawing()></path></svg>
                <span>{place.words()}</span>
            </a>
        </li>
    }
}

impl Place {
    /// Whether the bar of a phone leaves it out: the pages of others lead there.
    fn is_of_the_rail(self, kept: bool) -> bool {
        self == Self::Documents || (self == Self::Summary && !kept)
    }

    fn address(self) -> &'static str {
        match self {
            Self::Home => "/",
            Self::Medicines => "/medicines",
            Self::Labs => "/labs",
            Self::Record => "/record",
            Self::Show => "/show",
            Self::Summary => "/summary",
            Self::Documents => "/documents",
        }
    }

    fn words(self) -> String {
        match self {
            Self::Home => t!("place-home"),
            Self::Medicines => t!("place-medicines"),
            Self::Labs => t!("place-labs"),
            Self::Record => t!("place-record"),
            Self::Show => t!("place-show"),
            Self::Summary => t!("place-summary"),
            Self::Documents => t!("place-documents"),
        }
    }

    /// `aria-current`: this very page, or a page inside this place.
    fn standing(self, path: &str) -> Option<&'static str> {
        let path = if path.len() > 1 { path.trim_end_matches('/') } else { path };
        let inside = path.strip_prefix(self.address()).is_some_and(|rest| rest.starts_with('/'));
        match self {
            _ if path == self.address() => Some("page"),
            Self::Home => None,
            _ => inside.then_some("true"),
        }
    }

    /// Lines of an icon on a 24 × 24 field; it stands beside its word, never alone.
    fn drawing(self) -> &'static str {
        match self {
            Self::Home => "M4 11 12 4l8 7v9h-5v-6H9v6H4z",
            Self::Medicines => {
                "M5 12.5 12.5 5a4.6 4.6 0 0 1 6.5 6.5L11.5 19A4.6 4.6 0 0 1 5 12.5zM8.8 8.8l6.5 6.5"
            }
            Self::Labs => "M9 3h6M10 3v6l-5 9a2 2 0 0 0 1.8 3h10.4a2 2 0 0 0 1.8-3l-5-9V3M7.5 15h9",
            Self::Record => "M6 4h12v17H6zM9 4V2.8h6V4M9 9h6M9 13h6M9 17h4",
            Self::Show => "M12 15V3M8 7l4-4 4 4M5 12v8h14v-8",
            Self::Summary => {
                "M4 5h16v14H4zM8 9a1.8 1.8 0 1 0 0 3.6A1.8 1.8 0 0 0 8 9M13 10h4M13 14h4M6 16c.6-1.6 3.4-1.6 4 0"
            }
            Self::Documents => "M7 3h7l4 4v14H7zM14 3v4h4M10 12h5M10 16h5",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_current_on_its_page_and_within() {
        for (place, path, expected) in [
            (Place::Home, "/", Some("page")),
            (Place::Home, "/labs", None),
            (Place::Labs, "/labs", Some("page")),
            (Place::Labs, "/labs/", Some("page")),
            (Place::Labs, "/labs/core-hba1c", Some("true")),
            (Place::Labs, "/labsheet", None),
            (Place::Record, "/", None),
        ] {
            assert_eq!(place.standing(path), expected, "{path}");
        }
    }
}
