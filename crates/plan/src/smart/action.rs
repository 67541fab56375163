//! What is done: whether it could be seen on a visit, and whether it is a single act that is plainly done or not.

use super::tokens::Tokens;

/// Verbs that name a wish and nothing that can be seen.
const UNSEEN: [&str; 52] = [
    "improve",
    "engage",
    "cooperate",
    "co-operate",
    "support",
    "try",
    "maintain",
    "manage",
    "consider",
    "understand",
    "prioritise",
    "prioritize",
    "promote",
    "develop",
    "address",
    "respect",
    "value",
    "accept",
    "encourage",
    "protect",
    "safeguard",
    "comply",
    "adhere",
    "continue",
    "attempt",
    "aim",
    "endeavour",
    "think",
    "recognise",
    "acknowledge",
    "reflect",
    "strive",
    "care",
    "parent",
    "appreciate",
    "demonstrate",
    "behave",
    "cope",
    "become",
    "end",
    "participate",
    "liaise",
    "access",
    "commit",
    "nurture",
    "control",
    "handle",
    "stabilise",
    "work",
    "focus",
    "supervise",
    "change",
];

/// Words that say how good and not how much.
const HOW_GOOD: [&str; 20] = [
    "appropriate",
    "adequate",
    "suitable",
    "sufficient",
    "proper",
    "good",
    "better",
    "best",
    "stable",
    "positive",
    "effective",
    "consistent",
    "reasonable",
    "acceptable",
    "safe",
    "nurturing",
    "loving",
    "more",
    "quality",
    "enough",
];

/// Verbs of a single act that leaves something behind: booked, signed, fitted.
const ONE_ACT: [&str; 46] = [
    "book", "buy", "fit", "sign", "hand", "mend", "repair", "fix", "clear", "register", "apply", "order",
    "return", "install", "pay", "open", "join", "block", "move", "empty", "replace", "remove", "arrange",
    "enrol", "swap", "throw", "dump", "paint", "post", "send", "write", "build", "hang", "lend", "change",
    "bring", "set", "put", "fill", "complete", "ask", "cancel", "sell", "collect", "delete", "give",
];

/// Words after which even a single act is not counted the same by everyone.
const LOOSE: [&str; 12] = [
    "regularly",
    "often",
    "whenever",
    "needed",
    "sometimes",
    "possible",
    "if",
    "when",
    "usually",
    "occasionally",
    "consistently",
    "always",
];

/// Whether the act at `verb` could be seen on a visit; `measured` says that something is counted or timed.
pub(super) fn can_be_seen(tokens: &Tokens, verb: usize, measured: bool) -> bool {
    let (first, second) = (tokens.at(verb), tokens.at(verb + 1));
    let soon_after = |words: &[&str]| (verb + 1..verb + 7).any(|at| words.contains(&tokens.at(at)));
    match first {
        "" => false,
        "change" => {
            !matches!(second, "her" | "his" | "their" | "behaviour" | "the")
                || soon_after(&["locks", "lock", "bedding", "sheets", "nappy", "bed"])
        }
        "be" | "stay" | "remain" => {
            matches!(
                second,
                "at" | "in"
                    | "home"
                    | "back"
                    | "there"
                    | "up"
                    | "out"
                    | "with"
                    | "on"
                    | "away"
                    | "mended"
                    | "fixed"
                    | "off"
            ) || second.ends_with("ed") && tokens.has_any(&["by"])
                || soon_after(&["metres", "miles", "away"])
        }
        "ensure" | "see" if first == "ensure" || second == "that" => measured && !soon_after(&HOW_GOOD),
        "make" if second == "sure" => {
            measured && !soon_after(&["safe", "ok", "okay", "happy", "well", "supervised"])
        }
        "keep" => {
            !(soon_after(&["safe", "clean", "tidy", "calm", "healthy", "warm", "top", "eye", "hygienic"])
                || matches!(second, "up" | "trying" | "working" | "to"))
        }
        "provide" | "offer" | "show" | "use" | "meet" | "put" | "promise" | "set" | "have" | "give"
        | "seek" | "get" | "do" | "take" | "look" => {
            !(soon_after(&HOW_GOOD) && !measured || is_empty_phrase(tokens, verb))
        }
        _ => !UNSEEN.contains(&first),
    }
}

