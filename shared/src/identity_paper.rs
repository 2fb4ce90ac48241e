//! Papers by which a person's identity is checked before they are let in.

/// A paper, or papers together. Its number is never kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum IdentityPaper {
    /// マイナンバーカード
    MyNumberCard,
    /// 運転免許証
    DrivingLicence,
    /// 旅券
    Passport,
    /// 在留カード、特別永住者証明書
    ResidenceCard,
    /// 資格確認書, which has no photograph, with a paper that has one.
    EligibilityCertificate,
    /// Two papers without a photograph.
    TwoPapers,
}

impl IdentityPaper {
    pub const ALL: [Self; 6] = [
        Self::MyNumberCard,
        Self::DrivingLicence,
        Self::Passport,
        Self::ResidenceCard,
        Self::EligibilityCertificate,
        Self::TwoPapers,
    ];

    /// The name in the database and in forms: it stays, whatever the variant is called.
    ///
    /// ```
    /// use shared::identity_paper::IdentityPaper;
    /// for paper in IdentityPaper::ALL {
    ///     assert_eq!(IdentityPaper::from_name(paper.as_str()), Some(paper));
    /// }
    /// assert_eq!(IdentityPaper::from_name("a-friend"), None);
    /// ```
    pub fn as_str(self) -> &'static str {
        match self {
            Self::MyNumberCard => "my-number-card",
            Self::DrivingLicence => "driving-licence",
            Self::Passport => "passport",
            Self::ResidenceCard => "residence-card",
            Self::EligibilityCertificate => "eligibility-certificate",
            Self::TwoPapers => "two-papers",
        }
    }

    /// Whether it carries a photograph, so that a face was compared with it.
    pub fn has_a_photograph(self) -> bool {
        self != Self::TwoPapers
    }

    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|paper| paper.as_str() == name)
    }
}
