//! Implants, dialysis and what else about a body changes what is done in an emergency, as far as diagnoses and
//! procedures say it. Nothing here means that there is none: facilities register few of these as such.

use crate::{
    medication::knowledge::IcdRange,
    nfkc::nfkc,
    record::{ClinicalStatus, Diagnosis, Origin, Performed, Procedure},
    time::Moment,
};
use serde::{Deserialize, Serialize};

/// Kind of a device. A name may say several (透析用シャント).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DeviceKind {
    /// ペースメーカー・植込み型除細動器
    CardiacDevice,
    /// 人工弁
    HeartValve,
    /// ステント
    Stent,
    /// 人工血管
    VascularGraft,
    /// 人工関節
    Joint,
    /// 透析
    Dialysis,
    /// シャント
    Shunt,
    /// 移植
    Transplant,
    /// 気管切開・人工呼吸
    Airway,
    /// Clips, coils, stimulators, pumps, ports, cochlear implants.
    OtherImplant,
}

impl DeviceKind {
    /// The name in files that leave the portal: it stays, whatever the variant is called.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::CardiacDevice => "cardiac-device",
            Self::HeartValve => "heart-valve",
            Self::Stent => "stent",
            Self::VascularGraft => "vascular-graft",
            Self::Joint => "joint",
            Self::Dialysis => "dialysis",
            Self::Shunt => "shunt",
            Self::Transplant => "transplant",
            Self::Airway => "airway",
            Self::OtherImplant => "other-implant",
        }
    }
}

/// One diagnosis or procedure that says so, as it was written.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Device {
    /// At least one, sorted.
    pub kinds: Vec<DeviceKind>,
    pub name: String,
    pub stated_as: StatedAs,
    /// Onset of the diagnosis, or when the procedure was performed.
    pub since: Option<Moment>,
    /// Time at which the diagnosis ended, where the sender said so.
    pub ended: Option<Moment>,
    pub origin: Origin,
}

/// A procedure says what was done once; a diagnosis what is, or was.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum StatedAs {
    Diagnosis(ClinicalStatus),
    Procedure(Performed),
}

impl Device {
    /// `None`: the diagnosis speaks of nothing of the kind.
    pub fn of_diagnosis(diagnosis: &Diagnosis) -> Option<Self> {
        let icd10 = diagnosis.icd10.as_ref().map(|coding| coding.code.as_str());
        let kinds = kinds(&diagnosis.name, icd10);
        (!kinds.is_empty()).then(|| Self {
            kinds,
            name: diagnosis.name.clone(),
            stated_as: StatedAs::Diagnosis(diagnosis.status),
            since: diagnosis.onset.clone(),
            ended: diagnosis.ended.clone(),
            origin: diagnosis.origin.clone(),
        })
    }

    /// `None`: the procedure speaks of nothing of the kind, or did not begin.
    pub fn of_procedure(procedure: &Procedure) -> Option<Self> {
        let kinds = kinds(&procedure.name, None);
        (!kinds.is_empty() && procedure.status.may_have_begun()).then(|| Self {
            kinds,
            name: procedure.name.clone(),
            stated_as: StatedAs::Procedure(procedure.status),
            since: procedure.performed.clone(),
            ended: None,
            origin: procedure.origin.clone(),
        })
    }
}

/// Words in names, by kind of device. Those of procedures are the fee schedule's (K597 ペースメーカー移植術, K599 植込型除細動器移植術,
/// K549 経皮的冠動脈ステント留置術, K555 弁置換術, K082 人工関節置換術, K610-3 内シャント設置術), those of diagnoses MEDIS'.
const WORDS: [(DeviceKind, &[&str]); 10] = [
    (
        DeviceKind::CardiacDevice,
        &["ペースメーカ", "ペースメイカ", "除細動器", "両室ペーシング", "心臓再同期"],
    ),
    (
        DeviceKind::HeartValve,
        &["人工弁", "弁置換", "機械弁", "生体弁", "経カテーテル大動脈弁", "経カテーテル的大動脈弁"],
    ),
    (DeviceKind::Stent, &["ステント"]),
    (DeviceKind::VascularGraft, &["人工血管", "ステントグラフト"]),
    (DeviceKind::Joint, &["人工関節", "人工股関節", "人工膝関節", "人工肩関節", "人工骨頭", "関節置換"]),
    (DeviceKind::Dialysis, &["透析", "血液濾過", "血液ろ過", "ブラッドアクセス"]),
    (DeviceKind::Shunt, &["シャント", "脳室腹腔短絡"]),
    (
        DeviceKind::Transplant,
        &[
            "腎移植",
            "肝移植",
            "心移植",
            "心臓移植",
            "肺移植",
            "膵移植",
            "骨髄移植",
            "造血幹細胞移植",
            "臍帯血移植",
        ],
    ),
    (DeviceKind::Airway, &["気管切開", "気管瘻", "人工呼吸"]),
    (
        DeviceKind::OtherImplant,
        &[
            "クリッピング",
            "コイル塞栓",
            "脳深部刺激",
            "迷走神経刺激",
            "脊髄刺激",
            "髄腔内投与",
            "人工内耳",
            "インスリンポンプ",
            "中心静脈ポート",
            "CVポート",
            "埋込型ポート",
        ],
    ),
];

