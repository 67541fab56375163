//! The settings file: TOML with a text or a whole number for each setting. A mistake is told by its line and by the name that stands
//! there, never by what stands behind it or in its place, which may be a password. Folders and files are named from where it lies.

use super::{Said, Setting};
use crate::OfficeError;
use ipc::Told;
use ipc::told::office_command;
use std::ffi::OsString;
use std::path::Path;
use toml::de::{DeTable, DeValue};

/// What a file in this folder says, in no order: nothing can be said twice in it.
pub(super) fn read(text: &str, folder: &Path) -> Result<Vec<Said>, OfficeError> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let table = DeTable::parse(text).map_err(|error| {
        let at = error.span().map_or(0, |span| span.start);
        let (line, word) = place(text, at);
        let place = match Setting::named(word) {
            Some(setting) => office_command::setting_in_line(line, setting.name()),
            None => office_command::settings_line(line),
        };
        OfficeError::Setting { place, why: office_command::no_settings_line() }
    })?;
    let mut said = Vec::new();
    for (name, value) in table.get_ref().iter() {
        let at = name.span().start;
        let setting = Setting::named(name.get_ref()).ok_or_else(|| {
            let all = Setting::ALL.map(Setting::name).join(", ");
            mistake(text, at, office_command::no_such_setting(all))
        })?;
        let words = words(setting, value.get_ref())
            .ok_or_else(|| mistake(text, at, office_command::no_settings_line()))?;
        let (line, word) = place(text, at);
        let place = office_command::setting_in_line(line, word);
        let names_a_place = setting.is_a_place() && !words.is_empty();
        let text = if names_a_place { OsString::from(folder.join(words)) } else { OsString::from(words) };
        said.push(Said { setting, text, place });
    }
    Ok(said)
}

/// A text, or a number or a yes or no where one belongs. Of networks also a list of them, as a person would write several.
fn words(setting: Setting, value: &DeValue<'_>) -> Option<String> {
    if let (Setting::TrustedProxy, Some(networks)) = (setting, value.as_array()) {
        let networks = networks.iter().map(|network| network.get_ref().as_str());
        return networks.collect::<Option<Vec<_>>>().map(|networks| networks.join(","));
    }
    if let (true, Some(number)) = (setting.is_number(), value.as_integer()) {
        return Some(number.as_str().to_owned());
    }
    if let (true, Some(yes)) = (setting.is_yes_or_no(), value.as_bool()) {
        return Some(yes.to_string());
    }
    value.as_str().map(str::to_owned)
}

fn mistake(text: &str, at: usize, why: Told) -> OfficeError {
    let (line, word) = place(text, at);
    OfficeError::Setting { place: office_command::setting_in_line(line, word), why }
}

/// The line in which a byte stands, and the word with which that line begins.
fn place(text: &str, at: usize) -> (usize, &str) {
    let before = text.get(..at).unwrap_or(text);
    let begins = before.rfind('\n').map_or(0, |newline| newline + 1);
    let line = text.get(begins..).unwrap_or_default().trim_start_matches([' ', '\t', '"', '\'', '[']);
    let is_name = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '_' | '-');
    let ends = line.find(|letter: char| !is_name(letter)).unwrap_or(line.len());
    (before.matches('\n').count() + 1, line.get(..ends).unwrap_or_default())
}
