//! The invented facilities, and where and when something is written.

use chrono::NaiveDate;
use shared::consent::FacilityKind;

/// A sender that does not exist.
#[derive(Debug, PartialEq, Eq)]
pub struct Facility {
    /// Ten digits (医療機関番号).
    pub code: &'static str,
    pub name: &'static str,
    pub kind: FacilityKind,
    pub laboratory: Laboratory,
}

/// Whose units and reference ranges a facility's results come with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Laboratory {
    /// Its own, by the shared reference intervals (共用基準範囲).
    House,
    /// A commercial one (検査センター): other ranges, other units for blood cells, and judgements.
    Commercial,
}

const fn clinic(code: &'static str, name: &'static str, laboratory: Laboratory) -> Facility {
    Facility { code, name, kind: FacilityKind::Clinic, laboratory }
}

const fn hospital(code: &'static str, name: &'static str, laboratory: Laboratory) -> Facility {
    Facility { code, name, kind: FacilityKind::Hospital, laboratory }
}

pub static HOSPITAL: Facility = hospital("1310000011", "見本中央病院（架空）", Laboratory::House);
pub static CLINIC: Facility = clinic("1310000029", "例示内科クリニック（架空）", Laboratory::House);
pub static ORTHOPAEDICS: Facility = clinic("1310000037", "架空整形外科（架空）", Laboratory::Commercial);
pub static HEART_CLINIC: Facility =
    clinic("1310000045", "想定循環器クリニック（架空）", Laboratory::Commercial);
pub static CITY_HOSPITAL: Facility = hospital("1310000052", "仮想市民病院（架空）", Laboratory::House);
pub static CHILDREN: Facility = clinic("1310000060", "模擬こどもクリニック（架空）", Laboratory::Commercial);
pub static CHECKUPS: Facility = clinic("1310000078", "試験健診センター（架空）", Laboratory::Commercial);
pub static KIDNEY_CLINIC: Facility = clinic("1310000086", "空想腎クリニック（架空）", Laboratory::House);
pub static WOMEN: Facility = clinic("1310000094", "創作レディースクリニック（架空）", Laboratory::Commercial);

/// All senders. The first one's name in the store says that the named people are all there.
pub static FACILITIES: [&Facility; 9] = [
    &HOSPITAL,
    &CLINIC,
    &ORTHOPAEDICS,
    &HEART_CLINIC,
    &CITY_HOSPITAL,
    &CHILDREN,
    &CHECKUPS,
    &KIDNEY_CLINIC,
    &WOMEN,
];

/// 診療科: code and name of SS-MIX2's list with two digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Department {
    pub code: &'static str,
    pub name: &'static str,
}

const fn department(code: &'static str, name: &'static str) -> Department {
    Department { code, name }
}

pub const INTERNAL: Department = department("01", "内科");
pub const CHEST: Department = department("05", "呼吸器科");
pub const DIGESTIVE: Department = department("06", "消化器科");
pub const HEART: Department = department("08", "循環器科");
pub const CHILD: Department = department("09", "小児科");
pub const BONES: Department = department("11", "整形外科");
pub const BIRTH: Department = department("23", "産婦人科");
pub const DIALYSIS: Department = department("43", "血液透析科");
pub const CHECKUP: Department = department("44", "健診科");
pub const KIDNEY: Department = department("48", "腎臓内科");

/// Where, by whom and on which day an entry is written.
#[derive(Clone, Copy, Debug)]
pub struct Desk {
    pub facility: &'static Facility,
    pub department: Department,
    pub doctor: &'static str,
    pub day: NaiveDate,
}

const DOCTORS: [&str; 7] =
    ["例示 医師一", "例示 医師二", "見本 医師三", "見本 医師四", "架空 医師五", "架空 医師六", "仮名 医師七"];

impl Desk {
    /// A department's desk; it has one doctor.
    pub fn at(facility: &'static Facility, department: Department, day: NaiveDate) -> Self {
        let letters = facility.code.bytes().chain(department.code.bytes());
        let place = letters.fold(0, |sum: usize, byte| sum * 3 + usize::from(byte));
        Self { facility, department, doctor: DOCTORS[place % DOCTORS.len()], day }
    }

    /// The same desk on `day`.
    pub fn on(self, day: NaiveDate) -> Self {
        Self { day, ..self }
    }

    /// Ten in the morning of that day in Tokyo, as FHIR writes it.
    pub fn instant(&self) -> String {
        format!("{}T10:00:00+09:00", self.day)
    }
}
