//! A family of ten children and sixty goals: the largest plan that must still be quick.

use anyhow::{Context, Result, bail, ensure};
use plan::Plan;
use plan::content::Goal;
use plan::domain::Domain;
use plan::ids::GoalId;
use plan::people::WorkerRole;

use crate::figures::Durations;
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

/// What a large plan took, in milliseconds.
pub struct Large {
    /// From the tap in the list until the plan's home is on the screen.
    pub opened: f64,
    /// From the tap until the 60th goal is on the screen.
    pub added: f64,
    /// From each key in a text of that goal until it is on the glass.
    pub key_to_screen: Durations,
    /// From sending what was typed until it is on the disk.
    pub sent_to_committed: Durations,
}

/// What is typed into the 60th goal, a key for each letter. Under a hundred keys, their 99th percentile would be the slowest.
const TYPED: &str = "wash up with the girls after tea and put out clean bedding for the baby, check that the \
    window in the back room is shut, put tomorrow's school clothes on the chair by the door, and sit with them until \
    both are asleep";

/// When a key is pressed, and when the frame that follows has been painted, as the page tells it.
const KEYS: &str = "window.keysToScreen = [];
    addEventListener('keydown', ({ timeStamp }) => requestAnimationFrame(() => {
        const painted = new MessageChannel();
        painted.port1.onmessage = () => window.keysToScreen.push(performance.now() - timeStamp);
        painted.port2.postMessage(0);
    }), true);";

/// Opens a plan of ten children and 59 goals in the real window, adds the 60th and types into it. Fails unless the goal and
/// every letter of it are kept.
pub fn sixtieth_goal() -> Result<Large> {
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
    window.type_by_hand();
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
    window.script(KEYS)?;
    window.tap_into("What will they do?")?;
    // Nobody types into a field that is not on the glass yet.
    window.see("Saved here")?;
    window.painted()?;
    for letter in TYPED.chars() {
        // Nobody types faster than the glass can show.
        window.press(letter, 1)?;
        window.painted()?;
    }
    window.see("Saved here")?;
    let key_to_screen = Durations::of(serde_json::from_value(window.script("return window.keysToScreen")?)?);
    let sent_to_committed = Durations::measured(&window, "save")?;
    window.close()?;
    let kept = ready.plan(written)?;
    ensure!(kept.goals.len() == 60, "{} goals", kept.goals.len());
    let last = kept.goals.last().context("no goal")?;
    ensure!(last.who == Some(who) && last.what == TYPED, "the 60th goal is not what was typed: {last:?}");
    ensure!(key_to_screen.count() == TYPED.len(), "{} keys were seen", key_to_screen.count());
    Ok(Large { opened, added, key_to_screen, sent_to_committed })
}
