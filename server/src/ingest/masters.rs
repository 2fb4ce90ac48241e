//! Lists of medicines as they are published (docs/masters.md): recognised by their own columns, or refused.

use encoding_rs::{SHIFT_JIS, UTF_8};
use shared::{
    medication::{
        check::{Medicine, recognition},
        knowledge::KnowledgeBase,
    },
    medicine_code::{HotCode, MedicineCode, Prefix, ReceiptCode, YjCode},
};
use std::collections::{BTreeMap, BTreeSet};
use unicode_normalization::UnicodeNormalization;

/// A layout that is certain.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Layout {
    /// 厚生労働省 薬価基準収載品目リスト, with its header.
    PriceList,
    /// 支払基金 医薬品マスター (`y.csv`), which has no header: item 2 is `Y`, item 32 the price list's code.
    Receipt,
    /// MEDIS 医薬品HOTコードマスター, with its header.
    Hot,
}

/// A master, row by row.
#[derive(Clone, Debug)]
pub struct Master {
    pub layout: Layout,
    pub encoding: &'static str,
    pub rows: Vec<Row>,
}

/// One product.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// In the file, from 1.
    pub line: u64,
    pub name: String,
    /// 薬価基準収載医薬品コード or 個別医薬品コード; empty where the file has none.
    pub code: String,
    /// 成分名, where the layout has it.
    pub ingredient: Option<String>,
    /// Codes without structure that stand for this product, as they are written.
    pub others: Vec<String>,
}

#[derive(Debug, thiserror::Error)]
pub enum NotAMaster {
    #[error("neither UTF-8 nor Shift_JIS")]
    Encoding,
    #[error("line {line}: not CSV")]
    Csv {
        line: u64,
        #[source]
        source: csv::Error,
    },
    #[error(
        "line 1: its columns are those of no list that is known here (薬価基準収載品目リスト, 医薬品マスター y.csv, \
         MEDIS HOT); docs/masters.md says what is expected"
    )]
    Layout,
    #[error("line {line}: {found} columns where the first line has {expected}")]
    Columns { line: u64, found: usize, expected: usize },
    #[error("{0} new seven-character codes: more than any price list brings")]
    TooManyNew(usize),
}

/// What a master teaches, and what of it could not be mapped.
#[derive(Clone, Debug, Default)]
pub struct Lesson {
    pub rows: usize,
    /// Products that their code leads to ingredients.
    pub by_code: usize,
    /// Products that only their name does.
    pub by_name: usize,
    pub codes: BTreeMap<MedicineCode, Prefix>,
    pub prefixes: BTreeMap<Prefix, String>,
    pub unmapped: Vec<Unmapped>,
    /// Codes that stand for several medicines at once: not learnt.
    pub ambiguous: Vec<MedicineCode>,
}

/// A product that leads to no ingredient, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unmapped {
    pub line: u64,
    pub name: String,
    pub why: String,
}

/// A price list of the next ten years brings a few hundred.
const MOST_NEW_PREFIXES: usize = 10_000;

/// The place of item 32, 薬価基準収載医薬品コード, and of the code and the name in `y.csv`.
const RECEIPT_PRICE_CODE: usize = 31;
const RECEIPT_CODE: usize = 2;
const RECEIPT_NAME: usize = 4;

impl Layout {
    pub fn name(self) -> &'static str {
        match self {
            Self::PriceList => "薬価基準収載品目リスト",
            Self::Receipt => "支払基金 医薬品マスター",
            Self::Hot => "MEDIS 医薬品HOTコードマスター",
        }
    }
}

/// Where the columns stand.
struct Columns {
    layout: Layout,
    name: usize,
    codes: Vec<usize>,
    ingredient: Option<usize>,
    others: Vec<usize>,
    has_header: bool,
}

