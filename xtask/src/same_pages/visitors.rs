//! Who looks, and what is done so that there is something to look at: everybody of the demonstration.

use super::portal::Answer;
use super::side::{LEFT_OUT, after};
use super::walk::{Both, Pair, same};
use crate::{Outcome, root};

/// Somebody who may be chosen on the page of signing in.
#[derive(Clone)]
pub struct Somebody {
    pub name: String,
    kind: Kind,
    pub ids: Both<String>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Patient,
    Caregiver,
    Staff,
}

impl Kind {
    const ALL: [(Kind, &'static str, &'static str); 3] = [
        (Kind::Patient, "/signin/demo", "person"),
        (Kind::Caregiver, "/signin/demo", "account"),
        (Kind::Staff, "/signin/demo-staff", "account"),
    ];

    fn form(self) -> (&'static str, &'static str) {
        let [patient, caregiver, staff] = Self::ALL.map(|(_, action, field)| (action, field));
        match self {
            Self::Patient => patient,
            Self::Caregiver => caregiver,
            Self::Staff => staff,
        }
    }
}

pub struct Visitors {
    all: Vec<Somebody>,
    /// At most so many of each kind look.
    most: usize,
}

impl Visitors {
    /// As both programs offer them.
    pub fn of(pair: &mut Pair, most: usize) -> Outcome<Self> {
        pair.begin("nobody");
        let [old, new] = pair.get_same("/signin")?.map(|answer| offered(&answer.text()));
        let mut all = Vec::new();
        for (kind, name, id) in old {
            let same = new.iter().find(|(other, found, _)| (*other, found) == (kind, &name));
            let (.., other) = same.ok_or(format!("The new program does not offer {name}."))?;
            all.push(Somebody { name, kind, ids: [id, other.clone()] });
        }
        let count = |kind| all.iter().filter(|one: &&Somebody| one.kind == kind).count();
        if count(Kind::Patient) < 9 || count(Kind::Caregiver) == 0 || count(Kind::Staff) == 0 {
            return Err("The page of signing in does not offer the people of the demonstration.".to_owned());
        }
        Ok(Self { all, most })
    }

    fn all(&self, kind: Kind) -> Vec<Somebody> {
        self.all.iter().filter(|one| one.kind == kind).take(self.most).cloned().collect()
    }

    /// The id of a patient in the old program.
    pub fn patient(&self, name: &str) -> Outcome<&str> {
        let found = self.all.iter().find(|one| one.kind == Kind::Patient && one.name == name);
        found.map(|one| one.ids[0].as_str()).ok_or(format!("There is no {name} in the demonstration."))
    }
}

fn offered(page: &str) -> Vec<(Kind, String, String)> {
    let mut all = Vec::new();
    for form in page.split("<form ").skip(1) {
        let Some(action) = after(form, "action=\"") else { continue };
        for button in form.split("<button ").skip(1) {
            let (Some(field), Some(id)) = (after(button, "name=\""), after(button, "value=\"")) else {
                continue;
            };
            let Some((_, name)) = button.split_once("person-name\">") else { continue };
            let name = name.split('<').next().unwrap_or_default().trim_end_matches("さん").to_owned();
            if let Some((kind, ..)) =
                Kind::ALL.into_iter().find(|(_, to, as_)| (*to, *as_) == (action, field))
            {
                all.push((kind, name, id.to_owned()));
            }
        }
    }
    all
}

fn sign_in(pair: &mut Pair, who: &Somebody) -> Outcome {
    pair.begin(&who.name);
    pair.get_same("/signin")?;
    let (action, field) = who.kind.form();
    let answers = pair.post(&same(action), &who.ids.clone().map(|id| vec![(field, id)]))?;
    if answers.iter().any(|answer| answer.status != 303) {
        return Err(format!("{} could not sign in.", who.name));
    }
    // A page with the session's token, and the proof that some pages ask for.
    pair.get_same("/settings")?;
    pair.post_same("/verify/demo", &[("return_to", "/settings")])?;
    Ok(())
}

/// Every address without anything that varies, from the table of routes of the tests.
fn addresses() -> Outcome<Vec<Both<String>>> {
    let file = root().join("server/tests/actors.txt");
    let text = std::fs::read_to_string(&file);
    let text = text.map_err(|cause| format!("Could not read {}: {cause}.", file.display()))?;
    let path = |line: &str| line.strip_prefix("GET ")?.split_whitespace().next().map(str::to_owned);
    let walked =
        |path: &String| !path.contains('{') && !LEFT_OUT.iter().any(|(out, _)| path.starts_with(out));
    Ok(text.lines().filter_map(path).filter(walked).map(|path| same(&path)).collect())
}

/// The files of a history, which scripts alone lead to.
const HISTORY: [&str; 3] = [
    "/api/access-history/history.csv",
    "/api/access-history/history.json",
    "/api/access-history/audit-events.json",
];

