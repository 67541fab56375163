//! `serve`: the office, until it is stopped.

use super::place::Place;
use super::say;
use ipc::told::office_command;
use office::{Flags, FolderLock, Office, OfficeError, Settings, System};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

/// How long what was begun for a request may still take once no request is waited for any more.
const LAST: Duration = Duration::from_secs(2);

pub(super) fn serve(place: Place, flags: Flags) -> anyhow::Result<()> {
    let settings = place.settings(flags)?;
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    let done = runtime.block_on(until_stopped(settings));
    // Left to itself, it would wait for ever for a disk that does not answer. Until then the folder is this office's.
    runtime.shutdown_timeout(LAST);
    // Its lines to a server are closed where waiting is allowed, and the folder is left after them.
    let (office, lock) = done?;
    drop(office);
    drop(lock);
    Ok(())
}

async fn until_stopped(settings: Settings) -> anyhow::Result<(Arc<Office>, FolderLock)> {
    let folder = settings.folder();
    folder.look()?;
    let pages = settings.pages.or_else(pages_beside_program).unwrap_or_default();
    let listening = office::listen(settings.reach).await?;
    let (local, address) = (format!("http://{}", listening.local()), listening.address());
    let lock = folder.lock()?;
    let stop = told_to_stop()?;
    let known_as = address.clone();
    let opening = move || -> Result<Office, OfficeError> {
        let office = Office::open(&folder, &known_as, Box::new(System))?;
        // What is not deleted today is deleted another day.
        if let Err(error) = office.tidy() {
            tracing::warn!(%error, "what nobody needs was not deleted");
        }
        Ok(office)
    };
    let office = Arc::new(tokio::task::spawn_blocking(opening).await?.map_err(not_started)?);
    say(&format!("listening on {local}"))?;
    if address != local {
        say(&format!("known as {address}"))?;
    }
    office::serve(listening, Arc::clone(&office), pages, stop).await;
    Ok((office, lock))
}

/// What a disk or a database says for itself is no help alone.
fn not_started(error: OfficeError) -> anyhow::Error {
    let is_the_machine_s = matches!(error, OfficeError::Store { .. } | OfficeError::Machine { .. });
    let error = anyhow::Error::new(error);
    if is_the_machine_s { error.context(office_command::not_started()) } else { error }
}

fn pages_beside_program() -> Option<PathBuf> {
    let program = std::env::current_exe().ok()?;
    Some(program.parent()?.parent()?.join("ui/office"))
}

/// Ready once this program is asked to stop. The asking is heard from the moment this is called.
#[cfg(unix)]
fn told_to_stop() -> std::io::Result<impl Future<Output = ()> + Send + 'static> {
    use tokio::signal::unix::{SignalKind, signal};
    let (mut interrupt, mut terminate) = (signal(SignalKind::interrupt())?, signal(SignalKind::terminate())?);
    Ok(async move {
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
        }
    })
}

/// Ready once this program is asked to stop: by its keys, by its window, or because its person signs out or the machine ends.
/// The asking is heard from the moment this is called.
#[cfg(windows)]
fn told_to_stop() -> std::io::Result<impl Future<Output = ()> + Send + 'static> {
    use tokio::signal::windows::{ctrl_break, ctrl_c, ctrl_close, ctrl_logoff, ctrl_shutdown};
    let (mut interrupt, mut broken, mut closed) = (ctrl_c()?, ctrl_break()?, ctrl_close()?);
    let (mut signed_out, mut shut_down) = (ctrl_logoff()?, ctrl_shutdown()?);
    Ok(async move {
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = broken.recv() => {}
            _ = closed.recv() => {}
            _ = signed_out.recv() => {}
            _ = shut_down.recv() => {}
        }
    })
}
