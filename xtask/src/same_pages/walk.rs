//! One visitor in two programs at once: signs in, fills in forms, and follows every link, holding each answer of one
//! program against the other's.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::thread;
use std::time::{Duration, SystemTime};

use super::difference::{Difference, differences, in_order};
use super::portal::{Answer, Home, find};
use super::rules::Names;
use super::side::{Side, filled};
use crate::Outcome;

/// Of what there are thousands, where ids tell which is which: so many are looked at by each visitor in each language.
const MOST: [(&str, usize); 2] = [("/record/sent/", 120), ("/history/", 30)];

/// Not compared where each program has drawn its own ids, and why.
pub const BY_IDS: [(&str, &str); 1] =
    [("/consent", "offers the newest few entries of a kind, and of one moment those whose ids come first")];

/// How answers are held against each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Measure {
    /// Byte by byte: both programs have copies of one database.
    Bytes,
    /// Piece by piece, in any order: each program has written its own people, and what is of one moment is listed in
    /// the order of ids that were drawn.
    Pieces,
    /// Nothing: there is only the old program.
    Alone,
}

/// The old program's, and the new one's.
pub type Both<T> = [T; 2];

/// What came of it for one visitor in one language.
pub struct Tally {
    pub who: String,
    pub pages: usize,
    pub differing: usize,
}

/// What is expected to differ, and why: an old text, and what stands in its place now.
pub struct Expected {
    pub reason: String,
    pub old: String,
    pub new: String,
    pub used: usize,
}

/// Both programs, and what was found so far.
pub struct Pair {
    /// One where it is alone.
    sides: Vec<Side>,
    pub measure: Measure,
    /// What was said under one key, until a walk is over.
    pending: BTreeMap<String, Both<Vec<Vec<u8>>>>,
    pub expected: Vec<Expected>,
    who: String,
    pub tallies: Vec<Tally>,
    /// Where pages differ, and on which.
    pub found: BTreeMap<Difference, Vec<String>>,
    /// The same of records as JSON, which are allowed another shape.
    pub records: BTreeMap<Difference, Vec<String>>,
    pub records_compared: usize,
    pub restarts: usize,
}

impl Pair {
    pub fn new(sides: Vec<Side>, measure: Measure, expected: Vec<Expected>) -> Self {
        Self {
            sides,
            measure,
            pending: BTreeMap::new(),
            expected,
            who: String::new(),
            tallies: Vec::new(),
            found: BTreeMap::new(),
            records: BTreeMap::new(),
            records_compared: 0,
            restarts: 0,
        }
    }

    pub fn names(&self) -> Vec<&Names> {
        self.sides.iter().map(|side| &side.names).collect()
    }

    pub fn stop(self) -> Vec<Home> {
        self.sides.into_iter().map(|side| side.portal.stop()).collect()
    }

    /// Another visitor sits down, with nothing of the one before.
    pub fn begin(&mut self, who: &str) {
        self.settle();
        for side in &mut self.sides {
            side.cookies.clear();
            side.token.clear();
        }
        self.count(who);
    }

    fn count(&mut self, who: &str) {
        self.settle();
        who.clone_into(&mut self.who);
        if !self.tallies.iter().any(|tally| tally.who == who) {
            self.tallies.push(Tally { who: who.to_owned(), pages: 0, differing: 0 });
        }
    }

    /// Sends a form with the token of the page before.
    pub fn post(
        &mut self,
        paths: &Both<String>,
        fields: &Both<Vec<(&str, String)>>,
    ) -> Outcome<Both<Answer>> {
        let tokens = [&self.sides[0].token, &self.sides[self.sides.len() - 1].token];
        let bodies = [filled(tokens[0], &fields[0]), filled(tokens[1], &fields[1])];
        let key = format!("POST {}", self.sides[0].key("POST", &paths[0]));
        self.both("POST", &key, paths, &bodies)
    }

