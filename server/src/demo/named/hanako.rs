//! 見本 花子, 82: three clinics that do not ask each other, seven medicines, and two among them that
//! must not be taken together (ベルソムラ and クラリスロマイシン: 併用禁忌, CYP3A inhibition).

use super::{days_before, story, years_before};
use crate::demo::{
    laboratory::Test,
    medicine as m,
    place::{self, Desk},
    story::{Allergen, Allergy, Diagnosis, Person, Reading, Story},
    wire::Sex,
};
use chrono::NaiveDate;

pub fn hanako(today: NaiveDate) -> Person {
    let born = days_before(years_before(today, 82), 120);
    let mut story = story("hanako", ["見本", "花子"], ["ミホン", "ハナコ"], Sex::Female, born, "見本:１:01");
    let clinic = |days| Desk::at(&place::CLINIC, place::INTERNAL, days_before(today, days));
    let heart = |days| Desk::at(&place::HOSPITAL, place::HEART, days_before(today, days));
    let chest = |days| Desk::at(&place::HOSPITAL, place::CHEST, days_before(today, days));
    let bones = |days| Desk::at(&place::ORTHOPAEDICS, place::BONES, days_before(today, days));

    let since = |name, icd10, years| Diagnosis::new(name, icd10, years_before(today, years));
    let pressure = Diagnosis { number: Some("20061593"), ..since("高血圧症", "I10", 14) };
    story.diagnosis(clinic(1_700), pressure.main());
    story.diagnosis(clinic(1_700), since("２型糖尿病", "E11.9", 9));
    story.diagnosis(clinic(750), since("不眠症", "G47.0", 2));
    let angina = Diagnosis { number: Some("20058911"), ..since("狭心症", "I20.9", 6) };
    story.diagnosis(heart(1_500), angina.main());
    story.diagnosis(chest(40), Diagnosis::new("慢性気管支炎", "J42", days_before(today, 300)));
    story.diagnosis(bones(1_010), since("骨粗鬆症", "M81.99", 3).main());

    allergies(&mut story, clinic(1_700), heart(1_500));
    sugar(&mut story, clinic);
    hospital_results(&mut story, heart);

    medicines(&mut story, clinic, heart, chest, bones);
    story.summary(
        clinic(21),
        "血圧のお薬は、いまのまま続けてください。\r\n塩分は1日6グラムまでを目安に。\r\nめまいがあるときは、受診日を待たずにお電話ください。",
    );
    story.summary(heart(40), "胸の痛みがあるときは、すぐに連絡してください。\r\n次の受診は3か月後です。");
    story.into_person()
}

fn allergies(story: &mut Story, clinic: Desk, hospital: Desk) {
    story.allergy(
        clinic,
        Allergy {
            name: "さば",
            allergen: Allergen::Food("J9FC11310000"),
            severe: false,
            reaction: "じんましん",
        },
    );
    story.allergy(
        hospital,
        Allergy {
            name: "サワシリン細粒１０％",
            allergen: Allergen::Medicine("6131001C1210"),
            severe: true,
            reaction: "アナフィラキシー",
        },
    );
}

/// Days before today, HbA1c, fasting glucose, creatinine: sugar that creeps up again after years.
const SUGAR: [(u64, &str, &str, &str); 14] = [
    (4_020, "5.9", "104", "0.68"),
    (3_650, "6.2", "112", "0.70"),
    (3_290, "6.8", "131", "0.69"),
    (2_920, "7.6", "158", "0.72"),
    (2_560, "6.9", "134", "0.74"),
    (2_190, "6.6", "126", "0.73"),
    (1_830, "6.5", "122", "0.76"),
    (1_460, "6.6", "125", "0.79"),
    (1_095, "6.7", "127", "0.80"),
    (730, "6.7", "129", "0.82"),
    (385, "6.8", "130", "0.84"),
    (203, "6.9", "131", "0.85"),
    (112, "7.1", "139", "0.88"),
    (21, "7.4", "148", "0.92"),
];

fn sugar(story: &mut Story, clinic: impl Fn(u64) -> Desk) {
    for (days, hba1c, glucose, creatinine) in SUGAR {
        let results = vec![
            Reading::number(Test::Hba1c, hba1c),
            Reading::number(Test::Fbs, glucose),
            Reading::number(Test::Cre, creatinine),
            Reading::words(Test::UrineProtein, if days < 300 { "(±)" } else { "(－)" }),
        ];
        story.results(clinic(days), results);
    }
}

fn hospital_results(story: &mut Story, heart: impl Fn(u64) -> Desk) {
    for (days, bnp, ldl, potassium) in
        [(1_500, "21.0", "131", "4.1"), (770, "26.8", "122", "4.2"), (40, "34.2", "118", "4.3")]
    {
        let bnp = Reading::number(Test::Bnp, bnp);
        story.results(
            heart(days),
            vec![
                Reading::number(Test::Ldl, ldl),
                Reading::number(Test::Ast, "22"),
                Reading::number(Test::Alt, "17"),
                Reading::number(Test::K, potassium),
                Reading::number(Test::Crp, "<0.10"),
                if days < 300 { bnp.preliminary() } else { bnp },
            ],
        );
    }
    story.results(heart(1_500), vec![Reading::words(Test::Hbs, "陰性(－)")]);
}

/// The last supply of each is what she takes today; what came before has ended.
fn medicines(
    story: &mut Story,
    clinic: impl Fn(u64) -> Desk,
    heart: impl Fn(u64) -> Desk,
    chest: impl Fn(u64) -> Desk,
    bones: impl Fn(u64) -> Desk,
) {
    for days in [203, 112, 49] {
        story.prescriptions(clinic(days), vec![m::AMLODIPINE.days(28), m::METFORMIN.days(28)]);
    }
    story.prescriptions(
        clinic(21),
        vec![m::AMLODIPINE.days(28), m::METFORMIN.days(28), m::SUVOREXANT.days(28)],
    );
    story.prescriptions(heart(131), vec![m::ATORVASTATIN.days(91)]);
    story.prescriptions(heart(40), vec![m::ATORVASTATIN.days(91)]);
    story.prescriptions(chest(5), vec![m::CLARITHROMYCIN.days(14)]);
    story.prescriptions(bones(40), vec![m::ALENDRONATE.days(28), m::LOXOPROFEN.days(7)]);
    story.prescriptions(bones(12), vec![m::ALENDRONATE.days(28), m::HEPARINOID.days(28)]);
}
