//! A healthy man of 30, a child of 6, and somebody of 15 who soon decides alone.

use super::{days_after, days_before, story, years_before};
use crate::demo::{
    body::Body,
    chance::Chance,
    laboratory::Test,
    medicine as m,
    place::{self, Desk},
    story::{Allergen, Allergy, Diagnosis, Person, Reading},
    wire::Sex,
};
use chrono::NaiveDate;

/// 30 and well, with one allergy and the check-ups of his employer.
pub fn taro(today: NaiveDate) -> Person {
    let born = days_before(years_before(today, 30), 40);
    let mut story = story("taro", ["架空", "太郎"], ["カクウ", "タロウ"], Sex::Male, born, "架空:２:");
    let clinic = Desk::at(&place::CLINIC, place::INTERNAL, days_before(today, 200));
    story.allergy(
        clinic,
        Allergy {
            name: "そば",
            allergen: Allergen::Food("D9F000000000"),
            severe: true,
            reaction: "呼吸困難",
        },
    );
    let (mut body, mut chance) = (Body::new(Sex::Male, born), Chance::of_person(0, 2));
    let tests = [
        Test::Fbs,
        Test::Cre,
        Test::Egfr,
        Test::Ua,
        Test::Ast,
        Test::Alt,
        Test::Ggt,
        Test::Ldl,
        Test::Hdl,
        Test::Tg,
        Test::Wbc,
        Test::Hb,
    ];
    for days in [1_170, 805, 440, 75] {
        let desk = Desk::at(&place::CHECKUPS, place::CHECKUP, days_before(today, days));
        let readings = body.measure(&tests, desk.day, desk.facility.laboratory, &mut chance);
        story.results(desk, readings);
    }
    story.into_person()
}

/// 6, with a cold and a fever medicine taken when needed.
pub fn kodomo(today: NaiveDate) -> Person {
    let born = days_before(years_before(today, 6), 77);
    let mut story = story("kodomo", ["仮名", "こども"], ["カナ", "コドモ"], Sex::Male, born, "仮名:４:02");
    let clinic = |days| Desk::at(&place::CLINIC, place::CHILD, days_before(today, days));
    let began = days_before(today, 4);
    story.diagnosis(clinic(3), Diagnosis::new("急性上気道炎", "J06.9", began).main());
    story.prescriptions(
        clinic(3),
        vec![m::CARBOCISTEINE_SYRUP.days(5), m::ACETAMINOPHEN_GRANULES.as_needed()],
    );
    story.prescriptions(clinic(240), vec![m::CARBOCISTEINE_SYRUP.days(5)]);
    story.results(clinic(3), vec![Reading::number(Test::Wbc, "9.8"), Reading::number(Test::Crp, "<0.10")]);
    story.into_person()
}

/// 14, and fifteen in two months: what the parents see narrows then, and both sides are told before.
pub fn fourteen(today: NaiveDate) -> Person {
    let born = days_after(years_before(today, 15), 60);
    let mut story = story("fourteen", ["仮想", "そら"], ["カソウ", "ソラ"], Sex::Male, born, "仮想:７:04");
    let children = |days| Desk::at(&place::CHILDREN, place::CHILD, days_before(today, days));
    story
        .diagnosis(children(50), Diagnosis::new("アレルギー性鼻炎", "J30.4", days_before(today, 700)).main());
    story.allergy(
        children(50),
        Allergy {
            name: "スギ花粉",
            allergen: Allergen::Other("D9N000000000"),
            severe: false,
            reaction: "鼻水",
        },
    );
    story.prescriptions(children(50), vec![m::MONTELUKAST.days(56)]);
    story.into_person()
}

/// 16, the oldest of three: parents see what must be known so that nothing dangerous is given.
pub fn sixteen(today: NaiveDate) -> Person {
    let born = days_before(years_before(today, 16), 100);
    let mut story = story("sixteen", ["仮想", "うみ"], ["カソウ", "ウミ"], Sex::Female, born, "仮想:７:05");
    let children = |days| Desk::at(&place::CHILDREN, place::CHILD, days_before(today, days));
    story.diagnosis(children(90), Diagnosis::new("尋常性ざ瘡", "L70.0", days_before(today, 200)).main());
    story.allergy(
        children(90),
        Allergy {
            name: "そば",
            allergen: Allergen::Food("D9F000000000"),
            severe: true,
            reaction: "呼吸困難",
        },
    );
    story.prescriptions(children(90), vec![m::ADAPALENE.as_needed()]);
    story.into_person()
}

/// 15: asthma since childhood, and a doctor's visit that nobody else needs to know of.
pub fn fifteen(today: NaiveDate) -> Person {
    let born = days_before(years_before(today, 15), 33);
    let mut story =
        story("fifteen", ["仮想", "ひかり"], ["カソウ", "ヒカリ"], Sex::Female, born, "仮想:７:03");
    let children = |days| Desk::at(&place::CHILDREN, place::CHILD, days_before(today, days));
    let women = |days| Desk::at(&place::WOMEN, place::BIRTH, days_before(today, days));
    story.diagnosis(children(1_300), Diagnosis::new("気管支喘息", "J45.9", years_before(today, 9)).main());
    story.diagnosis(children(120), Diagnosis::new("尋常性ざ瘡", "L70.0", days_before(today, 150)));
    story.diagnosis(women(35), Diagnosis::new("月経困難症", "N94.6", days_before(today, 400)).main());
    story.allergy(
        children(1_300),
        Allergy {
            name: "スギ花粉",
            allergen: Allergen::Other("D9N000000000"),
            severe: false,
            reaction: "鼻水、目のかゆみ",
        },
    );
    for days in [204, 120, 36] {
        story.prescriptions(children(days), vec![m::MONTELUKAST.days(56), m::RELVAR.days(30)]);
    }
    story.prescriptions(children(120), vec![m::ADAPALENE.as_needed()]);
    story.prescriptions(women(35), vec![m::LOXOPROFEN.days(5)]);
    story
        .results(women(35), vec![Reading::number(Test::Hb, "11.9"), Reading::number(Test::Ferritin, "18.4")]);
    story.summary(
        children(36),
        "症状がない日も吸入を続けてください。\r\n運動の前に息苦しくなるときは、ご相談ください。",
    );
    story.into_person()
}
