//! Which of the carried fonts sets which character: Atkinson Hyperlegible, Noto Sans for what it lacks, and a font for each
//! script beyond. The files are in `carried`; what is told in words because no font has it is in `legible`.

use harfrust::Font;
use unicode_bidi::{BidiClass, bidi_class};

pub use crate::sheet::carried::Face;
pub(crate) use crate::sheet::carried::{Family, Weight};

impl Face {
    /// A glyph without width or shape. Text from right to left is read out glyph by glyph, so that a glyph for several
    /// letters would be read with its letters turned round: it stands for the first, and this for each of the others. The
    /// fonts of such scripts have sixteen of them, so that most marks have their own and a word stays in one piece.
    pub(crate) fn carrier(self, font: &Font, c: char) -> Option<u16> {
        let blank = char::from_u32(0x2060 + u32::from(c) % 16)?;
        u16::try_from(font.charmap().map_unicode(blank)?.to_u32()).ok()
    }

    /// The glyph of a blank.
    pub(crate) fn blank(self) -> Option<u16> {
        u16::try_from(self.font()?.charmap().map_unicode(' ')?.to_u32()).ok()
    }

    fn covers(self, text: &str) -> bool {
        self.font().is_some_and(|font| {
            let letters = font.charmap();
            text.chars()
                .all(|c| is_blank(c) || is_unseen(c) || (!c.is_control() && letters.map_unicode(c).is_some()))
        })
    }
}

/// Whether one of the fonts has a shape for a character. Blanks and line ends need none.
pub fn has_shape(c: char) -> bool {
    let mut letter = [0; 4];
    face_for(c.encode_utf8(&mut letter), Weight::Regular, None).is_some()
}

/// Whether a character can stand on paper: as its shape, or told in words where no font has one. Only what is no text, such
/// as a control character, cannot.
pub fn can_set(c: char) -> bool {
    is_blank(c) || !c.is_control()
}

