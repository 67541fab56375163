//! Letters become glyphs at their places, kerned and joined as the font says. Latin ligatures are left out: single letters
//! are easier to read for people who find reading hard, and each glyph then stands for one character when text is copied
//! out. Where lines end is in `lines`.

use std::collections::HashMap;
use std::rc::Rc;

use harfrust::{
    Buffer, Direction, Feature, Font, Language, Script, ShapeOptions, ShapePlan, ShaperFont, Tag,
};

use unicode_normalization::UnicodeNormalization;

use crate::error::DocumentError;
use crate::sheet::direction;
use crate::sheet::fonts::{self, Face, Weight};

/// What a glyph stands for whose characters another one tells. Every glyph stands for something, so that no reader takes it
/// for a letter that is lost; this one adds nothing to a word.
pub const UNREAD: &str = "\u{200b}";

/// The same among letters from right to left, which pdfium would otherwise take apart there.
pub const UNREAD_FROM_RIGHT: &str = "\u{200f}";

/// The furthest that a mark stands from its usual place, in thousandths of the font size. What is piled up higher stands
/// on what is below it, and never on another line.
const FURTHEST: f32 = 450.0;

/// Whether a reading adds nothing to a word.
pub(crate) fn is_unread(reads: &str) -> bool {
    [UNREAD, UNREAD_FROM_RIGHT].contains(&reads)
}

/// A shape from a font, and where it stands.
#[derive(Debug, Clone, PartialEq)]
pub struct Glyph {
    /// Its number in the font.
    pub id: u16,
    /// From the start of its run, in thousandths of the font size.
    pub x: f32,
    /// Above the line, in thousandths of the font size.
    pub rise: f32,
    /// The characters it stands for; [`UNREAD`] where they are told together with its neighbour's.
    pub text: String,
}

/// Glyphs of one font that follow each other on a line.
#[derive(Debug, Clone, PartialEq)]
pub struct Run {
    /// The font.
    pub face: Face,
    /// From left to right, but that some marks stand behind or before their letter.
    pub glyphs: Vec<Glyph>,
    /// In thousandths of its own size.
    pub width: f32,
    /// What it says, where its glyphs do not follow each other as its letters are read.
    pub says: Option<String>,
    /// In reading order, the bytes of the shaped text where letters begin, with the width up to there.
    starts: Vec<(usize, f32)>,
}

/// What a plan for shaping is made for: the last says whether there are marks.
type Written = (Face, Direction, Option<Script>, bool);

/// Shapes texts, and remembers what it has shaped: words come back often.
#[derive(Default)]
pub(crate) struct Shaper {
    /// Some fonts have other shapes for it, such as the digits of Urdu and of Nepali.
    language: Option<Language>,
    tag: String,
    rtl_paper: bool,
    shaped: HashMap<(Weight, bool, String), Rc<[Run]>>,
    plans: Vec<(Written, ShapePlan)>,
}

/// Latin ligatures, and first of all the taking apart of accented letters, which only letters with more marks need.
const OFF: [Tag; 4] = [Tag::new(b"ccmp"), Tag::new(b"liga"), Tag::new(b"clig"), Tag::new(b"dlig")];

impl Shaper {
    /// For a paper in a language.
    pub(crate) fn for_language(tag: &str) -> Self {
        let (language, rtl_paper) = (Language::new(tag), direction::runs_left(tag));
        Self { language, tag: tag.to_owned(), rtl_paper, ..Self::default() }
    }

    /// The tag of the paper's language.
    pub(crate) fn language(&self) -> &str {
        &self.tag
    }

    /// Whether the paper's language is read from right to left.
    pub(crate) const fn is_rtl_paper(&self) -> bool {
        self.rtl_paper
    }

