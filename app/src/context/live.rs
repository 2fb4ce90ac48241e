//! News of one's own access log, the moment they happen: heard by the browser for as long as the page is in sight.

use super::visit::use_visit;
use leptos::prelude::*;
use shared::log::News;

/// News that this tab has heard and nobody has seen yet. On the server: what it knows of an emergency.
#[derive(Clone, Copy)]
pub struct Live {
    news: RwSignal<Option<News>>,
    emergency: RwSignal<bool>,
    /// Up to which number of the log this tab was told.
    known: StoredValue<u64>,
}

pub fn provide_live() {
    let visit = use_visit();
    let live = Live {
        news: RwSignal::new(None),
        emergency: RwSignal::new(visit.log.unseen_emergency),
        known: StoredValue::new(visit.log.end),
    };
    provide_context(live);
}

pub fn use_live() -> Live {
    expect_context::<Live>()
}

impl Live {
    /// News that were heard and not seen yet.
    pub fn news(self) -> Option<News> {
        self.news.get()
    }

    /// Whether their record was opened in an emergency that they have not seen yet.
    pub fn emergency(self) -> bool {
        self.emergency.get()
    }

    /// The same, asked once.
    pub fn emergency_untracked(self) -> bool {
        self.emergency.get_untracked()
    }

    /// They do not want to look now. An emergency they do have to see.
    pub fn dismiss(self) {
        self.news.set(None);
    }

    /// The history is on their screen, up to this number.
    pub fn saw(self, upto: u64) {
        let _ = self.known.try_update_value(|known| *known = upto.max(*known));
        if self.emergency.try_get_untracked() == Some(true) {
            self.emergency.set(false);
        }
        // What came meanwhile is still to be seen.
        if self.news.try_get_untracked().flatten().is_some_and(|news| news.seq <= upto) {
            self.news.set(None);
        }
    }
}

#[cfg(feature = "hydrate")]
pub use browser::listen;

#[cfg(feature = "hydrate")]
mod browser {
    use super::*;
    use crate::{context::title::Announced, t};
    use js_sys::Function;
    use shared::log::news::Kind;
    use std::{
        cell::{Cell, RefCell},
        rc::Rc,
        time::Duration,
    };
    use wasm_bindgen::{JsCast, JsValue, closure::Closure};
    use web_sys::{EventSource, MessageEvent};

    const ADDRESS: &str = "/api/access-history/live";

    /// How long is waited after the first stream that ended by itself, at most; and after many in a row.
    const FIRST_WAIT: Duration = Duration::from_secs(4);
    const LONGEST_WAIT: Duration = Duration::from_secs(300);

    /// A stream that was open this long was no failure.
    const LASTS: Duration = Duration::from_secs(60);

    /// How long is waited before the next try after `failures` in a row: doubled each time, and spread by `chance` (0 to
    /// 1) over its second half, so that a portal that comes back is not asked by everybody at once.
    fn wait(failures: u32, chance: f64) -> Duration {
        let longest = FIRST_WAIT.saturating_mul(2_u32.saturating_pow(failures)).min(LONGEST_WAIT);
        longest.mul_f64(0.5 + chance.clamp(0.0, 1.0) / 2.0)
    }

    /// A page that is out of sight does not listen: a browser has few connections for all its tabs. Nor does one
    /// without a network. Afterwards it is told of what it missed.
    pub fn listen(live: Live, announced: Announced) {
        let ear = Rc::new(Ear {
            live,
            announced,
            source: RefCell::default(),
            failures: Cell::default(),
            opened_at: Cell::default(),
            waits: Cell::default(),
        });
        ear.open_or_close();
        let looking = ["visibilitychange", "online", "offline"].map(|event| {
            let ear = ear.clone();
            window_event_listener_untyped(event, move |_| ear.open_or_close())
        });
        on_cleanup(move || looking.into_iter().for_each(WindowListenerHandle::remove));
    }

