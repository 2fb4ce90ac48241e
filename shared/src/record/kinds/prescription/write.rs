//! 処方 → MedicationRequest.

use super::{Amount, CertainDays, Days, Dosage, Limit, LimitPer, Prescription};
use crate::{
    element::{
        systems,
        written::{by_name, code_of, concept, moment, notes, put, quantity},
    },
    record::Standing,
    time::Moment,
};
use chrono::{NaiveDate, Weekday};
use serde_json::{Map, Value, json};

const UCUM: &str = "http://unitsofmeasure.org";

pub(super) fn write(one: &Prescription) -> Value {
    let mut written = Map::new();
    written.insert("resourceType".into(), "MedicationRequest".into());
    let (status, intent) = match one.standing {
        Standing::NotOrdered => (Some("active"), "plan"),
        standing => (code_of(&Standing::STATUSES, &standing), "order"),
    };
    put(&mut written, "status", status.map(Value::from));
    written.insert("intent".into(), intent.into());
    let reason = one.standing_reason.as_deref().map(|words| concept(Some(words), &[]));
    put(&mut written, "statusReason", reason);
    written.insert("medicationCodeableConcept".into(), concept(Some(&one.name), &one.codes));
    put(&mut written, "authoredOn", moment(one.authored.as_ref()));
    put(&mut written, "requester", by_name(one.prescriber.as_deref()));
    let category = one.category.as_deref().map(|words| json!([concept(Some(words), &[])]));
    put(&mut written, "category", category);
    put(&mut written, "identifier", one.rp.as_ref().map(rp));
    put(&mut written, "note", notes(&one.notes));
    let supplied = one.quantity.as_ref().map(|supply| json!({"quantity": amount(supply)}));
    put(&mut written, "dispenseRequest", supplied);
    let dosage: Vec<Value> =
        one.dosage.iter().map(|dosage| instruction(dosage, one.authored.as_ref())).collect();
    put(&mut written, "dosageInstruction", Some(dosage).filter(|all| !all.is_empty()).map(Value::from));
    Value::Object(written)
}

fn rp((number, order): &(String, Option<String>)) -> Value {
    let mut identifiers = vec![json!({"system": systems::RP_NUMBER, "value": number})];
    identifiers.extend(order.as_ref().map(|order| json!({"system": systems::RP_ORDER, "value": order})));
    identifiers.into()
}

pub(super) fn instruction(one: &Dosage, authored: Option<&Moment>) -> Value {
    let mut written = Map::new();
    put(&mut written, "text", one.text.as_deref().map(Value::from));
    let mut timing = Map::new();
    if one.usage.is_some() || !one.usage_codes.is_empty() {
        timing.insert("code".into(), concept(one.usage.as_deref(), &one.usage_codes));
    }
    // Where nobody stated it, it is the day of the prescription.
    let assumed =
        one.start.filter(|day| !one.start_is_stated && authored.map(Moment::first_day) != Some(*day));
    put(&mut timing, "event", assumed.map(|day| json!([day.to_string()])));
    put(&mut timing, "repeat", repeat(one));
    put(&mut written, "timing", Some(timing).filter(|timing| !timing.is_empty()).map(Value::Object));
    let additional: Vec<Value> = one.additional.iter().map(|words| json!({"text": words})).collect();
    put(
        &mut written,
        "additionalInstruction",
        Some(additional).filter(|all| !all.is_empty()).map(Value::from),
    );
    written.insert("asNeededBoolean".into(), one.as_needed.into());
    put(&mut written, "route", route(one));
    put(&mut written, "doseAndRate", doses(one));
    put_limits(&mut written, &one.limits);
    let stated = one.start.filter(|_| one.start_is_stated).or(one.stated_end).is_some();
    if stated {
        let period = period(one.start.filter(|_| one.start_is_stated), one.stated_end);
        let extension = json!({"url": systems::PERIOD_OF_USE_EXTENSION_URL, "valuePeriod": period});
        written.insert("extension".into(), json!([extension]));
    }
    Value::Object(written)
}

