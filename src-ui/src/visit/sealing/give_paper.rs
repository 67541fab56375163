//! Giving a paper there and then: whose, in which form, on a printer or as a file, and how a print goes. The copies of a
//! sealed plan, and before that the papers that are nobody's.

mod goes;

use std::time::Duration;

use course::printing;
use ipc::visit::{
    Copied, CopyOf, Form, HowPrintGoes, Print, PrintCard, PrintGoes, RemoveSaved, SaveCopy, SavePaper,
    SealedCard, StopPrint, TrustPrinter,
};
use leptos::prelude::*;
use leptos::task::spawn_local;
use plan::ids::PersonId;

use super::printers::Printers;
use super::which_paper::{forms, whose};
use crate::components::{Banner, Choice, Choices};
use crate::platform::{page, shell};
use crate::visit::here::Visit;
use crate::visit::sticks::Sticks;
use crate::words::{counted, fill, t};

/// Between two questions about how it goes.
const ASK_AGAIN: Duration = Duration::from_secs(1);

/// What is chosen and what came of it.
#[derive(Clone, Copy)]
struct Giving {
    visit: Visit,
    /// What was sealed; nothing before that.
    card: RwSignal<Option<SealedCard>>,
    /// The paper that is no copy and was saved last, and where.
    saved: RwSignal<Option<(CopyOf, Copied)>>,
    sticks: Sticks,
    copy: RwSignal<CopyOf>,
    printer: RwSignal<String>,
    /// Its open line, where it was found with one beside the encrypted one.
    open: RwSignal<Option<String>>,
    goes: RwSignal<PrintGoes>,
    /// The printer that this is about.
    told_of: StoredValue<Option<String>>,
    /// What a print was asked for and not answered yet.
    asked: StoredValue<Option<CopyOf>>,
    /// How many prints were asked for. What was learnt before the last of them is out of date.
    prints: StoredValue<u32>,
}

/// The card. What is chosen on it outlasts what becomes of the plan meanwhile.
#[component]
pub(crate) fn GivePaper(
    /// What was sealed.
    sealed: SealedCard,
    /// Filled again when a copy was saved.
    card: RwSignal<Option<SealedCard>>,
) -> impl IntoView {
    let person = sealed.copies.last().and_then(|copy| copy.person);
    let it = Giving::new(card, person, Form::Signed);
    let whose = (sealed.copies.len() > 1).then(|| {
        view! {
            <Choices name="print-copy" question=t("print.which") choices=whose(&sealed)
                chosen=Signal::derive(move || Some(it.copy.get().person))
                choose=move |person| it.choose(|copy| copy.person = person)/>
        }
    });
    view! {
        <section class="card" id="print">
            <h2>{t("sealed.copy")}</h2>
            // A part for a helper is nobody's of the family.
            <div hidden=move || matches!(it.copy.get().form, Form::Part(_) | Form::Leaflet)>{whose}</div>
            {it.in_a_form(forms(&sealed))}
        </section>
    }
}

/// The papers that are the same for everybody: to give before anything is agreed, and to take away.
#[component]
pub(crate) fn GiveBlank() -> impl IntoView {
    let it = Giving::new(RwSignal::new(None), None, Form::Blank);
    let forms = [(Form::Blank, "kind.blank"), (Form::Leaflet, "leaflet.title")];
    let forms = forms.map(|(value, key)| Choice { value, label: t(key).to_owned() }).to_vec();
    view! {
        <section class="card" id="print">
            {it.in_a_form(forms)}
        </section>
    }
}

/// What a print is asked about every second, while it goes.
fn ask_again(it: Giving) {
    let again = set_interval_with_handle(
        move || {
            if matches!(it.goes.get_untracked(), PrintGoes::On { .. }) {
                it.look(false);
            }
        },
        ASK_AGAIN,
    );
    on_cleanup(move || {
        if let Ok(again) = again {
            again.clear();
        }
    });
}

