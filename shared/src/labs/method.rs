//! ALP and LD, whose method changed in Japan: results of both methods have one unit and are not one line.
//!
//! From 2020-04-01 on laboratories went over from the method of JSCC to that of IFCC, within a year. ALP fell to about
//! a third; LD changed in liver disease. Source: 日本臨床化学会「ALP・LD 測定法変更について」, and 厚生労働省 2020-03-17
//! (事務連絡). Checked 2026-11.

use super::CoreItem;
use crate::{decimal::Decimal, nfkc::nfkc, record::Observation};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Method {
    /// JSCC, until 2020.
    Former,
    Ifcc,
    /// Measured in the year of the change, and nothing says how.
    NotKnown,
}

const FIRST_DAY: Option<NaiveDate> = NaiveDate::from_ymd_opt(2020, 4, 1);
const LAST_DAY: Option<NaiveDate> = NaiveDate::from_ymd_opt(2021, 3, 31);

impl Method {
    /// `None`: of this test only one is known here.
    pub fn of(result: &Observation) -> Option<Self> {
        let item = CoreItem::of(&result.codes).filter(|item| matches!(item.code, "ALP" | "LD"))?;
        let said = named(result).or_else(|| by_day(result));
        let by_limits = || (item.code == "ALP").then(|| by_limits(result)).flatten();
        Some(said.or_else(by_limits).unwrap_or(Self::NotKnown))
    }

    /// Whether results by the two may be held against each other.
    pub fn is_one(one: Option<Self>, other: Option<Self>) -> bool {
        one == other && one != Some(Self::NotKnown)
    }
}

fn named(result: &Observation) -> Option<Method> {
    let displays = result.codes.iter().filter_map(|coding| coding.display.as_deref());
    let names: Vec<String> =
        [result.name.as_str()].into_iter().chain(displays).map(|name| nfkc(name).to_uppercase()).collect();
    let says = |word: &str| names.iter().any(|name| name.contains(word));
    match (says("IFCC"), says("JSCC")) {
        (true, false) => Some(Method::Ifcc),
        (false, true) => Some(Method::Former),
        _ => None,
    }
}

fn by_day(result: &Observation) -> Option<Method> {
    let at = result.effective.as_ref()?;
    if Some(at.last_day()) < FIRST_DAY {
        return Some(Method::Former);
    }
    (Some(at.first_day()) > LAST_DAY).then_some(Method::Ifcc)
}

/// The shared ranges are 106–322 U/L by JSCC and 38–113 U/L by IFCC (共用基準範囲, 2019 and 2022).
fn by_limits(result: &Observation) -> Option<Method> {
    let [range] = result.ranges.as_slice() else { return None };
    let high = &range.high.as_ref()?.value;
    let to = |limit: &str| Decimal::try_from(limit).ok().map(|limit| high.compare(&limit));
    if to("200").is_some_and(|order| order.is_ge()) {
        return Some(Method::Former);
    }
    to("160").is_some_and(|order| order.is_le()).then_some(Method::Ifcc)
}

#[cfg(test)]
mod tests {
    use super::super::testing::{core, value};
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test;

    fn check(item: &str, name: &str, at: &str, high: Option<&str>, expected: Option<Method>) {
        let code = if item == "ALP" { "3B070000002327101" } else { "3B050000002327201" };
        let mut result = core(value("250", "U/L", at), code, item);
        result.name = name.to_owned();
        let limit = |text: &str| crate::record::Quantity {
            value: text.try_into().unwrap(),
            comparator: None,
            unit: Some("U/L".to_owned()),
        };
        let range = |high| crate::record::ReferenceRange {
            low: None,
            high: Some(limit(high)),
            text: None,
            unread: false,
        };
        result.ranges = high.map(range).into_iter().collect();
        assert_eq!(Method::of(&result), expected, "{name} on {at}, up to {high:?}");
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn the_method_is_known_by_name_day_or_range() {
        check("ALP", "ALP", "2020-03-31", None, Some(Method::Former));
        check("ALP", "ALP", "2020-04-01", None, Some(Method::NotKnown));
        check("ALP", "ALP", "2020-04-01", Some("322"), Some(Method::Former));
        check("ALP", "ALP", "2020-06-01", Some("113"), Some(Method::Ifcc));
        check("ALP", "ALP(IFCC)", "2020-06-01", None, Some(Method::Ifcc));
        check("ALP", "ＡＬＰ／ＪＳＣＣ", "2022-06-01", None, Some(Method::Former));
        check("ALP", "ALP", "2021-03-31", None, Some(Method::NotKnown));
        check("ALP", "ALP", "2021-04-01", None, Some(Method::Ifcc));
        check("LD", "LD", "2020-06-01", Some("222"), Some(Method::NotKnown));
        check("LD", "LD", "2019-06-01", Some("222"), Some(Method::Former));
        assert_eq!(Method::of(&value("5.0", "%", "2019-06-01")), None);
        assert!(!Method::is_one(Some(Method::NotKnown), Some(Method::NotKnown)));
        assert!(Method::is_one(None, None) && Method::is_one(Some(Method::Ifcc), Some(Method::Ifcc)));
    }
}
