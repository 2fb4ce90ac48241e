//! 調剤: what was handed out at one visit.

use super::{
    Author, DosageForm, FeeTable, GenericCodeKind, InformationKind, MedicineCodeKind, SentCode, Stated,
    UsageCodeKind,
};
use crate::{
    decimal::Decimal,
    ids::FacilityCode,
    medicine_code::{GeneralNameCode, InvalidCode, MedicineCode},
};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// 調剤情報: one visit to a pharmacy or a hospital (from record 5 to the next).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dispensing {
    /// 調剤等年月日. `None`: no record 5 stands before what belongs to one, or it says no day.
    pub date: Option<Stated<NaiveDate>>,
    pub by: Option<Author>,
    /// 調剤-医療機関等: who handed it out.
    pub facility: Option<DispensingFacility>,
    /// 調剤-医師・薬剤師
    pub staff: Option<Staff>,
    /// 処方-医療機関: who prescribed it, where a pharmacy handed it out.
    pub prescribing: Option<PrescribingFacility>,
    pub prescribed: Vec<Prescribed>,
    /// 服用注意, of all that was handed out.
    pub cautions: Vec<Note>,
    /// 医療機関等提供情報
    pub information: Vec<Information>,
    /// 残薬確認
    pub leftovers: Vec<Note>,
    /// 備考
    pub remarks: Vec<Note>,
    /// 患者等記入
    pub entries: Vec<PatientEntry>,
}

/// Medicines that one doctor prescribed, or nobody who is named.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Prescribed {
    pub prescriber: Option<Prescriber>,
    pub rps: Vec<Rp>,
}

/// 調剤-医療機関等 (record 11).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DispensingFacility {
    pub name: String,
    pub prefecture: Option<String>,
    pub fee_table: Option<FeeTable>,
    pub code: Option<String>,
    pub postcode: Option<String>,
    pub address: Option<String>,
    pub phone: Option<String>,
    pub by: Option<Author>,
}

/// 処方-医療機関 (record 51).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PrescribingFacility {
    pub name: String,
    pub prefecture: Option<String>,
    pub fee_table: Option<FeeTable>,
    pub code: Option<String>,
    pub by: Option<Author>,
}

/// 調剤-医師・薬剤師 (record 15).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Staff {
    pub name: String,
    pub contact: Option<String>,
    pub by: Option<Author>,
}

/// 処方-医師 (record 55).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Prescriber {
    pub name: String,
    /// 診療科, in words.
    pub department: Option<String>,
    pub by: Option<Author>,
}

/// RP: medicines that are taken in one way.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rp {
    pub number: u16,
    pub medicines: Vec<Medicine>,
    pub usage: Option<Usage>,
    /// 用法補足
    pub supplements: Vec<Note>,
    /// 処方服用注意
    pub cautions: Vec<Note>,
}

/// 薬品 (record 201).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Medicine {
    pub name: String,
    /// 用量, of what the dosage form says: [`DosageForm::amount_of`].
    pub amount: Option<Stated<Decimal>>,
    pub unit: Option<String>,
    pub code: SentCode<MedicineCodeKind>,
    pub by: Option<Author>,
    /// 一般名
    pub generic_name: Option<String>,
    pub generic_code: SentCode<GenericCodeKind>,
    /// 薬品補足
    pub supplements: Vec<Note>,
    /// 薬品服用注意
    pub cautions: Vec<Note>,
}

/// 用法 (record 301).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Usage {
    pub text: Option<String>,
    /// 調剤数量: days, times, or 1 for the whole.
    pub quantity: Option<Stated<u16>>,
    /// 調剤単位
    pub unit: Option<String>,
    pub form: Option<DosageForm>,
    pub code: SentCode<UsageCodeKind>,
    pub by: Option<Author>,
}

/// Words with their author.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Note {
    pub text: String,
    pub by: Option<Author>,
}

/// 医療機関等提供情報 (record 411).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Information {
    pub text: String,
    pub kind: Option<InformationKind>,
    pub by: Option<Author>,
}

/// 患者等記入 (record 601): always by the patient, or somebody in their place.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PatientEntry {
    pub text: String,
    pub date: Option<Stated<NaiveDate>>,
}

/// What the amount of a medicine is the amount of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AmountOf {
    Day,
    /// 1回
    Dose,
    /// 全量: all that was handed out.
    Whole,
}

impl DosageForm {
    /// `None` for a form that no table has.
    pub fn amount_of(&self) -> Option<AmountOf> {
        match self {
            Self::Oral | Self::Infusion | Self::Decoction => Some(AmountOf::Day),
            Self::AsNeeded => Some(AmountOf::Dose),
            Self::OralDrops | Self::Injection | Self::External | Self::Material | Self::Other => {
                Some(AmountOf::Whole)
            }
            Self::AsSent(_) => None,
        }
    }
}

impl Usage {
    /// 投与日数, where the form is one that is counted in days.
    pub fn days(&self) -> Option<u16> {
        self.quantity_of(AmountOf::Day)
    }

    /// 投与回数 of a medicine that is taken as needed.
    pub fn times(&self) -> Option<u16> {
        self.quantity_of(AmountOf::Dose)
    }

    /// Whether it says no words that a pharmacy would have to: of materials, and of what is no form, it need not.
    pub(super) fn lacks_text(&self) -> bool {
        self.text.is_none() && !matches!(self.form, Some(DosageForm::Material | DosageForm::Other))
    }

    fn quantity_of(&self, counted: AmountOf) -> Option<u16> {
        let of = self.form.as_ref()?.amount_of()?;
        self.quantity.as_ref()?.read().filter(|_| of == counted).copied()
    }
}

impl Medicine {
    /// Its code, where it has one of a kind that names medicines. A receipt code that begins with 7 is a material's
    /// (特定器材) and names none.
    pub fn medicine_code(&self) -> Option<Result<MedicineCode, InvalidCode>> {
        self.code.kind.as_ref()?.medicine_code(self.code.code.as_deref()?)
    }

    /// 一般名コード
    pub fn general_name_code(&self) -> Option<Result<GeneralNameCode, InvalidCode>> {
        match self.generic_code.kind.as_ref()? {
            GenericCodeKind::GeneralName => {
                Some(GeneralNameCode::try_from(self.generic_code.code.as_deref()?))
            }
            GenericCodeKind::None | GenericCodeKind::AsSent(_) => None,
        }
    }
}

impl DispensingFacility {
    /// The ten digits, where prefecture, table and code make them.
    pub fn facility_code(&self) -> Option<FacilityCode> {
        facility_code(self.prefecture.as_deref(), self.fee_table.as_ref(), self.code.as_deref())
    }
}

impl PrescribingFacility {
    /// The ten digits, where prefecture, table and code make them.
    pub fn facility_code(&self) -> Option<FacilityCode> {
        facility_code(self.prefecture.as_deref(), self.fee_table.as_ref(), self.code.as_deref())
    }
}

fn facility_code(
    prefecture: Option<&str>,
    table: Option<&FeeTable>,
    code: Option<&str>,
) -> Option<FacilityCode> {
    FacilityCode::try_from(format!("{:0>2}{}{}", prefecture?, table?.code(), code?).as_str()).ok()
}
