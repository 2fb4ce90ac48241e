//! A browser's code foretells what facilities were served: for the thousand random sets of decisions, and in the very
//! bytes of a patient's page, that `server/tests/preview/mod.rs` left. `MIKATA_FORETOLD` names their file.
#![cfg(target_arch = "wasm32")]

use sha2::{Digest, Sha256};
use shared::{
    consent::{Request, Sharing, decide, passed_on},
    record::{Record, RecordView},
};
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen_test::{console_log, wasm_bindgen_test};

#[wasm_bindgen(inline_js = r#"
    import { readFileSync } from "node:fs";
    export const foretold = () => process.env.MIKATA_FORETOLD && readFileSync(process.env.MIKATA_FORETOLD);
"#)]
extern "C" {
    fn foretold() -> Option<Vec<u8>>;
}

/// One set of decisions, who asks, and the digest of what they were served; `None`: they were refused.
type Foretold = (Sharing, Request, Option<String>);

#[wasm_bindgen_test]
fn what_a_browser_foretells_is_what_was_served() {
    let bytes = foretold().expect("MIKATA_FORETOLD names the file that server/tests/preview/mod.rs left");
    let people: Vec<(RecordView, Vec<Foretold>)> = serde_json::from_slice(&bytes).unwrap();
    let (mut sets, mut shown) = (0, 0);
    for (own, of_one) in &people {
        for (sharing, request, served) in of_one {
            let decision = decide(request, &sharing.consents, &sharing.relationships, sharing.now);
            let foretold = passed_on(own.record.clone(), &decision, own.as_of);
            let foretold = (!decision.shown().is_empty()).then(|| digest(&foretold));
            assert_eq!(foretold, *served, "{request:?}, {:?}", sharing.consents);
            sets += 1;
            shown += u32::from(foretold.is_some());
        }
    }
    console_log!("{sets} sets of decisions, {shown} of which show something");
    assert!(sets >= 1_000 && shown * 3 >= sets, "{sets} sets, {shown} show something");
}

fn digest(record: &Record) -> String {
    Sha256::digest(serde_json::to_vec(record).unwrap()).iter().map(|byte| format!("{byte:02x}")).collect()
}