fn period(start: Option<NaiveDate>, end: Option<NaiveDate>) -> Value {
    let mut period = Map::new();
    put(&mut period, "start", start.map(|day| day.to_string().into()));
    put(&mut period, "end", end.map(|day| day.to_string().into()));
    Value::Object(period)
}

/// Which days it is for, and for how many.
fn repeat(one: &Dosage) -> Option<Value> {
    let mut written = Map::new();
    let days = one.lasts.or(one.days);
    let bounds = days.map(|days| json!({"value": days, "unit": "日", "system": UCUM, "code": "d"}));
    put(&mut written, "boundsDuration", bounds);
    let certain = match &one.which_days {
        Days::Certain(days) => Some(days),
        Days::EveryDay | Days::AsWritten(_) | Days::Contradicting { .. } => None,
    };
    for (name, value) in certain.into_iter().flat_map(certain_days) {
        written.insert(name.into(), value);
    }
    Some(written).filter(|written| !written.is_empty()).map(Value::Object)
}

fn certain_days(days: &CertainDays) -> Vec<(&'static str, Value)> {
    let every = |period: u32, unit: &str| vec![("period", period.into()), ("periodUnit", unit.into())];
    match days {
        CertainDays::Weekdays(days) => {
            let days: Vec<&str> = days.iter().map(weekday).collect();
            vec![("dayOfWeek", days.into())]
        }
        CertainDays::Alternating { with: 1, without } => every(without + 1, "d"),
        // No element of FHIR says so many days with, so many without.
        CertainDays::Alternating { .. } => Vec::new(),
        CertainDays::TimesAWeek(times) => {
            let mut week = every(1, "wk");
            week.push(("frequency", (*times).into()));
            week
        }
        CertainDays::EveryWeeks(weeks) => every(*weeks, "wk"),
        CertainDays::EveryMonths(months) => every(*months, "mo"),
    }
}

fn weekday(day: &Weekday) -> &'static str {
    match day {
        Weekday::Mon => "mon",
        Weekday::Tue => "tue",
        Weekday::Wed => "wed",
        Weekday::Thu => "thu",
        Weekday::Fri => "fri",
        Weekday::Sat => "sat",
        Weekday::Sun => "sun",
    }
}

fn route(one: &Dosage) -> Option<Value> {
    let mut written = Map::new();
    put(&mut written, "text", one.route.as_deref().map(Value::from));
    let coding = one.route_code.as_deref().map(|code| json!([{"system": systems::ROUTE, "code": code}]));
    put(&mut written, "coding", coding);
    Some(written).filter(|written| !written.is_empty()).map(Value::Object)
}

fn doses(one: &Dosage) -> Option<Value> {
    let mut rate = Map::new();
    put(&mut rate, "doseQuantity", one.per_dose.as_ref().map(amount));
    let day = || json!({"value": 1, "unit": "日", "system": UCUM, "code": "d"});
    let per_day = one.per_day.as_ref();
    put(&mut rate, "rateRatio", per_day.map(|most| json!({"numerator": amount(most), "denominator": day()})));
    (!rate.is_empty()).then(|| json!([rate]))
}

fn put_limits(written: &mut Map<String, Value>, limits: &[Limit]) {
    for limit in limits {
        let most = amount(&limit.most);
        match limit.per {
            LimitPer::Dose => put(written, "maxDosePerAdministration", Some(most)),
            LimitPer::Lifetime => put(written, "maxDosePerLifetime", Some(most)),
            LimitPer::Hours(hours) => put_ratio(written, most, hours, "h"),
            LimitPer::Days(days) => put_ratio(written, most, days, "d"),
        }
    }
}

fn put_ratio(written: &mut Map<String, Value>, most: Value, number: u32, unit: &str) {
    let per = json!({"value": number, "system": UCUM, "code": unit});
    put(written, "maxDosePerPeriod", Some(json!({"numerator": most, "denominator": per})));
}

fn amount(amount: &Amount) -> Value {
    quantity(&amount.value, None, amount.unit.as_deref())
}
