//! What the office writes, among all else that is asked: of agreements, and of anything.

use super::{Asked, by_at, told};
use crate::said::{Speaks, agrees};
use crate::stores::{Says, to_write};
use chrono::{DateTime, TimeDelta, Utc};
use faults::Dice;
use office::Store;
use office::store::ToWrite;
use record::{CaseId, Hash, TenantId, What};

/// Something to ask.
pub(super) fn ask(
    tenant: TenantId,
    time: DateTime<Utc>,
    record: Hash,
    dice: &mut Dice,
    step: usize,
) -> Asked {
    let (person, which) = (40 + dice.below(2) as u8, dice.below(4));
    let at = time - TimeDelta::seconds(dice.below(60) as i64);
    if which == 3 {
        return ("said_of", Box::new(move |store: &Store| told(store.said_of(by_at(tenant, time), record))));
    }
    let say = move |store: &Store| {
        let by = by_at(tenant, time);
        // What was said first is taken back, whoever said it.
        let said = store.said_of(by, record).ok().flatten().and_then(|of| Some(of.said.first()?.record));
        let what = match (which, said) {
            (0, _) => agrees(),
            (1, Some(said)) => What::PlanUnsigned { said },
            _ => What::PlanReturned,
        };
        let speaks = Speaks { number: step as u64, by: [person; 16], at, of: record, what };
        let asked = ToWrite { user: [person; 16].into(), ..to_write(step as u8, record) };
        told(store.keep_written(by, office::What::Countersign, &asked, &speaks))
    };
    ("keep_written of an agreement", Box::new(say))
}

/// That something was seen, or that something begins. Now and then with a request that was used before.
pub(super) fn of_anything(
    tenant: TenantId,
    time: DateTime<Utc>,
    (record, case): (Hash, CaseId),
    (number, coin): (u32, bool),
    step: usize,
) -> Asked {
    let request = (step % 200) as u8 / if coin { 1 } else { 9 };
    let write = move |store: &Store| {
        let mut asked = to_write(request, record);
        if number.is_multiple_of(4) {
            (asked.of, asked.case) = (None, coin.then_some(case));
        }
        let by = by_at(tenant, time);
        told(store.keep_written(by, office::What::NoteSeen, &asked, &Says(step as u64)))
    };
    ("keep_written", Box::new(write))
}
