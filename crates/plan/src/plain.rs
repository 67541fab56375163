//! The plain-language engine: how hard a text is to read as a whole, and which words in it a family may stumble on.
//!
//! Pure and the same in the interface and the programs. Whole texts get a band; single sentences only ever get findings,
//! because no formula is worth anything on a few words. People are never scored.

mod counts;
mod english;
mod findings;
mod glossary;
mod lines;
mod rule;
mod scores;
mod sentences;
mod stops;
mod syllables;
mod wording;
mod words;

use serde::{Deserialize, Serialize};

pub use counts::Counts;
pub use findings::{Finding, findings};
pub use glossary::{Glossary, Nonsense};
pub use rule::Rule;
pub use scores::{Band, Scores};
pub use sentences::{Sentence, cut, sentences};
pub use syllables::Syllables;
pub use words::Word;

pub(crate) use words::folded;

/// What the engine knows of a language's words.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Lists {
    /// Words that families may not know.
    pub glossary: Glossary,
    /// How words are spoken.
    pub syllables: Syllables,
}

impl Lists {
    /// The English lists this program carries.
    pub fn english() -> Self {
        Self { glossary: Glossary::english(), syllables: Syllables::english() }
    }
}

/// What the engine says about a text.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Report {
    /// How many words, sentences, syllables and so on.
    #[serde(flatten)]
    pub counts: Counts,
    /// What the formulas make of them.
    #[serde(flatten)]
    pub scores: Scores,
    /// How hard it is, where there is enough text to say.
    pub band: Band,
    /// The words concerned, in order.
    pub findings: Vec<Finding>,
}

/// Looks at a text as a whole. A text of several pieces, such as an agreement's blocks, is given with a blank line
/// between the pieces.
pub fn report(text: &str, lists: &Lists) -> Report {
    let sentences = sentences(text);
    let counts = Counts::of(&sentences, &lists.syllables);
    let scores = Scores::of(&counts);
    if !english::is_english(&sentences) {
        return Report { counts, scores, band: Band::NotEnglish, findings: Vec::new() };
    }
    let band = Band::of(&counts, &scores);
    Report { counts, scores, band, findings: findings::in_sentences(text, &sentences, &lists.glossary) }
}
