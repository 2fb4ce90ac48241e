//! How an invented person's values move: around their own mean, with the seasons, and with what
//! their diseases and medicines do to them.

use super::{
    chance::Chance,
    disease::{CKD, Disease, Effect},
    laboratory::Test,
    place::Laboratory,
    story::{Finding, Reading},
    wire::Sex,
};
use chrono::{Datelike, NaiveDate};
use std::collections::BTreeMap;

/// Days after which half of a deviation from somebody's own mean is gone.
const RETURN_DAYS: f64 = 45.0;

/// A person, as a laboratory meets them.
pub struct Body {
    sex: Sex,
    born: NaiveDate,
    means: BTreeMap<Test, Wander>,
    illnesses: Vec<Illness>,
}

/// A mean-reverting value.
struct Wander {
    own_mean: f64,
    deviation: f64,
    last: Option<NaiveDate>,
}

/// A disease that this person has.
#[derive(Clone, Copy, Debug)]
pub struct Illness {
    pub disease: &'static Disease,
    pub onset: NaiveDate,
    /// Since when it is treated.
    pub treated: NaiveDate,
    /// How strongly this person has it; 1 is usual.
    pub severity: f64,
}

impl Body {
    pub fn new(sex: Sex, born: NaiveDate) -> Self {
        Self { sex, born, means: BTreeMap::new(), illnesses: Vec::new() }
    }

    pub fn suffer(&mut self, illness: Illness) {
        self.illnesses.push(illness);
    }

    pub fn illnesses(&self) -> &[Illness] {
        &self.illnesses
    }

    /// Measures `tests` on `day`; days go forward. A test that finds no words for this person (an
    /// eGFR of a child) is left out.
    pub fn measure(
        &mut self,
        tests: &[Test],
        day: NaiveDate,
        laboratory: Laboratory,
        chance: &mut Chance,
    ) -> Vec<Reading> {
        let mut creatinine = None;
        tests
            .iter()
            .filter_map(|&test| {
                let finding = match test {
                    Test::UrineProtein => Finding::Words(self.urine_protein(day, chance)),
                    Test::Hbs => Finding::Words("陰性(－)"),
                    Test::BloodGroup => Finding::Words("Ａ型"),
                    Test::Rhesus => Finding::Words("Ｒｈ（＋）"),
                    Test::Egfr => {
                        let creatinine = creatinine.unwrap_or_else(|| self.value(Test::Cre, day, chance));
                        Finding::Number(test.printed(self.egfr(creatinine, day)?, laboratory))
                    }
                    _ => {
                        let value = self.value(test, day, chance);
                        if test == Test::Cre {
                            creatinine = Some(value);
                        }
                        Finding::Number(test.printed(value, laboratory))
                    }
                };
                Some(Reading { test, finding, preliminary: false, flag: None })
            })
            .collect()
    }

    /// In the house laboratory's unit.
    fn value(&mut self, test: Test, day: NaiveDate, chance: &mut Chance) -> f64 {
        let spread = test.facts().spread;
        let wander = self.means.entry(test).or_insert_with(|| Wander {
            own_mean: spread.mean(self.sex) + spread.between * chance.deviation(),
            deviation: 0.0,
            last: None,
        });
        let apart = wander.last.map_or(f64::MAX, |last| (day - last).num_days().max(0) as f64);
        let kept = RETURN_DAYS / (RETURN_DAYS + apart);
        wander.deviation =
            wander.deviation * kept + spread.within * (1.0 - kept * kept).sqrt() * chance.deviation();
        wander.last = Some(day);
        // Of a measurement itself a third of what changes from month to month.
        let noise = spread.within / 3.0 * chance.deviation();
        let healthy = wander.own_mean + wander.deviation + spread.winter * winter(day) + noise;
        let illnesses = self.illnesses.iter();
        let by_disease: f64 = illnesses.map(|illness| illness.on(test, day)).sum();
        (healthy + by_disease).max(spread.floor)
    }

