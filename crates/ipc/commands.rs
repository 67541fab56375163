// The commands of the visit app, in the order a visit needs them. Each says its name, what it answers, before whom it may
// be carried out and who asks for it. A new one is declared here and gets a method of its name in `tablet`; there is no
// other list. The shell's build script reads this table too, with a macro of its own that takes the names alone, so that
// nothing has to be built for it.

commands! {
    ($)
    /// What a program of the interface begins with. Asked once.
    Start as start -> Started, Before::Family, AskedBy::Page {
        /// What it will show.
        shows: Shows,
    }
    /// What a worker writes with. Asked once, for after unlocking. It holds nothing of any plan, and an interface that is
    /// loaded anew asks for it before anything else.
    ReadLibrary as read_library -> Library, Before::Family, AskedBy::Page {}
    /// How the tablet stands. An interface asks it again while something is on its way.
    Look as look -> Standing, Before::Family, AskedBy::Page {}
    /// Makes this tablet one of an office's, with the line the office gave; again, while somebody is in.
    Enrol as enrol -> Standing, Before::WorkerOnly, AskedBy::Person {
        /// Address, key and code as the office shows them.
        line: String,
    }
    /// Adds a worker and their PIN: the first, or a colleague of whoever is in.
    AddUser as add_user -> Standing, Before::WorkerOnly, AskedBy::Person {
        /// Full name.
        name: String,
        /// In what role.
        role: WorkerRole,
        /// The number families can ring.
        phone: String,
        /// A police worker's rank; empty for others.
        #[serde(default)]
        rank: String,
        /// A police worker's collar number; empty for others.
        #[serde(default)]
        collar: String,
        /// Six digits or more; where the tablet has no keystore, a passphrase of twelve characters or more.
        pin: Pin,
    }
    /// Opens a worker's plans.
    Unlock as unlock -> Standing, Before::Family, AskedBy::Person {
        /// Who.
        user: UserId,
        /// Their PIN.
        pin: Pin,
    }
    /// Opens a worker's plans with a code that the office told by telephone, and gives them a new PIN.
    UnlockByPhone as unlock_by_phone -> Standing, Before::Family, AskedBy::Person {
        /// Who.
        user: UserId,
        /// Sixteen letters and digits, as they were told.
        code: Pin,
        /// Their new PIN.
        pin: Pin,
    }
    /// Another PIN for the worker who is in.
    ChangePin as change_pin -> Standing, Before::WorkerOnly, AskedBy::Person {
        /// The PIN until now.
        pin: Pin,
        /// The PIN from now on.
        new: Pin,
    }
    /// Closes them. Everything is already saved. Asked of a locked tablet as well, by an interface that heard of it.
    Lock as lock -> Standing, Before::Family, AskedBy::Person {
        /// Where the worker was, to begin there when the same one comes back.
        left: Option<LeftAt>,
        /// Whether the interface holds words that could not be saved. Where it holds none it begins anew.
        holds_words: bool,
    }
    /// Somebody is there: the screen was touched, or a key pressed. An interface says it now and then for as long as
    /// that goes on, so that a tablet in use does not lock.
    StillHere as still_here -> (), Before::Family, AskedBy::Person {}
    /// The plans of the worker who is in.
    ListPlans as list_plans -> Vec<PlanCard>, Before::WorkerOnly, AskedBy::Page {}
    /// Puts a plan out of the list of what is looked after, or back into it. Nothing of it is lost.
    PutAway as put_away -> Vec<PlanCard>, Before::WorkerOnly, AskedBy::Person {
        /// Which.
        plan: PlanId,
        /// Whether it goes away.
        away: bool,
    }
    /// Removes a practice family's plan for good. No other plan is ever removed.
    RemovePractice as remove_practice -> Vec<PlanCard>, Before::WorkerOnly, AskedBy::Person {
        /// Which.
        plan: PlanId,
    }
    /// Begins a plan; the worker who is in stands in it.
    NewPlan as new_plan -> Opened, Before::WorkerOnly, AskedBy::Person {
        /// What we call the family; of a practice family, nothing.
        title: String,
        /// Which practice family is written into it, counted from 0.
        #[serde(default)]
        practice: Option<usize>,
        /// The sealed plan that it goes on from, for the same family: what was agreed there is in it.
        #[serde(default)]
        after: Option<PlanId>,
    }
    /// Opens a plan.
    OpenPlan as open_plan -> Opened, Before::WorkerOnly, AskedBy::Person {
        /// Which.
        plan: PlanId,
    }
    /// Changes a plan. Answered when the changes are on the disk.
    ChangePlan as change_plan -> Saved, Before::WorkerOnly, AskedBy::Person {
        /// Which plan.
        plan: PlanId,
        /// The revision the changes were made on.
        base: u64,
        /// In order; all or none are taken.
        changes: Vec<Change>,
    }
    /// What was made of a text of a plan, by whom and when, the newest first. Putting earlier words back is a change like any other.
    FieldHistory as field_history -> Vec<FieldEntry>, Before::WorkerOnly, AskedBy::Page {
        /// Which plan.
        plan: PlanId,
        /// Which text.
        field: Field,
    }
    /// The agreement as it would be now, and where its signing stands.
    Preview as preview -> Sitting, Before::WorkerOnly, AskedBy::Page {
        /// Which plan.
        plan: PlanId,
    }
    /// Begins reading and signing, or goes on with it. The agreement is written once, now.
    StartSigning as start_signing -> Sitting, Before::Family, AskedBy::Person {
        /// Which plan.
        plan: PlanId,
    }
    /// A sitting that was begun, as it is on the disk. Nothing is begun by asking.
    ReadSitting as read_sitting -> Sitting, Before::Family, AskedBy::Page {
        /// Which sitting.
        signing: SigningId,
    }
    /// Something happened in front of the family. Answered when it is on the disk. From the event that hands the tablet
    /// over until the worker takes it back, only what belongs in front of the family is carried out.
    Sign as sign -> Kept, Before::Family, AskedBy::Person {
        /// Which sitting.
        signing: SigningId,
        /// What.
        events: Vec<Event>,
    }
    /// Keeps words that are being typed and are nothing yet. Empty words are forgotten.
    KeepDraft as keep_draft -> (), Before::Family, AskedBy::Person {
        /// What is being typed.
        of: DraftOf,
        /// How far it is.
        words: String,
    }
    /// The words that were being typed; empty when there are none.
    ReadDraft as read_draft -> String, Before::Family, AskedBy::Page {
        /// What was being typed.
        of: DraftOf,
    }
    /// The worker takes the tablet back from the family.
    TakeBack as take_back -> Kept, Before::Family, AskedBy::Person {
        /// Which sitting.
        signing: SigningId,
        /// The PIN of the worker who is in.
        pin: Pin,
    }
    /// In which languages, and how, this tablet can put a plan before a family.
    AskWays as ask_ways -> Ways, Before::Family, AskedBy::Page {
        /// Which sitting.
        signing: SigningId,
    }
    /// What a family reads in another language.
    ReadIn as read_in -> InTheirLanguage, Before::Family, AskedBy::Page {
        /// Which sitting.
        signing: SigningId,
        /// Which language.
        language: Language,
    }
    /// Says words aloud. Answered when they were said, with true, or stopped, with false.
    SayAloud as say_aloud -> bool, Before::Family, AskedBy::Page {
        /// One sentence.
        words: String,
        /// The language it is in.
        language: Language,
        /// Whether to say it more slowly than usual.
        slower: bool,
    }
    /// Whether the voice can be heard just now; true where that cannot be told.
    IsHeard as is_heard -> bool, Before::Family, AskedBy::Page {}
    /// Stops what is being said.
    StopSaying as stop_saying -> (), Before::Family, AskedBy::Page {}
    /// Seals the agreement. Asked again, it answers the same.
    Seal as seal -> SealedCard, Before::WorkerOnly, AskedBy::Person {
        /// Which sitting.
        signing: SigningId,
    }
    /// What became of a sealed plan.
    Sealed as sealed -> SealedCard, Before::WorkerOnly, AskedBy::Page {
        /// Which plan.
        plan: PlanId,
    }
    /// The names of the sticks that are in the tablet now.
    FindDrives as find_drives -> Vec<String>, Before::WorkerOnly, AskedBy::Page {}
    /// Saves a copy as a file. Asked again, it answers the same.
    SaveCopy as save_copy -> SealedCard, Before::WorkerOnly, AskedBy::Person {
        /// Which.
        copy: CopyOf,
        /// The name of the stick it goes to; without one it stays on the tablet.
        #[serde(default)]
        drive: Option<String>,
    }
    /// Saves a paper as a file that is no copy of what was agreed: one for a helper, for the next meeting, for anybody.
    SavePaper as save_paper -> Copied, Before::WorkerOnly, AskedBy::Person {
        /// Which.
        copy: CopyOf,
        /// The name of the stick it goes to; without one it stays on the tablet.
        #[serde(default)]
        drive: Option<String>,
    }
    /// Removes the files of a sealed plan that lie on the tablet itself. What was sealed stays, and can be saved again.
    RemoveSaved as remove_saved -> SealedCard, Before::WorkerOnly, AskedBy::Person {
        /// Which plan.
        plan: PlanId,
    }
    /// Looks for printers near the tablet; takes a few seconds.
    FindPrinters as find_printers -> Vec<PrinterCard>, Before::WorkerOnly, AskedBy::Person {}
    /// Prints a copy. It goes on by itself; [`HowPrintGoes`] tells how. Asked again while it goes, it answers the same.
    Print as print -> PrintCard, Before::WorkerOnly, AskedBy::Person {
        /// Which.
        copy: CopyOf,
        /// The printer's address, as it was found or typed.
        printer: String,
        /// Whether somebody looked and saw that nothing came out of an earlier try.
        #[serde(default)]
        nothing_came_out: bool,
    }
    /// How the last print of a copy goes.
    HowPrintGoes as how_print_goes -> PrintCard, Before::WorkerOnly, AskedBy::Page {
        /// Which.
        copy: CopyOf,
    }
    /// Stops a print. Pages that are on their way may still come out.
    StopPrint as stop_print -> PrintCard, Before::WorkerOnly, AskedBy::Person {
        /// Which.
        copy: CopyOf,
    }
    /// Takes the key that a printer proved last for its own, where it was known by another. A person decided that.
    TrustPrinter as trust_printer -> (), Before::WorkerOnly, AskedBy::Person {
        /// The printer's address, as it was found or typed.
        printer: String,
    }
    /// Notes how a copy was given.
    GiveCopy as give_copy -> SealedCard, Before::WorkerOnly, AskedBy::Person {
        /// Which plan.
        plan: PlanId,
        /// Whose copy; none for the whole plan.
        #[serde(default)]
        person: Option<PersonId>,
        /// How.
        given: Given,
    }
    /// Saves all that is on its way to the office as a file that only the office can open, for a tablet that reaches no network.
    SaveLetters as save_letters -> SavedLetters, Before::WorkerOnly, AskedBy::Person {
        /// The name of the stick it goes to; without one it stays on the tablet.
        #[serde(default)]
        drive: Option<String>,
    }
    /// Copies all that lies on a tablet whose files a newer program wrote, as closed as it is. Nothing else can be done with them.
    SaveEverything as save_everything -> SavedEverything, Before::WorkerOnly, AskedBy::Person {
        /// The name of the stick it goes to; without one it stays on the tablet.
        #[serde(default)]
        drive: Option<String>,
    }
    /// Tries to send what is waiting, now.
    SendNow as send_now -> Standing, Before::WorkerOnly, AskedBy::Person {}
}
