//! Which passphrases somebody who guesses would try early: those with little in them beside what goes on by itself or was said
//! before.

use std::collections::BTreeSet;

/// Fewest kinds of characters.
const KINDS: usize = 7;
/// Fewest characters that those before them do not tell.
const NEW: usize = 9;
/// So many that go on or come again are no accident.
const PIECE: usize = 3;
/// No more of it is looked at.
const LOOKED_AT: usize = 64;
/// Signs that are put between words or behind them.
const SIGNS: &str = "-_.,'!?";
/// Along these a finger goes by itself: the alphabet, the digits, rows and columns of English, German and French keyboards.
const ROWS: &str = "abcdefghijklmnopqrstuvwxyz 01234567890 qwertyuiop asdfghjkl zxcvbnm qwertzuiop yxcvbnm \
     azertyuiop qsdfghjklm wxcvbn 1qaz 2wsx 3edc 4rfv 5tgb 6yhn 7ujm";

/// Whether it has few kinds of characters, or few that are new: also read backwards, or two of them said in turn.
pub(super) fn is_easy(typed: &str) -> bool {
    let said = said(typed);
    let kinds = said.iter().collect::<BTreeSet<_>>().len();
    let in_turn = said.iter().step_by(2).chain(said.iter().skip(1).step_by(2));
    let in_turn: Vec<char> = in_turn.copied().collect();
    kinds < KINDS || said.iter().eq(said.iter().rev()) || is_foretold(&said) || is_foretold(&in_turn)
}

/// What is said, without the signs between and the digits around it.
fn said(typed: &str) -> Vec<char> {
    let small = typed.chars().flat_map(char::to_lowercase);
    let said = small.filter(|c| !c.is_whitespace() && !SIGNS.contains(*c));
    let said: Vec<char> = said.take(LOOKED_AT).collect();
    let is_no_digit = |c: &char| !c.is_numeric();
    match (said.iter().position(is_no_digit), said.iter().rposition(is_no_digit)) {
        (Some(first), Some(last)) => said.into_iter().take(last + 1).skip(first).collect(),
        (None, _) | (_, None) => said,
    }
}

fn is_foretold(said: &[char]) -> bool {
    let new = new_characters(said);
    new < NEW || new * 3 <= said.len() * 2
}

/// Of a piece that was said before none is new, of one along a row its first and its direction.
fn new_characters(said: &[char]) -> usize {
    let (mut new, mut at) = (0, 0);
    while let Some((before, rest)) = said.split_at_checked(at).filter(|(_, rest)| !rest.is_empty()) {
        let (again, along) = (said_before(before, rest), goes_along(rest));
        let (length, of_them) = if again >= PIECE && again + 2 >= along {
            (again, 0)
        } else if along >= PIECE {
            (along, 2)
        } else {
            (1, 1)
        };
        at += length;
        new += of_them;
    }
    new
}

/// How much of the rest stands in what was before it.
fn said_before(before: &[char], rest: &[char]) -> usize {
    let stands_there = |length: &usize| {
        rest.get(..*length).is_some_and(|piece| before.windows(*length).any(|earlier| earlier == piece))
    };
    (1..=rest.len()).take_while(stands_there).count()
}

/// How much of the rest goes along a row, forwards or backwards, or is one character again and again.
fn goes_along(rest: &[char]) -> usize {
    let is_on_a_row = |length: &usize| {
        let piece: String = rest.iter().take(*length).collect();
        let backwards: String = piece.chars().rev().collect();
        ROWS.contains(&piece) || ROWS.contains(&backwards)
    };
    let same = rest.iter().take_while(|it| Some(*it) == rest.first()).count();
    same.max((1..=rest.len()).take_while(is_on_a_row).count())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_goes_on_by_itself_or_comes_again_is_no_passphrase() {
        for typed in [
            "aaaabbbbcccc",
            "abcdefghijkl",
            "abcd efgh ijkl",
            "zyxwvutsrqpo",
            "qwertyuiop12",
            "Qwertzuiop!!",
            "qwertyasdfgh",
            "qwerasdfzxcv",
            "qweasdzxc123",
            "1qaz2wsx3edc4rfv",
            "q1w2e3r4t5y6",
            "a1b2c3d4e5f6",
            "aabbccddeeffgg",
            "abc123def456ghi789",
            "passwordpassword",
            "passwordpassword1",
            "PasswordPASSWORD",
            "pass word-pass word",
            "drowssappassword",
            "password1234",
            "2024 password!",
            "monkeymonkey",
            "lovelovelovelove",
            "123456789012",
        ] {
            assert!(is_easy(typed), "{typed}");
        }
    }

    #[test]
    fn a_few_words_are_one() {
        for typed in [
            "three brown cows",
            "żółte słonie",
            "a heron on the weir",
            "four green hills",
            "another one altogether",
            "the cat and the dog",
            "my tea is cold",
            "big old tree",
            "Грачи прилетели",
            "x7k2m9q4z8p1",
            "k$9!x@#Lq2%&",
            "482915370264",
        ] {
            assert!(!is_easy(typed), "{typed}");
        }
    }

    #[test]
    fn one_of_any_length_is_looked_at_in_no_time() {
        assert!(is_easy(&"a".repeat(1_000_000)));
        let begins =
            "three brown cows sit on a warm hill beside an old mill, waiting for rain to stop falling ";
        assert!(!is_easy(&(begins.to_owned() + &"a".repeat(1_000_000))), "only its beginning");
    }
}