/// The characters that only make room. They are set as a plain space.
pub(crate) const fn is_blank(c: char) -> bool {
    matches!(c, ' ' | '\t'..='\r' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// Characters that are never seen, only steer what stands around them. Shaping gives them no room and no shape.
pub(crate) const fn is_unseen(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}')
        || matches!(c, '\u{2060}'..='\u{2064}' | '\u{2066}'..='\u{2069}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}')
}

/// Cuts a text where the font changes. A letter and the marks on it stay in one font, if one has them all.
///
/// # Errors
/// The first character that no font can set.
pub(crate) fn by_face(text: &str, weight: Weight) -> Result<Vec<(Face, &str)>, char> {
    let mut parts: Vec<(Face, usize)> = Vec::new();
    let mut of_script = None;
    let mut letters = text.char_indices().peekable();
    while let Some((start, _)) = letters.next() {
        while letters.next_if(|(_, c)| goes_with_the_letter_before(*c)).is_some() {}
        let end = letters.peek().map_or(text.len(), |(at, _)| *at);
        let letter = text.get(start..end).unwrap_or_default();
        match face_for(letter, weight, of_script) {
            Some(face) => parts.push((face, start)),
            None => {
                for (at, c) in letter.char_indices() {
                    let alone = letter.get(at..at + c.len_utf8()).unwrap_or_default();
                    parts.push((face_for(alone, weight, of_script).ok_or(c)?, start + at));
                }
            }
        }
        of_script = parts.last().map(|it| it.0).filter(|face| face.family.script().is_some()).or(of_script);
    }
    parts.dedup_by_key(|(face, _)| *face);
    let ends = parts.iter().skip(1).map(|(_, start)| *start).chain([text.len()]);
    let cut =
        |((face, start), end): (&(Face, usize), usize)| (*face, text.get(*start..end).unwrap_or_default());
    Ok(parts.iter().zip(ends).map(cut).collect())
}

/// The font for a letter and its marks. What scripts share, such as the danda, is set like the letter of a script before
/// it, and what is never seen does not tear a word whose letters join.
fn face_for(text: &str, weight: Weight, of_script: Option<Face>) -> Option<Face> {
    if of_script.is_some() && text.chars().all(is_unseen) {
        return of_script;
    }
    let face = |family| Face::new(family, weight);
    let own = text.chars().next().map(Family::of);
    let first = [Family::Text, Family::Spare].map(face).into_iter().chain(of_script);
    first.chain(own.into_iter().chain([Family::Signs]).map(face)).find(|face| face.covers(text))
}

fn goes_with_the_letter_before(c: char) -> bool {
    let joins = matches!(c, '\u{200c}' | '\u{200d}' | '\u{fe00}'..='\u{fe0f}');
    joins || is_mark(c)
}

/// Whether a character is a mark on the letter before it.
pub(crate) fn is_mark(c: char) -> bool {
    c >= '\u{300}' && bidi_class(c) == BidiClass::NSM
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_weights_of_every_font_have_the_same_letters() {
        for c in (' '..'\u{3100}').chain('\u{4e00}'..'\u{4f00}').chain('\u{a8e0}'..'\u{d7ff}') {
            let mut letter = [0; 4];
            let letter = &*c.encode_utf8(&mut letter);
            let [regular, bold] = [Weight::Regular, Weight::Bold]
                .map(|weight| face_for(letter, weight, None).map(|face| face.family));
            assert_eq!(regular, bold, "{c:?}");
        }
    }

    #[test]
    fn every_script_that_is_carried_has_a_font() {
        for c in "ẹسաঅसአაકਪ漢さ한שಕកກമကଓකதతก☐→❤".chars() {
            assert!(has_shape(c), "{c}");
        }
    }

    #[test]
    fn the_languages_of_our_families_can_be_set_and_boxes_cannot() {
        let text = "Łucja Źródło-Święch’s “ŵ ŷ â” naïve Nguyễn Ştefan İpek Αθηνά Київ – £5 № 3/4 ½ é\u{301}\n\t\u{a0}\u{200b}\u{200f}\u{feff}";
        for c in text.chars() {
            assert!(has_shape(c), "{c:?} {:x}", u32::from(c));
        }
        for c in ['\u{1f600}', 'ཀ', '\u{e000}', '\u{0}', '\u{7}'] {
            assert!(!has_shape(c), "{c:?}");
        }
        assert!(can_set('\u{1f600}') && !can_set('\u{0}') && !can_set('\u{7}'));
    }

    #[test]
    fn a_letter_and_its_mark_stay_in_one_font() {
        let parts = by_face("ab Київ c\u{323}x", Weight::Regular).unwrap();
        let joined: String = parts.iter().map(|(_, text)| *text).collect();
        assert_eq!(joined, "ab Київ c\u{323}x");
        assert!(parts.iter().all(|(_, text)| !text.starts_with('\u{323}')), "{parts:?}");
        assert_eq!(by_face("aཀb", Weight::Bold), Err('ཀ'));
    }

    #[test]
    fn all_letters_of_arabic_urdu_nepali_and_panjabi_can_be_set() {
        let arabic = "ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهوىيپچژ ًٌٍَُِّْٰٓٔٱـ،؛؟٪٫٬٠١٢٣٤٥٦٧٨٩";
        let urdu = "ٹڈڑںےہھگکیۓۂۃئ۔۰۱۲۳۴۵۶۷۸۹؀ؔﷺ";
        let nepali = "अआइईउऊऋएऐओऔकखगघङचछजझञटठडढणतथदधनपफबभमयरलवशषसहािीुूृेैोौंःँ़्ऽॐ।॥०१२३४५६७८९";
        let panjabi = "ਅਆਇਈਉਊਏਐਓਔਕਖਗਘਙਚਛਜਝਞਟਠਡਢਣਤਥਦਧਨਪਫਬਭਮਯਰਲਵੜਸਹਖ਼ਗ਼ਜ਼ਫ਼ਲ਼ਸ਼ਾਿੀੁੂੇੈੋੌ੍ੰੱਂਃ਼ੴ੦੧੨੩੪੫੬੭੮੯";
        for c in [arabic, urdu, nepali, panjabi, "\u{200c}\u{200d}\u{200e}"].concat().chars() {
            assert!(has_shape(c), "{c:?} {:x}", u32::from(c));
        }
    }

    fn families(text: &str) -> Vec<(Family, &str)> {
        by_face(text, Weight::Bold).unwrap().into_iter().map(|(face, part)| (face.family, part)).collect()
    }

    #[test]
    fn a_word_is_not_torn_by_what_its_script_shares_with_others() {
        for (family, word) in [
            (Family::Arabic, "بِتٌّ،"),
            (Family::Arabic, "می\u{200c}خواہم؟"),
            (Family::Arabic, "با\u{200f}ب۔"),
            (Family::Devanagari, "गर्नुहोस्।"),
            (Family::Devanagari, "क्\u{200d}ष"),
            (Family::Gurmukhi, "ਪ੍ਰੀਤ।"),
        ] {
            assert_eq!(families(word), [(family, word)]);
        }
    }

    #[test]
    fn what_a_script_s_font_lacks_comes_from_the_text_s() {
        assert_eq!(
            families("(سارہ) 12"),
            [(Family::Text, "("), (Family::Arabic, "سارہ"), (Family::Text, ") 12")]
        );
        assert_eq!(families("Ẁम"), [(Family::Spare, "Ẁ"), (Family::Devanagari, "म")]);
    }

    #[test]
    fn a_mark_that_no_font_has_with_its_letter_is_set_beside_it() {
        assert_eq!(
            families("a\u{64e}b"),
            [(Family::Text, "a"), (Family::Arabic, "\u{64e}"), (Family::Text, "b")]
        );
        assert_eq!(by_face("a\u{f72}", Weight::Bold), Err('\u{f72}'));
    }
}
