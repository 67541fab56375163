//! The tablet's window. It opens the tablet's store, opens one window on it and hands commands over. Nothing is decided
//! here; everything the app can do is in `tablet` and runs without a window.

#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

mod commands;
mod drives;
mod locking;
mod no_window;
mod page;
mod places;

use std::process::ExitCode;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, mpsc};
use std::thread;
use std::time::{Duration, Instant};

use clap::Parser;
use tablet::{Bus, NotOpened, System, SystemKeystore, Tablet};
use tauri::webview::PageLoadEvent;
use tauri::{Manager, RunEvent, WebviewUrl, WebviewWindow, WebviewWindowBuilder, Window, WindowEvent};

/// Nothing of a plan stays behind in it.
#[global_allocator]
static MEMORY: wiped::Memory = wiped::MEMORY;

/// What the window is called in `capabilities`.
const LABEL: &str = "visit";

fn main() -> ExitCode {
    wiped::wipe_what_c_libraries_give_back();
    #[cfg(target_os = "linux")]
    leave_no_core_dump();
    tracing_subscriber::fmt().with_writer(std::io::stderr).with_max_level(tracing::Level::WARN).init();
    let places = places::Places::parse();
    if let Err(not_opened) = no_window::web_view() {
        return no_window::say(&not_opened);
    }
    match run(&places) {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => {
            tracing::error!("{problem:#}");
            no_window::say(&NotOpened::without_a_window())
        }
    }
}

/// A crash leaves no picture of the memory, in which plans and keys stand: neither this process nor those of its window, to which
/// the limit goes on. Of one byte, because a system that hands pictures to a program of its own passes over a limit of none and
/// respects this one. Where the limit is none already, it stays so. A machine that does not let us is no reason not to start.
#[cfg(target_os = "linux")]
fn leave_no_core_dump() {
    use rustix::process::{DumpableBehavior, Resource, Rlimit, set_dumpable_behavior, setrlimit};
    let _ = setrlimit(Resource::Core, Rlimit { current: Some(1), maximum: Some(1) });
    let _ = set_dumpable_behavior(DumpableBehavior::NotDumpable);
}

fn run(places: &places::Places) -> anyhow::Result<()> {
    let tablet = open(places);
    let signs = locking::Signs::default();
    let app = tauri::Builder::default()
        .invoke_handler(commands::handler(tablet.clone()))
        .on_window_event({
            let is_closing = Arc::new(AtomicBool::new(false));
            let watch = locking::watcher(tablet.clone().ok());
            move |window, event| {
                watch(window, event);
                if let WindowEvent::CloseRequested { api, .. } = event {
                    api.prevent_close();
                    // Somebody who presses it again is waiting already.
                    if !is_closing.swap(true, Ordering::Relaxed) {
                        close_when_saved(window, Arc::clone(&is_closing));
                    }
                }
            }
        })
        .build(tauri::generate_context!())?;
    if let Ok(tablet) = &tablet {
        locking::tell_the_page(tablet, app.handle(), LABEL, signs.clone());
        tablet.lock_before_sleep(Bus::System, locking::BEFORE_SLEEP);
    }
    // Not in `setup`: what fails there ends the program before anybody is told.
    WebviewWindowBuilder::new(&app, LABEL, WebviewUrl::default())
        .title("Doorstep")
        .inner_size(1280.0, 800.0)
        .min_inner_size(360.0, 480.0)
        .on_navigation(is_own_page)
        .on_page_load(move |_, load| {
            if load.event() == PageLoadEvent::Started {
                signs.another();
            }
        })
        .build()?;
    app.run(move |_, event| {
        // The program ends in there, and what it holds is not let go.
        if let (RunEvent::Exit, Ok(tablet)) = (event, &tablet) {
            tablet.close();
        }
    });
    Ok(())
}

/// Where it does not open, the window says why: who taps on a picture sees no terminal.
fn open(places: &places::Places) -> commands::Behind {
    let folders = places.folders().map_err(|problem| {
        tracing::error!("{problem:#}");
        NotOpened::without_a_place()
    })?;
    let (system, keystore) = (Box::new(System::new()), Box::new(SystemKeystore));
    match Tablet::open(folders, system, keystore, places.outfit()) {
        Ok(tablet) => Ok(Arc::new(tablet)),
        Err(error) => {
            tracing::error!("{error}");
            Err(NotOpened::from(&error))
        }
    }
}

/// Asks the page to save what was typed last and to close the window then. A page that is not there yet closes it at once.
const CLOSING: &str = "if (dispatchEvent(new Event('closing', { cancelable: true }))) \
     window.__TAURI__.core.invoke('plugin:window|destroy')";

/// So long a page may take for it. What it saves takes milliseconds.
const PATIENCE: Duration = Duration::from_secs(4);

/// Whether the page has asked somebody since, before its window closes. One that hangs does not answer.
const STAYS: &str = "!dispatchEvent(new Event('stays', { cancelable: true }))";

/// So long it may take to say so.
const ANSWER: Duration = Duration::from_secs(1);

/// Between two looks whether it has. Who says that they go on writing may close the window again at once.
const LOOK_AGAIN: Duration = Duration::from_millis(100);

fn close_when_saved(window: &Window, is_closing: Arc<AtomicBool>) {
    let Some(page) = window.get_webview_window(window.label()) else { return };
    let is_asked = page.eval(CLOSING).is_ok();
    thread::spawn(move || {
        let until = Instant::now() + PATIENCE;
        while is_asked && Instant::now() < until {
            thread::sleep(LOOK_AGAIN);
            if stays(&page) {
                is_closing.store(false, Ordering::Relaxed);
                return;
            }
        }
        // Mostly there is no window any more.
        let _ = page.destroy();
    });
}

fn stays(page: &WebviewWindow) -> bool {
    let (tell, told) = mpsc::channel();
    let answer = move |answer: String| {
        let _ = tell.send(answer == "true");
    };
    page.eval_with_callback(STAYS, answer).is_ok() && told.recv_timeout(ANSWER).unwrap_or(false)
}

/// The window shows the app's own page and never goes anywhere else.
fn is_own_page(address: &tauri::Url) -> bool {
    matches!(
        (address.scheme(), address.host_str()),
        ("tauri", _) | ("http" | "https", Some("tauri.localhost"))
    )
}
