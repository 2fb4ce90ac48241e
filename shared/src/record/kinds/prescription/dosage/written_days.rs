//! Days that written words name: `月曜日・木曜日`, `隔日`, `週1回`. What the words mean is never guessed: where they
//! speak of days in a way not listed here, that they do is all that is known.

use crate::{nfkc::nfkc, record::CertainDays};
use chrono::Weekday;

/// What written words say of days.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Written {
    Nothing,
    EveryDay,
    Certain(CertainDays),
    /// Not every day, or not the same on every day.
    Other,
}

/// Words that tell of days, or of amounts that change from day to day, and name no day.
const OTHER_WORDS: [&str; 27] = [
    "休薬",
    "漸減",
    "漸増",
    "減量",
    "増量",
    "日おき",
    "週おき",
    "週間おき",
    "月おき",
    "以外",
    "を除",
    "休み",
    "奇数日",
    "偶数日",
    "透析",
    "交互",
    "隔週",
    "月に",
    "月1回",
    "毎月",
    "月毎",
    "月ごと",
    "日目",
    "クール",
    "→",
    "taper",
    "month",
];

const WEEKDAYS: [(char, Weekday); 7] = [
    ('月', Weekday::Mon),
    ('火', Weekday::Tue),
    ('水', Weekday::Wed),
    ('木', Weekday::Thu),
    ('金', Weekday::Fri),
    ('土', Weekday::Sat),
    ('日', Weekday::Sun),
];

const ENGLISH: [(&str, Weekday); 7] = [
    ("monday", Weekday::Mon),
    ("tuesday", Weekday::Tue),
    ("wednesday", Weekday::Wed),
    ("thursday", Weekday::Thu),
    ("friday", Weekday::Fri),
    ("saturday", Weekday::Sat),
    ("sunday", Weekday::Sun),
];

pub(crate) fn read(text: &str) -> Written {
    let lower = nfkc(text).to_lowercase();
    let dense: String = lower.chars().filter(|letter| !letter.is_whitespace()).collect();
    let dense = dense.replace("曜日", "曜");
    let mut found: Vec<CertainDays> = Vec::new();
    let mut weekdays = named_weekdays(&dense);
    weekdays.extend(ENGLISH.iter().filter(|(name, _)| lower.contains(name)).map(|(_, day)| *day));
    weekdays.sort_by_key(Weekday::num_days_from_monday);
    weekdays.dedup();
    let names_weekdays = !weekdays.is_empty();
    if names_weekdays {
        found.push(CertainDays::Weekdays(weekdays));
    }
    let alternating = alternating(&dense, &lower);
    let mut other = dense.contains('曜') && !names_weekdays;
    match a_week(&dense, &lower) {
        Some(Some(days)) => found.push(days),
        Some(None) => other |= !names_weekdays || dense.contains("週間"),
        None => {}
    }
    // `3日おき` is understood: the word alone is not.
    let without_read = match &alternating {
        Some((_, words)) => dense.replace(words.as_str(), ""),
        None => dense.clone(),
    };
    other |= OTHER_WORDS.iter().any(|word| without_read.contains(word));
    found.extend(alternating.map(|(days, _)| days));
    let every_day = ["毎日", "連日"].iter().any(|word| dense.contains(word))
        || ["every day", "everyday"].iter().any(|word| lower.contains(word));
    match found.first().cloned() {
        _ if other => Written::Other,
        Some(CertainDays::Alternating { without: 0, .. }) => Written::EveryDay,
        Some(first) if !every_day && found.iter().all(|one| first.agrees_with(one)) => {
            Written::Certain(first)
        }
        Some(_) => Written::Other,
        None if every_day => Written::EveryDay,
        None => Written::Nothing,
    }
}

fn weekday(letter: char) -> Option<Weekday> {
    WEEKDAYS.iter().find(|(name, _)| *name == letter).map(|(_, day)| *day)
}

fn is_between(letter: char) -> bool {
    matches!(letter, '・' | '、' | ',' | '/' | '.' | 'と' | '･' | '，')
}

/// `月曜・木曜`, `月・木曜`, `火木土`, `(月・木)`.
fn named_weekdays(dense: &str) -> Vec<Weekday> {
    let letters: Vec<char> = dense.chars().collect();
    let mut found = Vec::new();
    for (at, _) in letters.iter().enumerate().filter(|(_, letter)| **letter == '曜') {
        let mut place = at;
        while place > 0 {
            place -= 1;
            let counted = place > 0 && letters[place - 1].is_ascii_digit();
            match weekday(letters[place]) {
                Some(day) if !counted => found.push(day),
                None if is_between(letters[place]) || letters[place] == '曜' => {}
                _ => break,
            }
        }
    }
    found.extend(bare_weekdays(&letters));
    found
}

