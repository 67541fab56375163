//! A family of ten children and sixty goals: the largest plan that must still be quick.

use anyhow::{Context, Result, bail, ensure};
use plan::Plan;
use plan::content::Goal;
use plan::domain::Domain;
use plan::ids::GoalId;
use plan::people::WorkerRole;

use crate::ready::Ready;
use crate::{examples, visit};

/// The example as the worker of the script writes it: with themselves as the social worker.
pub fn ten_children() -> Result<Plan> {
    let mut plan = examples::plan("ten-children")?;
    for worker in plan.workers.iter_mut().filter(|worker| worker.role == WorkerRole::SocialWorker) {
        worker.name = visit::WORKER.into();
        worker.phone = visit::PHONE.into();
    }
    Ok(plan)
}

/// Opens a plan of ten children and 59 goals in the real window and adds the 60th: how many milliseconds each took until
/// it stood on the screen. Fails unless the goal is kept.
pub fn sixtieth_goal() -> Result<(f64, f64)> {
    let mut plan = ten_children()?;
    let (Some(adult), Some(example)) = (plan.adults.first(), plan.goals.first().cloned()) else {
        bail!("the example has lost its people")
    };
    let (who, name) = (adult.id, adult.name.clone());
    for n in plan.goals.len()..59 {
        let id = GoalId::new(1, &[u8::try_from(n)?; 10]);
        plan.goals.push(Goal {
            what: example.what.clone(),
            who: Some(who),
            ..Goal::empty(id, Domain::Safety)
        });
    }
    let ready = Ready::new()?;
    let written = ready.write(&plan)?;
    let mut window = ready.window()?;
    window.see(&plan.title)?;
    let opened = window.timed(
        &format!(
            "Array.from(document.querySelectorAll('button')).find(it => it.textContent === {:?})",
            plan.title
        ),
        "document.querySelectorAll('.tasks .task').length > 8",
    )?;
    window.tap("What will change")?;
    let added = window.timed(
        "Array.from(document.querySelectorAll('button')).find(it => it.textContent.startsWith('Add a goal'))",
        "document.querySelector('.sentence .slot')",
    )?;
    window.see("choose who")?;
    window.tap(&name)?;
    window.tap("Continue")?;
    window.see("Saved here")?;
    window.close()?;
    let kept = ready.plan(written)?;
    ensure!(kept.goals.len() == 60, "{} goals", kept.goals.len());
    ensure!(kept.goals.last().context("no goal")?.who == Some(who), "the 60th goal is nobody’s");
    Ok((opened, added))
}
