//! What is done: whether it could be seen on a visit, and whether it is a single act that is plainly done or not.

use super::goal_words::GOALS;
use super::tokens::Tokens;

/// Whether the act at `verb` could be seen on a visit; `measured` says that something is counted or timed.
pub(super) fn can_be_seen(tokens: &Tokens, verb: usize, measured: bool) -> bool {
    let (first, second) = (tokens.at(verb), tokens.at(verb + 1));
    let soon_after = |words: &[&str]| (verb + 1..verb + 7).any(|at| words.contains(&tokens.at(at)));
    let says_how_good = (verb + 1..verb + 7).any(|at| GOALS.how_good.has(tokens.at(at)));
    match first {
        "" => false,
        _ if is_hedged(tokens, verb) => false,
        "change" => {
            !matches!(second, "her" | "his" | "their" | "behaviour" | "the")
                || soon_after(&[
                    "locks", "lock", "bedding", "sheets", "nappy", "bed", "password", "number", "surgery",
                ])
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
            ) || second.ends_with("ed") && tokens.has_any(&["by"]) && !tokens.stands(verb + 2, &["by"])
                || second.ends_with("ed") && names_who(tokens, verb)
                || soon_after(&["metres", "miles", "away"])
        }
        "ensure" | "see" if first == "ensure" || second == "that" => measured && !says_how_good,
        "make" if second == "sure" => {
            measured && !soon_after(&["safe", "ok", "okay", "happy", "well", "supervised"])
        }
        "make" | "let" if soon_after(&["better", "choices", "effort", "progress", "down"]) => false,
        "keep" => {
            !(soon_after(&["safe", "clean", "tidy", "calm", "healthy", "warm", "top", "eye", "hygienic"])
                || matches!(second, "up" | "trying" | "working" | "to"))
        }
        "reduce" | "increase" | "meet" | "listen" if measured && !soon_after(&["needs"]) => true,
        "learn" | "focus" | "work" if soon_after(&["at"]) && measured => true,
        "work"
            if measured
                && !matches!(second, "on" | "with" | "towards" | "together" | "alongside" | "hard") =>
        {
            true
        }
        "monitor" => measured,
        "own" => false,
        "provide" | "offer" | "show" | "use" | "meet" | "put" | "promise" | "set" | "have" | "give"
        | "seek" | "get" | "do" | "take" | "look" | "spend" => {
            let visible = first == "put" && soon_after(&["bed", "gate", "lock", "box", "away"])
                || first == "have" && tokens.at(verb + 1).ends_with("ed")
                || matches!(first, "do" | "put" | "get") && soon_after(&["checks", "bed", "school", "shop"]);
            visible || !(says_how_good && !measured || is_empty_phrase(tokens, verb))
        }
        "allow" => !soon_after(&["contact"]),
        "support" => false,
        _ if is_empty_phrase(tokens, verb) => false,
        _ => !GOALS.unseen.has(first) && !first.strip_suffix('s').is_some_and(|stem| GOALS.unseen.has(stem)),
    }
}

/// "might ring", "would like to go": nobody has said that they will.
fn is_hedged(tokens: &Tokens, verb: usize) -> bool {
    let wish = tokens.before(verb, 1) == "to"
        && matches!(tokens.before(verb, 2), "like" | "hopes" | "hope" | "aims" | "love" | "intends");
    wish || matches!(tokens.before(verb, 1), "might" | "could")
}

fn names_who(tokens: &Tokens, verb: usize) -> bool {
    (verb..tokens.len())
        .any(|at| tokens.at(at) == "by" && (at + 1..at + 4).any(|at| tokens.name(at).is_some()))
}

/// "seek help", "take responsibility", "do her best": words without an act.
fn is_empty_phrase(tokens: &Tokens, verb: usize) -> bool {
    const EMPTY: [(&str, &[&str]); 12] = [
        ("seek", &["help", "support", "advice", "assistance"]),
        ("get", &["better", "help", "support", "involved", "on"]),
        ("do", &["better", "best", "more", "everything", "work"]),
        ("sort", &["herself", "himself", "themselves"]),
        ("take", &["responsibility", "care", "notice", "account", "advice", "seriously", "steps"]),
        ("put", &["first", "needs"]),
        ("look", &["after", "into", "at"]),
        ("meet", &["needs"]),
        ("show", &["commitment", "love", "willingness", "respect", "interest"]),
        ("have", &["routines", "boundaries", "insight", "quality"]),
        ("offer", &["respite", "support", "help"]),
        ("spend", &["quality"]),
    ];
    let said = |word: &&str| (verb + 1..verb + 5).any(|at| tokens.at(at) == *word);
    let school_time = tokens.at(verb) == "get" && (verb + 1..verb + 7).any(|at| tokens.at(at) == "school");
    !school_time && EMPTY.iter().any(|(first, rest)| tokens.at(verb) == *first && rest.iter().any(&said))
}

/// Whether it is a single act, plainly done or not.
pub(super) fn is_one_act(tokens: &Tokens, verb: usize) -> bool {
    let denied = (verb.saturating_sub(3)..verb)
        .any(|at| matches!(tokens.at(at), "not" | "never" | "won't" | "no" | "can't" | "cannot" | "mustn't"));
    let loose = tokens.all.iter().any(|token| GOALS.loose.has(&token.small))
        || tokens.has(&["as", "soon"])
        || tokens.has(&["now", "and", "then"])
        || tokens.has(&["at", "all", "times"])
        || tokens.has(&["each", "time"]);
    if denied || loose || is_hedged(tokens, verb) {
        return false;
    }
    let acts = |at: usize| {
        GOALS.one_act.has(tokens.at(at))
            && (!GOALS.needs_a_thing.has(tokens.at(at)) || is_to_a_thing(tokens, at))
    };
    // "keep the tablets in the locked tin": they are there or not.
    let is_kept = tokens.at(verb) == "keep"
        && (verb + 2..verb + 9).any(|at| {
            matches!(tokens.at(at), "in" | "inside" | "on" | "out" | "behind" | "under")
                && (at + 1..at + 6).any(|at| GOALS.stores.has(tokens.at(at)))
        });
    if is_kept {
        return true;
    }
    let also = (verb + 1..tokens.len()).any(|at| tokens.at(at) == "and" && acts(at + 1));
    // "be mended", "have rung".
    let as_done = matches!(tokens.at(verb), "be" | "have" | "get")
        && (verb + 1..verb + 5).any(|at| {
            GOALS.done.has(tokens.at(at))
                || tokens.at(at) == "made" && (0..verb).any(|at| GOALS.things.has(tokens.at(at)))
        });
    acts(verb) || also || as_done
}

/// Whether what is done at a place is done to one thing or at one place: "hand over the key", "take Tia to the dentist".
fn is_to_a_thing(tokens: &Tokens, at: usize) -> bool {
    let to_bed = matches!(tokens.at(at), "put" | "take" | "bring")
        && (at + 1..at + 9).any(|at| tokens.stands(at, &["to", "bed"]));
    !to_bed && (at + 1..at + 9).any(|at| GOALS.things.has(tokens.at(at)))
}
