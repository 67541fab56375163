//! The word lists and patterns that goals are read with: `assets/words`, each entry with its reason, read once.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::LazyLock;

use serde::Deserialize;

use super::pattern::Pattern;
use crate::texts::names;

/// Whom a pronoun can mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Gender {
    Woman,
    Man,
}

/// What a word of kin or trade says about somebody.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kin {
    /// A partner or parent: can be the one who harms; nothing said of whom a pronoun can mean when absent.
    CanHarm(Option<Gender>),
    /// "The perpetrator", "her ex": nobody else.
    Always,
    /// Of the family.
    Family(Option<Gender>),
    /// A child.
    Child,
    /// Police, services, a school, their people.
    Agency,
}

/// Everything about people's names, kin and harm.
#[derive(Debug, Default)]
pub(super) struct Harm {
    pub(super) kin: HashMap<String, Kin>,
    pub(super) duty: Vec<Pattern>,
    pub(super) about: Vec<Pattern>,
    pub(super) coming: Vec<Pattern>,
    pub(super) once_named: Vec<Pattern>,
    pub(super) anybody: Vec<Pattern>,
    pub(super) past_a_child: Vec<Pattern>,
    pub(super) harmless: Vec<Pattern>,
    pub(super) freed: Vec<Pattern>,
    pub(super) put_on: Vec<Pattern>,
    pub(super) informs: Vec<Pattern>,
    pub(super) never_a_child: Vec<Pattern>,
    pub(super) child_care: Vec<Pattern>,
    pub(super) absent: Vec<Pattern>,
    pub(super) own_act: Vec<Pattern>,
    pub(super) unseen: Vec<Pattern>,
    pub(super) ask: Vec<Pattern>,
    pub(super) banned: Vec<Pattern>,
    pub(super) out: Vec<Pattern>,
    pub(super) kept: Vec<Pattern>,
    pub(super) moves: Vec<Pattern>,
    pub(super) moves_for_long: Vec<Pattern>,
    pub(super) perhaps_moves: Vec<Pattern>,
    pub(super) lasting: Vec<Pattern>,
    pub(super) homely: Vec<Pattern>,
    pub(super) denied: Vec<Pattern>,
    pub(super) away: Vec<Pattern>,
    pub(super) going_on: Vec<Pattern>,
    pub(super) visits: Vec<Pattern>,
    pub(super) things: Vec<Pattern>,
    genders: HashMap<String, Gender>,
    either: HashSet<String>,
    words_too: HashSet<String>,
    surnames_too: HashSet<String>,
    no_names: HashSet<String>,
    verbs: HashSet<String>,
    in_rules: HashSet<String>,
}

/// The lists, read the first time they are asked for.
pub(super) static HARM: LazyLock<Harm> = LazyLock::new(|| {
    // The files are compiled in and a test reads them; empty lists would only find less.
    read().unwrap_or_default()
});

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct GivenNames {
    women: String,
    men: String,
    either: String,
    words_too: String,
    surnames_too: String,
    no_names: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    lists: BTreeMap<String, String>,
    kin: KinFile,
    duty: Entries,
    about: Entries,
    coming: Entries,
    once_named: Entries,
    anybody: Entries,
    past_a_child: Entries,
    harmless: Entries,
    freed: Entries,
    put_on: Entries,
    informs: Entries,
    never_a_child: Entries,
    child_care: Entries,
    absent: Entries,
    own_act: Entries,
    unseen: Entries,
    ask: Entries,
    banned: Entries,
    out: Entries,
    kept: Entries,
    moves: Entries,
    moves_for_long: Entries,
    perhaps_moves: Entries,
    lasting: Entries,
    homely: Entries,
    denied: Entries,
    away: Entries,
    going_on: Entries,
    visits: Entries,
    things: Entries,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct KinFile {
    harm_men: String,
    harm_women: String,
    harm_either: String,
    always: String,
    family_women: String,
    family_men: String,
    family_either: String,
    children: String,
    agencies: String,
}

/// Patterns by what they are about.
type Entries = BTreeMap<String, Entry>;

/// Patterns with one reason.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    #[allow(dead_code, reason = "for whoever reads the file; the form asks for it")]
    why: String,
    find: Vec<String>,
}

