//! Fills a tablet with the made-up families, through the same commands the interface uses.

use std::path::Path;

use anyhow::{Context, Result, anyhow};
use ipc::visit::*;
use plan::Plan;
use plan::ids::{PlanId, SigningId};
use plan::signing::{Event, Outcome};
use tablet::{Folders, Outfit, System, SystemKeystore, Tablet};

use crate::examples::made_up_council;
use crate::process::until;
use crate::{examples, hand, visit};

/// The family whose plan is sealed already: nobody in it has to wait for an interpreter.
const SEALED: &str = "marsh";

/// Joins the office, adds the worker and writes every made-up family. One is sealed and sent.
pub fn fill(stage: &Path, line: &str) -> Result<()> {
    let folders = Folders { data: stage.join("data"), copies: stage.join("copies") };
    let tablet = Tablet::open(folders, Box::new(System::new()), Box::new(SystemKeystore), outfit())?;
    join(&tablet, line, visit::PIN)?;
    said(tablet.set_notice(&format!("This tablet is for practice. The PIN is {}.", visit::PIN)))?;
    for name in examples::names()? {
        let opened = write(&tablet, &examples::plan(&name)?)?;
        if name == SEALED {
            seal(&tablet, opened.plan.id)?;
        }
    }
    until("the sealed plan is at the office", || {
        said(tablet.send_now(SendNow {}))?;
        Ok((said(tablet.look(Look {}))?.sending.safe > 0).then_some(()))
    })?;
    said(tablet.lock(Lock::plain()))?;
    Ok(())
}

/// What a made-up council gives its tablets.
pub fn outfit() -> Outfit {
    Outfit { council: Some(made_up_council()), ..Outfit::default() }
}

/// Joins an office and adds the worker.
pub fn join(tablet: &Tablet, line: &str, pin: &str) -> Result<()> {
    said(tablet.enrol(Enrol { line: line.to_owned() }))?;
    said(tablet.add_user(AddUser {
        name: visit::WORKER.to_owned(),
        role: plan::people::WorkerRole::SocialWorker,
        phone: visit::PHONE.to_owned(),
        rank: String::new(),
        collar: String::new(),
        pin: pin.into(),
    }))?;
    Ok(())
}

/// Writes a plan's contents into a new plan of the tablet.
pub fn write(tablet: &Tablet, example: &Plan) -> Result<Opened> {
    let opened =
        said(tablet.new_plan(NewPlan { title: example.title.clone(), practice: None, after: None }))?;
    let changes = opened.plan.take_over(example);
    let plan = opened.plan.id;
    said(tablet.change_plan(ChangePlan { plan, base: opened.revision, changes }))?;
    said(tablet.open_plan(OpenPlan { plan }))
}

/// Begins a sitting and shows every block.
pub fn read(tablet: &Tablet, plan: PlanId) -> Result<Sitting> {
    let sitting = said(tablet.start_signing(StartSigning { plan }))?;
    let signing = sitting.signing.context("no signing began")?.id;
    let blocks = sitting.agreement.blocks.iter().map(|block| block.id.clone()).collect();
    let shown = Event::shown(&sitting.agreement, blocks, 28, 60_000);
    said(tablet.sign(Sign { signing, events: vec![shown] }))?;
    said(tablet.start_signing(StartSigning { plan }))
}

/// Shows every block and takes the same answer from everyone, with a mark where it comes with one.
pub fn sign(tablet: &Tablet, plan: PlanId, answer: &Outcome) -> Result<SigningId> {
    let sitting = read(tablet, plan)?;
    let signing = sitting.signing.context("no signing began")?.id;
    let mut events = Vec::new();
    for person in sitting.agreement.signers() {
        events.push(Event::Chose { person, outcome: answer.clone() });
        if answer.has_pad() {
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
