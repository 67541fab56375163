//! What a machine sounds like: a private sound server with one speaker, voices that speak into it, and an ear at it. The
//! voices are the real ones of the operating system; only their number is cut down, because listing all takes seconds.

use std::fs;
use std::io::Read;
use std::os::unix::fs::symlink;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use anyhow::{Context, Result};

use crate::process::{Running, until};

/// Samples in a second, one channel.
pub const RATE_HZ: usize = 16_000;

const SERVER: &str = "server.sock";
const VOICES: &str = "voices.sock";

/// How loudness is looked at: pieces of this length.
const PIECE: usize = RATE_HZ / 50;

/// The loudness of a piece in which something is said, of 32768. Silence here is digital and is 0.
const LOUD: f64 = 100.0;

/// A speaker and the voices that speak into it. They end with it.
#[derive(Debug)]
pub struct Sound {
    voices: Running,
    ear: Running,
    _server: Running,
    heard: Arc<Mutex<Vec<i16>>>,
}

/// What was said, as it was heard. Only its sounds: on a machine that is busy they come with gaps, of any length.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Heard {
    /// How loud, of 32768.
    pub rms: f64,
    /// How long, in seconds.
    pub seconds: f64,
}

impl Sound {
    /// Lets a program hear and speak in this folder only, whether or not something runs there.
    pub fn set(folder: &Path, command: &mut Command) {
        command.env("PULSE_SERVER", format!("unix:{}", folder.join(SERVER).display()));
        command.env("SPEECHD_ADDRESS", format!("unix_socket:{}", folder.join(VOICES).display()));
        // Programs start voices that are missing. These are started here or not at all.
        command.env("SPEECHD_CMD", folder.join("no-voices"));
    }

    /// Starts everything, in a folder that is there, and waits until it can be used.
    pub fn start(folder: &Path) -> Result<Self> {
        let mut server = program("pulseaudio", folder);
        server.args(["-n", "--daemonize=no", "--use-pid-file=no", "--exit-idle-time=-1"]);
        server.arg(format!("--load=module-null-sink sink_name=speaker rate={RATE_HZ} channels=1"));
        let socket = folder.join(SERVER);
        let socket = socket.display();
        server.arg(format!("--load=module-native-protocol-unix auth-anonymous=1 socket={socket}"));
        let server = Running::start(&mut server)?;
        until("the sound server listens", || Ok(folder.join(SERVER).exists().then_some(())))?;
        let voices = start_voices(folder)?;
        let heard = Arc::default();
        let ear = listen(folder, Arc::clone(&heard))?;
        let sound = Self { voices, ear, _server: server, heard };
        until("the ear hears", || Ok((sound.now() > 0).then_some(())))?;
        Ok(sound)
    }

    /// The process id of the voices, and of the ear.
    pub fn ids(&self) -> [u32; 2] {
        [self.voices.id(), self.ear.id()]
    }

    /// Starts the voices once more, after they were ended.
    pub fn start_voices_again(&mut self, folder: &Path) -> Result<()> {
        self.voices = start_voices(folder)?;
        Ok(())
    }

    /// Where the recording is, in samples. It goes on for as long as this lives, through silence too.
    pub fn now(&self) -> usize {
        self.heard.lock().unwrap_or_else(PoisonError::into_inner).len()
    }

    /// The samples since a place in the recording.
    pub fn since(&self, from: usize) -> Vec<i16> {
        let heard = self.heard.lock().unwrap_or_else(PoisonError::into_inner);
        heard.get(from..).unwrap_or_default().to_vec()
    }

    /// Waits until something is heard after a place in the recording.
    pub fn until_loud(&self, from: usize) -> Result<()> {
        until("something is heard", || Ok(said_in(&self.since(from)).map(drop)))
    }

    /// Waits until nothing has been heard for as long as this, and tells what was heard since a place in the recording.
    pub fn until_quiet(&self, from: usize, quiet: Duration) -> Result<Option<Heard>> {
        let quiet = (quiet.as_secs_f64() * RATE_HZ as f64) as usize;
        until("it is quiet", || {
            let samples = self.since(from);
            let Some(after) = samples.len().checked_sub(quiet) else { return Ok(None) };
            let is_quiet = said_in(samples.get(after..).unwrap_or_default()).is_none();
            Ok(is_quiet.then(|| said_in(&samples)))
        })
    }
}

/// The loudness of samples.
pub fn rms(samples: &[i16]) -> f64 {
    let squares: f64 = samples.iter().map(|sample| f64::from(*sample).powi(2)).sum();
    (squares / samples.len().max(1) as f64).sqrt()
}

/// How often a tone goes up and down in a second, counted where it passes nothing: in the middle of all tenths of a second, since
/// a busy machine tears holes into some of them.
pub fn tone_hz(samples: &[i16]) -> f64 {
    let mut tones: Vec<f64> = samples.chunks_exact(RATE_HZ / 10).filter_map(tone_of_one).collect();
    tones.sort_by(f64::total_cmp);
    tones.get(tones.len() / 2).copied().unwrap_or_default()
}

