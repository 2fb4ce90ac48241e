//! `dosageInstruction` → 用法・用量.

mod elements;
pub(crate) mod fates;
mod which_days;
mod written_days;

pub(crate) use elements::out_of_order;

use crate::{
    element::{
        concept::Concept,
        issues::Issues,
        node::{Node, look_up},
        systems,
    },
    record::kinds::prescription::fhir::amount,
};
use crate::{
    record::{Amount, Coding, Dosage, Limit, LimitPer, Severity},
    time::Moment,
};
use chrono::NaiveDate;
use serde_json::Value;

/// Reads one instruction. `supplied_days` is the prescription's, `authored` its date of issue.
pub(crate) fn read(
    instruction: &Node<'_>,
    supplied_days: Option<u32>,
    authored: Option<&Moment>,
    issues: &mut Issues,
) -> Dosage {
    let mut own = Issues::default();
    let mut dosage = read_parts(instruction, supplied_days, authored, &mut own);
    elements::check(instruction, &dosage, &mut own);
    for issue in own.unread_parts() {
        if !dosage.unread.contains(&issue.path) {
            dosage.unread.push(issue.path);
        }
    }
    issues.take(own, |severity| severity);
    dosage
}

fn read_parts(
    instruction: &Node<'_>,
    supplied_days: Option<u32>,
    authored: Option<&Moment>,
    issues: &mut Issues,
) -> Dosage {
    let timing = instruction.object("timing", issues);
    let code = timing.as_ref().and_then(|timing| Concept::under(timing, "code", issues)).unwrap_or_default();
    let text = instruction.text("text", issues);
    let usage = code.words();
    let route = Concept::under(instruction, "route", issues).unwrap_or_default();
    let method = Concept::under(instruction, "method", issues).unwrap_or_default();
    let repeat = timing.as_ref().and_then(|timing| timing.object("repeat", issues));
    let stated = period_of_use(instruction, issues);
    let bounds = repeat.as_ref().and_then(|repeat| repeat.object("boundsPeriod", issues));
    let first_day = stated.as_ref().and_then(|period| period.day("start", issues));
    let start = first_day
        .or_else(|| bounds.as_ref()?.day("start", issues))
        .or_else(|| timing.as_ref().and_then(|timing| first_event(timing, issues)))
        .or_else(|| match authored? {
            moment @ (Moment::Day(_) | Moment::Instant(_)) => Some(moment.first_day()),
            _ => None,
        });
    let stated_end = stated
        .as_ref()
        .and_then(|period| period.day("end", issues))
        .or_else(|| bounds.as_ref()?.day("end", issues));
    let states =
        |node: &Option<Node<'_>>, name: &str| node.as_ref().is_some_and(|one| one.get(name).is_some());
    let is_stated = first_day.is_some() || states(&bounds, "start") || states(&timing, "event");
    let (start, stated_end) = match (start, stated_end) {
        (Some(first), Some(last)) if last < first && is_stated => {
            let found = format!("use from {first} to {last}");
            let expected = "a last day that is not before the first";
            issues.add(Severity::Part, instruction.path.to_string(), found, expected);
            (None, None)
        }
        // The day of the prescription is no first day of what ended before.
        (Some(first), Some(last)) if last < first => (None, Some(last)),
        ends => ends,
    };
    let bounds_days = repeat.as_ref().and_then(|repeat| days(repeat, "boundsDuration", issues));
    let taken_days = usage_duration(instruction, issues);
    let days = supplied_days.or(bounds_days).or(taken_days);
    let (per_dose, per_day) = doses(instruction, issues);
    let additional = additional(instruction, issues);
    let displays = code.codings.iter().filter_map(|coding| coding.display.as_deref());
    let words: Vec<&str> =
        text.iter().chain(&code.text).chain(&additional).map(String::as_str).chain(displays).collect();
    let which = which_days::read(instruction, repeat.as_ref(), &words, issues);
    let lasts = match which.days.is_every_day() {
        true => None,
        // Where it is not for every day, days supplied are days of taking.
        false => bounds_days.or_else(|| taken_days.or(days).map(|number| which.days.last_for(number))),
    };
    let (days, lasts) = match lasts.or(days).filter(|number| ends_on_no_day(start, *number)) {
        Some(number) => {
            let found = format!("a supply of {number} days");
            let expected = format!("a supply that ends by {}", Moment::last_that_is_read());
            issues.add(Severity::Part, instruction.path.to_string(), found, expected);
            (None, None)
        }
        None => (days, lasts),
    };
    Dosage {
        as_needed: as_needed(instruction, &code, text.as_deref(), issues),
        additional,
        which_days: which.days,
        uneven: which.uneven,
        lasts,
        limits: limits(instruction, issues),
        unread: Vec::new(),
        text,
        usage,
        usage_codes: code.codings,
        route: route.words().or_else(|| method.words()),
        route_code: Coding::code_in(&route.codings, systems::ROUTE).map(str::to_owned).or_else(|| {
            route.codings.first().map(|coding| coding.code.clone()).filter(|code| !code.is_empty())
        }),
        start,
        start_is_stated: first_day.is_some(),
        stated_end,
        days,
        per_dose,
        per_day,
    }
}

