//! Where the portal's answer to a form led to.

/// Where an answer led to. That it was done is read from nothing else: a page that says why not is a page, too.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Led {
    /// The page on which the form stands.
    ToWhereItStands,
    /// The same, which says what is in the way.
    ToAProblem,
    /// Who is asked to sign in has done nothing yet.
    ToSignIn,
    /// It would show more to somebody.
    ToAProof,
    Elsewhere,
}

impl Led {
    pub fn to(address: &str, action: &str) -> Self {
        let path_on = address.split_once("://").and_then(|(_, rest)| Some(&rest[rest.find('/')?..]));
        let (path, query) = path_on.map_or(("", ""), |path| path.split_once('?').unwrap_or((path, "")));
        let path = path.split('#').next().unwrap_or_default();
        let stands_there =
            path.len() > 1 && action.strip_prefix(path).is_some_and(|rest| rest.starts_with('/'));
        match stands_there {
            true if query.split('&').any(|part| part.starts_with("problem=")) => Self::ToAProblem,
            true => Self::ToWhereItStands,
            false if path == "/signin" => Self::ToSignIn,
            false if path == "/verify" => Self::ToAProof,
            false => Self::Elsewhere,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_done_is_read_from_where_the_answer_led_to() {
        let (withdraw, ask) = ("/consent/withdraw", "/history/7/question");
        for (address, action, expected) in [
            ("https://mikata.example/consent?saved=decided#saved", withdraw, Led::ToWhereItStands),
            ("https://mikata.example/history/7#questions", ask, Led::ToWhereItStands),
            ("https://mikata.example/consent?to=anyone&problem=blocked", withdraw, Led::ToAProblem),
            ("https://mikata.example/signin", withdraw, Led::ToSignIn),
            ("https://mikata.example/verify?return_to=/consent", withdraw, Led::ToAProof),
            // The same address answered, with whatever it says: a captive portal does that.
            ("https://mikata.example/consent/withdraw", withdraw, Led::Elsewhere),
            ("https://mikata.example/history/70", ask, Led::Elsewhere),
            ("https://mikata.example/", withdraw, Led::Elsewhere),
            ("https://mikata.example", withdraw, Led::Elsewhere),
            ("", withdraw, Led::Elsewhere),
        ] {
            assert_eq!(Led::to(address, action), expected, "{address}");
        }
    }
}
