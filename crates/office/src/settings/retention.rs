//! How long cases are kept. It is the council's to say, so there is no usual time.

/// How long cases are kept: until both have passed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Retention {
    /// Years after the last record came.
    pub years: Option<u32>,
    /// The age of the youngest child, in years. A child whose birth nobody recorded counts as born on the day the last record came.
    pub until_age: Option<u32>,
}
