//! Whose paper it is: an agency's names, address, numbers, colour and logo. Read from a folder's `letterhead.toml` and
//! `logo.png`; two made-up agencies are carried along; where an agency gave none, its plain name stands there and says so. How a letterhead is drawn is in `head`.

use plan::people::Agency;
use serde::Deserialize;

use crate::error::DocumentError;
use crate::sheet::colour::Colour;
use crate::sheet::logo::Logo;

/// The head of an agency's paper.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Letterhead {
    /// The name of its folder.
    pub id: String,
    /// Which of the two owners of an agreement this agency is.
    pub agency: Agency,
    /// The agency's name.
    pub name: String,
    pub(crate) department: String,
    pub(crate) address: Vec<String>,
    pub(crate) phone: String,
    always_answers: String,
    numbers: Vec<Number>,
    after_closing: String,
    pub(crate) email: String,
    pub(crate) web: String,
    pub(crate) colour: Colour,
    pub(crate) logo: Option<Logo>,
}

/// A number that an agency gives every family, so that having it tells nothing about any of them.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Number {
    /// Who answers, as it follows "ring": "the night team".
    pub who: String,
    /// The number.
    pub phone: String,
}

/// What stands for the name of a folder where there is none.
const NONE: &str = "none";

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Words {
    id: String,
    agency: Agency,
    name: String,
    department: String,
    address: Vec<String>,
    phone: String,
    #[serde(default)]
    always_answers: String,
    #[serde(default)]
    numbers: Vec<Number>,
    #[serde(default)]
    after_closing: String,
    email: String,
    web: String,
    colour: String,
}

impl Letterhead {
    /// The number of the agency that is answered at any hour; empty where it gave none.
    pub fn always_answers(&self) -> &str {
        &self.always_answers
    }

    /// The numbers that stand in every plan from its beginning.
    pub fn numbers(&self) -> &[Number] {
        &self.numbers
    }

    /// Whom a family rings once the work with them has ended, as it follows "ring"; empty where the agency gave none.
    pub fn after_closing(&self) -> &str {
        &self.after_closing
    }

    /// Reads a letterhead from the text of its `letterhead.toml` and the bytes of its `logo.png`.
    ///
    /// # Errors
    /// [`DocumentError`] when the words, the colour or the picture cannot be used.
    pub fn read(toml: &str, logo_png: &[u8]) -> Result<Self, DocumentError> {
        Self::with(toml, Logo::read(logo_png)?)
    }

    fn with(toml: &str, logo: Logo) -> Result<Self, DocumentError> {
        let words: Words = toml::from_str(toml).map_err(DocumentError::Letterhead)?;
        Ok(Self {
            id: words.id,
            agency: words.agency,
            name: words.name,
            department: words.department,
            address: words.address,
            phone: words.phone,
            always_answers: words.always_answers,
            numbers: words.numbers,
            after_closing: words.after_closing,
            email: words.email,
            web: words.web,
            colour: Colour::read(&words.colour).ok_or(DocumentError::LetterheadColour(words.colour))?,
            logo: Some(logo),
        })
    }

    /// A made-up council, for showing and testing.
    pub fn brindlewood() -> Self {
        Self::carried(
            Agency::ChildrensServices,
            include_str!("../../../assets/council/letterheads/brindlewood/letterhead.toml"),
            include_bytes!("../../../assets/council/letterheads/brindlewood/logo.png"),
        )
    }

    /// A made-up police force, for showing and testing.
    pub fn northmere() -> Self {
        Self::carried(
            Agency::Police,
            include_str!("../../../assets/council/letterheads/northmere/letterhead.toml"),
            include_bytes!("../../../assets/council/letterheads/northmere/logo.png"),
        )
    }

    /// The head of an agency that gave none: its plain name, and below it the words that say so.
    pub fn plain(agency: Agency, name: &str, says_so: &str) -> Self {
        Self {
            id: NONE.to_owned(),
            agency,
            name: name.to_owned(),
            department: says_so.to_owned(),
            address: Vec::new(),
            phone: String::new(),
            always_answers: String::new(),
            numbers: Vec::new(),
            after_closing: String::new(),
            email: String::new(),
            web: String::new(),
            colour: Colour::INK,
            logo: None,
        }
    }

    /// The carried files are read by a test; an empty head stands in for one that cannot be read.
    fn carried(agency: Agency, toml: &str, logo_png: &[u8]) -> Self {
        let read = Logo::carried(logo_png).and_then(|logo| Self::with(toml, logo));
        read.unwrap_or_else(|_| Self::plain(agency, "", ""))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_carried_letterheads_can_be_read() {
        assert_eq!(Letterhead::brindlewood().name, "Brindlewood Borough Council");
        assert_eq!(Letterhead::brindlewood().numbers().len(), 3);
        assert_eq!(Letterhead::northmere().agency, Agency::Police);
        assert!(Letterhead::northmere().logo.is_some());
    }

    #[test]
    fn a_letterhead_that_cannot_be_used_says_why() {
        let toml = include_str!("../../../assets/council/letterheads/brindlewood/letterhead.toml");
        let logo = include_bytes!("../../../assets/council/letterheads/brindlewood/logo.png");
        assert!(matches!(Letterhead::read("id = 3", logo), Err(DocumentError::Letterhead(_))));
        assert!(matches!(Letterhead::read(toml, b"GIF89a"), Err(DocumentError::LetterheadLogo)));
        let pink = toml.replace("#0b4f5c", "pink");
        assert!(matches!(Letterhead::read(&pink, logo), Err(DocumentError::LetterheadColour(_))));
    }
}
