//! Whose names a goal's words are read with.

use crate::model::plan::Plan;
use crate::model::questions::{Pick, Question};

/// The names that a goal's words are read with.
#[derive(Debug, Clone, Default)]
pub struct Names {
    /// The adults of the plan, and the family's own people who help: what they do is not an agency's to do.
    pub people: Vec<String>,
    /// Agencies and their people.
    pub helpers: Vec<String>,
    /// Who the harm comes from.
    pub harm_by: Vec<String>,
    /// The children, where known.
    pub children: Vec<String>,
}

impl Names {
    /// The names in a plan.
    pub fn of(plan: &Plan) -> Self {
        let given = |name: &String| Some(name.trim().to_owned()).filter(|name| !name.is_empty());
        let harmful =
            plan.adults.iter().filter(|it| plan.picked(Question::SourceOfHarm(it.id)) == Some(Pick::Yes));
        let workers = plan.workers.iter().map(|it| &it.name);
        let supporters = plan.supporters.iter().map(|it| &it.name);
        Self {
            people: plan.adults.iter().map(|it| &it.name).chain(supporters).filter_map(given).collect(),
            helpers: workers.filter_map(given).collect(),
            harm_by: harmful
                .filter_map(|it| given(&it.name))
                .chain(plan.harmful_outsiders().map(str::to_owned))
                .collect(),
            children: plan.children.iter().filter_map(|it| given(&it.name)).collect(),
        }
    }
}
