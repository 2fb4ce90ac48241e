//! Subscribers of event streams, and what each was told.

use crate::store::log::tail::TailEntry;
use shared::{ids::PatientId, log::News};
use std::{collections::BTreeMap, net::IpAddr};
use tokio::sync::mpsc;

/// Streams that one person may have open, and everybody together: the oldest goes.
const PER_PERSON: usize = 5;
const ALL_TOGETHER: usize = 2_000;

/// Streams from one address: a hospital's wards behind one.
const PER_ADDRESS: usize = 200;

/// Channel capacity of a stream: a full channel drops the subscriber.
const CHANNEL_CAPACITY: usize = 16;

/// One message to a stream.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Message {
    News {
        news: News,
        /// Up to which number of the log this tells.
        upto: i64,
    },
    /// Too many listen, and this stream is the oldest.
    Replaced,
}

/// Subscribers of event streams, oldest first, and whether the task that polls for them runs.
#[derive(Debug)]
pub(super) struct Subscribers {
    most: usize,
    listeners: Vec<Listener>,
    poller_running: bool,
    closed: bool,
}

#[derive(Debug)]
struct Listener {
    patient: PatientId,
    /// From where they listen, where that is known.
    address: Option<IpAddr>,
    /// Up to which number of the log they were told.
    told: i64,
    pass: mpsc::Sender<Message>,
}

impl Default for Subscribers {
    fn default() -> Self {
        Self { most: ALL_TOGETHER, listeners: Vec::new(), poller_running: false, closed: false }
    }
}

impl Subscribers {
    /// No more streams than this at once.
    pub(super) fn allow(&mut self, most: usize) {
        self.most = most.min(ALL_TOGETHER);
    }

    pub(super) fn join(
        &mut self,
        patient: PatientId,
        address: Option<IpAddr>,
        told: i64,
    ) -> Option<mpsc::Receiver<Message>> {
        if self.closed {
            return None;
        }
        self.forget_who_left();
        self.make_room(PER_PERSON, |listener| listener.patient == patient);
        self.make_room(PER_ADDRESS, |listener| address.is_some() && listener.address == address);
        self.make_room(self.most, |_| true);
        let (pass, heard) = mpsc::channel(CHANNEL_CAPACITY);
        self.listeners.push(Listener { patient, address, told, pass });
        Some(heard)
    }

    /// Lets the oldest of these go, until there is room for one more.
    fn make_room(&mut self, most: usize, these: impl Fn(&Listener) -> bool) {
        while self.listeners.iter().filter(|listener| these(listener)).count() >= most {
            let Some(oldest) = self.listeners.iter().position(&these) else { return };
            // Whoever does not read finds the end all the same.
            let _ = self.listeners.remove(oldest).pass.try_send(Message::Replaced);
        }
    }

    /// True once, for the caller that then polls until [`Subscribers::watched`] says that nobody listens.
    pub(super) fn must_start_poller(&mut self) -> bool {
        !std::mem::replace(&mut self.poller_running, true)
    }

    pub(super) fn listeners(&self) -> usize {
        self.listeners.len()
    }

    pub(super) fn close(&mut self) {
        self.closed = true;
        self.listeners.clear();
    }

    /// Whose logs are watched, and up to which number all who watch were told. `None`: nobody's.
    pub(super) fn watched(&mut self) -> Option<BTreeMap<PatientId, i64>> {
        self.forget_who_left();
        let mut watched = BTreeMap::new();
        for listener in &self.listeners {
            let told = watched.entry(listener.patient).or_insert(listener.told);
            *told = listener.told.min(*told);
        }
        self.poller_running = !watched.is_empty();
        self.poller_running.then_some(watched)
    }

    fn forget_who_left(&mut self) {
        self.listeners.retain(|listener| !listener.pass.is_closed());
    }

    /// Passes on what happened. Who has read nothing for too long is let go.
    pub(super) fn tell(&mut self, patient: PatientId, happened: &[TailEntry]) {
        self.listeners.retain_mut(|listener| listener.patient != patient || listener.tell(happened));
    }
}

impl Listener {
    /// False: they do not read.
    fn tell(&mut self, happened: &[TailEntry]) -> bool {
        let new: Vec<&TailEntry> = happened.iter().filter(|one| one.seq > self.told).collect();
        self.told = new.last().map_or(self.told, |last| last.seq);
        match gathered(&new) {
            Some(news) => self.pass.try_send(Message::News { news, upto: self.told }).is_ok(),
            None => true,
        }
    }
}

