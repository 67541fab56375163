//! Checking a whole plan's file: what the tablet would say is to be looked at before it is read together, and what is
//! missing. The same rules as on the tablet; nothing is kept and nothing is sent.

use std::fmt::Write as _;

use chrono::NaiveDate;
use plan::compose::goal_sentences;
use plan::gaps::{Gap, gaps};
use plan::guards::{self, Guard};
use plan::language::Report;
use plan::missing::named;
use plan::questions::About;
use plan::{Plan, Texts, compose};
use serde::Serialize;

use crate::check::{check_text, table};

/// What was found in a plan.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PlanCheck {
    /// How the agreement it becomes reads.
    #[serde(flatten)]
    pub report: Report,
    /// What is to be looked at first and stands without a reason.
    pub guards: Vec<ToLookAt>,
    /// What is not recorded.
    pub missing: Vec<Gap>,
    /// The same in words.
    #[serde(skip)]
    told_missing: Vec<String>,
}

/// One thing to look at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ToLookAt {
    /// Which rule.
    pub guard: &'static str,
    /// The id of the goal, person or promise it is about; `plan` for the plan as a whole.
    pub about: String,
    /// The words it is about: a goal as the family reads it, a name; for the plan as a whole what is to be done.
    pub text: String,
    #[serde(skip)]
    advice: String,
}

/// Checks a plan as it would be read on a day.
pub fn check_plan(plan: &Plan, today: NaiveDate) -> PlanCheck {
    let texts = Texts::english();
    let report = check_text(&compose::agreement(plan, &texts, today).text());
    let guards =
        guards::open(plan, &texts).into_iter().map(|guard| to_look_at(guard, plan, &texts)).collect();
    let missing = gaps(plan);
    let told_missing = missing.iter().map(|gap| named(*gap, plan, &texts)).collect();
    PlanCheck { report, guards, missing, told_missing }
}

fn to_look_at(guard: Guard, plan: &Plan, texts: &Texts) -> ToLookAt {
    let advice = texts.find("guard", format!("{}_do", guard.key())).unwrap_or_default().to_owned();
    let (about, text) = match guard.about() {
        About::Goal(id) => {
            let words = plan.goal(id).map(|goal| goal_sentences(goal, plan, texts));
            (id.to_string(), words.unwrap_or_default())
        }
        About::Person(id) => {
            let offers =
                plan.supporter(id).map(|helper| format!("{}: {}", helper.name.trim(), helper.offers.trim()));
            let name = || plan.called(id).unwrap_or_default().into_owned();
            (id.to_string(), offers.unwrap_or_else(name))
        }
        About::Promise(id) => {
            (id.to_string(), plan.promise(id).map(|promise| promise.what.clone()).unwrap_or_default())
        }
        About::Plan => ("plan".to_owned(), advice.clone()),
    };
    ToLookAt { guard: guard.key(), about, text, advice }
}

impl PlanCheck {
    /// The check as a table for people.
    pub fn table(&self) -> String {
        let mut told = table(&self.report);
        let _ = writeln!(told, "{} to look at first", self.guards.len());
        for ToLookAt { text, advice, .. } in &self.guards {
            let _ = writeln!(told, "  “{text}” {advice}");
        }
        let _ = writeln!(told, "{} not recorded", self.missing.len());
        for missing in &self.told_missing {
            let _ = writeln!(told, "  {missing}");
        }
        told
    }
}
