import start from "./visit.js";

start({ module_or_path: new URL("./visit_bg.wasm", import.meta.url) });
