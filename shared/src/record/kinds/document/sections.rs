//! A Composition's sections with their entries, and what no section names.

use crate::record::kinds::document::fhir::{key_of, section_code};
use crate::{
    element::{
        bundle::{Bundle, Entry},
        concept::Concept,
        issues::Issues,
        narrative::paragraphs,
        node::{Node, type_of},
        reference::References,
    },
    ids::{ItemId, PatientId},
    record::{
        ItemKind, Section, SectionEntry, Severity, fate,
        kinds::document::care_plan,
        origin::Receipt,
        read as clinical,
        words::{is_supporting, words},
    },
};

/// Writes the sections of one Bundle, remembering which entries have found their place.
pub(crate) struct Writer<'a> {
    bundle: &'a Bundle<'a>,
    patient: PatientId,
    receipt: &'a Receipt,
    /// Keys of the Bundles around this one, from the outermost.
    within: Vec<String>,
    placed: Vec<bool>,
}

impl<'a> Writer<'a> {
    pub(crate) fn new(
        bundle: &'a Bundle<'a>,
        patient: PatientId,
        receipt: &'a Receipt,
        within: &[String],
    ) -> Self {
        let placed = vec![false; bundle.entries.len()];
        Self { bundle, patient, receipt, within: within.to_vec(), placed }
    }

    pub(crate) fn sections(&mut self, parent: &Node<'_>, issues: &mut Issues) -> Vec<Section> {
        parent.list("section", issues).iter().map(|section| self.section(section, issues)).collect()
    }

    fn section(&mut self, node: &Node<'_>, issues: &mut Issues) -> Section {
        let mut section = Section {
            code: section_code(node, issues),
            title: node
                .text("title", issues)
                .or_else(|| Concept::under(node, "code", issues).and_then(|code| code.words())),
            paragraphs: narrative(node, issues),
            entries: Vec::new(),
            sections: Vec::new(),
        };
        if section.paragraphs.is_empty() {
            let reason = Concept::under(node, "emptyReason", issues).and_then(|reason| reason.words());
            section.paragraphs.extend(reason);
        }
        for reference in node.list("entry", issues) {
            self.refer(&reference, &mut section, issues);
        }
        section.sections.extend(self.sections(node, issues));
        section
    }

    /// Puts what `reference` points at into `section`, once: a second mention is a name only, so
    /// that nothing is counted twice.
    fn refer(&mut self, reference: &Node<'_>, section: &mut Section, issues: &mut Issues) {
        let position = reference.raw("reference").and_then(|address| self.bundle.position(address));
        let Some(position) = position else {
            reference.complain(issues, Severity::Part, "a reference to an entry of this Bundle");
            let display = reference.text("display", issues);
            section.entries.extend(display.map(SectionEntry::Words));
            return;
        };
        if self.placed[position] && !is_supporting(self.bundle.entries[position].resource_type()) {
            let name = reference.text("display", issues);
            section.entries.extend(name.map(SectionEntry::Words));
            return;
        }
        self.placed[position] = true;
        self.place(position, section, issues);
    }

    /// A last section with whatever is clinical and named by no section.
    pub(crate) fn left_over(&mut self, issues: &mut Issues) -> Option<Section> {
        let mut section = Section {
            code: None,
            title: None,
            paragraphs: Vec::new(),
            entries: Vec::new(),
            sections: Vec::new(),
        };
        for position in 0..self.bundle.entries.len() {
            if !self.placed[position] && !is_supporting(self.bundle.entries[position].resource_type()) {
                self.placed[position] = true;
                self.place(position, &mut section, issues);
            }
        }
        let is_empty = section.entries.is_empty() && section.sections.is_empty();
        (!is_empty).then_some(section)
    }

    fn place(&self, position: usize, section: &mut Section, issues: &mut Issues) {
        let bundle = self.bundle;
        let entry = &bundle.entries[position];
        let resource = &entry.resource;
        let references = References::new(resource.value, Some(bundle));
        let receipt = self.receipt_for(entry);
        let resource_type = entry.resource_type();
        if resource_type == "Bundle" {
            section.sections.push(self.nested(entry, issues));
            return;
        }
        if is_supporting(resource_type) {
            let words = words(resource, &references, issues);
            section.entries.extend(words.map(SectionEntry::Words));
            return;
        }
        let mut own = Issues::default();
        match ItemKind::from_name(resource_type).filter(|kind| *kind != ItemKind::Document) {
            Some(kind) => {
                let item = clinical::read(kind, resource, &receipt, &references, &mut own);
                section.entries.push(item.into());
            }
            None => section.entries.extend(other(resource_type, resource, &receipt, &mut own)),
        }
    }

    /// A Bundle in this Bundle (退院時サマリー attached to a letter) as a section.
    fn nested(&self, entry: &Entry<'_>, issues: &mut Issues) -> Section {
        fate::weigh("Bundle", &entry.resource, issues);
        let entries = Bundle::read(&entry.resource, issues);
        let mut within = self.within.clone();
        within.push(key_of(entry));
        let mut writer = Writer::new(&entries, self.patient, self.receipt, &within);
        let mut section = Section {
            code: None,
            title: None,
            paragraphs: Vec::new(),
            entries: Vec::new(),
            sections: Vec::new(),
        };
        if let Some(composition) = entries.of_type("Composition").next() {
            fate::weigh("Composition", &composition.resource, issues);
            section.title = composition.resource.text("title", issues);
            section.sections = writer.sections(&composition.resource, issues);
        }
        section.sections.extend(writer.left_over(issues));
        section
    }

    /// The id of an entry depends on the document, the Bundles around it and its own address alone.
    fn receipt_for(&self, entry: &Entry<'_>) -> Receipt {
        let document = &self.receipt.item;
        let key = key_of(entry);
        let mut parts: Vec<&str> = vec![document.as_str()];
        parts.extend(self.within.iter().map(String::as_str));
        parts.extend([key.as_str(), entry.resource_type()]);
        Receipt {
            item: ItemId::derive(self.patient, &parts),
            document: Some(document.clone()),
            ..self.receipt.clone()
        }
    }
}

fn narrative(section: &Node<'_>, issues: &mut Issues) -> Vec<String> {
    let Some(text) = section.object("text", issues) else { return Vec::new() };
    text.text("div", issues).map_or_else(Vec::new, |div| paragraphs(&div))
}

/// Plans and attachments; what we have no reader for is shown as unreadable.
fn other(resource_type: &str, resource: &Node<'_>, receipt: &Receipt, own: &mut Issues) -> Vec<SectionEntry> {
    let mut entries: Vec<SectionEntry> = match resource_type {
        "CarePlan" => care_plan::care_plan(resource, own).into_iter().map(SectionEntry::CarePlan).collect(),
        "DocumentReference" => {
            care_plan::attachments(resource, own).into_iter().map(SectionEntry::Attachment).collect()
        }
        _ => {
            let found = type_of(resource.value).unwrap_or("no resourceType");
            let path = resource.path.field("resourceType").to_string();
            own.add(Severity::Error, path, found, "a type of resource this portal can read");
            Vec::new()
        }
    };
    // Beside a plan in doubt stands what of it was not told.
    if own.has_errors() || own.is_in_doubt() || entries.is_empty() {
        entries.push(clinical::unreadable(resource_type, resource, receipt, own).into());
    }
    entries
}
