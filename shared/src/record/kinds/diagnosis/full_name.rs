//! A disease name with its modifiers (修飾語): they are part of the name, also where they stand beside the text alone.

use crate::element::{concept::Concept, issues::Issues, node::Node, systems, text::comparable};
use crate::record::{Coding, Severity};

/// As it is shown, and as it was written where that says less.
pub(crate) struct DiseaseName {
    pub(crate) name: String,
    pub(crate) written: Option<String>,
    /// Text or modifiers say that it is a suspicion.
    pub(crate) suspected: bool,
}

struct Modifier {
    words: String,
    suspicion: bool,
    /// Whether its code is one of the master of modifiers.
    listed: bool,
}

/// The name out of `code.text`, its modifiers and its sites. What the text leaves out is added, and told the sender.
pub(crate) fn full_name(
    condition: &Node<'_>,
    text: String,
    codes: &[Coding],
    issues: &mut Issues,
) -> DiseaseName {
    let prefixes = modifiers(condition, systems::PREFIX_MODIFIER_EXTENSION, issues);
    let suffixes = modifiers(condition, systems::SUFFIX_MODIFIER_EXTENSION, issues);
    let sites = sites(condition, issues);
    let (before, after) = around(&text, codes);
    let mut name = String::new();
    for one in prefixes.iter().filter(|one| !before.contains(&comparable(&one.words))) {
        name.push_str(&one.shown());
    }
    name.push_str(&text);
    let said_after = |one: &&Modifier| {
        let words = comparable(&one.words);
        (one.suspicion && is_suspicion(&text)) || after.contains(words.trim_start_matches('ノ'))
    };
    for one in suffixes.iter().filter(|one| !said_after(one)) {
        name.push_str(&one.shown());
    }
    let said = comparable(&name);
    let unsaid: Vec<String> = sites.into_iter().filter(|site| !said.contains(&comparable(site))).collect();
    if !unsaid.is_empty() {
        name = format!("{name}（{}）", unsaid.join("、"));
    }
    if name != text
        && let Some(written) = condition.get("code").and_then(|code| code.get("text"))
    {
        written.complain(issues, Severity::Warning, format!("the name with its modifiers: {name}"));
    }
    let suspected = is_suspicion(&text) || prefixes.iter().chain(&suffixes).any(|one| one.suspicion);
    DiseaseName { written: (name != text).then_some(text), name, suspected }
}

impl Modifier {
    /// One of no known code stands in brackets: nobody here can tell what it does to the name.
    fn shown(&self) -> String {
        if self.listed { self.words.clone() } else { format!("［{}］", self.words) }
    }
}

fn modifiers(condition: &Node<'_>, extension: &str, issues: &mut Issues) -> Vec<Modifier> {
    let code = condition.get("code").filter(|code| code.value.is_object());
    let places = code.into_iter().chain([condition.clone()]);
    let mut found = Vec::new();
    for place in places {
        for one in place.list("extension", issues) {
            if one.raw("url").is_some_and(|url| systems::is_named(url, extension)) {
                found.extend(modifier(&one, issues));
            }
        }
    }
    found
}

/// `None`: its words are not known; the name has an unread part then.
fn modifier(extension: &Node<'_>, issues: &mut Issues) -> Option<Modifier> {
    let Some(concept) = Concept::under(extension, "valueCodeableConcept", issues) else {
        if extension.get("valueCodeableConcept").is_none() {
            let expected = "the modifier, with its words";
            extension.missing(issues, Severity::Part, "valueCodeableConcept", expected);
        }
        return None;
    };
    let at = extension.get("valueCodeableConcept").unwrap_or_else(|| extension.clone());
    let is_listed = |coding: &Coding| {
        let uncoded = coding.code.is_empty() || coding.code.bytes().all(|digit| digit == b'9');
        systems::MODIFIERS.contains(&coding.system.as_str()) && !uncoded
    };
    let suspicion_coded =
        concept.codings.iter().any(|coding| is_listed(coding) && is_suspicion_code(&coding.code));
    let Some(words) = concept.words().or_else(|| suspicion_coded.then(|| "の疑い".to_owned())) else {
        at.missing(issues, Severity::Part, "coding.display", "the modifier's words");
        return None;
    };
    let listed = concept.codings.iter().any(is_listed);
    if !listed {
        at.complain(issues, Severity::Warning, format!("a code in {}", systems::MODIFIERS[0]));
    }
    Some(Modifier { suspicion: suspicion_coded || is_suspicion(&words), words, listed })
}

/// の疑い: 8002 in the master of modifiers, with or without leading zeros.
fn is_suspicion_code(code: &str) -> bool {
    code.trim_start_matches('0') == "8002"
}

/// What stands before and after the master's name of the disease, as [`comparable`]; where the text is not built of it,
/// all of the text is both.
fn around(text: &str, codes: &[Coding]) -> (String, String) {
    let text = comparable(text);
    let masters = codes.iter().filter(|coding| coding.system == systems::DISEASE);
    for known in masters.filter_map(|coding| coding.display.as_deref()).map(comparable) {
        if let Some((before, after)) = text.split_once(&known).filter(|_| !known.is_empty()) {
            return (before.to_owned(), after.to_owned());
        }
    }
    (text.clone(), text)
}

/// 部位 and 左右, in words.
fn sites(condition: &Node<'_>, issues: &mut Issues) -> Vec<String> {
    let mut sites = Vec::new();
    for site in condition.list("bodySite", issues) {
        match Concept::read(&site, issues).words() {
            Some(words) => sites.push(words),
            None => site.missing(issues, Severity::Part, "text", "the site in words"),
        }
    }
    sites
}

