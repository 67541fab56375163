//! The files of a plan that lie on the tablet itself, where they can be read without a PIN.

use std::fs;
use std::path::PathBuf;

use plan::agreement::Reference;
use plan::ids::PlanId;

use crate::state::Shared;

/// The files of a plan on the tablet itself: those this program wrote there, by their names.
pub(super) fn of_plan(shared: &Shared, plan: PlanId) -> Vec<PathBuf> {
    let reference = Reference::from(plan).to_string();
    let is_of_plan = |name: &str| {
        let rest = name.strip_prefix(&reference).and_then(|rest| rest.strip_suffix(".pdf"));
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(['-', ' ']))
    };
    let entries = fs::read_dir(&shared.folders.copies).into_iter().flatten().filter_map(Result::ok);
    entries
        .filter(|entry| entry.file_name().to_str().is_some_and(is_of_plan))
        .map(|entry| entry.path())
        .collect()
}