/// Whether a note, or a name, says that something is not for every day. Days of a visit are none of taking.
pub(crate) fn speaks_of_days(words: &str) -> bool {
    const VISITS: [&str; 7] = ["受診", "来院", "予約", "検査", "診察", "採血", "visit"];
    let spoken = written_days::read(words);
    !matches!(spoken, written_days::Written::Nothing | written_days::Written::EveryDay)
        && !VISITS.iter().any(|word| words.contains(word))
}

fn named_extension<'a>(node: &Node<'a>, names: &[&str], issues: &mut Issues) -> Option<Node<'a>> {
    node.list("extension", issues).into_iter().find(|extension| {
        extension.raw("url").is_some_and(|url| names.iter().any(|name| systems::is_named(url, name)))
    })
}

pub(crate) fn period_of_use<'a>(instruction: &Node<'a>, issues: &mut Issues) -> Option<Node<'a>> {
    named_extension(instruction, &systems::PERIOD_OF_USE_EXTENSIONS, issues)?.object("valuePeriod", issues)
}

fn usage_duration(instruction: &Node<'_>, issues: &mut Issues) -> Option<u32> {
    let extension = named_extension(instruction, &systems::USAGE_DURATION_EXTENSIONS, issues)?;
    days(&extension, "valueDuration", issues)
}

fn first_event(timing: &Node<'_>, issues: &mut Issues) -> Option<NaiveDate> {
    let events = timing.get("event")?;
    let first = match events.value {
        Value::Array(moments) => Node::new(moments.first()?, events.path.index(0)),
        _ => events,
    };
    match first.value.as_str().map(Moment::try_from) {
        Some(Ok(moment @ (Moment::Day(_) | Moment::Instant(_)))) => Some(moment.first_day()),
        _ => {
            first.complain(issues, Severity::Part, crate::element::node::a_moment(first.value));
            None
        }
    }
}

/// Whether a supply of so many days, from this day on, ends on a day that no date here says.
fn ends_on_no_day(start: Option<NaiveDate>, days: u32) -> bool {
    let last =
        start.map(|start| start.checked_add_days(chrono::Days::new(u64::from(days.saturating_sub(1)))));
    last.is_some_and(|last| last.is_none_or(|last| last > Moment::last_that_is_read()))
}

/// A whole number of days under `name`, one at least; weeks are counted as seven.
pub(crate) fn days(node: &Node<'_>, name: &str, issues: &mut Issues) -> Option<u32> {
    let duration = node.object(name, issues)?;
    let expected = "a whole number of days (d) or weeks (wk), at least one";
    let value = duration.decimal("value", issues).map(|value| value.to_string());
    let factor = match time_unit(&duration) {
        None if duration.get("code").or_else(|| duration.get("unit")).is_none() => Some(1),
        Some("d") => Some(1),
        Some("wk") => Some(7),
        _ => None,
    };
    let whole = value.as_deref().and_then(|text| {
        let (integer, fraction) = text.split_once('.').unwrap_or((text, ""));
        let number = integer.parse::<u32>().ok()?;
        fraction.bytes().all(|digit| digit == b'0').then_some(number)
    });
    let days = whole.zip(factor).and_then(|(number, factor)| number.checked_mul(factor));
    let days = days.filter(|days| *days > 0);
    if days.is_none() {
        duration.complain(issues, Severity::Part, expected);
    }
    days
}

