//! A display in its own words: windows asked to close, put away or brought back, keys and taps, as they come from a person and not
//! from a driver.

use std::io::{Read, Write};
use std::os::unix::net::UnixStream;

use anyhow::{Context, Result, bail, ensure};

/// A connection to a display.
pub(super) struct Display {
    stream: UnixStream,
    root: u32,
    ours: u32,
}

impl Display {
    /// Connects to a display by its name, such as `:7`.
    pub(super) fn open(name: &str) -> Result<Self> {
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
    pub(super) fn ask_windows_to_close(&mut self) -> Result<()> {
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
    pub(super) fn open_a_window(&mut self) -> Result<()> {
        let (place, size, kind, looks) = (0, 300 | 200 << 16, 1 << 16, 0);
        self.stream.write_all(&request(1, 0, &[self.ours, self.root, place, size, kind, looks, 0]))?;
        self.stream.write_all(&request(8, 0, &[self.ours]))?;
        self.atom("WM_PROTOCOLS")?;
        Ok(())
    }

    /// Where a window lies on the screen.
    pub(super) fn place(&mut self, window: u32) -> Result<(i16, i16)> {
        let (head, _) = self.ask(&request(40, 0, &[window, self.root, 0]))?;
        Ok((number_at(&head, 12, i16::from_le_bytes)?, number_at(&head, 14, i16::from_le_bytes)?))
    }

    /// The one window that the window manager knows, once there is one.
    pub(super) fn managed(&mut self) -> Result<Option<u32>> {
        let list = self.atom("_NET_CLIENT_LIST")?;
        let (_, windows) = self.ask(&request(20, 0, &[self.root, list, 0, 0, 64]))?;
        Ok(numbers(&windows).next())
    }

    /// Asks the window manager to put a window away.
    pub(super) fn put_away(&mut self, window: u32) -> Result<()> {
        let (change, iconic) = (self.atom("WM_CHANGE_STATE")?, 3);
        let to_the_manager = 1 << 20 | 1 << 19;
        let message = [self.root, to_the_manager, 33 | 32 << 8, window, change, iconic, 0, 0, 0, 0];
        self.stream.write_all(&request(25, 0, &message))?;
        self.atom("WM_PROTOCOLS").map(drop)
    }

    /// Asks the window manager to show it again and to give it the keys.
    pub(super) fn bring_back(&mut self, window: u32) -> Result<()> {
        let (active, by_a_pager) = (self.atom("_NET_ACTIVE_WINDOW")?, 2);
        let to_the_manager = 1 << 20 | 1 << 19;
        let message = [self.root, to_the_manager, 33 | 32 << 8, window, active, by_a_pager, 0, 0, 0, 0];
        self.stream.write_all(&request(25, 0, &message))?;
        self.atom("WM_PROTOCOLS").map(drop)
    }

    /// The colours of a piece of the screen, row by row. The fourth byte of each says nothing.
    pub(super) fn looks(&mut self, (x, y): (i16, i16), (wide, high): (u16, u16)) -> Result<Vec<u8>> {
        let at = u32::from(x.cast_unsigned()) | u32::from(y.cast_unsigned()) << 16;
        let size = u32::from(wide) | u32::from(high) << 16;
        Ok(self.ask(&request(73, 2, &[self.root, at, size, u32::MAX]))?.1)
    }

    /// Taps a spot of the screen with the mouse.
    pub(super) fn click(&mut self, (x, y): (i16, i16)) -> Result<()> {
        let at = u32::from(x.cast_unsigned()) | u32::from(y.cast_unsigned()) << 16;
        for (kind, detail) in [(6, 0), (4, 1), (5, 1)] {
            self.pretend(kind, detail, at)?;
        }
        Ok(())
    }

    /// Presses the keys of these letters, which need no second key, one after the other. `\n` is the return key.
    pub(super) fn press(&mut self, letters: &str) -> Result<()> {
        let (first, count) = (8, 248);
        let (head, keys) = self.ask(&request(101, 0, &[first | count << 8]))?;
        let per_key = usize::from(*head.get(1).context("a short answer")?);
        let signs: Vec<u32> = numbers(&keys).step_by(per_key.max(1)).collect();
        for letter in letters.chars() {
            let sign = if letter == '\n' { 0xff0d } else { u32::from(letter) };
            let key = signs.iter().position(|it| *it == sign).context("no such key")?;
            let key = u32::try_from(key)? + first;
            self.pretend(2, key, 0)?;
            self.pretend(3, key, 0)?;
        }
        Ok(())
    }

    /// Acts as mouse or keyboard, by the display's own extension for it.
    fn pretend(&mut self, kind: u32, detail: u32, at: u32) -> Result<()> {
        let name: Vec<u32> = numbers(b"XTEST\0\0\0").collect();
        let (head, _) = self.ask(&request(98, 0, &[&[5], &name[..]].concat()))?;
        let [is_here, code] = [8, 9].map(|at| head.get(at).copied().unwrap_or_default());
        ensure!(is_here == 1, "the display lets nobody act");
        self.stream.write_all(&request(code, 2, &[kind | detail << 8, 0, self.root, 0, 0, at, 0, 0]))?;
        self.atom("WM_PROTOCOLS").map(drop)
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
        // What happens meanwhile, such as another keyboard, is told to everybody.
        while head.first().is_some_and(|it| *it > 1) {
            self.stream.read_exact(&mut head)?;
        }
        match head.first() {
            Some(1) => {}
            _ => bail!("the display answers request {:?} with error {:?}", request.first(), head.get(1)),
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
