//! Reading one file of the folder: its bytes, its text, or what its TOML says.

use std::fs;
use std::path::Path;

use serde::de::DeserializeOwned;
use toml::Value;

use crate::problem::Problem;

/// More than this is no file of ours.
const LARGEST: u64 = 4 * 1024 * 1024;

/// What a file is called where only people read it.
pub(crate) fn name(path: &Path) -> String {
    path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}

/// A file's bytes.
///
/// # Errors
/// [`Problem::Disk`], [`Problem::TooLarge`].
pub(crate) fn bytes(path: &Path) -> Result<Vec<u8>, Problem> {
    let no = |source| Problem::Disk { file: name(path), source };
    if fs::metadata(path).map_err(no)?.len() > LARGEST {
        return Err(Problem::TooLarge { file: name(path) });
    }
    fs::read(path).map_err(no)
}

/// A file's text.
///
/// # Errors
/// As of [`bytes`], and [`Problem::NotText`].
pub(crate) fn text(path: &Path) -> Result<String, Problem> {
    String::from_utf8(bytes(path)?).map_err(|source| Problem::NotText { file: name(path), source })
}

/// What a file says.
///
/// # Errors
/// As of [`text`], and [`Problem::Form`].
pub(crate) fn read<T: DeserializeOwned>(path: &Path) -> Result<T, Problem> {
    let no = |source| Problem::Form { file: name(path), source };
    let mut file = Value::Table(toml::from_str(&text(path)?).map_err(no)?);
    days_as_words(&mut file);
    T::deserialize(file).map_err(no)
}

/// TOML has days without quotation marks too, and people write them so.
fn days_as_words(value: &mut Value) {
    match value {
        Value::Datetime(day) => *value = Value::String(day.to_string()),
        Value::Array(values) => values.iter_mut().for_each(days_as_words),
        Value::Table(values) => values.iter_mut().for_each(|(_, value)| days_as_words(value)),
        Value::String(_) | Value::Integer(_) | Value::Float(_) | Value::Boolean(_) => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_way_a_file_cannot_be_used_is_told_apart() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("rights.toml");
        let found = || read::<toml::Table>(&path);
        assert!(matches!(found(), Err(Problem::Disk { .. })), "it is not there");
        fs::write(&path, [0xff]).unwrap();
        assert!(matches!(found(), Err(Problem::NotText { file, .. }) if file == "rights.toml"));
        fs::write(&path, "by = ").unwrap();
        assert!(matches!(found(), Err(Problem::Form { .. })));
        assert!(matches!(read::<String>(&path), Err(Problem::Form { .. })));
        fs::write(&path, "on = 2026-11-02").unwrap();
        assert_eq!(found().unwrap().get("on").and_then(Value::as_str), Some("2026-11-02"));
        fs::File::create(&path).unwrap().set_len(LARGEST + 1).unwrap();
        assert!(matches!(found(), Err(Problem::TooLarge { .. })));
    }
}
