//! Which papers of a sealed plan there are to choose from, and what they are called.

use ipc::visit::{CopyCard, Form, SealedCard};
use plan::ids::PersonId;

use crate::components::Choice;
use crate::words::{fill, t};

/// Whose copy it can be.
pub(super) fn whose(sealed: &SealedCard) -> Vec<Choice<Option<PersonId>>> {
    let choice = |copy: &CopyCard| Choice { value: copy.person, label: label(copy) };
    sealed.copies.iter().map(choice).collect()
}

/// What a copy is called.
pub(super) fn label(copy: &CopyCard) -> String {
    match copy.person {
        Some(_) => fill("sealed.copy_for", &[("name", &copy.name)]),
        None => t("sealed.copy_whole").to_owned(),
    }
}

/// In which forms the papers of a sealed plan come.
pub(super) fn forms(sealed: &SealedCard) -> Vec<Choice<Form>> {
    let own =
        [(Form::Signed, "print.form_signed"), (Form::Short, "kind.summary"), (Form::Large, "kind.large")];
    let own = own.into_iter().map(|(value, key)| Choice { value, label: t(key).to_owned() });
    let beside = sealed.languages.iter().map(|language| Choice {
        value: Form::Beside(language.tag.clone()),
        label: fill("kind.side_by_side", &[("language", &language.name)]),
    });
    let helpers = sealed.helpers.iter().map(|helper| Choice {
        value: Form::Part(*helper),
        label: fill("kind.part", &[("name", t(helper.key()))]),
    });
    let more = [(Form::Review, "print.form_review"), (Form::Leaflet, "leaflet.title")];
    let more = more.into_iter().map(|(value, key)| Choice { value, label: t(key).to_owned() });
    own.chain(beside).chain(helpers).chain(more).collect()
}