    /// The same where both programs are sent the same.
    pub fn post_same(&mut self, path: &str, fields: &[(&str, &str)]) -> Outcome<Both<Answer>> {
        let fields: Vec<_> = fields.iter().map(|(name, value)| (*name, (*value).to_owned())).collect();
        self.post(&same(path), &[fields.clone(), fields])
    }

    pub fn get_same(&mut self, path: &str) -> Outcome<Both<Answer>> {
        self.get(path, &same(path))
    }

    pub fn get(&mut self, key: &str, paths: &Both<String>) -> Outcome<Both<Answer>> {
        self.both("GET", key, paths, &[String::new(), String::new()])
    }

    fn both(
        &mut self,
        method: &str,
        key: &str,
        paths: &Both<String>,
        bodies: &Both<String>,
    ) -> Outcome<Both<Answer>> {
        let mut answers: Vec<Option<Answer>> = self.sides.iter().map(|_| None).collect();
        while answers.iter().any(Option::is_none) {
            within_a_minute();
            let open = |at: &usize| answers[*at].is_none();
            let asked: Vec<(usize, Outcome<Answer>)> = thread::scope(|scope| {
                let ask = |at: usize| {
                    let side = &self.sides[at];
                    (at, scope.spawn(move || side.ask(method, &paths[at], &bodies[at])))
                };
                let asking: Vec<_> = (0..self.sides.len()).filter(open).map(ask).collect();
                let lost = |_| Err("A program could not be asked.".to_owned());
                asking.into_iter().map(|(at, one)| (at, one.join().unwrap_or_else(lost))).collect()
            });
            for (at, answer) in asked {
                let answer = answer?;
                // How often one may ask is counted in memory: a program that starts begins to count anew.
                if answer.status == 429 {
                    self.sides[at].portal.restart()?;
                    self.restarts += 1;
                } else {
                    self.sides[at].keep(&answer);
                    answers[at] = Some(answer);
                }
            }
        }
        let mut answers = answers.into_iter().flatten();
        let old = answers.next().ok_or("There is no program to ask.")?;
        let new = answers.next().unwrap_or_else(|| old.clone());
        let answers = [old, new];
        self.compare(key, &answers);
        Ok(answers)
    }

    fn compare(&mut self, key: &str, answers: &Both<Answer>) {
        if self.measure == Measure::Alone {
            return;
        }
        let [mut old, new] = [0, 1].map(|at| self.sides[at].said(key, &answers[at]));
        for expected in &mut self.expected {
            if let Some(replaced) = replaced(&old, expected.old.as_bytes(), expected.new.as_bytes()) {
                expected.used += 1;
                old = replaced;
            }
        }
        match self.measure {
            Measure::Pieces if BY_IDS.iter().any(|(page, _)| *page == key) => {}
            Measure::Pieces => {
                let pending = self.pending.entry(key.to_owned()).or_default();
                pending[0].push(in_order(&old));
                pending[1].push(in_order(&new));
            }
            _ => self.compared(key, &old, &new),
        }
    }

    fn compared(&mut self, key: &str, old: &[u8], new: &[u8]) {
        let is_record = key == "/api/record";
        let differing = old != new;
        if is_record {
            self.records_compared += 1;
        } else if let Some(tally) = self.tallies.iter_mut().find(|tally| tally.who == self.who) {
            tally.pages += 1;
            tally.differing += usize::from(differing);
        }
        if differing {
            let places = if is_record { &mut self.records } else { &mut self.found };
            for place in differences(old, new) {
                places.entry(place).or_default().push(format!("{} {key}", self.who));
            }
        }
    }

