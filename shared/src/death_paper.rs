//! Papers by which a person's death is checked.

/// A paper. Nothing that stands in it is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum DeathPaper {
    /// 死亡診断書、死体検案書
    Certificate,
    /// 火葬・埋葬の許可証
    BurialPermit,
    /// 戸籍・住民票の除票
    FamilyRegister,
}

impl DeathPaper {
    pub const ALL: [Self; 3] = [Self::Certificate, Self::BurialPermit, Self::FamilyRegister];

    /// The name in the database and in forms: it stays, whatever the variant is called.
    ///
    /// ```
    /// use shared::death_paper::DeathPaper;
    /// for paper in DeathPaper::ALL {
    ///     assert_eq!(DeathPaper::from_name(paper.as_str()), Some(paper));
    /// }
    /// assert_eq!(DeathPaper::from_name("a-neighbour"), None);
    /// ```
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Certificate => "certificate",
            Self::BurialPermit => "burial-permit",
            Self::FamilyRegister => "family-register",
        }
    }

    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|paper| paper.as_str() == name)
    }
}
