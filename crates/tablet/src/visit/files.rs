//! What the files of a plan are called, and which of them lie on the tablet itself, where they can be read without a PIN.

use std::fs;
use std::path::PathBuf;

use ipc::visit::{CopyOf, Form, Helper};
use plan::agreement::Reference;
use plan::ids::PlanId;
use plan::texts::Language;

use crate::error::Result;
use crate::state::{Open, Shared};

/// Says whose copy it is, by a number, and in which form, and nothing of the family.
pub(super) fn name(open: &Open, copy: &CopyOf) -> Result<String> {
    if copy.form.is_nobodys() {
        return Ok(word(&copy.form).unwrap_or_default().to_owned());
    }
    let number = open.records.copies(copy.plan)?.iter().position(|other| other.person == copy.person);
    let whose = number.filter(|number| *number > 0).map(|number| number.to_string());
    let parts = [Some(Reference::from(copy.plan).to_string()), whose, word(&copy.form).map(str::to_owned)];
    Ok(parts.into_iter().flatten().collect::<Vec<_>>().join("-"))
}

/// The word for a form in a file's name. Of a paper that is nobody's it is all of the name, and tells nothing to whoever finds it.
const fn word(form: &Form) -> Option<&'static str> {
    match form {
        Form::Signed => None,
        Form::Short => Some("short"),
        Form::Large => Some("large-print"),
        Form::Beside(_) => Some("two-languages"),
        Form::Review => Some("review"),
        Form::Part(Helper::School) => Some("for-school"),
        Form::Part(Helper::Health) => Some("for-health"),
        Form::Blank => Some("blank-agreement"),
        Form::Leaflet => Some("leaflet"),
    }
}

/// The files of a plan on the tablet itself: those this program wrote there, by their names.
pub(super) fn of_plan(shared: &Shared, plan: PlanId) -> Vec<PathBuf> {
    let reference = Reference::from(plan).to_string();
    let is_of_plan = |name: &str| name.strip_prefix(&reference).is_some_and(is_behind_a_reference);
    let entries = fs::read_dir(&shared.folders.copies).into_iter().flatten().filter_map(std::io::Result::ok);
    entries
        .filter(|entry| {
            entry.file_type().is_ok_and(|kind| kind.is_file())
                && entry.file_name().to_str().is_some_and(is_of_plan)
        })
        .map(|entry| entry.path())
        .collect()
}

/// Whether a file that begins with a plan's reference goes on as those do that this program writes: "-1-short (2).pdf", and
/// what a power cut leaves of one.
fn is_behind_a_reference(rest: &str) -> bool {
    let forms = [
        Form::Short,
        Form::Large,
        Form::Beside(Language(String::new())),
        Form::Review,
        Form::Part(Helper::School),
        Form::Part(Helper::Health),
    ];
    let is_number = |text: &str| !text.is_empty() && text.chars().all(|c| c.is_ascii_digit());
    let Some(rest) = rest.strip_suffix(".new").unwrap_or(rest).strip_suffix(".pdf") else { return false };
    let (rest, number) = rest.split_once(" (").unwrap_or((rest, "2)"));
    let is_numbered = number.strip_suffix(')').is_some_and(is_number);
    let after_person = rest.strip_prefix('-').map_or(rest, |rest| {
        let digits = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
        if digits > 0 { rest.get(digits..).unwrap_or_default() } else { rest }
    });
    let form = after_person.strip_prefix('-').unwrap_or(after_person);
    is_numbered && (form.is_empty() || forms.iter().any(|it| word(it) == Some(form)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_this_program_writes_is_taken_for_its_own() {
        for own in [
            ".pdf",
            "-1.pdf",
            "-short.pdf",
            "-1-large-print.pdf",
            "-2-two-languages (3).pdf",
            " (2).pdf",
            ".pdf.new",
        ] {
            assert!(is_behind_a_reference(own), "{own}");
        }
        for other in
            [" - signed by Dee.pdf", "-scan.pdf", " (a).pdf", ".txt", "-1-mine.pdf", "x.pdf", ".pdf.bak"]
        {
            assert!(!is_behind_a_reference(other), "{other}");
        }
    }
}
