//! The number that everything drawn in a test follows from: `cargo xtask soak` gives it, or it is another one each time. And what a
//! test tells of itself.

#![expect(clippy::print_stdout, reason = "what a test says is kept by those who run it")]

use faults::Dice;
use tablet::{Environment, System};

/// What `cargo xtask soak` and proptest call it.
const NAME: &str = "PROPTEST_RNG_SEED";

/// Dice with a seed that is printed, so that whoever reads of a failure can have the same again.
pub(crate) fn dice() -> Dice {
    let drawn = || {
        let mut bytes = [0; 4];
        System::new().random(&mut bytes).unwrap();
        u64::from(u32::from_le_bytes(bytes))
    };
    let seed = std::env::var(NAME).map_or_else(|_| drawn(), |seed| seed.parse().unwrap());
    println!("seed {seed}; the same again with {NAME}={seed}");
    Dice::new(seed)
}

/// How often a long test does its thing: as often as this variable says, or as usual.
pub(crate) fn times(variable: &str, usual: usize) -> usize {
    std::env::var(variable).map_or(usual, |times| times.parse().unwrap())
}

/// Tells what was done how often, as a row for `cargo xtask soak`.
pub(crate) fn tell(what: &str, count: impl std::fmt::Display) {
    println!("soak\t{what}\t{count}");
}
