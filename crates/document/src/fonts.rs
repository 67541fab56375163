//! The fonts that are carried, and which of them sets which character: Atkinson Hyperlegible, and Noto Sans for what it
//! lacks. Nothing is taken from the machine, so the same agreement gives the same paper everywhere.

use std::sync::LazyLock;

use harfrust::Font;
use unicode_bidi::{BidiClass, bidi_class};

/// How heavy the letters are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Weight {
    /// For reading.
    Regular,
    /// For headings and goals.
    Bold,
}

/// One font file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Face {
    /// Atkinson Hyperlegible Regular.
    TextRegular,
    /// Atkinson Hyperlegible Bold.
    TextBold,
    /// Noto Sans Regular.
    SpareRegular,
    /// Noto Sans Bold.
    SpareBold,
}

static FONTS: LazyLock<[Option<Font>; 4]> = LazyLock::new(|| {
    let faces = [Face::TextRegular, Face::TextBold, Face::SpareRegular, Face::SpareBold];
    faces.map(|face| Font::new(face.bytes(), 0))
});

impl Face {
    /// The file itself.
    pub(crate) const fn bytes(self) -> &'static [u8] {
        match self {
            Self::TextRegular => include_bytes!("../../../assets/fonts/AtkinsonHyperlegible-Regular.ttf"),
            Self::TextBold => include_bytes!("../../../assets/fonts/AtkinsonHyperlegible-Bold.ttf"),
            Self::SpareRegular => include_bytes!("../../../assets/fonts/NotoSans-Regular.ttf"),
            Self::SpareBold => include_bytes!("../../../assets/fonts/NotoSans-Bold.ttf"),
        }
    }

    /// What it is called inside the PDF.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::TextRegular => "AtkinsonHyperlegible-Regular",
            Self::TextBold => "AtkinsonHyperlegible-Bold",
            Self::SpareRegular => "NotoSans-Regular",
            Self::SpareBold => "NotoSans-Bold",
        }
    }

    /// The font, ready for shaping; a test reads all four.
    pub(crate) fn font(self) -> Option<&'static Font> {
        let [text_regular, text_bold, spare_regular, spare_bold] = &*FONTS;
        match self {
            Self::TextRegular => text_regular.as_ref(),
            Self::TextBold => text_bold.as_ref(),
            Self::SpareRegular => spare_regular.as_ref(),
            Self::SpareBold => spare_bold.as_ref(),
        }
    }

    const fn of_weight(weight: Weight) -> [Self; 2] {
        match weight {
            Weight::Regular => [Self::TextRegular, Self::SpareRegular],
            Weight::Bold => [Self::TextBold, Self::SpareBold],
        }
    }

    fn covers(self, text: &str) -> bool {
        self.font().is_some_and(|font| {
            let letters = font.charmap();
            text.chars()
                .all(|c| is_blank(c) || is_unseen(c) || (!c.is_control() && letters.map_unicode(c).is_some()))
        })
    }
}

/// Whether one of the fonts has a shape for a character, in both weights. Blanks and line ends need none.
pub fn can_set(c: char) -> bool {
    let mut letter = [0; 4];
    let letter = &*c.encode_utf8(&mut letter);
    [Weight::Regular, Weight::Bold].into_iter().all(|weight| face_for(letter, weight).is_some())
}

/// The characters that only make room. They are set as a plain space.
pub(crate) const fn is_blank(c: char) -> bool {
    matches!(c, ' ' | '\t'..='\r' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// Characters that are never seen, only steer what stands around them. Shaping gives them no room and no shape.
const fn is_unseen(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}')
        || matches!(c, '\u{2060}'..='\u{2064}' | '\u{2066}'..='\u{2069}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}')
}

/// Cuts a text where the font changes. A letter and the marks on it stay in one font.
///
/// # Errors
/// The first character that no font can set.
pub(crate) fn by_face(text: &str, weight: Weight) -> Result<Vec<(Face, &str)>, char> {
    let mut parts: Vec<(Face, usize)> = Vec::new();
    let mut letters = text.char_indices().peekable();
    while let Some((start, first)) = letters.next() {
        while letters.next_if(|(_, c)| goes_with_the_letter_before(*c)).is_some() {}
        let end = letters.peek().map_or(text.len(), |(at, _)| *at);
        let face = face_for(text.get(start..end).unwrap_or_default(), weight).ok_or(first)?;
        if parts.last().is_none_or(|(last, _)| *last != face) {
            parts.push((face, start));
        }
    }
    let ends = parts.iter().skip(1).map(|(_, start)| *start).chain([text.len()]);
    let cut =
        |((face, start), end): (&(Face, usize), usize)| (*face, text.get(*start..end).unwrap_or_default());
    Ok(parts.iter().zip(ends).map(cut).collect())
}

fn face_for(text: &str, weight: Weight) -> Option<Face> {
    Face::of_weight(weight).into_iter().find(|face| face.covers(text))
}

fn goes_with_the_letter_before(c: char) -> bool {
    let joins = matches!(c, '\u{200c}' | '\u{200d}' | '\u{fe00}'..='\u{fe0f}');
    joins || bidi_class(c) == BidiClass::NSM
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_font_can_be_read() {
        for face in [Face::TextRegular, Face::TextBold, Face::SpareRegular, Face::SpareBold] {
            assert!(face.font().is_some(), "{face:?}");
        }
    }

    #[test]
    fn the_languages_of_our_families_can_be_set_and_boxes_cannot() {
        let text = "Łucja Źródło-Święch’s “ŵ ŷ â” naïve Nguyễn Ştefan İpek Αθηνά Київ – £5 № 3/4 ½ é\u{301}\n\t\u{a0}\u{200b}\u{200f}\u{feff}";
        for c in text.chars() {
            assert!(can_set(c), "{c:?} {:x}", u32::from(c));
        }
        for c in ['\u{1f600}', '漢', 'ع', '\u{e000}', '\u{0}', '\u{7}'] {
            assert!(!can_set(c), "{c:?}");
        }
    }

    #[test]
    fn a_letter_and_its_mark_stay_in_one_font() {
        let parts = by_face("ab Київ c\u{323}x", Weight::Regular).unwrap();
        let joined: String = parts.iter().map(|(_, text)| *text).collect();
        assert_eq!(joined, "ab Київ c\u{323}x");
        assert!(parts.iter().all(|(_, text)| !text.starts_with('\u{323}')), "{parts:?}");
        assert_eq!(by_face("a漢b", Weight::Bold), Err('漢'));
    }
}
