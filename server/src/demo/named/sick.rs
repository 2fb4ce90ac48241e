//! Whom a portal must be careful with: a diagnosis that is not to be told, dialysis, a pregnancy, a critical
//! result; and a name that fits nowhere.

use super::{days_before, story, years_before};
use crate::demo::{
    body::{Body, Illness},
    chance::Chance,
    disease,
    laboratory::Test,
    medicine as m,
    place::{self, Desk},
    story::{Diagnosis, Disclosed, Person, Reading, Story},
    wire::Sex,
};
use chrono::NaiveDate;

/// Her hospital has registered a diagnosis that she has not been told. Nothing here may show it: not
/// a test, not a medicine, not a word of advice.
pub fn mirai(today: NaiveDate) -> Person {
    let born = days_before(years_before(today, 47), 300);
    let mut story = story("mirai", ["例示", "みらい"], ["レイジ", "ミライ"], Sex::Female, born, "例示:３:01");
    let hospital = |days| Desk::at(&place::HOSPITAL, place::DIGESTIVE, days_before(today, days));
    story.diagnosis(hospital(390), Diagnosis::new("逆流性食道炎", "K21.0", days_before(today, 400)).main());
    let untold = Diagnosis::new("膵頭部癌", "C25.0", days_before(today, 9));
    story.diagnosis(hospital(9), Diagnosis { disclosed: Disclosed::NotToThePatient, ..untold });
    story.prescriptions(hospital(65), vec![m::LANSOPRAZOLE.days(56)]);
    story.prescriptions(hospital(9), vec![m::LANSOPRAZOLE.days(14)]);
    story.summary(hospital(9), "食後すぐに横にならないようにしましょう。\r\n次の受診は2週間後です。");
    story.into_person()
}

/// 67, on dialysis for two years: blood before each month's first session.
pub fn on_dialysis(today: NaiveDate) -> Person {
    let born = days_before(years_before(today, 67), 210);
    let mut story = story("dialysis", ["模擬", "透"], ["モギ", "トオル"], Sex::Male, born, "模擬:５:01");
    let clinic = |days| Desk::at(&place::KIDNEY_CLINIC, place::DIALYSIS, days_before(today, days));
    let began = years_before(today, 2);
    story.diagnosis(clinic(720), Diagnosis::new("慢性腎不全", "N18.5", years_before(today, 6)).main());
    story.diagnosis(clinic(720), Diagnosis::new("血液透析の状態", "Z99.2", began));
    story.diagnosis(clinic(510), Diagnosis::new("二次性副甲状腺機能亢進症", "N25.8", began));
    let mut chance = Chance::of_person(0, 5);
    for days in (0..25).rev().map(|month| 10 + month * 28) {
        story.results(clinic(days), before_dialysis(&mut chance));
        if days < 400 {
            let given = vec![m::LANTHANUM.days(28), m::CALCIUM_CARBONATE.days(28), m::EVOCALCET.days(28)];
            story.prescriptions(clinic(days), given);
        }
    }
    story.results(clinic(710), vec![Reading::words(Test::Hbs, "陰性(－)")]);
    story.summary(
        clinic(10),
        "水分は、透析と透析の間の体重の増えが3キロまでになるように。\r\nカリウムの多い果物と生野菜を控えましょう。\r\nシャントの音を毎日確かめてください。",
    );
    story.into_person()
}

/// Test, usual value before a session, and how far it varies; in the house laboratory's unit.
const BEFORE_DIALYSIS: [(Test, f64, f64); 11] = [
    (Test::Bun, 62.0, 6.0),
    (Test::Cre, 10.4, 0.6),
    (Test::Ua, 7.4, 0.5),
    (Test::Hb, 10.9, 0.5),
    (Test::Plt, 178.0, 14.0),
    (Test::Na, 138.5, 1.2),
    (Test::K, 5.1, 0.4),
    (Test::Ca, 8.9, 0.25),
    (Test::Phosphorus, 5.4, 0.6),
    (Test::Alb, 3.7, 0.12),
    (Test::Pth, 190.0, 35.0),
];

fn before_dialysis(chance: &mut Chance) -> Vec<Reading> {
    let readings = BEFORE_DIALYSIS.into_iter();
    readings
        .map(|(test, usual, varies)| {
            let value = usual + varies * chance.deviation();
            Reading::number(test, test.printed(value, place::KIDNEY_CLINIC.laboratory))
        })
        .collect()
}

