//! Plays one sound on the machine's own device, on a thread of its own: opening a device may hang.

use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::thread;
use std::time::{Duration, Instant};

use rodio::buffer::SamplesBuffer;
use rodio::{DeviceSinkBuilder, Player};
use thiserror::Error;

use super::wav::{Sound, Unfit};
use crate::voice::speech::Said;

/// For the device to open, and again for it to be late with playing.
const PATIENCE: Duration = Duration::from_secs(5);

/// How soon an end is noticed.
const LOOK_EVERY: Duration = Duration::from_millis(20);

/// What a device may still hold when it has been given everything; played as silence, so that no word is cut.
const TAIL: Duration = Duration::from_millis(200);

/// Why a recording was not played.
#[derive(Debug, Error)]
pub(super) enum NotPlayed {
    #[error(transparent)]
    File(Unfit),
    #[error("there is no sound device, or it does not play")]
    Device,
}

/// Plays until the end or until `stopped` hears something.
pub(super) fn play(sound: Sound, stopped: Receiver<()>) -> Result<Said, NotPlayed> {
    let most = sound.length().saturating_add(PATIENCE);
    let (done, played) = channel();
    let thread = thread::Builder::new().name("recording".into());
    let started = thread.spawn(move || {
        // Nobody waits any more when the device was too late.
        let _ = done.send(play_here(sound, &stopped, most));
    });
    started.map_err(|_| NotPlayed::Device)?;
    played.recv_timeout(most.saturating_add(PATIENCE)).unwrap_or(Err(NotPlayed::Device))
}

fn play_here(sound: Sound, stopped: &Receiver<()>, most: Duration) -> Result<Said, NotPlayed> {
    let opened = DeviceSinkBuilder::open_default_sink();
    let mut device = opened.map_err(|_| NotPlayed::Device)?;
    device.log_on_drop(false);
    let player = Player::connect_new(device.mixer());
    player.append(sound.with_tail());
    let began = Instant::now();
    loop {
        match stopped.recv_timeout(LOOK_EVERY) {
            Ok(()) | Err(RecvTimeoutError::Disconnected) => return Ok(Said::Stopped),
            Err(RecvTimeoutError::Timeout) if player.empty() => return Ok(Said::Whole),
            Err(RecvTimeoutError::Timeout) if began.elapsed() > most => return Err(NotPlayed::Device),
            Err(RecvTimeoutError::Timeout) => {}
        }
    }
}

impl Sound {
    fn length(&self) -> Duration {
        let a_second = f64::from(self.rate_hz.get()) * f64::from(self.channels.get());
        Duration::try_from_secs_f64(self.samples.len() as f64 / a_second).unwrap_or(PATIENCE)
    }

    fn with_tail(mut self) -> SamplesBuffer {
        let frames = (f64::from(self.rate_hz.get()) * TAIL.as_secs_f64()) as usize;
        let silent = frames.saturating_mul(usize::from(self.channels.get()));
        self.samples.resize(self.samples.len().saturating_add(silent), 0.0);
        SamplesBuffer::new(self.channels, self.rate_hz, self.samples)
    }
}
