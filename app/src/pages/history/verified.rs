//! Verifying in the browser: what is shown, and what the browser remembers of the last time.

use super::content::HistoryContent;
use crate::{context::kept::use_kept, format, t};
use chrono::{DateTime, Utc};
use leptos::prelude::*;
use shared::log::{Alteration, Verdict};

/// Progress of verifying.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(not(feature = "hydrate"), expect(dead_code, reason = "only a browser verifies"))]
pub enum Verification {
    /// The program is not here yet, or is at it.
    Pending,
    /// It is of a snapshot: what it was then is not verified again.
    OfThen,
    /// The history could not be fetched: nothing is known either way.
    NotNow,
    /// `since`: when this browser last verified the same person's history.
    Done { verdict: Verdict, since: Option<DateTime<Utc>> },
}

/// Verifies once the page is alive, again at each access by another party, and shortly after while entries are being
/// sealed.
pub fn use_verification(shown: RwSignal<HistoryContent>) -> RwSignal<Verification> {
    if use_kept().is_some() {
        return RwSignal::new(Verification::OfThen);
    }
    let verification = RwSignal::new(Verification::Pending);
    #[cfg(feature = "hydrate")]
    browser::keep_verifying(shown, verification);
    #[cfg(not(feature = "hydrate"))]
    let _ = shown;
    verification
}

#[component]
pub fn VerifiedNotice(verification: RwSignal<Verification>) -> impl IntoView {
    view! {
        <div role="status">
            {move || match verification.get() {
                Verification::Pending => quiet_notice(t!("history-pending"), vec![t!("history-pending-scripts")]),
                Verification::OfThen => quiet_notice(t!("kept-history"), vec![t!("kept-history-means")]),
                Verification::NotNow => caution(t!("history-not-now"), t!("history-not-now-advice")),
                Verification::Done { verdict, since } => verdict_notice(verdict, since),
            }}
        </div>
    }
}

fn verdict_notice(verdict: Verdict, since: Option<DateTime<Utc>>) -> AnyView {
    let compared = match since {
        Some(at) => t!("history-compared", date = format::instant(at)),
        None => t!("history-first-time"),
    };
    match verdict {
        Verdict::Verified { entries, as_of, .. } => {
            let title = t!("history-verified", count = entries as i64, date = format::instant(as_of));
            quiet_notice(title, vec![t!("history-verified-means"), compared])
        }
        Verdict::BeingSealed { entries, waiting, .. } => {
            let title =
                t!("history-being-sealed", count = waiting as i64, sealed = (entries - waiting) as i64);
            quiet_notice(title, vec![t!("history-being-sealed-means"), compared])
        }
        Verdict::Empty { .. } => quiet_notice(t!("history-empty"), vec![compared]),
        Verdict::Altered(what) => altered(&what),
    }
}

fn altered(what: &[Alteration]) -> AnyView {
    let said: Vec<AnyView> =
        what.iter().take(SHOWN).map(|one| view! { <li>{alteration(one)}</li> }.into_any()).collect();
    let more = what.len().saturating_sub(SHOWN);
    view! {
        <div class="notice notice-caution" role="alert">
            <p class="notice-title">{t!("history-altered")}</p>
            <ul>{said}</ul>
            {(more > 0).then(|| view! { <p>{t!("history-altered-more", count = more as i64)}</p> })}
            <p>{t!("history-altered-advice")}</p>
        </div>
    }
    .into_any()
}

/// Alterations that are named: beyond that the number says enough.
const SHOWN: usize = 5;

fn alteration(one: &Alteration) -> String {
    match one {
        Alteration::Key => t!("history-altered-key"),
        Alteration::Head => t!("history-altered-head"),
        Alteration::Content { seq } => t!("history-altered-content", number = seq.to_string()),
        Alteration::Order { seq } => t!("history-altered-order", number = seq.to_string()),
        Alteration::Link { seq } | Alteration::Person { seq } => {
            t!("history-altered-link", number = seq.to_string())
        }
        Alteration::Inclusion { seq } => t!("history-altered-inclusion", number = seq.to_string()),
        Alteration::Shorter { was, is } => {
            t!("history-altered-shorter", was = *was as i64, is = *is as i64)
        }
        Alteration::LastChanged { seq } => t!("history-altered-content", number = seq.to_string()),
        Alteration::SmallerLog { .. } | Alteration::Fork => t!("history-altered-fork"),
    }
}

fn caution(title: String, line: String) -> AnyView {
    view! {
        <div class="notice notice-caution">
            <p class="notice-title">{title}</p>
            <p>{line}</p>
        </div>
    }
    .into_any()
}

/// The same where nothing is to be done: what it means is one tap away.
fn quiet_notice(title: String, lines: Vec<String>) -> AnyView {
    let lines = lines.into_iter().map(|line| view! { <p>{line}</p> }).collect_view();
    view! {
        <div class="notice notice-short">
            <details class="details details-plain on-paper">
                <summary>{title}</summary>
                {lines}
            </details>
        </div>
    }
    .into_any()
}

/// Limits of verifying, in plain words.
#[component]
pub fn Limits() -> impl IntoView {
    view! {
        <details class="details on-paper">
            <summary>{t!("history-limits-title")}</summary>
            <ul>
                <li>{t!("history-limits-bypass")}</li>
                <li>{t!("history-limits-newest")}</li>
                <li>{t!("history-limits-names")}</li>
                <li>{t!("history-limits-forgets")}</li>
            </ul>
        </details>
    }
}

#[cfg(feature = "hydrate")]
mod browser {
    use super::*;
    use crate::{
        context::{
            history::fetch,
            live::{Live, use_live},
            waking::on_waking,
        },
        error::PageError,
    };
    use serde::{Deserialize, Serialize};
    use shared::log::{Hash, History, Remembered, verify_history};
    use std::time::Duration;

