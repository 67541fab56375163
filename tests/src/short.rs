//! The urgent visit: a family nobody knows yet, written on the short plan at the door.

use anyhow::{Result, ensure};
use chrono::NaiveDate;
use plan::Plan;
use plan::ids::{CaseId, PersonId, PlanId};
use plan::people::{Adult, Worker, WorkerRole};

use crate::window::Window;

/// Writes one child, one parent, one worry, one goal with its help, whom to ring and when to meet into a new plan. Ends
/// where reading begins.
pub fn write(window: &mut Window) -> Result<()> {
    window.step("writing");
    window.tap("New plan")?;
    window.see("A short plan")?;
    window.picture("short-empty")?;
    window.type_into("Child’s full name", "Leo Harper")?;
    window.type_day_on("Date of birth", NaiveDate::from_ymd_opt(2019, 3, 4).unwrap_or_default())?;
    window.type_into("Grown-up’s full name", "Jade Harper")?;
    window.tap("mum")?;
    window.type_into("Where the family lives", "14 Tannery Row, Brindlewood")?;
    let seen = "When we came at 8pm Leo was alone in the flat. There were open pill packets by his bed.";
    window.type_into("What are we worried about?", "Leo is left alone at night and can reach pills.")?;
    window.type_into("What did you see, hear or smell?", seen)?;
    window.type_into("What will they do?", "put all pills in the locked cupboard")?;
    window.tap("Next part")?;
    window.tap("tonight")?;
    window.tap("Today")?;
    window.type_into("What will we do?", "bring a lock for the cupboard")?;
    window.tap("Tomorrow")?;
    window.type_into("Police officer", "Ellis Vaughan")?;
    window.type_into("Number the family can ring: Police officer", "01632 960 951")?;
    window.tap_last("In 3 days")?;
    window.type_into("Where, and who comes?", "4pm, at home")?;
    window.see("All four parts have something in them.")?;
    window.picture("short")?;
    window.tap("Next: Read it together")
}

/// Who takes part, as far as the script of a visit needs to know them.
pub fn people() -> Plan {
    let mut plan = Plan::empty(PlanId::new(0, &[0; 10]), CaseId::new(0, &[0; 10]));
    let id = |n: u8| PersonId::new(u64::from(n), &[n; 10]);
    plan.adults.push(Adult { name: "Jade Harper".to_owned(), ..Adult::empty(id(1)) });
    let workers =
        [(2, "Sam Okoro", WorkerRole::SocialWorker), (3, "Ellis Vaughan", WorkerRole::PoliceOfficer)];
    plan.workers.extend(
        workers.map(|(n, name, role)| Worker { name: name.to_owned(), ..Worker::empty(id(n), role) }),
    );
    plan
}

/// What was typed is in the plan, and nothing besides.
pub fn is_written(plan: &Plan) -> Result<()> {
    let one = |many: usize, what: &str| {
        ensure!(many == 1, "{many} {what}");
        Ok(())
    };
    one(plan.children.len(), "children")?;
    one(plan.adults.len(), "adults")?;
    one(plan.concerns.len(), "worries")?;
    one(plan.goals.len(), "goals")?;
    one(plan.promises.len(), "promises")?;
    ensure!(plan.workers.len() == 2, "{} workers", plan.workers.len());
    ensure!(plan.adults[0].relationship == "mum", "who Jade is to Leo");
    ensure!(plan.goals[0].who == Some(plan.adults[0].id), "who does it");
    ensure!(plan.promises[0].goal == Some(plan.goals[0].id), "what the promise helps with");
    ensure!(!plan.contact_line.is_empty(), "the council’s own number");
    ensure!(plan.review.on.is_some(), "when we meet");
    Ok(())
}