impl Giving {
    fn new(card: RwSignal<Option<SealedCard>>, person: Option<PersonId>, form: Form) -> Self {
        let visit = Visit::here();
        let plan = visit.work.plan.with_untracked(|plan| plan.id);
        let it = Self {
            visit,
            card,
            saved: RwSignal::new(None),
            sticks: Sticks::not_asked(),
            copy: RwSignal::new(CopyOf { plan, person, form }),
            printer: RwSignal::new(String::new()),
            open: RwSignal::new(None),
            goes: RwSignal::new(PrintGoes::Not),
            told_of: StoredValue::new(None),
            asked: StoredValue::new(None),
            prints: StoredValue::new(0),
        };
        it.look(true);
        ask_again(it);
        it
    }

    /// In which form, where to, and how it goes.
    fn in_a_form(self, forms: Vec<Choice<Form>>) -> impl IntoView {
        let it = self;
        let onto = move |stick| it.save(Some(stick));
        let refused = move |refusal| it.visit.refused(refusal);
        view! {
            <Choices name="print-form" question=t("print.form") choices=forms wide=true
                chosen=Signal::derive(move || Some(it.copy.get().form))
                choose=move |form| it.choose(|copy| copy.form = form)/>
            {move || (it.copy.get().form == Form::Leaflet).then(|| view! { <Banner text=t("papers.leaflet_for")/> })}
            <Printers printer=it.printer choose=move |(address, open)| it.print_on(address, open)/>
            {move || it.told()}
            <div class="buttons">
                {move || it.buttons()}
                <button class="button" id="save-copy" on:click=move |_| it.save(None)>{t("stick.save")}</button>
                <button class="button" on:click=move |_| it.sticks.find(onto, refused)>{t("stick.save_to_stick")}</button>
            </div>
            <div role="status">{move || it.sticks.told(onto)}</div>
            <p role="status">{move || it.said_where()}</p>
            {move || it.files_here()}
        }
    }

    /// Takes a choice. What is known of the copy before is not shown as if it were of this one.
    fn choose(self, change: impl FnOnce(&mut CopyOf)) {
        self.copy.update(change);
        self.sticks.forget();
        self.goes.set(PrintGoes::Not);
        self.look(true);
    }

    /// Takes another address, and the open line beside it.
    fn print_on(self, address: String, open: Option<String>) {
        if !self.put(address, open) {
            return;
        }
        let told = printing::at_another_address(self.goes.get_untracked());
        // What is told already is not told anew with each letter.
        if self.goes.with_untracked(|goes| *goes != told) {
            self.goes.set(told);
        }
    }

    /// Puts an address into the field; whether it is another one.
    fn put(self, address: String, open: Option<String>) -> bool {
        let is_other = self.printer.with_untracked(|before| *before != address);
        if is_other {
            self.printer.set(address);
            self.open.set(open);
        }
        is_other
    }

    fn is_asked(self, copy: &CopyOf) -> bool {
        self.asked.with_value(|asked| asked.as_ref() == Some(copy))
    }

    /// Asks how the last print of the copy goes, and which printer it went to.
    fn look(self, and_where: bool) {
        let (copy, prints) = (self.copy.get_untracked(), self.prints.get_value());
        if self.is_asked(&copy) {
            return;
        }
        spawn_local(async move {
            let reply = shell::ask(HowPrintGoes { copy: copy.clone() }).await;
            if self.prints.try_get_value() != Some(prints) {
                return;
            }
            if let Ok(card) = &reply
                && and_where
                && self.is_chosen(&copy)
            {
                let is_empty = self.printer.with_untracked(String::is_empty);
                let last_used = card.last_used.as_ref().filter(|_| is_empty);
                if let Some(printer) = card.printer.as_ref().or(last_used) {
                    self.put(printer.clone(), None);
                }
            }
            self.take(&copy, reply);
        });
    }

    fn is_chosen(self, copy: &CopyOf) -> bool {
        self.copy.try_get_untracked().as_ref() == Some(copy)
    }

