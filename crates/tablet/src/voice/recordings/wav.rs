//! A WAV file as samples, all of it or nothing: half a sentence would say something else.

use std::fs::{self, File};
use std::io::BufReader;
use std::num::NonZero;
use std::path::Path;

use hound::{SampleFormat, WavReader};
use thiserror::Error;

/// About two minutes as recorders write them. A sentence is seconds.
const LARGEST_BYTES: u64 = 20_000_000;

const RATES_HZ: std::ops::RangeInclusive<u32> = 8_000..=192_000;

/// What is heard.
pub(super) struct Sound {
    pub(super) channels: NonZero<u16>,
    pub(super) rate_hz: NonZero<u32>,
    /// From -1 to 1, the channels taking turns.
    pub(super) samples: Vec<f32>,
}

/// Why a file is of no use.
#[derive(Debug, Error)]
pub(super) enum Unfit {
    #[error("the file cannot be read ({})", .0.kind())]
    File(#[from] std::io::Error),
    #[error("the file is too large")]
    TooLarge,
    #[error("the file is damaged or of another kind")]
    Damaged,
}

pub(super) fn read(path: &Path) -> Result<Sound, Unfit> {
    if fs::metadata(path)?.len() > LARGEST_BYTES {
        return Err(Unfit::TooLarge);
    }
    let file = BufReader::new(File::open(path)?);
    let reader = WavReader::new(file).map_err(|_| Unfit::Damaged)?;
    let spec = reader.spec();
    let samples: Result<Vec<f32>, _> = match spec.sample_format {
        SampleFormat::Float => reader.into_samples::<f32>().collect(),
        SampleFormat::Int => {
            let loudest = f64::from(2_u32.pow(u32::from(spec.bits_per_sample.clamp(1, 32)) - 1));
            let part = |sample: i32| (f64::from(sample) / loudest) as f32;
            reader.into_samples::<i32>().map(|sample| sample.map(part)).collect()
        }
    };
    let samples = samples.map_err(|_| Unfit::Damaged)?;
    let channels = NonZero::new(spec.channels).filter(|channels| channels.get() <= 2);
    let rate_hz = NonZero::new(spec.sample_rate).filter(|rate| RATES_HZ.contains(&rate.get()));
    match (channels, rate_hz) {
        (Some(channels), Some(rate_hz)) if !samples.is_empty() => Ok(Sound { channels, rate_hz, samples }),
        _ => Err(Unfit::Damaged),
    }
}
