//! Telephone numbers in every spelling: spaces, dots, brackets, +44 or 0044 or neither, O for 0, digits in words.

use super::spelling::Piece;

/// So many last digits are the number itself; what stands before them is how it is reached from where.
const TELLING: usize = 9;

/// The most digits one number has, with its country (ITU-T E.164). More of them are several numbers.
const LONGEST: usize = 15;

/// The fewest digits that are a number at all: one within a town.
const FEWEST: usize = 6;

/// The widest gap within a number, in characters: `" (0) "`.
const WIDEST: usize = 4;

/// A number that is withheld.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Number(String);

impl Number {
    /// Whether a run of digits is this number: written in full anywhere in it, or all of it is the end of the number.
    fn is_in(&self, run: &str) -> bool {
        let Self(digits) = self;
        let tail = digits.len().checked_sub(TELLING).and_then(|start| digits.get(start..));
        match tail {
            Some(tail) => run.contains(tail) || run.len() >= FEWEST && tail.ends_with(run),
            None => run.ends_with(digits.as_str()),
        }
    }

    /// Whether it stands anywhere in a text.
    pub(super) fn stands_in(&self, pieces: &[Piece]) -> bool {
        runs(pieces)
            .iter()
            .any(|run| self.is_in(&run.iter().map(|group| group.digits.as_str()).collect::<String>()))
    }
}

/// The numbers in a field: each by itself, whatever stands between them or is noted beside them.
pub(super) fn numbers(field: &[Piece]) -> Vec<Number> {
    let mut numbers = Vec::new();
    for run in runs(field) {
        let whole: String = run.iter().map(|group| group.digits.as_str()).collect();
        if whole.len() <= LONGEST {
            numbers.push(whole);
            continue;
        }
        let mut now = String::new();
        for group in run {
            let begins = group.begins || group.digits.starts_with('0');
            if begins && now.len() >= TELLING || now.len() > TELLING {
                numbers.push(std::mem::take(&mut now));
            }
            now += &group.digits;
        }
        numbers.push(now);
    }
    numbers.into_iter().filter(|digits| digits.len() >= FEWEST).map(Number).collect()
}

/// Digits that stand together.
#[derive(Debug)]
struct Group {
    digits: String,
    /// Whether what stands before it parts two numbers: a plus, a slash, a comma, a new line.
    begins: bool,
}

/// Groups of digits with nothing but signs between them.
fn runs(pieces: &[Piece]) -> Vec<Vec<Group>> {
    let mut runs: Vec<Vec<Group>> = Vec::new();
    let mut times = 1;
    let mut is_open = false;
    for (at, piece) in pieces.iter().enumerate() {
        times = match piece.text.as_str() {
            "double" => 2,
            "treble" | "triple" => 3,
            _ => {
                let beside = piece.is_joined() || pieces.get(at + 1).is_some_and(Piece::is_joined);
                let Some(digits) = digits(&piece.text, beside) else {
                    (is_open, times) = (false, 1);
                    continue;
                };
                let group = Group {
                    digits: digits.repeat(times),
                    begins: piece.gap.contains(['+', '/', ',', ';', '\n', '|', '&']),
                };
                let near = piece.gap.chars().count() <= WIDEST;
                match runs.last_mut() {
                    Some(run) if is_open && near => run.push(group),
                    _ => runs.push(vec![group]),
                }
                is_open = true;
                1
            }
        };
    }
    runs
}

/// The digits of a piece: its own, or the letters that look like them where digits stand beside.
fn digits(piece: &str, beside: bool) -> Option<String> {
    let is_zero = piece.len() <= 3 && piece.chars().all(|c| c == 'o');
    let looks = |c: char| match c {
        'o' => Some('0'),
        'i' | 'l' => Some('1'),
        digit => digit.is_ascii_digit().then_some(digit),
    };
    let all: Option<String> = piece.chars().map(looks).collect();
    all.filter(|_| beside || is_zero || piece.starts_with(|c: char| c.is_ascii_digit()))
}