    /// What was said under the same key is held against each other, whichever of it was asked for first.
    fn settle(&mut self) {
        for (key, [mut old, mut new]) in std::mem::take(&mut self.pending) {
            old.sort_unstable();
            new.sort_unstable();
            let mut others = new;
            let mut left = Vec::new();
            for one in old {
                match others.binary_search(&one) {
                    Ok(at) => {
                        let other = others.remove(at);
                        self.compared(&key, &one, &other);
                    }
                    Err(_) => left.push(one),
                }
            }
            for (one, other) in left.into_iter().zip(others) {
                self.compared(&key, &one, &other);
            }
        }
    }

    /// Looks at every page that can be reached, in both languages.
    pub fn walk(&mut self, seeds: &[Both<String>]) -> Outcome {
        let who = self.who.clone();
        for (language, said) in [("ja", "Japanese"), ("en", "English")] {
            self.count(&format!("{who}, {said}"));
            self.post_same("/settings/language", &[("language", language)])?;
            self.walk_once(seeds, language == "ja")?;
        }
        self.count(&who);
        Ok(())
    }

    fn walk_once(&mut self, seeds: &[Both<String>], with_all: bool) -> Outcome {
        let mut queue: VecDeque<(String, Both<String>)> = VecDeque::new();
        let mut seen: Both<BTreeSet<String>> = Both::default();
        for paths in seeds {
            if seen[0].insert(paths[0].clone()) {
                seen[1].insert(paths[1].clone());
                queue.push_back((self.sides[0].key("seed", &paths[0]), paths.clone()));
            }
        }
        let mut of_many = [0; MOST.len()];
        while let Some((key, paths)) = queue.pop_front() {
            let answers = self.get(&key, &paths)?;
            let last = self.sides.len() - 1;
            let old = self.sides[0].links(&key, &answers[0]);
            let mut new = self.sides[last].links(&key, &answers[1]);
            new.retain(|(_, path)| !seen[1].contains(path));
            for (key, old) in old {
                if seen[0].contains(&old) {
                    continue;
                }
                // A link in one of them only is a difference of the page that has it.
                let Some(at) = new.iter().position(|(other, _)| *other == key) else { continue };
                let (_, new) = new.remove(at);
                seen[0].insert(old.clone());
                seen[1].insert(new.clone());
                let many = MOST.iter().position(|(folder, _)| key.starts_with(folder));
                if let Some(at) = many {
                    of_many[at] += 1;
                    let too_many = match self.measure {
                        // Which of them come first is drawn: all of them are looked at, or none.
                        Measure::Pieces => !with_all,
                        _ => of_many[at] > MOST[at].1,
                    };
                    if too_many {
                        continue;
                    }
                }
                queue.push_back((key, [old, new]));
            }
        }
        self.settle();
        Ok(())
    }
}

pub fn same(path: &str) -> Both<String> {
    [path.to_owned(), path.to_owned()]
}

/// Both programs say the minute of an answer on papers: it is asked for where the minute does not end.
fn within_a_minute() {
    #[allow(
        clippy::disallowed_methods,
        reason = "two programs run by the system's clock, and so does this one"
    )]
    let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
    let milliseconds = since.as_millis() % 60_000;
    if milliseconds > 58_500 {
        thread::sleep(Duration::from_millis((60_050 - milliseconds) as u64));
    }
}

/// A text with `new` wherever `old` stood; `None` where it stood nowhere. Papers are no texts, and stay as they are.
fn replaced(text: &[u8], old: &[u8], new: &[u8]) -> Option<Vec<u8>> {
    let (mut written, mut rest) = (Vec::new(), text);
    while let Some(at) = find(rest, old) {
        written.extend_from_slice(&rest[..at]);
        written.extend_from_slice(new);
        rest = &rest[at + old.len()..];
    }
    let any = rest.len() < text.len();
    written.extend_from_slice(rest);
    any.then_some(written)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_expected_is_replaced_wherever_it_stands_and_other_bytes_stay() {
        assert_eq!(replaced(b"\xff ab ab", b"ab", b"c").unwrap(), b"\xff c c");
        assert_eq!(replaced(b"\xff", b"ab", b"c"), None);
    }
}
