//! What must not be learned from any copy: the address and number of an adult who asked that they are withheld, in every
//! spelling. Here it is found in a text; what is then asked or refused is in `guards` and with whoever takes in what is typed.

mod address;
mod number;
mod shown;
mod spelling;

use crate::agreement::Agreement;
use crate::ids::PersonId;
use crate::model::people::Adult;
use crate::model::plan::Plan;
use crate::signing::{Event, Signing};

use address::Telling;
use number::Number;
pub use shown::Shown;
use spelling::{pieces, run};

/// What is withheld of one adult, made ready to be looked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Private {
    /// Whose it is.
    pub person: PersonId,
    numbers: Vec<Number>,
    mails: Vec<String>,
    address: Vec<Telling>,
}

impl Private {
    /// What is withheld of everybody in a plan.
    pub fn of_all(plan: &Plan) -> Vec<Self> {
        plan.adults.iter().filter(|adult| adult.withheld).map(|adult| Self::of(adult, plan)).collect()
    }

    /// What an adult would have withheld. Who has no address of their own lives at the family's.
    pub fn of(adult: &Adult, plan: &Plan) -> Self {
        let address = if adult.lives_at_home() { &plan.address } else { &adult.address };
        let children = plan.children.iter().map(|it| &it.name);
        let adults = plan.adults.iter().map(|it| &it.name);
        let others = plan.workers.iter().map(|it| &it.name).chain(plan.supporters.iter().map(|it| &it.name));
        let names: Vec<String> =
            children.chain(adults).chain(others).map(|name| run(&pieces(name))).collect();
        let fields = [&adult.phone, address];
        let mails = fields.into_iter().flat_map(|field| field.split_whitespace());
        Self {
            person: adult.id,
            numbers: fields.iter().flat_map(|field| number::numbers(&pieces(field))).collect(),
            mails: mails.filter(|word| word.contains('@')).map(mail).collect(),
            address: address::telling(address, &names),
        }
    }

    /// What of it a text shows, if anything.
    pub fn shows(&self, text: &str) -> Option<Shown> {
        let pieces = pieces(text);
        if self.numbers.iter().any(|number| number.stands_in(&pieces)) {
            return Some(Shown::Number);
        }
        if self.mails.iter().any(|it| text.split_whitespace().map(mail).any(|word| word == *it)) {
            return Some(Shown::Mail);
        }
        let mut shown: Vec<Shown> =
            self.address.iter().filter(|it| it.stands_in(&pieces)).map(Telling::what).collect();
        shown.sort_unstable();
        shown.first().copied()
    }

    /// Whether it stands anywhere in an agreement, and so in everybody's copy.
    pub fn is_in(&self, agreement: &Agreement) -> bool {
        let blocks = agreement.blocks.iter().map(|block| block.text.as_str());
        blocks.chain([agreement.title.as_str()]).any(|text| self.shows(text).is_some())
    }
}

/// Whose address or number stands in what was typed with an event of the sitting, before it is taken. Who else hears is
/// for the office alone and not looked at.
pub fn in_event(plan: &Plan, event: &Event) -> Vec<(PersonId, Shown)> {
    if matches!(event, Event::HandedOver { .. }) {
        return Vec::new();
    }
    let typed = event.typed();
    let shown = |private: Private| {
        let shown = typed.iter().find_map(|text| private.shows(text))?;
        Some((private.person, shown))
    };
    Private::of_all(plan).into_iter().filter_map(shown).collect()
}

/// The same of all that was typed in a sitting.
pub fn in_sitting(plan: &Plan, signing: &Signing) -> Vec<(PersonId, Shown)> {
    let mut shown: Vec<_> =
        signing.events.iter().flat_map(|happened| in_event(plan, &happened.event)).collect();
    shown.sort_unstable();
    shown.dedup();
    shown
}

/// A word with an @ in it, without what stands around it.
fn mail(word: &str) -> String {
    word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase()
}

#[cfg(test)]
mod tests;
