//! The running server: a socket on this machine, and a stop that lets requests finish.

use crate::{Office, OfficeError, router};
use std::future::Future;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::TcpListener;

/// How long requests may take to finish once the office is to stop. What is cut off is sent again by the tablet.
const GRACE: Duration = Duration::from_secs(10);

/// A socket that is open and not yet answered.
#[derive(Debug)]
pub struct Listening {
    listener: TcpListener,
    address: String,
}

impl Listening {
    /// Where it listens, such as `http://127.0.0.1:8440`.
    #[must_use]
    pub fn address(&self) -> &str {
        &self.address
    }
}

/// Opens the socket. Port 0 takes any that is free.
///
/// # Errors
/// [`OfficeError::NotLoopback`] for an address that other machines could reach; [`OfficeError::Machine`].
pub async fn listen(on: SocketAddr) -> Result<Listening, OfficeError> {
    if !on.ip().is_loopback() {
        return Err(OfficeError::NotLoopback);
    }
    let doing = "listen at this address";
    let listener = TcpListener::bind(on).await.map_err(OfficeError::machine(doing))?;
    let address = format!("http://{}", listener.local_addr().map_err(OfficeError::machine(doing))?);
    Ok(Listening { listener, address })
}

/// Answers until `stop` is ready. `pages` is the folder with the office's pages.
///
/// # Errors
/// [`OfficeError::Machine`] if the socket fails.
pub async fn serve(
    listening: Listening,
    office: Arc<Office>,
    pages: PathBuf,
    stop: impl Future<Output = ()> + Send + 'static,
) -> Result<(), OfficeError> {
    let service = router(office, pages);
    let (stopping, stopped) = tokio::sync::oneshot::channel();
    let stop = async move {
        stop.await;
        let _ = stopping.send(());
    };
    let server = axum::serve(listening.listener, service).with_graceful_shutdown(stop);
    let grace = async {
        match stopped.await {
            Ok(()) => tokio::time::sleep(GRACE).await,
            Err(_) => std::future::pending().await,
        }
    };
    tokio::select! {
        done = server => done.map_err(OfficeError::machine("answer requests")),
        () = grace => Ok(()),
    }
}