/// 33, in her 28th week.
pub fn expecting(today: NaiveDate) -> Person {
    let born = days_before(years_before(today, 33), 150);
    let mut story =
        story("expecting", ["試験", "のぞみ"], ["シケン", "ノゾミ"], Sex::Female, born, "試験:６:01");
    let women = |days| Desk::at(&place::WOMEN, place::BIRTH, days_before(today, days));
    let began = days_before(today, 28 * 7);
    story.diagnosis(women(140), Diagnosis::new("妊娠", "Z34.9", began).main());
    story.diagnosis(women(28), Diagnosis::new("妊娠貧血", "O99.0", days_before(today, 28)));
    let blood = |hb: &'static str, ferritin: &'static str| {
        vec![
            Reading::number(Test::Hb, hb),
            Reading::number(Test::Ferritin, ferritin),
            Reading::words(Test::UrineProtein, "(－)"),
        ]
    };
    story.results(women(140), blood("12.1", "31.0"));
    story.results(
        women(140),
        vec![
            Reading::words(Test::BloodGroup, "Ｏ型"),
            Reading::words(Test::Rhesus, "Ｒｈ（＋）"),
            Reading::words(Test::Hbs, "陰性(－)"),
            Reading::number(Test::Fbs, "84"),
        ],
    );
    story.results(women(84), blood("11.2", "16.5"));
    story.results(women(28), blood("10.1", "7.8"));
    story.prescriptions(women(28), vec![m::FERROUS_CITRATE.days(28)]);
    story.prescriptions(women(1), vec![m::FERROUS_CITRATE.days(28)]);
    story.summary(
        women(1),
        "鉄のお薬で便が黒くなりますが、心配いりません。\r\n出血やおなかの張りが続くときは、夜間でもお電話ください。\r\n市販のお薬は、飲む前にご相談ください。",
    );
    story.into_person()
}

/// 71, with weak kidneys and a potassium that the laboratory flagged as critical the day before yesterday.
pub fn with_a_critical_result(today: NaiveDate) -> Person {
    let born = days_before(years_before(today, 71), 33);
    let mut story =
        story("critical", ["想定", "かりこ"], ["ソウテイ", "カリコ"], Sex::Female, born, "想定:５:02");
    let clinic = |days| Desk::at(&place::KIDNEY_CLINIC, place::KIDNEY, days_before(today, days));
    story.diagnosis(clinic(400), Diagnosis::new("慢性腎臓病", "N18.3", years_before(today, 3)).main());
    let blood = |potassium: &'static str, creatinine: &'static str| {
        [Reading::number(Test::K, potassium), Reading::number(Test::Cre, creatinine)]
    };
    story.results(clinic(142), blood("4.6", "1.21").into());
    story.results(clinic(58), blood("5.2", "1.34").into());
    let [potassium, creatinine] = blood("6.1", "1.52");
    story.results(clinic(2), vec![potassium.flagged("HH"), creatinine]);
    story.into_person()
}

/// Forty characters with two that many systems cannot write, and a very long reading.
pub fn with_a_long_name(today: NaiveDate) -> Person {
    let born = days_before(years_before(today, 58), 12);
    let name = ["𠮷髙見本架空例示仮名試験模擬仮想想定", "創作空想設定見立𠮷之助左衛門太郎兵衛次郎丸"];
    let kana = [
        "ヨシタカミホンカクウレイジカメイシケンモギカソウソウテイ",
        "ソウサククウソウセッテイミタテヨシノスケザエモンタロウヒョウエジロウマル",
    ];
    let mut story = story("longname", name, kana, Sex::Male, born, "𠮷髙:８:01");
    let clinic = |days| Desk::at(&place::CLINIC, place::INTERNAL, days_before(today, days));
    let onset = years_before(today, 4);
    let ill = |disease| Illness { disease, onset, treated: days_before(today, 1_200), severity: 1.0 };
    let mut body = Body::new(Sex::Male, born);
    let mut chance = Chance::of_person(0, 8);
    for disease in [&disease::HYPERTENSION, &disease::GOUT] {
        body.suffer(ill(disease));
        story.diagnosis(clinic(1_200), Diagnosis::new(disease.name, disease.icd10, onset));
    }
    visits_every_twelve_weeks(&mut story, &mut body, &mut chance, clinic);
    // A cancer that is only suspected: it stands apart from his diagnoses, everywhere.
    let suspected = Diagnosis::new("大腸悪性腫瘍", "C18.9", days_before(today, 20)).suspected();
    story.diagnosis(clinic(20), suspected);
    // Once a week, for days of taking; the newer supply began before the older one ends.
    let bones = |days| Desk::at(&place::ORTHOPAEDICS, place::BONES, days_before(today, days));
    story.diagnosis(bones(400), Diagnosis::new("関節リウマチ", "M06.9", days_before(today, 420)).main());
    story.prescriptions(bones(31), vec![m::METHOTREXATE.days(5)]);
    story.prescriptions(bones(3), vec![m::METHOTREXATE.days(4)]);
    story.summary(clinic(24), [disease::HYPERTENSION.advice, disease::GOUT.advice].join("\r\n"));
    story.into_person()
}

fn visits_every_twelve_weeks(
    story: &mut Story,
    body: &mut Body,
    chance: &mut Chance,
    clinic: impl Fn(u64) -> Desk,
) {
    let tests = [Test::Cre, Test::Egfr, Test::Ua, Test::Ast, Test::Alt, Test::Na, Test::K];
    for days in (0..15).rev().map(|visit| 24 + visit * 84) {
        let desk = clinic(days);
        story.results(desk, body.measure(&tests, desk.day, desk.facility.laboratory, chance));
        story.prescriptions(desk, vec![m::AMLODIPINE.days(84), m::FEBUXOSTAT.days(84)]);
    }
}