/// Weekdays without 曜: two or more with something between them, three or more side by side, or 土日; and nothing
/// around them that makes them part of another word.
fn bare_weekdays(letters: &[char]) -> Vec<Weekday> {
    let mut found = Vec::new();
    let mut start = 0;
    while start < letters.len() {
        let mut end = start;
        while end < letters.len() && (weekday(letters[end]).is_some() || is_between(letters[end])) {
            end += 1;
        }
        if end > start {
            found.extend(run(letters, start, end));
        }
        start = end.max(start + 1);
    }
    found
}

fn run(letters: &[char], start: usize, end: usize) -> Vec<Weekday> {
    let whole = &letters[start..end];
    let days: Vec<Weekday> = whole.iter().filter_map(|letter| weekday(*letter)).collect();
    let apart = whole.iter().skip(1).take(whole.len().saturating_sub(2)).any(|letter| is_between(*letter));
    let mut distinct = days.clone();
    distinct.sort_by_key(Weekday::num_days_from_monday);
    distinct.dedup();
    let opens = |letter: char| {
        matches!(letter, '(' | '[' | '「' | '【' | '<' | ':' | '週' | '回' | '後' | '前' | '時')
    };
    let closes = |letter: char| {
        matches!(letter, ')' | ']' | '」' | '】' | '>' | 'に' | 'の' | 'だ' | '朝' | '夕' | '昼')
    };
    let before =
        start.checked_sub(1).and_then(|place| letters.get(place)).is_none_or(|letter| opens(*letter));
    let after = letters.get(end).is_none_or(|letter| closes(*letter));
    let enough = (days.len() >= 2 && apart) || days.len() >= 3 || whole == ['土', '日'];
    if enough && before && after && distinct.len() == days.len() { days } else { Vec::new() }
}

/// `隔日`, `2日おき`, `3日ごと`, `4日に1回`, `4日間服用3日間休薬`, and the words that say it.
fn alternating(dense: &str, lower: &str) -> Option<(CertainDays, String)> {
    let alternate = |without| CertainDays::Alternating { with: 1, without };
    if let Some(word) = ["隔日", "一日おき"].iter().find(|word| dense.contains(*word)) {
        return Some((alternate(1), (*word).to_owned()));
    }
    if ["every other day", "alternate day"].iter().any(|words| lower.contains(words)) {
        return Some((alternate(1), String::from("\0")));
    }
    for (ending, less) in [("日おき", 0), ("日ごと", 1), ("日毎", 1), ("日に1回", 1), ("日に一回", 1)]
    {
        if let Some((number, words)) = number_before(dense, ending)
            && number >= less
        {
            return Some((alternate(number - less), words));
        }
    }
    let (with, first) = number_before(dense, "日間服用").or_else(|| number_before(dense, "日間投与"))?;
    let (without, second) = number_before(dense, "日間休薬").or_else(|| number_before(dense, "日休薬"))?;
    let begin = dense.find(&first)?;
    let end = dense.find(&second)? + second.len();
    Some((CertainDays::Alternating { with, without }, dense.get(begin..end)?.to_owned()))
}

/// The number that stands before `ending`, and both as written.
fn number_before(dense: &str, ending: &str) -> Option<(u32, String)> {
    let at = dense.find(ending)?;
    let digits: String = dense[..at].chars().rev().take_while(char::is_ascii_digit).collect();
    let digits: String = digits.chars().rev().collect();
    let number = digits.parse().ok()?;
    Some((number, format!("{digits}{ending}")))
}

/// How often a week; `Some(None)`: weeks are spoken of, and how often is not understood.
fn a_week(dense: &str, lower: &str) -> Option<Option<CertainDays>> {
    if lower.contains("weekly") || lower.contains("once a week") {
        return Some(Some(CertainDays::TimesAWeek(1)));
    }
    if lower.contains("week") && !lower.contains("weeks supply") {
        return Some(None);
    }
    let mut spoken = None;
    for (at, _) in dense.match_indices('週') {
        let rest = &dense[at + '週'.len_utf8()..];
        if let Some(after) = rest.strip_prefix('間') {
            if ["に", "毎", "ごと", "おき"].iter().any(|word| after.starts_with(word)) {
                let (weeks, _) = number_before(&dense[..at + '週'.len_utf8()], "週").unwrap_or_default();
                let once = after.strip_prefix("に1回").or_else(|| after.strip_prefix("に一回"));
                spoken = Some((once.is_some() && weeks > 0).then_some(CertainDays::EveryWeeks(weeks)));
            }
            continue;
        }
        if ["分", "後", "目"].iter().any(|word| rest.starts_with(word)) {
            continue;
        }
        let rest = rest.strip_prefix('に').unwrap_or(rest);
        let digits: String = rest.chars().take_while(char::is_ascii_digit).collect();
        let times = digits.parse::<u32>().ok().filter(|_| rest[digits.len()..].starts_with('回'));
        match times {
            Some(times) => spoken = Some(Some(CertainDays::TimesAWeek(times))),
            None => spoken = spoken.or(Some(None)),
        }
    }
    spoken
}

