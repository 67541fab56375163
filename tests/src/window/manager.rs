//! What happens to the app's window beside the app: closing it by the button in its corner, and going to another. A window manager
//! then sends the window a message; so does this, in the display's own words, because a driver can only end the program.

use std::io::{Read, Write};
use std::os::unix::net::UnixStream;

use anyhow::{Context, Result, bail, ensure};

use super::Window;
use crate::process::until_gone;
use crate::stage::Stage;

impl Window {
    /// Closes the window as a person does by its button, and waits until the app has ended by itself.
    pub fn close_by_its_button(mut self, stage: &Stage) -> Result<()> {
        Display::open(stage.display()?)?.ask_windows_to_close()?;
        until_gone(self.app_process()?)?;
        self.client = None;
        Ok(())
    }
}

/// Another program's window, in front of all others until this is dropped.
pub struct Another {
    _display: Display,
}

impl Another {
    /// Opens it on a stage where windows are managed.
    pub fn open(stage: &Stage) -> Result<Self> {
        let mut display = Display::open(stage.display()?)?;
        display.open_a_window()?;
        Ok(Self { _display: display })
    }
}

/// A connection to a display.
struct Display {
    stream: UnixStream,
    root: u32,
    ours: u32,
}

impl Display {
    /// Connects to a display by its name, such as `:7`.
    fn open(name: &str) -> Result<Self> {
        let number = name.trim_start_matches(':');
        let mut stream = UnixStream::connect(format!("/tmp/.X11-unix/X{number}"))?;
        stream.write_all(&[b'l', 0, 11, 0, 0, 0, 0, 0, 0, 0, 0, 0])?;
        let mut head = [0; 8];
        stream.read_exact(&mut head)?;
        ensure!(head[0] == 1, "the display lets nobody in");
        let mut about = vec![0; 4 * usize::from(u16::from_le_bytes([head[6], head[7]]))];
        stream.read_exact(&mut about)?;
        // What stands before the first screen: 32 bytes, the vendor's name, the formats.
        let vendor = usize::from(number_at::<2, u16>(&about, 16, u16::from_le_bytes)?).next_multiple_of(4);
        let formats = 8 * usize::from(*about.get(21).context("a short greeting")?);
        let root = number_at(&about, 32 + vendor + formats, u32::from_le_bytes)?;
        let ours = number_at(&about, 4, u32::from_le_bytes)?;
        Ok(Self { stream, root, ours })
    }

    /// Every window that says it can be asked is asked to close.
    fn ask_windows_to_close(&mut self) -> Result<()> {
        let (protocols, delete) = (self.atom("WM_PROTOCOLS")?, self.atom("WM_DELETE_WINDOW")?);
        let root = self.root;
        let (_, windows) = self.ask(&request(15, 0, &[root]))?;
        let mut asked = 0;
        for window in numbers(&windows) {
            let (_, can) = self.ask(&request(20, 0, &[window, protocols, 0, 0, 64]))?;
            if numbers(&can).any(|it| it == delete) {
                let message = [window, 0, 33 | 32 << 8, window, protocols, delete, 0, 0, 0, 0];
                self.stream.write_all(&request(25, 0, &message))?;
                asked += 1;
            }
        }
        ensure!(asked > 0, "there is no window to close");
        // An answer to anything means that what was sent before has gone through.
        self.atom("WM_PROTOCOLS")?;
        Ok(())
    }

    /// It is gone with the connection.
    fn open_a_window(&mut self) -> Result<()> {
        let (place, size, kind, looks) = (0, 300 | 200 << 16, 1 << 16, 0);
        self.stream.write_all(&request(1, 0, &[self.ours, self.root, place, size, kind, looks, 0]))?;
        self.stream.write_all(&request(8, 0, &[self.ours]))?;
        self.atom("WM_PROTOCOLS")?;
        Ok(())
    }

    fn atom(&mut self, name: &str) -> Result<u32> {
        let mut padded = name.as_bytes().to_vec();
        padded.resize(name.len().next_multiple_of(4), 0);
        let mut asked = vec![u32::try_from(name.len())?];
        asked.extend(numbers(&padded));
        let (head, _) = self.ask(&request(16, 0, &asked))?;
        number_at(&head, 8, u32::from_le_bytes)
    }

    /// The answer to a request: its head and what follows it.
    fn ask(&mut self, request: &[u8]) -> Result<(Vec<u8>, Vec<u8>)> {
        self.stream.write_all(request)?;
        let mut head = vec![0; 32];
        self.stream.read_exact(&mut head)?;
        match head.first() {
            Some(1) => {}
            other => bail!("the display answers with {other:?}"),
        }
        let mut rest = vec![0; 4 * usize::try_from(number_at(&head, 4, u32::from_le_bytes)?)?];
        self.stream.read_exact(&mut rest)?;
        Ok((head, rest))
    }
}

fn request(code: u8, detail: u8, body: &[u32]) -> Vec<u8> {
    let words = u16::try_from(body.len() + 1).unwrap_or(u16::MAX).to_le_bytes();
    let head = [code, detail, words[0], words[1]];
    head.into_iter().chain(body.iter().flat_map(|word| word.to_le_bytes())).collect()
}

fn numbers(bytes: &[u8]) -> impl Iterator<Item = u32> {
    bytes.chunks_exact(4).map(|it| u32::from_le_bytes([it[0], it[1], it[2], it[3]]))
}

fn number_at<const N: usize, T>(bytes: &[u8], at: usize, read: impl Fn([u8; N]) -> T) -> Result<T> {
    let bytes = bytes.get(at..at + N).context("a short answer")?;
    Ok(read(bytes.try_into()?))
}
