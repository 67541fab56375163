//! What is drawn in long tests, and how long they are, as the surroundings say it.

/// What `cargo xtask soak` and proptest call the number that everything drawn follows from.
pub(crate) const SEED: &str = "PROPTEST_RNG_SEED";

/// The seed that is set, or this one.
pub(crate) fn first_seed(otherwise: u64) -> u64 {
    number(SEED, otherwise)
}

/// A number that is set, or this one.
pub(crate) fn number(name: &str, otherwise: u64) -> u64 {
    std::env::var(name).map_or(otherwise, |number| number.parse().unwrap())
}
