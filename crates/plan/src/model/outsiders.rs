//! Those the harm comes from who are not in the plan. In the forms before 5 they were one text, names with commas between.

use std::mem::take;

use super::plan::Plan;
use crate::ids::PersonId;
use crate::model::people::Outsider;
use crate::texts::names;

impl Plan {
    /// Their names as they were typed; who has none yet counts for nothing.
    pub fn harmful_outsiders(&self) -> impl Iterator<Item = &str> {
        self.outsiders.iter().map(|it| it.name.trim()).filter(|name| !name.is_empty())
    }

    /// Makes a list of the text that earlier forms had in its place. Reasons that were given with that text stay: the harm
    /// comes from the same people.
    pub(crate) fn list_outsiders(&mut self) {
        if self.harm_by.is_empty() {
            return;
        }
        let bound = self.bound_answers();
        let typed = take(&mut self.harm_by);
        let adults: Vec<String> = self.adults.iter().map(|it| it.name.clone()).collect();
        for name in listed(&typed, &adults) {
            let outsider = Outsider { id: self.id_made_from_own(), name };
            self.outsiders.push(outsider);
        }
        self.bind_anew(&bound);
    }

    /// An id that nobody has, the same whenever the same plan is read.
    fn id_made_from_own(&self) -> PersonId {
        let own = self.id.as_bytes().last_chunk().copied().unwrap_or_default();
        let mut ids = (0..).map(|nth| PersonId::new(nth, &own));
        ids.find(|id| !self.holds_person(*id)).unwrap_or_else(|| PersonId::new(0, &own))
    }
}

/// "Marsh, Dean" is one person, where the plan has him; "Dean, his brother" are two.
fn listed(typed: &str, adults: &[String]) -> Vec<String> {
    let lines = typed.split(['\n', ';']);
    let names = lines.flat_map(|line| match names::is_among(line, adults) {
        true => vec![line],
        false => line.split(',').collect(),
    });
    names.map(str::trim).filter(|name| !name.is_empty()).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::listed;

    #[test]
    fn a_text_of_earlier_forms_has_its_names() {
        let adults = ["Kelly Marsh", "Dean O’Rourke"].map(str::to_owned);
        for (typed, wanted) in [
            ("Gary", vec!["Gary"]),
            (" Gary Pike ,Pete,", vec!["Gary Pike", "Pete"]),
            ("O'Rourke, Dean", vec!["O'Rourke, Dean"]),
            ("O'Rourke, Dean; Gary", vec!["O'Rourke, Dean", "Gary"]),
            ("Dean, his brother", vec!["Dean", "his brother"]),
            ("Pike, Gary\nKelly Marsh", vec!["Pike", "Gary", "Kelly Marsh"]),
            (" ,;\n", vec![]),
            ("", vec![]),
        ] {
            assert_eq!(listed(typed, &adults), wanted, "{typed}");
        }
    }
}
