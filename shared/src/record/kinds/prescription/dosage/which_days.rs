//! Which days a dosage is for: by the supplementary usage code, by `timing.repeat`, and by the words.
//!
//! The supplementary code of JAMI (標準用法規格 8, eight characters): `I` 日数間隔指定 with the days of taking and the days
//! without, `W` 曜日指定 with a mark for each day from Sunday on, `V` 不均等. Others (`D` 日付指定 …) are told in the words that
//! came with them. Source: the examples of JP Core and of the prescription document (`I1100000` 隔日投与, `W0100100`
//! 月曜日、木曜日, `V14NNNNN` 不均等・１回目・４錠). Checked 2026-11.

use crate::record::kinds::prescription::dosage::written_days::{self, Written};
use crate::{
    element::{concept::Concept, issues::Issues, node::Node, systems},
    record::{CertainDays, Coding, Days, Severity},
};
use chrono::Weekday;
use serde_json::Value;

/// Which days, and whether the amounts differ within one.
pub(crate) struct WhichDays {
    pub(crate) days: Days,
    pub(crate) uneven: bool,
}

/// What codes say.
#[derive(Default)]
struct Coded {
    certain: Vec<CertainDays>,
    /// `timing.repeat` says every day.
    every_day: bool,
    /// A code that is understood to be about days, or not at all, and whose words are all there is.
    in_words: Vec<String>,
    uneven: bool,
}

/// `words`: everything that the instruction says in words.
pub(crate) fn read(
    instruction: &Node<'_>,
    repeat: Option<&Node<'_>>,
    words: &[&str],
    issues: &mut Issues,
) -> WhichDays {
    let mut coded = Coded::default();
    for node in instruction.list("additionalInstruction", issues) {
        supplement(&node, &mut coded, issues);
    }
    if let Some(repeat) = repeat {
        repeated(repeat, &mut coded, issues);
    }
    let uneven = coded.uneven || words.iter().any(|text| written_days::is_uneven(text));
    WhichDays { days: compared(coded, words), uneven }
}

fn supplement(node: &Node<'_>, coded: &mut Coded, issues: &mut Issues) {
    let concept = Concept::read(node, &mut Issues::default());
    let Some(words) = concept.words_or_code() else {
        node.complain(issues, Severity::Part, "a supplementary usage: words or a code");
        return;
    };
    for coding in concept.codings.iter().filter(|coding| coding.system == systems::USAGE_SUPPLEMENT) {
        match of_code(coding) {
            Some(Supplement::Days(days)) => coded.certain.push(days),
            Some(Supplement::Uneven) => coded.uneven = true,
            Some(Supplement::InWords) if words != coding.code => coded.in_words.push(words.clone()),
            Some(Supplement::InWords) | None => {
                coded.in_words.push(words.clone());
                node.complain(
                    issues,
                    Severity::Part,
                    "a supplementary usage code of JAMI that is known here",
                );
            }
        }
    }
}

enum Supplement {
    Days(CertainDays),
    Uneven,
    /// Its words tell.
    InWords,
}

fn of_code(coding: &Coding) -> Option<Supplement> {
    let code: Vec<u8> = coding.code.bytes().collect();
    let [kind, rest @ ..] = &code[..] else { return None };
    if code.len() != 8 || !code.iter().all(u8::is_ascii_alphanumeric) {
        return None;
    }
    let number = |digit: u8| u32::from(digit.wrapping_sub(b'0'));
    match (kind, rest) {
        (b'I', [with @ b'1'..=b'9', without @ b'1'..=b'9', zeros @ ..])
            if zeros.iter().all(|one| *one == b'0') =>
        {
            let (with, without) = (number(*with), number(*without));
            Some(Supplement::Days(CertainDays::Alternating { with, without }))
        }
        (b'W', marks) if marks.iter().all(|mark| matches!(mark, b'0' | b'1')) && marks.contains(&b'1') => {
            use Weekday::{Fri, Mon, Sat, Sun, Thu, Tue, Wed};
            let mut days: Vec<Weekday> = [Sun, Mon, Tue, Wed, Thu, Fri, Sat]
                .into_iter()
                .zip(marks)
                .filter(|(_, mark)| **mark == b'1')
                .map(|(day, _)| day)
                .collect();
            days.sort_by_key(Weekday::num_days_from_monday);
            Some(Supplement::Days(CertainDays::Weekdays(days)))
        }
        (b'V', [b'1'..=b'9', ..]) => Some(Supplement::Uneven),
        (b'A'..=b'Z', _) => Some(Supplement::InWords),
        _ => None,
    }
}

