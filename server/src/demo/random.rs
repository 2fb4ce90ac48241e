//! Random people: whom they see, what they have, and years of visits.

use super::{
    body::{Body, Illness},
    chance::Chance,
    disease::{DISEASES, Disease},
    laboratory::Test,
    medicine::{self, Medicine},
    names::invent,
    place::{self, Department, Desk, Facility},
    story::{Allergen, Allergy, Diagnosis, Given, Person, Reading, Story},
};
use chrono::{Days, NaiveDate};
use shared::time::age_in_years;

/// Invents person `index` of those that `seed` stands for, as they are on `today`: one to four
/// facilities, three to eight years. The same three give the same bytes.
pub fn generate(seed: u64, index: u32, today: NaiveDate) -> Person {
    let mut chance = Chance::of_person(seed, u64::from(index));
    let who = invent(seed, index, today, &mut chance);
    let life = Life {
        age: age_in_years(who.born, today).unwrap_or_default(),
        today,
        body: Body::new(who.sex, who.born),
        // Two numbers in base 16 and 10 leave room for kind and day in a Bundle's identifier.
        story: Story::new(who, format!("{seed:x}-{index}")),
        chance,
        seen: Vec::new(),
    };
    life.tell()
}

struct Life {
    today: NaiveDate,
    age: u32,
    body: Body,
    story: Story,
    chance: Chance,
    /// The facilities this person goes to.
    seen: Vec<&'static Facility>,
}

/// One department that somebody attends, for what it treats.
struct Attendance {
    facility: &'static Facility,
    department: Department,
    treats: Vec<Treated>,
    /// Days between visits.
    apart: u32,
}

#[derive(Clone, Copy)]
struct Treated {
    disease: &'static Disease,
    onset: NaiveDate,
    severity: f64,
    /// How many of the disease's medicines are tried.
    steps: usize,
}

/// One thing that happens, on its day.
#[derive(Clone, Copy)]
enum Happening {
    /// A visit to the attendance of this number; its number there, and whether it is the last.
    Visit {
        attendance: usize,
        number: usize,
        last: bool,
    },
    Checkup,
    Acute,
}

const MOST_FACILITIES: usize = 4;
const MOST_DISEASES: usize = 5;
/// Medicines are not prescribed for longer than this, in days.
const LONGEST_SUPPLY: u32 = 84;
/// Days after which the next medicine is tried.
const NEXT_STEP_AFTER: i64 = 240;

impl Life {
    fn tell(mut self) -> Person {
        let first = self.first_day();
        let home = self.home();
        self.seen.push(home);
        let attendances = self.attendances(first);
        let mut happenings = self.visits(first, &attendances);
        happenings.extend(self.checkups(first));
        happenings.extend(self.acute(first, attendances.is_empty()));
        happenings.sort_by_key(|(day, _)| *day);
        if let Some((day, _)) = happenings.first() {
            self.allergies(Desk::at(home, self.department_at_home(), *day));
        }
        for (day, happening) in happenings {
            match happening {
                Happening::Visit { attendance, number, last } => {
                    self.visit(&attendances[attendance], day, number, last);
                }
                Happening::Checkup => self.checkup(day),
                Happening::Acute => self.acute_visit(home, day),
            }
        }
        self.story.into_person()
    }

    fn first_day(&mut self) -> NaiveDate {
        let days = self.chance.whole(3 * 365, 8 * 365);
        let first = before(self.today, u64::from(days));
        // The newborn's first visit is at least a month after birth.
        first.max(self.story.who().born + Days::new(30)).min(before(self.today, 2))
    }

