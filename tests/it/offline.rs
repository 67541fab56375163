//! No signal, or something in the way that answers nonsense: the plan is sealed and safe on the tablet, the screen says so
//! in plain words, and it reaches the office by itself as soon as that can be.

use std::io::{Read, Write};
use std::net::TcpListener;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use anyhow::Result;
use tests::examples;
use tests::window::Window;

use tests::ready::Ready;

#[test]
fn a_plan_sealed_without_signal_is_sent_by_itself() -> Result<()> {
    let mut ready = Ready::new()?;
    ready.sign(&examples::plan("marsh")?)?;
    let mut window = ready.window()?;
    ready.office.stop()?;
    seal(&mut window)?;
    window.see("The office did not answer. Your plan is safe on this tablet.")?;
    assert!(!window.shows("Safe at the office")?);
    ready.office.start_again()?;
    window.see("Safe at the office since")?;
    ready.office_has_the_saved_copy()
}

#[test]
fn an_office_that_answers_nonsense_costs_nothing() -> Result<()> {
    let mut ready = Ready::new()?;
    ready.sign(&examples::plan("marsh")?)?;
    let mut window = ready.window()?;
    ready.office.stop()?;
    let stranger = Stranger::listen(ready.office.address.trim_start_matches("http://"))?;
    seal(&mut window)?;
    window.see("Something answered that is not your office, or that this tablet does not understand.")?;
    window.see("Your plan is safe on this tablet.")?;
    assert!(!window.shows("Safe at the office")?);
    stranger.leave();
    ready.office.start_again()?;
    window.see("Safe at the office since")?;
    ready.office_has_the_saved_copy()
}

fn seal(window: &mut Window) -> Result<()> {
    window.tap("The Marsh family")?;
    window.tap("Seal and give a copy")?;
    window.tap("Seal this plan")?;
    window.see("Sealed here on")?;
    window.tap("Save as a file")?;
    window.see("Saved as")
}

/// Someone else where the office should be, who answers everything with a page, as the wireless of a hotel does.
struct Stranger {
    leaving: Arc<AtomicBool>,
    thread: JoinHandle<()>,
}

impl Stranger {
    fn listen(address: &str) -> Result<Self> {
        let listener = TcpListener::bind(address)?;
        listener.set_nonblocking(true)?;
        let leaving = Arc::new(AtomicBool::new(false));
        let is_leaving = Arc::clone(&leaving);
        let thread = thread::spawn(move || {
            while !is_leaving.load(Ordering::Relaxed) {
                if let Ok((mut stream, _)) = listener.accept() {
                    let page = "<h1>Welcome to the Grand Hotel</h1>";
                    let _ = stream.set_nonblocking(false);
                    let _ = stream.set_read_timeout(Some(Duration::from_secs(1)));
                    let _ = stream.read(&mut [0; 16 * 1024]);
                    let head =
                        format!("HTTP/1.1 200 OK\r\ncontent-length: {}\r\nconnection: close", page.len());
                    let _ = write!(stream, "{head}\r\n\r\n{page}");
                } else {
                    thread::sleep(Duration::from_millis(10));
                }
            }
        });
        Ok(Self { leaving, thread })
    }

    fn leave(self) {
        self.leaving.store(true, Ordering::Relaxed);
        let _ = self.thread.join();
    }
}