/// Words that tell 頓用 when no usage code does.
const AS_NEEDED_WORDS: [&str; 30] = [
    "頓用",
    "頓服",
    "屯用",
    "屯服",
    "必要時",
    "疼痛時",
    "痛時",
    "痛い時",
    "発熱時",
    "熱発時",
    "不眠時",
    "眠れない時",
    "発作時",
    "便秘時",
    "下痢時",
    "嘔気時",
    "悪心時",
    "吐き気時",
    "嘔吐時",
    "不穏時",
    "不安時",
    "掻痒時",
    "かゆい時",
    "咳嗽時",
    "めまい時",
    "動悸時",
    "呼吸困難時",
    "症状時",
    "有症状時",
    "増悪時",
];

/// 頓用, in this order of trust: the element itself; the usage code; the words.
///
/// In the 16-character usage code of JAMI and 電子処方箋 the third character tells what the time of
/// taking depends on, and `5` stands for a symptom or event: `1050610…` 不眠時, `1050710…` 発熱時,
/// `2R50410…` 便秘時 in the official examples. The words count only where no such code was sent, since
/// `1日3回、疼痛時は追加` is not 頓用.
fn as_needed(instruction: &Node<'_>, usage: &Concept, text: Option<&str>, issues: &mut Issues) -> bool {
    if let Some(stated) = instruction.flag("asNeededBoolean", issues) {
        return stated;
    }
    if instruction.get("asNeededCodeableConcept").is_some() {
        return true;
    }
    let is_usage_system =
        |system: &str| system == systems::USAGE_JAMI || system == systems::USAGE_EPRESCRIPTION;
    let mut codes = usage
        .codings
        .iter()
        .filter(|coding| is_usage_system(&coding.system) && coding.code.chars().count() == 16)
        .peekable();
    if codes.peek().is_some() {
        return codes.any(|coding| coding.code.as_bytes().get(2) == Some(&b'5'));
    }
    let words = [text, usage.text.as_deref()];
    words.into_iter().flatten().any(|text| AS_NEEDED_WORDS.iter().any(|word| text.contains(word)))
}

/// 補足用法, the place on the body, limits, and instructions to the patient.
fn additional(instruction: &Node<'_>, issues: &mut Issues) -> Vec<String> {
    let mut words: Vec<String> = Concept::each(instruction, "additionalInstruction", issues)
        .iter()
        .filter_map(Concept::words_or_code)
        .collect();
    words.extend(
        Concept::under(instruction, "asNeededCodeableConcept", issues).and_then(|reason| reason.words()),
    );
    words.extend(Concept::under(instruction, "site", issues).and_then(|site| site.words_or_code()));
    words.extend(instruction.text("patientInstruction", issues));
    words
}

/// 最大量: the most of a dose, of a time, or ever.
fn limits(instruction: &Node<'_>, issues: &mut Issues) -> Vec<Limit> {
    let mut limits = Vec::new();
    // One ratio in R4, a list of them later.
    let ratios = match instruction.get("maxDosePerPeriod").is_some_and(|found| found.value.is_array()) {
        true => instruction.list("maxDosePerPeriod", issues),
        false => instruction.object("maxDosePerPeriod", issues).into_iter().collect(),
    };
    for ratio in ratios {
        let most = ratio.object("numerator", issues).and_then(|quantity| amount(&quantity, issues));
        let per = ratio.object("denominator", issues).and_then(|period| period_of(&period, issues));
        match (most, per) {
            (Some(most), Some(per)) => limits.push(Limit { most, per }),
            _ => ratio.complain(issues, Severity::Part, "an amount for so many hours or days"),
        }
    }
    for (element, per) in
        [("maxDosePerAdministration", LimitPer::Dose), ("maxDosePerLifetime", LimitPer::Lifetime)]
    {
        let most = instruction.object(element, issues).and_then(|quantity| amount(&quantity, issues));
        limits.extend(most.map(|most| Limit { most, per }));
    }
    limits
}

