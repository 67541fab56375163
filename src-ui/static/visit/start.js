// The lock screen is a program of its own, small enough to be there at once. The large one comes while a PIN is typed.
const lock_screen = fetch(new URL("./door_bg.wasm", import.meta.url));
const { default: load, show } = await import("./door.js");
await load({ module_or_path: lock_screen });
let shown;
const opened = new Promise(open => { shown = show(open); });
await shown;

const program = fetch(new URL("./visit_bg.wasm", import.meta.url));
const { default: start, begin } = await import("./visit.js");
await start({ module_or_path: program });
begin(opened);
