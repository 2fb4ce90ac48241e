//! What ARCHITECTURE.md says is absent, is absent; and every test that it or docs/invariants.md names exists.

#[path = "architecture/circles.rs"]
mod circles;

use std::{
    fs,
    path::{Path, PathBuf},
};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the workspace is above its members").to_owned()
}

/// Every Rust file below `folder`, with its text.
fn sources(folder: &str) -> Vec<(PathBuf, String)> {
    let mut found = Vec::new();
    let mut open = vec![root().join(folder)];
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                found.push((path.clone(), fs::read_to_string(&path).unwrap()));
            }
        }
    }
    assert!(!found.is_empty(), "{folder} has sources");
    found
}

fn check_absent(folder: &str, words: &[&str], except: &[&str]) {
    for (path, text) in sources(folder) {
        let name = path.to_string_lossy().replace('\\', "/");
        if except.iter().any(|end| name.contains(end)) {
            continue;
        }
        for (number, line) in text.lines().enumerate() {
            let code = line.split("//").next().unwrap_or("");
            for word in words {
                assert!(!code.contains(word), "{name}:{}: {word:?} does not belong in {folder}", number + 1);
            }
        }
    }
}

#[test]
fn dependencies_point_one_way() {
    let shared = fs::read_to_string(root().join("shared/Cargo.toml")).unwrap();
    // What only tests and benchmarks use is not shipped.
    let shared = shared.split("[dev-dependencies]").next().unwrap_or_default();
    for above in ["app", "server", "axum", "leptos", "sqlx", "tokio", "web-sys"] {
        assert!(!shared.contains(&format!("\n{above}")), "shared depends on {above}");
    }
    let app = fs::read_to_string(root().join("app/Cargo.toml")).unwrap();
    for above in ["server", "sqlx"] {
        assert!(!app.contains(&format!("\n{above}")), "app depends on {above}");
    }
}

#[test]
fn shared_asks_no_clock_no_file_and_no_chance() {
    check_absent(
        "shared/src",
        &[
            "Utc::now",
            "Local::now",
            "SystemTime",
            "Instant::now",
            "std::fs",
            "std::net",
            "rand::",
            "Uuid::new_v4",
        ],
        &[],
    );
}

#[test]
fn only_the_clock_asks_for_the_time() {
    check_absent("server/src", &["Utc::now", "Local::now", "SystemTime::now"], &["/clock.rs"]);
    check_absent("app/src", &["Utc::now", "Local::now", "SystemTime::now"], &[]);
}

#[test]
fn sql_lives_in_the_store_alone() {
    check_absent("server/src", &["sqlx::query", "SqlitePool", "PgPool"], &["/store/"]);
    check_absent("app/src", &["sqlx"], &[]);
}

/// The gate decides what is shown: what the store lets it make, nothing else in the server asks for.
#[test]
fn grants_are_made_by_the_gate_alone() {
    let makes = ["Grant::enter(", "HistoryGrant::open(", ".derive("];
    check_absent("server/src", &makes, &["/src/gate.rs", "/src/gate/"]);
    let gate = fs::read_to_string(root().join("server/src/gate.rs")).unwrap();
    assert!(makes[..2].iter().all(|one| gate.contains(one)), "grants are made in another way");
}

/// A page knows kinds of entries: what they are called in FHIR, `shared` knows.
#[test]
fn no_fhir_type_is_named_in_pages() {
    let around =
        ["Bundle", "CarePlan", "Composition", "DocumentReference", "Medication", "MedicationStatement"];
    let of_kinds = shared::record::ItemKind::ALL.iter().map(|kind| kind.as_str());
    let types: Vec<String> = of_kinds.chain(around).map(|name| format!("\"{name}\"")).collect();
    let types: Vec<&str> = types.iter().map(String::as_str).collect();
    check_absent("app/src", &types, &[]);
}

/// What is not in the table of routes is walked by no test.
#[test]
fn routes_are_added_to_their_table_alone() {
    let elsewhere = ["Router::", "routing::", ".route_service(", ".nest_service(", ".nest("];
    check_absent("server/src", &elsewhere, &["/http/plumbing/routes.rs"]);
}