    /// The glyphs of a text that runs in one direction, from left to right as they stand on paper.
    ///
    /// # Errors
    /// [`DocumentError::CannotSet`].
    pub(crate) fn shape(
        &mut self,
        text: &str,
        weight: Weight,
        rtl: bool,
    ) -> Result<Rc<[Run]>, DocumentError> {
        let key = (weight, rtl, text.to_owned());
        if let Some(runs) = self.shaped.get(&key) {
            return Ok(Rc::clone(runs));
        }
        let mut runs = Vec::new();
        let mut start = 0;
        for (face, part) in fonts::by_face(text, weight).map_err(DocumentError::CannotSet)? {
            runs.push(self.run(face, part, start, rtl)?);
            start += part.len();
        }
        if rtl {
            runs.reverse();
        }
        let runs: Rc<[Run]> = runs.into();
        self.shaped.insert(key, Rc::clone(&runs));
        Ok(runs)
    }

    /// How wide a text is, in thousandths of the font size.
    pub(crate) fn width(&mut self, text: &str, weight: Weight, rtl: bool) -> Result<f32, DocumentError> {
        Ok(self.shape(text, weight, rtl)?.iter().map(Run::room).sum())
    }

    fn run(&mut self, face: Face, text: &str, start: usize, rtl: bool) -> Result<Run, DocumentError> {
        let first = text.chars().next().unwrap_or(' ');
        let font = face.font().ok_or(DocumentError::CannotSet(first))?;
        let mut buffer = Buffer::new();
        buffer.push_str(&text.replace(fonts::is_blank, " "));
        buffer.set_direction(if rtl { Direction::RightToLeft } else { Direction::LeftToRight });
        buffer.set_script(face.family.script());
        buffer.guess_segment_properties();
        let plan = self.plan(face, font, &buffer, text.chars().any(fonts::is_mark));
        harfrust::shape(&ShaperFont::new(font), &mut buffer, ShapeOptions::new().plan(Some(plan)))
            .map_err(|_| DocumentError::CannotSet(first))?;
        all_have_shapes(read(&buffer, face, font, text, start), first)
    }

    fn plan(&mut self, face: Face, font: &Font, buffer: &Buffer, has_marks: bool) -> &ShapePlan {
        let (direction, script) = (buffer.direction(), buffer.script());
        let key = (face, direction, script, has_marks);
        let known = self.plans.iter().position(|it| it.0 == key);
        let at = known.unwrap_or_else(|| {
            let off = OFF.map(|tag| Feature::new(tag, 0, ..));
            // Beyond Latin, Greek and Cyrillic, ligatures are how a word is written.
            let off = if face.family.script().is_none() { off.as_slice() } else { &[] };
            let off = off.get(usize::from(has_marks)..).unwrap_or_default();
            let plan = ShapePlan::new(font, direction, script, self.language.as_ref(), off);
            self.plans.push((key, plan));
            self.plans.len() - 1
        });
        #[expect(clippy::indexing_slicing, reason = "found or made just above")]
        &self.plans[at].1
    }
}

fn read(buffer: &Buffer, face: Face, font: &Font, text: &str, start: usize) -> Run {
    let rtl = buffer.direction() == Direction::RightToLeft;
    let em = f32::from(font.units_per_em());
    let carries = rtl && face.family.runs_left();
    let clusters: Vec<usize> = buffer.glyph_infos().iter().map(|it| it.cluster as usize).collect();
    let mut letters = letters_of(&clusters, text, rtl, carries);
    let mut run = Run { face, glyphs: Vec::new(), width: 0.0, says: None, starts: Vec::new() };
    let scaled = |units: i32| units as f32 * 1000.0 / em;
    for (index, (info, place)) in buffer.glyph_infos().iter().zip(buffer.glyph_positions()).enumerate() {
        let mut text = letters.get_mut(index).map(std::mem::take).unwrap_or_default();
        if carries {
            let rest = text.split_off(text.chars().next().map_or(0, char::len_utf8));
            let carried = rest.chars().rev().filter_map(|c| Some((face.carrier(font, c)?, c)));
            let x = run.width;
            run.glyphs.extend(carried.map(|(id, c)| Glyph { id, x, rise: 0.0, text: c.into() }));
        }
        run.glyphs.push(Glyph {
            id: u16::try_from(info.glyph_id).unwrap_or(0),
            x: run.width + scaled(place.x_offset),
            rise: scaled(place.y_offset).clamp(-FURTHEST, FURTHEST),
            text: if text.is_empty() {
                if carries { UNREAD_FROM_RIGHT } else { UNREAD }.into()
            } else {
                text
            },
        });
        let before = run.width;
        run.width += scaled(place.x_advance);
        run.starts.push((start + info.cluster as usize, if rtl { run.width } else { before }));
    }
    if rtl {
        run.starts.reverse();
        run.starts.iter_mut().for_each(|(_, x)| *x = run.width - *x);
    }
    run.starts.dedup_by_key(|(start, _)| *start);
    let in_place = |glyph: &Glyph| glyph.text != UNREAD && glyph.rise == 0.0;
    let tells_itself = rtl || !face.family.reorders() && run.glyphs.iter().all(in_place);
    run.says = (!tells_itself).then(|| text.replace(fonts::is_blank, " "));
    run
}

