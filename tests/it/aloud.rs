//! Reading aloud: what the tablet's voices say is heard at a speaker, stops when it is told to, and is refused in words when
//! there is no voice.

use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::Duration;

use anyhow::{Context, Result, ensure};
use tests::process::{self, PATIENCE, Running, program};
use tests::sound::{self, RATE_HZ};
use tests::stage::{Keystore, Stage};

const SENTENCE: &str = "We will phone the school together on 4 May.";
const LONG: &str = "First we talk about what is going well, then about what worries us, and then we write down \
                    what each of us will do, and when we will meet again to see how it is going.";

/// Longer than a voice rests within a sentence.
const QUIET: Duration = Duration::from_millis(700);

#[test]
fn sentences_are_heard_and_take_longer_when_slower() -> Result<()> {
    let mut stage = Stage::new(Keystore::Absent)?;
    let mut speaker = Speaker::start(&stage, None)?;
    let sound = stage.make_sound()?;
    let silence = sound::rms(&sound.since(0));
    speaker.order("speaks")?;
    let spoken = speaker.answer()?;
    ensure!(spoken.contains("\"en\"") && spoken.contains("\"pl\""), "{spoken}");

    let mut seconds = Vec::new();
    for (pace, language) in [("usual", "en"), ("slower", "en"), ("usual", "pl")] {
        let before = sound.now();
        speaker.say(pace, language, SENTENCE)?;
        ensure!(speaker.answer()? == "Ok(Whole)");
        let heard = sound.until_quiet(before, QUIET)?.context("nothing was heard")?;
        println!("{language}, {pace}: {heard:?}; silence before: {silence}");
        ensure!(heard.rms > 20.0 * silence.max(10.0), "{heard:?} is hardly louder than {silence}");
        seconds.push(heard.seconds);
    }
    ensure!(seconds[1] > 1.2 * seconds[0], "slower took {seconds:?}");

    speaker.say("usual", "tlh", SENTENCE)?;
    ensure!(speaker.answer()? == "Err(NotThisLanguage)");
    Ok(())
}

#[test]
fn stopping_is_heard_and_so_is_what_follows() -> Result<()> {
    let mut stage = Stage::new(Keystore::Absent)?;
    let mut speaker = Speaker::start(&stage, None)?;
    let sound = stage.make_sound()?;
    let whole = {
        let before = sound.now();
        speaker.say("usual", "en", LONG)?;
        ensure!(speaker.answer()? == "Ok(Whole)");
        sound.until_quiet(before, QUIET)?.context("nothing was heard")?
    };

    let before = sound.now();
    speaker.say("usual", "en", LONG)?;
    sound.until_loud(before)?;
    speaker.order("stop")?;
    ensure!(speaker.answer()? == "Ok(Stopped)");
    let cut = sound.until_quiet(before, QUIET)?.context("nothing was heard")?;
    println!("whole: {whole:?}; stopped: {cut:?}");
    ensure!(cut.seconds < whole.seconds / 2.0, "{cut:?} of {whole:?}");

    let before = sound.now();
    speaker.say("usual", "en", LONG)?;
    sound.until_loud(before)?;
    speaker.say("usual", "en", SENTENCE)?;
    ensure!(speaker.answer()? == "Ok(Stopped)", "the first gives way");
    ensure!(speaker.answer()? == "Ok(Whole)", "the second is said");
    let both = sound.until_quiet(before, QUIET)?.context("nothing was heard")?;
    ensure!(both.seconds < whole.seconds, "{both:?} of {whole:?}");
    speaker.order("stop")?;
    speaker.say("usual", "en", "…")?;
    ensure!(speaker.answer()? == "Ok(Whole)", "where there is nothing to say nothing is waited for");
    Ok(())
}

#[test]
fn without_voices_it_says_so_and_finds_them_later() -> Result<()> {
    let mut stage = Stage::new(Keystore::Absent)?;
    let folder = stage.place("sound");
    let mut speaker = Speaker::start(&stage, None)?;
    for order in ["speaks", "say\tusual\ten\tHello."] {
        speaker.order(order)?;
        ensure!(speaker.answer()? == "Err(NothingInstalled)");
    }
    speaker.order("stop")?;

    let sound = stage.make_sound()?;
    speaker.say("usual", "en", SENTENCE)?;
    ensure!(speaker.answer()? == "Ok(Whole)", "voices that came later are found");

    let [voices, _] = sound.ids();
    let before = sound.now();
    speaker.say("usual", "en", SENTENCE)?;
    sound.until_loud(before)?;
    process::kill(voices)?;
    ensure!(speaker.answer()? == "Err(DoesNotAnswer)", "voices that end half-way are not waited for");
    sound.start_voices_again(&folder)?;
    speaker.say("usual", "en", SENTENCE)?;
    ensure!(speaker.answer()? == "Ok(Whole)", "voices that came back are found");
    Ok(())
}