/// From the first time it goes up to the last.
fn tone_of_one(samples: &[i16]) -> Option<f64> {
    let ups = samples.windows(2).enumerate();
    let ups = ups.filter(|(_, pair)| matches!(pair, [before, after] if *before < 0 && *after >= 0));
    let ups: Vec<usize> = ups.map(|(at, _)| at).collect();
    let ([first, ..], [.., last]) = (&ups[..], &ups[..]) else { return None };
    let periods = ups.len() - 1;
    (periods > 0).then(|| periods as f64 * RATE_HZ as f64 / (last - first) as f64)
}

/// The loud pieces alone.
pub fn without_gaps(samples: &[i16]) -> Vec<i16> {
    samples.chunks(PIECE).filter(|piece| rms(piece) > LOUD).flatten().copied().collect()
}

fn said_in(samples: &[i16]) -> Option<Heard> {
    let loud = without_gaps(samples);
    let seconds = loud.len() as f64 / RATE_HZ as f64;
    (!loud.is_empty()).then(|| Heard { rms: rms(&loud), seconds })
}

fn program(name: &str, folder: &Path) -> Command {
    let mut command = Command::new(name);
    for variable in ["HOME", "XDG_RUNTIME_DIR", "XDG_CONFIG_HOME", "XDG_CACHE_HOME"] {
        command.env(variable, folder);
    }
    Sound::set(folder, &mut command);
    command.env_remove("DISPLAY").env_remove("DBUS_SESSION_BUS_ADDRESS");
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    command
}

fn start_voices(folder: &Path) -> Result<Running> {
    let settings = folder.join("settings");
    fs::create_dir_all(settings.join("modules"))?;
    fs::write(settings.join("modules/espeak-ng.conf"), "")?;
    fs::write(
        settings.join("speechd.conf"),
        "AudioOutputMethod \"pulse\"\n\
         AddModule \"espeak-ng\" \"sd_espeak-ng\" \"espeak-ng.conf\"\n\
         DefaultModule \"espeak-ng\"\n\
         DefaultLanguage \"en\"\n",
    )?;
    let mut voices = program("speech-dispatcher", folder);
    voices.args(["--run-single", "--timeout", "0", "--communication-method", "unix_socket"]);
    voices.arg("--socket-path").arg(folder.join(VOICES)).arg("--config-dir").arg(&settings);
    voices.arg("--log-dir").arg(folder).arg("--pid-file").arg(folder.join("voices.pid"));
    voices.env("ESPEAK_DATA_PATH", few_languages(folder)?);
    // Left behind by voices that were killed.
    let _ = fs::remove_file(folder.join(VOICES));
    let voices = Running::start(&mut voices)?;
    until("the voices listen", || Ok(folder.join(VOICES).exists().then_some(())))?;
    Ok(voices)
}

/// The voice's own data with English and Polish only: links to everything it shares, and to those two.
fn few_languages(folder: &Path) -> Result<std::path::PathBuf> {
    let told = Command::new("espeak-ng").arg("--version").output().context("espeak-ng did not start")?;
    let told = String::from_utf8(told.stdout)?;
    let all = told.split("Data at:").nth(1).context("espeak-ng does not say where its data is")?.trim();
    let few = folder.join("espeak-ng-data");
    if !few.exists() {
        fs::create_dir_all(few.join("lang"))?;
        for entry in fs::read_dir(all)? {
            let entry = entry?;
            if !entry.path().is_dir() {
                symlink(entry.path(), few.join(entry.file_name()))?;
            }
        }
        for family in ["gmw", "zlw"] {
            fs::create_dir(few.join("lang").join(family))?;
        }
        for language in ["lang/gmw/en", "lang/gmw/en-US", "lang/zlw/pl"] {
            symlink(Path::new(all).join(language), few.join(language))?;
        }
    }
    Ok(folder.to_owned())
}

/// Writes down what the speaker plays, in real time.
fn listen(folder: &Path, heard: Arc<Mutex<Vec<i16>>>) -> Result<Running> {
    let mut ear = program("parec", folder);
    ear.args(["--device=speaker.monitor", "--format=s16le", "--channels=1", "--raw", "--latency-msec=20"]);
    ear.arg(format!("--rate={RATE_HZ}")).stdout(Stdio::piped());
    let mut ear = Running::start(&mut ear)?;
    let mut output = ear.output()?;
    thread::spawn(move || {
        let mut left_over = Vec::new();
        let mut bytes = [0; 4096];
        while let Ok(read @ 1..) = output.read(&mut bytes) {
            left_over.extend_from_slice(bytes.get(..read).unwrap_or_default());
            let whole = left_over.len() / 2 * 2;
            let samples = left_over.drain(..whole).collect::<Vec<u8>>();
            let samples =
                samples.chunks_exact(2).filter_map(|two| Some(i16::from_le_bytes(two.try_into().ok()?)));
            heard.lock().unwrap_or_else(PoisonError::into_inner).extend(samples);
        }
    });
    Ok(ear)
}
