use super::{Role, Staff};

/// What is done at a facility's desk.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Duty {
    /// Looks up who somebody is: name, kana, date of birth, sex. Never their record.
    FindPatients,
    /// States that a patient is here, by what they showed.
    StateVisits,
    /// Prints an invitation, once it was checked who somebody is.
    InvitePatients,
    /// Is the second person about a new way in, freezes ways in that are in other hands, and lifts it with another.
    DecideWaysIn,
    NoteDeaths,
    /// Attests that somebody may act for a patient.
    Attest,
    /// Stops somebody who acts for a patient, at once.
    Suspend,
    /// Lets them act again: a decision about a danger, so not everybody's who may see one.
    LiftSuspension,
    /// Opens a record in an emergency: at a hospital alone, which the gate asks.
    BreakGlass,
    /// Reads which records were opened, or looked for, in emergencies; never whose.
    WatchEmergencies,
    ManageStaff,
    ManageKeys,
    /// Answers what patients ask about the facility's entries in their access log.
    AnswerQuestions,
    /// Signs a patient out everywhere, which opens nothing. Whoever does needs their number and date of birth: they are
    /// shown nobody.
    EndSignIns,
}

impl Duty {
    pub const ALL: [Self; 14] = [
        Self::FindPatients,
        Self::StateVisits,
        Self::InvitePatients,
        Self::DecideWaysIn,
        Self::NoteDeaths,
        Self::Attest,
        Self::Suspend,
        Self::LiftSuspension,
        Self::BreakGlass,
        Self::WatchEmergencies,
        Self::ManageStaff,
        Self::ManageKeys,
        Self::AnswerQuestions,
        Self::EndSignIns,
    ];
}

impl Role {
    /// The one table of who may what. An administrator looks after people, keys and questions and sees no patient's record;
    /// whoever does both has both roles.
    pub fn may(self, duty: Duty) -> bool {
        use Duty::*;
        match self {
            Self::Doctor => {
                matches!(
                    duty,
                    FindPatients
                        | StateVisits
                        | DecideWaysIn
                        | NoteDeaths
                        | Attest
                        | Suspend
                        | LiftSuspension
                )
            }
            Self::Nurse => matches!(duty, FindPatients | StateVisits | DecideWaysIn | Suspend),
            // They treat, by consent: to read a record, somebody has to be found.
            Self::Pharmacist => matches!(duty, FindPatients | StateVisits | DecideWaysIn),
            Self::Clerk => {
                matches!(
                    duty,
                    FindPatients
                        | StateVisits
                        | InvitePatients
                        | DecideWaysIn
                        | NoteDeaths
                        | Attest
                        | Suspend
                )
            }
            Self::Administrator => {
                matches!(duty, WatchEmergencies | AnswerQuestions | ManageStaff | ManageKeys | EndSignIns)
            }
            Self::Emergency => matches!(duty, BreakGlass),
        }
    }
}

impl Staff {
    /// Whether one of their roles may.
    pub fn may(&self, duty: Duty) -> bool {
        self.roles.iter().any(|role| role.may(duty))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use app::i18n::{Locale, embedded};
    use shared::ids::{AccountId, FacilityCode};

    fn somebody<const N: usize>(roles: [Role; N]) -> Staff {
        let facility = FacilityCode::try_from("1310000011").unwrap();
        Staff { account: AccountId(uuid::Uuid::nil()), facility, roles: roles.into_iter().collect() }
    }

    /// An administrator invites somebody by these words, so they name each duty of a role and no other.
    #[test]
    fn what_is_said_of_a_role_is_what_it_may() {
        use Duty::*;
        let words_for = |duty| match duty {
            FindPatients => ("患者を探す", "find patients"),
            StateVisits => ("来院", "is here"),
            InvitePatients => ("招待状", "invitations"),
            DecideWaysIn => ("新しいログインの確認と停止", "confirm and stop new sign-ins"),
            NoteDeaths => ("死亡", "death"),
            Attest => ("代理の確認", "verify"),
            Suspend => ("代理の停止|停止と再開|代理の確認と停止", "suspend"),
            LiftSuspension => ("再開", "reinstate"),
            BreakGlass => ("同意なしで記録を開く", "without consent"),
            WatchEmergencies => ("救急の記録", "emergency log"),
            ManageStaff => ("職員", "staff"),
            ManageKeys => ("APIキー", "API keys"),
            AnswerQuestions => ("質問への回答", "questions"),
            EndSignIns => ("ログインを終わらせる", "ending a patient’s sign-ins"),
        };
        for role in Role::ALL {
            let key = format!("desk-role-{}-means", role.as_str());
            let [ja, en] = [Locale::Ja, Locale::En].map(|locale| embedded::words(locale).say(&key, &[]));
            for duty in Duty::ALL {
                let (japanese, english) = words_for(duty);
                let said = japanese.split('|').any(|words| ja.contains(words));
                assert_eq!(said, role.may(duty), "{role:?} {duty:?}: {ja}");
                assert_eq!(en.contains(english), role.may(duty), "{role:?} {duty:?}: {en}");
            }
            assert_eq!(ja.contains("診療のための記録"), role.treats(), "{ja}");
            assert_eq!(en.contains("read the record for care"), role.treats(), "{en}");
        }
    }

    /// Columns in the order of [`Role::ALL`]: doctor, nurse, pharmacist, clerk, emergency, administrator.
    #[test]
    fn who_may_what() {
        for (duty, expected) in [
            (Duty::FindPatients, "xxxx--"),
            (Duty::StateVisits, "xxxx--"),
            (Duty::InvitePatients, "---x--"),
            (Duty::DecideWaysIn, "xxxx--"),
            (Duty::NoteDeaths, "x--x--"),
            (Duty::Attest, "x--x--"),
            (Duty::Suspend, "xx-x--"),
            (Duty::LiftSuspension, "x-----"),
            (Duty::BreakGlass, "----x-"),
            (Duty::WatchEmergencies, "-----x"),
            (Duty::ManageStaff, "-----x"),
            (Duty::ManageKeys, "-----x"),
            (Duty::AnswerQuestions, "-----x"),
            (Duty::EndSignIns, "-----x"),
        ] {
            let found: String = Role::ALL.iter().map(|role| if role.may(duty) { 'x' } else { '-' }).collect();
            assert_eq!(found, expected, "{duty:?}");
        }
        assert!(Duty::ALL.iter().all(|duty| !somebody([]).may(*duty)));
    }

    #[test]
    fn what_is_done_about_a_patient_needs_finding_them() {
        for role in Role::ALL {
            for duty in [
                Duty::InvitePatients,
                Duty::DecideWaysIn,
                Duty::NoteDeaths,
                Duty::Attest,
                Duty::Suspend,
                Duty::LiftSuspension,
            ] {
                assert!(!role.may(duty) || role.may(Duty::FindPatients), "{role:?} {duty:?}");
            }
        }
    }

    #[test]
    fn two_roles_may_what_either_may() {
        let both = somebody([Role::Administrator, Role::Clerk]);
        assert!(
            both.may(Duty::ManageKeys) && both.may(Duty::InvitePatients) && !both.may(Duty::LiftSuspension)
        );
    }
}
