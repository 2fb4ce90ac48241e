//! Scripts of the installed portal, each our file in `public/` after a line of what this server serves.

use crate::{
    encoded::{Encoded, address_hash, integrity},
    http::{
        AppState,
        plumbing::parts::{Part, is_of_the_desk},
    },
};
use app::{
    i18n::{Locale, Words, embedded},
    offline_page::offline_page,
};
use serde_json::json;

const PUSH: &str = include_str!("../../../../public/push-worker.js");
const WORKER: &str = include_str!("../../../../public/service-worker.js");
const NO_WORKER: &str = include_str!("../../../../public/no-service-worker.js");
const REGISTERING: &str = include_str!("../../../../public/install.js");

const OFFLINE: &str = "/offline";

/// What is served of them, made once.
pub struct InstallScripts {
    pub worker: Encoded,
    /// The document that the worker shows where the portal cannot be reached.
    pub offline: Encoded,
    /// By language: its address, and what pages load from there.
    pub registering: Vec<(Locale, String, Encoded)>,
}

impl InstallScripts {
    pub fn of(state: &AppState) -> Self {
        let stylesheets = state.front_end.stylesheets.iter();
        let stylesheets = stylesheets.filter(|address| !is_of_the_desk(address.trim_start_matches("/pkg/")));
        let offline = Encoded::new(offline_page(stylesheets.cloned().collect()));
        let mut parts = parts(state, &offline);
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
        Self { worker, offline, registering }
    }

    /// Addresses of what pages load, by language.
    pub fn addresses(&self) -> Vec<(Locale, String)> {
        self.registering.iter().map(|(locale, address, _)| (*locale, address.clone())).collect()
    }
}

/// Everything that the worker keeps, but the scripts that name its version.
fn parts(state: &AppState, offline: &Encoded) -> Vec<Part> {
    let part = |address: &str, bytes: &Encoded, kind| Part {
        address: address.to_owned(),
        integrity: bytes.integrity().to_owned(),
        kind,
    };
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
