//! Very much of everything: 3,000 results over ten years, for pages that must stay quick.

use super::{days_before, story, years_before};
use crate::demo::{
    body::{Body, Illness},
    chance::Chance,
    disease::{CKD, DIABETES, DYSLIPIDAEMIA, HYPERTENSION},
    laboratory::Test,
    medicine as m,
    place::{self, Desk},
    story::{Diagnosis, Person},
    wire::Sex,
};
use chrono::NaiveDate;

/// A Bundle of 25 results each month.
const VISITS: u64 = 120;
const DAYS_APART: u64 = 30;

const TESTS: [Test; 25] = [
    Test::Fbs,
    Test::Hba1c,
    Test::Bun,
    Test::Cre,
    Test::Egfr,
    Test::Ua,
    Test::Ast,
    Test::Alt,
    Test::Ggt,
    Test::Alp,
    Test::Ld,
    Test::Bilirubin,
    Test::Ldl,
    Test::Hdl,
    Test::Tg,
    Test::Wbc,
    Test::Rbc,
    Test::Hb,
    Test::Plt,
    Test::Na,
    Test::K,
    Test::Cl,
    Test::Alb,
    Test::Crp,
    Test::UrineProtein,
];

pub fn long_record(today: NaiveDate) -> Person {
    let born = days_before(years_before(today, 71), 95);
    let mut story =
        story("longrecord", ["創作", "大記録"], ["ソウサク", "ダイキロク"], Sex::Male, born, "創作:９:01");
    let visit = |number: u64| {
        let days = 14 + (VISITS - 1 - number) * DAYS_APART;
        Desk::at(&place::CITY_HOSPITAL, place::INTERNAL, days_before(today, days))
    };
    let first = visit(0).day;
    let mut body = Body::new(Sex::Male, born);
    for (years, disease) in [(1, &HYPERTENSION), (0, &DYSLIPIDAEMIA), (0, &DIABETES), (0, &CKD)] {
        let onset = years_before(first, years);
        // Found on the sixth visit, treated from then on.
        body.suffer(Illness { disease, onset, treated: visit(5).day, severity: 1.1 });
        story.diagnosis(visit(5), Diagnosis::new(disease.name, disease.icd10, onset));
    }
    let mut chance = Chance::of_person(0, 9);
    for number in 0..VISITS {
        let desk = visit(number);
        story.results(desk, body.measure(&TESTS, desk.day, desk.facility.laboratory, &mut chance));
        if number >= 5 && (VISITS - 1 - number).is_multiple_of(3) {
            let medicines = [m::OLMESARTAN, m::METFORMIN, m::LINAGLIPTIN, m::ROSUVASTATIN];
            story.prescriptions(desk, medicines.map(|medicine| medicine.days(84)).to_vec());
        }
    }
    story.summary(visit(VISITS - 1), [DIABETES.advice, CKD.advice].join("\r\n"));
    story.into_person()
}