/// Which characters each glyph stands for. Where several glyphs make up some letters, each gets one character and the
/// last the rest, so that nothing is read twice, and a letter that was taken apart is told apart; or else the first gets all
/// and the marks on it none.
fn letters_of(clusters: &[usize], text: &str, rtl: bool, first_has_all: bool) -> Vec<String> {
    let mut sorted = clusters.to_vec();
    sorted.sort_unstable();
    sorted.dedup();
    let mut letters = vec![String::new(); clusters.len()];
    for (index, start) in sorted.iter().enumerate() {
        let end = sorted.get(index + 1).copied().unwrap_or(text.len());
        let cluster = text.get(*start..end).unwrap_or_default();
        let owners = letters.iter_mut().zip(clusters).filter(|(_, at)| *at == start).map(|it| it.0);
        let mut owners: Vec<_> = owners.collect();
        if rtl {
            owners.reverse();
        }
        let chars = cluster.chars().count();
        let apart = !first_has_all && owners.len() > chars;
        let cluster: String = if apart { cluster.nfd().collect() } else { cluster.to_owned() };
        let mut rest: Vec<char> = cluster.chars().map(plain_blank).collect();
        let count = owners.len();
        for (number, owner) in owners.into_iter().enumerate() {
            let left = count - number - 1;
            let take = if first_has_all || left == 0 {
                rest.len()
            } else {
                // Marks stay with their letter, where enough letters are left for the other glyphs.
                let next =
                    rest.iter().skip(1).position(|c| !fonts::is_mark(*c)).map_or(rest.len(), |it| it + 1);
                next.min(rest.len().saturating_sub(left)).max(1).min(rest.len())
            };
            owner.extend(rest.drain(..take));
        }
    }
    letters
}

const fn plain_blank(c: char) -> char {
    if fonts::is_blank(c) { ' ' } else { c }
}

fn all_have_shapes(run: Run, first: char) -> Result<Run, DocumentError> {
    match run.glyphs.iter().find(|glyph| glyph.id == 0) {
        Some(glyph) => Err(DocumentError::CannotSet(glyph.text.chars().next().unwrap_or(first))),
        None => Ok(run),
    }
}

impl Run {
    /// Goes on with another run, where that can be told in one go with it: one of the same font, or a blank behind words of
    /// a font of their script, which some readers would lose between two of these.
    pub(crate) fn take(&mut self, run: &Self) -> bool {
        let blank = || {
            let is_blank = run.glyphs.iter().all(|glyph| glyph.text == " ");
            let family = self.face.family;
            self.face.blank().filter(|_| is_blank && family.script().is_some() && !family.runs_left())
        };
        let blank = if self.face == run.face { None } else { blank() };
        if self.face != run.face && blank.is_none() {
            return false;
        }
        if self.says.is_some() || run.says.is_some() {
            self.says = Some(self.told() + &run.told());
        }
        let moved = |it: &Glyph| Glyph { id: blank.unwrap_or(it.id), x: it.x + self.width, ..it.clone() };
        self.glyphs.extend(run.glyphs.iter().map(moved));
        self.starts.clear();
        self.width += run.width;
        true
    }

