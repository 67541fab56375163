//! Reading together and signing: the agreement is written once, and every mark is on the disk when it is answered.

use chrono::TimeDelta;
use ipc::refusal::Code;
use ipc::visit::{
    ChangePlan, NewPlan, PlanState, Preview, ReadSitting, Reading, Seal, Sign, Sitting, StartSigning,
};
use plan::Change;
use plan::agreement::{AgreementHash, BlockId, BlockKind};
use plan::change::Item;
use plan::field::Field;
use plan::ids::PersonId;
use plan::people::Outsider;
use plan::questions::{Pick, Question};
use plan::signing::{Event, Joined, Manner, Outcome};

use crate::family::{
    answered, begun, opened, retitled, rights_shown, sealed, signed, stroke, take_back, turned, with_dan,
    written,
};
use crate::offices::OFFICE;
use crate::world::{World, code};

#[test]
fn a_preview_writes_nothing() {
    let world = World::new();
    let tablet = world.ready(&OFFICE);
    let plan = written(&tablet, "The Marsh family").plan.id;
    let shown = tablet.preview(Preview { plan }).unwrap();
    assert_eq!(shown.signing, None);
    assert_eq!(shown.hash, AgreementHash::of(&shown.agreement.to_json()));
    assert!(shown.blockers.is_empty(), "rights and answers are asked for when reading began");
    assert_eq!(opened(&tablet, plan).state, PlanState::Draft);
}

#[test]
fn reading_goes_on_with_what_was_written_even_on_another_day() {
    let world = World::new();
    let tablet = world.ready(&OFFICE);
    let plan = written(&tablet, "The Marsh family").plan.id;
    let begun = tablet.start_signing(StartSigning { plan }).unwrap();
    assert_eq!(
        opened(&tablet, plan).state,
        PlanState::Draft,
        "to look at the screen before it is nothing yet"
    );
    world.clock.set_wall(TimeDelta::days(2));
    drop(tablet);
    let tablet = world.again();
    // The ids for those who join are new ones each time.
    let but_for_ids = |sitting: Sitting| Sitting { ids: begun.ids.clone(), ..sitting };
    let again = tablet.start_signing(StartSigning { plan }).unwrap();
    assert_eq!(but_for_ids(again), begun, "the same bytes, the same sitting");
    assert_eq!(but_for_ids(tablet.preview(Preview { plan }).unwrap()), begun);
    let nonce = begun.signing.unwrap().nonce;
    assert!(nonce.len() == 32 && nonce.bytes().all(|digit| digit.is_ascii_hexdigit()), "{nonce}");
}

#[test]
fn what_is_missing_is_named_and_does_not_stop_reading() {
    let world = World::new();
    let tablet = world.ready(&OFFICE);
    let plan =
        tablet.new_plan(NewPlan { title: String::new(), practice: None, after: None }).unwrap().plan.id;
    let keys = |sitting: Sitting| -> Vec<String> {
        sitting.blockers.into_iter().map(|blocker| blocker.key).collect()
    };
    let before = ["blocker.no_child", "blocker.no_adult"];
    assert_eq!(keys(tablet.preview(Preview { plan }).unwrap()), before);
    let begun = tablet.start_signing(StartSigning { plan }).unwrap();
    let signing = begun.signing.as_ref().unwrap().id;
    assert_eq!(
        keys(begun),
        [before.as_slice(), &["blocker.rights_not_shown", "blocker.no_outcome"]].concat()
    );
    let refused = tablet.seal(Seal { signing }).unwrap_err();
    assert_eq!(refused.code, Code::NotReady);
    assert!(refused.sentence.contains("No child"), "{}", refused.sentence);
}

#[test]
fn every_event_is_kept_and_one_that_does_not_fit_takes_none_with_it() {
    let world = World::new();
    let tablet = world.ready(&OFFICE);
    let plan = written(&tablet, "The Marsh family");
    let begun = tablet.start_signing(StartSigning { plan: plan.plan.id }).unwrap();
    let signing = begun.signing.as_ref().unwrap().id;
    let person = plan.plan.adults[0].id;
    let sign = |events: Vec<Event>| tablet.sign(Sign { signing, events });

    assert_eq!(code(sign(vec![Event::Chose { person, outcome: Outcome::Signs }])), Code::NotUsable);
    let unknown = Event::Shown { blocks: vec![BlockId("rights.99".into())], for_ms: 1, as_seen: None };
    assert_eq!(code(sign(vec![rights_shown(&begun), unknown])), Code::NotUsable);
    let mut hashless = rights_shown(&begun);
    if let Event::Shown { as_seen, .. } = &mut hashless {
        *as_seen = None;
    }
    assert_eq!(code(sign(vec![hashless])), Code::NotUsable, "nobody knows what stood there");
    sign(vec![rights_shown(&begun)]).unwrap();
    sign(vec![Event::Chose { person, outcome: Outcome::Signs }]).unwrap();
    assert_eq!(code(sign(vec![Event::Confirmed { person }])), Code::NotUsable, "no mark yet");
    sign(vec![Event::Drew { person, stroke: stroke() }]).unwrap();
    sign(vec![Event::StartedAgain { person }, Event::Drew { person, stroke: stroke() }]).unwrap();
    let last = sign(vec![Event::Confirmed { person }]).unwrap();
    assert!(last.blockers.is_empty());
    let kept = tablet.start_signing(StartSigning { plan: plan.plan.id }).unwrap();
    assert_eq!(kept.signing.as_ref().unwrap().events.len(), 7, "the beginning and six that were taken");
    assert_eq!(kept.saved_at, last.at);
    assert_eq!(code(sign(vec![Event::Undid { person }])), Code::NotUsable, "an answer that was given stays");
    drop(tablet);
    let again = world.again().preview(Preview { plan: plan.plan.id }).unwrap();
    assert_eq!((again.agreement, again.signing, again.blockers), (kept.agreement, kept.signing, Vec::new()));
}

