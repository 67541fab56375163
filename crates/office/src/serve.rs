//! The running server: a socket, for everybody where the office encrypts by itself and otherwise for this machine and for proxies
//! that do, one inside for whoever watches it, and a stop that lets requests finish. Whom a request comes from is told here, by the
//! line or by a proxy.

use crate::certificates::Certificates;
use crate::counts::Counts;
use crate::http::{Health, router, router_inside};
use crate::in_time::InTime;
use crate::lines::{Lines, Most, Peer};
use crate::settings::{Networks, Reach};
use crate::{Office, OfficeError, System};
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
use std::convert::Infallible;
use std::future::Future;
use std::net::{IpAddr, SocketAddr};
use std::path::PathBuf;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{oneshot, watch};
use tokio::time::timeout;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::server::TlsStream;

/// How long requests may take to finish once the office is to stop. What is cut off is sent again by the tablet.
const GRACE: Duration = Duration::from_secs(20);

/// How long a line may take to begin a request and say its headers, and before that to be encrypted. On a bad line a tablet sends
/// each in one piece.
const HEADERS: Duration = Duration::from_secs(30);

/// How long a line may take to take an answer: the largest file of the pages, at 128 kbit/s.
const ANSWER: Duration = Duration::from_secs(300);

/// Bytes of a request's headers, and of a body that nobody reads yet. A tablet's are one kilobyte, a browser's few.
const MOST_HEADERS: usize = 16 * 1024;

const LISTEN: &str = "listen at this address";

/// A machine gives a program 1,024 open files, if nobody says otherwise: some stay for the databases. Of one peer there may be whole
/// offices behind one address, but what they begin is soon done or known.
const LINES: Most = Most { all: 768, of_one: 64 };

/// Who watches the office needs one.
const LINES_INSIDE: Most = Most { all: 16, of_one: 16 };

/// What each line is held to.
#[derive(Clone, Copy)]
struct Bounds {
    headers: Duration,
    answer: Duration,
    lines: Most,
}

const BOUNDS: Bounds = Bounds { headers: HEADERS, answer: ANSWER, lines: LINES };

/// A socket that is open and not yet answered.
#[derive(Debug)]
pub struct Listening {
    listener: TcpListener,
    inside: Option<TcpListener>,
    reach: Reach,
    certificates: Option<Arc<Certificates>>,
    local: SocketAddr,
}

/// Who is answered at a socket, and how.
struct Gate {
    callers: Callers,
    certificates: Option<Arc<Certificates>>,
    bounds: Bounds,
    /// Where its lines are counted, if they are.
    counts: Option<Arc<Counts>>,
}

/// Who is answered.
enum Callers {
    /// Those whom the office lets in, for whom proxies of its own may call.
    Of(Reach),
    /// Whoever reaches this socket.
    Everybody,
}

impl Callers {
    fn let_in(&self, from: IpAddr) -> bool {
        match self {
            Self::Of(reach) => reach.lets_in(from),
            Self::Everybody => true,
        }
    }

    /// Whose a line is. A proxy brings everybody's requests on its lines, and counts them itself.
    fn of_line(&self, from: IpAddr) -> Peer {
        match self {
            Self::Of(reach) if reach.trusted_proxy.hold(from) => Peer::Anybody,
            Self::Of(_) | Self::Everybody => from.into(),
        }
    }

    /// Whom a request comes from.
    fn of_request(&self, from: IpAddr, headers: &HeaderMap) -> Peer {
        match self {
            Self::Of(reach) => caller(&reach.trusted_proxy, from, headers),
            Self::Everybody => from.into(),
        }
    }
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

    /// Where it listens for whoever watches it.
    #[must_use]
    pub fn inside(&self) -> Option<SocketAddr> {
        self.inside.as_ref()?.local_addr().ok()
    }

    /// What it encrypts with, if it does.
    #[must_use]
    pub fn certificates(&self) -> Option<Arc<Certificates>> {
        self.certificates.clone()
    }
}

/// Opens the sockets.
///
/// # Errors
/// [`OfficeError::NotLoopback`] for an address that other machines could reach where nothing encrypts;
/// [`OfficeError::Certificate`], [`OfficeError::Machine`].
pub async fn listen(reach: Reach) -> Result<Listening, OfficeError> {
    if !reach.is_safe() {
        return Err(OfficeError::NotLoopback);
    }
    let certificates = reach.certificate.clone().map(|files| Certificates::read(files, &System));
    let certificates = certificates.transpose()?.map(Arc::new);
    let listener = bound(reach.listen).await?;
    let inside = match reach.inside {
        Some(address) => Some(bound(address).await?),
        None => None,
    };
    let local = listener.local_addr().map_err(OfficeError::machine(LISTEN))?;
    Ok(Listening { listener, inside, reach, certificates, local })
}

async fn bound(address: SocketAddr) -> Result<TcpListener, OfficeError> {
    TcpListener::bind(address).await.map_err(OfficeError::machine(LISTEN))
}

