//! `POST /people/new`: writes an invitation and shows it, once.

use super::{answer::home, forms::whoever_decides};
use crate::{
    auth::Code,
    http::{
        AppState,
        plumbing::{
            form::Form,
            refused::{refused, unavailable},
            visitor::Visitor,
        },
        portal::ports,
        sign_in::step_up,
    },
    store::{
        StoreError,
        account::invitation::{self, Aim},
        sharing::mandate::{self, Giver},
    },
};
use app::ports::people::{Inviting, Issued, Problem, Sent};
use axum::{
    Extension,
    extract::{OriginalUri, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use chrono::NaiveDate;
use shared::{
    category::{Categories, Category},
    delegation::{Action, Actions, Basis, Mandate, Proposal, Subject, Unfounded},
    name::{NameError, personal_name},
    set::Member as _,
    time::tokyo_day,
};
use uuid::Uuid;

/// `POST /people/new`
pub async fn invite(
    State(state): State<AppState>,
    Extension(visitor): Extension<Visitor>,
    OriginalUri(uri): OriginalUri,
    Form(fields): Form<Vec<(String, String)>>,
) -> Response {
    let form = InvitationForm::of(&fields);
    let (session, own) = match whoever_decides(&visitor, form.patient) {
        Ok(found) => found,
        Err(answer) => return *answer,
    };
    let now = state.clock.now();
    if !step_up::is_fresh(session, now, step_up::TO_SEND) {
        return step_up::to_verify("/people/new");
    }
    let Ok(id) = Uuid::parse_str(form.id) else { return refused(&visitor, "people-form-incomplete") };
    let written = async {
        let mut tx = state.store.write().await?;
        let subject = home(&mut tx, own).await?.as_subject();
        let (label, terms) = match form.mandate(subject, state.clock.today()) {
            Ok(found) => found,
            Err(problem) => return Ok(Written::Problem(subject, problem)),
        };
        let giver = Giver { account: session.account, facility: None };
        if !mandate::give(&mut tx, id, own, &label, &terms, giver, now).await? {
            return Ok(Written::Before);
        }
        let aim = Aim::Caregiver { patient: own, mandate: id };
        let (_, code) = invitation::issue(&mut tx, &aim, Some(session.account), now, &state.entropy).await?;
        tx.commit().await?;
        let usable_until = tokyo_day(now + aim.ttl());
        Ok::<_, StoreError>(Written::Issued(subject, issued(&state, label, &terms, &code, usable_until)))
    };
    let page = |subject: Subject| Inviting {
        whose: own,
        id: id.to_string(),
        subject,
        now,
        verified: true,
        sent: None,
        issued: None,
    };
    match written.await {
        Ok(Written::Issued(subject, issued)) => {
            let page = Inviting { issued: Some(issued), ..page(subject) };
            ports::render(&state, &visitor, uri, page, StatusCode::OK).await
        }
        Ok(Written::Problem(subject, problem)) => {
            let sent = Some(form.sent(problem));
            let page = Inviting { sent, ..page(subject) };
            ports::render(&state, &visitor, uri, page, StatusCode::UNPROCESSABLE_ENTITY).await
        }
        // Sent before: its code was shown then, and nobody can read it again.
        Ok(Written::Before) => Redirect::to("/people").into_response(),
        Err(error) => unavailable(&visitor, &error),
    }
}

enum Written {
    Issued(Subject, Issued),
    Problem(Subject, Problem),
    Before,
}

/// What a browser sent, unread.
struct InvitationForm<'a> {
    id: &'a str,
    patient: &'a str,
    label: &'a str,
    kinds: Vec<&'a str>,
    check: bool,
    until: &'a str,
}

impl<'a> InvitationForm<'a> {
    fn of(fields: &'a [(String, String)]) -> Self {
        let field = |name: &str| {
            fields.iter().find(|(known, _)| known == name).map_or("", |(_, value)| value.as_str())
        };
        Self {
            id: field("id"),
            patient: field("patient"),
            label: field("label"),
            kinds: fields
                .iter()
                .filter(|(name, _)| name == "kind")
                .map(|(_, value)| value.as_str())
                .collect(),
            check: !field("check").is_empty(),
            until: field("until").trim(),
        }
    }

    /// Kinds that nobody knows are none: a form can only name less than it meant.
    fn categories(&self) -> Categories {
        self.kinds.iter().filter_map(|name| Category::from_name(name)).collect()
    }

    fn mandate(&self, subject: Subject, today: NaiveDate) -> Result<(String, Mandate), Problem> {
        let label = personal_name(self.label).map_err(|error| match error {
            NameError::Empty => Problem::NoName,
            NameError::TooLong(_) | NameError::Unseen { .. } | NameError::MixedScripts(..) => {
                Problem::UnusableName
            }
        })?;
        let until = match self.until {
            "" => None,
            text => Some(text.parse::<NaiveDate>().map_err(|_| Problem::NoSuchDay)?),
        };
        let actions = Actions::NONE.with(Action::See);
        let actions = if self.check { actions.with(Action::CheckMedicines) } else { actions };
        let proposal = Proposal { basis: Basis::Granted, categories: self.categories(), actions, until };
        let terms = proposal.mandate(subject, today).map_err(|why| match why {
            Unfounded::NothingShown => Problem::NothingShown,
            Unfounded::CheckWithoutMedicines => Problem::CheckWithoutMedicines,
            Unfounded::AlreadyOver => Problem::AlreadyOver,
            Unfounded::TooYoung => Problem::TooYoung,
            _ => Problem::Unfounded,
        })?;
        Ok((label, terms))
    }

    fn sent(&self, problem: Problem) -> Sent {
        Sent {
            label: self.label.chars().take(200).collect(),
            categories: self.categories(),
            check: self.check,
            until: self.until.chars().take(10).collect(),
            problem,
        }
    }
}

fn issued(state: &AppState, label: String, terms: &Mandate, code: &Code, usable_until: NaiveDate) -> Issued {
    let code = code.to_string();
    // Behind the #: browsers keep it to themselves, and no log has it.
    let link = state.public_url.to(&format!("/invitation#{code}"));
    Issued {
        label,
        code,
        qr: app::components::qr_code::modules(&link),
        link,
        seen: terms.categories,
        check: terms.actions.contains(Action::CheckMedicines),
        until: terms.until,
        usable_until,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn adult() -> Subject {
        Subject { birth_date: "1950-02-03".parse().unwrap(), died_on: None }
    }

    fn check(fields: &[(&str, &str)], expected: Result<&str, Problem>) {
        let fields: Vec<(String, String)> =
            fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        let found = InvitationForm::of(&fields).mandate(adult(), "2026-11-21".parse().unwrap());
        let found = found.map(|(label, terms)| {
            format!("{label}: {} may {} until {:?}", terms.categories, terms.actions, terms.until)
        });
        assert_eq!(found, expected.map(str::to_owned), "{fields:?}");
    }

    #[test]
    fn a_form_gives_what_it_says_and_no_more() {
        let name = ("label", "みどり");
        check(&[], Err(Problem::NoName));
        check(&[("label", "みど\u{202e}り")], Err(Problem::UnusableName));
        check(&[name], Err(Problem::NothingShown));
        check(&[name, ("kind", "everything")], Err(Problem::NothingShown));
        check(&[name, ("kind", "tests"), ("check", "1")], Err(Problem::CheckWithoutMedicines));
        check(&[name, ("kind", "tests"), ("until", "2027-02-30")], Err(Problem::NoSuchDay));
        check(&[name, ("kind", "tests"), ("until", "2026-11-20")], Err(Problem::AlreadyOver));
        check(&[name, ("kind", "tests")], Ok("みどり: tests may see until None"));
        check(
            &[name, ("kind", "tests"), ("kind", "medicines"), ("check", "1"), ("until", "2026-11-21")],
            Ok("みどり: tests medicines may see check-medicines until Some(2026-11-21)"),
        );
    }
}
