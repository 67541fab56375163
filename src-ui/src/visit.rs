//! The visit: from the door of the tablet to an agreement that is sealed and sent. Screens lie in folders by what a visit
//! does; below them is the state that all can reach (`here`), above them the table that draws them (`screens`).

pub mod app;

mod aloud;
mod chosen;
mod closing;
pub mod door;
mod fields;
mod frame;
mod guide;
mod half_days;
mod here;
mod left;
mod lock;
mod odd_days;
mod plans;
mod queue;
mod readings;
mod removed;
mod saving;
mod screens;
mod sealing;
mod sitting;
mod standing;
mod sticks;
mod this_tablet;
mod together;
mod too_late;
mod work;
mod writing;
