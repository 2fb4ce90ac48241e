use crate::components::as_sent::as_sent;
use crate::{
    components::{empty::Empty, frame::record_page},
    context::record::Page,
    format,
    kinds::{
        document,
        unreadable::{UnreadableItems, sent_as},
    },
    t,
};
use leptos::prelude::*;
use shared::{
    category::{Categories, Category},
    ids::ItemId,
    record::{Document, DocumentKind, Facility, RecordView, Unreadable},
    source::Source,
    time::Moment,
};

#[derive(Clone, Debug, PartialEq)]
struct Documents {
    /// Newest first.
    listed: Vec<Listed>,
    unreadable: Vec<Unreadable>,
}

#[derive(Clone, Debug, PartialEq)]
struct Listed {
    id: ItemId,
    kind: DocumentKind,
    title: String,
    date: Moment,
    source: Source,
    organization: Option<String>,
    department: Option<String>,
    doctor: Option<String>,
}

impl Documents {
    fn of(view: &RecordView) -> Self {
        Self {
            listed: view.record.documents.iter().map(Listed::of).collect(),
            unreadable: sent_as(&view.record, document::NAME).cloned().collect(),
        }
    }
}

impl Listed {
    fn of(document: &Document) -> Self {
        Self {
            id: document.origin.item.clone(),
            kind: document.kind,
            title: document.title.clone(),
            date: document.date.clone(),
            source: document.origin.source.clone(),
            organization: document.organization.clone(),
            department: document.department.clone(),
            doctor: document.doctor.clone(),
        }
    }
}

/// `/documents`: what facilities wrote, newest first.
#[component]
pub fn DocumentListPage() -> impl IntoView {
    record_page(|_| t!("documents-title"), |view| Ok(Documents::of(view)), documents)
}

fn documents(page: Page<Documents>) -> impl IntoView {
    let Page { as_of, facilities, content, .. } = page;
    let of = Categories::from(Category::Documents).with(Category::Checkups);
    view! {
        {if content.listed.is_empty() {
            view! { <Empty what=t!("documents-what") of facilities=facilities.clone() as_of/> }.into_any()
        } else {
            view! {
                <p class="lead">{t!("documents-lead")}</p>
                <ul class="card-list">
                    {content.listed.into_iter().map(|document| listed(document, &facilities)).collect_view()}
                </ul>
            }.into_any()
        }}
        <UnreadableItems items=content.unreadable facilities/>
    }
}

fn listed(document: Listed, facilities: &[Facility]) -> impl IntoView + use<> {
    let kind = document::kind(document.kind);
    let kind = (kind != document.title).then_some(kind);
    let from = document.organization.unwrap_or_else(|| format::source(facilities, &document.source));
    let by: Vec<String> = [Some(from), document.department, document.doctor].into_iter().flatten().collect();
    view! {
        <li>
            <a class="card card-link" href=format!("/documents/{}", document.id)>
                <span class="card-title">{as_sent(document.title)}</span>
                {kind.map(|kind| view! { " " <span class="tag tag-quiet">{kind}</span> })}
                <br/>
                <span class="figures">{format::moment(&document.date)}</span>
                <br/>
                <span class="muted">{as_sent(format::list(&by))}</span>
            </a>
        </li>
    }
}
