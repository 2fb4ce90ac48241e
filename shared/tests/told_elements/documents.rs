//! Documents, and what stands around facts.

use super::*;

pub fn of_documents() -> Vec<Case> {
    const COMPOSITION: &str = "/entry/0/resource";
    let visit =
        |day: &str| json!({"resourceType": "Encounter", "status": "finished", "period": {"start": day}});
    let narrative = |words: &str| json!({"status": "additional", "div": format!("<div>{words}</div>")});
    let section = |title: &str| json!([{"title": title}]);
    let two_visits = || {
        let mut base = letter(visit(DAY[0]));
        set(&mut base, "/entry/2", Some(json!({"fullUrl": "urn:uuid:f", "resource": visit(DAY[1])})));
        set(&mut base, &format!("{COMPOSITION}/section/0/entry"), None);
        base
    };
    let to = |address: &str| json!({"reference": address});
    vec![
        case("Composition.type", plan(), "/entry/0/resource/type", concept("57133-1"), concept("18842-5")),
        case(
            "Composition.encounter",
            two_visits(),
            "/entry/0/resource/encounter",
            to("urn:uuid:e"),
            to("urn:uuid:f"),
        ),
        day("Composition.date", plan(), "/entry/0/resource/date"),
        case(
            "Composition.author",
            plan(),
            "/entry/0/resource/author",
            json!([{"display": "甲"}]),
            json!([{"display": "乙"}]),
        ),
        text("Composition.title", plan(), "/entry/0/resource/title"),
        shown("Composition.custodian", plan(), "/entry/0/resource/custodian"),
        case(
            "Composition.event",
            plan(),
            "/entry/0/resource/event",
            json!([{"period": {"start": DAY[0]}}]),
            json!([{"period": {"start": DAY[1]}}]),
        ),
        period("Composition.event.period", plan(), "/entry/0/resource/event/0/period")
            .with("/entry/0/resource/event", json!([{}])),
        case("Composition.section", plan(), "/entry/0/resource/section", section("甲"), section("乙"))
            .by_doubt(),
        text("Composition.section.title", plan(), "/entry/0/resource/section/0/title"),
        // 910: to whom the letter is.
        case(
            "Composition.section.code",
            letter(json!({"resourceType": "Organization", "name": "甲病院"})),
            "/entry/0/resource/section/0/code",
            concept("910"),
            concept("920"),
        ),
        case(
            "Composition.section.text",
            plan(),
            "/entry/0/resource/section/0/text",
            narrative("甲"),
            narrative("乙"),
        ),
        case(
            "Composition.section.entry",
            two_visits(),
            "/entry/0/resource/section/0/entry",
            json!([to("urn:uuid:e")]),
            json!([to("urn:uuid:f")]),
        ),
        said("Composition.section.emptyReason", plan(), "/entry/0/resource/section/0/emptyReason"),
        case(
            "Composition.section.section",
            plan(),
            "/entry/0/resource/section/0/section",
            section("甲"),
            section("乙"),
        ),
        case(
            "Narrative.div",
            plan(),
            "/entry/0/resource/section/0/text/div",
            json!("<div>甲</div>"),
            json!("<div>乙</div>"),
        )
        .with("/entry/0/resource/section/0/text", json!({"status": "additional"})),
        case(
            "Bundle.entry",
            letter(visit(DAY[0])),
            "/entry/1",
            json!({"fullUrl": "urn:uuid:e", "resource": visit(DAY[0])}),
            json!({"fullUrl": "urn:uuid:e", "resource": visit(DAY[1])}),
        ),
        case(
            "Bundle.entry.fullUrl",
            letter(visit(DAY[0])),
            "/entry/1/fullUrl",
            json!("urn:uuid:e"),
            json!("urn:uuid:f"),
        )
        .by_doubt(),
        case(
            "Bundle.entry.resource",
            letter(visit(DAY[0])),
            "/entry/1/resource",
            visit(DAY[0]),
            visit(DAY[1]),
        ),
        case("CarePlan.text", plan(), "/entry/1/resource/text", narrative("甲"), narrative("乙"))
            .without(&["/entry/1/resource/description"]),
        text("CarePlan.title", plan(), "/entry/1/resource/title"),
        text("CarePlan.description", plan(), "/entry/1/resource/description"),
        period("CarePlan.period", plan(), "/entry/1/resource/period"),
        said("DocumentReference.type", attachment(), "/entry/1/resource/type")
            .without(&["/entry/1/resource/description"]),
        text("DocumentReference.description", attachment(), "/entry/1/resource/description"),
        case(
            "DocumentReference.content",
            attachment(),
            "/entry/1/resource/content",
            json!([{"attachment": {"title": "甲"}}]),
            json!([{"attachment": {"title": "乙"}}]),
        ),
        case(
            "DocumentReference.content.attachment",
            attachment(),
            "/entry/1/resource/content/0/attachment",
            json!({"title": "甲"}),
            json!({"title": "乙"}),
        ),
        text("Attachment.contentType", attachment(), "/entry/1/resource/content/0/attachment/contentType"),
        text("Attachment.title", attachment(), "/entry/1/resource/content/0/attachment/title"),
        case(
            "Attachment.data",
            attachment(),
            "/entry/1/resource/content/0/attachment/data",
            json!("QQ=="),
            json!(" "),
        ),
    ]
}

