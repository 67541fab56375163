//! Made-up goals, no two alike, until a plan has as many as asked.

use plan::Plan;
use plan::content::{Goal, Pace};
use plan::domain::Domain;
use plan::ids::GoalId;

/// What somebody will do, six for each part of life in the order of `Domain::ALL`.
const WHAT: [[&str; 6]; 8] = [
    [
        "cook a hot meal for everyone",
        "put clean sheets on all the beds",
        "check that there is credit on the meter",
        "wash the school clothes and hang them up",
        "empty the bins and take them to the street",
        "write a list and buy food for the week",
    ],
    [
        "lock the back gate before the little ones play outside",
        "keep the cleaning things on the top shelf",
        "leave the room and ring Nan when a row begins",
        "walk home from the bus with Iolo",
        "test both smoke alarms",
        "hold hands with the twins beside the road",
    ],
    [
        "walk Cadi and Cai to the gate of their school",
        "pack the bags and put them beside the door",
        "read with Nel in the blue chair",
        "ring the school before nine when a child is ill",
        "sit with Ffion while she does her homework",
        "go to the meeting about Tomos’s lessons",
    ],
    [
        "ask each child about the best part of their day",
        "give Llŷr ten minutes without a telephone near",
        "tell the children where we are going and when we are back",
        "sit on the bed until Nel is asleep",
        "write down what makes Cai worried",
        "say sorry after shouting",
    ],
    [
        "have supper together with the television off",
        "praise each child for one thing out loud",
        "play a game that the children choose",
        "look at the album from when they were small",
        "make a cake for whoever has a birthday",
        "hug the children before they leave",
    ],
    [
        "agree with Iolo when he comes home, and write it on the door",
        "put the telephones into the basket",
        "use the same three rules as Gethin",
        "turn the games off after one warning",
        "count to ten before answering back",
        "let Gwenllian have her evening off",
    ],
    [
        "give Tomos the asthma pump and tick the chart",
        "take the twins to the dentist",
        "collect the tablets from the chemist",
        "open the windows of the bedrooms for a quarter of an hour",
        "weigh Elin at the clinic",
        "see Dr Sandhu about sleeping badly",
    ],
    [
        "run a bath for the little ones",
        "cut and clean the children’s nails",
        "comb through wet hair to look for nits",
        "lay out dry shoes and coats for the morning",
        "put name labels into new clothes",
        "keep one clean set of clothes at Nan’s",
    ],
];

const HOW_OFTEN: [&str; 6] = [
    "every school day",
    "three times a week",
    "every evening before eight",
    "twice a week",
    "every Sunday",
    "four times by the next meeting",
];

const HELP: [&str; 5] =
    ["Nan", "the family worker", "Gwenllian, on Fridays only", "the school nurse", "Uncle Emrys"];

const OWN_WORDS: [&str; 4] = [
    "I used to do this and then it slipped.",
    "The mornings are the worst. If somebody helps me start, I can finish.",
    "",
    "I’ll try. It is a lot with ten of them.",
];

/// Fills a plan up.
pub(crate) fn up_to(plan: &mut Plan, number: usize) {
    let adults: Vec<_> = plan.adults.iter().map(|adult| adult.id).collect();
    let by = plan.review.on;
    let whats = Domain::ALL.iter().zip(&WHAT).flat_map(|(domain, whats)| whats.map(|what| (*domain, what)));
    let free = number.saturating_sub(plan.goals.len());
    let of =
        |list: &[&str], index: usize| list.get(index % list.len()).copied().unwrap_or_default().to_owned();
    for (index, (domain, what)) in whats.take(free).enumerate() {
        let id = GoalId::new(1, &[u8::try_from(index).unwrap_or(u8::MAX); 10]);
        plan.goals.push(Goal {
            who: adults.get(index % adults.len().max(1)).copied(),
            what: what.to_owned(),
            how_often: of(&HOW_OFTEN, index),
            help: of(&HELP, index),
            by,
            own_words: of(&OWN_WORDS, index),
            pace: if index % 3 == 0 { Pace::Now } else { Pace::Later },
            ..Goal::empty(id, domain)
        });
    }
}