    /// Memory of a verification under the person's pseudonym, so that a family's phone keeps each person's apart.
    #[derive(Serialize, Deserialize)]
    struct Kept {
        at: Option<DateTime<Utc>>,
        remembered: Remembered,
    }

    /// Sealing takes a second at most: what waits longer is worth saying.
    const AGAIN_AFTER: Duration = Duration::from_millis(1500);
    const TRIES: u8 = 3;

    /// What was verified longer ago is verified again when the page is looked at again.
    const STALE_AFTER: f64 = 60_000.0;

    /// A verification in progress: what is on the screen, and what it is compared with.
    #[derive(Clone, Copy)]
    struct Verifying {
        shown: RwSignal<HistoryContent>,
        verification: RwSignal<Verification>,
        live: Live,
        /// Time of the last verification before this visit, once that is known: it stays what is said of the last time.
        before: StoredValue<Option<Option<DateTime<Utc>>>>,
        /// When it was verified last, by this device's clock in milliseconds.
        at: StoredValue<f64>,
    }

    pub fn keep_verifying(shown: RwSignal<HistoryContent>, verification: RwSignal<Verification>) {
        let live = use_live();
        let all = Verifying {
            shown,
            verification,
            live,
            before: StoredValue::new(None),
            at: StoredValue::new(0.0),
        };
        Effect::new(move |before: Option<()>| {
            // The first time there need be no news; that they were seen is none either.
            if live.news().is_some() || before.is_none() {
                leptos::task::spawn_local(all.verify());
            }
        });
        on_waking(move || {
            if (js_sys::Date::now() - all.at.get_value()).abs() > STALE_AFTER {
                // Until then nothing is said to be verified.
                verification.set(Verification::Pending);
                leptos::task::spawn_local(all.verify());
            }
        });
    }

    impl Verifying {
        async fn verify(self) {
            self.once().await;
            self.again(TRIES);
        }

        /// While entries are being sealed.
        fn again(self, tries: u8) {
            let waits = |done: &Verification| {
                matches!(done, Verification::Done { verdict: Verdict::BeingSealed { .. }, .. })
            };
            // A page that was left has no signal any more.
            if tries > 0 && self.verification.try_with_untracked(waits) == Some(true) {
                let retry = async move {
                    self.once().await;
                    self.again(tries - 1);
                };
                set_timeout(move || leptos::task::spawn_local(retry), AGAIN_AFTER);
            }
        }

        /// Fetches, verifies, says so and remembers.
        async fn once(self) {
            let whose = self.shown.try_with_untracked(|shown| shown.pseudonym).flatten();
            let Ok((history, kept)) = fetch_with_memory(whose).await else {
                let _ = self.verification.try_set(Verification::NotNow);
                return;
            };
            let verdict = verify_history(&history, kept.as_ref().map(|kept| &kept.remembered));
            keep(&history, &verdict);
            let since =
                self.before.try_get_value().flatten().unwrap_or_else(|| kept.and_then(|kept| kept.at));
            let _ = self.before.try_set_value(Some(since));
            // The list shows a part; what was verified is all of it.
            let content = self.shown.try_with_untracked(|shown| HistoryContent::of(&history, &shown.asked));
            if let Some(content) = content
                .filter(|content| self.shown.try_with_untracked(|shown| shown != content) == Some(true))
            {
                let _ = self.shown.try_set(content);
            }
            let _ = self.verification.try_set(Verification::Done { verdict, since });
            let _ = self.at.try_set_value(js_sys::Date::now());
            if let Some(last) = history.entries.last() {
                self.live.saw(last.leaf.seq);
            }
        }
    }

    /// Fetches the history of `whose` with the proof from what is remembered of it. That may be another one's by now,
    /// in another tab: then it is fetched again, with the proof from what is remembered of theirs.
    async fn fetch_with_memory(whose: Option<Hash>) -> Result<(History, Option<Kept>), PageError> {
        let kept = whose.and_then(remembered);
        let history = fetch(size_of(&kept)).await?;
        // One that lost all its entries is nobody else's.
        if history.pseudonym().is_none_or(|now| whose == Some(now)) {
            return Ok((history, kept));
        }
        let kept = history.pseudonym().and_then(remembered);
        let history = if size_of(&kept) > 0 { fetch(size_of(&kept)).await? } else { history };
        Ok((history, kept))
    }

    /// Size of the log when it was last verified; 0: it never was.
    fn size_of(kept: &Option<Kept>) -> u64 {
        kept.as_ref().map_or(0, |kept| kept.remembered.size)
    }

    fn remembered(whose: Hash) -> Option<Kept> {
        let text = storage()?.get_item(&place(whose)).ok().flatten()?;
        shared::own_json::read(&text).ok()
    }

    /// Nothing is remembered of what was altered: the alarm must not go out by itself.
    fn keep(history: &History, verdict: &Verdict) {
        let (remembered, at) = match verdict {
            Verdict::Verified { remember, as_of, .. } => (remember, Some(*as_of)),
            Verdict::BeingSealed { remember, as_of, .. } => (remember, *as_of),
            Verdict::Empty { .. } | Verdict::Altered(_) => return,
        };
        let kept = Kept { at, remembered: remembered.clone() };
        if let (Some(whose), Some(storage), Ok(text)) =
            (history.pseudonym(), storage(), serde_json::to_string(&kept))
        {
            // A browser that keeps nothing says each time that it is the first.
            let _ = storage.set_item(&place(whose), &text);
        }
    }

    fn place(whose: Hash) -> String {
        format!("mikata-access-log-{whose}")
    }

    fn storage() -> Option<web_sys::Storage> {
        window().local_storage().ok().flatten()
    }
}
