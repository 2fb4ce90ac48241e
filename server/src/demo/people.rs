//! Who the invented people are: what their invented facilities know about them.

use super::bundle::{
    Desk, Invented, UNCODED, Use, allergy, condition, flagged, number, prescription, result,
};
use chrono::{Days, Months, NaiveDate};
use serde_json::{Value, json};

/// The senders. The first one's presence in the store says that all of it is there.
pub const FACILITIES: [(&str, &str); 3] = [
    ("1310000011", "見本中央病院（架空）"),
    ("1310000029", "例示内科クリニック（架空）"),
    ("1310000037", "架空整形外科（架空）"),
];

const HOSPITAL: &str = FACILITIES[0].0;
const CLINIC: &str = FACILITIES[1].0;
const ORTHOPAEDICS: &str = FACILITIES[2].0;

const AFTER_BREAKFAST: [&str; 2] = ["1011000400000000", "１日１回朝食後　服用"];
const AFTER_MEALS: [&str; 2] = ["1013044400000000", "１日３回朝昼夕食後　服用"];
const BEFORE_SLEEP: [&str; 2] = ["1011100000000000", "１日１回就寝前　服用"];
const WHEN_FEVERISH: [&str; 2] = ["1050710000000000", "発熱時　服用"];
const SEVERAL_TIMES_ON_SKIN: [&str; 2] = ["2B7N000000000000", "１日数回　塗布"];

/// Every Bundle, with its sender, for a demonstration that happens on `today`.
pub fn bundles(today: NaiveDate) -> Vec<(&'static str, Value)> {
    let mut all = hanako(today);
    all.extend(taro(today));
    all.extend(mirai(today));
    all.extend(kodomo(today));
    all
}

fn days_before(today: NaiveDate, days: u64) -> NaiveDate {
    today.checked_sub_days(Days::new(days)).unwrap_or(today)
}

fn years_before(today: NaiveDate, years: u32) -> NaiveDate {
    today.checked_sub_months(Months::new(12 * years)).unwrap_or(today)
}

