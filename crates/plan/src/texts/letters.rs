//! Letters one by one: digits of every script, apostrophes of every keyboard, and what is there and cannot be seen.

/// The zero of each script whose digits people type, in the order of Unicode; 1 to 9 follow each.
const ZEROS: [char; 21] = [
    '0', '٠', '۰', '߀', '०', '০', '੦', '૦', '୦', '௦', '౦', '೦', '൦', '෦', '๐', '໐', '༠', '၀', '០', '᠐', '０',
];

/// The value of a digit of any script.
pub(crate) fn digit(c: char) -> Option<u32> {
    ZEROS.iter().find_map(|zero| (c as u32).checked_sub(*zero as u32).filter(|value| *value < 10))
}

/// Whether it is an apostrophe, or what keyboards give for one.
pub(crate) const fn is_apostrophe(c: char) -> bool {
    c == '\'' || c == '’' || is_odd_apostrophe(c)
}

/// What stands for an apostrophe where a keyboard has none or another one: accents by themselves, primes, turned, wide and
/// letter apostrophes.
pub(crate) const fn is_odd_apostrophe(c: char) -> bool {
    matches!(c, '`' | '´' | '‘' | '‛' | '′' | '‵' | 'ʹ' | 'ʼ' | 'ˈ' | '＇' | '｀')
}

/// Whether it takes no room and has no shape: soft hyphens, zero-width spaces, marks of direction and the two joiners.
pub(crate) const fn is_unseen(c: char) -> bool {
    is_joiner(c)
        || matches!(c,
            '\u{ad}' | '\u{34f}' | '\u{115f}' | '\u{1160}' | '\u{61c}' | '\u{180e}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{2064}' | '\u{2066}'..='\u{206f}' | '\u{3164}' | '\u{feff}' | '\u{ffa0}' | '\u{fff9}'..='\u{fffb}'
            | '\u{e0001}')
}

/// The joiner and non-joiner, which some scripts and pictures are written with.
pub(crate) const fn is_joiner(c: char) -> bool {
    matches!(c, '\u{200c}' | '\u{200d}')
}
