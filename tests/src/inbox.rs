//! An inbox as six weeks fill it: forty made-up families of one team, each sealed on a tablet and taken in by the office on one of
//! eight days, most of them countersigned since. The office's clock is moved from outside; the tablet's is an argument.

use anyhow::{Context, Result};
use chrono::{DateTime, Days, FixedOffset, NaiveDate, TimeDelta};
use ipc::visit::{ChangePlan, GiveCopy, Given, Lock, Look, NewPlan, Seal, SendNow, Sign, Unlock};
use office::store::Wanted;
use office::{Actor, DataFolder, Office as Books};
use plan::ids::PlanId;
use plan::signing::{Event, Outcome};
use plan::{Change, Plan};
use record::{OfficePerson, RequestId, SignsAs, What};
use tablet::{Environment, Folders, NoKeystore, Outfit, PinCost, System, Tablet};

use crate::families::{self, said};
use crate::hand;
use crate::process::{checkout, until};
use crate::ready::PASSPHRASE;
use crate::stage::{Office, Stage};

/// How many days ago there were visits.
const VISITS: [u16; 8] = [42, 35, 28, 21, 14, 7, 3, 1];
/// Families visited on one of those days.
const EACH: usize = 5;
/// So many of the oldest were countersigned.
const COUNTERSIGNED: usize = 28;
/// In place of the name of the made-up family.
const NAMES: [&str; 40] = [
    "Abara",
    "Ahmed",
    "Barlow",
    "Bielak",
    "Brennan",
    "Castell",
    "Chowdhury",
    "Daley",
    "Danso",
    "Eastwood",
    "Eze",
    "Farrow",
    "Fenwick",
    "Gallo",
    "Gill",
    "Hadley",
    "Haque",
    "Ivory",
    "Jankowski",
    "Jolly",
    "Kaya",
    "Kerr",
    "Lamb",
    "Lewandowska",
    "Malik",
    "Moss",
    "Nowak",
    "Obi",
    "Okell",
    "Pask",
    "Quill",
    "Rahman",
    "Reid",
    "Sackey",
    "Shaw",
    "Tang",
    "Uddin",
    "Vance",
    "Weir",
    "Yeo",
];

/// A tablet's clock as it was so many days ago, on a start of its machine of its own.
struct DaysAgo(u16, System);

impl Environment for DaysAgo {
    fn now(&self) -> DateTime<FixedOffset> {
        self.1.now() - TimeDelta::days(i64::from(self.0))
    }

    fn mono_ns(&self) -> u64 {
        self.1.mono_ns()
    }

    fn slept_ns(&self) -> u64 {
        self.1.slept_ns()
    }

    fn boot(&self) -> String {
        format!("{} days ago", self.0)
    }

    fn random(&self, bytes: &mut [u8]) -> std::io::Result<()> {
        self.1.random(bytes)
    }
}

/// Fills the inbox of an office that is on the stage. Afterwards it runs with the clock of this machine.
pub fn fill(stage: &Stage, office: &mut Office) -> Result<()> {
    let mut names = NAMES.iter().zip(0..);
    for ago in VISITS {
        office.stop()?;
        office.start_days_ago(ago)?;
        let tablet = tablet(stage, office, ago)?;
        for (name, number) in names.by_ref().take(EACH) {
            visit(&tablet, name, number)?;
        }
        until("all of it is at the office", || {
            said(tablet.send_now(SendNow {}))?;
            let sending = said(tablet.look(Look {}))?.sending;
            Ok((sending.waiting == 0 && sending.safe > 0).then_some(()))
        })?;
        said(tablet.lock(Lock::plain()))?;
    }
    office.stop()?;
    office.start_again()?;
    countersign(office)
}

/// The tablet with its worker in, so many days ago. It joins where it had not.
fn tablet(stage: &Stage, office: &Office, ago: u16) -> Result<Tablet> {
    let folders = Folders { data: stage.place("data"), copies: stage.place("copies") };
    let outfit = Outfit { pin_cost: PinCost::for_tests(), ..families::outfit() };
    let tablet = Tablet::open(folders, Box::new(DaysAgo(ago, System::new())), Box::new(NoKeystore), outfit)?;
    match said(tablet.look(Look {}))?.stage {
        ipc::visit::Stage::Locked { users, .. } => {
            let user = users.first().context("nobody can unlock")?.id;
            said(tablet.unlock(Unlock { user, pin: PASSPHRASE.into() }))?;
        }
        _ => families::join(&tablet, &office.enrolment_line_days_ago(ago)?, PASSPHRASE)?,
    }
    Ok(tablet)
}

