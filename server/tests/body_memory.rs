//! What a body costs while it is read, in bytes allocated for each of its bytes; and that as few are read at once as
//! there is memory for. One test: what is counted belongs to the whole process.

mod common;
mod portal;

use axum::http::StatusCode;
use common::{
    HOSPITAL,
    bundle::{hanako, result},
    facility,
};
use portal::Portal;
use server::ingest::{self, intake::readers};
use shared::element::MAX_TRANSMISSION_BYTES;
use std::{
    alloc::{GlobalAlloc, Layout, System},
    sync::atomic::{AtomicUsize, Ordering::Relaxed},
};
use tokio::task::JoinSet;

/// The system's allocator, counting what is allocated now and what was at most.
struct Counting;

static NOW: AtomicUsize = AtomicUsize::new(0);
static MOST: AtomicUsize = AtomicUsize::new(0);

// SAFETY: every call goes to the system's allocator as it came; the counters change nothing about it.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        MOST.fetch_max(NOW.fetch_add(layout.size(), Relaxed) + layout.size(), Relaxed);
        // SAFETY: as above.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, at: *mut u8, layout: Layout) {
        NOW.fetch_sub(layout.size(), Relaxed);
        // SAFETY: as above.
        unsafe { System.dealloc(at, layout) }
    }
}

#[global_allocator]
static COUNTING: Counting = Counting;

/// How many bytes are allocated at most while something runs, beside those that were before.
fn most_during<T>(run: impl FnOnce() -> T) -> (T, usize) {
    let before = NOW.load(Relaxed);
    MOST.store(before, Relaxed);
    let done = run();
    (done, MOST.load(Relaxed) - before)
}

/// As often as it fits into a body of the greatest length.
fn filled(one: &str) -> String {
    let times = (MAX_TRANSMISSION_BYTES - 400_000) / one.len();
    format!("[{}0]", one.repeat(times))
}

/// The densest that passes: an object in 66 bytes, and a third of the values beside.
fn densest() -> String {
    filled(&format!(r#"{{"a":1}},1,{}"#, " ".repeat(57)))
}

#[test]
fn a_body_costs_a_small_multiple_of_its_bytes() {
    let sender = facility(HOSPITAL);
    let lines: Vec<_> =
        (0..4_000).map(|number| result(&format!("r{number}"), &format!("検査{number}"), "12.3")).collect();
    let ordinary = hanako().results(HOSPITAL, "long", &lines).to_string();
    drop(lines);
    let cases = [
        ("objects without end", filled(r#"{"a":1},"#), 1, false),
        ("numbers without end", filled("1,"), 1, false),
        ("names without end", format!("{{{}\"\":0}}", many_names()), 8, false),
        ("the densest that passes", densest(), 20, false),
        ("an ordinary one", ordinary, 20, true),
    ];
    for (what, body, allowed, is_taken) in cases {
        let (read, most) = most_during(|| ingest::read(body.as_bytes(), &sender, portal::today()));
        println!("{what}: {} bytes, {:.1} allocated for each", body.len(), most as f64 / body.len() as f64);
        assert_eq!(read.is_ok(), is_taken, "{what}: {:?}", read.err());
        assert!(most <= allowed * body.len(), "{what}: {most} for {}", body.len());
    }
    many_at_once();
}

fn many_names() -> String {
    (0..900_000).map(|number| format!("\"{number:05}\":0,")).collect()
}

/// 200 of the densest from one sender at once: few are held, fewer are read, and the others are told at once.
fn many_at_once() {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    runtime.block_on(async {
        let portal = Portal::new().await;
        let body = axum::body::Bytes::from(densest());
        let before = NOW.load(Relaxed);
        MOST.store(before, Relaxed);
        let mut sent = JoinSet::new();
        for _ in 0..200 {
            let (router, key, body) = (portal.router(), portal.key().to_owned(), body.clone());
            sent.spawn(async move { portal::transmit(router, &key, body).await });
        }
        let answers = sent.join_all().await;
        let most = MOST.load(Relaxed) - before;
        println!("200 at once: {} MB allocated at most", most / 1_000_000);
        let count = |status| answers.iter().filter(|(answered, _)| *answered == status).count();
        let (read, refused) = (count(StatusCode::BAD_REQUEST), count(StatusCode::TOO_MANY_REQUESTS));
        assert!(read >= 3 && read + refused == 200, "{read} read, {refused} refused");
        assert!(
            answers.iter().all(|(status, after)| (*status == StatusCode::BAD_REQUEST) != after.is_some())
        );
        let readers = readers(std::thread::available_parallelism().unwrap().get());
        assert!(most <= 64_000_000 + readers * 20 * body.len(), "{most}");
        assert!(most <= 500_000_000, "{most}");
        assert_eq!(portal.state.intake.budget.taken(), 0);
    });
}
