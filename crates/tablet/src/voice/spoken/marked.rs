//! A written word without the marks around it, and the marks.

/// A word in its marks.
pub(super) struct Marked<'a> {
    pub(super) before: &'a str,
    pub(super) core: &'a str,
    pub(super) after: &'a str,
}

impl<'a> Marked<'a> {
    pub(super) fn of(word: &'a str) -> Self {
        let inner = word.trim_start_matches(['(', '“', '‘', '"', '\'']);
        let before = word.strip_suffix(inner).unwrap_or_default();
        let core = inner.trim_end_matches(['.', ',', ';', ':', '!', '?', ')', '”', '’', '"', '\'', '…']);
        let after = inner.strip_prefix(core).unwrap_or_default();
        Self { before, core, after }
    }

    /// Whether the next word goes on without a mark between.
    pub(super) const fn goes_on(&self) -> bool {
        self.after.is_empty()
    }

    /// A short form's full stop is a part of it, so it is not said as the end of a sentence where words follow.
    pub(super) fn after_short_form(&self, is_last: bool) -> &'a str {
        if is_last { self.after } else { self.after.strip_prefix('.').unwrap_or(self.after) }
    }
}

/// Signs one by one, with a pause between groups.
pub(super) fn in_groups<S: AsRef<str>>(groups: &[S]) -> String {
    let signs = |group: &S| group.as_ref().chars().map(String::from).collect::<Vec<_>>().join(" ");
    groups.iter().map(signs).collect::<Vec<_>>().join(", ")
}
