//! The header: what this is, the language, the way out, and whose record is open.

use super::{
    as_sent::as_sent, demo_banner::DemoBanner, frame::Whose, language_form::LanguageForm, menu::Menu,
    text_size_form::TextSizeForm,
};
use crate::{
    context::{kept::use_kept, visit::use_visit},
    format, t,
};
use chrono::NaiveDate;
use leptos::prelude::*;
use leptos_router::hooks::use_location;
use shared::{record::Person, time::age_in_years};

/// One line that stays on screen: whose record, and all else behind one button. Where nobody is signed in, what chooses
/// the language and the size of letters stands open.
#[component]
pub fn Header(whose: Option<Whose>) -> impl IntoView {
    let visit = use_visit();
    let named = whose.is_some();
    let of_others = whose.as_ref().filter(|_| visit.reader.is_some()).map(|whose| band(&whose.person));
    let what = match (whose, visit.own_name.clone()) {
        (Some(whose), _) => view! { <WhoseRecord whose/> }.into_any(),
        (None, Some(name)) => {
            view! { <p class="whose-name"><bdi>{as_sent(t!("whose-record", name = name))}</bdi></p> }
                .into_any()
        }
        (None, None) => view! { <a class="app-name" href="/">{t!("app-name")}</a> }.into_any(),
    };
    let rest = match visit.signed_in || use_kept().is_some() {
        true => view! { <Menu/> }.into_any(),
        false => view! { <div class="masthead-actions"><TextSizeForm/> <LanguageForm/></div> }.into_any(),
    };
    view! {
        <header class=of_others.unwrap_or_else(|| "banner".to_owned()) class:banner-line=named>
            <div class="masthead">{what}{rest}</div>
            <div class:print-only=named><DemoBanner/></div>
            <PrintedOn/>
        </header>
    }
}

/// The header of a page that is held out to somebody: whose record, of which day, and the way back.
#[component]
pub fn BareHeader(whose: Whose) -> impl IntoView {
    let Whose { person, as_of, .. } = whose;
    let born = format::day(person.birth_date);
    let of_others = use_visit().reader.is_some().then(|| band(&person));
    let class = format!("{} banner-line", of_others.unwrap_or_else(|| "banner".to_owned()));
    let name = name_and_age(person, as_of);
    let as_of = match use_kept() {
        Some(kept) => t!("kept-as-of", date = format::day(kept.as_of)),
        None => t!("as-of", date = format::day(as_of)),
    };
    view! {
        <header class=class>
            <div class="bare-whose">
                {name}
                <a class="button button-quiet screen-only" href="/medicines">{t!("medicines-show-back")}</a>
                <Reader/>
                <p class="whose-since">{t!("medicines-show-born", date = born)}" · "{as_of}</p>
            </div>
            <div class="print-only"><DemoBanner/></div>
            <PrintedOn/>
        </header>
    }
}

/// On paper only: the day of printing, beside the day that the record is of. A page left open is
/// printed with the day on which it is printed.
#[component]
fn PrintedOn() -> impl IntoView {
    let day = RwSignal::new(use_visit().written_on);
    #[cfg(feature = "hydrate")]
    Effect::new(move |_| {
        let printing = before_printing(move |today| day.set(today));
        on_cleanup(move || printing.remove());
    });
    view! { <p class="print-only printed-on">{move || printed_on(day.get())}</p> }
}

fn printed_on(day: NaiveDate) -> String {
    t!("printed-on", date = format::date(day))
}

#[cfg(feature = "hydrate")]
fn before_printing(say: impl Fn(NaiveDate) + 'static) -> WindowListenerHandle {
    window_event_listener_untyped("beforeprint", move |_| {
        if let Some(now) = chrono::DateTime::from_timestamp_millis(js_sys::Date::now() as i64) {
            say(shared::time::tokyo_day(now));
        }
    })
}

/// The same in a page that is as the server wrote it. The next page brings its own.
#[cfg(feature = "hydrate")]
pub fn keep_the_day_of_printing() {
    before_printing(|today| {
        if let Ok(Some(written)) = document().query_selector(".frame[data-as-written] .printed-on") {
            written.set_text_content(Some(&printed_on(today)));
        }
    });
}

/// Name, age, colour and initials of the person whose record is open, so that it is mistaken for no other; on paper also
/// of which day and from whom.
#[component]
fn WhoseRecord(whose: Whose) -> impl IntoView {
    let (as_of, senders) = since(&whose);
    let person = whose.person;
    let name = name_and_age(person.clone(), whose.as_of);
    view! {
        <div class="whose">
            <Disc person/>
            <div class="whose-words">
                {name}
                <Reader/>
                <p class="whose-since print-only">{as_of}" · "{as_sent(senders)}</p>
            </div>
        </div>
    }
}

