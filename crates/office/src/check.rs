//! Checking a team's own letters and stock goals for plain words: the tablet's engine, from the command line. Nothing is
//! kept and nothing is sent.

use crate::OfficeError;
use chrono::NaiveDate;
use plan::language::{Band, Glossary, Lists, Report, report};
use plan::smart::{self, Names, Smart};
use plan::{Plan, Texts, compose};
use serde::Serialize;
use std::fmt::Write;

/// The largest file that is read, in bytes.
pub const MOST_BYTES: u64 = 4 * 1024 * 1024;

/// What was found in one goal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct GoalCheck {
    /// The goal as it was given.
    pub text: String,
    /// What was found.
    #[serde(flatten)]
    pub smart: Smart,
}

/// What can be checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Checked {
    /// A plan's file.
    Plan(Box<Plan>),
    /// Any other text, without a mark of its byte order.
    Text(String),
}

/// What a file holds.
///
/// # Errors
/// [`OfficeError::NotText`], [`OfficeError::NotTextOfAPlan`] for what is neither text nor a plan this program can read,
/// [`OfficeError::PlanNotWhole`] for a plan's file that was cut short or spoiled.
pub fn checked(bytes: &[u8]) -> Result<Checked, OfficeError> {
    let text = std::str::from_utf8(bytes).map_err(|_| OfficeError::NotText)?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let letter = || Ok(Checked::Text(text.to_owned()));
    let Some(inside) = text.trim_start().strip_prefix('{') else { return letter() };
    if serde_json::from_str::<serde_json::Value>(text).is_err() {
        // A letter may begin with "{name}, we will"; a name in quotation marks after the brace is a file's.
        let is_file = inside.trim_start().starts_with('"') || inside.trim().is_empty();
        return if is_file { Err(OfficeError::PlanNotWhole) } else { letter() };
    }
    let plan = Plan::from_json(text.as_bytes()).map_err(|_| OfficeError::NotTextOfAPlan)?;
    Ok(Checked::Plan(Box::new(plan)))
}

/// The text that is checked: of a plan, what the family would read of it; of anything else, all of it.
///
/// # Errors
/// Those of [`checked`].
pub fn text_of(bytes: &[u8], today: NaiveDate) -> Result<String, OfficeError> {
    Ok(match checked(bytes)? {
        Checked::Plan(plan) => compose::agreement(&plan, &Texts::english(), today).text(),
        Checked::Text(text) => text,
    })
}

/// Checks a text as a whole.
pub fn check_text(text: &str) -> Report {
    report(text, &Lists::english())
}

/// Checks goals, one on each line; empty lines are passed over.
pub fn check_goals(text: &str, names: &Names) -> Vec<GoalCheck> {
    let goals = text.lines().map(str::trim).filter(|line| !line.is_empty());
    goals.map(|line| GoalCheck { text: line.to_owned(), smart: smart::check(line, names) }).collect()
}

/// The check of a text as a table for people.
pub fn table(found: &Report) -> String {
    let texts = Texts::english();
    let glossary = Glossary::english();
    let Report { counts, scores, band, findings } = found;
    let mut table = String::new();
    let _ = writeln!(table, "{}", texts.get(band.key()));
    if *band == Band::NotEnglish {
        return table;
    }
    let _ = writeln!(
        table,
        "{} words, {} sentences, {} syllables",
        counts.words, counts.sentences, counts.syllables
    );
    for (name, score) in [
        ("Flesch-Kincaid grade", scores.fkgl),
        ("SMOG grade", scores.smog),
        ("Flesch reading ease", scores.fre),
        ("Fog index", scores.fog),
        ("ARI", scores.ari),
        ("Coleman-Liau index", scores.coleman_liau),
        ("FORCAST grade", scores.forcast),
    ] {
        let _ = writeln!(table, "  {name:<22}{score:>6.1}");
    }
    let _ = writeln!(table, "{} findings", findings.len());
    for finding in findings {
        let why = glossary.why(finding.rule);
        let _ = writeln!(table, "  “{}” {why} Say: {}", one_line(&finding.text), finding.say);
    }
    table
}

impl GoalCheck {
    /// The check of one goal as lines for people.
    pub fn lines(&self) -> String {
        let texts = Texts::english();
        let mark = |found: bool| if found { "yes" } else { "no " };
        let smart = &self.smart;
        let mut lines = format!(
            "specific {}  measurable {}  time {}  {}\n",
            mark(smart.specific),
            mark(smart.measurable),
            mark(smart.time_bound),
            self.text
        );
        if !smart.missing.is_empty() {
            let missing: Vec<&str> = smart.missing.iter().map(|it| texts.get(it.key())).collect();
            let _ = writeln!(lines, "    missing: {}", missing.join(", "));
        }
        for guard in &smart.guards {
            let _ = writeln!(lines, "    look first: {}", texts.get(format!("guard.{}_do", guard.key())));
        }
        lines
    }
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
