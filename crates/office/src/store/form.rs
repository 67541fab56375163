//! The form of a database, which is the number of the last migration that was run on it, and what is done about it when it is
//! opened.

use crate::OfficeError;

/// What opening may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Opening {
    /// Make it where nothing is.
    Make,
    /// Bring it to today's form.
    Bring,
    /// Nothing.
    AsItIs,
    /// Nothing, and it may be of an older form.
    Look,
}

impl Opening {
    /// Whether migrations are to be run on a database of this form, which is 0 where nothing of an office is.
    pub(super) fn brings(self, found: i64, known: i64) -> Result<bool, OfficeError> {
        match self {
            Self::Make if found > 0 => Err(OfficeError::DatabaseUsed),
            Self::Make => Ok(true),
            Self::Bring | Self::AsItIs | Self::Look if found <= 0 => Err(OfficeError::NoDatabase),
            Self::Bring | Self::AsItIs | Self::Look if found > known => {
                Err(OfficeError::Newer { found, known })
            }
            Self::AsItIs if found < known => Err(OfficeError::Older { found, known }),
            Self::Bring => Ok(found < known),
            Self::AsItIs | Self::Look => Ok(false),
        }
    }

    /// Whether a file of this form that no key closes may be closed, which is to bring it to another form.
    pub(super) fn brings_plain(self, found: i64, known: i64) -> Result<(), OfficeError> {
        let brings = self.brings(found, known)?;
        let is_left = !self.writes() && !brings;
        if is_left { Err(OfficeError::Older { found, known }) } else { Ok(()) }
    }

    /// Whether anything may be written.
    pub(super) const fn writes(self) -> bool {
        matches!(self, Self::Make | Self::Bring)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_done_about_each_form() {
        let brings = |opening: Opening| [0, 1, 2, 3].map(|found| opening.brings(found, 2));
        assert!(matches!(
            brings(Opening::Make),
            [
                Ok(true),
                Err(OfficeError::DatabaseUsed),
                Err(OfficeError::DatabaseUsed),
                Err(OfficeError::DatabaseUsed)
            ]
        ));
        assert!(matches!(
            brings(Opening::Bring),
            [
                Err(OfficeError::NoDatabase),
                Ok(true),
                Ok(false),
                Err(OfficeError::Newer { found: 3, known: 2 })
            ]
        ));
        assert!(matches!(
            brings(Opening::AsItIs),
            [
                Err(OfficeError::NoDatabase),
                Err(OfficeError::Older { found: 1, known: 2 }),
                Ok(false),
                Err(OfficeError::Newer { found: 3, known: 2 })
            ]
        ));
        assert!(matches!(
            brings(Opening::Look),
            [
                Err(OfficeError::NoDatabase),
                Ok(false),
                Ok(false),
                Err(OfficeError::Newer { found: 3, known: 2 })
            ]
        ));
    }
}
