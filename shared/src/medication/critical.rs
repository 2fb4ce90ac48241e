//! High-risk medicines (ハイリスク薬), which must be known first in an emergency.
//!
//! The kinds are those of the fee schedule's list of medicines that need special care (特掲診療料の施設基準等 別表第三の三:
//! immunosuppressants, antiarrhythmics, antiepileptics, anticoagulants, digitalis, theophylline, medicines for diabetes),
//! and besides them antiplatelets, systemic steroids, lithium and opioids, which change what is done in an emergency, and
//! SGLT2 inhibitors, with which a ketoacidosis is missed.
//!
//! Three things decide: the classes of `shared/knowledge/classes.txt`, ingredients named here where no class is kept
//! (insulins, anticoagulants other than DOACs, immunosuppressants, antiepileptics, digitalis), and the therapeutic
//! class that begins a YJ code (日本標準商品分類 87: 113, 2113, 245, 2492, 333), which also holds what is new.

use serde::{Deserialize, Serialize};
use {
    super::{
        check::{Known, Medicine, recognise},
        knowledge::{IngredientIx, KnowledgeBase},
    },
    crate::medicine_code::{MedicineCode, Prefix, Route},
};

/// Why a medicine matters first. In the order in which they are listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum CriticalKind {
    /// 抗凝固薬
    Anticoagulant,
    /// 抗血小板薬
    Antiplatelet,
    /// インスリン
    Insulin,
    /// SU薬・グリニド薬: they lower blood sugar for long.
    InsulinSecretagogue,
    /// SGLT2阻害薬: ketoacidosis at a nearly normal blood sugar.
    Sglt2Inhibitor,
    /// 副腎皮質ステロイド（全身）
    Steroid,
    /// 免疫抑制薬
    Immunosuppressant,
    /// 抗てんかん薬
    Antiepileptic,
    /// 抗不整脈薬
    Antiarrhythmic,
    /// ジギタリス製剤
    Digitalis,
    /// リチウム
    Lithium,
    /// テオフィリン製剤
    Theophylline,
    /// オピオイド
    Opioid,
}

impl CriticalKind {
    /// The name in files that leave the portal: it stays, whatever the variant is called.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Anticoagulant => "anticoagulant",
            Self::Antiplatelet => "antiplatelet",
            Self::Insulin => "insulin",
            Self::InsulinSecretagogue => "insulin-secretagogue",
            Self::Sglt2Inhibitor => "sglt2-inhibitor",
            Self::Steroid => "steroid",
            Self::Immunosuppressant => "immunosuppressant",
            Self::Antiepileptic => "antiepileptic",
            Self::Antiarrhythmic => "antiarrhythmic",
            Self::Digitalis => "digitalis",
            Self::Lithium => "lithium",
            Self::Theophylline => "theophylline",
            Self::Opioid => "opioid",
        }
    }
}

/// Weight of a medicine in an emergency. What was not recognised is never taken for harmless.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Weight {
    /// At least one kind, sorted.
    Critical(Vec<CriticalKind>),
    Other,
    /// Neither its codes nor its name say for certain what it is.
    NotRecognised,
}

impl Weight {
    /// Weight of a medicine; one that acts only where it is applied (an ointment, eye drops) weighs no more than
    /// others.
    pub fn of(medicine: &Medicine, knowledge: &KnowledgeBase) -> Self {
        let Ok(known) = recognise(medicine, knowledge) else { return Self::by_code_alone(medicine) };
        let kinds = kinds(|one| one.holds(&known, knowledge));
        match (kinds.is_empty() || known.local == Some(true), known.contradictory) {
            (false, _) => Self::Critical(kinds),
            // Code and name mean different medicines: which of them it is, nobody here can tell.
            (true, true) => Self::NotRecognised,
            (true, false) => Self::Other,
        }
    }

    /// Weight by the code alone: an unknown product still has its class in its code.
    fn by_code_alone(medicine: &Medicine) -> Self {
        let prefixes: Vec<Prefix> = medicine.codes.iter().filter_map(MedicineCode::prefix).collect();
        let kinds = kinds(|one| prefixes.iter().any(|prefix| (one.coded)(*prefix)));
        if kinds.is_empty() { Self::NotRecognised } else { Self::Critical(kinds) }
    }
}

fn kinds(hold: impl Fn(&Kind) -> bool) -> Vec<CriticalKind> {
    KINDS.iter().filter(|one| hold(one)).map(|one| one.kind).collect()
}

