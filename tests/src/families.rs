//! Fills a tablet with the made-up families, through the same commands the interface uses.

use std::path::Path;

use anyhow::{Context, Result, anyhow};
use ipc::visit::*;
use plan::change::Item;
use plan::field::Field;
use plan::ids::{PlanId, SigningId};
use plan::signing::{Event, Outcome};
use plan::{Change, Plan};
use tablet::{Folders, System, SystemKeystore, Tablet};

use crate::process::until;
use crate::{examples, hand, visit};

/// Joins the office, adds the worker and writes every made-up family. The first one is sealed and sent.
pub fn fill(stage: &Path, line: &str) -> Result<()> {
    let folders = Folders { data: stage.join("data"), copies: stage.join("copies") };
    let tablet = Tablet::open(folders, Box::new(System::new()), Box::new(SystemKeystore))?;
    join(&tablet, line, visit::PIN)?;
    said(tablet.set_notice(&format!("This tablet is for practice. The PIN is {}.", visit::PIN)))?;
    for (n, name) in examples::names()?.iter().enumerate() {
        let opened = write(&tablet, &examples::plan(name)?)?;
        if n == 0 {
            seal(&tablet, opened.plan.id)?;
        }
    }
    until("the first family is at the office", || {
        said(tablet.send_now(SendNow {}))?;
        Ok((said(tablet.look(Look {}))?.sending.safe > 0).then_some(()))
    })?;
    said(tablet.lock(Lock {}))?;
    Ok(())
}

/// Joins an office and adds the worker.
pub fn join(tablet: &Tablet, line: &str, pin: &str) -> Result<()> {
    said(tablet.enrol(Enrol { line: line.to_owned() }))?;
    said(tablet.add_user(AddUser {
        name: visit::WORKER.to_owned(),
        role: plan::people::WorkerRole::SocialWorker,
        phone: visit::PHONE.to_owned(),
        pin: pin.to_owned(),
    }))?;
    Ok(())
}

/// Writes a plan's contents into a new plan of the tablet.
pub fn write(tablet: &Tablet, example: &Plan) -> Result<Opened> {
    let opened = said(tablet.new_plan(NewPlan { title: example.title.clone() }))?;
    let changes = changes(&opened.plan, example);
    let plan = opened.plan.id;
    said(tablet.change_plan(ChangePlan { plan, base: opened.revision, changes }))?;
    said(tablet.open_plan(OpenPlan { plan }))
}

/// The changes that turn a new plan into the example. The worker who is in stands in for the example's social worker.
pub fn changes(new: &Plan, example: &Plan) -> Vec<Change> {
    let mut plan = new.clone();
    let mut changes = Vec::new();
    let mut make = |change: Change| {
        if plan.apply(&change).is_ok() {
            changes.push(change);
        }
    };
    let own = new.workers.first().map(|worker| (worker.id, worker.role));
    let others = example.workers.iter().filter(|worker| own.is_none_or(|(_, role)| role != worker.role));
    let stands_for = |id| {
        let role = example.worker(id).map(|worker| worker.role);
        own.filter(|(_, own)| Some(*own) == role).map_or(id, |(own, _)| own)
    };
    let mut at = 1;
    for worker in others {
        make(Change::Add { at, item: Item::Worker(worker.clone()) });
        at += 1;
    }
    for (at, child) in example.children.iter().enumerate() {
        make(Change::Add { at, item: Item::Child(child.clone()) });
    }
    for (at, adult) in example.adults.iter().enumerate() {
        make(Change::Add { at, item: Item::Adult(adult.clone()) });
    }
    for (at, concern) in example.concerns.iter().enumerate() {
        make(Change::Add { at, item: Item::Concern(concern.clone()) });
    }
    for (at, goal) in example.goals.iter().enumerate() {
        make(Change::Add { at, item: Item::Goal(goal.clone()) });
    }
    for (at, promise) in example.promises.iter().enumerate() {
        let mut promise = promise.clone();
        promise.who = promise.who.map(stands_for);
        make(Change::Add { at, item: Item::Promise(promise) });
    }
    make(Change::SetReviewOn { on: example.review.on });
    for field in [Field::Address, Field::ContactLine, Field::ReviewPlace] {
        let text = field.of(example).unwrap_or_default().to_owned();
        if !text.is_empty() {
            make(Change::Edit { field, at: 0, remove: String::new(), insert: text });
        }
    }
    changes
}

/// Shows every block and takes the same answer from everyone, with a mark where it comes with one.
pub fn sign(tablet: &Tablet, plan: PlanId, answer: &Outcome) -> Result<SigningId> {
    let sitting = said(tablet.start_signing(StartSigning { plan }))?;
    let signing = sitting.signing.context("no signing began")?.id;
    let blocks = sitting.agreement.blocks.iter().map(|block| block.id.clone()).collect();
    let mut events = vec![Event::Shown { blocks, for_ms: 60_000 }];
    for person in sitting.agreement.signers() {
        events.push(Event::Chose { person, outcome: answer.clone() });
        if answer.has_mark() {
            events.push(Event::Drew { person, stroke: hand::stroke() });
        }
        events.push(Event::Confirmed { person });
    }
    said(tablet.sign(Sign { signing, events }))?;
    Ok(signing)
}

/// Takes an answer without a mark from everyone, and seals.
pub fn seal(tablet: &Tablet, plan: PlanId) -> Result<SealedCard> {
    let signing = sign(tablet, plan, &Outcome::AgreesWillNotSign)?;
    said(tablet.seal(Seal { signing }))
}

/// A refusal as an error of the test.
pub fn said<T>(reply: Result<T, ipc::Refusal>) -> Result<T> {
    reply.map_err(|refusal| anyhow!("{:?}: {}", refusal.code, refusal.sentence))
}