/// Whether the words give different amounts at different times of a day: `朝2錠夕1錠`, `4錠-2錠-1錠`, `不均等`.
pub(crate) fn is_uneven(text: &str) -> bool {
    let plain = nfkc(text);
    let dense: String = plain.chars().filter(|letter| !letter.is_whitespace()).collect();
    let mut amounts: Vec<String> = Vec::new();
    for time in ["朝", "昼", "夕", "就寝前", "寝る前", "眠前"] {
        for (at, _) in dense.match_indices(time) {
            let rest = &dense[at + time.len()..];
            let rest = rest.strip_prefix('食').unwrap_or(rest);
            let rest = rest.strip_prefix(['前', '後']).unwrap_or(rest);
            let rest = rest.strip_prefix('に').unwrap_or(rest);
            let number: String = rest.chars().take_while(|c| c.is_ascii_digit() || *c == '.').collect();
            let unit = &rest[number.len()..];
            let counted = ["錠", "包", "カプセル", "mg", "g", "mL", "ml", "C", "T", "単位"];
            if !number.is_empty()
                && counted.iter().any(|word| unit.starts_with(word))
                && !amounts.contains(&number)
            {
                amounts.push(number);
            }
        }
    }
    let dashed = ["錠", "包", "カプセル", "mg", "単位"]
        .iter()
        .any(|unit| ["-", "ー", "−", "–"].iter().any(|dash| dense.contains(&format!("{unit}{dash}"))));
    amounts.len() > 1 || dashed || dense.contains("不均等")
}

#[cfg(test)]
mod tests {
    use super::*;
    use Weekday::*;
    use wasm_bindgen_test::wasm_bindgen_test;

    #[wasm_bindgen_test(unsupported = test)]
    fn days_in_words_are_read_or_known_to_be_there() {
        let on = |days: &[Weekday]| Written::Certain(CertainDays::Weekdays(days.to_vec()));
        let alternate = |with, without| Written::Certain(CertainDays::Alternating { with, without });
        let weekly = |times| Written::Certain(CertainDays::TimesAWeek(times));
        for (text, expected) in [
            ("１日２回　朝夕食後　２錠（月曜日）", on(&[Mon])),
            ("１日１回　朝食後　１回１錠　（月曜日、木曜日）", on(&[Mon, Thu])),
            ("毎週月曜日の起床時", on(&[Mon])),
            ("毎週日曜日に服用", on(&[Sun])),
            ("週１回 火曜 朝食後", on(&[Tue])),
            ("月・木曜日のみ", on(&[Mon, Thu])),
            ("朝食後（月・木）", on(&[Mon, Thu])),
            ("火木土に服用", on(&[Tue, Thu, Sat])),
            ("土日の朝", on(&[Sat, Sun])),
            ("On Mondays only", on(&[Mon])),
            ("隔日投与", alternate(1, 1)),
            ("１日おきに", alternate(1, 1)),
            ("２日おき", alternate(1, 2)),
            ("３日ごとに貼りかえ", alternate(1, 2)),
            ("4日間服用、3日間休薬", alternate(4, 3)),
            ("take every other day", alternate(1, 1)),
            ("週2回", weekly(2)),
            ("once a week", weekly(1)),
            ("木曜以外", Written::Other),
            ("日曜休み", Written::Other),
            ("漸減", Written::Other),
            ("4錠→3錠→2錠", Written::Other),
            ("隔週の月曜日", Written::Other),
            ("１週間に１回起床時　服用", Written::Certain(CertainDays::EveryWeeks(1))),
            ("4週間に1回", Written::Certain(CertainDays::EveryWeeks(4))),
            ("2週間毎", Written::Other),
            ("月1回", Written::Other),
            ("毎月1日", Written::Other),
            ("休薬期間あり", Written::Other),
            ("透析日の朝", Written::Other),
            ("月曜日、毎日", Written::Other),
            ("毎日 朝食後", Written::EveryDay),
            ("1日ごと", Written::EveryDay),
            ("１日３回毎食後　７日分", Written::Nothing),
            ("14日分 4週間分", Written::Nothing),
            ("6時間おきに、1日3回まで", Written::Nothing),
            ("1日1回朝食後 2週間後に受診", Written::Nothing),
            ("水で飲む", Written::Nothing),
            ("１日１回　就寝前", Written::Nothing),
            ("", Written::Nothing),
        ] {
            assert_eq!(read(text), expected, "{text}");
        }
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn uneven_amounts_are_noticed() {
        for (text, expected) in [
            ("１日３回　毎食後　７錠（４錠－２錠－１錠）", true),
            ("朝２錠 夕１錠", true),
            ("朝食後2錠、夕食後1錠", true),
            ("不均等・１回目・４錠", true),
            ("朝１錠 夕１錠", false),
            ("1日2回朝夕食後 1回2錠", false),
        ] {
            assert_eq!(is_uneven(text), expected, "{text}");
        }
    }
}
