//! Names of the code systems among those who use them.

use crate::t;
use shared::record::Coding;

/// `YJコード`, `ICD-10`: the name of the system a code is from. Systems we do not know by name, and
/// a facility's own, are said to be just that.
pub fn code_system(coding: &Coding) -> String {
    let last = coding.system.rsplit(['/', ':']).next().unwrap_or_default();
    match last {
        "YJ-code" => t!("code-system-yj"),
        "MedicationGeneralOrderCode" => t!("code-system-general-name"),
        "master-HOT7" | "master-HOT9" | "master-HOT13" => t!("code-system-hot"),
        "ICD10-2013-full" | "icd-10" => t!("code-system-icd10"),
        "master-disease-keyNumber" => t!("code-system-disease"),
        "master-disease-exCode" => t!("code-system-disease-exchange"),
        "masterB-disease" => t!("code-system-disease-claim"),
        "master-JLAC10-17digits" => t!("code-system-jlac10"),
        "JP_CLINS_ObsLabResult_LocalCode_CS" => t!("code-system-local-test"),
        _ if coding.system.contains("JLAC10") => t!("code-system-jlac10"),
        _ if coding.system.contains("JLAC11") => t!("code-system-jlac11"),
        _ if coding.system.contains("JfagyMedication") => t!("code-system-jfagy"),
        _ => t!("code-system-other"),
    }
}

/// Dummy codes say "not coded" and tell a reader nothing.
pub fn tells_something(coding: &Coding) -> bool {
    let dummy = coding.code == "NOCODED"
        || coding.code == "0X0XXXXXXXXX0000"
        || (coding.code.len() >= 8 && coding.code.bytes().all(|byte| byte == b'9'));
    !dummy && !coding.code.is_empty()
}
