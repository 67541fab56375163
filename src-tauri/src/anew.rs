//! A page that begins anew, in a process of its own: what the one before it held in its memory is the system's again. Where there is
//! no way to end that process, the page is loaded again in it. When, is `locking`'s to say.

use tauri::WebviewWindow;

/// Ends the process of the page and begins with the door.
#[cfg(target_os = "linux")]
pub(crate) fn begin(page: &WebviewWindow) {
    use webkit2gtk::WebViewExt;
    let asked = page.with_webview(|view| {
        let view = view.inner();
        // With the process of a page that a test drives its driver would end.
        if !view.is_controlled_by_automation() {
            view.terminate_web_process();
        }
        view.reload();
    });
    say(asked);
}

/// Loads the page again.
#[cfg(not(target_os = "linux"))]
pub(crate) fn begin(page: &WebviewWindow) {
    say(page.reload());
}

/// A window that is going has no page to begin.
fn say(asked: tauri::Result<()>) {
    if let Err(error) = asked {
        tracing::warn!(%error, "the page did not begin anew");
    }
}
