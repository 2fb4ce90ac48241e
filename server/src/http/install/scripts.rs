//! Scripts of the installed portal, each our file in `public/` after a line of what this server serves.

use crate::{
    encoded::{Encoded, address_hash, integrity},
    http::{
        AppState,
        plumbing::parts::{Part, is_of_the_desk},
    },
};
use app::{
    context::visit::{KnowledgeAddresses, Visit},
    i18n::{Locale, Words, embedded},
    offline::{Shell, ShellFiles, document},
};
use serde_json::json;

const PUSH: &str = include_str!("../../../../public/push-worker.js");
const WORKER: &str = include_str!("../../../../public/service-worker.js");
const NO_WORKER: &str = include_str!("../../../../public/no-service-worker.js");
const REGISTERING: &str = include_str!("../../../../public/install.js");
const KEPT: &str = include_str!("../../../../public/kept.js");

const OFFLINE: &str = "/offline";

/// What is served of them, made once.
pub struct InstallScripts {
    pub worker: Encoded,
    /// The document that the worker shows where the portal cannot be reached.
    pub offline: Encoded,
    /// The document that opens a snapshot.
    pub kept: Encoded,
    /// Address and text of what starts the program on both.
    pub starting: (String, Encoded),
    /// By language: its address, and what pages load from there.
    pub registering: Vec<(Locale, String, Encoded)>,
}

impl InstallScripts {
    pub fn of(state: &AppState) -> Self {
        let starting =
            (format!("/install/kept-{}.js", address_hash(KEPT.as_bytes())), Encoded::new(KEPT.to_owned()));
        let [offline, kept] = shells(state, &starting.0);
        let mut parts = parts(state, &offline);
        parts.push(part(&starting.0, &starting.1, "text/javascript"));
        let version = version(&parts);
        let registering: Vec<_> = Locale::ALL
            .map(|locale| {
                let text = registering(&version, state.service_worker, &embedded::words(locale));
                let address = format!("/install/{}-{}.js", locale.tag(), address_hash(text.as_bytes()));
                (locale, address, Encoded::new(text))
            })
            .into();
        parts.extend(registering.iter().map(|(_, address, text)| Part {
            address: address.clone(),
            integrity: text.integrity().to_owned(),
            kind: "text/javascript",
        }));
        let worker = match state.service_worker {
            true => Encoded::new(format!("{}\n{WORKER}\n{PUSH}", set(&version, &parts))),
            false => Encoded::new(format!("{PUSH}\n{NO_WORKER}")),
        };
        Self { worker, offline, kept, starting, registering }
    }

    /// Addresses of what pages load, by language.
    pub fn addresses(&self) -> Vec<(Locale, String)> {
        self.registering.iter().map(|(locale, address, _)| (*locale, address.clone())).collect()
    }
}

fn part(address: &str, bytes: &Encoded, kind: &'static str) -> Part {
    Part { address: address.to_owned(), integrity: bytes.integrity().to_owned(), kind }
}

/// The documents that a snapshot is opened on: where the portal cannot be reached, and at their own address.
fn shells(state: &AppState, script: &str) -> [Encoded; 2] {
    let front_end = &state.front_end;
    let stylesheets = front_end.stylesheets.iter();
    let stylesheets = stylesheets.filter(|address| !is_of_the_desk(address.trim_start_matches("/pkg/")));
    let options = &front_end.options;
    let built = |ending: &str| format!("/{}/{}{ending}", options.site_pkg_dir, options.output_name);
    let files = ShellFiles {
        stylesheets: stylesheets.cloned().collect(),
        script: script.to_owned(),
        loader: built(".js"),
        program: built("_bg.wasm"),
        catalogues: Locale::ALL.map(|locale| (locale, front_end.catalogue(locale).to_owned())).into(),
    };
    let visit = Visit {
        demo: state.demo.is_some(),
        knowledge: Some(KnowledgeAddresses {
            rules: state.knowledge.rules.address.clone(),
            names: state.knowledge.names.address.clone(),
        }),
        ..Visit::default()
    };
    [Shell::Unreachable, Shell::Kept].map(|shell| Encoded::new(document(shell, &visit, &files)))
}

/// Everything that the worker keeps, but the scripts that name its version.
fn parts(state: &AppState, offline: &Encoded) -> Vec<Part> {
    let mut parts = state.front_end.parts.clone();
    parts.extend(state.front_end.catalogues().map(|(address, words)| part(address, words, "text/plain")));
    parts.extend(
        [&state.knowledge.rules, &state.knowledge.names]
            .map(|asset| part(&asset.address, &asset.bytes, "application/octet-stream")),
    );
    parts.push(part(OFFLINE, offline, "text/html"));
    parts
}

/// Changes with anything that is kept, and with the scripts themselves.
fn version(parts: &[Part]) -> String {
    let mut all = String::new();
    for Part { address, integrity, .. } in parts {
        all += &format!("{address} {integrity}\n");
    }
    for script in [WORKER, PUSH, REGISTERING] {
        all += &integrity(script.as_bytes());
    }
    address_hash(all.as_bytes())
}

fn set(version: &str, parts: &[Part]) -> String {
    let files: Vec<_> = parts.iter().map(|part| json!([part.address, part.integrity, part.kind])).collect();
    format!("const SET = {};", json!({ "version": version, "offline": OFFLINE, "files": files }))
}

fn registering(version: &str, worker: bool, words: &Words) -> String {
    let said = |key| words.say(key, &[]);
    let words = json!({
        "label": said("install-label"),
        "newer": said("install-newer"),
        "typed": said("install-typed"),
        "reload": said("install-reload"),
        "later": said("install-later"),
        "invite": said("install-invite"),
        "how": said("install-how"),
        "no": said("install-no"),
    });
    let portal = json!({ "version": version, "worker": worker, "words": words });
    format!("const PORTAL = {portal};\n{REGISTERING}")
}
