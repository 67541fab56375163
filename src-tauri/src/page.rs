//! A page that begins anew, in a process of its own: what the one before it held in its memory is the system's again. When, is said by
//! `locking`.

use tauri::WebviewWindow;

/// Ends the process of the page and begins with the door. Where there is no way to end that process, the page is loaded again in it.
pub(crate) fn begin_anew(page: &WebviewWindow) {
    #[cfg(target_os = "linux")]
    let asked = page.with_webview(|view| {
        use webkit2gtk::WebViewExt;
        let view = view.inner();
        // With the process of a page that a test drives its driver would end.
        if !view.is_controlled_by_automation() {
            view.terminate_web_process();
        }
        view.reload();
    });
    #[cfg(not(target_os = "linux"))]
    let asked = page.reload();
    if let Err(error) = asked {
        // The window is going.
        tracing::warn!(%error, "the page did not begin anew");
    }
}
