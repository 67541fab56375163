//! A made-up family with a plan that has a bit of everything, and marks drawn by formula.

mod kinds;
pub(crate) mod printed;
pub(crate) mod sitting;

pub(crate) use kinds::{kinds, translated};

use std::path::Path;

use chrono::{DateTime, FixedOffset, NaiveDate};
use document::{Kind, Letterhead, Paper, Print};
use plan::agreement::{Block, BlockKind};
use plan::compose;
use plan::content::{Concern, Goal, Pace, Promise, Review};
use plan::domain::Domain;
use plan::ids::{CaseId, ConcernId, GoalId, PersonId, PlanId, PromiseId, SigningId};
use plan::ink::{Point, Pointer, Stroke};
use plan::people::{Adult, Agency, Birth, Child, Worker, WorkerRole};
use plan::signing::{Event, Happened, Outcome, SIGNING_FORM};
use plan::{Agreement, AgreementHash, Plan, Signing, Texts};

/// The words of a block as paper has them: after a person's name the edge of the cell stands for the comma.
pub(crate) fn as_printed(block: &Block) -> String {
    let BlockKind::Person { name, .. } = &block.kind else { return block.text.clone() };
    let rest = block.text.strip_prefix(name.as_str()).unwrap_or_default();
    format!("{name} {}", rest.trim_start_matches([',', '.']))
}

/// The plans of a folder by the names of their files, in the order of these.
pub(crate) fn plans_in(folder: &Path) -> Vec<(String, Plan)> {
    let files = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let plan = |file: &Path| Plan::from_json(&std::fs::read(file).unwrap()).unwrap();
    let mut plans: Vec<_> =
        files.map(|file| (file.file_stem().unwrap().to_str().unwrap().to_owned(), plan(&file))).collect();
    plans.sort_by(|(one, _), (other, _)| one.cmp(other));
    plans
}

/// An agreement with all that belongs to it.
pub(crate) struct Family {
    pub(crate) plan: Plan,
    pub(crate) agreement: Agreement,
    pub(crate) signing: Signing,
    pub(crate) texts: Texts,
    pub(crate) lead: Letterhead,
    pub(crate) with: Letterhead,
}

impl Family {
    /// What the plan says, and what each signer answers, in order; `None` for one who has not been asked.
    pub(crate) fn new(plan: Plan, answers: &[Option<Outcome>]) -> Self {
        Self::holding(plan, |agreement| {
            let blocks = agreement.blocks.iter().map(|block| block.id.clone()).collect();
            let shown = Event::shown(agreement, blocks, 28, 400_000);
            let answered = agreement.signers().zip(answers).enumerate();
            let answered = answered.filter_map(|(number, (person, it))| Some((number, person, it.clone()?)));
            let answered = answered.flat_map(|(number, person, it)| answer(number, person, it));
            [shown].into_iter().chain(answered).collect()
        })
    }

    /// What the plan says, and what happened in the sitting, twenty seconds apart.
    pub(crate) fn holding(plan: Plan, events: impl FnOnce(&Agreement) -> Vec<Event>) -> Self {
        let texts = Texts::english();
        let agreement = compose::agreement(&plan, &texts, day(2026, 11, 20));
        let hash = AgreementHash::of(&agreement.to_json());
        let mut at = time("2026-11-20T16:42:10+00:00");
        let happened = |event: Event| {
            at += chrono::TimeDelta::seconds(20);
            Happened { at, by: None, event }
        };
        let events = events(&agreement).into_iter().map(happened).collect();
        let signing = Signing {
            form: SIGNING_FORM,
            id: SigningId::new(9, &[9; 10]),
            plan: plan.id,
            agreement: hash,
            nonce: "5".repeat(32),
            started_at: time("2026-11-20T16:42:10+00:00"),
            events,
        };
        let (lead, with) = (Letterhead::brindlewood(), Letterhead::northmere());
        Self { plan, agreement, signing, texts, lead, with }
    }

