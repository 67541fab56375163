//! Who or what stands at a place of a text.

use super::lists::Gender;
use super::words::Gap;

/// Who or what stands at an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Who {
    /// The one who harms, by name or as "the perpetrator".
    Harmer,
    /// A partner or parent who can be the one who harms.
    Kin(Option<Gender>),
    /// An adult who is not.
    Person(Option<Gender>),
    /// A name shared by one who harms and one who does not, or an adult who may be the one who harms: not taken for them
    /// where something is theirs to do, and taken for them where something is done about them.
    Unclear(Option<Gender>),
    /// One child, by name or as "her son".
    Kid(Option<Gender>),
    /// Children.
    Kids,
    /// Somebody whose name is not in the plan.
    Stranger(Option<Gender>),
    /// A first and a last name that are not in the plan.
    StrangerInFull,
    /// Police, services, a school, we.
    Agency,
    /// "He", "her".
    Pronoun(Gender),
    /// Nobody: a word.
    Word,
}

/// A word, or the words of one name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Item {
    pub(super) who: Who,
    /// The last word of it, in small letters; a possessive without its ending.
    pub(super) small: String,
    /// "Dean's": what follows is his.
    pub(super) owns: bool,
    /// Whether it is the name of somebody of the plan, and no word for them.
    pub(super) by_name: bool,
    pub(super) gap: Gap,
}

impl Item {
    pub(super) const fn is_somebody(&self) -> bool {
        !matches!(self.who, Who::Word)
    }
}

/// Who could have done harm, as far as a pronoun can tell: nothing when nobody is named.
pub(super) type Harmers = Option<Vec<Option<Gender>>>;

/// Whether a pronoun or a kinsman of this gender can be the one who harms.
pub(super) fn can_be(harmers: &Harmers, gender: Option<Gender>) -> bool {
    match (harmers, gender) {
        (None, _) | (Some(_), None) => true,
        (Some(harmers), gender) => harmers.iter().any(|harmer| harmer.is_none() || *harmer == gender),
    }
}

pub(super) fn is_word(items: &[Item], at: usize, word: &str) -> bool {
    items.get(at).is_some_and(|it| it.who == Who::Word && it.small == word)
}
