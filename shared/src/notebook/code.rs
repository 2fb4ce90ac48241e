//! Code tables of the format (別表), each with room for a code that no table has.

use super::problem::Flaw;
use super::value::{CodeKind, Value};
use crate::medicine_code::{GeneralNameCode, HotCode, InvalidCode, MedicineCode, ReceiptCode, YjCode};
use serde::{Deserialize, Serialize};

macro_rules! codes {
    ($($(#[$doc:meta])* $table:ident { $($(#[$of:meta])* $code:literal $variant:ident)* })*) => {$(
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
        #[serde(rename_all = "kebab-case")]
        pub enum $table {
            $($(#[$of])* $variant,)*
            /// Another one, as it was sent.
            AsSent(String),
        }

        impl $table {
            /// As it stands in a record.
            pub fn code(&self) -> &str {
                match self {
                    $(Self::$variant => $code,)*
                    Self::AsSent(code) => code,
                }
            }
        }

        impl Value for $table {
            fn of(text: &str) -> (Self, Option<Flaw>) {
                match text {
                    $($code => (Self::$variant, None),)*
                    _ => (Self::AsSent(text.to_owned()), Some(Flaw::UnknownCode)),
                }
            }

            fn written(&self) -> String {
                self.code().to_owned()
            }
        }
    )*};
}

codes! {
    /// 出力区分
    Direction {
        /// 医療機関・薬局 → 患者等
        "1" ToPatient
        /// 患者等 → 医療機関・薬局
        "2" ToFacility
    }

    /// レコード作成者: who wrote a record.
    Author {
        /// 医療関係者
        "1" Staff
        /// 患者等
        "2" Patient
        /// その他
        "8" Other
        /// 不明
        "9" Unknown
    }

    /// 患者性別
    Sex { "1" Male "2" Female }

    /// 患者特記種別
    RemarkKind {
        "1" Allergy
        /// 副作用歴
        "2" AdverseReaction
        /// 既往歴
        "3" History
        "9" Other
    }

    /// 点数表
    FeeTable {
        /// 医科
        "1" Medical
        /// 歯科
        "3" Dental
        /// 調剤
        "4" Pharmacy
    }

    /// 薬品コード種別
    MedicineCodeKind {
        "1" None
        /// レセプト電算処理システム用コード
        "2" Receipt
        /// 厚生労働省コード (薬価基準収載医薬品コード)
        "3" PriceList
        "4" Yj
        "6" Hot
    }

    /// 一般名コード種別
    GenericCodeKind {
        "1" None
        /// 一般名処方コード
        "2" GeneralName
    }

    /// コード種別 of an ingredient.
    IngredientCodeKind {
        "1" None
        /// セルフメディケーションデータベース
        "2" SelfMedication
    }

    /// 用法コード種別
    UsageCodeKind {
        "1" None
        /// JAMI 標準用法コード
        "2" Jami
    }

    /// 剤形コード
    DosageForm {
        /// 内服
        "1" Oral
        /// 内滴
        "2" OralDrops
        /// 屯服
        "3" AsNeeded
        /// 注射
        "4" Injection
        /// 外用
        "5" External
        /// 浸煎
        "6" Infusion
        /// 湯
        "7" Decoction
        /// 材料
        "9" Material
        /// その他
        "10" Other
    }

    /// 提供情報種別
    InformationKind {
        /// 入院中の副作用
        "30" InHospital
        /// 退院後の療養
        "31" AfterDischarge
        "99" Other
    }
}

impl MedicineCodeKind {
    /// What `code` is in this table; nothing in one that names no medicines.
    pub(super) fn medicine_code(&self, code: &str) -> Option<Result<MedicineCode, InvalidCode>> {
        match self {
            Self::Receipt if code.len() == 9 && code.starts_with('7') => None,
            Self::Receipt => Some(ReceiptCode::try_from(code).map(MedicineCode::Receipt)),
            Self::PriceList | Self::Yj => Some(YjCode::try_from(code).map(MedicineCode::Yj)),
            Self::Hot => Some(HotCode::try_from(code).map(MedicineCode::Hot)),
            Self::None | Self::AsSent(_) => None,
        }
    }
}

impl CodeKind for MedicineCodeKind {
    fn is_none(&self) -> bool {
        *self == Self::None
    }

    fn check(&self, code: &str) -> Result<(), InvalidCode> {
        self.medicine_code(code).map_or(Ok(()), |found| found.map(|_| ()))
    }
}

impl CodeKind for GenericCodeKind {
    fn is_none(&self) -> bool {
        *self == Self::None
    }

    fn check(&self, code: &str) -> Result<(), InvalidCode> {
        match self {
            Self::GeneralName => GeneralNameCode::try_from(code).map(|_| ()),
            Self::None | Self::AsSent(_) => Ok(()),
        }
    }
}

impl CodeKind for IngredientCodeKind {
    fn is_none(&self) -> bool {
        *self == Self::None
    }
}

impl CodeKind for UsageCodeKind {
    fn is_none(&self) -> bool {
        *self == Self::None
    }
}
