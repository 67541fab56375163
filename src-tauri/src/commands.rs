//! One adapter for each command: from the window to the tablet. They run off the window's own thread.

use ipc::Refusal;
use ipc::visit::*;
use tablet::Tablet;
use tauri::ipc::Invoke;
use tauri::{State, Wry};

macro_rules! adapters {
    ($($name:ident: $command:ty,)*) => {
        $(
            #[tauri::command(async)]
            fn $name(
                tablet: State<'_, Tablet>,
                command: $command,
            ) -> Result<<$command as Command>::Reply, Refusal> {
                tablet.$name(command)
            }
        )*

        /// Hands each command to its adapter.
        pub(crate) fn handler() -> impl Fn(Invoke<Wry>) -> bool + Send + Sync + 'static {
            tauri::generate_handler![$($name),*]
        }

        #[cfg(test)]
        const ADAPTED: &[&str] = &[$(stringify!($name)),*];
    };
}

adapters! {
    start: Start,
    read_library: ReadLibrary,
    look: Look,
    enrol: Enrol,
    add_user: AddUser,
    unlock: Unlock,
    lock: Lock,
    list_plans: ListPlans,
    new_plan: NewPlan,
    open_plan: OpenPlan,
    change_plan: ChangePlan,
    preview: Preview,
    start_signing: StartSigning,
    sign: Sign,
    take_back: TakeBack,
    ask_ways: AskWays,
    read_in: ReadIn,
    say_aloud: SayAloud,
    stop_saying: StopSaying,
    seal: Seal,
    sealed: Sealed,
    save_copy: SaveCopy,
    find_printers: FindPrinters,
    print: Print,
    how_print_goes: HowPrintGoes,
    stop_print: StopPrint,
    give_copy: GiveCopy,
    send_now: SendNow,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_command_of_the_contract_is_carried_out_and_allowed() {
        assert_eq!(ADAPTED, NAMES, "the adapters are the contract's commands, in its order");
        let build = include_str!("../build.rs");
        let capability = include_str!("../capabilities/visit.json");
        for name in NAMES {
            assert!(build.contains(&format!("\"{name}\"")), "build.rs does not name {name}");
            let permission = format!("\"allow-{}\"", name.replace('_', "-"));
            assert!(capability.contains(&permission), "the window's capability lacks {permission}");
        }
    }
}
