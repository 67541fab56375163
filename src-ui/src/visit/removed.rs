//! What was taken out of the plan last, and what would put it back.

use course::place::Place;
use plan::change::beside::Beside;
use plan::change::{Item, ItemId};
use plan::{Change, Plan};

/// Something that was taken out and can be put back.
#[derive(Debug, Clone)]
pub(crate) struct Removed {
    /// What it is called.
    pub(crate) name: String,
    /// The page on which it can be put back.
    pub(crate) at: Place,
    /// What it is.
    item: ItemId,
    /// Where on the page.
    pub(crate) stood: Beside,
    /// What takes it out.
    pub(crate) changes: Vec<Change>,
    /// What puts it back.
    pub(crate) undo: Vec<Change>,
}

impl Removed {
    /// Taking something out of a plan, and what would put it back.
    pub(crate) fn making(before: Plan, item: ItemId, name: &str, at: Place) -> Self {
        // A goal is taken out on a page of its own, and put back above those of its part of life.
        let stood = if matches!(item, ItemId::Goal(_)) { Beside::Alone } else { Beside::of(item, &before) };
        let changes = Change::removal(&before, item);
        let mut undo = Vec::new();
        let mut plan = before;
        for change in &changes {
            undo.extend(change.undo(&plan));
            let _ = plan.apply(change);
        }
        undo.reverse();
        Self { name: name.to_owned(), at, item, stood, changes, undo }
    }

    /// The thing itself, as it would be put back.
    pub(crate) fn thing(&self) -> Option<&Item> {
        self.undo.iter().find_map(|change| {
            let Change::Add { item, .. } = change else { return None };
            (item.id() == self.item).then_some(item)
        })
    }
}
