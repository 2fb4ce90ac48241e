//! What came in, whatever it was written in: what a reader makes of its bytes.

use shared::{
    address::Address,
    fhir::{
        Refused,
        submission::{Content, DeathHint, Incoming, version::Version},
    },
    identity::Claim,
    ids::PatientId,
    record::{Issue, Severity},
};

/// A transmission that passed its reader's form check.
#[derive(Clone, Debug)]
pub struct Submission {
    pub whose: Whose,
    /// By what its source knows the transmission.
    pub reference: String,
    pub content: Content,
    /// When it was put together: the version of a list and of a withdrawal.
    pub version: Version,
    /// What it says about the person's death: a hint, which closes nothing.
    pub death: Option<DeathHint>,
    /// Read in full or in part; reported to the sender, stored all the same.
    pub warnings: Vec<Issue>,
    /// By which reader the bytes are read again.
    pub media_type: &'static str,
}

/// Whose record a transmission is for.
#[derive(Clone, Debug)]
pub enum Whose {
    /// Whoever sent it is signed in and wrote of themself.
    Known(PatientId),
    /// It says so itself, and that is decided (`shared/src/identity.rs`).
    Claim(Claim),
}

impl Submission {
    pub fn claim(&self) -> Option<&Claim> {
        match &self.whose {
            Whose::Claim(claim) => Some(claim),
            Whose::Known(_) => None,
        }
    }

    /// The items, in the order they were sent.
    pub fn incoming(&self) -> &[Incoming] {
        incoming(&self.content)
    }

    /// PostgreSQL cannot keep U+0000 in a text, and no name or identifier has one.
    pub fn refuse_nul(&self) -> Result<(), Refused> {
        let mut texts = vec![("Bundle.identifier.value", self.reference.as_str())];
        texts.extend(self.claim().into_iter().flat_map(of_a_claim));
        for item in self.incoming() {
            texts.extend([
                ("identifier.system", item.identifier.system.as_str()),
                ("identifier.value", item.identifier.value.as_str()),
                ("code", item.code_key.as_str()),
                ("department", item.department.as_deref().unwrap_or_default()),
                ("resource", item.json.as_str()),
            ]);
        }
        let issues: Vec<Issue> = texts
            .into_iter()
            .filter(|(_, text)| text.contains('\0'))
            .map(|(path, _)| Issue {
                severity: Severity::Error,
                path: path.to_owned(),
                found: "the character U+0000".to_owned(),
                expected: "text".to_owned(),
            })
            .collect();
        if issues.is_empty() { Ok(()) } else { Err(Refused { issues }) }
    }
}

fn of_a_claim(claim: &Claim) -> Vec<(&'static str, &str)> {
    let mut texts = vec![
        ("Patient.identifier.value", claim.insured_id.value.as_str()),
        ("Patient.name.text", claim.demographics.name.as_str()),
        ("Patient.name.text", claim.demographics.kana.as_deref().unwrap_or_default()),
        ("Patient.address.text", claim.address.as_ref().map_or("", Address::as_str)),
    ];
    if let Some((system, value)) = &claim.local_number {
        texts.extend([
            ("Patient.identifier.system", system.as_str()),
            ("Patient.identifier.value", value.as_str()),
        ]);
    }
    texts
}

/// The items of a transmission, in the order they were sent.
pub(super) fn incoming(content: &Content) -> &[Incoming] {
    match content {
        Content::List { items, .. } | Content::Report { items } => items,
        Content::Withdrawal { .. } | Content::Removal { .. } => &[],
        Content::Document { item, .. } => std::slice::from_ref(item),
    }
}
