//! What keeps a printer from printing: its keywords (RFC 8011, 5.4.12) as the few things a person can put right.

/// What a printer says is wrong with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Trouble {
    /// No paper, or not the right one.
    PaperOut,
    /// Paper is stuck.
    PaperJam,
    /// A door or cover is open.
    CoverOpen,
    /// No toner or ink.
    InkOut,
    /// Paused, switched off at its panel, or going to sleep.
    Paused,
    /// A print server has the job and cannot reach its printer: switched off, unplugged, moved.
    NotThere,
    /// Anything else.
    Other,
}

/// How much a trouble matters. Printers are not of one mind: some call an empty tray a warning and stand still.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Weight {
    /// It stops printing.
    Stops,
    /// It may.
    Warns,
}

impl Trouble {
    /// What a keyword of `printer-state-reasons` means. `None` for what no one has to act on.
    pub(crate) fn of(keyword: &str) -> Option<(Self, Weight)> {
        let (reason, weight) = if let Some(reason) = keyword.strip_suffix("-report") {
            // The printer stands still for this one, whatever it calls it.
            (reason == "media-needed").then_some((reason, Weight::Stops))?
        } else if let Some(reason) = keyword.strip_suffix("-warning") {
            (reason, Weight::Warns)
        } else {
            (keyword.strip_suffix("-error").unwrap_or(keyword), Weight::Stops)
        };
        let trouble = match reason {
            "none" => return None,
            _ if reason.ends_with("-low") || reason.ends_with("-almost-full") => return None,
            "media-empty" | "media-needed" => Self::PaperOut,
            "media-jam" => Self::PaperJam,
            "cover-open" | "door-open" | "interlock-open" => Self::CoverOpen,
            "marker-supply-empty" | "toner-empty" | "marker-supply-missing" | "developer-empty" => {
                Self::InkOut
            }
            "paused" | "moving-to-paused" | "shutdown" | "offline" => Self::Paused,
            "connecting-to-device" | "timed-out" if keyword == reason => {
                return Some((Self::NotThere, Weight::Warns));
            }
            "connecting-to-device" | "timed-out" => Self::NotThere,
            // How far a print server is with a job. It says so of every job, also while pages come out.
            _ if reason.starts_with("cups-") => return None,
            // Printers mention many things that stop nothing, such as being asleep, without saying how much they matter.
            _ if keyword == reason => return Some((Self::Other, Weight::Warns)),
            _ => Self::Other,
        };
        Some((trouble, weight))
    }

    /// What a print server says about a job's printer in words and by no keyword. CUPS looks for a printer that is not
    /// there for a week and calls that printing. Its words are in the language of the job, which is always English here.
    pub(crate) fn of_sentence(sentence: &str) -> Option<Self> {
        const NOT_THERE: [&str; 4] = [
            "not responding",
            "unavailable at this time",
            "unreachable at this time",
            "unable to locate printer",
        ];
        let sentence = sentence.to_ascii_lowercase();
        NOT_THERE.iter().any(|words| sentence.contains(words)).then_some(Self::NotThere)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keywords_become_what_a_person_can_put_right() {
        for (keyword, meant) in [
            ("none", None),
            ("media-empty", Some((Trouble::PaperOut, Weight::Stops))),
            ("media-empty-error", Some((Trouble::PaperOut, Weight::Stops))),
            ("media-empty-warning", Some((Trouble::PaperOut, Weight::Warns))),
            ("media-needed-report", Some((Trouble::PaperOut, Weight::Stops))),
            ("media-empty-report", None),
            ("media-jam-error", Some((Trouble::PaperJam, Weight::Stops))),
            ("door-open", Some((Trouble::CoverOpen, Weight::Stops))),
            ("toner-empty-warning", Some((Trouble::InkOut, Weight::Warns))),
            ("toner-low-warning", None),
            ("toner-low", None),
            ("paused", Some((Trouble::Paused, Weight::Stops))),
            ("fuser-over-temp-error", Some((Trouble::Other, Weight::Stops))),
            ("identify-printer-requested", Some((Trouble::Other, Weight::Warns))),
            ("connecting-to-device", Some((Trouble::NotThere, Weight::Warns))),
            ("cups-waiting-for-job-completed", None),
            ("cups-remote-pending", None),
        ] {
            assert_eq!(Trouble::of(keyword), meant, "{keyword}");
        }
    }

    #[test]
    fn a_sentence_says_that_a_printer_is_not_there_or_nothing() {
        for (sentence, meant) in [
            ("The printer may not exist or is unavailable at this time.", Some(Trouble::NotThere)),
            ("The printer is unreachable at this time.", Some(Trouble::NotThere)),
            ("The printer is not responding.", Some(Trouble::NotThere)),
            ("Unable to locate printer.", Some(Trouble::NotThere)),
            ("Connecting to printer.", None),
            ("Spooling job, 20% complete.", None),
            ("Waiting for job to complete.", None),
            ("", None),
        ] {
            assert_eq!(Trouble::of_sentence(sentence), meant, "{sentence}");
        }
    }
}