    /// How wide it stands on its line, in thousandths of the size of the text.
    pub(crate) fn room(&self) -> f32 {
        self.width * self.face.family.enlarged()
    }

    /// What is read of it.
    pub(crate) fn told(&self) -> String {
        let by_glyphs = || self.glyphs.iter().map(|glyph| glyph.text.as_str()).collect();
        self.says.clone().unwrap_or_else(by_glyphs)
    }

    /// Nothing comes after it. Beside what is told, a blank at the end needs no glyph, which would make the last word wider
    /// than it is. And where a glyph in the middle differs from what is told but the last does not, mupdf reads the end
    /// twice: so the last stands for nothing then, and the one before it for both.
    pub(crate) fn end(&mut self) {
        if self.says.is_none() {
            return;
        }
        let words = self.glyphs.iter().rposition(|glyph| glyph.text != " ").map_or(0, |last| last + 1);
        self.glyphs.truncate(words);
        if let [rest @ .., before, last] = self.glyphs.as_mut_slice()
            && last.text != UNREAD
            && (before.text == UNREAD || rest.iter().any(|glyph| glyph.text == UNREAD))
        {
            let text = std::mem::replace(&mut last.text, UNREAD.to_owned());
            if before.text == UNREAD {
                before.text = text;
            } else {
                before.text.push_str(&text);
            }
        }
    }

    /// In reading order, the bytes of the shaped text where letters begin, with the room up to there.
    pub(crate) fn letter_starts(&self) -> impl Iterator<Item = (usize, f32)> {
        self.starts.iter().map(|(start, x)| (*start, x * self.face.family.enlarged()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text_of(runs: &[Run]) -> String {
        runs.iter()
            .flat_map(|run| &run.glyphs)
            .map(|glyph| glyph.text.as_str())
            .filter(|it| !is_unread(it))
            .collect()
    }

    #[test]
    fn every_character_is_read_once() {
        let mut shaper = Shaper::default();
        for text in ["office fluffy AVATAR", "e\u{301}q\u{323}\u{301}", "Źródło", "Київ ŵyn", "a\tb"]
        {
            let runs = shaper.shape(text, Weight::Regular, false).unwrap();
            assert_eq!(text_of(&runs), text.replace('\t', " "));
        }
    }

    /// Readers that do not go by one of the two go by the other, and mupdf lays one over the other.
    #[test]
    fn what_is_told_beside_words_is_what_their_glyphs_stand_for() {
        let mut shaper = Shaper::default();
        let words = [
            ("त्रिपाठी", "श्रीवास्तव"),
            ("কৃষ্ণেন্দু", "শ্রীবাস্তব"),
            ("കുട്ടി", "ശ്രീ"),
            ("น้ำผึ้ง", "ศรีสุข"),
            ("ស្រី", "នាង"),
        ];
        for (first, second) in words {
            let runs = [first, " ", second].map(|text| shaper.shape(text, Weight::Regular, false).unwrap());
            let mut run = runs[0][0].clone();
            assert!(runs[1..].iter().all(|next| run.take(&next[0])), "{first}");
            run.end();
            let told = format!("{first} {second}");
            assert_eq!((run.told(), text_of(&[run.clone()])), (told.clone(), told));
            let reads: Vec<&str> = run.glyphs.iter().map(|glyph| glyph.text.as_str()).collect();
            assert!(!reads.contains(&UNREAD) || reads.last() == Some(&UNREAD), "{reads:?}");
        }
    }

    #[test]
    fn letters_are_kerned() {
        let mut shaper = Shaper::default();
        let apart: f32 = ["A", "V"].iter().map(|it| shaper.width(it, Weight::Regular, false).unwrap()).sum();
        assert!(shaper.width("AV", Weight::Regular, false).unwrap() < apart);
    }

    #[test]
    fn what_has_no_shape_is_refused() {
        let result = Shaper::default().shape("a\u{1f600}", Weight::Bold, false);
        assert!(matches!(result, Err(DocumentError::CannotSet('\u{1f600}'))));
    }
}