    pub(crate) fn paper(&self) -> Paper<'_> {
        Paper {
            agreement: &self.agreement,
            hash: AgreementHash::of(&self.agreement.to_json()),
            signing: Some(&self.signing),
            is_practice: false,
            reader: None,
            kind: Kind::Full,
            print: Print::Standard,
            lead: &self.lead,
            with: Some(&self.with),
            texts: &self.texts,
        }
    }

    /// The short code of a person's answer.
    pub(crate) fn code(&self, number: u8) -> String {
        self.signing.bound(person(number), &self.agreement).unwrap().short()
    }
}

/// A confirmed answer, with a mark where one is drawn.
pub(crate) fn answer(number: usize, person: PersonId, outcome: Outcome) -> Vec<Event> {
    let strokes = if outcome.has_pad() { mark(number) } else { Vec::new() };
    let drawn = strokes.into_iter().map(|stroke| Event::Drew { person, stroke });
    [Event::Chose { person, outcome }].into_iter().chain(drawn).chain([Event::Confirmed { person }]).collect()
}

pub(crate) fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap()
}

pub(crate) fn time(text: &str) -> DateTime<FixedOffset> {
    text.parse().unwrap()
}

pub(crate) fn person(number: u8) -> PersonId {
    PersonId::new(1, &[number; 10])
}

pub(crate) fn goal(number: u8, domain: Domain, what: &str, how_often: &str, own_words: &str) -> Goal {
    Goal {
        who: Some(person(10)),
        what: what.into(),
        how_often: how_often.into(),
        help: "the family worker".into(),
        by: Some(day(2026, 12, 18)),
        own_words: own_words.into(),
        ..Goal::empty(GoalId::new(2, &[number; 10]), domain)
    }
}

pub(crate) fn concern(number: u8, agency: Agency, words: &str) -> Concern {
    Concern { words: words.into(), ..Concern::empty(ConcernId::new(3, &[number; 10]), agency) }
}

pub(crate) fn promise(number: u8, goal: Option<&Goal>, who: u8, what: &str) -> Promise {
    Promise {
        id: PromiseId::new(4, &[number; 10]),
        goal: goal.map(|goal| goal.id),
        who: Some(person(who)),
        what: what.into(),
        by: Some(day(2026, 12, 4)),
    }
}