    /// mL/min/1.73m²; 日本腎臓学会 CKD診療ガイド 2012, of adults only.
    fn egfr(&self, creatinine: f64, day: NaiveDate) -> Option<f64> {
        let age = shared::time::age_in_years(self.born, day).filter(|age| *age >= 18)?;
        let of_men = 194.0 * creatinine.powf(-1.094) * f64::from(age).powf(-0.287);
        Some(if self.sex == Sex::Female { of_men * 0.739 } else { of_men })
    }

    fn urine_protein(&self, day: NaiveDate, chance: &mut Chance) -> &'static str {
        let kidneys =
            self.illnesses.iter().any(|illness| illness.onset <= day && std::ptr::eq(illness.disease, &CKD));
        match (kidneys, chance.whole(0, 9)) {
            (true, 0..=2) => "(1+)",
            (true, 3..=4) => "(2+)",
            (true, 5..=7) | (false, 0) => "(±)",
            _ => "(－)",
        }
    }
}

impl Illness {
    /// What it adds to `test` on `day`.
    fn on(&self, test: Test, day: NaiveDate) -> f64 {
        let effects = self.disease.effects.iter().filter(|effect| effect.test == test);
        effects.map(|effect| self.severity * self.by(effect, day)).sum()
    }

    fn by(&self, effect: &Effect, day: NaiveDate) -> f64 {
        let since = (day - self.onset).num_days() as f64;
        if since < 0.0 {
            return 0.0;
        }
        let full = effect.raises * since / (since + effect.half_after_days);
        let treated = ((day - self.treated).num_days() as f64).max(0.0);
        let held_back = effect.treatment_takes * treated / (treated + TREATMENT_HALF_AFTER_DAYS);
        full * (1.0 - held_back) + effect.per_year * since / 365.25
    }
}

/// After so many days half of what a treatment does is done.
const TREATMENT_HALF_AFTER_DAYS: f64 = 60.0;

/// 1 in the middle of January, -1 in the middle of July.
fn winter(day: NaiveDate) -> f64 {
    let from_january = (f64::from(day.ordinal()) - 15.0).abs();
    let apart = from_january.min(365.0 - from_january) / 182.5;
    1.0 - 2.0 * (3.0 * apart * apart - 2.0 * apart * apart * apart)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::demo::disease::DIABETES;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn mean_of(body: &mut Body, test: Test, year: i32) -> f64 {
        let chance = &mut Chance::of_person(3, 3);
        let of_month = |month| NaiveDate::from_ymd_opt(year, month, 10).unwrap();
        (1..=12).map(|month| body.value(test, of_month(month), chance)).sum::<f64>() / 12.0
    }

    #[test]
    fn seasons_turn() {
        assert!(winter(day("2024-01-15")) > 0.99 && winter(day("2024-07-15")) < -0.99);
        assert!((winter(day("2024-12-31")) - winter(day("2024-01-30"))).abs() < 0.05);
    }

    #[test]
    fn sugar_falls_once_it_is_treated() {
        let mut body = Body::new(Sex::Male, day("1960-01-01"));
        let (onset, treated) = (day("2016-01-01"), day("2019-01-01"));
        body.suffer(Illness { disease: &DIABETES, onset, treated, severity: 1.0 });
        let [before, untreated, after] = [2014, 2018, 2020].map(|year| mean_of(&mut body, Test::Hba1c, year));
        assert!(before < 6.2 && untreated > 7.0 && after < untreated - 0.7, "{before} {untreated} {after}");
    }

    #[test]
    fn kidneys_get_worse_slowly_for_all_treatment() {
        let mut body = Body::new(Sex::Female, day("1950-01-01"));
        let onset = day("2015-01-01");
        body.suffer(Illness { disease: &CKD, onset, treated: onset, severity: 1.0 });
        let means: Vec<f64> = (2016..2024).map(|year| mean_of(&mut body, Test::Cre, year)).collect();
        assert!(means.windows(2).all(|pair| pair[1] > pair[0]), "{means:?}");
    }
}