#[test]
fn a_change_ends_the_sitting() {
    let world = World::new();
    let tablet = world.ready(&OFFICE);
    let before = written(&tablet, "The Marsh family");
    let first = signed(&tablet, &before).signing.unwrap();
    tablet.change_plan(retitled(&before, "The Reed family")).unwrap();
    let asked = Sign {
        signing: first.id,
        events: vec![Event::Shown { blocks: Vec::new(), for_ms: 1, as_seen: None }],
    };
    assert_eq!(code(tablet.sign(asked)), Code::Superseded);
    let read = tablet.read_sitting(ReadSitting { signing: first.id });
    assert_eq!(code(read), Code::Superseded, "and asking for it begins none");
    let state = opened(&tablet, before.plan.id).state;
    assert_eq!(state, PlanState::Draft);
    let second = tablet.start_signing(StartSigning { plan: before.plan.id }).unwrap().signing.unwrap();
    assert_ne!((second.id, second.agreement), (first.id, first.agreement));
    assert_eq!(second.events.len(), 1, "it begins anew");
    assert_eq!(tablet.read_sitting(ReadSitting { signing: second.id }).unwrap().signing, Some(second));
}

/// Somebody changes a word after a parent has said no.
#[test]
fn a_change_takes_no_answer_away_without_a_word() {
    let world = World::new();
    let tablet = world.ready(&OFFICE);
    let before = written(&tablet, "The Marsh family");
    let (plan, dee) = (before.plan.id, before.plan.adults[0].id);
    let first = tablet.start_signing(StartSigning { plan }).unwrap();
    let signing = first.signing.as_ref().unwrap().id;
    let no = Outcome::DoesNotAgree { why: "It was not like that.".into() };
    let events = [vec![rights_shown(&first)], answered(dee, no.clone())].concat();
    tablet.sign(Sign { signing, events }).unwrap();
    let reading =
        |it: &Reading| (it.is_ended, it.answers.iter().map(|it| it.outcome.clone()).collect::<Vec<_>>());
    let said_no = vec![Some(no)];
    let opened_now = opened(&tablet, plan);
    assert_eq!(opened_now.readings.iter().map(reading).collect::<Vec<_>>(), [(false, said_no.clone())]);

    // How it went is the workers' own record, and no word of the plan.
    let question = Question::TookPart;
    let changes = vec![
        Change::SetPick { question, pick: Some(Pick::Fully) },
        Change::typing(&before.plan, Field::Words(Question::Agencies), "We see it the same way.").unwrap(),
    ];
    let noted = tablet.change_plan(ChangePlan { plan, base: opened_now.revision, changes }).unwrap();
    assert_eq!(noted.reading, None);
    assert_eq!(opened(&tablet, plan).state, PlanState::Signing, "the reading goes on");
    let retitle = |title| tablet.change_plan(retitled(&opened(&tablet, plan), title)).unwrap().reading;
    let ended = retitle("The Marsh-Reed family");
    assert_eq!(ended.as_ref().map(reading), Some((true, said_no.clone())));
    // A letter typed and taken back: what was answered is an answer to these words again.
    let goes_on = retitle("The Marsh family");
    assert_eq!(goes_on.as_ref().map(reading), Some((false, said_no.clone())));
    assert_eq!(opened(&tablet, plan).state, PlanState::Signing);
    let no_events = Sign { signing, events: Vec::new() };
    assert!(tablet.sign(no_events).is_ok(), "the same sitting goes on");
    retitle("The Marsh-Reed family");
    assert_eq!(opened(&tablet, plan).readings.iter().map(reading).collect::<Vec<_>>(), [(true, said_no)]);

    // What was answered to the earlier words is sealed with the next ones.
    let again = signed(&tablet, &opened(&tablet, plan)).signing.unwrap().id;
    tablet.seal(Seal { signing: again }).unwrap();
    assert_eq!(opened(&tablet, plan).readings.len(), 2);
    tablet.check_files().unwrap();
}

