import start from "./office.js";

start({ module_or_path: new URL("./office_bg.wasm", import.meta.url) });
