// The lock screen is a program of its own, small enough to be there at once. The large one comes while a PIN is typed.
try {
    const lock_screen = fetch(new URL("./door_bg.wasm", import.meta.url));
    const { default: load, show } = await import("./door.js");
    await load({ module_or_path: lock_screen });
    let shown;
    const opened = new Promise(open => { shown = show(open); });
    await shown;

    const program = fetch(new URL("./visit_bg.wasm", import.meta.url));
    const { default: start, begin } = await import("./visit.js");
    await start({ module_or_path: program });
    await begin(opened);
} catch (failed) {
    // Whoever has just unlocked it has nothing that would lock it again. These words stay, as words that are held do.
    window.__TAURI__?.core.invoke("lock", { command: { holds_words: true } }).catch(() => {});
    // A lock screen with nothing behind it would be opening for ever.
    const told = document.getElementById("cannot-start");
    document.body.replaceChildren(told);
    told.hidden = false;
    throw failed;
}