/// One word of the plan is changed after a parent read it without a worry: the next reading leaves it out again.
#[test]
fn what_was_kept_from_somebody_stays_so_after_a_change_unless_a_worker_says_otherwise() {
    let world = World::new();
    let tablet = world.ready(&OFFICE);
    let before = with_dan(&tablet, &written(&tablet, "The Marsh family"));
    let (plan, dan) = (before.plan.id, before.plan.adults[1].id);
    let (first, signing) = begun(&tablet, plan);
    assert!(first.left_out.is_empty());
    let worry = first.agreement.blocks.iter().find(|it| matches!(it.kind, BlockKind::Worry { .. })).unwrap();
    let worry = worry.id.clone();
    tablet
        .sign(Sign { signing: signing.id, events: vec![turned(&[dan], std::slice::from_ref(&worry))] })
        .unwrap();
    let in_front = tablet.read_sitting(ReadSitting { signing: signing.id }).unwrap();
    assert!(in_front.left_out.is_empty(), "in front of him nothing tells that there is more");
    take_back(&tablet, signing.id);
    assert_eq!(begun(&tablet, plan).0.left_out, [(dan, vec![worry.clone()])]);

    tablet.change_plan(retitled(&opened(&tablet, plan), "The Marsh-Reed family")).unwrap();
    assert_eq!(begun(&tablet, plan).0.left_out, [(dan, vec![worry.clone()])], "in the reading after it too");
    let (_, second) = begun(&tablet, plan);
    tablet.sign(Sign { signing: second.id, events: vec![turned(&[dan], &[])] }).unwrap();
    take_back(&tablet, second.id);
    assert!(begun(&tablet, plan).0.left_out.is_empty(), "the last word counts");
}

#[test]
fn the_tablet_is_turned_to_whom_the_harm_comes_from_only_when_that_was_agreed_with_somebody() {
    let world = World::new();
    let tablet = world.ready(&OFFICE);
    let before = with_dan(&tablet, &written(&tablet, "The Marsh family"));
    let (plan, dan) = (before.plan.id, before.plan.adults[1].id);
    let changes = vec![Change::SetPick { question: Question::SourceOfHarm(dan), pick: Some(Pick::Yes) }];
    tablet.change_plan(ChangePlan { plan, base: before.revision, changes }).unwrap();
    let (_, signing) = begun(&tablet, plan);
    let turn = |with: Option<&str>| {
        let Event::HandedOver { to, hears, without, way, language, .. } = turned(&[dan], &[]) else {
            panic!("a turn")
        };
        let agreed_with = with.map(str::to_owned);
        let event = Event::HandedOver { to, hears, without, way, language, agreed_with };
        tablet.sign(Sign { signing: signing.id, events: vec![event] })
    };
    for nobody in [None, Some("  "), Some("- 12 …")] {
        assert_eq!(code(turn(nobody)), Code::NotReady);
        assert!(begun(&tablet, plan).1.in_front().is_none());
    }
    turn(Some("Priya Nair, team manager")).unwrap();
}

/// Each of those who are listed is one person: none of them interprets, and who is named like an adult is that adult. The sitting
/// itself names none of them.
#[test]
fn who_is_listed_as_a_source_of_harm_interprets_for_nobody() {
    let world = World::new();
    let tablet = world.ready(&OFFICE);
    let before = with_dan(&tablet, &written(&tablet, "The Marsh family"));
    let (plan, dan) = (before.plan.id, before.plan.adults[1].id);
    let names = ["Pike, Gary", "", "Dan"];
    let add = |(at, name): (usize, &str)| {
        let id = PersonId::new(at as u64, &[9; 10]);
        Change::Add { at, item: Item::Outsider(Outsider { id, name: name.into() }) }
    };
    let changes = names.into_iter().enumerate().map(add).collect();
    tablet.change_plan(ChangePlan { plan, base: before.revision, changes }).unwrap();
    let (sitting, signing) = begun(&tablet, plan);
    let event = turned(&[dan], &[]);
    assert_eq!(code(tablet.sign(Sign { signing: signing.id, events: vec![event] })), Code::NotReady);
    for name in ["Gary Pike", "Mr Pike"] {
        let part =
            Joined::Interpreter { language: "Polish".into(), manner: Manner::InPerson, from: String::new() };
        let event = Event::Joined { person: sitting.ids[0].take(), name: name.into(), part };
        assert_eq!(
            code(tablet.sign(Sign { signing: signing.id, events: vec![event] })),
            Code::NotUsable,
            "{name}"
        );
    }
    let kept = serde_json::to_string(&begun(&tablet, plan).1).unwrap();
    assert!(!kept.contains("Pike"), "nobody who is given the sitting reads who was named: {kept}");
}

#[test]
fn a_sealed_plan_is_not_read_anew() {
    let world = World::new();
    let tablet = world.ready(&OFFICE);
    let (plan, card) = sealed(&tablet, "The Marsh family");
    assert_eq!(code(tablet.start_signing(StartSigning { plan })), Code::Sealed);
    let shown = tablet.preview(Preview { plan }).unwrap();
    assert_eq!(shown.agreement, card.agreement);
    let signing = shown.signing.unwrap().id;
    assert_eq!(code(tablet.sign(Sign { signing, events: Vec::new() })), Code::Sealed);
}
