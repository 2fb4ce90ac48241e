//! CarePlan → 療養上の計画・アドバイス, and DocumentReference → 添付.

use crate::record::{Attachment, CarePlan, Severity};
use crate::{
    element::{concept::Concept, issues::Issues, narrative::paragraphs, node::Node, period::ends},
    record::fate,
};

pub(crate) fn care_plan(node: &Node<'_>, issues: &mut Issues) -> Option<CarePlan> {
    fate::weigh("CarePlan", node, issues);
    let title = node.text("title", issues);
    let narrative = node.object("text", issues).and_then(|text| text.text("div", issues));
    let description = node.text("description", issues).or_else(|| {
        let paragraphs = paragraphs(&narrative?);
        Some(paragraphs.join("\n")).filter(|text| !text.is_empty())
    });
    let Some(description) = description else {
        node.missing(issues, Severity::Error, "description", "the plan in words");
        return None;
    };
    let period = node.object("period", issues);
    let (start, end) = period.map(|period| ends(&period, issues)).unwrap_or_default();
    Some(CarePlan { title, description, start, end })
}

/// One attachment for each piece of content.
pub(crate) fn attachments(node: &Node<'_>, issues: &mut Issues) -> Vec<Attachment> {
    fate::weigh("DocumentReference", node, issues);
    let named = node
        .text("description", issues)
        .or_else(|| Concept::under(node, "type", issues).and_then(|kind| kind.words()));
    let contents = node.list("content", issues);
    if contents.is_empty() {
        node.missing(issues, Severity::Error, "content", "what is attached");
    }
    contents
        .iter()
        .filter_map(|content| {
            let Some(attachment) = content.object("attachment", issues) else {
                content.missing(issues, Severity::Error, "attachment", "what is attached");
                return None;
            };
            let content_type = attachment.text("contentType", issues);
            let title =
                attachment.text("title", issues).or_else(|| named.clone()).or_else(|| content_type.clone());
            let Some(title) = title else {
                attachment.missing(issues, Severity::Error, "title", "the attachment's name");
                return None;
            };
            let included = attachment.raw("data").is_some_and(|data| !data.trim().is_empty());
            Some(Attachment { title, content_type, included })
        })
        .collect()
}
