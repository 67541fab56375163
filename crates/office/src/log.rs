//! How the log of an office is written: one line for each thing, for people to read or for programs. What may stand in it is no
//! affair of this: no line holds anything a person typed, whoever writes it.

use std::io;

/// The form of its lines.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Log {
    /// For people.
    #[default]
    Text,
    /// An object of JSON on each line.
    Json,
}

impl Log {
    pub(crate) fn read(text: &str) -> Option<Self> {
        match text {
            "text" => Some(Self::Text),
            "json" => Some(Self::Json),
            _ => None,
        }
    }

    /// From now on, what this program logs goes to its error stream in this form. Once in a program.
    pub fn begin(self) {
        let lines = tracing_subscriber::fmt().with_writer(io::stderr).with_target(false);
        match self {
            Self::Text => lines.init(),
            Self::Json => lines.json().flatten_event(true).with_span_list(false).init(),
        }
    }
}
