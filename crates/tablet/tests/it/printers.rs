//! What a printer with an encrypted line is known by outlasts the program, and nobody else's key stands in for it; nothing is
//! sent after somebody said stop, and nothing twice unasked. On the real printer program and on made-up ones; the rest of
//! printing is tried in the whole product.

use ipc::visit::{
    CopyOf, Form, HowPrintGoes, ListPlans, NewPlan, OpenPlan, Print, PrintCard, PrintGoes, StopPrint,
    TrustPrinter,
};
use tablet::Tablet;

use crate::made_up::{MadeUp, printer_that, usual};
use crate::offices::OFFICE;
use crate::relay::{Line, Relay};
use crate::stage::{Stage, encrypted_at, until};
use crate::world::World;

/// A paper that needs nothing sealed.
fn leaflet(tablet: &Tablet) -> CopyOf {
    let plan = tablet.list_plans(ListPlans {}).unwrap()[0].plan;
    tablet.open_plan(OpenPlan { plan }).unwrap();
    CopyOf { plan, person: None, form: Form::Leaflet }
}

fn begin(tablet: &Tablet, printer: &str, nothing_came_out: bool) -> PrintGoes {
    let printer = printer.to_owned();
    tablet.print(Print { copy: leaflet(tablet), printer, nothing_came_out }).unwrap().state
}

/// How a print goes once it has ended.
fn end(tablet: &Tablet) -> PrintGoes {
    let copy = leaflet(tablet);
    until("the print ends", || {
        let PrintCard { state, .. } = tablet.how_print_goes(HowPrintGoes { copy: copy.clone() }).unwrap();
        (!matches!(state, PrintGoes::On { .. })).then_some(state)
    })
}

fn print(tablet: &Tablet, printer: &str) -> PrintGoes {
    begin(tablet, printer, false);
    end(tablet)
}

fn ready(world: &World) -> Tablet {
    let tablet = world.ready(&OFFICE);
    tablet.new_plan(NewPlan { title: "The Reed family".into(), practice: None, after: None }).unwrap();
    tablet
}

#[test]
fn a_print_that_is_stopped_before_it_is_sent_is_not_sent_and_says_so() {
    const GET_JOBS: u16 = 0x000a;
    let (goes_on, may_go_on) = std::sync::mpsc::channel::<()>();
    let printer = MadeUp::that(move |operation| {
        if operation == GET_JOBS {
            let _ = may_go_on.recv();
        }
        Some(usual(operation, &printer_that("x", b"\x44y")))
    });
    // Also where the test fails it goes on before the printer is waited for.
    let goes_on = goes_on;
    let (world, address) = (World::new(), printer.printer().to_string());
    let tablet = ready(&world);
    let PrintGoes::On { says } = begin(&tablet, &address, false) else { panic!("it does not go on") };
    assert!(!says.contains("has the plan"), "{says}");
    tablet.stop_print(StopPrint { copy: leaflet(&tablet) }).unwrap();
    drop(goes_on);
    let PrintGoes::Stopped { says } = end(&tablet) else { panic!("it was printed") };
    assert!(says.contains("Nothing was sent"), "{says}");
    assert_eq!(printer.documents(), 0);
}

#[test]
fn what_may_have_come_out_is_not_sent_to_another_address_unasked() {
    let (world, stage) = (World::new(), Stage::new());
    let other = MadeUp::that_says(printer_that("x", b"\x44y"));
    let relay = Relay::to(stage.port(), Line::LosesTheAnswer);
    let tablet = ready(&world);
    assert!(matches!(print(&tablet, &relay.printer().to_string()), PrintGoes::Stopped { .. }));

    let PrintGoes::Unsure { says } = print(&tablet, &other.printer().to_string()) else {
        panic!("it was sent")
    };
    assert!(says.contains("Look at each printer that you tried"), "{says}");
    assert_eq!(other.documents(), 0);
    assert!(matches!(print(&tablet, &stage.printer().to_string()), PrintGoes::Printed { .. }));
    assert_eq!((stage.spooled().len(), stage.tray().len()), (1, 1), "the same printer has it already");
}

#[test]
fn what_may_have_come_out_is_sent_elsewhere_once_somebody_looked() {
    let (world, stage) = (World::new(), Stage::new());
    let breaks = Relay::to(stage.port(), Line::BreaksHalfway);
    let tablet = ready(&world);
    print(&tablet, &breaks.printer().to_string());
    let other = MadeUp::that_says(printer_that("x", b"\x44y"));
    let address = other.printer().to_string();
    assert!(matches!(print(&tablet, &address), PrintGoes::Unsure { .. }));
    begin(&tablet, &address, true);
    until("it is sent", || (other.documents() == 1).then_some(()));
}

#[test]
fn an_open_line_is_offered_where_no_key_is_known_and_nowhere_else() {
    let (world, stage) = (World::new(), Stage::new());
    let without = MadeUp::that_says(printer_that("x", b"\x44y"));
    let address = encrypted_at(without.port()).to_string();
    let tablet = ready(&world);
    assert!(matches!(print(&tablet, &address), PrintGoes::NoLine { .. }));
    assert!(matches!(print(&tablet, &stage.encrypted().to_string()), PrintGoes::Printed { .. }));
    // The same device by now, whose key is known.
    let PrintGoes::Stopped { says } = print(&tablet, &address) else { panic!("it is offered") };
    assert!(says.contains("Somebody may be in between"), "{says}");
    assert_eq!(without.documents(), 0);
}

#[test]
fn a_printers_key_outlasts_the_program_and_another_is_taken_only_when_somebody_says_so() {
    let (world, mut stage) = (World::new(), Stage::new());
    let printer = stage.encrypted().to_string();
    let tablet = ready(&world);
    assert!(matches!(print(&tablet, &printer), PrintGoes::Printed { .. }));
    drop(tablet);

    stage.pull_the_plug();
    stage.forget_its_key();
    stage.switch_on();
    let tablet = world.again();
    for _ in 0..2 {
        let PrintGoes::OtherKey { says } = print(&tablet, &printer) else { panic!("it was printed") };
        assert!(says.contains("another key than last time"), "{says}");
    }
    assert_eq!(stage.spooled().len(), 1, "nothing was sent to the other key");
    drop(tablet);

    // Somebody has to have met the other key since the start.
    let tablet = world.again();
    let trust = || tablet.trust_printer(TrustPrinter { printer: printer.clone() }).unwrap();
    trust();
    assert!(matches!(print(&tablet, &printer), PrintGoes::OtherKey { .. }));
    trust();
    drop(tablet);

    assert!(matches!(print(&world.again(), &printer), PrintGoes::Printed { .. }), "it is known from now on");
    assert_eq!(stage.tray().len(), 2);
}
