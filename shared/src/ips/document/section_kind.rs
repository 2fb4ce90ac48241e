//! Which section of an International Patient Summary a section is.

use crate::ips::SectionCode;

const LOINC: &str = "http://loinc.org";

/// A section by its code. `Ips`: one that our own summaries have, too.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SectionKind {
    Ips(SectionCode),
    MedicalDevices,
    AdvanceDirectives,
    Alerts,
    FunctionalStatus,
    Pregnancy,
    PatientStory,
    SocialHistory,
    VitalSigns,
    /// Of no summary, or without a code.
    Other,
}

/// Sections of the International Patient Summary 2.0.1 that our own summaries do not have, by LOINC.
const OTHERS: [(&str, SectionKind); 8] = [
    ("46264-8", SectionKind::MedicalDevices),
    ("42348-3", SectionKind::AdvanceDirectives),
    ("104605-1", SectionKind::Alerts),
    ("47420-5", SectionKind::FunctionalStatus),
    ("10162-6", SectionKind::Pregnancy),
    ("81338-6", SectionKind::PatientStory),
    ("29762-2", SectionKind::SocialHistory),
    ("8716-3", SectionKind::VitalSigns),
];

impl SectionKind {
    pub(super) fn of(system: &str, code: &str) -> Option<Self> {
        if system != LOINC {
            return None;
        }
        let own = SectionCode::ALL.into_iter().find(|own| own.loinc() == code).map(Self::Ips);
        own.or_else(|| OTHERS.iter().find(|(loinc, _)| *loinc == code).map(|(_, kind)| *kind))
    }
}
