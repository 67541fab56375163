//! What of the window tells that nobody is there, and how the page hears that the tablet has locked. When it locks is the
//! tablet's to say.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::thread;
use std::time::Duration;

use tablet::{Heard, Tablet};
use tauri::{AppHandle, Manager, Window, WindowEvent};

use crate::page;

/// Lets the page put away what it shows. One that does not take it, because it has stopped, is loaded anew and begins with the
/// door.
const LOCKED: &str = "if (dispatchEvent(new Event('locked', { cancelable: true }))) location.reload()";

/// The system says that a window is left a moment before it says that it was put away.
const PUT_AWAY: Duration = Duration::from_millis(500);

/// So long a page may take to save and to put away what it shows, once the tablet has locked. It takes two seconds where the disk
/// does not answer.
const PATIENCE: Duration = Duration::from_secs(10);

/// So long the machine waits with its sleep for the page. The system itself waits for five seconds at most.
pub(crate) const BEFORE_SLEEP: Duration = Duration::from_secs(3);

/// How often a page of this window began, or said that it has put everything away.
#[derive(Clone, Default)]
pub(crate) struct Signs(Arc<AtomicU32>);

impl Signs {
    /// One more.
    pub(crate) fn another(&self) {
        self.0.fetch_add(1, Ordering::Relaxed);
    }

    fn so_far(&self) -> u32 {
        self.0.load(Ordering::Relaxed)
    }
}

/// From now on the page hears when the tablet has locked by itself, and begins anew when it has put everything away. One that gives no
/// sign of that hangs, and begins anew all the same.
pub(crate) fn tell_the_page(tablet: &Tablet, app: &AppHandle, label: &'static str, signs: Signs) {
    let app = app.clone();
    tablet.window_hears(move |heard| {
        // A page that is going shows nothing any more.
        let Some(page) = app.get_webview_window(label) else { return };
        match heard {
            Heard::Locked => {
                let _ = page.eval(LOCKED);
                let (signs, before) = (signs.clone(), signs.so_far());
                thread::spawn(move || {
                    thread::sleep(PATIENCE);
                    if signs.so_far() == before {
                        page::begin_anew(&page);
                    }
                });
            }
            Heard::Emptied { holds_words } => {
                signs.another();
                if !holds_words {
                    page::end_process(&page);
                }
            }
        }
    });
}

/// Hears from a window whether somebody is before it.
pub(crate) fn watcher(tablet: Option<Arc<Tablet>>) -> impl Fn(&Window, &WindowEvent) + Send + Sync + 'static {
    // Where windows are not managed none is ever in front, and none is left.
    let was_in_front = AtomicBool::new(false);
    move |window, event| {
        let (WindowEvent::Focused(is_in_front), Some(tablet)) = (event, &tablet) else { return };
        if *is_in_front {
            was_in_front.store(true, Ordering::Relaxed);
            tablet.window_is(tablet::Window::InFront);
        } else if was_in_front.load(Ordering::Relaxed) {
            tablet.window_is(tablet::Window::Behind);
            let (tablet, window) = (Arc::clone(tablet), window.clone());
            thread::spawn(move || {
                thread::sleep(PUT_AWAY);
                if window.is_minimized().unwrap_or(false) {
                    tablet.window_is(tablet::Window::OutOfSight);
                }
            });
        }
    }
}
