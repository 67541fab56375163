//! Reads a file of labelled wordings (`tests/data/smart/README.md`), for the tests that score them and for the model's
//! training, which learns from them. What a label means is not known here.

/// A wording, and what whoever wrote it says of it.
pub(crate) struct Wording<'a> {
    /// What it says.
    pub(crate) text: &'a str,
    /// The guards it must raise, with commas between; none for an innocent one.
    pub(crate) wanted: &'a str,
    /// Everybody's names, with commas between.
    pub(crate) people: &'a str,
    /// The names of those who harm.
    pub(crate) harm_by: &'a str,
    /// The children's names.
    pub(crate) children: &'a str,
    /// The words alone tell nothing where nobody is named as the source of harm.
    pub(crate) only_named: bool,
}

/// The wordings of a file, the heading left out.
pub(crate) fn wordings(file: &str) -> impl Iterator<Item = Wording<'_>> {
    lines(file).skip(1).map(|line| {
        let fields: Vec<&str> = line.split('\t').collect();
        // `people "…" harm by "…" children "…"`, the later ones only where they are said.
        let setting: Vec<&str> = fields.get(3).map_or("", |it| it).split('"').skip(1).step_by(2).collect();
        let said = |at: usize, usual| setting.get(at).copied().unwrap_or(usual);
        Wording {
            text: fields[2],
            wanted: fields[1],
            people: said(0, "Kelly Marsh, Dean O'Rourke"),
            harm_by: said(1, if setting.is_empty() { "Dean O'Rourke" } else { "" }),
            children: said(2, "Tia, Ben"),
            only_named: fields.get(4) == Some(&"0"),
        }
    })
}

/// What stands at the top of a file behind a key: `# key: …`.
pub(crate) fn said_at_the_top<'a>(file: &'a str, key: &str) -> &'a str {
    let after = |line: &'a str| line.strip_prefix("# ")?.strip_prefix(key)?.strip_prefix(':');
    file.lines().find_map(after).unwrap_or_default()
}

/// The lines of a file, its notes left out.
pub(crate) fn lines(file: &str) -> impl Iterator<Item = &str> {
    file.lines().filter(|line| !line.is_empty() && !line.starts_with('#'))
}

/// The names of a list.
pub(crate) fn list(names: &str) -> Vec<String> {
    names.split(',').map(|it| it.trim().trim_matches('"').to_owned()).filter(|it| !it.is_empty()).collect()
}
