//! What is put on paper: two made-up families, each with a sitting. The standard agreement has three pages and two
//! signatures; the largest has ten children, sixty goals, a signature of everybody and how each adult went through it.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, ensure};
use chrono::{DateTime, FixedOffset, TimeDelta};
use plan::ids::{PersonId, SigningId};
use plan::signing::{Event, Happened, Outcome, Part, SIGNING_FORM, SaidBack, Way};
use plan::{Agreement, AgreementHash, Plan, Signing, Texts, compose};

use crate::{goals, mark};

const STARTED: &str = "2026-11-20T16:42:10+00:00";
/// The most goals a paper is measured with.
const GOALS: usize = 60;

/// A plan and its sitting.
pub struct Content {
    /// What is said of it above its table.
    pub name: &'static str,
    /// What the plan says.
    pub plan: Plan,
    /// What people said.
    pub signing: Signing,
}

/// Both, from the folder of made-up families.
pub fn all(examples: &Path) -> Result<[Content; 2]> {
    let read = |name: &str| -> Result<Plan> {
        let file =
            fs::read(examples.join(name)).with_context(|| format!("{name} of the made-up families"))?;
        Ok(Plan::from_json(&file)?)
    };
    let standard = read("wisniewska-oneill.json")?;
    let mut largest = read("ten-children.json")?;
    goals::up_to(&mut largest, GOALS);
    ensure!(
        largest.goals.len() == GOALS && largest.children.len() == 10,
        "the largest plan is not large enough"
    );
    Ok([
        Content {
            name: "three pages, two signatures",
            signing: sitting(&standard, two_sign)?,
            plan: standard,
        },
        Content {
            name: "60 goals, ten children",
            signing: sitting(&largest, everyone_signs)?,
            plan: largest,
        },
    ])
}

/// A sitting in which events follow each other every twenty seconds.
fn sitting(plan: &Plan, events: fn(&Plan, &Agreement) -> Vec<Event>) -> Result<Signing> {
    let started_at: DateTime<FixedOffset> = STARTED.parse()?;
    let agreement = compose::agreement(plan, &Texts::english(), started_at.date_naive());
    let mut at = started_at;
    let happened = |event| {
        at += TimeDelta::seconds(20);
        Happened { at, by: None, event }
    };
    Ok(Signing {
        form: SIGNING_FORM,
        id: SigningId::new(9, &[9; 10]),
        plan: plan.id,
        agreement: AgreementHash::of(&agreement.to_json()),
        nonce: "5".repeat(32),
        started_at,
        events: events(plan, &agreement).into_iter().map(happened).collect(),
    })
}

fn two_sign(_: &Plan, agreement: &Agreement) -> Vec<Event> {
    let signed = agreement.signers().take(2).enumerate().flat_map(signs);
    [shown(agreement, 400_000)].into_iter().chain(signed).collect()
}

fn everyone_signs(plan: &Plan, agreement: &Agreement) -> Vec<Event> {
    let adults: Vec<PersonId> = plan.adults.iter().map(|adult| adult.id).collect();
    let relatives = plan.children.iter().map(|child| child.name.clone()).collect();
    let began = Event::Began { adults: adults.clone(), need_interpreter: Vec::new(), relatives };
    let turned = adults.iter().flat_map(|adult| {
        let (to, way) = (vec![*adult], Way::ReadsAlone);
        let (hears, without) = (String::new(), Vec::new());
        let handed = Event::HandedOver { to, hears, agreed_with: None, without, way, language: None };
        let words =
            "That we meet again before Christmas, and that I can ring before it gets too much.".into();
        let how = SaidBack::InOwnWords { words };
        let said = Event::SaidBack { person: *adult, part: Part::Meeting, how };
        [handed, shown(agreement, 1_400_000), Event::TakenBack, said]
    });
    let signed = agreement.signers().enumerate().flat_map(signs);
    [began].into_iter().chain(turned).chain(signed).collect()
}

fn shown(agreement: &Agreement, for_ms: u32) -> Event {
    let blocks = agreement.blocks.iter().map(|block| block.id.clone()).collect();
    Event::Shown { blocks, for_ms, as_seen: None }
}

fn signs((number, person): (usize, PersonId)) -> Vec<Event> {
    let drawn = mark::mark(number).into_iter().map(|stroke| Event::Drew { person, stroke });
    let chose = Event::Chose { person, outcome: Outcome::Signs };
    [chose].into_iter().chain(drawn).chain([Event::Confirmed { person }]).collect()
}
