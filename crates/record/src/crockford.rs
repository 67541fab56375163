//! Bytes as letters that people read aloud and type: Crockford's base 32, in groups of four.
//!
//! It has no I, L, O or U. Typed O is read as 0, I and L as 1; case, dashes and spaces do not matter.

const SYMBOLS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const GROUP: usize = 4;

/// The letters for these bytes, with a dash after every fourth. The last letter's unused bits are zero.
pub(crate) fn encode(bytes: &[u8]) -> String {
    let bit = |at: usize| bytes.get(at / 8).map_or(0, |byte| usize::from(byte >> (7 - at % 8) & 1));
    let mut text = String::new();
    for symbol in 0..(bytes.len() * 8).div_ceil(5) {
        if symbol > 0 && symbol % GROUP == 0 {
            text.push('-');
        }
        let value = (0..5).fold(0, |value, at| value << 1 | bit(symbol * 5 + at));
        text.push(SYMBOLS.get(value).map_or('0', |letter| char::from(*letter)));
    }
    text
}

/// The `N` bytes that the letters stand for; `None` if a letter is not one of ours or there are too many or too few.
pub(crate) fn decode<const N: usize>(text: &str) -> Option<[u8; N]> {
    let values: Option<Vec<u8>> = text.chars().filter(|letter| !is_filler(*letter)).map(value).collect();
    let values = values?;
    if values.len() != (N * 8).div_ceil(5) {
        return None;
    }
    let mut bytes = Vec::with_capacity(N);
    let (mut held, mut held_bits) = (0u16, 0u32);
    for value in values {
        held = held << 5 | u16::from(value);
        held_bits += 5;
        if held_bits >= 8 {
            held_bits -= 8;
            bytes.push(u8::try_from(held >> held_bits).ok()?);
            held &= (1 << held_bits) - 1;
        }
    }
    if held != 0 {
        return None;
    }
    bytes.try_into().ok()
}

fn is_filler(letter: char) -> bool {
    letter == '-' || letter.is_whitespace()
}

fn value(letter: char) -> Option<u8> {
    let meant = match letter.to_ascii_uppercase() {
        'O' => '0',
        'I' | 'L' => '1',
        other => other,
    };
    SYMBOLS.iter().position(|symbol| char::from(*symbol) == meant).and_then(|at| u8::try_from(at).ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_and_bytes() {
        assert_eq!(encode(&[0xff; 10]), "ZZZZ-ZZZZ-ZZZZ-ZZZZ");
        assert_eq!(encode(&[0; 16]), "0000-0000-0000-0000-0000-0000-00");
        assert_eq!(decode::<10>("0000-0000-0000-0001"), Some([0, 0, 0, 0, 0, 0, 0, 0, 0, 1]));
        assert_eq!(decode::<10>("oooo OOOO 0000 000l"), decode::<10>("0000-0000-0000-0001"));
    }

    #[test]
    fn what_is_not_a_value_is_refused() {
        for text in ["", "0000", "0000-0000-0000-00000", "0000-0000-0000-000U", "0000-0000-0000-000é"] {
            assert_eq!(decode::<10>(text), None, "{text}");
        }
        assert_eq!(decode::<16>("0000-0000-0000-0000-0000-0000-01"), None, "bits beyond the last byte");
    }
}
