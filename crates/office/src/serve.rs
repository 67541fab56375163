//! The running server: a socket for this machine and for the proxies that encrypt, and a stop that lets requests finish. Whom a
//! request comes from is told here, by the line or by such a proxy.

use crate::lines::{Lines, Most, Peer};
use crate::settings::{Networks, Reach};
use crate::{Office, OfficeError, router};
use axum::Router;
use axum::http::HeaderMap;
use axum::serve::Listener;
use hyper::Request;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::{Service, service_fn};
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use std::future::Future;
use std::net::{IpAddr, SocketAddr};
use std::path::PathBuf;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::TcpListener;

/// How long requests may take to finish once the office is to stop. What is cut off is sent again by the tablet.
const GRACE: Duration = Duration::from_secs(10);

/// How long a line may take to begin a request and say its headers. On a bad line a tablet sends them in one piece.
const HEADERS: Duration = Duration::from_secs(30);

/// Bytes of a request's headers, and of a body that nobody reads yet. A tablet's are one kilobyte, a browser's few.
const MOST_HEADERS: usize = 16 * 1024;

/// A machine gives a program 1,024 open files, if nobody says otherwise: some stay for the databases. Of one peer there may be whole
/// offices behind one address, but what they begin is soon done or known.
const LINES: Most = Most { all: 768, of_one: 64 };

/// What each line is held to.
#[derive(Clone, Copy)]
struct Bounds {
    headers: Duration,
    lines: Most,
}

/// A socket that is open and not yet answered.
#[derive(Debug)]
pub struct Listening {
    listener: TcpListener,
    reach: Reach,
    local: SocketAddr,
}

impl Listening {
    /// The office's address for tablets and browsers, such as `https://office.example` or `http://127.0.0.1:8440`.
    #[must_use]
    pub fn address(&self) -> String {
        self.reach.address(self.local)
    }

    /// Where it listens.
    #[must_use]
    pub const fn local(&self) -> SocketAddr {
        self.local
    }
}

/// Opens the socket.
///
/// # Errors
/// [`OfficeError::NotLoopback`] for an address that other machines could reach where no proxy encrypts;
/// [`OfficeError::Machine`].
pub async fn listen(reach: Reach) -> Result<Listening, OfficeError> {
    if !reach.is_safe() {
        return Err(OfficeError::NotLoopback);
    }
    let doing = "listen at this address";
    let listener = TcpListener::bind(reach.listen).await.map_err(OfficeError::machine(doing))?;
    let local = listener.local_addr().map_err(OfficeError::machine(doing))?;
    Ok(Listening { listener, reach, local })
}

/// Answers until `stop` is ready. `pages` is the folder with the office's pages.
pub async fn serve(
    listening: Listening,
    office: Arc<Office>,
    pages: PathBuf,
    stop: impl Future<Output = ()> + Send + 'static,
) {
    let bounds = Bounds { headers: HEADERS, lines: LINES };
    answer(listening.listener, router(office, pages), bounds, Arc::new(listening.reach), stop).await;
}

