//! Draft of a decision: what would be seen if the form were sent as it stands.

use super::{Chosen, content::board, words};
use crate::{components::as_sent::as_sent, t};
use leptos::prelude::*;
use shared::{
    category::{Categories, Category},
    consent::{
        Blocked, Decision, Difference, Preview, Request, Sharing, Step, SubjectsChange, Term, as_if, decide,
    },
    record::RecordView,
};

#[derive(Clone, Debug, PartialEq)]
pub struct Draft {
    pub preview: Preview,
    changes: Vec<Difference>,
    blocked: Option<Category>,
}

impl Draft {
    /// Of showing exactly these kinds to the chosen recipient, with this change of what is kept back.
    pub fn of(
        sharing: &Sharing,
        chosen: &Chosen,
        (kinds, subjects): (Categories, SubjectsChange),
        view: &RecordView,
    ) -> Self {
        let board = board(sharing, chosen);
        let now = board.decision();
        // How long a permission lasts changes nothing about what is seen at this moment.
        let (then, blocked) = match board.steps_to(kinds, Term::Standing) {
            Ok(mut steps) => {
                steps.extend(board.steps_to_keep_back(subjects));
                (decided(sharing, chosen, &steps), None)
            }
            Err(Blocked { category, .. }) => (now.clone(), Some(category)),
        };
        Self {
            changes: Difference::between(&view.record, &now, &then, view.as_of),
            preview: Preview::of(&view.record, &then, view.as_of),
            blocked,
        }
    }

    /// Why it cannot be decided so, or that it changes nothing.
    pub fn warned(&self) -> impl IntoView + use<> {
        let blocked = self.blocked.map(|category| {
            view! { <p class="notice notice-caution">{t!("consent-blocked", kind = words::kind(category))}</p> }
        });
        let quiet = self.blocked.is_none() && self.changes.is_empty();
        view! {
            {blocked}
            {quiet.then(|| view! { <p>{t!("consent-draft-nothing")}</p> })}
        }
    }

    /// What would change by it.
    pub fn told(self) -> impl IntoView {
        self.changes.into_iter().map(told).collect_view()
    }
}

fn told(change: Difference) -> impl IntoView {
    let kind = words::kind(change.category);
    let names = |lines: &[shared::consent::Line]| {
        let mut names: Vec<String> = lines.iter().map(words::line).collect();
        names.dedup();
        names.truncate(3);
        names.join(", ")
    };
    let appear = (!change.appear.is_empty()).then(|| {
        let count = change.appear.len() as i64;
        let names = names(&change.appear);
        view! { <p data-appear>{as_sent(t!("consent-draft-appear", kind = kind.clone(), count = count, names = names))}</p> }
    });
    let vanish = (!change.vanish.is_empty()).then(|| {
        let count = change.vanish.len() as i64;
        let names = names(&change.vanish);
        view! { <p data-vanish>{as_sent(t!("consent-draft-vanish", kind = kind.clone(), count = count, names = names))}</p> }
    });
    view! { {appear}{vanish} }
}

fn decided(sharing: &Sharing, chosen: &Chosen, steps: &[Step]) -> Decision {
    let then = as_if(&sharing.consents, steps, sharing.now);
    let Chosen { whom, purpose } = chosen;
    let request = Request { who: whom.stand_in(*purpose), purpose: *purpose };
    decide(&request, &then, &sharing.relationships, sharing.now)
}