/// What is told of people, places and visits: as names and words in a document.
pub fn of_surroundings() -> Vec<Case> {
    const AT: &str = "/entry/1/resource";
    let of = |kind: &str| letter(json!({"resourceType": kind, "id": "e"}));
    let name = |text: &str| json!([{"text": text}]);
    let doctor = || {
        let mut base = of("Practitioner");
        set(&mut base, &format!("{AT}/name"), Some(json!([{}])));
        base
    };
    let class = |words: &str| json!({"code": "AMB", "display": words});
    let history = |day: &str| json!([{"class": {"code": "AMB"}, "period": {"start": day}}]);
    let visit = || {
        let mut base = of("Encounter");
        set(&mut base, "/entry/1/resource/status", Some(json!("finished")));
        set(&mut base, "/entry/0/resource/encounter", Some(json!({"reference": "urn:uuid:e"})));
        base
    };
    let ordered = || letter(json!({"resourceType": "ServiceRequest", "status": "active", "intent": "order"}));
    vec![
        case("Practitioner.name", of("Practitioner"), "/entry/1/resource/name", name("甲"), name("乙")),
        text("HumanName.text", doctor(), "/entry/1/resource/name/0/text"),
        text("HumanName.family", doctor(), "/entry/1/resource/name/0/family"),
        case("HumanName.given", doctor(), "/entry/1/resource/name/0/given", json!(["甲"]), json!(["乙"])),
        shown("PractitionerRole.practitioner", of("PractitionerRole"), "/entry/1/resource/practitioner"),
        shown("PractitionerRole.organization", of("PractitionerRole"), "/entry/1/resource/organization"),
        text("Organization.name", of("Organization"), "/entry/1/resource/name"),
        case("RelatedPerson.name", of("RelatedPerson"), "/entry/1/resource/name", name("甲"), name("乙")),
        case("Encounter.class", visit(), "/entry/1/resource/class", class("甲"), class("乙")),
        period("Encounter.period", visit(), "/entry/1/resource/period"),
        each_said("Encounter.reasonCode", visit(), "/entry/1/resource/reasonCode"),
        case(
            "Encounter.classHistory",
            visit(),
            "/entry/1/resource/classHistory",
            history(DAY[0]),
            history(DAY[1]),
        ),
        period("Encounter.classHistory.period", visit(), "/entry/1/resource/classHistory/0/period")
            .with("/entry/1/resource/classHistory", json!([{}])),
        said("Coverage.type", of("Coverage"), "/entry/1/resource/type"),
        case(
            "Coverage.payor",
            of("Coverage"),
            "/entry/1/resource/payor",
            json!([{"display": "甲"}]),
            json!([{"display": "乙"}]),
        ),
        text("Location.name", of("Location"), "/entry/1/resource/name"),
        extended(
            "Practitioner.name.iso21090-EN-representation",
            in_two_writings("Practitioner"),
            "/entry/1/resource/name/0/extension",
            ["SYL", "IDE"].map(|writing| json!({"valueCode": writing})),
        ),
        extended(
            "RelatedPerson.name.iso21090-EN-representation",
            in_two_writings("RelatedPerson"),
            "/entry/1/resource/name/0/extension",
            ["SYL", "IDE"].map(|writing| json!({"valueCode": writing})),
        ),
        said("ServiceRequest.code", ordered(), "/entry/1/resource/code"),
    ]
}

/// Somebody with two names, of which one may be the kana.
fn in_two_writings(kind: &str) -> Value {
    letter(json!({"resourceType": kind, "name": [{"text": "甲"}, {"text": "乙"}]}))
}
