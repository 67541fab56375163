//! Whether a reason says something, and whether it names somebody who agreed it. What it says is for people to judge.

use crate::model::people::{Adult, WorkerRole};
use crate::model::plan::Plan;
use crate::model::questions::{Pick, Question};
use crate::plain::folded;
use crate::texts::{Texts, names};

/// The fewest words of a reason. A full stop is none, and neither is “ok”.
const FEWEST_WORDS: usize = 2;

/// Whether it is in words: two at least.
pub fn has_words(reason: &str) -> bool {
    words(reason).filter(|word| word.chars().filter(|c| c.is_alphabetic()).count() > 1).count()
        >= FEWEST_WORDS
}

/// Whether it names a worker, an adult of the plan, or somebody by what they are: the team manager, a court.
pub(super) fn names_somebody(reason: &str, plan: &Plan, texts: &Texts) -> bool {
    let said: Vec<String> = words(reason).map(folded).collect();
    let workers = plan.workers.iter().map(|worker| worker.name.as_str());
    // Nobody the harm comes from agrees to what somebody they harm has to do.
    let harms = |adult: &&Adult| plan.picked(Question::SourceOfHarm(adult.id)) == Some(Pick::Yes);
    let adults = plan.adults.iter().filter(|adult| !harms(adult)).map(|adult| adult.name.as_str());
    let roles = WorkerRole::ALL.map(|role| texts.get(role.key()));
    let mut people = workers.chain(adults).filter_map(names::first).chain(roles);
    let others = ["manager", "sergeant", "court", "judge", "lawyer", "solicitor", "conference"];
    people.any(|name| stands(&said, name)) || others.iter().any(|other| stands(&said, other))
}

fn stands(said: &[String], name: &str) -> bool {
    let name: Vec<String> = words(name).map(folded).collect();
    !name.is_empty() && said.windows(name.len()).any(|words| words == name)
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric() && !matches!(c, '’' | '\'' | '-'))
        .filter(|word| !word.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::{CaseId, PersonId, PlanId};
    use crate::model::people::Worker;

    #[test]
    fn a_reason_has_words() {
        for reason in ["", ".", "ok", "- -", "x y", "1 2 3", "Yes."] {
            assert!(!has_words(reason), "{reason}");
        }
        for reason in ["She asked for it.", "Agreed with Sam", "بموافقة المديرة"] {
            assert!(has_words(reason), "{reason}");
        }
    }

    #[test]
    fn somebody_is_named_by_name_or_by_what_they_are() {
        let mut plan = Plan::empty(PlanId::new(0, &[0; 10]), CaseId::new(0, &[0; 10]));
        let (id, name) = (PersonId::new(0, &[1; 10]), "Sam Okoro".to_owned());
        plan.workers.push(Worker { id, name, role: WorkerRole::SocialWorker, phone: String::new() });
        let texts = Texts::english();
        for reason in
            ["Sam and Kelly went through it", "Agreed with the team manager", "The court asked for it"]
        {
            assert!(names_somebody(reason, &plan, &texts), "{reason}");
        }
        for reason in ["She wants it", "Same as before", "It is safe"] {
            assert!(!names_somebody(reason, &plan, &texts), "{reason}");
        }
    }
}
