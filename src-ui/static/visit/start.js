// Both halves of the program come at the same time.
const program = fetch(new URL("./visit_bg.wasm", import.meta.url));
const { default: start } = await import("./visit.js");

start({ module_or_path: program });