/// The unit of a time, by its code and by its word; `None` where neither is known, or they contradict.
fn time_unit(time: &Node<'_>) -> Option<&'static str> {
    const UNITS: [(&str, &str); 10] = [
        ("d", "d"),
        ("日", "d"),
        ("wk", "wk"),
        ("週", "wk"),
        ("h", "h"),
        ("時間", "h"),
        ("min", "min"),
        ("分", "min"),
        ("mo", "mo"),
        ("月", "mo"),
    ];
    let known = |name: &str| look_up(&UNITS, time.raw(name)?);
    match (known("code"), known("unit")) {
        (Some(code), Some(word)) => Some(code).filter(|code| *code == word),
        // A code that is not known is no day, whatever word stands beside it.
        (None, Some(word)) if time.get("code").is_none() => Some(word),
        (code, _) => code,
    }
}

fn period_of(period: &Node<'_>, issues: &mut Issues) -> Option<LimitPer> {
    let number = period.decimal("value", issues)?.to_string().parse::<u32>().ok().filter(|one| *one > 0)?;
    match time_unit(period)? {
        "h" => Some(LimitPer::Hours(number)),
        "d" => Some(LimitPer::Days(number)),
        "wk" => Some(LimitPer::Days(number.checked_mul(7)?)),
        _ => None,
    }
}

/// １回量 and １日量: of the product (製剤量) where both it and the ingredient's (原薬量) were sent.
fn doses(instruction: &Node<'_>, issues: &mut Issues) -> (Option<Amount>, Option<Amount>) {
    let rates = instruction.list("doseAndRate", issues);
    let mut of_product = Vec::new();
    let mut of_ingredient = Vec::new();
    for rate in &rates {
        let kind = Concept::under(rate, "type", issues).unwrap_or_default();
        if kind.has_code("2") { of_ingredient.push(rate) } else { of_product.push(rate) }
    }
    let chosen = if of_product.is_empty() { of_ingredient } else { of_product };
    let Some(rate) = chosen.first() else { return (None, None) };
    for another in &chosen[1..] {
        another.complain(issues, Severity::Part, "one dose in each instruction; the first was read");
    }
    let per_dose = rate.object("doseQuantity", issues).and_then(|quantity| amount(&quantity, issues));
    (per_dose, rate.object("rateRatio", issues).and_then(|ratio| per_day(&ratio, issues)))
}

fn per_day(ratio: &Node<'_>, issues: &mut Issues) -> Option<Amount> {
    let for_one_day = ratio.object("denominator", issues).is_some_and(|per| {
        let one = per.decimal("value", issues).is_some_and(|value| value.to_string().parse::<u32>() == Ok(1));
        one && time_unit(&per) == Some("d")
    });
    if !for_one_day {
        ratio.complain(issues, Severity::Part, "an amount for 1 day");
        return None;
    }
    amount(&ratio.object("numerator", issues)?, issues)
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test;

    fn instruction(json: &str, issues: &mut Issues) -> Dosage {
        let value: Value = serde_json::from_str(json).unwrap();
        let authored = Moment::try_from("2026-04-01T09:00:00+09:00").unwrap();
        read(&Node::resource(&value), None, Some(&authored), issues)
    }

    fn usage(code: &str, text: &str) -> String {
        let system = systems::USAGE_EPRESCRIPTION;
        format!(
            r#"{{"text": "{text}", "timing": {{"code": {{"coding": [{{"system": "{system}", "code": "{code}"}}]}}}}}}"#
        )
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn as_needed_by_element_by_code_and_by_words() {
        let check = |json: &str, expected: bool| {
            assert_eq!(instruction(json, &mut Issues::default()).as_needed, expected, "{json}");
        };
        check(r#"{"asNeededBoolean": true}"#, true);
        check(r#"{"asNeededBoolean": false, "text": "疼痛時"}"#, false);
        check(r#"{"asNeededCodeableConcept": {"text": "頭痛"}}"#, true);
        check(&usage("1050610000000000", "4回分"), true);
        check(&usage("2R50410000000000", "1回1個"), true);
        check(&usage("1013044400000000", "1日3回 毎食後、疼痛時は追加"), false);
        check(r#"{"text": "不眠時 4回分"}"#, true);
        check(r#"{"text": "1日1回 起床時"}"#, false);
        check(r#"{"text": "1日1回 就寝前"}"#, false);
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn days_come_from_codes_from_repeat_and_from_words() {
        use crate::record::{CertainDays, Days};
        use chrono::Weekday::{Fri, Mon, Thu, Tue};
        let on = |days: &[chrono::Weekday]| Days::Certain(CertainDays::Weekdays(days.to_vec()));
        let alternate = || Days::Certain(CertainDays::Alternating { with: 1, without: 1 });
        let coded = |code: &str, display: &str, text: &str| {
            format!(
                r#"{{"text": "{text}", "additionalInstruction": [{{"coding": [{{"system":
                    "urn:oid:1.2.392.200250.2.2.20.22", "code": "{code}", "display": "{display}"}}]}}]}}"#
            )
        };
        let check = |json: &str, expected: Days| {
            assert_eq!(instruction(json, &mut Issues::default()).which_days, expected, "{json}");
        };
        check(&coded("W0100000", "月曜日", "１日１回朝食後"), on(&[Mon]));
        check(&coded("W0100100", "月曜日、木曜日", "１日１回（月・木）"), on(&[Mon, Thu]));
        check(&coded("I1100000", "隔日投与", "１日３回毎食後　隔日"), alternate());
        check(&coded("W1111111", "毎日", "１日１回"), Days::EveryDay);
        check(
            &coded("W0100000", "月曜日", "火曜日、金曜日"),
            Days::Contradicting {
                coded: Some(CertainDays::Weekdays(vec![Mon])),
                written: "火曜日、金曜日 / 月曜日".into(),
            },
        );
        check(&coded("D1010200", "毎月10日、20日", "１日１回"), Days::AsWritten("毎月10日、20日".into()));
        let repeat =
            |repeat: &str, text: &str| format!(r#"{{"text": "{text}", "timing": {{"repeat": {repeat}}}}}"#);
        check(
            &repeat(r#"{"dayOfWeek": ["tue", "fri"], "period": 1, "periodUnit": "wk"}"#, "朝"),
            on(&[Tue, Fri]),
        );
        check(&repeat(r#"{"frequency": 1, "period": 2, "periodUnit": "d"}"#, "朝"), alternate());
        check(&repeat(r#"{"frequency": 3, "period": 1, "periodUnit": "d"}"#, "朝"), Days::EveryDay);
        check(&repeat(r#"{"frequency": 1, "period": 8, "periodUnit": "h"}"#, "朝"), Days::EveryDay);
        check(
            &repeat(r#"{"frequency": 1, "period": 1, "periodUnit": "wk"}"#, "朝"),
            Days::Certain(CertainDays::TimesAWeek(1)),
        );
        check(&repeat(r#"{"frequency": 1, "period": 1, "periodUnit": "wk"}"#, "月曜日の朝"), on(&[Mon]));
        check(
            &repeat(r#"{"frequency": 1, "period": 1, "periodUnit": "d"}"#, "隔日"),
            Days::Contradicting { coded: None, written: "隔日".into() },
        );
        check(r#"{"text": "３日ごとに１錠ずつ漸減"}"#, Days::AsWritten("３日ごとに１錠ずつ漸減".into()));
        check(
            r#"{"text": "１日１回朝食後", "patientInstruction": "水曜日だけ"}"#,
            on(&[chrono::Weekday::Wed]),
        );
    }

    /// 7 days of taking every other day last 13 (JP Core, 隔日投与).
    #[wasm_bindgen_test(unsupported = test)]
    fn days_of_taking_last_longer() {
        let json = r#"{"text": "隔日", "extension": [{"url": "http://x/JP_MedicationDosage_UsageDuration",
            "valueDuration": {"value": 7, "code": "d"}}]}"#;
        assert_eq!(instruction(json, &mut Issues::default()).lasts, Some(13));
        let bounds =
            r#"{"text": "隔日", "timing": {"repeat": {"boundsDuration": {"value": 12, "code": "d"}}}}"#;
        assert_eq!(instruction(bounds, &mut Issues::default()).lasts, Some(12));
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn what_is_not_read_is_named() {
        let check = |json: &str, expected: &[&str]| {
            let mut issues = Issues::default();
            assert_eq!(instruction(json, &mut issues).unread, expected, "{json}");
            assert_eq!(issues.unread_parts().len(), expected.len(), "{json}");
        };
        check(r#"{"text": "朝", "sequence": 1, "_text": {"id": "a"}}"#, &[]);
        check(r#"{"text": "朝", "modifierExtension": [{"url": "x"}]}"#, &["Resource.modifierExtension"]);
        check(r#"{"timing": {"repeat": {"when": ["MORN"]}}}"#, &["Resource.timing.repeat.when"]);
        check(r#"{"timing": {"event": ["2026-04-02", "2026-04-09"]}}"#, &["Resource.timing.event"]);
        check(r#"{"additionalInstruction": [{}]}"#, &["Resource.additionalInstruction[0]"]);
        check(
            r#"{"timing": {"repeat": {"period": 1, "periodUnit": "s"}}}"#,
            &["Resource.timing.repeat.periodUnit"],
        );
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn limits_are_amounts_for_a_time() {
        let dosage = instruction(
            r#"{"maxDosePerPeriod": {"numerator": {"value": 3, "unit": "錠"}, "denominator": {"value": 1, "code": "d"}},
                "maxDosePerAdministration": {"value": 1, "unit": "錠"}}"#,
            &mut Issues::default(),
        );
        let per: Vec<LimitPer> = dosage.limits.iter().map(|limit| limit.per).collect();
        assert_eq!(per, [LimitPer::Days(1), LimitPer::Dose]);
        assert!(dosage.unread.is_empty());
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn first_day_days_and_end() {
        let check = |json: &str, start: &str, end: Option<&str>, days: Option<u32>| {
            let dosage = instruction(json, &mut Issues::default());
            assert_eq!(dosage.start.map(|day| day.to_string()).as_deref(), Some(start), "{json}");
            assert_eq!(dosage.stated_end.map(|day| day.to_string()).as_deref(), end, "{json}");
            assert_eq!(dosage.days, days, "{json}");
        };
        let period = r#"{"extension": [{"url": "http://jpfhir.jp/x/JP_MedicationDosage_PeriodOfUse|1",
            "valuePeriod": {"start": "2026-04-03", "end": "2026-04-09"}}],
            "timing": {"event": ["2026-04-02"], "repeat": {"boundsDuration": {"value": 2, "code": "wk"}}}}"#;
        check(period, "2026-04-03", Some("2026-04-09"), Some(14));
        // Midnight in Tokyo is the day before in UTC.
        check(r#"{"timing": {"event": ["2026-04-01T15:00:00Z"]}}"#, "2026-04-02", None, None);
        check("{}", "2026-04-01", None, None);
    }

    /// Told as past, it would stand in no check.
    #[wasm_bindgen_test(unsupported = test)]
    fn a_use_that_ends_before_it_begins_is_not_told_as_past() {
        let period = |start: &str| {
            format!(
                r#"{{"extension": [{{"url": "http://x/JP_MedicationDosage_PeriodOfUse",
                    "valuePeriod": {{{start}"end": "2026-03-01"}}}}]}}"#
            )
        };
        let ends = |read: &Dosage| (read.start, read.stated_end, read.unread.len());
        let reversed = instruction(&period(r#""start": "2026-03-02", "#), &mut Issues::default());
        assert_eq!(ends(&reversed), (None, None, 1));
        let one_day = instruction(&period(r#""start": "2026-03-01", "#), &mut Issues::default());
        let first = NaiveDate::from_ymd_opt(2026, 3, 1);
        assert_eq!(ends(&one_day), (first, first, 0));
        // Written down on 1 April, after it had ended.
        let written_later = instruction(&period(""), &mut Issues::default());
        assert_eq!(ends(&written_later), (None, first, 0));
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn days_are_whole() {
        let check = |duration: &str, expected: Option<u32>| {
            let value: Value = serde_json::from_str(&format!(r#"{{"for": {duration}}}"#)).unwrap();
            let mut issues = Issues::default();
            assert_eq!(days(&Node::resource(&value), "for", &mut issues), expected, "{duration}");
            assert_eq!(issues.into_vec().is_empty(), expected.is_some(), "{duration}");
        };
        check(r#"{"value": 28, "code": "d"}"#, Some(28));
        check(r#"{"value": 28.0, "unit": "日"}"#, Some(28));
        check(r#"{"value": 2.5, "code": "d"}"#, None);
        check(r#"{"value": -1, "code": "d"}"#, None);
        check(r#"{"value": 0, "code": "d"}"#, None);
        check(r#"{"value": 1, "code": "mo"}"#, None);
        check(r#"{"value": 2, "code": "d", "unit": "週"}"#, None);
        check(r#"{"value": 2, "code": "wk", "unit": "週間"}"#, Some(14));
        check(r#"{"value": 2}"#, Some(2));
        check(r#"{"value": 4294967295, "code": "wk"}"#, None);
    }

    /// A dose of nothing or less, and a supply beyond every date, are no plan: not told, and named as not read.
    #[wasm_bindgen_test(unsupported = test)]
    fn what_nobody_can_take_is_no_plan() {
        let dose = |value: &str| format!(r#"{{"doseAndRate": [{{"doseQuantity": {value}}}]}}"#);
        let rate = |value: &str| {
            let per = r#""denominator": {"value": 1, "code": "d"}"#;
            format!(r#"{{"doseAndRate": [{{"rateRatio": {{"numerator": {value}, {per}}}}}]}}"#)
        };
        for impossible in ["-1", "0", "0.0", "-0.5"] {
            let amount = format!(r#"{{"value": {impossible}, "unit": "錠"}}"#);
            let limit = format!(r#"{{"maxDosePerAdministration": {amount}}}"#);
            for json in [dose(&amount), rate(&amount), limit] {
                let read = instruction(&json, &mut Issues::default());
                assert_eq!((read.per_dose, read.per_day, read.limits), (None, None, vec![]), "{json}");
                assert_eq!(read.unread.len(), 1, "{json}");
            }
        }
        let two_units =
            instruction(&dose(r#"{"value": 2, "unit": "mg", "code": "g"}"#), &mut Issues::default());
        assert_eq!((two_units.per_dose, two_units.unread.len()), (None, 1));
        let bound = instruction(&dose(r#"{"value": 2, "comparator": "<"}"#), &mut Issues::default());
        assert_eq!((bound.per_dose, bound.unread.len()), (None, 1));
        // What is possible is told as it was sent, however much it is.
        let huge = instruction(&dose(r#"{"value": 99999, "unit": "錠"}"#), &mut Issues::default());
        assert_eq!(huge.per_dose.map(|dose| dose.value.to_string()).as_deref(), Some("99999"));
        assert!(huge.unread.is_empty());
        for times in ["0", "-1", "1.5", "\"2\""] {
            for unit in ["d", "wk"] {
                let repeat = format!(r#"{{"frequency": {times}, "period": 1, "periodUnit": "{unit}"}}"#);
                let json = format!(r#"{{"timing": {{"repeat": {repeat}}}}}"#);
                let read = instruction(&json, &mut Issues::default());
                assert_eq!(read.unread, ["Resource.timing.repeat.frequency"], "{json}");
            }
        }
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn a_supply_ends_on_a_day_that_a_date_can_say() {
        let check = |days: u32, text: &str, expected: Option<u32>| {
            let json = format!(
                r#"{{"text": "{text}", "timing": {{"event": ["2026-04-01"],
                    "repeat": {{"boundsDuration": {{"value": {days}, "code": "d"}}}}}}}}"#
            );
            let read = instruction(&json, &mut Issues::default());
            assert_eq!((read.days, read.unread.is_empty()), (expected, expected.is_some()), "{days} {text}");
            assert_eq!(read.lasts.is_some(), expected.is_some() && text == "隔日", "{days} {text}");
        };
        // From 2026-04-01 to 2999-12-31, both counted.
        check(355_656, "朝", Some(355_656));
        check(355_657, "朝", None);
        check(1_000_000_000, "朝", None);
        check(1_000_000_000, "隔日", None);
        check(28, "隔日", Some(28));
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn doses_of_the_product_for_one_day() {
        let dosage = instruction(
            r#"{"doseAndRate": [
                {"type": {"coding": [{"code": "2"}]}, "doseQuantity": {"value": 500, "unit": "mg"}},
                {"type": {"coding": [{"code": "1"}]}, "doseQuantity": {"value": 1.0, "unit": "錠"},
                 "rateRatio": {"numerator": {"value": 3, "unit": "錠"}, "denominator": {"value": 1, "code": "d"}}}]}"#,
            &mut Issues::default(),
        );
        assert_eq!(
            dosage.per_dose.map(|dose| (dose.value.to_string(), dose.unit)),
            Some(("1.0".into(), Some("錠".into())))
        );
        assert_eq!(dosage.per_day.map(|dose| dose.value.to_string()).as_deref(), Some("3"));
        let mut issues = Issues::default();
        let hourly = r#"{"doseAndRate": [{"rateRatio": {"numerator": {"value": 3}, "denominator": {"value": 1, "code": "h"}}}]}"#;
        assert_eq!(instruction(hourly, &mut issues).per_day, None);
        assert_eq!(issues.into_vec().len(), 1);
    }
}
