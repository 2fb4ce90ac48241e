//! Fifteen common diseases: what they do to tests, how they are treated and what is advised.

use super::{
    laboratory::Test,
    medicine::{self, Medicine},
    place::{self, Department, Facility},
    wire::Sex,
};

/// A disease, as the generator knows it.
#[derive(Debug)]
pub struct Disease {
    pub name: &'static str,
    pub icd10: &'static str,
    /// How many in a hundred have it, from 0, 15, 40, 65 and 80 years of age on.
    pub in_hundred: [f64; 5],
    /// Only people of this sex have it here.
    pub of: Option<Sex>,
    /// Where it is treated, the first one being usual.
    pub facilities: [&'static Facility; 2],
    pub department: Department,
    /// The doctor's visits, in days.
    pub visits: u32,
    pub effects: &'static [Effect],
    /// What is measured because of it.
    pub watched: &'static [Test],
    /// In the order in which they are tried; the first from the beginning.
    pub treatment: &'static [Medicine],
    pub advice: &'static str,
}

/// What a disease does to one test, in the house laboratory's unit.
#[derive(Debug)]
pub struct Effect {
    pub test: Test,
    /// Added once the disease is fully there.
    pub raises: f64,
    pub half_after_days: f64,
    /// Added for each year, whatever is done.
    pub per_year: f64,
    /// How much of `raises` treatment takes away in the end: 0 none, 1 all.
    pub treatment_takes: f64,
}

const fn effect(test: Test, raises: f64, half_after_days: f64, treatment_takes: f64) -> Effect {
    Effect { test, raises, half_after_days, per_year: 0.0, treatment_takes }
}

const fn creeping(test: Test, raises: f64, per_year: f64, treatment_takes: f64) -> Effect {
    Effect { test, raises, half_after_days: 200.0, per_year, treatment_takes }
}

pub static HYPERTENSION: Disease = Disease {
    name: "高血圧症",
    icd10: "I10",
    in_hundred: [0.0, 3.0, 24.0, 45.0, 58.0],
    of: None,
    facilities: [&place::CLINIC, &place::HEART_CLINIC],
    department: place::INTERNAL,
    visits: 56,
    effects: &[effect(Test::UrineAlbumin, 9.0, 700.0, 0.6), creeping(Test::Cre, 0.0, 0.006, 0.0)],
    watched: &[Test::Cre, Test::Egfr, Test::Na, Test::K, Test::Cl, Test::Ua, Test::UrineProtein],
    treatment: &[medicine::AMLODIPINE, medicine::OLMESARTAN],
    advice: "血圧は毎朝、同じ時間に測って手帳に書きましょう。\r\n塩分は1日6グラム未満を目安に。",
};

pub static DIABETES: Disease = Disease {
    name: "２型糖尿病",
    icd10: "E11.9",
    in_hundred: [0.0, 1.5, 11.0, 19.0, 20.0],
    of: None,
    facilities: [&place::CLINIC, &place::CITY_HOSPITAL],
    department: place::INTERNAL,
    visits: 56,
    effects: &[
        effect(Test::Hba1c, 2.4, 300.0, 0.62),
        effect(Test::Fbs, 62.0, 300.0, 0.6),
        effect(Test::Tg, 35.0, 300.0, 0.4),
        Effect {
            test: Test::UrineAlbumin,
            raises: 14.0,
            half_after_days: 900.0,
            per_year: 2.0,
            treatment_takes: 0.4,
        },
    ],
    watched: &[Test::Hba1c, Test::Fbs, Test::Cre, Test::Egfr, Test::UrineAlbumin, Test::UrineProtein],
    treatment: &[medicine::METFORMIN, medicine::LINAGLIPTIN, medicine::EMPAGLIFLOZIN],
    advice: "食事は野菜から、ゆっくりと。\r\n1日30分くらい歩きましょう。\r\n年に1回は眼科で目の検査を受けてください。",
};

pub static DYSLIPIDAEMIA: Disease = Disease {
    name: "脂質異常症",
    icd10: "E78.5",
    in_hundred: [0.0, 2.0, 18.0, 30.0, 26.0],
    of: None,
    facilities: [&place::CLINIC, &place::HEART_CLINIC],
    department: place::INTERNAL,
    visits: 84,
    effects: &[effect(Test::Ldl, 58.0, 200.0, 0.85), effect(Test::Tg, 45.0, 200.0, 0.3)],
    watched: &[Test::Ldl, Test::Hdl, Test::Tg, Test::Ast, Test::Alt, Test::Ck],
    treatment: &[medicine::ATORVASTATIN, medicine::ROSUVASTATIN],
    advice: "あぶらの多い食事を控えめに。\r\n筋肉の痛みや力の入りにくさがあれば、ご連絡ください。",
};

pub static CKD: Disease = Disease {
    name: "慢性腎臓病",
    icd10: "N18.3",
    in_hundred: [0.0, 0.3, 3.0, 12.0, 24.0],
    of: None,
    facilities: [&place::KIDNEY_CLINIC, &place::HOSPITAL],
    department: place::KIDNEY,
    visits: 84,
    effects: &[
        creeping(Test::Cre, 0.35, 0.07, 0.0),
        creeping(Test::Bun, 6.0, 0.9, 0.0),
        creeping(Test::K, 0.2, 0.03, 0.4),
        creeping(Test::Hb, -0.5, -0.12, 0.0),
        creeping(Test::Ua, 0.9, 0.05, 0.0),
        creeping(Test::UrineAlbumin, 70.0, 6.0, 0.4),
    ],
    watched: &[Test::Cre, Test::Egfr, Test::Bun, Test::Na, Test::K, Test::Hb, Test::Alb, Test::UrineProtein],
    treatment: &[medicine::EMPAGLIFLOZIN, medicine::OLMESARTAN],
    advice: "塩分と、たんぱく質のとりすぎに気をつけましょう。\r\n痛み止めを飲む前に、必ずご相談ください。",
};

pub static ATRIAL_FIBRILLATION: Disease = Disease {
    name: "心房細動",
    icd10: "I48.9",
    in_hundred: [0.0, 0.0, 1.0, 5.0, 11.0],
    of: None,
    facilities: [&place::HEART_CLINIC, &place::HOSPITAL],
    department: place::HEART,
    visits: 56,
    effects: &[effect(Test::Bnp, 90.0, 150.0, 0.4)],
    watched: &[Test::Bnp, Test::Hb, Test::Plt, Test::Cre, Test::Egfr],
    treatment: &[medicine::EDOXABAN, medicine::BISOPROLOL],
    advice: "血が止まりにくくなるお薬です。けがや抜歯の前に、お薬手帳を見せてください。\r\n飲み忘れたときは、2回分を一度に飲まないでください。",
};

pub static ASTHMA: Disease = Disease {
    name: "気管支喘息",
    icd10: "J45.9",
    in_hundred: [6.0, 4.0, 5.0, 5.0, 4.0],
    of: None,
    facilities: [&place::CLINIC, &place::CITY_HOSPITAL],
    department: place::CHEST,
    visits: 84,
    effects: &[effect(Test::Wbc, 0.6, 60.0, 0.5)],
    watched: &[Test::Wbc, Test::Crp],
    treatment: &[medicine::RELVAR, medicine::MONTELUKAST],
    advice: "症状がない日も吸入を続けてください。\r\n吸入のあとは、うがいをしましょう。",
};

pub static OSTEOPOROSIS: Disease = Disease {
    name: "骨粗鬆症",
    icd10: "M81.99",
    in_hundred: [0.0, 0.0, 2.0, 14.0, 30.0],
    of: Some(Sex::Female),
    facilities: [&place::ORTHOPAEDICS, &place::CITY_HOSPITAL],
    department: place::BONES,
    visits: 84,
    effects: &[effect(Test::Alp, 22.0, 300.0, 0.7)],
    watched: &[Test::Ca, Test::Alp, Test::Cre],
    treatment: &[medicine::ALENDRONATE, medicine::ELDECALCITOL],
    advice: "週1回のお薬は、起きてすぐコップ1杯の水で飲み、30分は横にならないでください。\r\n転ばないように、足もとを片づけましょう。",
};

pub static GOUT: Disease = Disease {
    name: "痛風",
    icd10: "M10.99",
    in_hundred: [0.0, 1.0, 5.0, 5.0, 4.0],
    of: Some(Sex::Male),
    facilities: [&place::CLINIC, &place::ORTHOPAEDICS],
    department: place::INTERNAL,
    visits: 84,
    effects: &[effect(Test::Ua, 2.8, 200.0, 0.95)],
    watched: &[Test::Ua, Test::Cre, Test::Ast, Test::Alt],
    treatment: &[medicine::FEBUXOSTAT],
    advice: "水分を多めに、お酒は控えめに。\r\n痛みがない間も、お薬は続けてください。",
};

pub static HYPOTHYROIDISM: Disease = Disease {
    name: "甲状腺機能低下症",
    icd10: "E03.9",
    in_hundred: [0.0, 0.8, 2.5, 4.0, 5.0],
    of: None,
    facilities: [&place::CITY_HOSPITAL, &place::CLINIC],
    department: place::INTERNAL,
    visits: 84,
    effects: &[
        effect(Test::Tsh, 14.0, 250.0, 0.93),
        effect(Test::FreeT4, -0.45, 250.0, 0.95),
        effect(Test::Ldl, 28.0, 250.0, 0.8),
        effect(Test::Ck, 70.0, 250.0, 0.9),
    ],
    watched: &[Test::Tsh, Test::FreeT4, Test::Ldl, Test::Ck],
    treatment: &[medicine::LEVOTHYROXINE],
    advice: "お薬は毎日同じ時間に飲みましょう。鉄やカルシウムのお薬とは時間をあけてください。",
};

pub static IRON_DEFICIENCY: Disease = Disease {
    name: "鉄欠乏性貧血",
    icd10: "D50.9",
    in_hundred: [0.5, 7.0, 6.0, 3.0, 4.0],
    of: Some(Sex::Female),
    facilities: [&place::WOMEN, &place::CLINIC],
    department: place::BIRTH,
    visits: 56,
    effects: &[
        effect(Test::Hb, -4.0, 150.0, 0.9),
        effect(Test::Rbc, -0.5, 150.0, 0.8),
        effect(Test::Ferritin, -46.0, 60.0, 0.75),
    ],
    watched: &[Test::Hb, Test::Rbc, Test::Wbc, Test::Plt, Test::Ferritin],
    treatment: &[medicine::FERROUS_CITRATE],
    advice: "鉄のお薬で便が黒くなりますが、心配いりません。\r\n胃がむかむかするときは、ご相談ください。",
};

pub static REFLUX: Disease = Disease {
    name: "逆流性食道炎",
    icd10: "K21.0",
    in_hundred: [0.0, 3.0, 8.0, 12.0, 13.0],
    of: None,
    facilities: [&place::HOSPITAL, &place::CLINIC],
    department: place::DIGESTIVE,
    visits: 84,
    effects: &[],
    watched: &[Test::Hb, Test::Ast, Test::Alt, Test::Ggt],
    treatment: &[medicine::LANSOPRAZOLE, medicine::VONOPRAZAN],
    advice: "食後すぐに横にならないようにしましょう。\r\n寝る前2時間は食事を控えてください。",
};

pub static HAY_FEVER: Disease = Disease {
    name: "花粉症",
    icd10: "J30.1",
    in_hundred: [12.0, 24.0, 22.0, 10.0, 4.0],
    of: None,
    facilities: [&place::CLINIC, &place::CITY_HOSPITAL],
    department: place::INTERNAL,
    visits: 182,
    effects: &[],
    watched: &[Test::Wbc],
    treatment: &[medicine::FEXOFENADINE, medicine::OLOPATADINE_DROPS],
    advice: "花粉の多い日は、マスクと眼鏡で防ぎましょう。\r\n飛びはじめる前からお薬を始めると楽になります。",
};

pub static INSOMNIA: Disease = Disease {
    name: "不眠症",
    icd10: "G47.0",
    in_hundred: [0.0, 2.0, 6.0, 14.0, 20.0],
    of: None,
    facilities: [&place::CLINIC, &place::HOSPITAL],
    department: place::INTERNAL,
    visits: 28,
    effects: &[],
    watched: &[],
    treatment: &[medicine::LEMBOREXANT, medicine::ZOLPIDEM],
    advice: "眠くなってから床に就きましょう。\r\nお薬を飲んだら、すぐに布団に入ってください。",
};

pub static HEPATITIS: Disease = Disease {
    name: "慢性肝炎",
    icd10: "K73.9",
    in_hundred: [0.0, 0.3, 1.5, 2.5, 2.0],
    of: None,
    facilities: [&place::HOSPITAL, &place::CITY_HOSPITAL],
    department: place::DIGESTIVE,
    visits: 84,
    effects: &[
        effect(Test::Ast, 36.0, 200.0, 0.7),
        effect(Test::Alt, 48.0, 200.0, 0.75),
        effect(Test::Ggt, 45.0, 200.0, 0.5),
        creeping(Test::Plt, -22.0, -3.0, 0.2),
    ],
    watched: &[Test::Ast, Test::Alt, Test::Ggt, Test::Plt, Test::Alb, Test::Bilirubin, Test::Hbs],
    treatment: &[medicine::URSODEOXYCHOLIC],
    advice: "お酒は控えてください。\r\n半年に1回、超音波検査を受けましょう。",
};

pub static HEART_FAILURE: Disease = Disease {
    name: "慢性心不全",
    icd10: "I50.9",
    in_hundred: [0.0, 0.1, 0.8, 4.0, 12.0],
    of: None,
    facilities: [&place::HEART_CLINIC, &place::HOSPITAL],
    department: place::HEART,
    visits: 28,
    effects: &[
        effect(Test::Bnp, 330.0, 60.0, 0.7),
        effect(Test::Na, -2.0, 200.0, 0.3),
        creeping(Test::Cre, 0.12, 0.015, 0.0),
    ],
    watched: &[Test::Bnp, Test::Na, Test::K, Test::Cre, Test::Egfr, Test::Hb],
    treatment: &[medicine::FUROSEMIDE, medicine::BISOPROLOL, medicine::SACUBITRIL_VALSARTAN],
    advice: "毎朝体重を測り、3日で2キロ増えたらご連絡ください。\r\n息切れで眠れないときは、受診日を待たずに来てください。",
};

/// In the order in which chance asks for them.
pub static DISEASES: [&Disease; 15] = [
    &HYPERTENSION,
    &DIABETES,
    &DYSLIPIDAEMIA,
    &CKD,
    &ATRIAL_FIBRILLATION,
    &ASTHMA,
    &OSTEOPOROSIS,
    &GOUT,
    &HYPOTHYROIDISM,
    &IRON_DEFICIENCY,
    &REFLUX,
    &HAY_FEVER,
    &INSOMNIA,
    &HEPATITIS,
    &HEART_FAILURE,
];

impl Disease {
    /// The probability of having it, for somebody of this age in years.
    pub fn probability(&self, age: u32, sex: Sex) -> f64 {
        if self.of.is_some_and(|only| only != sex) {
            return 0.0;
        }
        let band = match age {
            0..15 => 0,
            15..40 => 1,
            40..65 => 2,
            65..80 => 3,
            _ => 4,
        };
        self.in_hundred[band] / 100.0
    }
}