fn name_and_age(person: Person, as_of: NaiveDate) -> impl IntoView {
    let age = format::age(age_in_years(person.birth_date, as_of));
    // A phone's line has room for one of the two.
    let latin = format::latin_name(&person);
    let as_sent_too = latin.is_some().then(|| {
        view! { " "<span class="whose-second" lang="ja">{person.name.clone()}</span> }
    });
    let name = latin.unwrap_or(person.name);
    view! {
        <p class="whose-name">
            <bdi>{as_sent(t!("whose-record", name = name))}</bdi>{as_sent_too}" "<span class="whose-age">{age}</span>
        </p>
    }
}

/// Of which day the page is, and from whom.
#[component]
pub fn Since(whose: Whose) -> impl IntoView {
    let (as_of, senders) = since(&whose);
    // Who they are stands where the link leads.
    let senders = match whose.facilities.len() {
        0 | 1 => senders,
        several => t!("whose-from-places", count = several as i64),
    };
    view! {
        <p class="since screen-only">{as_of}" · "<a href="#sources" rel="external">{as_sent(senders)}</a></p>
    }
}

fn since(Whose { as_of, facilities, shown, .. }: &Whose) -> (String, String) {
    let senders = match facilities.as_slice() {
        [] if !shown.is_all() => t!("whose-from-nobody-shown"),
        [] => t!("whose-from-nobody-yet"),
        [one] => t!("whose-from-one", facility = format::facility(facilities, &one.code)),
        [first, others @ ..] => t!(
            "whose-from-several",
            facility = format::facility(facilities, &first.code),
            others = others.len().to_string()
        ),
    };
    (t!("as-of", date = format::date(*as_of)), senders)
}

/// The caregiver who looks in the person's place, and the way to another record.
#[component]
fn Reader() -> impl IntoView {
    let location = use_location();
    let switching = move || location.pathname.with(|path| format!("/records?return_to={}", place_of(path)));
    use_visit().reader.map(|name| {
        view! {
            <p class="whose-reader">
                <bdi>{as_sent(t!("acting-reader", name = name))}</bdi>" "
                <a class="screen-only" href=switching rel="external">{t!("acting-switch")}</a>
            </p>
        }
    })
}

/// The place of a page, which every record has: not a test or a document of one.
fn place_of(path: &str) -> String {
    let first = path.trim_start_matches('/').split('/').next().unwrap_or_default();
    format!("/{first}")
}

/// Classes of a header in the colour of the person whose record somebody else reads.
fn band(person: &Person) -> String {
    format!("banner banner-others disc-{}", colour(person))
}

/// A person's colour and initials. Never alone: the name stands beside it.
#[component]
pub fn Disc(person: Person) -> impl IntoView {
    view! { <span class=format!("disc disc-{}", colour(&person)) aria-hidden="true">{as_sent(initials(&person.name))}</span> }
}

/// One of eight colours, the same for the same person in every browser and release (FNV-1a).
fn colour(person: &Person) -> u32 {
    let hash = person
        .name
        .bytes()
        .chain(person.birth_date.to_string().bytes())
        .fold(0x811c_9dc5_u32, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193));
    hash % 8
}

/// The first letter of a Japanese given name, by which people of one family are told apart; both first letters of a Latin
/// name.
fn initials(name: &str) -> String {
    let mut parts = name.split_whitespace();
    if name.starts_with(|letter: char| letter.is_ascii()) {
        return parts.filter_map(|part| part.chars().next()).take(2).collect();
    }
    parts.next_back().and_then(|given| given.chars().next()).map(String::from).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use shared::record::Sex;

    fn person(name: &str, born: &str) -> Person {
        Person { name: name.into(), kana: None, sex: Sex::Unknown, birth_date: born.parse().unwrap() }
    }

    #[test]
    fn initials_follow_the_script() {
        for (name, expected) in
            [("山田 太郎", "太"), ("佐藤　花子", "花"), ("仮名", "仮"), ("Maria da Silva", "Md"), ("", "")]
        {
            assert_eq!(initials(name), expected, "{name}");
        }
    }

    #[test]
    fn who_switches_stays_in_the_same_place() {
        for (path, place) in
            [("/", "/"), ("/labs", "/labs"), ("/labs/core-hba1c", "/labs"), ("/medicines/show", "/medicines")]
        {
            assert_eq!(place_of(path), place, "{path}");
        }
    }

    #[test]
    fn namesakes_born_on_different_days_may_differ_and_one_person_never_does() {
        let colours: Vec<u32> =
            (1..=28).map(|day| colour(&person("山田 太郎", &format!("1950-01-{day:02}")))).collect();
        assert!(colours.iter().any(|other| *other != colours[0]));
        assert!(colours.iter().all(|colour| *colour < 8));
        assert_eq!(colour(&person("山田 太郎", "1950-01-01")), colours[0]);
    }
}