    struct Ear {
        live: Live,
        announced: Announced,
        source: RefCell<Option<EventSource>>,
        /// Streams in a row that ended by themselves, and soon.
        failures: Cell<u32>,
        /// When the stream was opened, in milliseconds.
        opened_at: Cell<Option<f64>>,
        /// The next try.
        waits: Cell<Option<TimeoutHandle>>,
    }

    impl Ear {
        fn open_or_close(self: &Rc<Self>) {
            match !document().hidden() && window().navigator().on_line() {
                true => self.open(),
                false => self.close(),
            }
        }

        fn open(self: &Rc<Self>) {
            let listens = |source: &EventSource| source.ready_state() != EventSource::CLOSED;
            if self.source.borrow().as_ref().is_some_and(listens) {
                return;
            }
            let address = format!("{ADDRESS}?after={}", self.live.known.get_value());
            // Without one the history still says everything, when it is opened.
            let Ok(source) = EventSource::new(&address) else { return };
            self.on(&source, "message", |ear, event| ear.hear(event));
            self.on(&source, "end", |ear, _| ear.close());
            self.on(&source, "open", |ear, _| ear.opened_at.set(Some(js_sys::Date::now())));
            self.on(&source, "error", |ear, _| ear.come_back());
            self.source.replace(Some(source));
        }

        fn on(self: &Rc<Self>, source: &EventSource, name: &str, react: fn(&Rc<Self>, &MessageEvent)) {
            let ear = self.clone();
            let heard = Closure::<dyn Fn(MessageEvent)>::new(move |event| react(&ear, &event));
            let heard: Function = JsValue::unchecked_into(heard.into_js_value());
            // A name it does not know cannot fail either.
            let _ = source.add_event_listener_with_callback(name, &heard);
        }

        fn close(&self) {
            if let Some(waits) = self.waits.take() {
                waits.clear();
            }
            if let Some(source) = self.source.take() {
                source.close();
            }
        }

        /// In its own time: a browser would come back at once, and after an answer that is no stream never.
        fn come_back(self: &Rc<Self>) {
            self.close();
            let lasted =
                self.opened_at.take().is_some_and(|at| js_sys::Date::now() - at > LASTS.as_millis() as f64);
            let failures = if lasted { 0 } else { self.failures.get() };
            self.failures.set(failures.saturating_add(1));
            let ear = self.clone();
            let again =
                set_timeout_with_handle(move || ear.open_or_close(), wait(failures, js_sys::Math::random()));
            self.waits.set(again.ok());
        }

        fn hear(&self, event: &MessageEvent) {
            let Some(text) = event.data().as_string() else { return };
            let Ok(news) = shared::own_json::read::<News>(&text) else { return };
            self.live.known.update_value(|known| *known = news.seq.max(*known));
            let before = self.live.news.get_untracked();
            let kind = before.map_or(news.kind, |before| before.kind.max(news.kind));
            if news.kind == Kind::Emergency {
                self.live.emergency.set(true);
            }
            self.live.news.set(Some(News { kind, ..news }));
            self.announce(news.kind);
        }

        /// Politely; emptied first, so that the same words are said again.
        fn announce(&self, kind: Kind) {
            let said = match kind {
                Kind::Emergency => t!("news-emergency"),
                Kind::Refused => t!("news-refused"),
                Kind::Other => t!("news-other"),
            };
            let title = self.announced.title;
            title.set(String::new());
            set_timeout(move || title.set(said), Duration::from_millis(100));
        }
    }

    #[cfg(test)]
    mod tests {
        use super::*;
        use wasm_bindgen_test::wasm_bindgen_test;

        #[wasm_bindgen_test(unsupported = test)]
        fn each_try_waits_longer_and_no_two_the_same() {
            let seconds = |failures, chance| wait(failures, chance).as_secs_f64();
            assert_eq!(
                [0, 1, 2, 6, 7, 40].map(|failures| seconds(failures, 1.0)),
                [4.0, 8.0, 16.0, 256.0, 300.0, 300.0]
            );
            assert_eq!([0, 1, 40].map(|failures| seconds(failures, 0.0)), [2.0, 4.0, 150.0]);
            assert_eq!(seconds(u32::MAX, 0.5), 225.0);
        }
    }
}
