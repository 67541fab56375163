//! One sentence of a language file as it is written there, and what it is worth today. `plan` decides the same for a
//! visit from the same file; the rules are few, and a test compares the two.

use std::collections::BTreeSet;

use chrono::NaiveDate;

/// One sentence: the lines of its entry, those that are not there left empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Entry {
    pub(super) key: String,
    pub(super) english: String,
    pub(super) english_before: Option<String>,
    pub(super) translation: String,
    pub(super) status: Status,
    pub(super) translated: Option<Done>,
    pub(super) checked: Option<Done>,
    pub(super) valid_until: Option<NaiveDate>,
}

/// Work that somebody did on a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Done {
    pub(super) by: String,
    pub(super) on: NaiveDate,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Status {
    Draft,
    Translated,
    Checked,
    Expired,
}

impl Status {
    pub(super) const ALL: [Self; 4] = [Self::Draft, Self::Translated, Self::Checked, Self::Expired];

    pub(super) const fn word(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Translated => "translated",
            Self::Checked => "checked",
            Self::Expired => "expired",
        }
    }
}

impl Entry {
    /// A sentence nobody has translated yet.
    pub(super) fn empty(key: &str, english: &str) -> Self {
        Self {
            key: key.to_owned(),
            english: english.to_owned(),
            english_before: None,
            translation: String::new(),
            status: Status::Draft,
            translated: None,
            checked: None,
            valid_until: None,
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.translation.trim().is_empty()
    }

    /// What it is worth on a day, its English being the English of today.
    pub(super) fn status_on(&self, today: NaiveDate) -> Status {
        if self.is_empty() || !has_the_slots_of(&self.translation, &self.english) {
            return Status::Draft;
        }
        match self.status {
            Status::Checked if self.valid_until.is_none_or(|last| last < today) => Status::Expired,
            Status::Checked if !self.is_checked_by_someone_else() => Status::Translated,
            Status::Draft | Status::Translated | Status::Checked | Status::Expired => self.status,
        }
    }

    fn is_checked_by_someone_else(&self) -> bool {
        let by =
            |done: &Option<Done>| done.as_ref().map(|it| it.by.trim().to_lowercase()).unwrap_or_default();
        !by(&self.checked).is_empty() && by(&self.checked) != by(&self.translated)
    }
}

fn has_the_slots_of(text: &str, english: &str) -> bool {
    slots(text).is_some_and(|slots_of_text| slots(english) == Some(slots_of_text))
}

/// The names in braces; nothing when a brace stands alone.
fn slots(text: &str) -> Option<BTreeSet<&str>> {
    let mut parts = text.split('{');
    let before = parts.next().unwrap_or_default();
    let slots = parts.map(|part| part.split_once('}').filter(|(_, after)| !after.contains('}')));
    let slots: BTreeSet<&str> = slots.map(|slot| Some(slot?.0)).collect::<Option<_>>()?;
    (!before.contains('}') && slots.iter().all(|name| !name.trim().is_empty())).then_some(slots)
}

#[cfg(test)]
mod tests {
    use plan::languages as real;

    use super::*;

    fn done(by: &str) -> Done {
        Done { by: by.to_owned(), on: NaiveDate::MIN }
    }

    /// The same entry as the program reads it.
    fn read_by_the_program(entry: &Entry) -> real::Sentence {
        let done = |done: &Option<Done>| {
            let Done { by, on } = done.clone().unwrap();
            real::Done { by, on }
        };
        real::Sentence {
            key: entry.key.clone(),
            english: entry.english.clone(),
            translation: entry.translation.clone(),
            stage: match entry.status {
                Status::Draft => real::Stage::Draft,
                Status::Translated => real::Stage::Translated { translated: done(&entry.translated) },
                Status::Checked => real::Stage::Checked {
                    translated: done(&entry.translated),
                    checked: done(&entry.checked),
                    valid_until: entry.valid_until.unwrap(),
                },
                Status::Expired => real::Stage::Expired { english_before: entry.english_before.clone() },
            },
        }
    }

    #[test]
    fn the_table_says_what_the_program_does() {
        let today: NaiveDate = "2026-11-22".parse().unwrap();
        let mut met = Vec::new();
        for translation in
            ["", " ", "Pa {day}!", "{day} {day}", "Pa!", "{dzień}", "{day", "}{day}", "{day}{}", "{{day}}"]
        {
            for status in Status::ALL {
                for checked_by in ["", "Jan", "jan ", "Ewa"] {
                    for valid_until in [today.pred_opt(), Some(today), today.succ_opt()] {
                        let entry = Entry {
                            translation: translation.to_owned(),
                            status,
                            translated: Some(done("Jan")),
                            checked: Some(done(checked_by)),
                            valid_until,
                            ..Entry::empty("about.bye", "Bye until {day}.")
                        };
                        let sentence = read_by_the_program(&entry);
                        let status = match real::status_of(&sentence, &entry.english, today) {
                            real::Status::Draft => Status::Draft,
                            real::Status::Translated => Status::Translated,
                            real::Status::Checked => Status::Checked,
                            real::Status::Expired => Status::Expired,
                        };
                        assert_eq!(entry.status_on(today), status, "{entry:?}");
                        met.push(status);
                    }
                }
            }
        }
        assert!(Status::ALL.iter().all(|status| met.contains(status)));
    }
}
