//! Whose paper it is. Both agencies' letterheads are read once, when a program starts; how one is drawn is `document`'s.

use std::path::Path;

use document::Letterhead;
use plan::people::Agency;
use plan::texts::Texts;

use crate::file;
use crate::problem::Problem;

/// The letterhead of each agency.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Letterheads {
    childrens_services: Letterhead,
    police: Letterhead,
}

impl Letterheads {
    /// Both agencies' plain names, which say that there is no letterhead.
    pub(crate) fn none(texts: &Texts) -> Self {
        let says_so = texts.get("paper.no_letterhead");
        let plain = |agency: Agency| Letterhead::plain(agency, texts.get(agency.key()), says_so);
        Self { childrens_services: plain(Agency::ChildrensServices), police: plain(Agency::Police) }
    }

    /// Takes a letterhead in the place of the one its agency has.
    pub(crate) fn take(&mut self, letterhead: Letterhead) {
        match letterhead.agency {
            Agency::ChildrensServices => self.childrens_services = letterhead,
            Agency::Police => self.police = letterhead,
        }
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
    fn each_agency_has_its_own_or_a_plain_name() {
        let mut heads = Letterheads::none(&Texts::english());
        for agency in [Agency::ChildrensServices, Agency::Police] {
            assert_eq!(heads.of(agency).agency, agency);
            assert!(!heads.of(agency).name.is_empty());
        }
        heads.take(Letterhead::northmere());
        assert_eq!(heads.of(Agency::Police), &Letterhead::northmere());
        assert_eq!(heads.of(Agency::ChildrensServices).id, "none");
    }

    #[test]
    fn a_letterhead_is_read_from_its_folder_or_says_what_is_wrong() {
        let assets =
            Path::new(env!("CARGO_MANIFEST_DIR")).join("../../assets/council/letterheads/brindlewood");
        assert_eq!(letterhead(&assets).unwrap(), Letterhead::brindlewood());

        let folder = tempfile::tempdir().unwrap();
        fs::copy(assets.join("letterhead.toml"), folder.path().join("letterhead.toml")).unwrap();
        let problem = letterhead(folder.path()).unwrap_err();
        assert!(matches!(&problem, Problem::Disk { .. }) && problem.file() == "logo.png", "{problem:?}");
        fs::write(folder.path().join("logo.png"), "GIF89a").unwrap();
        assert!(matches!(letterhead(folder.path()), Err(Problem::Letterhead { .. })));
    }
}