/// Members of one kind of high-risk medicines.
struct Kind {
    kind: CriticalKind,
    /// Ids of `classes.txt`.
    classes: &'static [&'static str],
    /// Ids of ingredients.
    ingredients: &'static [&'static str],
    /// Whether a code's therapeutic class says so.
    coded: fn(Prefix) -> bool,
}

impl Kind {
    fn holds(&self, known: &Known, knowledge: &KnowledgeBase) -> bool {
        let by_class = knowledge.classes.iter().any(|class| {
            self.classes.contains(&&*class.id)
                && known.ingredients.iter().any(|one| class.members.contains(one))
        });
        let id = |one: &IngredientIx| knowledge.ingredients.get(usize::from(*one)).map(|known| &*known.id);
        let named = known.ingredients.iter().filter_map(id).any(|id| self.ingredients.contains(&id));
        by_class || named || known.prefix.is_some_and(self.coded)
    }
}

fn not_coded(_: Prefix) -> bool {
    false
}

const KINDS: [Kind; 13] = [
    Kind {
        kind: CriticalKind::Anticoagulant,
        classes: &["doac"],
        ingredients: &[
            "warfarin",
            "ヘパリン",
            "ダルテパリン",
            "パルナパリン",
            "エノキサパリン",
            "フォンダパリヌクス",
            "アルガトロバン",
        ],
        // 333 血液凝固阻止剤, without ointments of heparinoid (3339950).
        coded: |prefix| prefix.class(3) == 333 && prefix.route() != Route::External,
    },
    Kind {
        kind: CriticalKind::Antiplatelet,
        classes: &["antiplatelet"],
        // Their package inserts name the effect on platelets, and bleeding with other antithrombotics.
        ingredients: &["sarpogrelate", "beraprost", "limaprost", "ethyl-icosapentate", "dipyridamole"],
        coded: not_coded,
    },
    Kind {
        kind: CriticalKind::Insulin,
        classes: &[],
        ingredients: &[
            "insulin-aspart",
            "insulin-degludec",
            "insulin-glargine",
            "insulin-glulisine",
            "insulin-lispro",
            "インスリンヒト",
            "インスリンデテミル",
            "インスリンイコデク",
        ],
        // 2492 すい臓ホルモン剤, of which nasal glucagon is the one that is not injected.
        coded: |prefix| prefix.class(4) == 2492 && prefix.route() == Route::Injection,
    },
    Kind {
        kind: CriticalKind::InsulinSecretagogue,
        classes: &["sulfonylurea", "glinide"],
        ingredients: &[],
        coded: not_coded,
    },
    Kind {
        kind: CriticalKind::Sglt2Inhibitor,
        classes: &["sglt2-inhibitor"],
        ingredients: &[],
        coded: not_coded,
    },
    Kind {
        kind: CriticalKind::Steroid,
        classes: &["steroid"],
        ingredients: &["fludrocortisone", "triamcinolone-acetonide", "コルチゾン酢酸エステル"],
        // 245 副腎ホルモン剤 without 2451, adrenaline.
        coded: |prefix| prefix.class(3) == 245 && prefix.class(4) != 2451,
    },
    Kind {
        kind: CriticalKind::Immunosuppressant,
        classes: &["jak-inhibitor"],
        ingredients: &[
            "ciclosporin",
            "tacrolimus",
            "azathioprine",
            "mycophenolate-mofetil",
            "mizoribine",
            "everolimus",
            "sirolimus",
            "methotrexate",
            "leflunomide",
            "cyclophosphamide",
            "fingolimod",
            "siponimod",
            "abatacept",
            "adalimumab",
            "etanercept",
            "infliximab",
            "tocilizumab",
            "ゴリムマブ",
            "サリルマブ",
            "セルトリズマブペゴル",
            "オゾラリズマブ",
            "ウステキヌマブ",
            "リツキシマブ",
            "ベリムマブ",
            "アニフロルマブ",
            "グスペリムス",
            "ボクロスポリン",
        ],
        coded: not_coded,
    },
    Kind {
        kind: CriticalKind::Antiepileptic,
        classes: &[],
        ingredients: &[
            "phenytoin",
            "fosphenytoin",
            "phenobarbital",
            "フェノバルビタール",
            "primidone",
            "ethosuximide",
            "carbamazepine",
            "clonazepam",
            "clobazam",
            "valproate",
            "zonisamide",
            "gabapentin",
            "topiramate",
            "lamotrigine",
            "levetiracetam",
            "stiripentol",
            "rufinamide",
            "vigabatrin",
            "perampanel",
            "lacosamide",
            "fenfluramine",
            "brivaracetam",
        ],
        // 113 抗てんかん剤
        coded: |prefix| prefix.class(3) == 113,
    },
    Kind {
        kind: CriticalKind::Antiarrhythmic,
        classes: &["class-1-antiarrhythmic"],
        ingredients: &["amiodarone", "bepridil", "sotalol", "mexiletine", "procainamide", "quinidine"],
        coded: not_coded,
    },
    Kind {
        kind: CriticalKind::Digitalis,
        classes: &[],
        ingredients: &["digoxin", "metildigoxin", "デスラノシド"],
        // 2113 ジギタリス製剤
        coded: |prefix| prefix.class(4) == 2113,
    },
    Kind { kind: CriticalKind::Lithium, classes: &[], ingredients: &["lithium"], coded: not_coded },
    Kind { kind: CriticalKind::Theophylline, classes: &["xanthine"], ingredients: &[], coded: not_coded },
    Kind { kind: CriticalKind::Opioid, classes: &["opioid-full"], ingredients: &[], coded: not_coded },
];