/// Answers until `stop` is ready. `pages` is the folder with the office's pages. Who watches the office is answered until the last
/// request has its answer.
pub async fn serve(
    listening: Listening,
    office: Arc<Office>,
    pages: PathBuf,
    stop: impl Future<Output = ()> + Send + 'static,
) {
    let Listening { listener, inside, reach, certificates, .. } = listening;
    let health = Health::of(&office);
    let counts = Some(Arc::clone(office.counts()));
    let gate = Gate { callers: Callers::Of(reach), certificates, bounds: BOUNDS, counts };
    let (ends, ended) = oneshot::channel::<Infallible>();
    let watched = inside.map(|listener| {
        let bounds = Bounds { lines: LINES_INSIDE, ..BOUNDS };
        let gate = Gate { callers: Callers::Everybody, certificates: None, bounds, counts: None };
        let until = async move {
            let _ = ended.await;
        };
        tokio::spawn(answer(listener, router_inside(&office, &health), gate, until))
    });
    let stop = async move {
        stop.await;
        health.end();
    };
    answer(listener, router(office, pages), gate, stop).await;
    drop(ends);
    if let Some(watched) = watched {
        let _ = watched.await;
    }
}

/// Each line is closed whose next request does not begin and come as far as its body in time or whose answer is not taken in time,
/// each that is one too many, and each from somebody who is not to be answered.
async fn answer(
    mut listener: TcpListener,
    router: Router,
    gate: Gate,
    stop: impl Future<Output = ()> + Send + 'static,
) {
    let Gate { callers, certificates, bounds, counts } = gate;
    let callers = Arc::new(callers);
    let service = TowerToHyperService::new(router);
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new()).header_read_timeout(bounds.headers).max_buf_size(MOST_HEADERS);
    let (lines, ending) = (Lines::new(bounds.lines), GracefulShutdown::new());
    let (stopping, stopped) = watch::channel(());
    let mut stop = pin!(stop);
    loop {
        let (stream, address) = tokio::select! {
            accepted = Listener::accept(&mut listener) => accepted,
            () = &mut stop => break,
        };
        let from = address.ip();
        if !callers.let_in(from) {
            continue;
        }
        let of_line = callers.of_line(from);
        let Some((line, gives_way)) = lines.open(of_line) else {
            if let Some(counts) = &counts {
                counts.strangers.inc();
            }
            continue;
        };
        let (service, callers) = (service.clone(), Arc::clone(&callers));
        let on_line = service_fn(move |mut request: Request<Incoming>| {
            if of_line == Peer::Anybody {
                line.forget();
            }
            let peer = callers.of_request(from, request.headers());
            request.extensions_mut().insert(line.clone());
            request.extensions_mut().insert(peer);
            service.call(request)
        });
        let (http, watcher, stopped) = (http.clone(), ending.watcher(), stopped.clone());
        let counts = counts.clone();
        let encrypts = certificates.as_ref().map(|certificates| certificates.acceptor());
        let counted = counts.as_ref().map(Counts::line);
        let answered = async move {
            // A line that breaks off is the tablet's to notice: it sends again.
            let Some(encrypts) = encrypts else {
                let _ = watcher
                    .watch(http.serve_connection(InTime::new(TokioIo::new(stream), bounds.answer), on_line))
                    .await;
                return true;
            };
            let Some(stream) = encrypted(&encrypts, stream, bounds.headers, stopped).await else {
                return false;
            };
            let _ = watcher
                .watch(http.serve_connection(InTime::new(TokioIo::new(stream), bounds.answer), on_line))
                .await;
            true
        };
        tokio::spawn(async move {
            let _counted = counted;
            tokio::select! {
                is_encrypted = answered => {
                    if let (false, Some(counts)) = (is_encrypted, &counts) {
                        counts.handshakes.inc();
                    }
                }
                _ = gives_way => {
                    if let Some(counts) = &counts {
                        counts.strangers.inc();
                    }
                }
            }
        });
    }
    drop((listener, stopping));
    let _ = timeout(GRACE, ending.shutdown()).await;
}

/// The line once it is encrypted, if that comes about in time and before the office stops.
async fn encrypted(
    encrypts: &TlsAcceptor,
    stream: TcpStream,
    within: Duration,
    mut stopped: watch::Receiver<()>,
) -> Option<TlsStream<TcpStream>> {
    tokio::select! {
        encrypted = timeout(within, encrypts.accept(stream)) => encrypted.ok()?.ok(),
        _ = stopped.changed() => None,
    }
}

/// Whom a request comes from.
fn caller(proxies: &Networks, from: IpAddr, headers: &HeaderMap) -> Peer {
    proxies.caller(from, &said(headers, "x-forwarded-for"), &said(headers, "forwarded")).into()
}

/// Each line of a header. One that cannot be read is there all the same, and names nobody.
fn said<'a>(headers: &'a HeaderMap, name: &str) -> Vec<&'a str> {
    headers.get_all(name).into_iter().map(|line| line.to_str().unwrap_or("?")).collect()
}

#[cfg(test)]
mod tests;
