//! Reads aloud what it is told to, through the tablet's voices: a program of its own, because where the voices are is said
//! in its environment.
//!
//! Each line it reads is one order: `speaks`, `stop`, `end`, or `say`, a pace, a language and the words, with tabs between
//! them. It answers `speaks` and each `say` with a line when it is over.

use std::io::stdin;
use std::path::PathBuf;
use std::sync::Arc;
use std::thread;

use anyhow::{Context, Result, bail};
use clap::Parser;
use tablet::voice::{Language, Pace, Recordings, Sentence, SystemVoice, Voice};

/// Reads aloud what it is told to.
#[derive(Debug, Parser)]
struct Arguments {
    /// A folder of recordings to play from.
    #[arg(long)]
    recordings: Option<PathBuf>,
}

fn main() -> Result<()> {
    let voice = Box::<SystemVoice>::default();
    let voice: Arc<dyn Voice> = match Arguments::parse().recordings {
        Some(folder) => Arc::new(Recordings::new(folder, voice)),
        None => Arc::from(voice as Box<dyn Voice>),
    };
    for order in stdin().lines() {
        let order = order?;
        let voice = Arc::clone(&voice);
        match order.split('\t').collect::<Vec<_>>().as_slice() {
            ["speaks"] => {
                thread::spawn(move || println!("{:?}", voice.speaks()));
            }
            ["stop"] => voice.stop(),
            ["say", pace, language, words] => {
                let pace = match *pace {
                    "usual" => Pace::Usual,
                    "slower" => Pace::Slower,
                    other => bail!("no pace: {other}"),
                };
                let sentence =
                    Sentence { words: (*words).to_owned(), language: Language::new(language), pace };
                thread::spawn(move || println!("{:?}", voice.say(&sentence)));
            }
            ["end"] => return Ok(()),
            _ => return None.context("no such order"),
        }
    }
    Ok(())
}
