//! What becomes of the snapshot that is open: whether it may stay, and the one that is kept anew in its place.

use super::mount::{Opened, listen};
use crate::{
    context::{kept::KeptRecord, waking::on_waking},
    keeping::{
        PAGE,
        content::Content,
        gather::{Infections, Session, gather},
        queue,
    },
    kept,
};
use leptos::{ev, prelude::*};
use shared::snapshot::Header;
use std::{sync::Arc, time::Duration};

/// What is on screen, and what lies on the device: that one, or one that was kept meanwhile in its place.
#[derive(Clone, Copy)]
pub struct Newest {
    pub shown: StoredValue<Opened>,
    pub last: StoredValue<Opened>,
}

impl Newest {
    /// Another one lies on the device from now on. It is offered where its reader would read something else.
    async fn is_now(self, header: Header, content: Content, kept: KeptRecord) {
        let as_of = header.as_of;
        let Some(opened) = Opened::of(header, content).await else { return };
        let says_the_same = self.shown.try_with_value(|shown| shown.says_what(&opened)) != Some(false);
        let _ = self.last.try_set_value(Opened { reachable: true, ..opened });
        let _ = kept.renewed.try_set((!says_the_same).then_some(as_of));
    }
}

impl Opened {
    /// Whether its reader would read the same in the other one.
    fn says_what(&self, other: &Self) -> bool {
        let of = |one: &Self| {
            (one.header.version.clone(), one.header.as_of, one.sharing.clone(), one.beside.infections.clone())
        };
        of(self) == of(other)
    }
}

/// Now, and whenever this device wakes or has a network again, asks whether the snapshot may stay, sends what waits, and
/// keeps the record anew.
pub fn keep_up(newest: Newest, kept: KeptRecord) {
    let KeptRecord { reachable, queue, .. } = kept;
    // Once for each time that the portal can be reached again.
    let due = StoredValue::new(!reachable.get_untracked());
    let busy = StoredValue::new(false);
    let ask = move || {
        let Some(header) = newest.last.try_with_value(|last| last.header.clone()) else { return };
        let mark = kept::mark().filter(|mark| mark.record == header.record);
        // Its time may be over by now, and a tab that slept was told nothing.
        let Some(mark) = mark.filter(|_| header.lifetime().allows(kept::now()).is_ok()) else {
            return close();
        };
        if busy.try_get_value() != Some(false) {
            return;
        }
        busy.set_value(true);
        leptos::task::spawn_local(async move {
            let is_another = mark.token != header.token || mark.written_at > header.written_at;
            match is_another {
                // Kept anew in another tab.
                true if !take_over(newest, kept).await => close(),
                true => {}
                false => match kept::ask(&header.token).await {
                    kept::Answer::Removed => close(),
                    kept::Answer::Unreachable => {
                        let _ = reachable.try_set(false);
                        let _ = due.try_set_value(true);
                    }
                    kept::Answer::Stays => {
                        let _ = reachable.try_set(true);
                        queue::send(header.record, queue).await;
                        if due.try_get_value() == Some(true) && keep_anew(newest, header, kept).await {
                            let _ = due.try_set_value(false);
                        }
                    }
                },
            }
            let _ = busy.try_set_value(false);
        });
    };
    ask();
    on_waking(ask);
    listen(ev::offline, move |_| {
        reachable.set(false);
        due.set_value(true);
    });
    // Back from another page it is asked for anew: what was closed stays closed.
    listen(ev::Custom::<leptos::web_sys::PageTransitionEvent>::new("pageshow"), |shown| {
        if shown.persisted() {
            let _ = window().location().reload();
        }
    });
    // Removed in another tab, or signed out there: what is open here goes, too.
    listen(ev::storage, move |_| {
        if !kept::is_marked() {
            close();
        }
    });
}

/// Nothing of it stays on screen. The page that says so is opened a moment later: while a browser empties what it kept of
/// this portal, as signing out asks of it, it opens no page at all.
fn close() {
    if let Some(body) = document().body() {
        body.set_text_content(None);
    }
    set_timeout(
        || {
            let _ = window().location().assign(PAGE);
        },
        Duration::from_millis(700),
    );
}

/// Reads what another tab kept in the place of what is open here. False: something else opens it.
async fn take_over(newest: Newest, kept: KeptRecord) -> bool {
    let Some((header, bytes)) = kept::open_again().await else { return false };
    let Some(content) = Content::from_bytes(&bytes) else { return false };
    newest.is_now(header, content, kept).await;
    true
}

/// Keeps the record as the portal has it now, where its reader is signed in and nothing waits, and offers to show it.
/// Whether it is kept. Without what is needed for that the one that is here stays, with what it says of its day.
async fn keep_anew(newest: Newest, header: Header, kept: KeptRecord) -> bool {
    let waits = kept.queue.try_with_untracked(|queue| !queue.waiting.is_empty()) != Some(false);
    if waits {
        return false;
    }
    let Some(infections) = newest.last.try_with_value(|last| last.beside.infections.clone()) else {
        return false;
    };
    match kept_anew(&header, infections).await {
        Some((header, content)) => {
            newest.is_now(header, content, kept).await;
            true
        }
        None => false,
    }
}

async fn kept_anew(header: &Header, infections: Option<Arc<str>>) -> Option<(Header, Content)> {
    let session = Session::asked().await?;
    if session.visit.whose != Some(header.record) {
        return None;
    }
    let wrapping = kept::begin_again(header)?;
    let done = async {
        let known = Some(header.token.clone());
        let gathered = gather(&session, known, Infections::NowOrAsKept(infections)).await.ok()?;
        if gathered.terms.viewer != header.viewer {
            return None;
        }
        let anew = gathered.keep(wrapping, &session.visit, Some(header)).await.ok()?;
        Some((anew, gathered.content))
    };
    let done = done.await;
    if done.is_none() {
        kept::give_up();
    }
    done
}
