// Both halves of the program come at the same time.
const program = fetch(new URL("./office_bg.wasm", import.meta.url));
const { default: start } = await import("./office.js");

start({ module_or_path: program });