    fn home(&mut self) -> &'static Facility {
        match self.age {
            0..15 => &place::CHILDREN,
            _ if self.chance.happens(0.7) => &place::CLINIC,
            _ => &place::CITY_HOSPITAL,
        }
    }

    fn department_at_home(&self) -> Department {
        if self.age < 15 { place::CHILD } else { place::INTERNAL }
    }

    /// Chooses the diseases, and where each is treated.
    fn attendances(&mut self, first: NaiveDate) -> Vec<Attendance> {
        let sex = self.story.who().sex;
        let span = u32::try_from((self.today - first).num_days()).unwrap_or_default();
        let mut attendances: Vec<Attendance> = Vec::new();
        let mut count = 0;
        for disease in DISEASES {
            let has = self.chance.happens(disease.probability(self.age, sex));
            if !has || count == MOST_DISEASES || span < 300 {
                continue;
            }
            let Some((facility, department)) = self.settle(disease) else { continue };
            count += 1;
            let treated = Treated {
                disease,
                onset: first + Days::new(u64::from(self.chance.whole(0, span - 250))),
                severity: self.chance.between(0.6, 1.4),
                steps: self.chance.whole(1, disease.treatment.len() as u32) as usize,
            };
            let there =
                attendances.iter_mut().find(|one| one.facility == facility && one.department == department);
            match there {
                Some(one) => {
                    one.apart = one.apart.min(disease.visits);
                    one.treats.push(treated);
                }
                None => attendances.push(Attendance {
                    facility,
                    department,
                    treats: vec![treated],
                    apart: disease.visits,
                }),
            }
        }
        attendances
    }

    /// Where a disease is treated; `None` once this person goes to enough places.
    fn settle(&mut self, disease: &Disease) -> Option<(&'static Facility, Department)> {
        if self.age < 15 {
            return Some((&place::CHILDREN, place::CHILD));
        }
        let [usual, other] = disease.facilities;
        let wanted = if self.chance.happens(0.75) { usual } else { other };
        let known = [wanted, usual, other].into_iter().find(|one| self.seen.contains(one));
        let facility = match known {
            Some(known) if self.seen.contains(&wanted) || self.seen.len() == MOST_FACILITIES => known,
            None if self.seen.len() == MOST_FACILITIES => return None,
            _ => wanted,
        };
        if !self.seen.contains(&facility) {
            self.seen.push(facility);
        }
        Some((facility, disease.department))
    }

    fn visits(&mut self, first: NaiveDate, attendances: &[Attendance]) -> Vec<(NaiveDate, Happening)> {
        let mut happenings = Vec::new();
        for (attendance, one) in attendances.iter().enumerate() {
            let onset = one.treats.iter().map(|treated| treated.onset).min().unwrap_or(first);
            let mut day = onset + Days::new(u64::from(self.chance.whole(7, 90)));
            let mut days = Vec::new();
            while day < self.today {
                days.push(day);
                day = day + Days::new(u64::from(one.apart + self.chance.whole(0, 6)));
            }
            let count = days.len();
            happenings.extend(days.into_iter().enumerate().map(|(number, day)| {
                (day, Happening::Visit { attendance, number, last: number + 1 == count })
            }));
            self.fall_ill(one, &happenings, attendance);
        }
        happenings
    }

    /// Each disease is treated from the first visit after it began.
    fn fall_ill(&mut self, one: &Attendance, happenings: &[(NaiveDate, Happening)], attendance: usize) {
        for treated in &one.treats {
            let first_visit = happenings.iter().find(|(day, happening)| {
                matches!(happening, Happening::Visit { attendance: number, .. } if *number == attendance)
                    && *day >= treated.onset
            });
            self.body.suffer(Illness {
                disease: treated.disease,
                onset: treated.onset,
                treated: first_visit.map_or(self.today, |(day, _)| *day),
                severity: treated.severity,
            });
        }
    }

    fn visit(&mut self, attendance: &Attendance, day: NaiveDate, number: usize, last: bool) {
        let desk = Desk::at(attendance.facility, attendance.department, day);
        let known: Vec<(&Treated, NaiveDate)> = attendance
            .treats
            .iter()
            .filter_map(|treated| {
                let illness =
                    self.body.illnesses().iter().find(|one| std::ptr::eq(one.disease, treated.disease))?;
                (illness.treated <= day).then_some((treated, illness.treated))
            })
            .collect();
        for (place, (treated, _)) in known.iter().enumerate().filter(|(_, (_, since))| *since == day) {
            let disease = treated.disease;
            let diagnosis = Diagnosis::new(disease.name, disease.icd10, treated.onset);
            self.story.diagnosis(desk, if place == 0 { diagnosis.main() } else { diagnosis });
        }
        let newly = known.iter().any(|(_, since)| *since == day);
        if newly || number.is_multiple_of(if attendance.apart < 60 { 2 } else { 1 }) {
            let tests = watched(known.iter().map(|(treated, _)| treated.disease), newly, &mut self.chance);
            self.measure(desk, &tests, last);
        }
        // Who comes often gets a week in reserve, so that the next supply begins before this one ends.
        let reserve = if attendance.apart < 60 { 7 } else { 0 };
        let days = (attendance.apart + reserve).min(LONGEST_SUPPLY);
        let mut given: Vec<Given> = Vec::new();
        for (treated, since) in &known {
            for medicine in tried(treated, (day - *since).num_days(), self.age) {
                if given.iter().all(|other| other.medicine.yj != medicine.yj) {
                    given.push(supply(medicine, days));
                }
            }
        }
        if !given.is_empty() {
            self.story.prescriptions(desk, given);
        }
        let a_year_before = (self.today - day).num_days() / i64::from(attendance.apart.max(1));
        if last || a_year_before == 365 / i64::from(attendance.apart.max(1)) {
            let weeks = attendance.apart / 7;
            let advice: Vec<&str> = known.iter().map(|(treated, _)| treated.disease.advice).collect();
            self.story.summary(desk, format!("{}\r\n次の受診は{weeks}週間後です。", advice.join("\r\n")));
        }
    }

    fn measure(&mut self, desk: Desk, tests: &[Test], newest: bool) {
        let readings = self.body.measure(tests, desk.day, desk.facility.laboratory, &mut self.chance);
        let chance = &mut self.chance;
        let readings: Vec<Reading> = readings
            .into_iter()
            // What came in last is not always final yet.
            .map(|reading| if newest && chance.happens(0.05) { reading.preliminary() } else { reading })
            .collect();
        if !readings.is_empty() {
            self.story.results(desk, readings);
        }
    }

    fn checkups(&mut self, first: NaiveDate) -> Vec<(NaiveDate, Happening)> {
        let goes = (20..75).contains(&self.age) && self.chance.happens(0.5);
        if !goes || self.seen.len() == MOST_FACILITIES {
            return Vec::new();
        }
        self.seen.push(&place::CHECKUPS);
        let mut day = first + Days::new(u64::from(self.chance.whole(0, 364)));
        let mut happenings = Vec::new();
        while day < self.today {
            happenings.push((day, Happening::Checkup));
            day = day + Days::new(u64::from(self.chance.whole(340, 390)));
        }
        happenings
    }

    fn checkup(&mut self, day: NaiveDate) {
        self.measure(Desk::at(&place::CHECKUPS, place::CHECKUP, day), &CHECKUP_TESTS, false);
    }

    /// Colds, an upset stomach, a sore back; somebody without a disease has at least one.
    fn acute(&mut self, first: NaiveDate, at_least_one: bool) -> Vec<(NaiveDate, Happening)> {
        let span = u32::try_from((self.today - first).num_days()).unwrap_or(1).max(10);
        let count = self.chance.whole(u32::from(at_least_one), 3);
        (0..count)
            .map(|_| {
                let ago = self.chance.whole(8, span - 1);
                (before(self.today, u64::from(ago)), Happening::Acute)
            })
            .collect()
    }

    /// Seen on `day`; a week later it is over, and registered as such.
    fn acute_visit(&mut self, home: &'static Facility, day: NaiveDate) {
        let desk = Desk::at(home, self.department_at_home(), day);
        let acute = self.chance.pick(if self.age < 15 { &CHILDRENS_ACUTE } else { &ACUTE });
        let given = acute.medicines.iter().map(|medicine| supply(medicine, acute.days)).collect();
        self.story.prescriptions(desk, given);
        if self.chance.happens(0.4) {
            self.measure(desk, &[Test::Wbc, Test::Crp], false);
        }
        let over = day + Days::new(u64::from(self.chance.whole(5, 7)));
        let diagnosis =
            Diagnosis { ended: Some(over), ..Diagnosis::new(acute.name, acute.icd10, before(day, 2)) };
        self.story.diagnosis(desk.on(over), diagnosis);
    }

    fn allergies(&mut self, desk: Desk) {
        if self.chance.happens(0.18) {
            let allergy = *self.chance.pick(&ALLERGIES);
            self.story.allergy(desk, allergy);
        }
    }
}