#[cfg(all(test, feature = "knowledge"))]
mod tests {
    use super::*;
    use crate::medication::knowledge::embedded;

    fn weight(name: &str) -> Weight {
        Weight::of(&Medicine::named(name), &embedded::built_in().unwrap())
    }

    #[test]
    fn every_class_and_ingredient_named_here_is_known() {
        let knowledge = embedded::built_in().unwrap();
        for kind in &KINDS {
            for class in kind.classes {
                assert!(knowledge.classes.iter().any(|one| &*one.id == *class), "{class}");
            }
            for id in kind.ingredients {
                assert!(knowledge.ingredients.iter().any(|one| &*one.id == *id), "{id}");
            }
        }
    }

    #[test]
    fn a_medicine_of_each_kind_is_found_by_its_name() {
        use CriticalKind::*;
        for (name, expected) in [
            ("ワーファリン錠１ｍｇ", Anticoagulant),
            ("エリキュース錠５ｍｇ", Anticoagulant),
            ("アスピリン腸溶錠１００ｍｇ「トーワ」", Antiplatelet),
            ("クロピドグレル錠７５ｍｇ「サワイ」", Antiplatelet),
            ("トレシーバ注フレックスタッチ", Insulin),
            ("グリメピリド錠１ｍｇ", InsulinSecretagogue),
            ("ジャディアンス錠１０ｍｇ", Sglt2Inhibitor),
            ("プレドニン錠５ｍｇ", Steroid),
            ("プログラフカプセル１ｍｇ", Immunosuppressant),
            ("リウマトレックスカプセル２ｍｇ", Immunosuppressant),
            ("イーケプラ錠５００ｍｇ", Antiepileptic),
            ("デパケンＲ錠２００ｍｇ", Antiepileptic),
            ("アンカロン錠１００", Antiarrhythmic),
            ("ジゴキシン錠０．２５ｍｇ「ＡＦＰ」", Digitalis),
            ("リーマス錠２００", Lithium),
            ("テオドール錠１００ｍｇ", Theophylline),
            ("オキシコンチンＴＲ錠５ｍｇ", Opioid),
        ] {
            assert_eq!(weight(name), Weight::Critical(vec![expected]), "{name}");
        }
    }

    #[test]
    fn a_code_alone_is_enough() {
        let knowledge = embedded::built_in().unwrap();
        // The nine digits and ZZZ of a general name: ワルファリンK錠1mg.
        let code = MedicineCode::try_from("general:3332001F1ZZZ".to_owned()).unwrap();
        let medicine = Medicine { codes: vec![code], ..Medicine::named("院内採用品") };
        assert_eq!(Weight::of(&medicine, &knowledge), Weight::Critical(vec![CriticalKind::Anticoagulant]));
        // A product of class 333 that is not listed yet.
        let code = MedicineCode::try_from("general:3339099F1ZZZ".to_owned()).unwrap();
        let medicine = Medicine { codes: vec![code], ..Medicine::named("未知の薬") };
        assert_eq!(Weight::of(&medicine, &knowledge), Weight::Critical(vec![CriticalKind::Anticoagulant]));
    }

    #[test]
    fn what_acts_where_it_is_applied_is_not_critical() {
        for name in
            ["プロトピック軟膏０．１％", "ヒルドイドソフト軟膏０．３％", "リンデロン－ＶＧ軟膏０．１２％"]
        {
            assert_eq!(weight(name), Weight::Other, "{name}");
        }
    }

    #[test]
    fn what_is_unknown_is_never_taken_for_harmless() {
        assert_eq!(weight("院内製剤３号"), Weight::NotRecognised);
        assert_eq!(weight("アムロジピン錠５ｍｇ「トーワ」"), Weight::Other);
    }
}
