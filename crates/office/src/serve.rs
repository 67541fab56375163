//! The running server: a socket on this machine, and a stop that lets requests finish.

use crate::{Office, OfficeError, router};
use axum::Router;
use axum::serve::Listener;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use std::future::Future;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::TcpListener;

/// How long requests may take to finish once the office is to stop. What is cut off is sent again by the tablet.
const GRACE: Duration = Duration::from_secs(10);

/// How long a line may take to begin a request and say its headers. On a bad line a tablet sends them in one piece.
const HEADERS: Duration = Duration::from_secs(30);

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
pub async fn serve(
    listening: Listening,
    office: Arc<Office>,
    pages: PathBuf,
    stop: impl Future<Output = ()> + Send + 'static,
) {
    answer(listening.listener, router(office, pages), HEADERS, stop).await;
}

/// Each line is closed whose next request does not begin and come as far as its body within that time.
async fn answer(
    mut listener: TcpListener,
    router: Router,
    headers: Duration,
    stop: impl Future<Output = ()> + Send + 'static,
) {
    let service = TowerToHyperService::new(router);
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new()).header_read_timeout(headers);
    let lines = GracefulShutdown::new();
    let mut stop = pin!(stop);
    loop {
        let (stream, _) = tokio::select! {
            accepted = Listener::accept(&mut listener) => accepted,
            () = &mut stop => break,
        };
        let line = lines.watch(http.serve_connection(TokioIo::new(stream), service.clone()));
        // A line that breaks off is the tablet's to notice: it sends again.
        tokio::spawn(async move { drop(line.await) });
    }
    drop(listener);
    let _ = tokio::time::timeout(GRACE, lines.shutdown()).await;
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::routing::get;
    use std::io::{Read, Write};
    use std::net::TcpStream;

    /// What a line is told that says this and then nothing more, until it is closed.
    async fn told(says: &'static str, headers: Duration) -> String {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let router = Router::new().route("/", get(|| async { "here" }));
        let serving = tokio::spawn(answer(listener, router, headers, std::future::pending()));
        let told = tokio::task::spawn_blocking(move || {
            let mut line = TcpStream::connect(address).unwrap();
            line.write_all(says.as_bytes()).unwrap();
            let mut told = Vec::new();
            // A line that is closed while more might come is reset, on some machines.
            let _ = line.read_to_end(&mut told);
            String::from_utf8(told).unwrap()
        });
        let told = told.await.unwrap();
        serving.abort();
        told
    }

    #[tokio::test]
    async fn a_line_that_says_nothing_or_half_a_request_is_closed() {
        let soon = Duration::from_millis(50);
        for says in ["", "GET / HTTP/1.1\r\nhost: a\r\nx: "] {
            let told = told(says, soon).await;
            assert!(!told.contains("here"), "{told}");
        }
        let whole = "GET / HTTP/1.1\r\nhost: a\r\n\r\n";
        let told = told(whole, soon).await;
        assert!(told.ends_with("here"), "answered, and closed once nothing more comes: {told}");
    }
}