/// What `view!` writes it escapes, but for these. `app/src/markup.rs` alone has them, and takes one type of text.
#[test]
fn text_reaches_markup_in_one_place_alone() {
    let unescaped = [
        "<Title",
        "<title",
        "<textarea",
        "<noscript",
        "<script",
        "<style",
        "<Script",
        "<Style",
        "<plaintext",
        "<xmp",
        "inner_html",
        "leptos_meta::Title",
        "InertElement",
        "set_outer_html",
        "insert_adjacent_html",
        "srcdoc",
    ];
    check_absent("app/src", &unescaped, &["app/src/markup.rs"]);
    check_absent("server/src", &unescaped, &[]);
    let markup = fs::read_to_string(root().join("app/src/markup.rs")).unwrap();
    let components = markup.split("#[component]").skip(1).filter(|one| one.contains("view!"));
    let mut checked = 0;
    for component in components {
        let component = component.split("#[cfg(").next().unwrap();
        assert!(component.contains("text: Inert"), "takes another type of text: {component}");
        let mut written =
            ["inner_html=", "<Title text="].into_iter().flat_map(|at| component.split(at).skip(1));
        assert!(written.all(|value| value.starts_with("text.written()")), "writes it raw: {component}");
        let mut inside = component.split("</textarea>").filter(|before| before.contains("<textarea"));
        assert!(
            inside.all(|area| area.ends_with("{text.written()}") || area.ends_with('>')),
            "raw: {component}"
        );
        checked += 1;
    }
    assert!(checked >= 5, "only {checked} components write unescaped text");
}

/// A form that changes something is a `PostForm`: without the session's token it cannot be written.
/// Red is for 薬剤禁忌, contraindicated combinations and anaphylaxis. Whoever adds a place says which of them it shows.
#[test]
fn red_is_for_what_must_not_be_given_alone() {
    let of_medicines = [
        "/app/src/components/findings.rs",
        "/app/src/desk/record/findings.rs",
        "/app/src/desk/record/emergency.rs",
        "/app/src/kinds/allergy/card.rs",
        "/app/src/kinds/allergy/line.rs",
        "/app/src/kinds/document/card.rs",
        "/app/src/kinds/entry.rs",
        "/app/src/kinds/row.rs",
        "/app/src/pages/home/must_not.rs",
        "/app/src/pages/medicines/show.rs",
    ];
    check_absent("app/src", &["notice-danger", "tag-danger", "card-danger"], &of_medicines);
}

#[test]
fn every_form_that_is_posted_carries_its_token() {
    check_absent(
        "app/src",
        &["method=\"post\"", "method=\"POST\"", "<ActionForm", "<Form "],
        &["components/form.rs"],
    );
    let posts = ["Request::post(", "Request::put(", "Request::delete(", "Request::patch("];
    for (path, text) in sources("app/src") {
        let sent = posts.iter().map(|post| text.matches(post).count()).sum::<usize>();
        let with_token = text.matches(".header(TOKEN_HEADER, ").count();
        assert_eq!(sent, with_token, "{}: what is sent without a form says the token, too", path.display());
    }
    let forms: usize = sources("app/src").iter().map(|(_, text)| text.matches("<PostForm").count()).sum();
    assert!(forms > 40, "only {forms} forms");
}

/// Whatever somebody types in a form that is posted is named in it, so that a page of before hands it back.
#[test]
fn what_is_typed_in_a_form_is_named_in_it() {
    // Forms that only ask (GET), what opens something, and what a page of ours reads itself.
    let not_named = [
        "health_link/make.rs",
        "history/filter.rs",
        "medicines/check.rs",
        "record/trial.rs",
        "consent-code",
        "account/invitation.rs",
        "account/birth_date.rs",
    ];
    let mut named = 0;
    for (path, text) in sources("app/src") {
        let begins = ["<input", "<textarea"].into_iter().flat_map(|start| text.match_indices(start));
        for (at, _) in begins {
            // A tag of several lines may hold `=>` only inside of braces: the first of these ends it.
            let ends = ["/>", "></textarea>", ">{text"].into_iter();
            let end = ends.filter_map(|end| text[at..].find(end)).min().map_or(text.len(), |end| at + end);
            let tag = &text[at..end];
            let chosen = ["\"hidden\"", "\"checkbox\"", "\"radio\"", "type=kind"]
                .iter()
                .any(|kind| tag.contains(kind));
            let begins_line =
                text[..at].lines().last().is_some_and(|line| line.trim_start().starts_with("//"));
            if chosen || begins_line || !tag.contains("name=") || tag.contains("readonly") {
                continue;
            }
            let place = format!("{} {tag}", path.to_string_lossy().replace('\\', "/"));
            if not_named.iter().any(|one| place.contains(one)) {
                continue;
            }
            let beside: String = text[end..].chars().take(120).collect();
            assert!(beside.contains("<Typed "), "no <Typed> beside {place}");
            named += 1;
        }
    }
    assert!(named >= 9, "only {named} fields");
}

