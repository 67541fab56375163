//! `serve`: the office, until it is stopped.

use super::say;
use office::{DataFolder, FolderLock, Office, System};
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

/// How long what was begun for a request may still take once no request is waited for any more.
const LAST: Duration = Duration::from_secs(2);

pub(super) fn serve(
    data: PathBuf,
    on: SocketAddr,
    pages: Option<PathBuf>,
    name: Option<&str>,
) -> anyhow::Result<()> {
    let pages = pages.or_else(pages_beside_program).unwrap_or_default();
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    let done: anyhow::Result<FolderLock> = runtime.block_on(async {
        let listening = office::listen(on).await?;
        let folder = DataFolder::new(data);
        let lock = folder.lock()?;
        let stop = told_to_stop()?;
        let office = Office::open(&folder, name, listening.address(), Box::new(System))?;
        say(&format!("listening on {}", office.address()))?;
        say(&format!("sign in within 15 minutes, once: {}", office.new_sign_in_link()?))?;
        office::serve(listening, Arc::new(office), pages, stop).await;
        Ok(lock)
    });
    // Left to itself, it would wait for ever for a disk that does not answer. Until then the folder is this office's.
    runtime.shutdown_timeout(LAST);
    done.map(drop)
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