/// Whether these words call something suspected, as far as it can be told from words.
pub(crate) fn is_suspicion(words: &str) -> bool {
    const ANYWHERE: [&str; 5] = ["疑イ", "ウタガイ", "疑診", "可能性", "suspected"];
    let plain = comparable(words);
    let plain = plain.trim_end_matches([')', ']', '】', '」', '。']);
    // Rule out.
    let begins = plain.starts_with("r/o");
    begins || ANYWHERE.iter().any(|said| plain.contains(said)) || plain.ends_with(['疑', '?'])
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};
    use wasm_bindgen_test::wasm_bindgen_test;

    const EXTENSION: &str = "http://jpfhir.jp/fhir/core/Extension/StructureDefinition/JP_Condition_Disease";

    fn extension(place: &str, system: &str, code: &str, display: Option<&str>) -> Value {
        let coding = match display {
            Some(display) => json!({"system": system, "code": code, "display": display}),
            None => json!({"system": system, "code": code}),
        };
        json!({"url": format!("{EXTENSION}{place}Modifier"), "valueCodeableConcept": {"coding": [coding]}})
    }

    fn prefix(display: &str) -> Value {
        extension("Prefix", systems::MODIFIERS[0], "00002056", Some(display))
    }

    fn suffix(code: &str, display: Option<&str>) -> Value {
        extension("Postfix", systems::MODIFIERS[0], code, display)
    }

    fn read(text: &str, disease: &str, extensions: &[Value], more: Value) -> (DiseaseName, Issues) {
        let mut condition =
            json!({"resourceType": "Condition", "code": {"text": text, "extension": extensions}});
        for (name, value) in more.as_object().unwrap() {
            condition[name] = value.clone();
        }
        let codes = [Coding {
            system: systems::DISEASE.into(),
            code: "20061457".into(),
            display: Some(disease.into()),
        }];
        let mut issues = Issues::default();
        (full_name(&Node::resource(&condition), text.into(), &codes, &mut issues), issues)
    }

    #[track_caller]
    fn check(text: &str, disease: &str, extensions: &[Value], expected: &str, suspected: bool) {
        let (read, issues) = read(text, disease, extensions, json!({}));
        assert_eq!((read.name.as_str(), read.suspected), (expected, suspected), "{text}");
        let changed = expected != text;
        assert_eq!(read.written.as_deref(), changed.then_some(text), "{text}");
        let told = issues.into_vec().iter().any(|issue| issue.path == "Condition.code.text");
        assert_eq!(told, changed, "the sender hears of it where the text says less: {text}");
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn modifiers_are_part_of_the_name() {
        let suspicion = || suffix("00008002", Some("の疑い"));
        check("肺癌", "肺癌", &[suspicion()], "肺癌の疑い", true);
        check("肺癌の疑い", "肺癌", &[suspicion()], "肺癌の疑い", true);
        check("肺癌疑い", "肺癌", &[suspicion()], "肺癌疑い", true);
        check("肺癌", "肺癌", &[suffix("8002", None)], "肺癌の疑い", true);
        check("橈骨遠位端骨折", "橈骨遠位端骨折", &[prefix("左")], "左橈骨遠位端骨折", false);
        check("左橈骨遠位端骨折", "橈骨遠位端骨折", &[prefix("左")], "左橈骨遠位端骨折", false);
        check("胃癌", "胃癌", &[suffix("00008009", Some("の術後"))], "胃癌の術後", false);
        check("乳癌", "乳癌", &[prefix("右"), suspicion()], "右乳癌の疑い", true);
        // One letter inside the disease's own name is not the modifier.
        check("内臓逆位", "内臓逆位", &[prefix("内")], "内内臓逆位", false);
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn a_modifier_of_no_known_code_is_kept_and_marked() {
        let other = extension("Postfix", "http://example.jp/modifiers", "X1", Some("の自称"));
        check("肺癌", "肺癌", &[other], "肺癌［の自称］", false);
        let uncoded = extension("Postfix", systems::MODIFIERS[0], "99999999", Some("の可能性"));
        check("肺癌", "肺癌", &[uncoded], "肺癌［の可能性］", true);
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn a_modifier_without_words_is_an_unread_part() {
        let (read, issues) = read("肺癌", "肺癌", &[suffix("00001234", None)], json!({}));
        assert_eq!(read.name, "肺癌");
        assert_eq!(issues.unread_parts().len(), 1);
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn a_side_stands_in_the_name_wherever_it_was_sent() {
        let left = json!({"bodySite": [{"text": "左"}]});
        assert_eq!(
            read("変形性膝関節症", "変形性膝関節症", &[], left.clone()).0.name,
            "変形性膝関節症（左）"
        );
        assert_eq!(read("左変形性膝関節症", "変形性膝関節症", &[], left).0.name, "左変形性膝関節症");
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn words_of_suspicion_are_recognised() {
        for said in [
            "肺癌の疑い",
            "肺癌うたがい",
            "肺癌（疑）",
            "肺癌疑",
            "肺癌？",
            "肺がん疑い、右",
            "Suspected lung cancer",
        ] {
            assert!(is_suspicion(said), "{said}");
        }
        for stated in ["肺癌", "疑核症候群", "高血圧症"] {
            assert!(!is_suspicion(stated), "{stated}");
        }
    }
}
