//! Where the app keeps things on this machine.

use std::path::PathBuf;

use anyhow::Context;
use clap::Parser;
use tablet::voice::{Recordings, SystemVoice, Voice};
use tablet::{Folders, Outfit, PinCost};

use crate::drives;

/// Doorstep: family safety plans, on a tablet.
#[derive(Debug, Parser)]
#[command(version, about)]
pub(crate) struct Places {
    /// The folder of the encrypted store. Without it, the system's place for application data.
    #[arg(long)]
    data: Option<PathBuf>,
    /// The folder for copies a family is given as a file. Without it, the system's documents folder.
    #[arg(long)]
    copies: Option<PathBuf>,
    /// The folder with what the council gives its tablets: approved rights, translations, recorded voices.
    #[arg(long)]
    council: Option<PathBuf>,
    /// Offer two made-up languages for practice families, to see how the screens hold another language.
    #[arg(long)]
    made_up_languages: bool,
}

impl Places {
    /// What the tablet has besides.
    pub(crate) fn outfit(&self) -> Outfit {
        let voice = Box::new(SystemVoice::default());
        let voice: Box<dyn Voice> = match &self.council {
            Some(council) => Box::new(Recordings::new(council.join("recordings"), voice)),
            None => voice,
        };
        Outfit {
            voice,
            council: self.council.clone(),
            made_up_languages: self.made_up_languages,
            pin_cost: PinCost::FULL,
            drives: Box::new(drives::here),
        }
    }

    /// The folders to use.
    pub(crate) fn folders(&self) -> anyhow::Result<Folders> {
        let data = self.data.clone().or_else(|| Some(dirs::data_local_dir()?.join("Doorstep")));
        let copies = self.copies.clone().or_else(|| Some(dirs::document_dir()?.join("Doorstep")));
        let data =
            data.context("This account has no folder for application data. Start Doorstep with --data.")?;
        Ok(Folders { copies: copies.unwrap_or_else(|| data.join("copies")), data })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pin_costs_the_full_price_in_the_program() {
        let places = Places::parse_from(["doorstep"]);
        assert_eq!(places.outfit().pin_cost, PinCost::FULL);
        assert_eq!(Outfit::default().pin_cost, PinCost::FULL);
    }
}
