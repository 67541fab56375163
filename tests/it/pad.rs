//! The pad under real hands. In Chromium: a palm beside a pen, fingers, and everything that must not move the page. In the
//! app's window: tablets that are turned, shared with another program, locked and killed in the middle of a line.

mod hands;
mod last_line;
mod turned;

use anyhow::{Context, Result};
use ipc::visit::Preview;
use plan::ids::PlanId;
use plan::ink::Stroke;
use tests::examples;
use tests::families::said;
use tests::ready::Ready;
use tests::window::Window;

/// A tablet with a plan that was read together.
fn ready() -> Result<(Ready, PlanId)> {
    let mut ready = Ready::new()?;
    ready.stage.manage_windows()?;
    let plan = ready.read(&examples::plan("marsh")?)?;
    Ok((ready, plan))
}

/// From the list of plans to Sam's pad.
fn go_to_the_pad(window: &mut Window) -> Result<()> {
    window.tap("The Marsh family")?;
    window.tap("Sign")?;
    window.tap("Sam Okoro, social worker")?;
    window.tap("I agree. I will sign")?;
    crate::acknowledged::listen(window)
}

/// Sam's lines, as they are on the tablet's disk. Only while no window is open on it.
fn strokes(ready: &Ready, plan: PlanId) -> Result<Vec<Stroke>> {
    let sitting = said(ready.tablet()?.preview(Preview { plan }))?;
    let sam = ready.plan(plan)?.workers.first().context("Sam is gone")?.id;
    Ok(sitting.signing.context("the sitting is gone")?.row(sam).strokes)
}