fn before(day: NaiveDate, days: u64) -> NaiveDate {
    day.checked_sub_days(Days::new(days)).unwrap_or(day)
}

/// What is measured because of these diseases, in the order of a sheet.
fn watched<'a>(diseases: impl Iterator<Item = &'a Disease>, newly: bool, chance: &mut Chance) -> Vec<Test> {
    let mut tests: Vec<Test> = diseases.flat_map(|disease| disease.watched.iter().copied()).collect();
    if chance.happens(0.25) {
        tests.push(Test::Crp);
    }
    if !newly {
        // Whoever is known is not tested for an old infection again.
        tests.retain(|test| *test != Test::Hbs);
    }
    tests.sort();
    tests.dedup();
    tests
}

/// The medicines that have been tried by so many days after treatment began, and are taken.
fn tried(treated: &Treated, days: i64, age: u32) -> impl Iterator<Item = &'static Medicine> {
    let steps = usize::try_from(1 + days / NEXT_STEP_AFTER).unwrap_or(1).min(treated.steps);
    treated.disease.treatment.iter().take(steps).map(move |medicine| {
        let of_adults = age < 15 && medicine.yj == medicine::MONTELUKAST.yj;
        if of_adults { &medicine::MONTELUKAST_CHEWABLE } else { medicine }
    })
}