/// Writes the plan of one family, takes their answers and seals it. What they say differs.
fn visit(tablet: &Tablet, name: &str, number: usize) -> Result<()> {
    let example = family(name)?;
    let opened =
        said(tablet.new_plan(NewPlan { title: example.title.clone(), practice: None, after: None }))?;
    let id = opened.plan.id;
    let mut changes = opened.plan.take_over(&example);
    changes.push(Change::SetReviewOn { on: Some(meets_again(number)?) });
    said(tablet.change_plan(ChangePlan { plan: id, base: opened.revision, changes }))?;
    let first = match number % 10 {
        3 => Outcome::DoesNotAgree { why: "That is not how it was.".into() },
        5 => Outcome::WaitsForInterpreter,
        6 => Outcome::WantsTime { until: None },
        8 => Outcome::AgreesInPart { which: "The part about the school.".into() },
        _ => Outcome::Signs,
    };
    answer(tablet, id, &first)?;
    if number % 8 == 4 {
        said(tablet.give_copy(GiveCopy { plan: id, person: None, given: Given::Later }))?;
    } else {
        said(tablet.give_copy(GiveCopy { plan: id, person: None, given: Given::OnPaper }))?;
    }
    Ok(())
}

/// The made-up family with another name.
fn family(name: &str) -> Result<Plan> {
    let file = checkout().join("assets/examples/marsh.json");
    Ok(Plan::from_json(std::fs::read_to_string(file)?.replace("Marsh", name).as_bytes())?)
}

/// Some were to meet last week, some meet this week, and most later.
fn meets_again(number: usize) -> Result<NaiveDate> {
    let today = System::new().now().date_naive();
    let day = match number % 10 {
        1 => today.checked_sub_days(Days::new(4)),
        2 | 7 => today.checked_add_days(Days::new(3)),
        _ => today.checked_add_days(Days::new(20)),
    };
    day.context("no such day")
}

/// The first person answers so, and all others agree and sign.
fn answer(tablet: &Tablet, plan: PlanId, first: &Outcome) -> Result<()> {
    let sitting = families::read(tablet, plan)?;
    let signing = sitting.signing.context("no signing began")?.id;
    let mut events = Vec::new();
    for (at, person) in sitting.agreement.signers().enumerate() {
        let outcome = if at == 0 { first.clone() } else { Outcome::Signs };
        let draws = outcome.has_pad();
        events.push(Event::Chose { person, outcome });
        if draws {
            events.push(Event::Drew { person, stroke: hand::stroke() });
        }
        events.push(Event::Confirmed { person });
    }
    said(tablet.sign(Sign { signing, events }))?;
    said(tablet.seal(Seal { signing }))?;
    Ok(())
}

/// The oldest were countersigned. The machine does it here; what people do for it is another test's.
fn countersign(office: &Office) -> Result<()> {
    const MACHINE: Actor = Actor::machine("inbox");
    let folder = DataFolder::new(office.folder().to_owned());
    let books = Books::open_beside(&folder, Box::new(office::System))?;
    let mut rows = books.agreements(&MACHINE, &Wanted::All, None, Some(100))?.items;
    rows.reverse();
    for (row, number) in rows.iter().take(COUNTERSIGNED).zip(1_u8..) {
        let by = OfficePerson { id: [7; 16].into(), name: "Priya Nair".into(), role: "Team manager".into() };
        let what = What::PlanCountersigned {
            phone: None,
            signs_as: Some(SignsAs::Manager),
            signature: Some(record::Signature::Typed { name: "Priya Nair".into() }),
        };
        let request = RequestId::from([number; 16]);
        books.write(&MACHINE, request, by, Some(row.record.parse()?), what, String::new())?;
    }
    Ok(())
}