/// Reads a file, whatever it is called.
pub fn read(bytes: &[u8]) -> Result<Master, NotAMaster> {
    let (text, encoding) = decoded(bytes)?;
    let mut lines = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
    let mut columns: Option<Columns> = None;
    let (mut rows, mut width) = (Vec::new(), 0);
    for record in lines.records() {
        let record = record.map_err(|source| {
            let line = source.position().map_or(0, csv::Position::line);
            NotAMaster::Csv { line, source }
        })?;
        let cells: Vec<&str> = record.iter().map(str::trim).collect();
        let line = record.position().map_or(0, csv::Position::line);
        if cells.iter().all(|cell| cell.is_empty()) {
            continue;
        }
        let found = match &columns {
            Some(found) => found,
            None => {
                let found = columns.insert(Columns::of(&cells).ok_or(NotAMaster::Layout)?);
                width = cells.len();
                if found.has_header {
                    continue;
                }
                found
            }
        };
        if cells.len() != width {
            return Err(NotAMaster::Columns { line, found: cells.len(), expected: width });
        }
        rows.push(found.row(&cells, line));
    }
    let layout = columns.ok_or(NotAMaster::Layout)?.layout;
    Ok(Master { layout, encoding, rows })
}

fn decoded(bytes: &[u8]) -> Result<(String, &'static str), NotAMaster> {
    for encoding in [UTF_8, SHIFT_JIS] {
        let (text, had_errors) = encoding.decode_with_bom_removal(bytes);
        if !had_errors {
            return Ok((text.into_owned(), encoding.name()));
        }
    }
    Err(NotAMaster::Encoding)
}

/// Column names differ in width and spaces from one edition to the next.
fn plain(cell: &str) -> String {
    cell.nfkc().filter(|c| !c.is_whitespace()).collect()
}

impl Columns {
    fn of(first: &[&str]) -> Option<Self> {
        let names: Vec<String> = first.iter().map(|cell| plain(cell)).collect();
        let named = |name: &str| names.iter().position(|one| one == name);
        let begins = |name: &str| names.iter().position(|one| one.starts_with(name));
        let price_code = named("薬価基準収載医薬品コード");
        if let (Some(code), Some(ingredient), Some(name)) = (price_code, named("成分名"), named("品名"))
        {
            let (codes, others) = (vec![code], Vec::new());
            let layout = Layout::PriceList;
            return Some(Self {
                layout,
                name,
                codes,
                ingredient: Some(ingredient),
                others,
                has_header: true,
            });
        }
        if let (Some(hot7), Some(name)) = (begins("処方用番号"), named("販売名")) {
            let codes: Vec<usize> = [named("個別医薬品コード"), price_code].into_iter().flatten().collect();
            let receipt = names.iter().enumerate();
            let receipt = receipt.filter(|(_, name)| name.starts_with("レセプト電算処理システムコード"));
            let others: Vec<usize> = std::iter::once(hot7).chain(receipt.map(|(at, _)| at)).collect();
            let layout = Layout::Hot;
            return (!codes.is_empty()).then_some(Self {
                layout,
                name,
                codes,
                ingredient: None,
                others,
                has_header: true,
            });
        }
        let is_receipt = first.len() > RECEIPT_PRICE_CODE
            && first[1] == "Y"
            && ReceiptCode::try_from(first[RECEIPT_CODE]).is_ok();
        is_receipt.then(|| Self {
            layout: Layout::Receipt,
            name: RECEIPT_NAME,
            codes: vec![RECEIPT_PRICE_CODE],
            ingredient: None,
            others: vec![RECEIPT_CODE],
            has_header: false,
        })
    }

    fn row(&self, cells: &[&str], line: u64) -> Row {
        let filled = |at: &&usize| !cells[**at].is_empty();
        Row {
            line,
            name: cells[self.name].to_owned(),
            code: self.codes.iter().find(filled).map_or_else(String::new, |at| cells[*at].to_owned()),
            ingredient: self.ingredient.map(|at| cells[at].to_owned()),
            others: self.others.iter().filter(filled).map(|at| cells[*at].to_owned()).collect(),
        }
    }
}

