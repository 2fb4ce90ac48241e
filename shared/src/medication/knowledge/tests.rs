use super::{embedded::FILES, embedded::built_in, *};
use wasm_bindgen_test::wasm_bindgen_test;

const SUBSTANCES: KnowledgeFile<'static> = KnowledgeFile {
    name: "substances.txt",
    text: "one | ワン | one\ntwo | ツー塩酸塩 | two | ツーツー\n",
};
const WORDS: KnowledgeFile<'static> = KnowledgeFile {
    name: "words.txt",
    text: "why w | 理由 | why\nmay m | 結果 | may\ndo d | 人 | person | 医師 | clinician\nsource s | 添付文書\n",
};

fn with_rules(text: &str) -> Result<KnowledgeBase, Vec<KnowledgeError>> {
    KnowledgeBase::parse(&[KnowledgeFile { name: "rules-mine.txt", text }, SUBSTANCES, WORDS])
}

fn check_error(rules: &str, line: usize, what: &str) {
    let errors = with_rules(rules).expect_err(rules);
    let first = &errors[0];
    assert_eq!((first.file.as_str(), first.line), ("rules-mine.txt", line), "{first}");
    assert!(first.what.contains(what), "{first} does not say {what:?}");
}

const GOOD: &str = "r1 caution interaction one x two why=w may=m do=d source=s unverified";

#[wasm_bindgen_test(unsupported = test)]
fn what_is_wrong_is_said_with_file_and_line() {
    check_error(
        "# a comment\nr1 caution interaction one x three why=w may=m do=d source=s unverified",
        2,
        "three",
    );
    check_error(&format!("{GOOD}\n\n{GOOD}"), 3, "r1 exists already");
    check_error(&GOOD.replace("caution", "danger"), 1, "danger");
    check_error(&GOOD.replace("interaction", "affair"), 1, "affair");
    check_error(&format!("{GOOD} until=2025-02-30"), 1, "2025-02-30");
    check_error(&format!("{GOOD} from=2025-03-01 until=2025-02-01"), 1, "after until=");
    check_error(&format!("{GOOD} colour=red"), 1, "colour");
    check_error(&format!("{GOOD} when=a:nose"), 1, "nose");
    check_error(&format!("{GOOD} seen=2025-02"), 1, "either seen");
    check_error(&GOOD.replace("why=w ", ""), 1, "why=");
    check_error(&GOOD.replace("why=w", "why=z"), 1, "z");
    check_error(&GOOD.replace(" x two", ""), 1, "is missing");
    check_error("r1 caution disease one why=w may=m do=d source=s unverified", 1, "icd=");
    check_error("r1 caution disease one icd=H4 why=w may=m do=d source=s unverified", 1, "H4");
    check_error("r1 caution interaction @none x two why=w may=m do=d source=s unverified", 1, "none");
}

#[wasm_bindgen_test(unsupported = test)]
fn all_errors_come_at_once() {
    let errors = with_rules("x\ny\nz").unwrap_err();
    assert_eq!(errors.iter().map(|error| error.line).collect::<Vec<_>>(), [1, 2, 3]);
    let unknown = KnowledgeFile { name: "notes.txt", text: "" };
    assert_eq!(KnowledgeBase::parse(&[unknown]).unwrap_err()[0].file, "notes.txt");
}

#[wasm_bindgen_test(unsupported = test)]
fn an_operators_rules_stand_beside_the_built_in_ones() {
    let mut files = FILES.to_vec();
    let text = "ours caution interaction tramadol x acetaminophen why=unknown may=raised do=ask-at-next-visit \
        source=s001 seen=2026-01";
    files.push(KnowledgeFile { name: "/etc/mikata/rules-ours.txt", text });
    let both = KnowledgeBase::parse(&files).unwrap();
    assert_eq!(both.rule_ids().count(), built_in().unwrap().rule_ids().count() + 1);
}

#[wasm_bindgen_test(unsupported = test)]
fn rules_are_switched_off_and_confirmed_by_id() {
    let overrides = |off: &[&str], confirmed: &[&str]| Overrides {
        switched_off: off.iter().map(|id| (*id).to_owned()).collect(),
        confirmed: confirmed.iter().map(|id| (*id).to_owned()).collect(),
    };
    let two = format!("{GOOD}\n{}", GOOD.replace("r1", "r2"));
    let base = with_rules(&two).unwrap();
    let changed = base.clone().with(&overrides(&["r1"], &["r2"])).unwrap();
    assert_eq!(changed.rule_ids().collect::<Vec<_>>(), ["r2"]);
    assert_eq!(changed.rules[0].verification, Verification::Confirmed);
    assert_eq!(changed.links(0).len(), 1);
    assert_eq!(
        base.with(&overrides(&["r1", "r3"], &["r4"])),
        Err(UnknownRules(vec!["r3".into(), "r4".into()]))
    );
}

#[wasm_bindgen_test(unsupported = test)]
fn the_compact_form_says_the_same() {
    let base = built_in().unwrap();
    let mut back = KnowledgeBase::from_compact(&base.to_compact()).unwrap();
    assert_ne!(back, base);
    back.add_names(&base.names_to_compact()).unwrap();
    assert_eq!(back.rules, base.rules);
    assert_eq!(back, base);
}

#[wasm_bindgen_test(unsupported = test)]
fn other_bytes_are_refused() {
    let bytes = built_in().unwrap().to_compact();
    assert!(KnowledgeBase::from_compact(&[]).is_err());
    assert!(KnowledgeBase::from_compact(&bytes[..bytes.len() - 1]).is_err());
    assert!(KnowledgeBase::from_compact(&[&bytes[..], &[0]].concat()).is_err());
    assert!(KnowledgeBase::default().add_names(&bytes).is_err());
}

#[wasm_bindgen_test(unsupported = test)]
fn masters_add_codes_and_new_prefixes() {
    use crate::medicine_code::{HotCode, MedicineCode};
    let mut base = built_in().unwrap();
    let new = Prefix::try_from("1149999").unwrap();
    assert!(!base.is_listed(new));
    base.learn_listed(new, "ロキソプロフェンナトリウム水和物・未知の成分");
    assert!(base.is_listed(new) && base.has_rules(new));
    assert_eq!(base.listed(new).unwrap().len(), 2);
    let hot = MedicineCode::Hot(HotCode::try_from("1234567").unwrap());
    base.learn_code(&hot, new);
    assert_eq!(base.learnt("hot:1234567"), Some(new));
}
