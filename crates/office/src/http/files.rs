//! The office's pages, from a folder that was built beside the program. They hold no data and need no sign-in. Served is what
//! lay there at the start and nothing else: on Windows a name such as `aux.js` is a device, whatever the folder. It is read then,
//! so that it is in memory once, however many ask for it and do not take it.

use crate::Office;
use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::http::{StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use ipc::Told;
use ipc::told::office_page;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

const HTML: &str = "text/html; charset=utf-8";
const TEXT: &str = "text/plain; charset=utf-8";
const STYLE: &str = "text/css; charset=utf-8";
const SCRIPT: &str = "text/javascript; charset=utf-8";
const FIRST_PAGE: &str = "index.html";
/// Bytes of all files, several times what pages have. A folder that holds more is not theirs alone.
const MOST_BYTES: u64 = 64 * 1024 * 1024;

/// The one page that must work before anything else does, so it is part of the program.
const SIGN_IN_PAGE: &str = include_str!("sign_in.html");
const SIGN_IN_SCRIPT: &str = include_str!("sign_in.js");
/// Beside it, and in its manner, the one about one's own passkeys.
const PASSKEYS_PAGE: &str = include_str!("passkeys.html");
const PASSKEYS_SCRIPT: &str = include_str!("passkeys.js");
/// What both have.
const PASSKEY_SCRIPT: &str = include_str!("passkey.js");
const SIGN_IN_STYLE: &str = include_str!("sign_in.css");
/// Where the page says which ways in there are.
const WAYS: &str = "data-ways=\"\"";

pub(super) fn router(folder: PathBuf) -> Router {
    Router::new().fallback(get(file)).with_state(Arc::new(Files::in_folder(&folder)))
}

pub(super) async fn sign_in_page(State(office): State<Arc<Office>>) -> impl IntoResponse {
    let all = [
        ("password", office.has_passwords),
        ("passkey", office.has_passkeys()),
        ("account", office.provider.is_some()),
    ];
    let ways = all.into_iter().filter_map(|(way, is_there)| is_there.then_some(way)).collect::<Vec<_>>();
    ([(CONTENT_TYPE, HTML)], SIGN_IN_PAGE.replace(WAYS, &format!("data-ways=\"{}\"", ways.join(" "))))
}

pub(super) async fn sign_in_style() -> impl IntoResponse {
    ([(CONTENT_TYPE, STYLE)], SIGN_IN_STYLE)
}

pub(super) async fn passkeys_page() -> impl IntoResponse {
    ([(CONTENT_TYPE, HTML)], PASSKEYS_PAGE)
}

pub(super) async fn passkeys_script() -> impl IntoResponse {
    ([(CONTENT_TYPE, SCRIPT)], PASSKEYS_SCRIPT)
}

pub(super) async fn passkey_script() -> impl IntoResponse {
    ([(CONTENT_TYPE, SCRIPT)], PASSKEY_SCRIPT)
}

pub(super) async fn sign_in_script() -> impl IntoResponse {
    ([(CONTENT_TYPE, SCRIPT)], SIGN_IN_SCRIPT)
}

/// The files that lay in the folder at the start, by the names they are asked for with.
struct Files(BTreeMap<String, Bytes>);

impl Files {
    fn in_folder(folder: &Path) -> Self {
        let (mut files, mut left) = (BTreeMap::new(), MOST_BYTES);
        // Nothing where no folder is named: to some systems that is the one the program was started in.
        if !folder.as_os_str().is_empty() {
            list(folder, "", &mut files, &mut left);
        }
        Self(files)
    }
}

/// What cannot be read is not listed, nor what is too much.
fn list(folder: &Path, before: &str, files: &mut BTreeMap<String, Bytes>, left: &mut u64) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let (path, Ok(name)) = (entry.path(), entry.file_name().into_string()) else { continue };
        let Ok(kind) = fs::metadata(&path) else { continue };
        if kind.is_dir() {
            list(&path, &format!("{before}{name}/"), files, left);
        } else if kind.is_file() && kind.len() > *left {
            tracing::warn!("the folder of the pages holds too much: not all of it is served");
        } else if kind.is_file()
            && let Ok(bytes) = fs::read(&path)
        {
            *left = left.saturating_sub(kind.len());
            files.insert(format!("{before}{name}"), bytes.into());
        }
    }
}

