//! What was typed into the middle of a sentence: without the full stop that the sentence brings itself, and without the
//! capital that a tablet's keyboard gives the first word of a field. An address on one line is here too.

use std::borrow::Cow;
use std::sync::LazyLock;

use crate::model::plan::Plan;

/// Words that begin "how often" and "with whose help" and are no names.
const LIST: &str = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/../../assets/words/openers.txt"));

static OPENERS: LazyLock<Vec<&str>> = LazyLock::new(|| {
    let lines = LIST.lines().filter(|line| !line.starts_with('#'));
    lines.flat_map(str::split_whitespace).collect()
});

/// What stands before it in the sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum After {
    /// "will": something that is done follows, never a name that is not the plan's.
    Will,
    /// Something after which a name may stand.
    Anything,
}

/// What was typed into a slot, ready for its sentence; nothing where nothing was.
pub(super) fn clause<'a>(text: &'a str, after: After, plan: &Plan) -> Option<Cow<'a, str>> {
    let text = text.trim().trim_end_matches('.');
    if text.is_empty() {
        return None;
    }
    let first = text.split(|c: char| !c.is_alphabetic() && c != '’' && c != '\'').next().unwrap_or_default();
    Some(match small(first, after, plan) {
        Some(small) => Cow::Owned(small + text.get(first.len()..).unwrap_or_default()),
        None => Cow::Borrowed(text),
    })
}

/// A first word with a small letter, where the capital is the keyboard's.
fn small(word: &str, after: After, plan: &Plan) -> Option<String> {
    let mut letters = word.chars();
    let first = letters.next().filter(|c| c.is_uppercase())?;
    let rest = letters.as_str();
    // "TV", "McDonald", "I" and "I’ll" are written so anywhere.
    if rest.contains(char::is_uppercase) || word == "I" || word.starts_with("I’") || word.starts_with("I'")
    {
        return None;
    }
    let small: String = first.to_lowercase().chain(rest.chars()).collect();
    let may = match after {
        After::Will => !is_named(word, plan),
        After::Anything => OPENERS.contains(&small.as_str()) && !is_named(word, plan),
    };
    may.then_some(small)
}

/// Whether a word stands in anybody's name, or in another name of the plan.
fn is_named(word: &str, plan: &Plan) -> bool {
    let children = plan.children.iter().flat_map(|it| [&it.name, &it.school, &it.health_visitor]);
    let adults = plan.adults.iter().map(|it| &it.name);
    let workers = plan.workers.iter().map(|it| &it.name);
    let supporters = plan.supporters.iter().map(|it| &it.name);
    let contacts = plan.contacts.iter().map(|it| &it.name);
    let owned = word.strip_suffix("’s").or_else(|| word.strip_suffix("'s")).unwrap_or(word);
    let mut names = children.chain(adults).chain(workers).chain(supporters).chain(contacts);
    names.any(|name| name.split(|c: char| !c.is_alphanumeric()).any(|part| part == word || part == owned))
}

/// An address on one line: its parts with a comma between, whatever commas and full stops were typed behind them.
pub(super) fn one_line(address: &str) -> String {
    let part = |part: &str| part.trim().trim_end_matches('.').trim_end().to_owned();
    let parts = address.split(['\n', ',']).map(part).filter(|part| !part.is_empty());
    parts.collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::{CaseId, PersonId, PlanId};
    use crate::model::people::Adult;

    fn plan() -> Plan {
        let mut plan = Plan::empty(PlanId::new(0, &[0; 10]), CaseId::new(0, &[0; 10]));
        for (at, name) in ["Will Marsh", "Nan Jones"].into_iter().enumerate() {
            let id = PersonId::new(at as u64, &[1; 10]);
            plan.adults.push(Adult { name: name.into(), ..Adult::empty(id) });
        }
        plan
    }

    #[test]
    fn a_keyboards_capital_is_taken_back_and_a_names_is_not() {
        let plan = plan();
        for (after, typed, said) in [
            (After::Will, "Give Jasmin breakfast", "give Jasmin breakfast"),
            (After::Will, " Give Jasmin breakfast. ", "give Jasmin breakfast"),
            (After::Will, "Will’s tea is made", "Will’s tea is made"),
            (After::Will, "Nan picks up", "Nan picks up"),
            (After::Will, "TV goes off", "TV goes off"),
            (After::Will, "I do it", "I do it"),
            (After::Will, "A walk", "a walk"),
            (After::Will, "Ęć", "ęć"),
            (After::Anything, "Every day", "every day"),
            (After::Anything, "Monday to Friday", "Monday to Friday"),
            (After::Anything, "Simran’s sister", "Simran’s sister"),
            (After::Anything, "Auntie Simran", "Auntie Simran"),
            (After::Anything, "The library on Mill Lane", "the library on Mill Lane"),
            (After::Anything, "8am", "8am"),
            (After::Anything, "i’ll", "i’ll"),
        ] {
            assert_eq!(clause(typed, after, &plan).as_deref(), Some(said), "{typed}");
        }
        assert_eq!(clause(" . ", After::Will, &plan), None);
    }

    #[test]
    fn an_address_stands_on_one_line_however_it_was_typed() {
        let clean = "Flat 6, 27 Cobbler’s Rise, Brindlewood, BW5 8RT";
        for typed in [
            "Flat 6\n27 Cobbler’s Rise\nBrindlewood\nBW5 8RT",
            "Flat 6,\n27 Cobbler’s Rise,\nBrindlewood,\n\nBW5 8RT.",
            "Flat 6,, 27 Cobbler’s Rise,, , Brindlewood., BW5 8RT..",
            " Flat 6 ,27 Cobbler’s Rise\n,\nBrindlewood, BW5 8RT,",
        ] {
            assert_eq!(one_line(typed), clean);
        }
        assert_eq!(one_line("St. Mary’s House"), "St. Mary’s House");
        assert_eq!(one_line(" ,. \n"), "");
    }
}