/// What people decide before anybody looks.
pub fn decide(pair: &mut Pair, visitors: &Visitors) -> Outcome {
    let presets = ["everyone", "ask-each-time", "emergencies-only"];
    for (who, preset) in visitors.all(Kind::Patient).iter().zip(presets.into_iter().cycle()) {
        // Each third keeps what was decided before: nothing.
        sign_in(pair, who)?;
        pair.get_same("/consent")?;
        pair.post_same("/consent/preset", &[("preset", preset)])?;
        let fields = |id: &String| {
            let fields = [("facility", "1310000011"), ("answer", "yes")];
            let mut fields: Vec<_> = fields.map(|(name, value)| (name, value.to_owned())).to_vec();
            fields.push(("patient", id.clone()));
            fields
        };
        pair.post(&same("/consent/treating"), &[fields(&who.ids[0]), fields(&who.ids[1])])?;
    }
    Ok(())
}

/// The desk: everybody whom the hospital knows, their record, and an emergency of each with its papers.
pub fn staff_look(pair: &mut Pair, visitors: &Visitors) -> Outcome {
    let addresses = addresses()?;
    let patients = visitors.all(Kind::Patient).len();
    for who in visitors.all(Kind::Staff) {
        sign_in(pair, &who)?;
        let mut seeds = addresses.clone();
        seeds.extend(everybody_at_the_desk(pair, patients)?);
        pair.walk(&seeds)?;
    }
    Ok(())
}

/// The same, and nothing is looked at but what was opened.
pub fn staff_open(pair: &mut Pair, visitors: &Visitors) -> Outcome {
    for who in visitors.all(Kind::Staff) {
        sign_in(pair, &who)?;
        for place in everybody_at_the_desk(pair, visitors.all(Kind::Patient).len())? {
            pair.get("opened", &place)?;
        }
    }
    Ok(())
}

/// Each is found by number, and opened in an emergency; where that leads to.
fn everybody_at_the_desk(pair: &mut Pair, patients: usize) -> Outcome<Vec<Both<String>>> {
    let mut places = Vec::new();
    for number in 1..=patients {
        pair.get_same("/desk")?;
        let number = format!("{number:08}");
        let answers = pair.post_same("/desk/find", &[("by", "own-number"), ("number", &number)])?;
        let Some(place) = led_to(&answers) else { continue };
        places.push(place.clone());
        places.push(place.clone().map(|place| format!("{place}/record")));
        let emergency = place.map(|place| format!("{place}/emergency"));
        let fields = [("reason", "unconscious"), ("emergency", "yes")];
        let fields = fields.map(|(name, value)| (name, value.to_owned())).to_vec();
        let answers = pair.post(&emergency, &[fields.clone(), fields])?;
        places.extend(led_to(&answers));
    }
    Ok(places)
}

fn led_to(answers: &Both<Answer>) -> Option<Both<String>> {
    let [old, new] = answers.each_ref().map(|answer| answer.header("location").map(str::to_owned));
    Some([old?, new?])
}

/// Families, in each of the records that they may open.
pub fn caregivers_look(pair: &mut Pair, visitors: &Visitors) -> Outcome {
    let addresses = addresses()?;
    for who in visitors.all(Kind::Caregiver) {
        sign_in(pair, &who)?;
        let [old, new] = pair.get_same("/records")?.map(|answer| records(&answer.text()));
        if old.is_empty() || old.len() != new.len() {
            return Err(format!("{} may open {} and {} records.", who.name, old.len(), new.len()));
        }
        for (at, ids) in old.into_iter().zip(new).enumerate() {
            sign_in(pair, &Somebody { name: format!("{}, record {}", who.name, at + 1), ..who.clone() })?;
            let fields = [ids.0, ids.1].map(|id| vec![("person", id)]);
            pair.post(&same("/records"), &fields)?;
            pair.walk(&addresses)?;
        }
    }
    Ok(())
}

fn records(page: &str) -> Vec<String> {
    let mut ids: Vec<String> = Vec::new();
    for input in page.split("name=\"person\"").skip(1) {
        let id = after(input, "value=\"").unwrap_or_default().to_owned();
        if !id.is_empty() && !ids.contains(&id) {
            ids.push(id);
        }
    }
    ids
}

/// Everybody in their own record, and whoever is not signed in.
pub fn patients_look(pair: &mut Pair, visitors: &Visitors) -> Outcome {
    let addresses = addresses()?;
    pair.begin("nobody");
    pair.walk(&addresses)?;
    let history = HISTORY.into_iter().map(same);
    let seeds: Vec<_> = addresses.into_iter().chain(history).collect();
    for who in visitors.all(Kind::Patient) {
        sign_in(pair, &who)?;
        pair.walk(&seeds)?;
    }
    Ok(())
}