/// "seek help", "take responsibility", "do her best": words without an act.
fn is_empty_phrase(tokens: &Tokens, verb: usize) -> bool {
    const EMPTY: [(&str, &[&str]); 9] = [
        ("seek", &["help", "support", "advice", "assistance"]),
        ("get", &["better", "help", "support", "involved", "on"]),
        ("do", &["better", "best", "more", "everything"]),
        ("take", &["responsibility", "care", "notice", "account", "part", "advice", "seriously"]),
        ("put", &["first", "needs"]),
        ("look", &["after", "into", "at"]),
        ("meet", &["needs"]),
        ("show", &["commitment", "love", "willingness", "respect", "interest"]),
        ("have", &["routines", "boundaries", "insight"]),
    ];
    let said = |word: &&str| (verb + 1..verb + 5).any(|at| tokens.at(at) == *word);
    EMPTY.iter().any(|(first, rest)| tokens.at(verb) == *first && rest.iter().any(&said))
}

/// Whether it is a single act, plainly done or not.
pub(super) fn is_one_act(tokens: &Tokens, verb: usize) -> bool {
    let denied = (verb.saturating_sub(3)..verb)
        .any(|at| matches!(tokens.at(at), "not" | "never" | "won't" | "no" | "can't" | "cannot" | "mustn't"));
    let loose = tokens.has_any(&LOOSE)
        || tokens.has(&["as", "soon"])
        || tokens.has(&["now", "and", "then"])
        || tokens.has(&["at", "all", "times"]);
    if denied || loose {
        return false;
    }
    let acts = |at: usize| ONE_ACT.contains(&tokens.at(at));
    let done = |at: usize| {
        matches!(
            tokens.at(at),
            "mended"
                | "fixed"
                | "booked"
                | "fitted"
                | "signed"
                | "repaired"
                | "cleared"
                | "paid"
                | "replaced"
                | "removed"
                | "bought"
                | "installed"
                | "returned"
                | "delivered"
        )
    };
    let also = (verb + 1..tokens.len()).any(|at| tokens.at(at) == "and" && acts(at + 1));
    let passive = tokens.at(verb) == "be" && done(verb + 1);
    let thing_given = !matches!(
        tokens.at(verb),
        "give"
            | "put"
            | "bring"
            | "set"
            | "ask"
            | "change"
            | "open"
            | "move"
            | "collect"
            | "take"
            | "fill"
            | "clear"
    ) || is_thing(tokens, verb);
    acts(verb) && thing_given || also || passive || is_errand(tokens, verb)
}

/// "take Tia to the doctor", "tell the landlord about the boiler": gone to once, said once.
fn is_errand(tokens: &Tokens, verb: usize) -> bool {
    let after = |words: &[&str]| (verb + 1..verb + 8).any(|at| words.contains(&tokens.at(at)));
    match tokens.at(verb) {
        "take" => after(&["doctor", "hospital", "clinic", "jabs"]),
        "tell" => after(&["landlord", "council", "housing"]),
        _ => false,
    }
}

/// A verb of many uses is a single act when what it is done to is one thing: "hand over the key", "move Tyler to …".
fn is_thing(tokens: &Tokens, verb: usize) -> bool {
    let after = |words: &[&str]| (verb + 1..verb + 8).any(|at| words.contains(&tokens.at(at)));
    match tokens.at(verb) {
        "put" => after(&["lock", "gate", "alarm", "rail", "blind", "shelf", "up"]),
        "give" | "bring" => after(&[
            "key", "keys", "form", "forms", "number", "copy", "letter", "phone", "card", "cot", "bed",
            "list", "gate", "lock", "passport", "papers", "notice",
        ]),
        "set" => after(&["up"]),
        "ask" => true,
        "change" => after(&["locks", "lock", "number", "surgery", "doctor", "school", "key", "password"]),
        "open" => after(&["account"]),
        "move" | "clear" => true,
        "collect" => after(&["key", "keys", "prescription", "form", "forms", "parcel"]),
        "fill" => after(&["form", "forms", "hole", "skip"]),
        _ => false,
    }
}
