//! Whose paper it is. Both agencies' letterheads are read once, when a program starts; how one is drawn is `document`'s.

use std::path::Path;

use document::Letterhead;
use plan::people::Agency;

use crate::file;
use crate::problem::Problem;

/// The letterhead of each agency.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Letterheads {
    childrens_services: Letterhead,
    police: Letterhead,
}

impl Letterheads {
    /// The two made-up agencies' that are carried along. A tablet takes no others yet.
    pub fn made_up() -> Self {
        Self { childrens_services: Letterhead::brindlewood(), police: Letterhead::northmere() }
    }

    /// An agency's letterhead.
    pub const fn of(&self, agency: Agency) -> &Letterhead {
        match agency {
            Agency::ChildrensServices => &self.childrens_services,
            Agency::Police => &self.police,
        }
    }
}

/// Reads a letterhead from a folder with a `letterhead.toml` and a `logo.png`.
///
/// # Errors
/// A [`Problem`] with one of the files, or with what they say.
pub fn letterhead(folder: &Path) -> Result<Letterhead, Problem> {
    let words = file::text(&folder.join("letterhead.toml"))?;
    let logo = file::bytes(&folder.join("logo.png"))?;
    Letterhead::read(&words, &logo).map_err(|source| Problem::Letterhead { file: file::name(folder), source })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    #[test]
    fn each_agency_has_its_own() {
        let heads = Letterheads::made_up();
        for agency in [Agency::ChildrensServices, Agency::Police] {
            assert_eq!(heads.of(agency).agency, agency);
        }
    }

    #[test]
    fn a_letterhead_is_read_from_its_folder_or_says_what_is_wrong() {
        let assets = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../assets/letterheads/brindlewood");
        assert_eq!(letterhead(&assets).unwrap(), Letterhead::brindlewood());

        let folder = tempfile::tempdir().unwrap();
        fs::copy(assets.join("letterhead.toml"), folder.path().join("letterhead.toml")).unwrap();
        let problem = letterhead(folder.path()).unwrap_err();
        assert!(matches!(&problem, Problem::Disk { .. }) && problem.file() == "logo.png", "{problem:?}");
        fs::write(folder.path().join("logo.png"), "GIF89a").unwrap();
        assert!(matches!(letterhead(folder.path()), Err(Problem::Letterhead { .. })));
    }
}
