/// The paper on which a desk attests that a representative may act for a patient. Neither its number nor its text is
/// kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Paper {
    /// 戸籍: who is whose parent, spouse or child, and who is a minor's guardian.
    FamilyRegister,
    /// 登記事項証明書: who is whose guardian.
    RegistrationCertificate,
    /// 契約書、委任状: a person's own authorisation of another.
    Contract,
}

impl Paper {
    pub const ALL: [Self; 3] = [Self::FamilyRegister, Self::RegistrationCertificate, Self::Contract];

    /// The name in the database and in forms: it stays, whatever the variant is called.
    ///
    /// ```
    /// use shared::delegation::Paper;
    /// for paper in Paper::ALL {
    ///     assert_eq!(Paper::from_name(paper.as_str()), Some(paper));
    /// }
    /// assert_eq!(Paper::from_name("a-friend"), None);
    /// ```
    pub fn as_str(self) -> &'static str {
        match self {
            Self::FamilyRegister => "family-register",
            Self::RegistrationCertificate => "registration-certificate",
            Self::Contract => "contract",
        }
    }

    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|paper| paper.as_str() == name)
    }
}