fn repeated(repeat: &Node<'_>, coded: &mut Coded, issues: &mut Issues) {
    if let Some(days) = days_of_week(repeat, issues) {
        coded.certain.push(days);
    }
    let times = times(repeat, issues);
    let Some(unit) = repeat.get("periodUnit") else {
        if let Some(period) = repeat.get("period") {
            period.complain(issues, Severity::Part, "a period with its unit");
        }
        return;
    };
    let period = repeat.decimal("period", issues).map(|period| period.to_string());
    let whole = match &period {
        Some(text) => text.split_once('.').map_or(text.as_str(), |(whole, _)| whole).parse::<u32>().ok(),
        None => Some(1),
    };
    let fraction = period
        .as_deref()
        .and_then(|text| text.split_once('.'))
        .is_some_and(|(_, rest)| rest.bytes().any(|digit| digit != b'0'));
    let named = !coded.certain.is_empty();
    match (unit.value.as_str(), whole) {
        (_, Some(0) | None) => unit.complain(issues, Severity::Part, "a period"),
        _ if fraction => unit.complain(issues, Severity::Part, "a whole period"),
        (Some("d"), Some(1)) if !named => coded.every_day = true,
        (Some("d"), Some(1)) => {}
        (Some("h"), Some(hours)) if 24_u32.is_multiple_of(hours) => {}
        (Some("d"), Some(days)) => {
            coded.certain.push(CertainDays::Alternating { with: 1, without: days - 1 });
        }
        // `dayOfWeek` says on which; without it how often a week is all that is known.
        (Some("wk"), Some(1)) if named => {}
        (Some("wk"), Some(1)) => coded.certain.push(CertainDays::TimesAWeek(times.unwrap_or(1))),
        (Some("wk"), Some(weeks)) => coded.certain.push(CertainDays::EveryWeeks(weeks)),
        (Some("mo"), Some(months)) => coded.certain.push(CertainDays::EveryMonths(months)),
        _ => unit.complain(issues, Severity::Part, "one of h, d, wk, mo"),
    }
}

/// How often in each period, at least once.
fn times(repeat: &Node<'_>, issues: &mut Issues) -> Option<u32> {
    let node = repeat.get("frequency")?;
    let times = node.value.as_u64().and_then(|one| u32::try_from(one).ok()).filter(|times| *times > 0);
    if times.is_none() {
        node.complain(issues, Severity::Part, "a whole number of times, at least once");
    }
    times
}

fn days_of_week(repeat: &Node<'_>, issues: &mut Issues) -> Option<CertainDays> {
    use Weekday::{Fri, Mon, Sat, Sun, Thu, Tue, Wed};
    const CODES: [(&str, Weekday); 7] =
        [("mon", Mon), ("tue", Tue), ("wed", Wed), ("thu", Thu), ("fri", Fri), ("sat", Sat), ("sun", Sun)];
    let node = repeat.get("dayOfWeek")?;
    let all: Vec<&Value> = match node.value {
        Value::Array(all) => all.iter().collect(),
        one => vec![one],
    };
    let read: Option<Vec<Weekday>> = all
        .iter()
        .map(|one| crate::element::node::look_up(&CODES, one.as_str().unwrap_or_default()))
        .collect();
    match read {
        Some(mut days) if !days.is_empty() => {
            days.sort_by_key(Weekday::num_days_from_monday);
            days.dedup();
            Some(CertainDays::Weekdays(days))
        }
        _ => {
            node.complain(issues, Severity::Part, "a list of mon, tue, wed, thu, fri, sat, sun");
            None
        }
    }
}

/// Codes against words. All seven weekdays are every day.
fn compared(coded: Coded, words: &[&str]) -> Days {
    let read: Vec<Written> = words.iter().map(|text| written_days::read(text)).collect();
    let speaking = || words.iter().zip(&read).filter(|(_, said)| **said != Written::Nothing);
    let mut said: Vec<&str> = Vec::new();
    for (text, _) in speaking() {
        // The whole instruction often repeats what stands beside it.
        if !said.iter().any(|known| known.contains(text)) {
            said.push(text);
        }
    }
    let written = said.join(" / ");
    let every_day = |days: &CertainDays| matches!(days, CertainDays::Weekdays(days) if days.len() == 7);
    if !coded.in_words.is_empty() || speaking().any(|(_, said)| *said == Written::Other) {
        let mut all = coded.in_words;
        all.extend(Some(written).filter(|written| !written.is_empty() && !all.contains(written)));
        return Days::AsWritten(all.join(" / "));
    }
    let in_words: Vec<&CertainDays> = read
        .iter()
        .filter_map(|said| match said {
            Written::Certain(days) => Some(days),
            _ => None,
        })
        .collect();
    let says_every_day = read.contains(&Written::EveryDay);
    let codes_agree = coded.certain.iter().all(|one| coded.certain[0].agrees_with(one));
    match (coded.certain.first(), in_words.first()) {
        (None, None) => Days::EveryDay,
        (Some(first), None) if every_day(first) && codes_agree => Days::EveryDay,
        (None, Some(_)) if coded.every_day => Days::Contradicting { coded: None, written },
        (None, Some(first)) if !says_every_day && in_words.iter().all(|one| first.agrees_with(one)) => {
            Days::Certain(most_precise(&in_words))
        }
        (None, Some(_)) => Days::AsWritten(written),
        (Some(first), _) => {
            let all = || in_words.iter().copied().chain(&coded.certain);
            match codes_agree && !says_every_day && all().all(|one| first.agrees_with(one)) {
                true => Days::Certain(most_precise(&all().collect::<Vec<_>>())),
                false => {
                    let written = if written.is_empty() { words.join(" / ") } else { written };
                    Days::Contradicting { coded: Some(first.clone()), written }
                }
            }
        }
    }
}

/// Named weekdays say more than how many there are.
fn most_precise(all: &[&CertainDays]) -> CertainDays {
    let named = all.iter().find(|one| matches!(one, CertainDays::Weekdays(_)));
    CertainDays::clone(named.unwrap_or(&all[0]))
}
