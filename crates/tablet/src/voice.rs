//! Reading aloud, with no signal: one sentence at a time, by the operating system's voices or by a person's recording.
//!
//! Who calls it decides which sentence comes next, and shows it. Nothing here holds the tablet's lock, and what is said is
//! never logged.

mod recordings;
mod speech;
mod spoken;
#[cfg(not(target_os = "android"))]
mod system;

pub use recordings::Recordings;
pub use speech::{Language, NoVoice, NoVoiceHere, Pace, Said, Sentence, Voice};
pub use spoken::spoken;
#[cfg(not(target_os = "android"))]
pub use system::SystemVoice;

/// On Android the system's voices are reached through a Java class that the app's project has to bring, and with the
/// crate `tts` built in but that class missing the whole app would not start.
#[cfg(target_os = "android")]
pub type SystemVoice = NoVoiceHere;
