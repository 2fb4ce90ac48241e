//! What was found, as cards: a line, a weight, and the reasons in Japanese and English.
//!
//! No card says "no problem": what was recognised and what was not is a card of its own, always.

use crate::{entropy::Entropy, gate::CheckAnswer};
use serde::Serialize;
use shared::medication::{
    check::{Certainty, Doubt, Finding, FindingKind, Findings, Ground, Medicine, Questioned, Unchecked},
    knowledge::{self, Severity, Verification},
};
use std::{collections::BTreeMap, fmt::Write};
use uuid::Uuid;

/// All that an answer is made of: nothing of a record but [`CheckAnswer`].
pub struct Compared {
    pub drafts: Vec<Medicine>,
    /// The drafts compared with each other.
    pub among: Findings,
    /// Nothing: it is not certain whose record it is.
    pub record: Option<CheckAnswer>,
    /// What facilities are called, by their code.
    pub names: BTreeMap<String, String>,
}

#[derive(Debug, Serialize)]
pub struct Card {
    uuid: Uuid,
    /// Shorter than 140 characters.
    summary: String,
    detail: String,
    indicator: Indicator,
    source: Source,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
enum Indicator {
    Critical,
    Warning,
    Info,
}

#[derive(Debug, Serialize)]
struct Source {
    label: &'static str,
}

const SOURCE: &str = "Mikata";

/// One short of what the specification refuses.
const SUMMARY_CHARACTERS: usize = 139;

/// The longest name that a card repeats.
const NAME_CHARACTERS: usize = 40;

/// The gravest first; the card about what was looked at is the last.
pub fn of(compared: &Compared, entropy: &Entropy) -> Vec<Card> {
    let mut cards: Vec<Words> =
        compared.record.iter().flat_map(|told| of_record(told, &compared.names)).collect();
    cards.extend(compared.among.findings.iter().map(|finding| of_finding(finding, &compared.drafts)));
    cards.sort_by_key(|card| card.indicator);
    if compared.record.is_none() && !compared.drafts.is_empty() {
        cards.push(not_matched());
    }
    cards.push(looked_at(compared));
    cards.into_iter().map(|words| words.into_card(entropy)).collect()
}

/// The only card where the check is not in use: no cards at all would read as "nothing found".
pub fn not_in_use(entropy: &Entropy) -> Card {
    let words = Words {
        indicator: Indicator::Info,
        summary: "薬の確認は使われていません: 何も調べていません / The check is not in use: nothing was compared".to_owned(),
        detail: "このポータルの運営者が、薬の確認を使えるようにしていません。処方しようとする薬どうしも、登録されている薬とも、\
            比べていません。\n\n\
            The operator of this portal has not cleared the check of medicines for use. The drafts were compared neither \
            with each other nor with medicines on record."
            .to_owned(),
    };
    words.into_card(entropy)
}

struct Words {
    indicator: Indicator,
    summary: String,
    detail: String,
}

impl Words {
    fn into_card(self, entropy: &Entropy) -> Card {
        Card {
            uuid: entropy.uuid(),
            summary: shortened(&self.summary, SUMMARY_CHARACTERS),
            detail: self.detail,
            indicator: self.indicator,
            source: Source { label: SOURCE },
        }
    }
}

fn of_record(told: &CheckAnswer, names: &BTreeMap<String, String>) -> Vec<Words> {
    let mut cards = Vec::new();
    if told.masked.contraindication_exists {
        cards.push(Words {
            indicator: Indicator::Critical,
            summary: "併用禁忌: 登録されている他施設の薬との組合せ / Contraindicated with a medicine on record"
                .to_owned(),
            detail: by_name(told, FindingKind::Interaction, names).unwrap_or_else(|| {
                "処方しようとする薬に、登録されている薬との併用禁忌があります。同意がないため、どの薬かは表示しません。\
                患者に服用中の薬を確認してください。\n\n\
                A drafted medicine is contraindicated with a medicine on record. Without consent, which one is not \
                shown. Ask the patient what they take."
                    .to_owned()
            }),
        });
    }
    if told.masked.duplicate_exists {
        cards.push(Words {
            indicator: Indicator::Warning,
            summary: "重複投薬: 登録されている他施設の薬と同じ成分 / Same ingredient as a medicine on record"
                .to_owned(),
            detail: by_name(told, FindingKind::Duplicate, names).unwrap_or_else(|| {
                "処方しようとする薬と同じ成分・同じ投与経路の薬が登録されています。同意がないため、どの薬かは表示しません。\
                患者に服用中の薬を確認してください。\n\n\
                A medicine with the same ingredient and route is on record. Without consent, which one is not shown. \
                Ask the patient what they take."
                    .to_owned()
            }),
        });
    }
    cards
}

/// The medicines behind a warning, as far as the patient shows them; `None`: none of them.
fn by_name(told: &CheckAnswer, kind: FindingKind, names: &BTreeMap<String, String>) -> Option<String> {
    let lines = told.causes.iter().filter(|cause| cause.kind == kind).map(|cause| {
        let from = cause.facility.as_deref().unwrap_or_default();
        let from = plain(names.get(from).map_or(from, String::as_str));
        let since = cause.start.map_or_else(String::new, |day| format!(", {day}"));
        let doubt = match cause.questioned {
            None => "",
            Some(Questioned::OnHold) => "; 休止中の処方 / on hold: may be taken",
            Some(Questioned::Issued) => "; 処方されたかどうか不明 / not known whether it was issued",
            Some(Questioned::Stopped) => {
                "; 本人によると中止、時期は不明 / stopped, the patient says; when is not known"
            }
            Some(Questioned::ReadCompletely) => {
                "; 用法に読み取れないところがあります / instruction not read completely"
            }
        };
        format!("- {} × {} ({from}{since}{doubt})\n", name(&cause.draft), name(&cause.name))
    });
    let lines: String = lines.collect();
    (!lines.is_empty()).then(|| {
        format!(
            "{lines}\n患者の同意により、登録されている薬の名前を表示しています。見せていない薬がほかにあるかもしれません。\n\n\
            Named by the patient's consent. There may be others that the patient does not show.\n"
        )
    })
}

/// A finding among the drafts: the asker wrote both, so it is said in full.
fn of_finding(finding: &Finding, drafts: &[Medicine]) -> Words {
    let names: Vec<String> = finding.medicines.iter().map(|one| name(&one.name)).collect();
    let names = names.join(" × ");
    let (indicator, ja, en) = match (finding.kind, finding.severity) {
        (FindingKind::Duplicate | FindingKind::DuplicateClass, _) => {
            (Indicator::Warning, "重複投薬", "Same ingredient twice")
        }
        (_, Severity::Contraindicated) => (Indicator::Critical, "併用禁忌", "Contraindicated"),
        (_, Severity::Serious) => (Indicator::Warning, "併用注意（重大）", "Serious caution"),
        (_, Severity::Caution) => (Indicator::Warning, "併用注意", "Caution"),
    };
    let mut detail = String::new();
    for ground in &finding.grounds {
        write_ground(&mut detail, ground, drafts);
    }
    Words { indicator, summary: format!("{ja} / {en}: {names}"), detail }
}

fn write_ground(detail: &mut String, ground: &Ground, drafts: &[Medicine]) {
    let advice = &ground.advice.clinician;
    let (seen_ja, seen_en) = match ground.verification {
        Verification::Unverified => ("未確認", "not verified"),
        Verification::Seen => ("出典を確認済み", "source seen"),
        Verification::Confirmed => ("運用者の薬剤師が確認済み", "confirmed by the operator's pharmacist"),
    };
    let lines = [
        format!("{} {}。{}", plain(&ground.mechanism.ja), plain(&ground.consequence.ja), plain(&advice.ja)),
        format!("{} {}. {}", plain(&ground.mechanism.en), plain(&ground.consequence.en), plain(&advice.en)),
        format!("出典 / Source: {} ({seen_ja} / {seen_en}; `{}`)", in_both(&ground.source), ground.rule),
    ];
    for line in lines {
        // Writing into a String cannot fail.
        let _ = write!(detail, "{line}\n\n");
    }
    if let Certainty::OnlyWhen(doubts) = &ground.certainty {
        for doubt in doubts {
            let (ja, en) = doubt_words(doubt, drafts);
            let _ = write!(detail, "- 次の場合に限ります: {ja} / Only when: {en}\n\n");
        }
    }
}

fn doubt_words(doubt: &Doubt, drafts: &[Medicine]) -> (String, String) {
    let of = |at: &usize| drafts.get(*at).map_or_else(String::new, |draft| name(&draft.name));
    match doubt {
        Doubt::StillTaken(at) => (format!("{}を服用している", of(at)), format!("{} is taken", of(at))),
        Doubt::HeldIsTaken(at) => {
            (format!("休止中の{}を服用している", of(at)), format!("{}, which is on hold, is taken", of(at)))
        }
        Doubt::StoppedLately(at) => (
            format!("本人が中止したという{}を最近まで服用していた", of(at)),
            format!("{}, which the patient says was stopped, was taken until lately", of(at)),
        ),
        Doubt::WasIssued(at) => (format!("{}が処方されている", of(at)), format!("{} was issued", of(at))),
        Doubt::TakenAsRead(at) => (
            format!("{}の用法に、読み取れないところがある", of(at)),
            format!("{} is taken as far as its instruction could be read", of(at)),
        ),
        Doubt::ActsInWholeBody(at) => {
            (format!("{}が全身に作用する", of(at)), format!("{} acts in the whole body", of(at)))
        }
        Doubt::ByRoute(at, route) => {
            let (ja, en) = match route {
                shared::medicine_code::Route::Oral => ("内服", "by mouth"),
                shared::medicine_code::Route::Injection => ("注射", "by injection"),
                shared::medicine_code::Route::External => ("外用", "externally"),
            };
            (format!("{}を{ja}で用いる", of(at)), format!("{} is given {en}", of(at)))
        }
        Doubt::ThatProduct(at) => (
            format!("{}が規則のいう製品である", of(at)),
            format!("{} is one of the products that the rule means", of(at)),
        ),
        Doubt::Disease(ranges) => (
            format!("病名がある ({})", ranges.join(", ")),
            format!("there is a disease of {}", ranges.join(", ")),
        ),
        Doubt::EgfrBelow(limit) => (format!("eGFRが{limit}未満"), format!("the eGFR is below {limit}")),
        Doubt::DiseaseOfThatKind(_) => {
            ("病名が規則のいうものである".to_owned(), "the disease is of the kind meant".to_owned())
        }
        Doubt::IsTheDisease(_) => {
            ("疑いのある病気である".to_owned(), "a suspected disease turns out to be one".to_owned())
        }
        Doubt::ReactedToThat(_) => {
            ("その薬への反応であった".to_owned(), "the reaction was to a member of the group".to_owned())
        }
        Doubt::IsAllergic(_) => (
            "確認されていないアレルギーがある".to_owned(),
            "an allergy that is not confirmed is one".to_owned(),
        ),
        Doubt::StatedAsRead => (
            "登録された内容（読み取れないところがあります）のとおりである".to_owned(),
            "what is on record, which was not read completely, is so".to_owned(),
        ),
        Doubt::YoungerThan(years) => (format!("{years}歳未満"), format!("younger than {years}")),
        Doubt::Female => ("女性".to_owned(), "female".to_owned()),
        Doubt::Said(words) => (plain(&words.ja), plain(&words.en)),
    }
}

fn not_matched() -> Words {
    Words {
        indicator: Indicator::Info,
        summary: "登録記録と照合できませんでした / The record could not be matched".to_owned(),
        detail: "この患者の記録を特定できなかったため、処方しようとする薬どうしのみを比較しました。\
            登録されている薬との重複投薬・併用禁忌は確認していません。\n\n\
            It could not be decided whose record this is, so only the drafts were compared with each other. \
            Medicines on record were not looked at."
            .to_owned(),
    }
}

/// What was looked at, and what was not. The record's own medicines are not counted: how many there are is
/// nothing that may be told without consent.
fn looked_at(compared: &Compared) -> Words {
    let (recognised, all) = (compared.among.recognised, compared.among.medicines);
    let record_incomplete = compared.record.as_ref().is_some_and(|told| told.masked.incomplete);
    let incomplete = record_incomplete || compared.record.is_none() || !compared.among.not_checked.is_empty();
    let mut summary =
        format!("{all}件中{recognised}件の薬を識別 / {recognised} of {all} medicines recognised");
    if incomplete {
        summary.push_str("; 確認は不完全です / the check is incomplete");
    }
    let mut detail = "電子処方箋管理サービスの公開規則に準じた参考情報です (同一成分・同一経路、併用禁忌のみ)。\
        病名・アレルギー・腎機能は確認していません。薬剤師・医師の判断に代わるものではありません。\n\n\
        For information, by the public rules of the national service (same ingredient and route; \
        contraindicated combinations only). Diseases, allergies and kidney function were not considered. It does \
        not replace a pharmacist's or doctor's judgement.\n\n"
        .to_owned();
    for one in &compared.among.not_checked {
        let name = compared.drafts.get(one.index).map_or_else(String::new, |draft| name(&draft.name));
        let (ja, en) = match &one.why {
            Unchecked::NotRecognised => ("識別できません", "not recognised"),
            Unchecked::Unsure(_) => ("一つに決められません", "could be several medicines"),
            Unchecked::Contradictory(_) => (
                "コードと名前が別の薬を指すため、両方として比較しました",
                "its code and its name mean different medicines; compared as both",
            ),
            Unchecked::NoPeriod => ("期間がわかりません", "its period is not known"),
            Unchecked::OutsideProfile => ("対象外です", "outside these rules"),
        };
        // Writing into a String cannot fail.
        let _ = write!(detail, "- 未確認: {name} ({ja}) / Not checked: {name} ({en})\n\n");
    }
    if record_incomplete {
        detail.push_str(
            "登録されている薬の一部は比較できませんでした。 / Part of the medicines on record could not be compared.\n",
        );
    }
    Words { indicator: Indicator::Info, summary, detail }
}

/// A name as it was sent, short, and without what markdown would act on.
fn name(written: &str) -> String {
    shortened(&plain(written), NAME_CHARACTERS)
}

/// In both languages, where it has both.
fn in_both(words: &knowledge::Words) -> String {
    let (ja, en) = (plain(&words.ja), plain(&words.en));
    if ja == en { en } else { format!("{ja} / {en}") }
}

/// Text that markdown shows as it is.
fn plain(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '[' => '［',
            ']' => '］',
            '<' => '＜',
            '>' => '＞',
            '*' => '＊',
            '_' => '＿',
            '`' => '｀',
            '!' => '！',
            '|' => '｜',
            '#' => '＃',
            '\\' => '＼',
            c if c.is_control() => ' ',
            c => c,
        })
        .collect()
}

fn shortened(text: &str, most: usize) -> String {
    // The specification counts characters; a client may count UTF-16 units, and these are never fewer.
    if text.encode_utf16().count() <= most {
        return text.to_owned();
    }
    let mut short = String::new();
    let mut units = 1;
    for c in text.chars() {
        units += c.len_utf16();
        if units > most {
            break;
        }
        short.push(c);
    }
    short.push('…');
    short
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_summary_is_shorter_than_140() {
        for text in ["薬".repeat(300), "𠮷".repeat(300), "a".repeat(140)] {
            let short = shortened(&text, SUMMARY_CHARACTERS);
            assert!(short.encode_utf16().count() < 140 && short.ends_with('…'));
        }
        assert_eq!(shortened("薬", SUMMARY_CHARACTERS), "薬");
    }

    #[test]
    fn a_name_is_no_markup() {
        assert_eq!(name("[x](http://a) <b>"), "［x］(http://a) ＜b＞");
    }
}
