//! The fonts as they go into the PDF: cut down to the glyphs that are used. A glyph that stands for two different
//! characters (a space and a space that does not break, say) goes in twice, in two cuts of its font, so that every
//! character can be copied out as it was written.

use std::collections::BTreeMap;

use sha2::{Digest, Sha256};
use subsetter::GlyphRemapper;

use crate::error::DocumentError;
use crate::sheet::fonts::Face;
use crate::sheet::list::{Draw, Sheets};
use crate::sheet::shape::Glyph;

/// All cuts of all fonts.
pub(crate) struct Cuts {
    cuts: BTreeMap<(Face, usize), Cut>,
}

/// One cut of a font.
#[derive(Default)]
pub(crate) struct Cut {
    glyphs: GlyphRemapper,
    /// What each glyph stands for in this cut.
    reads: BTreeMap<u16, String>,
}

/// Where a glyph is found.
pub(crate) struct Found<'a> {
    /// The place of its cut among all cuts.
    pub(crate) font: usize,
    /// Its number there.
    pub(crate) id: u16,
    /// What it stands for there.
    pub(crate) reads: &'a str,
}

impl Cuts {
    /// The cuts that set all letters of a paper.
    pub(crate) fn for_sheets(sheets: &Sheets) -> Self {
        let mut cuts = Self { cuts: BTreeMap::new() };
        for item in sheets.pages.iter().flatten() {
            if let Draw::Letters { run, .. } = &item.draw {
                run.glyphs.iter().for_each(|glyph| cuts.add(run.face, glyph));
            }
        }
        cuts
    }

    fn add(&mut self, face: Face, glyph: &Glyph) {
        let taken = |cut: &Cut| cut.reads.get(&glyph.id).is_some_and(|text| *text != glyph.text);
        let number =
            (0..).find(|number| !self.cuts.get(&(face, *number)).is_some_and(taken)).unwrap_or_default();
        let cut = self.cuts.entry((face, number)).or_default();
        cut.glyphs.remap(glyph.id);
        cut.reads.entry(glyph.id).or_insert_with(|| glyph.text.clone());
    }

    /// The cut that sets a glyph.
    pub(crate) fn find(&self, face: Face, glyph: &Glyph) -> Option<Found<'_>> {
        let of_face = self.cuts.iter().enumerate().filter(|(_, ((it, _), _))| *it == face);
        let mut fitting = of_face.filter_map(|(font, (_, cut))| Some((font, cut, cut.reads.get(&glyph.id)?)));
        let (font, cut, reads) = fitting.find(|(.., reads)| **reads == glyph.text)?;
        Some(Found { font, id: cut.glyphs.get(glyph.id)?, reads })
    }

    /// The name and the file of every cut, in order.
    pub(crate) fn files(&self) -> impl Iterator<Item = Result<(String, Vec<u8>), DocumentError>> {
        self.cuts.iter().map(|((face, _), cut)| {
            let file = subsetter::subset(face.bytes(), 0, &cut.glyphs).map_err(|_| DocumentError::PdfFont)?;
            Ok((format!("{}+{}", tag(&file), face.name()), file))
        })
    }
}

/// Six letters that say: this is a cut, and which.
fn tag(file: &[u8]) -> String {
    Sha256::digest(file).iter().take(6).map(|byte| char::from(b'A' + byte % 26)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sheet::fonts::{Family, Weight};

    fn face(weight: Weight) -> Face {
        Face { family: Family::Text, weight }
    }

    #[test]
    fn a_glyph_that_stands_for_two_characters_goes_in_twice() {
        let glyph = |id, text: &str| Glyph { id, x: 0.0, rise: 0.0, text: text.into() };
        let (space, held, letter) = (glyph(3, " "), glyph(3, "\u{a0}"), glyph(7, "a"));
        let mut cuts = Cuts { cuts: BTreeMap::new() };
        let (regular, bold) = (face(Weight::Regular), face(Weight::Bold));
        for one in [&space, &letter, &held, &space, &held] {
            cuts.add(regular, one);
        }
        let found = |face, glyph| cuts.find(face, glyph).map(|it| (it.font, it.id, it.reads));
        assert_eq!(found(regular, &space), Some((0, 1, " ")));
        assert_eq!(found(regular, &letter), Some((0, 2, "a")));
        assert_eq!(found(regular, &held), Some((1, 1, "\u{a0}")));
        assert_eq!(found(bold, &space), None);
        assert_eq!(cuts.files().count(), 2);
    }
}
