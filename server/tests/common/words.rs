//! Words of a record that the tests send, one of each kind.

pub const DIAGNOSIS: &str = "高血圧症";
pub const UNTOLD: &str = "膵頭部癌";
pub const UNDELIVERED: &str = "ハンチントン病";
pub const MEDICINE: &str = "アムロジピン錠";
pub const TEST: &str = "4.1";
pub const LETTER: &str = "診療情報提供書";
pub const ALL: [&str; 6] = [DIAGNOSIS, UNTOLD, UNDELIVERED, MEDICINE, TEST, LETTER];