/// What `rows` teach beyond `knowledge`. `each` is called after every row.
pub fn learn(master: &Master, knowledge: &KnowledgeBase, each: impl Fn()) -> Result<Lesson, NotAMaster> {
    let mut lesson = Lesson { rows: master.rows.len(), ..Lesson::default() };
    let mut ambiguous = BTreeSet::new();
    for row in &master.rows {
        lesson.take(row, knowledge, &mut ambiguous);
        each();
    }
    if lesson.prefixes.len() > MOST_NEW_PREFIXES {
        return Err(NotAMaster::TooManyNew(lesson.prefixes.len()));
    }
    lesson.codes.retain(|code, _| !ambiguous.contains(code));
    lesson.ambiguous = ambiguous.into_iter().collect();
    Ok(lesson)
}

impl Lesson {
    fn take(&mut self, row: &Row, knowledge: &KnowledgeBase, ambiguous: &mut BTreeSet<MedicineCode>) {
        let code = match row.code.as_str() {
            "" => Err("no code of the price list".to_owned()),
            code => YjCode::try_from(code).map_err(|error| error.to_string()),
        };
        let mut reasons = Vec::new();
        match code {
            Ok(code) => {
                let prefix = code.prefix();
                self.take_others(row, prefix, ambiguous, &mut reasons);
                let ingredient = row.ingredient.as_deref().filter(|name| !name.is_empty());
                if let Some(ingredient) = ingredient.filter(|_| !knowledge.is_listed(prefix)) {
                    self.prefixes.entry(prefix).or_insert_with(|| ingredient.to_owned());
                }
                if knowledge.is_listed(prefix) || self.prefixes.contains_key(&prefix) {
                    self.by_code += 1;
                    return;
                }
                reasons.push(format!("{prefix} is on no price list that was read"));
            }
            Err(why) => reasons.push(why),
        }
        if recognition(&Medicine::named(&row.name), knowledge).is_ok() {
            self.by_name += 1;
        } else {
            let why = reasons.join("; ");
            self.unmapped.push(Unmapped { line: row.line, name: row.name.clone(), why });
        }
    }

