//! Names the commands of the shell, so that a window may call only those its capability lists.

fn main() {
    let manifest = tauri_build::AppManifest::new().commands(&[
        "start",
        "read_library",
        "look",
        "enrol",
        "add_user",
        "unlock",
        "lock",
        "list_plans",
        "new_plan",
        "open_plan",
        "change_plan",
        "preview",
        "start_signing",
        "sign",
        "take_back",
        "ask_ways",
        "read_in",
        "say_aloud",
        "stop_saying",
        "seal",
        "sealed",
        "save_copy",
        "find_printers",
        "print",
        "how_print_goes",
        "stop_print",
        "give_copy",
        "send_now",
    ]);
    if let Err(error) = tauri_build::try_build(tauri_build::Attributes::new().app_manifest(manifest)) {
        println!("cargo::error={error:#}");
    }
}
