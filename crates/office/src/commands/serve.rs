//! `serve`: the office, until it is stopped.

#[cfg(unix)]
use super::notify;
use super::place::Place;
use super::say;
use ipc::told::office_command;
use office::{Certificates, Flags, FolderLock, Office, OfficeError, Settings, System, Watch};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

/// How long what was begun for a request may still take once no request is waited for any more.
const LAST: Duration = Duration::from_secs(2);

pub(super) fn serve(place: Place, flags: Flags) -> anyhow::Result<()> {
    let settings = place.settings(flags)?;
    settings.log.begin();
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
    let lacks_its_proxy = settings.reach.lacks_its_proxy();
    let ways_in = settings.ways_in.clone();
    let pages = settings.pages.or_else(pages_beside_program).unwrap_or_default();
    let listening = office::listen(settings.reach).await?;
    if lacks_its_proxy {
        tracing::warn!("{}", office_command::no_proxy());
    }
    let (inside, certificates) = (listening.inside(), listening.certificates());
    let scheme = if certificates.is_some() { "https" } else { "http" };
    let (local, address) = (format!("{scheme}://{}", listening.local()), listening.address());
    let lock = folder.lock()?;
    let stop = told_to_stop()?;
    read_again_when_told(certificates.clone())?;
    let (known_as, opened) = (address.clone(), folder.clone());
    let opening = move || -> Result<Office, OfficeError> {
        let office = Office::open(&opened, &known_as, Box::new(System))?.let_in(ways_in)?;
        // What is not deleted today is deleted another day.
        if let Err(error) = office.tidy() {
            tracing::warn!(%error, "what nobody needs was not deleted");
        }
        Ok(office)
    };
    let office = Arc::new(tokio::task::spawn_blocking(opening).await?.map_err(not_started)?);
    let watch = Watch::over(Arc::clone(&office), &folder, settings.kept_back, certificates);
    let watching = tokio::spawn(watch.go_on());
    let sending = tokio::spawn(office::send_on(Arc::clone(&office)));
    say(&format!("listening on {local}"))?;
    if address != local {
        say(&format!("known as {address}"))?;
    }
    if let Some(inside) = inside {
        say(&format!("watched on http://{inside}"))?;
    }
    #[cfg(unix)]
    let stop = notify::until(stop);
    office::serve(listening, Arc::clone(&office), pages, stop).await;
    watching.abort();
    sending.abort();
    // Either may be at work just now, and holds the office as long.
    let _ = (watching.await, sending.await);
    Ok((office, lock))
}

/// Reads the certificate again each time this program is told to (`SIGHUP`). The asking is heard from the moment this is called.
#[cfg(unix)]
fn read_again_when_told(certificates: Option<Arc<Certificates>>) -> std::io::Result<()> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut told = signal(SignalKind::hangup())?;
    tokio::spawn(async move {
        while told.recv().await.is_some() {
            let Some(certificates) = certificates.clone() else { continue };
            let read = tokio::task::spawn_blocking(move || certificates.renew(&System)).await;
            match read {
                Ok(Ok(())) => tracing::info!("the certificate was read again"),
                Ok(Err(error)) => tracing::error!(%error, "the certificate of before stays"),
                Err(_) => {}
            }
        }
    });
    Ok(())
}

/// This system tells programs nothing of the kind: a certificate is read when the office starts.
#[cfg(windows)]
fn read_again_when_told(_certificates: Option<Arc<Certificates>>) -> std::io::Result<()> {
    Ok(())
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
