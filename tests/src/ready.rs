//! A tablet that is as far as a test needs it before its window opens, brought there by the same commands the window
//! sends. It has no keystore, so a passphrase opens it, here and in the window.

use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result, ensure};
use ipc::visit::{ListPlans, Look, NewPlan, OpenPlan, Stage as Door, Unlock};
use plan::Plan;
use plan::ids::PlanId;
use plan::signing::Outcome;
use tablet::{Folders, NoKeystore, Outfit, PinCost, System, Tablet};

use crate::books;
use crate::families::{self, said};
use crate::figures::sha256;
use crate::stage::{Keystore, Office, Stage};
use crate::window::Window;

/// The worker’s passphrase.
pub const PASSPHRASE: &str = "a heron on the weir";

/// A stage with a tablet of one worker, and the office it belongs to.
pub struct Ready {
    /// Where everything of it lies and runs.
    pub stage: Stage,
    /// The office.
    pub office: Office,
    outfit: fn() -> Outfit,
}

impl Ready {
    /// Starts the office and joins the tablet to it.
    pub fn new() -> Result<Self> {
        Self::with(families::outfit)
    }

    /// The same, and each time the tablet opens without a window of its own it has this outfit.
    pub fn with(outfit: fn() -> Outfit) -> Result<Self> {
        let stage = Stage::with_display(Keystore::Absent)?;
        let office = Office::start(stage.place("office"))?;
        let ready = Self { stage, office, outfit };
        families::join(&ready.locked()?, &ready.office.enrolment_line()?, PASSPHRASE)?;
        Ok(ready)
    }

    /// The tablet without a window, locked. Only while no window is open on it.
    pub fn locked(&self) -> Result<Tablet> {
        let folders = Folders { data: self.stage.place("data"), copies: self.stage.place("copies") };
        // Each of these tests unlocks several times; what a worker's PIN costs in the program, other tests see.
        let outfit = Outfit { pin_cost: PinCost::for_tests(), ..(self.outfit)() };
        Ok(Tablet::open(folders, Box::new(System::new()), Box::new(NoKeystore), outfit)?)
    }

    /// The same with the worker in.
    pub fn tablet(&self) -> Result<Tablet> {
        let tablet = self.locked()?;
        let Door::Locked { users, .. } = said(tablet.look(Look {}))?.stage else {
            anyhow::bail!("the tablet is not locked")
        };
        let user = users.first().context("nobody can unlock")?.id;
        said(tablet.unlock(Unlock { user, pin: PASSPHRASE.into() }))?;
        Ok(tablet)
    }

    /// Writes a plan.
    pub fn write(&self, plan: &Plan) -> Result<PlanId> {
        Ok(families::write(&self.tablet()?, plan)?.plan.id)
    }

    /// Begins the plan of a practice family, counted from 0.
    pub fn practise(&self, number: usize) -> Result<Plan> {
        let asked = NewPlan { title: String::new(), practice: Some(number), after: None };
        Ok(said(self.tablet()?.new_plan(asked))?.plan)
    }

    /// Writes a plan and reads it together; nobody has answered yet.
    pub fn read(&self, plan: &Plan) -> Result<PlanId> {
        let tablet = self.tablet()?;
        let plan = families::write(&tablet, plan)?.plan.id;
        families::read(&tablet, plan)?;
        Ok(plan)
    }

    /// Writes a plan, reads it together and takes everyone's mark.
    pub fn sign(&self, plan: &Plan) -> Result<PlanId> {
        let tablet = self.tablet()?;
        let plan = families::write(&tablet, plan)?.plan.id;
        families::sign(&tablet, plan, &Outcome::Signs)?;
        Ok(plan)
    }

    /// A plan as it is on the tablet's disk.
    pub fn plan(&self, plan: PlanId) -> Result<Plan> {
        Ok(said(self.tablet()?.open_plan(OpenPlan { plan }))?.plan)
    }

    /// The plan that was changed last, as it is on the tablet's disk.
    pub fn newest_plan(&self) -> Result<Plan> {
        let tablet = self.tablet()?;
        let newest = said(tablet.list_plans(ListPlans {}))?.into_iter().next().context("there is no plan")?;
        Ok(said(tablet.open_plan(OpenPlan { plan: newest.plan }))?.plan)
    }

    /// The window, with the worker in, at their plans.
    pub fn window(&self) -> Result<Window> {
        let mut window = Window::open(&self.stage)?;
        unlock(&mut window)?;
        window.see("Your plans")?;
        Ok(window)
    }

    /// The one file among the family's copies.
    pub fn copy(&self) -> Result<PathBuf> {
        only_file(&self.stage)
    }

    /// The office holds one agreement, the tablet's own, with the copy that was saved here.
    pub fn office_has_the_saved_copy(&self) -> Result<()> {
        let held = books::only(&self.office)?;
        ensure!(
            held.pdf_sha256() == sha256(&self.copy()?)?,
            "the office and the family hold different papers"
        );
        held.check_receipt(&self.office.enrolment_line()?.parse()?)
    }
}

/// The one file among the family's copies.
pub fn only_file(stage: &Stage) -> Result<PathBuf> {
    let files: Vec<_> = fs::read_dir(stage.place("copies"))?.collect::<Result<_, _>>()?;
    ensure!(files.len() == 1, "the family’s copies: {} files instead of one", files.len());
    Ok(files.first().context("no file")?.path())
}

/// Types the passphrase at the door.
pub fn unlock(window: &mut Window) -> Result<()> {
    window.type_into("Your passphrase", PASSPHRASE)?;
    window.tap("Unlock")
}