fn read() -> Result<Harm, serde_json::Error> {
    let file: File = serde_json::from_str(include_str!(concat!(env!("OUT_DIR"), "/harm.json")))?;
    let names: GivenNames =
        serde_json::from_str(include_str!(concat!(env!("OUT_DIR"), "/given-names.json")))?;
    let patterns = |entries: Entries| -> Vec<Pattern> {
        entries.values().flat_map(|it| &it.find).map(|it| Pattern::read(it, &file.lists)).collect()
    };
    let of = |names: &str, gender| set(names).into_iter().map(move |name| (name, gender)).collect::<Vec<_>>();
    let harm = Harm {
        kin: kin(&file.kin),
        duty: patterns(file.duty),
        about: patterns(file.about),
        coming: patterns(file.coming),
        once_named: patterns(file.once_named),
        anybody: patterns(file.anybody),
        past_a_child: patterns(file.past_a_child),
        harmless: patterns(file.harmless),
        freed: patterns(file.freed),
        put_on: patterns(file.put_on),
        informs: patterns(file.informs),
        never_a_child: patterns(file.never_a_child),
        child_care: patterns(file.child_care),
        absent: patterns(file.absent),
        own_act: patterns(file.own_act),
        unseen: patterns(file.unseen),
        ask: patterns(file.ask),
        banned: patterns(file.banned),
        out: patterns(file.out),
        kept: patterns(file.kept),
        moves: patterns(file.moves),
        moves_for_long: patterns(file.moves_for_long),
        perhaps_moves: patterns(file.perhaps_moves),
        lasting: patterns(file.lasting),
        homely: patterns(file.homely),
        denied: patterns(file.denied),
        away: patterns(file.away),
        going_on: patterns(file.going_on),
        visits: patterns(file.visits),
        things: patterns(file.things),
        genders: of(&names.women, Gender::Woman).into_iter().chain(of(&names.men, Gender::Man)).collect(),
        either: set(&names.either),
        words_too: set(&names.words_too),
        surnames_too: set(&names.surnames_too),
        no_names: set(&names.no_names),
        verbs: file.lists.get("verbs").map(|verbs| set(verbs)).unwrap_or_default(),
        in_rules: HashSet::new(),
    };
    let in_rules = harm.patterns().flatten().flat_map(Pattern::words).cloned().collect();
    Ok(Harm { in_rules, ..harm })
}

fn kin(file: &KinFile) -> HashMap<String, Kin> {
    let (woman, man) = (Some(Gender::Woman), Some(Gender::Man));
    // What comes later stands: "ex-husband" is always the one who harms.
    [
        (&file.harm_men, Kin::CanHarm(man)),
        (&file.harm_women, Kin::CanHarm(woman)),
        (&file.harm_either, Kin::CanHarm(None)),
        (&file.family_women, Kin::Family(woman)),
        (&file.family_men, Kin::Family(man)),
        (&file.family_either, Kin::Family(None)),
        (&file.children, Kin::Child),
        (&file.agencies, Kin::Agency),
        (&file.always, Kin::Always),
    ]
    .into_iter()
    .flat_map(|(words, kin)| set(words).into_iter().map(move |word| (word, kin)))
    .collect()
}

/// The words of a list in a file.
pub(super) fn set(words: &str) -> HashSet<String> {
    words.split_whitespace().map(str::to_owned).collect()
}

impl Harm {
    /// Whom a given name is nearly always; nothing when it can be either or is not known.
    pub(super) fn gender(&self, given: &str) -> Option<Gender> {
        self.genders.get(given).copied()
    }

    /// Whether a name is a word too, and so a name only with a capital.
    pub(super) fn is_word_too(&self, name: &str) -> bool {
        self.words_too.contains(name)
    }

    /// Whether a surname is a word too, and so a name only with a capital.
    pub(super) fn is_surname_too(&self, surname: &str) -> bool {
        self.words_too.contains(surname) || self.surnames_too.contains(surname)
    }

    /// Whether a word is nobody's name without others.
    pub(super) fn is_no_name(&self, word: &str) -> bool {
        self.no_names.contains(word) || names::begins_description(word)
    }

    /// Whether the rules go by this word, so that it is a name only with a capital.
    pub(super) fn is_in_rules(&self, word: &str) -> bool {
        self.in_rules.contains(word)
    }

    /// Whether a word says what more than one person does, without "will".
    pub(super) fn is_verb(&self, word: &str) -> bool {
        self.verbs.contains(word)
    }

    fn patterns(&self) -> impl Iterator<Item = &Vec<Pattern>> {
        [
            &self.duty,
            &self.about,
            &self.coming,
            &self.once_named,
            &self.anybody,
            &self.past_a_child,
            &self.harmless,
            &self.freed,
            &self.put_on,
            &self.informs,
            &self.never_a_child,
            &self.child_care,
            &self.absent,
            &self.own_act,
            &self.unseen,
            &self.ask,
            &self.banned,
            &self.out,
            &self.kept,
            &self.moves,
            &self.moves_for_long,
            &self.perhaps_moves,
            &self.lasting,
            &self.homely,
            &self.denied,
            &self.away,
            &self.going_on,
            &self.visits,
            &self.things,
        ]
        .into_iter()
    }

    /// Whether it is a given name that is known.
    pub(super) fn is_given_name(&self, word: &str) -> bool {
        self.genders.contains_key(word) || self.either.contains(word)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lists_can_be_read() {
        let lists = read().unwrap();
        assert!(lists.duty.len() > 20 && lists.about.len() > 20 && lists.genders.len() > 400);
    }
}