/// The plan of a made-up family.
pub(crate) fn plan() -> Plan {
    let child =
        |number, name: &str, birth| Child { name: name.into(), birth, ..Child::empty(person(number)) };
    let adult = |number, name: &str, born, relationship: &str| Adult {
        name: name.into(),
        born,
        relationship: relationship.into(),
        ..Adult::empty(person(number))
    };
    let worker = |number, name: &str, role, phone: &str| Worker {
        name: name.into(),
        phone: phone.into(),
        ..Worker::empty(person(number), role)
    };
    let school = goal(
        1,
        Domain::Education,
        "walk Zofia and Tomos to school",
        "every school day",
        "I can do the mornings if I’m up in time.",
    );
    let shouting = goal(
        2,
        Domain::Safety,
        "go to the kitchen and ring Grażyna when a row starts",
        "every time",
        "When it gets loud I just want five minutes on my own.",
    );
    let later = Goal {
        pace: Pace::Later,
        how_often: String::new(),
        ..goal(3, Domain::BasicCare, "mend the bedroom window with the landlord", "", "")
    };
    Plan {
        title: "The Wiśniewska-Pugh family".into(),
        address: "Flat 3\n12 Heron Street\nBrindlewood\nBW4 2QX".into(),
        children: vec![
            child(1, "Zofia Wiśniewska-Pugh", Birth::Born { on: day(2017, 3, 14) }),
            child(2, "Tomos Pugh", Birth::Born { on: day(2020, 9, 2) }),
            child(3, "", Birth::Due { on: day(2027, 2, 1) }),
        ],
        adults: vec![
            adult(10, "Danuta Wiśniewska", Some(day(1991, 5, 30)), "mum"),
            adult(11, "Siôn O’Neill-Pugh", None, "Tomos’s dad"),
        ],
        workers: vec![
            worker(20, "Priya Raman", WorkerRole::SocialWorker, "01632 960 114"),
            worker(21, "PC Joel Adeyemi", WorkerRole::PoliceOfficer, "01632 960 955"),
            worker(22, "Ruth Calloway", WorkerRole::TeamManager, ""),
        ],
        concerns: vec![
            concern(
                1,
                Agency::ChildrensServices,
                "Zofia told her teacher that she takes Tomos into her bedroom and pushes the chest of drawers \
                 against the door until it goes quiet. She has been late for school on eleven mornings since \
                 September and has twice fallen asleep in class.\n\nIf nothing changes, we are worried that one \
                 of the children could be hurt by accident, and that Zofia will go on feeling that it is her job \
                 to keep Tomos safe.",
            ),
            concern(
                2,
                Agency::Police,
                "Neighbours rang us on 3 and 16 November because of shouting and things being thrown. Both \
                 times the children were awake and frightened.",
            ),
        ],
        promises: vec![
            promise(1, Some(&school), 20, "ask the school for two places at the breakfast club"),
            promise(2, Some(&shouting), 21, "come by on a Friday evening, out of uniform, and say hello"),
            promise(3, None, 20, "send you this plan in Polish and in Welsh"),
        ],
        goals: vec![school, shouting, later],
        review: Review {
            on: Some(day(2026, 12, 18)),
            place: "At home, after school. Grażyna will come too.".into(),
            at: None,
        },
        contact_line: "01632 960 900".into(),
        ..Plan::empty(
            PlanId::new(1, &[0x4a, 0x11, 0x7f, 0x3a, 0x92, 0xc1, 7, 8, 9, 10]),
            CaseId::new(1, &[6; 10]),
        )
    }
}

/// What the five people of [`plan`] answer.
pub(crate) fn answers() -> Vec<Option<Outcome>> {
    vec![
        Some(Outcome::Signs),
        Some(Outcome::AgreesInPart {
            which: "The mornings, yes. I don’t agree with what the neighbours said.".into(),
        }),
        Some(Outcome::Signs),
        Some(Outcome::WantsTime { until: Some(day(2026, 11, 27)) }),
        Some(Outcome::agreed_by_phone()),
    ]
}

/// A mark that looks like handwriting: loops that lean and shrink, and a line below.
pub(crate) fn mark(number: usize) -> Vec<Stroke> {
    let loops = 5.0 + number as f64;
    let word = (0..260).map(|step| {
        let t = f64::from(step) / 259.0;
        let turn = t * loops * std::f64::consts::TAU;
        let high = 1400.0 - 900.0 * t + 180.0 * (t * 9.0).sin();
        (
            2000.0 + 7000.0 * t + 520.0 * turn.cos() + 0.25 * high * turn.sin(),
            2500.0 - high * turn.sin(),
            500.0 + 300.0 * turn.sin(),
        )
    });
    let line = (0..40).map(|step| {
        let t = f64::from(step) / 39.0;
        (2200.0 + 7400.0 * t, 3900.0 - 500.0 * t * t, 700.0 - 500.0 * t)
    });
    [word.collect::<Vec<_>>(), line.collect(), vec![(9800.0, 3100.0, 800.0)]].map(stroke).into()
}

fn stroke(points: Vec<(f64, f64, f64)>) -> Stroke {
    let point = |(index, (x, y, p)): (usize, (f64, f64, f64))| Point {
        x: x as i32,
        y: y as i32,
        t: index as u32 * 80,
        p: p as u16,
    };
    let points = points.into_iter().enumerate().map(point).collect();
    Stroke { pointer: Pointer::Pen, width: 15_000, height: 5_000, points }
}
