//! Colours on white paper.

/// Red, green and blue, each from 0 to 255.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Colour(pub [u8; 3]);

impl Colour {
    /// The words.
    pub(crate) const INK: Self = Self([0x1b, 0x1f, 0x24]);
    /// Words said more quietly; still more than 7 to 1 on white.
    pub(crate) const SOFT: Self = Self([0x4a, 0x52, 0x5b]);
    /// Thin rules that only divide.
    pub(crate) const LINE: Self = Self([0xc9, 0xc3, 0xb8]);
    /// The edge of a place to sign.
    pub(crate) const EDGE: Self = Self([0x6f, 0x67, 0x59]);

    /// Reads `#0b4f5c`.
    pub(crate) fn read(text: &str) -> Option<Self> {
        let digits = text.strip_prefix('#').filter(|it| it.len() == 6 && it.is_ascii())?;
        let part = |at: usize| u8::from_str_radix(digits.get(at..at + 2)?, 16).ok();
        Some(Self([part(0)?, part(2)?, part(4)?]))
    }

    /// This colour for words, or the ink where it would be too pale to read.
    pub(crate) fn for_words(self) -> Self {
        // Contrast with white is 1.05 / (luminance + 0.05); squares stand in for the exact curve of sRGB.
        let [red, green, blue] = self.0.map(|it| (f32::from(it) / 255.0) * (f32::from(it) / 255.0));
        let luminance = 0.2126 * red + 0.7152 * green + 0.0722 * blue;
        if luminance < 0.17 { self } else { Self::INK }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_are_read_and_pale_ones_are_not_used_for_words() {
        assert_eq!(Colour::read("#0b4f5c"), Some(Colour([0x0b, 0x4f, 0x5c])));
        for wrong in ["", "0b4f5c", "#0b4f5", "#0b4f5g", "#ééé"] {
            assert_eq!(Colour::read(wrong), None, "{wrong}");
        }
        assert_eq!(Colour([0xff, 0xd5, 0x4a]).for_words(), Colour::INK);
        assert_eq!(Colour([0x0b, 0x4f, 0x5c]).for_words(), Colour([0x0b, 0x4f, 0x5c]));
    }
}
