//! The process of the page, which ends where the page begins anew: what stood in its memory is the system's again then. When, is said
//! by `locking`.

use tauri::WebviewWindow;

/// Ends the process of a page that is loading itself anew; it begins with the door, in another. Where that cannot be done the page
/// goes on in the same process.
#[cfg(target_os = "linux")]
pub(crate) fn end_process(page: &WebviewWindow) {
    use webkit2gtk::WebViewExt;
    let asked = page.with_webview(|view| {
        let view = view.inner();
        // With the process of a page that a test drives its driver would end.
        if !view.is_controlled_by_automation() {
            view.terminate_web_process();
            view.reload();
        }
    });
    if let Err(error) = asked {
        // The window is going.
        tracing::warn!(%error, "the process of the page has not ended");
    }
}

/// No way is known here.
#[cfg(not(target_os = "linux"))]
pub(crate) const fn end_process(_: &WebviewWindow) {}

/// Lets a page that hangs begin anew.
pub(crate) fn begin_anew(page: &WebviewWindow) {
    end_process(page);
    if let Err(error) = page.reload() {
        tracing::warn!(%error, "the page did not begin anew");
    }
}