#[test]
fn a_recording_is_played_for_its_exact_sentence() -> Result<()> {
    const TONE_HZ: f64 = 440.0;
    let mut stage = Stage::new(Keystore::Absent)?;
    let folder = stage.place("recordings");
    write_tone(&folder, "You can stop at any time.", TONE_HZ)?;
    let mut speaker = Speaker::start(&stage, Some(&folder))?;
    let sound = stage.make_sound()?;

    let mut heard = Vec::new();
    for words in ["You can stop at any time.", "You can ask at any time."] {
        let before = sound.now();
        speaker.say("usual", "en", words)?;
        ensure!(speaker.answer()? == "Ok(Whole)");
        sound.until_quiet(before, QUIET)?.context("nothing was heard")?;
        let loud = sound::without_gaps(&sound.since(before));
        let middle = loud.get(loud.len() / 4..loud.len() * 3 / 4).unwrap_or_default();
        heard.push((sound::tone_hz(middle), loud.len() as f64 / RATE_HZ as f64));
    }
    println!("recording and voice, as tones and seconds: {heard:?}");
    let [(played, seconds), (voice, _)] = heard[..] else { unreachable!() };
    ensure!((played - TONE_HZ).abs() < 5.0, "the recording sounds at {played} Hz");
    ensure!((seconds - 2.0).abs() < 0.2, "{seconds} seconds of two");
    ensure!((voice - TONE_HZ).abs() > 30.0, "the voice does not");

    let before = sound.now();
    speaker.say("usual", "en", "You can stop at any time.")?;
    sound.until_loud(before)?;
    speaker.order("stop")?;
    ensure!(speaker.answer()? == "Ok(Stopped)");
    let cut = sound.until_quiet(before, QUIET)?.context("nothing was heard")?;
    ensure!(cut.seconds < 1.5, "{cut:?}");
    Ok(())
}

/// A folder with one recording: two seconds of a tone.
fn write_tone(folder: &Path, words: &str, hz: f64) -> Result<()> {
    std::fs::create_dir(folder)?;
    let list = format!(
        "[[recording]]\nfile = \"tone.wav\"\nlanguage = \"en\"\nwords = \"{words}\"\nread_by = \"A tone\"\n\
         read_on = \"2026-05-04\"\n"
    );
    std::fs::write(folder.join("recordings.toml"), list)?;
    let spec = hound::WavSpec {
        channels: 1,
        sample_rate: 22_050,
        bits_per_sample: 16,
        sample_format: hound::SampleFormat::Int,
    };
    let mut file = hound::WavWriter::create(folder.join("tone.wav"), spec)?;
    for step in 0..2 * spec.sample_rate {
        let turn = f64::from(step) / f64::from(spec.sample_rate) * hz * std::f64::consts::TAU;
        file.write_sample((turn.sin() * 10_000.0) as i16)?;
    }
    Ok(file.finalize()?)
}

/// The program that reads aloud.
struct Speaker {
    _running: Running,
    orders: ChildStdin,
    answers: Receiver<String>,
}

impl Speaker {
    fn start(stage: &Stage, recordings: Option<&Path>) -> Result<Self> {
        let mut command = Command::new(program("aloud")?);
        stage.set(&mut command);
        recordings.map(|folder| command.arg("--recordings").arg(folder));
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut running = Running::start(&mut command)?;
        let (orders, output) = (running.input()?, running.output()?);
        let (sender, answers) = channel();
        thread::spawn(move || {
            for line in BufReader::new(output).lines().map_while(Result::ok) {
                if sender.send(line).is_err() {
                    break;
                }
            }
        });
        Ok(Self { _running: running, orders, answers })
    }

    fn order(&mut self, order: &str) -> Result<()> {
        Ok(writeln!(self.orders, "{order}")?)
    }

    fn say(&mut self, pace: &str, language: &str, words: &str) -> Result<()> {
        self.order(&format!("say\t{pace}\t{language}\t{words}"))
    }

    fn answer(&mut self) -> Result<String> {
        self.answers.recv_timeout(PATIENCE).context("no answer")
    }
}
