//! What is replaced before two answers are held against each other: what differs between two starts of the same
//! program, and nothing else. Each rule has a name and a reason, and says how often it was used.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::shapes::{base64, hexadecimal, is_base64, is_hexadecimal, like, spellings, value};

/// A rule, and why it is one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rule {
    Port,
    Asset,
    Nonce,
    FormToken,
    Session,
    Id,
    Hash,
    StartOfId,
    RecordVersion,
    LogName,
    Sealed,
    Sealing,
    PushKey,
    Moment,
    TimeOfDay,
}

pub const RULES: [(Rule, &str, &str); 15] = [
    (Rule::Port, "port", "each program listens on a free port of its own"),
    (
        Rule::Asset,
        "asset",
        "the hash in the name of a file of the front end, of a catalogue or of the knowledge",
    ),
    (Rule::Nonce, "nonce", "the one script of a page is allowed by a number drawn for each answer"),
    (
        Rule::FormToken,
        "form-token",
        "of the session's secret, which is drawn, behind a mask drawn for each answer",
    ),
    (Rule::Session, "session", "the session's secret in its cookie is drawn"),
    (Rule::Id, "id", "a UUID that is drawn while the programs run"),
    (Rule::Hash, "hash", "32 or 64 hexadecimal digits made from drawn ids"),
    (Rule::StartOfId, "start-of-id", "the first eight digits of such an id, which people read as a number"),
    (
        Rule::RecordVersion,
        "record",
        "the hash of a record as JSON, whose shape may change; numbered, so that a page and /api/record must still agree",
    ),
    (Rule::LogName, "log-name", "the access log's name and public key, made from a key that is drawn"),
    (Rule::Sealed, "sealed", "leaves, salts, proofs, pseudonyms and signatures of the access log"),
    (
        Rule::Sealing,
        "sealing",
        "whether an entry of the log is sealed yet, where, and how many are: `mikata log verify` asks that",
    ),
    (
        Rule::PushKey,
        "push-key",
        "the public key by which push services know a portal, made from a key that is drawn",
    ),
    (
        Rule::Moment,
        "moment",
        "an instant of this very day: when something was looked at, not when it was written",
    ),
    (Rule::TimeOfDay, "time-of-day", "the same in words: hours and minutes after the date of today"),
];

/// Which ids both programs have in common.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ids {
    /// None: each has drawn its own, and each stands for any other.
    Drawn,
    /// All that were there when one database was copied. Others are drawn, and numbered by the page on which they
    /// first stand, so that links must still agree.
    Kept,
}

/// What stands before an id that is drawn while the programs run: an emergency that is opened, a form that is offered.
const DRAWN_AFTER: [&str; 3] =
    ["/desk/emergency/", "mikata-emergency-", "<input type=\"hidden\" name=\"id\" value=\""];
/// Where all ids may be: sessions, and a form again for the page's program.
const DRAWN_ON: [&str; 2] = ["/signins", "/people/new"];

/// What a program drew, by the names it got, and what day it is.
pub struct Names {
    port: u16,
    /// Of today, in UTC and in Tokyo: `2026-11-29`.
    days: [String; 2],
    known: HashMap<Vec<u8>, String>,
    /// How the ids that were replaced begin.
    starts: HashSet<Vec<u8>>,
    pub used: BTreeMap<Rule, usize>,
    ids: Ids,
}

impl Names {
    pub fn new(port: u16, days: [String; 2], ids: Ids) -> Self {
        Self { port, days, known: HashMap::new(), starts: HashSet::new(), used: BTreeMap::new(), ids }
    }

    /// A text as both programs would have written it. `page` is its key.
    pub fn replace(&mut self, page: &str, text: &[u8]) -> Vec<u8> {
        let mut page = Page { names: self, key: page, count: 0 };
        let mut written = Vec::with_capacity(text.len());
        let mut at = 0;
        while at < text.len() {
            match page.found(text, at) {
                Some((length, rule, name)) => {
                    written.extend_from_slice(name.as_bytes());
                    at += length;
                    *page.names.used.entry(rule).or_default() += 1;
                }
                None => {
                    written.push(text[at]);
                    at += 1;
                }
            }
        }
        written
    }
}

struct Page<'a> {
    names: &'a mut Names,
    key: &'a str,
    count: usize,
}

