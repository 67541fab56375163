//! What a printer with an encrypted line is known by outlasts the program, and nobody else's key stands in for it. On the real
//! printer program; the rest of printing is tried in the whole product.

use ipc::visit::{
    CopyOf, Form, HowPrintGoes, ListPlans, NewPlan, OpenPlan, Print, PrintCard, PrintGoes, TrustPrinter,
};
use tablet::Tablet;

use crate::offices::OFFICE;
use crate::stage::{Stage, until};
use crate::world::World;

/// Prints a paper that needs nothing sealed, and waits for the end of it.
fn print(tablet: &Tablet, printer: &str) -> PrintGoes {
    let plan = tablet.list_plans(ListPlans {}).unwrap()[0].plan;
    tablet.open_plan(OpenPlan { plan }).unwrap();
    let copy = CopyOf { plan, person: None, form: Form::Leaflet };
    let asked = Print { copy: copy.clone(), printer: printer.to_owned(), nothing_came_out: false };
    tablet.print(asked).unwrap();
    until("the print ends", || {
        let PrintCard { state, .. } = tablet.how_print_goes(HowPrintGoes { copy: copy.clone() }).unwrap();
        (!matches!(state, PrintGoes::On { .. })).then_some(state)
    })
}

#[test]
fn a_printers_key_outlasts_the_program_and_another_is_taken_only_when_somebody_says_so() {
    let (world, mut stage) = (World::new(), Stage::new());
    let printer = stage.encrypted().to_string();
    let tablet = world.ready(&OFFICE);
    tablet.new_plan(NewPlan { title: "The Reed family".into(), practice: None }).unwrap();
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
