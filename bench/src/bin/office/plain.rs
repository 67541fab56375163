//! The least that keeps what is uploaded: a server that writes each body to a file and waits until file and folder are on the disk.

use std::fs::File;
use std::io::{BufRead, BufReader, Write};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use anyhow::{Context, Result, ensure};
use axum::Router;
use axum::body::Bytes;
use axum::extract::{DefaultBodyLimit, State};
use axum::http::StatusCode;
use axum::routing::post;

use crate::http::{Line, address_of, request};
use crate::tablet::bytes_of;
use crate::target::{Sender, Target, Work};

/// Says to this program that it is to be such a server.
pub(crate) const UPLOADS: &str = "--uploads";

/// Where it writes.
struct Folder {
    path: PathBuf,
    next: AtomicU64,
}

/// Serves until it is killed.
pub(crate) fn serve(folder: &Path) -> Result<()> {
    let folder = Arc::new(Folder { path: folder.to_owned(), next: AtomicU64::new(0) });
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(async {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
        println!("{}", listener.local_addr()?);
        std::io::stdout().flush()?;
        let router =
            Router::new().route("/", post(keep)).layer(DefaultBodyLimit::disable()).with_state(folder);
        anyhow::Ok(axum::serve(listener, router).await?)
    })
}

async fn keep(State(folder): State<Arc<Folder>>, body: Bytes) -> StatusCode {
    let kept = tokio::task::spawn_blocking(move || write(&folder, &body)).await;
    if matches!(kept, Ok(Ok(()))) { StatusCode::OK } else { StatusCode::INTERNAL_SERVER_ERROR }
}

fn write(folder: &Folder, body: &[u8]) -> std::io::Result<()> {
    let name = folder.next.fetch_add(1, Ordering::SeqCst).to_string();
    let mut file = File::create_new(folder.path.join(name))?;
    file.write_all(body)?;
    file.sync_all()?;
    File::open(&folder.path)?.sync_all()
}

/// The server, in a program of its own.
pub(crate) struct Plain {
    server: Child,
    address: SocketAddr,
}

impl Plain {
    pub(crate) fn start(folder: &Path) -> Result<Self> {
        std::fs::create_dir(folder)?;
        let mut serve = Command::new(std::env::current_exe()?);
        let mut server = serve.arg(UPLOADS).arg(folder).stdout(Stdio::piped()).spawn()?;
        let mut line = String::new();
        BufReader::new(server.stdout.take().context("a server that says nothing")?).read_line(&mut line)?;
        Ok(Self { server, address: line.trim_end().parse()? })
    }
}

impl Target for Plain {
    fn name(&self) -> &str {
        "plain upload, file and folder synced"
    }

    fn process(&self) -> Option<u32> {
        Some(self.server.id())
    }

    fn sender(&self, client: usize, work: &Work, count: usize) -> Result<Sender> {
        let ready: Vec<_> = (0..count).map(|_| request("POST", "/", &[], &bytes_of(work.bytes()))).collect();
        let mut ready = ready.into_iter();
        let mut line = Line::open(self.address, address_of(client))?;
        Ok(Box::new(move || {
            let answer = line.call(&ready.next().context("nothing is ready")?)?;
            ensure!(answer.status == 200, "status {}", answer.status);
            Ok(())
        }))
    }
}

impl Drop for Plain {
    fn drop(&mut self) {
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}