/// HTML is written by `view!`, XML by its writer: nowhere by putting texts together.
#[test]
fn nobody_writes_markup_by_hand() {
    for folder in ["app/src", "server/src"] {
        for (path, text) in sources(folder) {
            let shipped = text.split("\nmod tests {").next().unwrap();
            let code = shipped.lines().enumerate().filter(|(_, line)| !line.trim_start().starts_with("//"));
            for (number, line) in code {
                let by_hand = line.match_indices("\"<").any(|(at, found)| {
                    // An even number of quotes before it: this one begins a text, and does not end one.
                    let begins = line[..at].matches('"').count().is_multiple_of(2);
                    let rest = line[at + found.len()..].trim_start_matches(['/', '!']);
                    begins && rest.starts_with(|letter: char| letter.is_ascii_alphabetic())
                });
                assert!(!by_hand, "{}:{}: {line}", path.display(), number + 1);
            }
        }
    }
}

#[test]
fn the_front_end_names_no_other_host() {
    for folder in ["style", "app/i18n"] {
        let mut open = vec![root().join(folder)];
        while let Some(folder) = open.pop() {
            for entry in fs::read_dir(&folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    open.push(path);
                    continue;
                }
                let text = fs::read_to_string(&path).unwrap();
                let loads = ["url(http", "url(\"http", "url('http", "url(//", "@import"];
                assert!(!loads.iter().any(|load| text.contains(load)), "{}", path.display());
            }
        }
    }
}

/// Cargo looks for no tests by itself (`autotests = false`): a file that no program takes in would be run by nobody.
#[test]
fn every_file_of_tests_is_part_of_a_program() {
    let has = |file: &Path, line: &str| {
        fs::read_to_string(file)
            .is_ok_and(|text| text.lines().any(|has| has.trim_start_matches("pub ") == line))
    };
    let mut checked = 0;
    for of in ["shared", "app", "server"] {
        let (manifest, tests) = (root().join(of).join("Cargo.toml"), root().join(of).join("tests"));
        for (path, _) in sources(&format!("{of}/tests")) {
            let inside = path.file_stem().is_some_and(|name| name == "mod" || name == "main");
            let module = if inside { path.parent().unwrap() } else { &path };
            let (name, folder) = (module.file_stem().unwrap().to_str().unwrap(), module.parent().unwrap());
            let declared = format!("mod {name};");
            let taken_in = match folder == tests {
                true => {
                    has(&tests.join("all.rs"), &declared) || has(&manifest, &format!("name = \"{name}\""))
                }
                false => [folder.join("mod.rs"), folder.join("main.rs"), folder.with_extension("rs")]
                    .iter()
                    .any(|above| has(above, &declared)),
            };
            assert!(taken_in, "{} is in no program: add it to {of}/tests/all.rs", path.display());
            checked += 1;
        }
    }
    assert!(checked > 100, "only {checked} files");
}

/// ARCHITECTURE.md and docs/invariants.md name tests as `file::name`; a renamed test must be renamed there.
#[test]
fn every_test_the_architecture_names_exists() {
    let read = |file: &str| fs::read_to_string(root().join(file)).unwrap();
    let text = read("ARCHITECTURE.md") + &read("docs/invariants.md");
    let mut checked = 0;
    for name in text.split('`').filter(|part| part.contains("::") && part.contains(".rs")) {
        let (file, test) = name.split_once("::").unwrap();
        let source =
            fs::read_to_string(root().join(file)).unwrap_or_else(|_| panic!("{file} is named, and missing"));
        assert!(source.contains(&format!("fn {test}(")), "{file} has no test {test}");
        checked += 1;
    }
    assert!(checked >= 100, "only {checked} invariants name their test");
}
