use super::*;

fn start() -> DateTime<Utc> {
    DateTime::default()
}

fn after(seconds: i64) -> DateTime<Utc> {
    start() + Duration::seconds(seconds)
}

fn somebody(number: u128) -> Who {
    let facility = FacilityCode::try_from("1310000011").unwrap();
    Who::Staff { account: AccountId(Uuid::from_u128(number)), facility }
}

fn key(number: u128) -> Who {
    let facility = FacilityCode::try_from("1310000011").unwrap();
    Who::Key { id: Uuid::from_u128(number), facility }
}

#[test]
fn a_queue_is_served_and_a_program_is_not() {
    let paces = Paces::counted();
    let who = somebody(1);
    let take = |who: &Who, at| paces.take(What::LookUp, who, at);
    for second in 0..12 {
        assert_eq!(take(&who, after(second)), Ok(()));
    }
    assert_eq!(take(&who, after(59)), Err(TooSoon { seconds: 1 }), "the thirteenth within a minute");
    assert_eq!(take(&somebody(2), start()), Ok(()), "somebody else has their own pace");
    assert_eq!(take(&who, after(60)), Ok(()));
    let taken = (1..600).filter(|step| take(&who, after(60 + step * 5)).is_ok()).count();
    assert_eq!(taken + 13, 120, "an hour's worth");
}

#[test]
fn what_is_refused_says_how_long_and_is_then_taken() {
    let paces = Paces::counted();
    let who = somebody(1);
    while paces.take(What::LookUp, &who, start()).is_ok() {}
    let TooSoon { seconds } = paces.take(What::LookUp, &who, after(18)).unwrap_err();
    assert_eq!(seconds, 42);
    assert_eq!(paces.take(What::LookUp, &who, after(18 + 41)), Err(TooSoon { seconds: 1 }));
    assert_eq!(paces.take(What::LookUp, &who, after(18 + 42)), Ok(()));
    // An hour's worth is waited for as long as the first of it takes to leave the hour.
    let others = somebody(2);
    for step in 0..120 {
        assert_eq!(paces.take(What::LookUp, &others, after(step * 6)), Ok(()));
    }
    assert_eq!(paces.take(What::LookUp, &others, after(720)), Err(TooSoon { seconds: 3600 - 720 }));
    assert_eq!(paces.take(What::LookUp, &others, after(3600)), Ok(()));
}

#[test]
fn ten_who_guess_together_are_no_faster_than_their_facility() {
    let paces = Paces::counted();
    let search = |who, at| paces.take(What::EmergencySearch, &somebody(who), at).is_ok();
    assert_eq!((0..9).filter(|_| search(1, start())).count(), 5, "one person in a minute");
    assert_eq!(
        (0..90).filter(|step| search(2 + step % 9, start())).count(),
        15,
        "and with them their facility"
    );
    let minutes = (1..60).flat_map(|minute| (0..10).map(move |who| (who, minute)));
    let later = minutes.filter(|(who, minute)| search(10 + who, start() + Duration::minutes(*minute)));
    assert_eq!(later.count() + 20, 60, "an hour's worth");
    assert!(paces.take(What::BreakGlass, &somebody(1), start()).is_ok(), "what is found may be opened");
    assert!(paces.take(What::LookUp, &somebody(1), start()).is_ok(), "the reception goes on");
}

#[test]
fn sixty_invitations_are_not_printed_at_once() {
    let paces = Paces::counted();
    let print = |who| paces.take(What::Invite, &somebody(who), start()).is_ok();
    assert_eq!((0..60).filter(|_| print(1)).count(), 6, "one clerk");
    assert_eq!((0..60).filter(|step| print(2 + step % 9)).count(), 14, "and with nine more their facility");
}

#[test]
fn who_reads_one_record_too_often_reads_others_and_so_do_all_others_that_one() {
    let paces = Paces::counted();
    let read = |who, whom: &str| paces.take_about(What::CareReading, &somebody(who), whom, start()).is_ok();
    assert_eq!((0..100).filter(|_| read(1, "hanako")).count(), 20);
    assert!(read(1, "taro"), "another record");
    assert!(read(2, "hanako"), "somebody else");
    assert_eq!((0..100).filter(|number| read(1, &format!("nobody {number}"))).count(), 39, "sixty in all");
}

#[test]
fn one_alone_never_uses_up_what_a_facility_has_together() {
    for what in [What::CareReading, What::EmergencySearch, What::BreakGlass, What::Invite, What::Visit] {
        let (alone, together) = (what.alone().unwrap(), what.together().unwrap());
        assert!(alone.minute * 3 <= together.minute && alone.hour * 3 <= together.hour, "{what:?}");
    }
}

#[test]
fn keys_of_one_facility_are_one_about_one_person() {
    let paces = Paces::counted();
    let ask = |number| paces.take_about(What::QuestionAbout, &key(number), "06:1:2:3", start()).is_ok();
    assert_eq!((0..200).filter(|step| ask(step % 5)).count(), 60);
    let all = (0..10_000).filter(|step| paces.take(What::Question, &key(step % 20), start()).is_ok());
    assert_eq!(all.count(), 1_800, "twenty keys are no more than three");
}

#[test]
fn who_did_nothing_for_an_hour_is_forgotten() {
    let paces = Paces::counted();
    for number in 0..50 {
        paces.take_about(What::Look, &somebody(number), "somebody", start()).unwrap();
    }
    let kept = || paces.0.as_ref().unwrap().lock().unwrap().times.len();
    assert_eq!(kept(), 100);
    paces.take(What::Look, &somebody(1), after(3601)).unwrap();
    assert_eq!(kept(), 1);
    assert_eq!(Paces::unlimited().take(What::Look, &somebody(1), start()), Ok(()));
}

#[test]
fn nobody_stands_in_what_is_printed_of_it() {
    let paces = Paces::counted();
    paces.take_about(What::QuestionAbout, &key(1), "06:secret", start()).unwrap();
    assert!(!format!("{paces:?}").contains("secret"));
}