/// How many bytes are replaced, by which rule, by what.
type Found = Option<(usize, Rule, String)>;

impl Page<'_> {
    fn found(&mut self, text: &[u8], at: usize) -> Found {
        let rest = &text[at..];
        let begins = at == 0 || !text[at - 1].is_ascii_alphanumeric();
        if !begins {
            return self.after_a_place(&text[..at], rest);
        }
        self.port(&text[..at], rest)
            .or_else(|| self.after_a_place(&text[..at], rest))
            .or_else(|| asset(rest))
            .or_else(|| self.moment(rest))
            .or_else(|| self.time_of_day(&text[..at], rest))
            .or_else(|| self.log_name(rest))
            .or_else(|| self.id(&text[..at], rest))
            .or_else(|| self.record_version(&text[..at], rest))
            .or_else(|| self.hash(&text[..at], rest))
            .or_else(|| self.start_of_id(rest))
            .or_else(|| sealing(&text[..at], rest))
            .or_else(|| self.push_key(rest))
            .or_else(|| sealed(&text[..at], rest))
    }

    fn port(&self, before: &[u8], rest: &[u8]) -> Found {
        let port = self.names.port.to_string();
        let named = before.ends_with(b"localhost:") || before.ends_with(b"127.0.0.1:");
        (named && rest.starts_with(port.as_bytes())).then(|| (port.len(), Rule::Port, "‹port›".to_owned()))
    }

    /// What is told by what stands before it.
    fn after_a_place(&self, before: &[u8], rest: &[u8]) -> Found {
        const PLACES: [(&[u8], Rule, &str); 5] = [
            (b"nonce=\"", Rule::Nonce, "‹nonce›"),
            (b"'nonce-", Rule::Nonce, "‹nonce›"),
            (b"name=\"form_token\" value=\"", Rule::FormToken, "‹form token›"),
            (b"form_token&quot;:&quot;", Rule::FormToken, "‹form token›"),
            (b"_session=", Rule::Session, "‹session›"),
        ];
        let (_, rule, name) = PLACES.into_iter().find(|(place, ..)| before.ends_with(place))?;
        let length = base64(rest);
        (length >= 16).then(|| (length, rule, name.to_owned()))
    }

    /// `2026-11-29T07:56:38.552Z`
    fn moment(&self, rest: &[u8]) -> Found {
        let day = self.names.days.iter().find(|day| rest.starts_with(day.as_bytes()))?;
        let time = rest[day.len()..].strip_prefix(b"T")?;
        if !like(time, b"00:00:00") {
            return None;
        }
        let more = time[8..].iter().take_while(|byte| byte.is_ascii_digit() || **byte == b'.').count();
        let zone = match time.get(8 + more)? {
            b'Z' => 1,
            b'+' if like(&time[8 + more + 1..], b"00:00") => 6,
            _ => return None,
        };
        Some((day.len() + 1 + 8 + more + zone, Rule::Moment, "‹moment›".to_owned()))
    }

    /// `16:56` where a date of today stands before it.
    fn time_of_day(&self, before: &[u8], rest: &[u8]) -> Found {
        let length = [&b"00:00:00"[..], b"00:00", b"0:00"].into_iter().find(|form| like(rest, form))?.len();
        let before = before.trim_ascii_end();
        let before = before.strip_suffix(b",").unwrap_or(before);
        let today = self.names.days.iter().any(|day| spellings(day).iter().any(|day| before.ends_with(day)));
        today.then(|| (length, Rule::TimeOfDay, "‹time›".to_owned()))
    }

    /// `mikata-93554f45d3308e70` and `access-log+65e9795d+AZNV…`
    fn log_name(&self, rest: &[u8]) -> Found {
        if let Some(name) = rest.strip_prefix(b"mikata-") {
            let digits = hexadecimal(name);
            return (digits == 16).then(|| (7 + 16, Rule::LogName, "‹log›".to_owned()));
        }
        let key = rest.strip_prefix(b"access-log+")?;
        let length = key.iter().take_while(|byte| is_base64(**byte)).count();
        (length > 20).then(|| (11 + length, Rule::LogName, "access-log+‹key›".to_owned()))
    }

    fn id(&mut self, before: &[u8], rest: &[u8]) -> Found {
        let id = rest.get(..36)?;
        let is_id = id.iter().enumerate().all(|(at, byte)| match at {
            8 | 13 | 18 | 23 => *byte == b'-',
            _ => is_hexadecimal(*byte),
        });
        let ends = rest.get(36).is_none_or(|byte| !byte.is_ascii_alphanumeric());
        if !is_id || !ends {
            return None;
        }
        let name = self.name(before, id, "id")?;
        self.names.starts.insert(id[..8].to_owned());
        Some((36, Rule::Id, name))
    }

    fn record_version(&mut self, before: &[u8], rest: &[u8]) -> Found {
        let is_one = before.ends_with(b"data-record=\"") || before.ends_with(b"\"version\":\"");
        if !is_one || hexadecimal(rest) != 64 {
            return None;
        }
        Some((64, Rule::RecordVersion, self.numbered(&rest[..64], "record")))
    }

    fn hash(&mut self, before: &[u8], rest: &[u8]) -> Found {
        let digits = hexadecimal(rest);
        if !matches!(digits, 32 | 64) || rest.get(digits).is_some_and(u8::is_ascii_alphanumeric) {
            return None;
        }
        let name = self.name(before, &rest[..digits], "hash")?;
        Some((digits, Rule::Hash, name))
    }

    fn start_of_id(&self, rest: &[u8]) -> Found {
        let is_one = hexadecimal(rest) == 8 && rest.get(8).is_none_or(|byte| !byte.is_ascii_alphanumeric());
        let known = is_one && self.names.starts.contains(&rest[..8]);
        known.then(|| (8, Rule::StartOfId, "‹start of an id›".to_owned()))
    }

    fn push_key(&self, rest: &[u8]) -> Found {
        let is_one = self.key == "/push/key" && rest.starts_with(b"B") && base64(rest) == 87;
        is_one.then(|| (87, Rule::PushKey, "‹push key›".to_owned()))
    }

    fn name(&mut self, before: &[u8], found: &[u8], kind: &str) -> Option<String> {
        let drawn_here = DRAWN_ON.iter().any(|page| self.key.starts_with(page))
            || DRAWN_AFTER.iter().any(|place| before.ends_with(place.as_bytes()));
        match self.names.ids {
            Ids::Drawn => Some(format!("‹{kind}›")),
            Ids::Kept if drawn_here => Some(self.numbered(found, kind)),
            Ids::Kept => self.names.known.get(found).cloned(),
        }
    }

    fn numbered(&mut self, found: &[u8], kind: &str) -> String {
        if self.names.ids == Ids::Drawn {
            return format!("‹{kind}›");
        }
        if let Some(name) = self.names.known.get(found) {
            return name.clone();
        }
        self.count += 1;
        let name = format!("‹{kind} {} of {}›", self.count, self.key);
        self.names.known.insert(found.to_owned(), name.clone());
        name
    }
}