/// Of several entries the newest number, and what matters most.
fn gathered(happened: &[&TailEntry]) -> Option<News> {
    let by_others = happened.iter().filter_map(|one| Some((one.seq, one.by_others?)));
    by_others.fold(None, |news: Option<News>, (seq, kind)| {
        let kind = news.map_or(kind, |news: News| news.kind.max(kind));
        Some(News { seq: seq.unsigned_abs(), kind })
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use shared::log::news::Kind;
    use uuid::Uuid;

    const HANAKO: PatientId = PatientId(Uuid::from_u128(1));
    const TARO: PatientId = PatientId(Uuid::from_u128(2));

    fn by_others(seq: i64, kind: Kind) -> TailEntry {
        TailEntry { seq, by_others: Some(kind) }
    }

    fn own(seq: i64) -> TailEntry {
        TailEntry { seq, by_others: None }
    }

    #[test]
    fn what_happened_at_once_is_told_at_once_and_only_what_is_new() {
        let mut subscribers = Subscribers::default();
        let mut heard = subscribers.join(HANAKO, None, 3).unwrap();
        let mut taro = subscribers.join(TARO, None, 0).unwrap();
        subscribers.tell(HANAKO, &[by_others(3, Kind::Emergency), own(4)]);
        assert!(heard.try_recv().is_err(), "old news, and their own reading, are no news");
        subscribers.tell(HANAKO, &[by_others(5, Kind::Refused), by_others(6, Kind::Other), own(7)]);
        let news = News { seq: 6, kind: Kind::Refused };
        assert_eq!(heard.try_recv().unwrap(), Message::News { news, upto: 7 });
        assert!(taro.try_recv().is_err(), "nobody hears of another person's log");
        assert_eq!(subscribers.watched().unwrap(), BTreeMap::from([(HANAKO, 7), (TARO, 0)]));
    }

    #[test]
    fn the_sixth_stream_of_a_person_ends_the_first() {
        let mut subscribers = Subscribers::default();
        let mut streams: Vec<_> = (0..6).map(|_| subscribers.join(HANAKO, None, 0).unwrap()).collect();
        assert_eq!(subscribers.listeners(), PER_PERSON);
        assert_eq!(streams[0].try_recv().unwrap(), Message::Replaced);
        assert!(streams[0].try_recv().is_err() && streams[0].is_closed());
        assert!(!streams[1].is_closed());
    }

    #[test]
    fn there_is_an_end_to_how_many_listen() {
        let mut subscribers = Subscribers::default();
        let streams: Vec<_> =
            (0..2_010).map(|n| subscribers.join(PatientId(Uuid::from_u128(n)), None, 0).unwrap()).collect();
        assert_eq!(subscribers.listeners(), ALL_TOGETHER);
        assert!(streams[9].is_closed() && !streams[10].is_closed());
    }

    #[test]
    fn one_address_and_few_descriptors_have_an_end_too() {
        let mut subscribers = Subscribers::default();
        let person = |number| PatientId(Uuid::from_u128(number));
        let (here, there) = (IpAddr::from([192, 0, 2, 1]), IpAddr::from([192, 0, 2, 2]));
        let other = subscribers.join(HANAKO, Some(there), 0).unwrap();
        let unknown = subscribers.join(HANAKO, None, 0).unwrap();
        let many: Vec<_> = (10..10 + PER_ADDRESS as u128 + 3)
            .map(|number| subscribers.join(person(number), Some(here), 0).unwrap())
            .collect();
        assert_eq!(many.iter().filter(|one| one.is_closed()).count(), 3);
        assert!(!other.is_closed() && !unknown.is_closed());
        subscribers.allow(8);
        let last = subscribers.join(TARO, Some(there), 0).unwrap();
        assert!(subscribers.listeners() == 8 && !last.is_closed() && other.is_closed());
    }

    #[test]
    fn who_never_reads_is_let_go_and_who_left_is_forgotten() {
        let mut subscribers = Subscribers::default();
        let silent = subscribers.join(HANAKO, None, 0).unwrap();
        let left = subscribers.join(TARO, None, 0).unwrap();
        for seq in 1..=CHANNEL_CAPACITY as i64 {
            subscribers.tell(HANAKO, &[by_others(seq, Kind::Other)]);
        }
        assert_eq!(subscribers.listeners(), 2);
        subscribers.tell(HANAKO, &[by_others(100, Kind::Other)]);
        assert!(silent.is_closed());
        drop(left);
        assert_eq!(subscribers.watched(), None);
        assert!(subscribers.must_start_poller());
        subscribers.close();
        assert!(subscribers.join(HANAKO, None, 0).is_none());
    }
}