/// Each line is closed whose next request does not begin and come as far as its body in time, each that is one too many, and each
/// from somebody who is not to be answered.
async fn answer(
    mut listener: TcpListener,
    router: Router,
    bounds: Bounds,
    reach: Arc<Reach>,
    stop: impl Future<Output = ()> + Send + 'static,
) {
    let service = TowerToHyperService::new(router);
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new()).header_read_timeout(bounds.headers).max_buf_size(MOST_HEADERS);
    let (lines, ending) = (Lines::new(bounds.lines), GracefulShutdown::new());
    let mut stop = pin!(stop);
    loop {
        let (stream, address) = tokio::select! {
            accepted = Listener::accept(&mut listener) => accepted,
            () = &mut stop => break,
        };
        let from = address.ip();
        if !reach.lets_in(from) {
            continue;
        }
        // A proxy brings everybody's requests on its lines, and counts them itself.
        let of_line = if reach.trusted_proxy.hold(from) { Peer::Anybody } else { from.into() };
        let Some((line, gives_way)) = lines.open(of_line) else { continue };
        let (service, reach) = (service.clone(), Arc::clone(&reach));
        let on_line = service_fn(move |mut request: Request<Incoming>| {
            let peer = caller(&reach.trusted_proxy, from, request.headers());
            request.extensions_mut().insert(line.clone());
            request.extensions_mut().insert(peer);
            service.call(request)
        });
        let answered = ending.watch(http.serve_connection(TokioIo::new(stream), on_line));
        // A line that breaks off is the tablet's to notice: it sends again.
        tokio::spawn(async move {
            tokio::select! {
                _ = answered => {}
                _ = gives_way => {}
            }
        });
    }
    drop(listener);
    let _ = tokio::time::timeout(GRACE, ending.shutdown()).await;
}

/// Whom a request comes from.
fn caller(proxies: &Networks, from: IpAddr, headers: &HeaderMap) -> Peer {
    proxies.caller(from, &said(headers, "x-forwarded-for"), &said(headers, "forwarded")).into()
}

fn said<'a>(headers: &'a HeaderMap, name: &str) -> Vec<&'a str> {
    headers.get_all(name).into_iter().filter_map(|line| line.to_str().ok()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::routing::get;
    use std::io::{Read, Write};
    use std::net::TcpStream;
    use tokio::task::{JoinHandle, spawn_blocking};

    const WHOLE: &str = "GET / HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n";
    const HALF: &str = "GET / HTTP/1.1\r\nhost: a\r\nx: ";

    async fn serving(bounds: Bounds) -> (SocketAddr, JoinHandle<()>) {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let router = Router::new().route("/", get(|| async { "here" }));
        let reach = Arc::new(Reach::on(address));
        let serving = answer(listener, router, bounds, reach, std::future::pending());
        (address, tokio::spawn(serving))
    }

    fn says(address: SocketAddr, says: &str) -> TcpStream {
        let mut line = TcpStream::connect(address).unwrap();
        line.write_all(says.as_bytes()).unwrap();
        line
    }

    /// What a line is told until it is closed.
    fn told(mut line: TcpStream) -> String {
        let mut told = Vec::new();
        // A line that is closed while more might come is reset, on some machines.
        let _ = line.read_to_end(&mut told);
        String::from_utf8(told).unwrap()
    }

    #[tokio::test]
    async fn a_line_that_says_nothing_or_half_a_request_is_closed() {
        let bounds = Bounds { headers: Duration::from_millis(50), lines: LINES };
        let (address, serving) = serving(bounds).await;
        let on_a_line = |what: &'static str| spawn_blocking(move || told(says(address, what)));
        for what in ["", HALF] {
            let told = on_a_line(what).await.unwrap();
            assert!(!told.contains("here"), "{told}");
        }
        let told = on_a_line("GET / HTTP/1.1\r\nhost: a\r\n\r\n").await.unwrap();
        assert!(told.ends_with("here"), "answered, and closed once nothing more comes: {told}");
        serving.abort();
    }

    #[tokio::test]
    async fn a_stranger_s_first_line_gives_way_to_their_next() {
        let lines = Most { all: 9, of_one: 2 };
        let (address, serving) = serving(Bounds { headers: Duration::from_secs(3600), lines }).await;
        let done = spawn_blocking(move || {
            let (first, mut second) = (says(address, HALF), says(address, HALF));
            let third = says(address, WHOLE);
            assert!(told(third).ends_with("here"), "there is a line for whoever comes");
            assert_eq!(told(first), "", "and for whoever waits there is none");
            second.write_all(b"y\r\nconnection: close\r\n\r\n").unwrap();
            assert!(told(second).ends_with("here"), "one may be slow");
        });
        done.await.unwrap();
        serving.abort();
    }
}
