//! The history of a plan's texts, and the policy of folding it: once a plan is safe at the office it changes no more, and nobody
//! needs each key of it.

use ipc::Refusal;
use ipc::visit::{FieldEntry, FieldHistory};

use plan::Plan;
use plan::field::Field;
use plan::history::Entry;
use plan::people::Adult;
use plan::private::Private;

use crate::error::Result;
use crate::state::{Open, State};
use crate::tablet::Tablet;

impl Tablet {
    /// What was made of a text of a plan, by whom and when, the newest first. What showed an address or number that is withheld, and
    /// was taken out of the text again, is left out.
    ///
    /// # Errors
    /// When the tablet is locked or stands before a family, the plan is not here, or its changes cannot be read.
    pub fn field_history(&self, asked: FieldHistory) -> std::result::Result<Vec<FieldEntry>, Refusal> {
        self.carry_out::<FieldHistory, _>(|_, state| {
            let open = state.open()?;
            let history = open.plans.history(asked.plan, asked.field)?;
            let plan = open.plans.plan(asked.plan)?.plan;
            let stands_there = asked.field.of(&plan).unwrap_or_default();
            let mut withheld = ever_withheld(open, &plan)?;
            withheld.retain(|it| it.shows(stands_there).is_none());
            let is_told = |entry: &Entry| {
                let texts = [&entry.from, &entry.to];
                !withheld.iter().any(|it| texts.iter().any(|text| it.shows(text).is_some()))
            };
            let (user, name) = (open.user, &open.profile.name);
            let entry = |entry: Entry| FieldEntry {
                who: (entry.author == user).then(|| name.clone()),
                at: entry.at,
                from: entry.from,
                to: entry.to,
            };
            Ok(history.into_iter().filter(is_told).rev().map(entry).collect())
        })
    }
}

/// What is withheld of everybody in a plan, also what stood in its place before.
fn ever_withheld(open: &Open, plan: &Plan) -> Result<Vec<Private>> {
    let mut all = Private::of_all(plan);
    let earlier = |field| open.plans.history(plan.id, field);
    for adult in plan.adults.iter().filter(|adult| adult.withheld) {
        for phone in earlier(Field::AdultPhone(adult.id))? {
            all.push(Private::of(&Adult { phone: phone.from, ..adult.clone() }, plan));
        }
        for address in earlier(Field::AdultAddress(adult.id))? {
            all.push(Private::of(&Adult { address: address.from, ..adult.clone() }, plan));
        }
        for address in earlier(Field::Address)? {
            all.push(Private::of(adult, &Plan { address: address.from, ..plan.clone() }));
        }
    }
    Ok(all)
}

/// Folds the changes of the plans that are safe at the office. What goes wrong keeps nobody from their plans, and is tried again
/// the next time.
pub(super) fn fold_what_is_safe(state: &mut State) {
    let Ok(open) = state.open() else { return };
    if let Err(error) = fold(open) {
        tracing::warn!(%error, "changes of plans were not folded");
        state.ails = true;
        state.mend();
    }
}

fn fold(open: &mut Open) -> Result<()> {
    let Open { plans, records, .. } = open;
    plans.fold_those(|plan| {
        let sealed = records.sealed(plan)?;
        Ok(sealed.map(|row| records.receipt(row.seq)).transpose()?.flatten().is_some())
    })
}