    /// Shows what came back, unless another copy has been chosen since.
    fn take(self, copy: &CopyOf, reply: Result<PrintCard, ipc::Refusal>) {
        match reply {
            Ok(card) if self.is_chosen(copy) => {
                self.told_of.set_value(card.printer);
                if self.goes.with_untracked(|goes| *goes != card.state) {
                    self.goes.set(card.state);
                }
            }
            Ok(_) => {}
            Err(refusal) => self.visit.refused(refusal),
        }
    }

    fn print(self, nothing_came_out: bool) {
        let (copy, printer) = (self.copy.get_untracked(), self.printer.get_untracked());
        if self.is_asked(&copy) {
            return;
        }
        self.asked.set_value(Some(copy.clone()));
        self.prints.update_value(|prints| *prints += 1);
        spawn_local(async move {
            let asked = Print { copy: copy.clone(), printer, nothing_came_out };
            let reply = shell::ask(asked).await;
            if self.copy.is_disposed() {
                return;
            }
            if self.is_asked(&copy) {
                self.asked.set_value(None);
            }
            self.take(&copy, reply);
        });
    }

    /// The new key of the printer that was told of is believed, whatever was typed since, and it prints.
    fn trust(self) {
        let Some(printer) = self.told_of.get_value() else { return };
        spawn_local(async move {
            match shell::ask(TrustPrinter { printer: printer.clone() }).await {
                Ok(()) if !self.copy.is_disposed() => {
                    self.put(printer, None);
                    self.print(false);
                }
                Ok(()) => {}
                Err(refusal) => self.visit.refused(refusal),
            }
        });
    }

    fn stop(self) {
        let copy = self.copy.get_untracked();
        spawn_local(async move {
            let reply = shell::ask(StopPrint { copy: copy.clone() }).await;
            self.take(&copy, reply);
        });
    }

    /// What lies on the tablet where it needs no PIN, and the way to remove it.
    fn files_here(self) -> Option<impl IntoView> {
        let files = self.card.with(|card| card.as_ref().map_or(0, |card| card.files));
        let remove = move |_| {
            let plan = self.copy.get_untracked().plan;
            spawn_local(async move {
                match shell::ask(RemoveSaved { plan }).await {
                    Ok(sealed) => {
                        // The button goes with what it removed.
                        page::focus_first("#save-copy");
                        let _ = self.saved.try_set(None);
                        let _ = self.card.try_set(Some(sealed));
                    }
                    Err(refusal) => self.visit.refused(refusal),
                }
            });
        };
        (files > 0).then(|| {
            view! {
                <Banner text=counted("sealed.files", files)>
                    <button class="button" on:click=remove>{t("sealed.remove_files")}</button>
                </Banner>
            }
        })
    }

    fn save(self, drive: Option<String>) {
        let copy = self.copy.get_untracked();
        spawn_local(async move {
            if !copy.form.is_copy() {
                match shell::ask(SavePaper { copy: copy.clone(), drive }).await {
                    Ok(saved) => _ = self.saved.try_set(Some((copy, saved))),
                    Err(refusal) => self.visit.refused(refusal),
                }
                return;
            }
            match shell::ask(SaveCopy { copy, drive }).await {
                Ok(sealed) => {
                    let _ = self.card.try_set(Some(sealed));
                }
                Err(refusal) => self.visit.refused(refusal),
            }
        });
    }

    /// Where the copy was saved, if it was this form that was saved last.
    fn said_where(self) -> Option<String> {
        let chosen = self.copy.get();
        let of_card = self.card.with(|card| {
            let copies = card.iter().flat_map(|card| &card.copies);
            copies.filter(|copy| copy.person == chosen.person).find_map(|copy| copy.saved.clone())
        });
        // A paper of one person is never said to be another's.
        let of_paper = self.saved.get().filter(|(of, _)| *of == chosen).map(|(_, saved)| saved);
        let of_card = of_card.filter(|saved| saved.form == chosen.form);
        let saved = of_paper.or(of_card)?;
        Some(fill("sealed.copy_saved", &[("file", &saved.file), ("folder", &saved.folder)]))
    }
}