fn oral(code: [&'static str; 2], per_dose: &'static str, per_day: &'static str, days: u32) -> Use {
    Use { code, per_dose, per_day: Some(per_day), unit: "錠", days: Some(days) }
}

/// 82, three clinics: blood pressure, diabetes, bones; a medicine she must not be given.
fn hanako(today: NaiveDate) -> Vec<(&'static str, Value)> {
    let person = Invented {
        name: ["見本", "花子"],
        kana: ["ミホン", "ハナコ"],
        gender: "female",
        born: days_before(years_before(today, 82), 120),
        insured_id: "99000011:見本:１:01",
    };
    let visit = |facility, department, doctor, days| Desk {
        facility,
        department,
        doctor,
        day: days_before(today, days),
    };
    let clinic = visit(CLINIC, ("01", "内科"), "例示 医師一", 21);
    let hospital = visit(HOSPITAL, ("08", "循環器科"), "例示 医師二", 40);
    let bones = visit(ORTHOPAEDICS, ("10", "整形外科"), "例示 医師三", 12);
    let pressure = condition(&clinic, "c1", "高血圧症", ["20061593", "I10"], years_before(today, 14), true);
    let sugar = condition(&clinic, "c2", "２型糖尿病", [UNCODED, "E11.9"], years_before(today, 9), false);
    let angina = condition(&hospital, "c3", "狭心症", ["20058911", "I20.9"], years_before(today, 6), true);
    let osteoporosis = condition(&bones, "c4", "骨粗鬆症", [UNCODED, "M81.99"], years_before(today, 3), true);
    let advice = "血圧のお薬は、いまのまま続けてください。\r\n塩分は1日6グラムまでを目安に。\r\nめまいがあるときは、受診日を待たずにお電話ください。";
    vec![
        (
            CLINIC,
            person.collection(
                &clinic,
                "Condition",
                "hanako-conditions",
                vec![pressure.clone(), sugar.clone()],
            ),
        ),
        (HOSPITAL, person.collection(&hospital, "Condition", "hanako-conditions", vec![angina.clone()])),
        (ORTHOPAEDICS, person.collection(&bones, "Condition", "hanako-conditions", vec![osteoporosis])),
        (
            CLINIC,
            person.collection(
                &clinic,
                "AllergyIntolerance",
                "hanako-allergies",
                vec![allergy(
                    &clinic,
                    "a1",
                    "さば",
                    ["JP_JfagyFoodAllergen_CS", "J9FC11310000"],
                    "food",
                    false,
                    "じんましん",
                )],
            ),
        ),
        (
            HOSPITAL,
            person.collection(
                &hospital,
                "AllergyIntolerance",
                "hanako-allergies",
                vec![flagged(
                    allergy(
                        &hospital,
                        "a2",
                        "サワシリン細粒１０％",
                        ["YCM/JP_JfagyMedicationAllergen_CS", "YCM6131001C1210"],
                        "medication",
                        true,
                        "アナフィラキシー",
                    ),
                    "LTS",
                )],
            ),
        ),
        (
            CLINIC,
            person.collection(
                &clinic,
                "Observation",
                "hanako-labs-3",
                sugar_results(&clinic, "l3", ["7.4", "148", "0.92"]),
            ),
        ),
        (
            CLINIC,
            person.collection(
                &visit(CLINIC, ("01", "内科"), "例示 医師一", 112),
                "Observation",
                "hanako-labs-2",
                sugar_results(
                    &visit(CLINIC, ("01", "内科"), "例示 医師一", 112),
                    "l2",
                    ["7.1", "139", "0.88"],
                ),
            ),
        ),
        (
            CLINIC,
            person.collection(
                &visit(CLINIC, ("01", "内科"), "例示 医師一", 203),
                "Observation",
                "hanako-labs-1",
                sugar_results(
                    &visit(CLINIC, ("01", "内科"), "例示 医師一", 203),
                    "l1",
                    ["6.9", "131", "0.85"],
                ),
            ),
        ),
        (
            HOSPITAL,
            person.collection(&hospital, "Observation", "hanako-hospital-labs", hospital_results(&hospital)),
        ),
        (
            CLINIC,
            person.collection(
                &clinic,
                "MedicationRequest",
                "hanako-medicines",
                vec![
                    prescription(
                        &clinic,
                        "m1",
                        ["2171022F4028", "アムロジンＯＤ錠５ｍｇ"],
                        &oral(AFTER_BREAKFAST, "1", "1", 28),
                    ),
                    prescription(
                        &clinic,
                        "m2",
                        ["3962002F1110", "メトホルミン塩酸塩錠２５０ｍｇ「ＳＮ」"],
                        &oral(AFTER_MEALS, "1", "3", 28),
                    ),
                    prescription(
                        &clinic,
                        "m3",
                        ["1129009F1017", "ゾルピデム酒石酸塩５ｍｇ錠"],
                        &oral(BEFORE_SLEEP, "1", "1", 14),
                    ),
                ],
            ),
        ),
        (
            HOSPITAL,
            person.collection(
                &hospital,
                "MedicationRequest",
                "hanako-medicines",
                vec![prescription(
                    &hospital,
                    "m4",
                    ["2189015F1015", "アトルバスタチンカルシウム５ｍｇ錠"],
                    &oral(AFTER_BREAKFAST, "1", "1", 56),
                )],
            ),
        ),
        (
            ORTHOPAEDICS,
            person.collection(
                &bones,
                "MedicationRequest",
                "hanako-medicines",
                vec![
                    prescription(
                        &bones,
                        "m5",
                        ["1149019F1560", "ロキソニン錠６０ｍｇ"],
                        &oral(AFTER_MEALS, "1", "3", 7),
                    ),
                    prescription(
                        &bones,
                        "m6",
                        ["2649950M1208", "ヘパリン類似物質ゲル０．３％「日医工」"],
                        &Use {
                            code: SEVERAL_TIMES_ON_SKIN,
                            per_dose: "1",
                            per_day: None,
                            unit: "本",
                            days: None,
                        },
                    ),
                ],
            ),
        ),
        (
            CLINIC,
            person.patient_summary(&clinic, FACILITIES[1].1, "hanako-pcs", advice, vec![sugar, pressure]),
        ),
        (
            HOSPITAL,
            person.patient_summary(
                &hospital,
                FACILITIES[0].1,
                "hanako-pcs",
                "胸の痛みがあるときは、すぐに連絡してください。\r\n次の受診は3か月後です。",
                vec![angina],
            ),
        ),
    ]
}

fn sugar_results(desk: &Desk, serial: &str, [hba1c, glucose, creatinine]: [&str; 3]) -> Vec<Value> {
    let id = |test: &str| format!("{serial}-{test}");
    vec![
        result(
            desk,
            &id("hba1c"),
            ["CoreLabo", "3D046000001906202", "HbA1c-NGSP", "HbA1c（NGSP）"],
            "血液",
            number(hba1c, "%", Some("4.9"), Some("6.0")),
        ),
        result(
            desk,
            &id("fbs"),
            ["CoreLabo", "3D010129902327101", "FBS(BS)", "空腹時血糖"],
            "血清",
            number(glucose, "mg/dL", Some("73"), Some("109")),
        ),
        result(
            desk,
            &id("cre"),
            ["CoreLabo", "3C015000002327101", "Cre", "クレアチニン"],
            "血清",
            number(creatinine, "mg/dL", Some("0.46"), Some("0.79")),
        ),
        result(
            desk,
            &id("utp"),
            ["CoreLabo", "1A990000000190153", "U-TP-定性半定量", "尿蛋白（定性）"],
            "尿",
            json!({"valueCodeableConcept": {"text": "(±)"}}),
        ),
    ]
}

fn hospital_results(desk: &Desk) -> Vec<Value> {
    let mut preliminary = result(
        desk,
        "h-bnp",
        ["CoreLabo", "4Z271000002205101", "BNP", "BNP"],
        "血漿",
        number("34.2", "pg/mL", None, Some("18.4")),
    );
    preliminary["status"] = json!("preliminary");
    vec![
        result(
            desk,
            "h-ldl",
            ["CoreLabo", "3F077000002327101", "LDL-C", "LDLコレステロール"],
            "血清",
            number("118", "mg/dL", Some("65"), Some("163")),
        ),
        result(
            desk,
            "h-ast",
            ["CoreLabo", "3B035000002327201", "AST", "AST(GOT)"],
            "血清",
            number("22", "U/L", Some("13"), Some("30")),
        ),
        result(
            desk,
            "h-alt",
            ["CoreLabo", "3B045000002327201", "ALT", "ALT(GPT)"],
            "血清",
            number("17", "U/L", Some("7"), Some("23")),
        ),
        result(
            desk,
            "h-k",
            ["CoreLabo", "3H015000002326101", "K", "カリウム"],
            "血清",
            number("4.30", "mmol/L", Some("3.6"), Some("4.8")),
        ),
        preliminary,
        result(
            desk,
            "h-hbs",
            ["InfectionLabo", "5F016141002305111", "HBs抗原-RESULT", "HBs抗原"],
            "血清",
            json!({"valueCodeableConcept": {"text": "陰性(－)"}}),
        ),
    ]
}

/// 30 and well, with one allergy.
fn taro(today: NaiveDate) -> Vec<(&'static str, Value)> {
    let person = Invented {
        name: ["架空", "太郎"],
        kana: ["カクウ", "タロウ"],
        gender: "male",
        born: days_before(years_before(today, 30), 40),
        insured_id: "99000011:架空:２:",
    };
    let desk = Desk {
        facility: CLINIC,
        department: ("01", "内科"),
        doctor: "例示 医師一",
        day: days_before(today, 200),
    };
    vec![(
        CLINIC,
        person.collection(
            &desk,
            "AllergyIntolerance",
            "taro-allergies",
            vec![allergy(
                &desk,
                "t1",
                "そば",
                ["JP_JfagyFoodAllergen_CS", "D9F000000000"],
                "food",
                true,
                "呼吸困難",
            )],
        ),
    )]
}

/// Her hospital has registered a diagnosis that she has not been told. Nothing here may show it.
fn mirai(today: NaiveDate) -> Vec<(&'static str, Value)> {
    let person = Invented {
        name: ["例示", "みらい"],
        kana: ["レイジ", "ミライ"],
        gender: "female",
        born: days_before(years_before(today, 47), 300),
        insured_id: "99000011:例示:３:01",
    };
    let desk = Desk {
        facility: HOSPITAL,
        department: ("02", "消化器科"),
        doctor: "例示 医師四",
        day: days_before(today, 9),
    };
    let told = condition(&desk, "u1", "逆流性食道炎", [UNCODED, "K21.0"], days_before(today, 400), true);
    let untold = flagged(
        condition(&desk, "u2", "膵頭部癌", [UNCODED, "C25.0"], days_before(today, 9), false),
        "UNINFORMED",
    );
    vec![
        (HOSPITAL, person.collection(&desk, "Condition", "mirai-conditions", vec![told.clone(), untold])),
        (
            HOSPITAL,
            person.patient_summary(
                &desk,
                FACILITIES[0].1,
                "mirai-pcs",
                "食後すぐに横にならないようにしましょう。\r\n次の受診は2週間後です。",
                vec![told],
            ),
        ),
    ]
}

/// A child with a fever medicine taken when needed.
fn kodomo(today: NaiveDate) -> Vec<(&'static str, Value)> {
    let person = Invented {
        name: ["仮名", "こども"],
        kana: ["カナ", "コドモ"],
        gender: "male",
        born: days_before(years_before(today, 6), 77),
        insured_id: "99000011:仮名:４:02",
    };
    let desk = Desk {
        facility: CLINIC,
        department: ("09", "小児科"),
        doctor: "例示 医師五",
        day: days_before(today, 3),
    };
    vec![
        (
            CLINIC,
            person.collection(
                &desk,
                "Condition",
                "kodomo-conditions",
                vec![condition(&desk, "k1", "急性上気道炎", [UNCODED, "J06.9"], days_before(today, 3), true)],
            ),
        ),
        (
            CLINIC,
            person.collection(
                &desk,
                "MedicationRequest",
                "kodomo-medicines",
                vec![
                    prescription(
                        &desk,
                        "k2",
                        ["2233002Q1124", "カルボシステインシロップ小児用５％「トーワ」"],
                        &Use {
                            code: AFTER_MEALS,
                            per_dose: "4",
                            per_day: Some("12"),
                            unit: "mL",
                            days: Some(5),
                        },
                    ),
                    prescription(
                        &desk,
                        "k3",
                        ["1141007C1156", "アセトアミノフェン細粒２０％「トーワ」"],
                        &Use {
                            code: WHEN_FEVERISH,
                            per_dose: "0.8",
                            per_day: None,
                            unit: "g",
                            days: Some(5),
                        },
                    ),
                ],
            ),
        ),
    ]
}