/// What stands after `"sealed":`, `"proof":` and `"checkpoint":`, and how many entries a head of the log is of.
fn sealing(before: &[u8], rest: &[u8]) -> Found {
    let ends = |place: &str| before.ends_with(place.as_bytes());
    let length = if ["\"sealed\":", "\"proof\":", "\"checkpoint\":"].into_iter().any(ends) {
        value(rest)
    } else if ends("/access-log\n") || ends("&head=") {
        rest.iter().take_while(|byte| byte.is_ascii_digit()).count()
    } else {
        0
    };
    (length > 0).then(|| (length, Rule::Sealing, "‹sealing›".to_owned()))
}

fn sealed(before: &[u8], rest: &[u8]) -> Found {
    let length = base64(rest);
    let quoted = before.ends_with(b"\"") && matches!(rest.get(length), Some(b'"' | b'\\'));
    let line = before.ends_with(b"\n") || before.ends_with(b"\\n") || before.ends_with(b"access-log ");
    let is_one = length >= 40 && rest[..length].ends_with(b"=") && (quoted || line);
    is_one.then(|| (length, Rule::Sealed, "‹sealed›".to_owned()))
}

/// `/pkg/base-51cf6af0e523c282.css`: without what stands for its bytes.
fn asset(rest: &[u8]) -> Found {
    let folder =
        [&b"/pkg/"[..], b"/i18n/", b"/knowledge/"].into_iter().find(|folder| rest.starts_with(folder))?;
    let ends = |byte: &u8| !byte.is_ascii_alphanumeric() && !b"-_.".contains(byte);
    let length = rest[folder.len()..].iter().position(ends).unwrap_or(rest.len() - folder.len());
    let file = std::str::from_utf8(&rest[..folder.len() + length]).ok()?;
    let (name, after) = file.rsplit_once('-')?;
    let digits = hexadecimal(after.as_bytes());
    (digits >= 8).then(|| (file.len(), Rule::Asset, format!("{name}-‹hash›{}", &after[digits..])))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(ids: Ids) -> Names {
        Names::new(18801, ["2026-11-28".to_owned(), "2026-11-29".to_owned()], ids)
    }

    fn check(text: &str, expected: &str) {
        assert_eq!(String::from_utf8(names(Ids::Drawn).replace("/p", text.as_bytes())).unwrap(), expected);
    }

    #[test]
    fn what_is_drawn_gets_a_name() {
        check("http://localhost:18801/fhir", "http://localhost:‹port›/fhir");
        check("href=\"/pkg/base-51cf6af0e523c282.css\"", "href=\"/pkg/base-‹hash›.css\"");
        check("\"/pkg/app-a4ebe72f4aaa2cc_bg.wasm\"", "\"/pkg/app-‹hash›_bg.wasm\"");
        check("script-src 'nonce-OBTWwxxTtu8YocZIFVPw8w=='", "script-src 'nonce-‹nonce›'");
        check("at 2026-11-29T07:56:38.552Z, 2026-11-28T16:56:32+09:00", "at ‹moment›, ‹moment›");
        check("2026年11月29日 16:56・記録番号 126", "2026年11月29日 ‹time›・記録番号 126");
        check(
            "mikata-93554f45d3308e70/access-log+65e9795d+AZNVT0XTMI5w4OSYFBK1Cq/n",
            "‹log›/access-log+‹key›",
        );
        check("\"salt\":\"mMqVCwvM3oC6LjLEFdI+tXUdPxBCii2PgWsQE7jhIuk=\"", "\"salt\":\"‹sealed›\"");
        check(
            "\"sealed\":null},{\"sealed\":{\"proof\":[\"a}\",2]},3",
            "\"sealed\":‹sealing›},{\"sealed\":‹sealing›,3",
        );
        check("mikata-93554f45d3308e70/access-log\n416\n", "‹log›/access-log\n‹sealing›\n");
        check("?after=500&head=3720\"", "?after=500&head=‹sealing›\"");
        check(
            "#given-3ef2416a-9918-4446-8cbe-fb77055e4864 3ef2416a 4ef2416a",
            "#given-‹id› ‹start of an id› 4ef2416a",
        );
        check(&format!("<div data-record=\"{}\">", "4c79".repeat(16)), "<div data-record=\"‹record›\">");
        check("/a/d4d360e1-4130-4949-9de7-6d5035ef4d5f/b", "/a/‹id›/b");
    }

    #[test]
    fn what_a_record_says_stays_as_it_is() {
        for text in [
            "2024-07-27T09:01:00Z",
            "2024年7月27日 16:56",
            "1310000011",
            "/labs/6c25e3f6d502d6da",
            "/desk/patients/all/representatives/are/written/like/this/and/longer",
            "16:56",
            "1234:56",
        ] {
            check(text, text);
        }
    }

    #[test]
    fn on_copies_of_one_database_ids_stay_except_where_they_are_drawn() {
        let (one, two) = ("d4d360e1-4130-4949-9de7-6d5035ef4d5f", "4236ec2e-7fe6-4c49-812c-f565aec6287e");
        let mut names = names(Ids::Kept);
        let mut check = |page, text: &str, expected: &str| {
            assert_eq!(String::from_utf8(names.replace(page, text.as_bytes())).unwrap(), expected);
        };
        check("/labs", one, one);
        check("/desk", &format!("/desk/emergency/{two}"), "/desk/emergency/‹id 1 of /desk›");
        check("/labs", &format!("{one} {two}"), &format!("{one} ‹id 1 of /desk›"));
        check("/signins", one, "‹id 1 of /signins›");
    }
}