async fn file(State(files): State<Arc<Files>>, uri: Uri) -> Response {
    let no_such_page = || plain(StatusCode::NOT_FOUND, office_page::no_such_page());
    let Some(name) = inside(uri.path()) else { return no_such_page() };
    match files.0.get(&name).cloned() {
        Some(bytes) => {
            ([(CONTENT_TYPE, media_type(&name)), (CACHE_CONTROL, "no-cache")], bytes).into_response()
        }
        None if name == FIRST_PAGE => plain(StatusCode::SERVICE_UNAVAILABLE, office_page::pages_not_built()),
        None => no_such_page(),
    }
}

/// The file's name within the folder. A name without a dot in its last part is a view inside the first page.
fn inside(path: &str) -> Option<String> {
    let parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
    let plain = |part: &&str| {
        !part.starts_with('.')
            && part.chars().all(|letter| letter.is_ascii_alphanumeric() || "-_.".contains(letter))
    };
    if !parts.iter().all(plain) {
        return None;
    }
    match parts.last() {
        Some(last) if last.contains('.') => Some(parts.join("/")),
        Some(_) | None => Some(FIRST_PAGE.to_owned()),
    }
}

fn media_type(name: &str) -> &'static str {
    match Path::new(name).extension().and_then(|extension| extension.to_str()) {
        Some("html") => HTML,
        Some("js" | "mjs") => SCRIPT,
        Some("css") => STYLE,
        Some("wasm") => "application/wasm",
        Some("json") => "application/json",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        Some("ico") => "image/x-icon",
        Some("ttf") => "font/ttf",
        Some("woff2") => "font/woff2",
        Some("txt") => TEXT,
        Some(_) | None => "application/octet-stream",
    }
}

fn plain(status: StatusCode, told: Told) -> Response {
    (status, [(CONTENT_TYPE, TEXT)], String::from(told)).into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_path_leads_out_of_the_folder() {
        let check = |path: &str, wanted: Option<&str>| assert_eq!(inside(path).as_deref(), wanted, "{path}");
        check("/", Some("index.html"));
        check("/agreements/0a1b", Some("index.html"));
        check("/fonts/a-b_c.ttf", Some("fonts/a-b_c.ttf"));
        check("//etc//x.txt", Some("etc/x.txt"));
        for out in [
            "/../office.key",
            "/a/../../office.key",
            "/.git/config",
            "/%2e%2e/x.txt",
            "/a\\b.txt",
            "/C:/x.txt",
        ] {
            check(out, None);
        }
    }

    #[test]
    fn only_what_lay_there_at_the_start_is_served() {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir_all(folder.path().join("a/b")).unwrap();
        for name in ["index.html", "a/b/c.js"] {
            fs::write(folder.path().join(name), name).unwrap();
        }
        let files = Files::in_folder(folder.path());
        fs::write(folder.path().join("later.js"), "").unwrap();
        fs::remove_file(folder.path().join("index.html")).unwrap();
        let [one, other] = [(); 2].map(|()| files.0.get("index.html").cloned().unwrap());
        assert_eq!((&*one, one.as_ptr()), (b"index.html".as_slice(), other.as_ptr()), "it is there once");
        assert!(files.0.keys().eq(["a/b/c.js", "index.html"]));
        assert!(Files::in_folder(&folder.path().join("none")).0.is_empty());
        assert!(Files::in_folder(Path::new("")).0.is_empty());
    }

    #[test]
    fn what_is_too_much_is_not_read() {
        let folder = tempfile::tempdir().unwrap();
        fs::File::create(folder.path().join("large.bin")).unwrap().set_len(MOST_BYTES + 1).unwrap();
        fs::write(folder.path().join("index.html"), "").unwrap();
        assert!(Files::in_folder(folder.path()).0.keys().eq(["index.html"]));
    }
}
