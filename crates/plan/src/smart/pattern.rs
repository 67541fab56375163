//! Patterns of words as they stand in `assets/words/harm.toml`: words in order, some of them of a kind.

use std::collections::BTreeMap;

/// A kind of word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// The one who harms.
    Harmer,
    /// A child.
    Kid,
    /// Somebody grown-up who is neither the one who harms nor an agency.
    Person,
    /// An agency, or one of its people.
    Agency,
    /// Somewhere that is somebody else's home.
    Elsewhere,
}

/// Words in order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Pattern {
    steps: Vec<Step>,
    /// The step with the fewest words of which one must stand on a line; most lines have none, and are done with at once.
    needed: Option<usize>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Step {
    /// Up to [`MOST_BETWEEN`] words of any kind.
    Gap,
    /// The end of the line.
    End,
    /// One word of these.
    One { words: Vec<String>, kinds: Vec<Kind>, may_miss: bool },
}

/// The most words a gap takes.
const MOST_BETWEEN: usize = 5;

/// What a pattern is held against.
pub(super) trait Line {
    /// How many words.
    fn len(&self) -> usize;
    /// The word at a place, in small letters.
    fn word(&self, at: usize) -> &str;
    /// Whether the word at a place is of a kind.
    fn is(&self, at: usize, kind: Kind) -> bool;
    /// Whether a word can be on it.
    fn can_have(&self, word: &str) -> bool {
        (0..self.len()).any(|at| self.word(at) == word)
    }
}

impl Pattern {
    /// Reads a pattern; a name in angles that is no kind is one of the lists.
    pub(super) fn read(text: &str, lists: &BTreeMap<String, String>) -> Self {
        let steps: Vec<Step> = text.split_whitespace().map(|step| Step::read(step, lists)).collect();
        let counts = steps.iter().enumerate().filter_map(|(at, step)| match step {
            Step::One { words, kinds, may_miss: false } if kinds.is_empty() => Some((words.len(), at)),
            Step::One { .. } | Step::Gap | Step::End => None,
        });
        let needed = counts.min().map(|(_, at)| at);
        Self { steps, needed }
    }

    /// Whether it stands anywhere on a line.
    pub(super) fn is_on(&self, line: &impl Line) -> bool {
        self.can_be_on(line) && (0..line.len()).any(|at| stands(&self.steps, line, at))
    }

    fn can_be_on(&self, line: &impl Line) -> bool {
        match self.needed.and_then(|at| self.steps.get(at)) {
            Some(Step::One { words, .. }) => words.iter().any(|word| line.can_have(word)),
            Some(Step::Gap | Step::End) | None => true,
        }
    }

    /// Whether it begins at a place.
    pub(super) fn begins_at(&self, line: &impl Line, at: usize) -> bool {
        stands(&self.steps, line, at)
    }

    /// The words it goes by.
    pub(super) fn words(&self) -> impl Iterator<Item = &String> {
        self.steps.iter().flat_map(|step| match step {
            Step::Gap | Step::End => [].as_slice(),
            Step::One { words, .. } => words.as_slice(),
        })
    }

    /// The names in angles that are neither a kind nor a list.
    #[cfg(test)]
    fn unknown(text: &str, lists: &BTreeMap<String, String>) -> Vec<String> {
        let names = text.split([' ', '|']).filter_map(|atom| {
            atom.trim_end_matches('?').strip_prefix('<')?.strip_suffix('>').map(str::to_owned)
        });
        names.filter(|name| kind(name).is_none() && !lists.contains_key(name)).collect()
    }
}

fn kind(name: &str) -> Option<Kind> {
    Some(match name {
        "h" => Kind::Harmer,
        "kid" => Kind::Kid,
        "person" => Kind::Person,
        "agency" => Kind::Agency,
        "elsewhere" => Kind::Elsewhere,
        _ => return None,
    })
}

impl Step {
    fn read(step: &str, lists: &BTreeMap<String, String>) -> Self {
        match step {
            ".." => return Self::Gap,
            "$" => return Self::End,
            _ => {}
        }
        let (step, may_miss) = step.strip_suffix('?').map_or((step, false), |step| (step, true));
        let (mut words, mut kinds) = (Vec::new(), Vec::new());
        for atom in step.split('|') {
            match atom.strip_prefix('<').and_then(|atom| atom.strip_suffix('>')) {
                None => words.push(atom.to_owned()),
                Some(name) => match (kind(name), lists.get(name)) {
                    (Some(kind), _) => kinds.push(kind),
                    (None, Some(list)) => words.extend(list.split_whitespace().map(str::to_owned)),
                    (None, None) => {}
                },
            }
        }
        words.sort_unstable();
        Self::One { words, kinds, may_miss }
    }
}

fn stands(steps: &[Step], line: &impl Line, at: usize) -> bool {
    let Some((step, rest)) = steps.split_first() else { return true };
    match step {
        Step::Gap => {
            (at..=at + MOST_BETWEEN).take_while(|at| *at <= line.len()).any(|at| stands(rest, line, at))
        }
        Step::End => at >= line.len() && stands(rest, line, at),
        Step::One { words, kinds, may_miss } => {
            let here = at < line.len()
                && (words.binary_search_by(|word| word.as_str().cmp(line.word(at))).is_ok()
                    || kinds.iter().any(|kind| line.is(at, *kind)));
            here && stands(rest, line, at + 1) || *may_miss && stands(rest, line, at)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Plain(Vec<&'static str>);

    impl Line for Plain {
        fn len(&self) -> usize {
            self.0.len()
        }
        fn word(&self, at: usize) -> &str {
            self.0[at]
        }
        fn is(&self, at: usize, kind: Kind) -> bool {
            self.0[at] == "TIA" && kind == Kind::Kid
        }
    }

    #[test]
    fn words_kinds_lists_and_gaps() {
        let lists = BTreeMap::from([("not".to_owned(), "not never".to_owned())]);
        let pattern = Pattern::read("<not> .. let|lets <kid> go? in", &lists);
        for (line, wanted) in [
            (vec!["will", "not", "ever", "let", "TIA", "in"], true),
            (vec!["never", "lets", "TIA", "go", "in"], true),
            (vec!["will", "let", "TIA", "in"], false),
            (vec!["not", "let", "TIA"], false),
        ] {
            assert_eq!(pattern.is_on(&Plain(line.clone())), wanted, "{line:?}");
        }
        assert_eq!(Pattern::unknown("<not> a|<nto>? <kid>", &lists), ["nto"]);
    }
}