/// Names that hold one of the words and mean something else.
const MEAN_SOMETHING_ELSE: [&str; 6] =
    ["透析予防", "非透析", "未透析", "心内シャント", "左右シャント", "右左シャント"];

/// ICD-10 (2013), chapter XXI: presence of implants (Z95, Z96), shunt (Z98.2), transplants (Z94), dependence on
/// machines (Z99), dialysis (Z49), tracheostomy (Z93.0). Checked 2026-11.
const CLASSES: [(DeviceKind, &[&str]); 10] = [
    (DeviceKind::CardiacDevice, &["Z95.0"]),
    (DeviceKind::HeartValve, &["Z95.2-Z95.4"]),
    (DeviceKind::Stent, &["Z95.5"]),
    (DeviceKind::VascularGraft, &["Z95.8"]),
    (DeviceKind::Joint, &["Z96.6"]),
    (DeviceKind::Dialysis, &["Z99.2", "Z49"]),
    (DeviceKind::Shunt, &["Z98.2"]),
    (DeviceKind::Transplant, &["Z94.0-Z94.4", "Z94.8"]),
    (DeviceKind::Airway, &["Z93.0", "Z99.1"]),
    (DeviceKind::OtherImplant, &["Z96.2", "Z96.8"]),
];

fn kinds(name: &str, icd10: Option<&str>) -> Vec<DeviceKind> {
    let mut plain = nfkc(name).into_owned();
    for other in MEAN_SOMETHING_ELSE {
        plain = plain.replace(other, "");
    }
    let said = |words: &[&str]| words.iter().any(|word| plain.contains(word));
    let by_name = WORDS.iter().filter(|(_, words)| said(words)).map(|(kind, _)| *kind);
    let coded = |ranges: &[&str]| {
        let holds = |range: &&str| IcdRange::try_from(*range).is_ok_and(|range| holds(range, icd10));
        ranges.iter().any(holds)
    };
    let by_code = CLASSES.iter().filter(|(_, ranges)| coded(ranges)).map(|(kind, _)| *kind);
    let mut kinds: Vec<DeviceKind> = by_name.chain(by_code).collect();
    kinds.sort_unstable();
    kinds.dedup();
    kinds
}

fn holds(range: IcdRange, icd10: Option<&str>) -> bool {
    icd10.is_some_and(|code| range.holds(code))
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test;

    #[wasm_bindgen_test(unsupported = test)]
    fn names_say_what_it_is() {
        use DeviceKind::*;
        for (name, expected) in [
            ("ペースメーカー移植術", &[CardiacDevice][..]),
            ("ペースメーカ植込み後", &[CardiacDevice]),
            ("植込型除細動器移植術", &[CardiacDevice]),
            ("経皮的冠動脈ステント留置術", &[Stent]),
            ("ｽﾃﾝﾄｸﾞﾗﾌﾄ内挿術", &[Stent, VascularGraft]),
            ("大動脈弁置換術後", &[HeartValve]),
            ("人工骨頭挿入術（股）", &[Joint]),
            ("血液透析の状態", &[Dialysis]),
            ("内シャント設置術", &[Shunt]),
            ("透析シャント閉塞", &[Dialysis, Shunt]),
            ("生体腎移植術", &[Transplant]),
            ("糖尿病透析予防指導", &[]),
            ("心内シャント", &[]),
            ("高血圧症", &[]),
        ] {
            assert_eq!(kinds(name, None), expected, "{name}");
        }
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn classes_say_it_where_the_name_does_not() {
        use DeviceKind::*;
        for (code, expected) in [
            ("Z95.0", &[CardiacDevice][..]),
            ("Z951", &[]),
            ("Z95.2", &[HeartValve]),
            ("Z95.4", &[HeartValve]),
            ("Z95.5", &[Stent]),
            ("Z99.2", &[Dialysis]),
            ("Z992", &[Dialysis]),
            ("Z49.1", &[Dialysis]),
            ("N18.5", &[]),
            ("", &[]),
        ] {
            assert_eq!(kinds("術後の状態", Some(code)), expected, "{code}");
        }
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn every_class_is_one() {
        for range in CLASSES.iter().flat_map(|(_, ranges)| *ranges) {
            assert!(IcdRange::try_from(*range).is_ok(), "{range}");
        }
    }
}