/// 頓用 and drops count no days.
fn supply(medicine: &Medicine, days: u32) -> Given {
    let counts_days = medicine.per_day.is_some() || medicine.usage == medicine::ON_RISING_ONCE_A_WEEK;
    if counts_days { medicine.days(days) } else { medicine.as_needed() }
}

struct Acute {
    name: &'static str,
    icd10: &'static str,
    medicines: &'static [Medicine],
    days: u32,
}

static ACUTE: [Acute; 3] = [
    Acute {
        name: "急性上気道炎",
        icd10: "J06.9",
        medicines: &[medicine::CARBOCISTEINE, medicine::ACETAMINOPHEN],
        days: 5,
    },
    Acute { name: "急性気管支炎", icd10: "J20.9", medicines: &[medicine::CARBOCISTEINE], days: 7 },
    Acute { name: "腰痛症", icd10: "M54.5", medicines: &[medicine::LOXOPROFEN], days: 7 },
];

static CHILDRENS_ACUTE: [Acute; 2] = [
    Acute {
        name: "急性上気道炎",
        icd10: "J06.9",
        medicines: &[medicine::CARBOCISTEINE_SYRUP, medicine::ACETAMINOPHEN_GRANULES],
        days: 5,
    },
    Acute {
        name: "急性気管支炎", icd10: "J20.9", medicines: &[medicine::CARBOCISTEINE_SYRUP], days: 7
    },
];

static ALLERGIES: [Allergy; 6] = [
    Allergy {
        name: "そば", allergen: Allergen::Food("D9F000000000"), severe: true, reaction: "呼吸困難"
    },
    Allergy {
        name: "さば", allergen: Allergen::Food("J9FC11310000"), severe: false, reaction: "じんましん"
    },
    Allergy { name: "鶏卵", allergen: Allergen::Food("D9F000000000"), severe: false, reaction: "湿疹" },
    Allergy {
        name: "スギ花粉",
        allergen: Allergen::Other("D9N000000000"),
        severe: false,
        reaction: "鼻水、目のかゆみ",
    },
    Allergy {
        name: "サワシリン細粒１０％",
        allergen: Allergen::Medicine("6131001C1210"),
        severe: true,
        reaction: "アナフィラキシー",
    },
    Allergy {
        name: "ロキソニン錠６０ｍｇ",
        allergen: Allergen::Medicine("1149019F1560"),
        severe: true,
        reaction: "喘息発作",
    },
];

const CHECKUP_TESTS: [Test; 16] = [
    Test::Fbs,
    Test::Hba1c,
    Test::Cre,
    Test::Egfr,
    Test::Ua,
    Test::Ast,
    Test::Alt,
    Test::Ggt,
    Test::Ldl,
    Test::Hdl,
    Test::Tg,
    Test::Wbc,
    Test::Rbc,
    Test::Hb,
    Test::Plt,
    Test::UrineProtein,
];