    fn take_others(
        &mut self,
        row: &Row,
        prefix: Prefix,
        ambiguous: &mut BTreeSet<MedicineCode>,
        reasons: &mut Vec<String>,
    ) {
        for other in &row.others {
            let code = ReceiptCode::try_from(other.as_str())
                .map(MedicineCode::Receipt)
                .or_else(|_| HotCode::try_from(other.as_str()).map(MedicineCode::Hot));
            match code {
                Ok(code) => {
                    let known = *self.codes.entry(code.clone()).or_insert(prefix);
                    if known != prefix {
                        ambiguous.insert(code);
                    }
                }
                Err(error) => reasons.push(error.to_string()),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use shared::medication::knowledge::embedded::built_in;

    const PRICE_HEADER: &str = "区分,薬価基準収載医薬品コード,成分名,規格,品名,薬価";

    fn lesson(text: &str) -> (Layout, Lesson) {
        let master = read(text.as_bytes()).unwrap();
        let lesson = learn(&master, &built_in().unwrap(), || {}).unwrap();
        (master.layout, lesson)
    }

    /// A row of 42 items with these four filled.
    fn receipt(code: &str, name: &str, price_code: &str) -> String {
        let mut cells = vec![""; 42];
        (cells[0], cells[1], cells[2], cells[4], cells[31]) = ("0", "Y", code, name, price_code);
        cells.join(",")
    }

    #[test]
    fn a_price_list_teaches_new_prefixes() {
        // 9999001 is invented.
        let text = format!(
            "{PRICE_HEADER}\n内用薬,6149003F2038,クラリスロマイシン,２００ｍｇ１錠,クラリス錠２００,1\n\
             内用薬,9999001F1015,架空マイシン塩酸塩,１錠,\"カクウ錠, １ｍｇ\",1\n\
             内用薬,6149003F2030,クラリスロマイシン,１錠,だれも知らない薬,1\n"
        );
        let (layout, lesson) = lesson(&text);
        assert_eq!((layout, lesson.rows, lesson.by_code), (Layout::PriceList, 3, 2), "{lesson:?}");
        let learnt: Vec<(String, &str)> =
            lesson.prefixes.iter().map(|(prefix, name)| (prefix.to_string(), name.as_str())).collect();
        assert_eq!(learnt, [("9999001".to_owned(), "架空マイシン塩酸塩")]);
        assert_eq!((lesson.unmapped[0].line, lesson.unmapped.len()), (4, 1));
        assert!(lesson.unmapped[0].why.contains("check digit"));
    }

    #[test]
    fn shift_jis_is_recognised() {
        let text =
            format!("{PRICE_HEADER}\r\n内用薬,6149003F2038,クラリスロマイシン,１錠,クラリス錠２００,1\r\n");
        let (bytes, ..) = SHIFT_JIS.encode(&text);
        let master = read(&bytes).unwrap();
        assert_eq!((master.encoding, master.rows[0].name.as_str()), ("Shift_JIS", "クラリス錠２００"));
        let with_mark = format!("\u{feff}{text}");
        assert_eq!(read(with_mark.as_bytes()).unwrap().encoding, "UTF-8");
        assert!(matches!(read(b"\xff\xff\x80\x00"), Err(NotAMaster::Encoding)));
    }

    #[test]
    fn a_receipt_master_maps_its_codes() {
        let text = [
            receipt("620000001", "クラリス錠２００", "6149003F2038"),
            receipt("620000002", "だれも知らない薬", ""),
            receipt("620000003", "クラリス錠２００", ""),
            receipt("620000001", "別の薬", "1149038F1032"),
        ]
        .join("\n");
        let (layout, lesson) = lesson(&text);
        assert_eq!((layout, lesson.by_name, lesson.unmapped.len()), (Layout::Receipt, 1, 1), "{lesson:?}");
        // One code for two medicines is none.
        assert!(lesson.codes.is_empty());
        assert_eq!(lesson.ambiguous.len(), 1);
    }

    #[test]
    fn a_hot_master_maps_hot7_and_receipt_codes() {
        let text = "\"基準番号（ＨＯＴコード）\",\"処方用番号（ＨＯＴ７）\",\"薬価基準収載医薬品コード\",\"個別医薬品コード\",\
            \"レセプト電算処理システムコード（１）\",\"レセプト電算処理システムコード（２）\",\"販売名\"\n\
            \"1234567010101\",\"1234567\",\"6149003F2011\",\"6149003F2038\",\"620000001\",\"\",\"クラリス錠２００\"\n";
        let (layout, lesson) = lesson(text);
        assert_eq!((layout, lesson.by_code), (Layout::Hot, 1));
        let codes: Vec<String> = lesson.codes.keys().map(ToString::to_string).collect();
        assert_eq!(codes, ["hot:1234567", "receipt:620000001"]);
        assert!(lesson.codes.values().all(|prefix| prefix.to_string() == "6149003"));
    }

    #[test]
    fn what_is_no_master_is_refused_with_its_line() {
        let said = |text: &str| read(text.as_bytes()).unwrap_err().to_string();
        assert!(said("").contains("no list that is known"));
        assert!(said("a,b,c\n1,2,3\n").contains("no list that is known"));
        assert!(said(&format!("{PRICE_HEADER}\n内用薬,6149003F2038\n")).contains("line 2: 2 columns"));
        // Too short for the item that names the price list's code.
        assert!(said("0,Y,620000001,6,クラリス").contains("no list that is known"));
    }
}
