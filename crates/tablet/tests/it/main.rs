//! The tablet without a window, driven through its commands: real databases, real key files, the real office.

mod crash;
mod damage;
mod door;
mod family;
mod full;
mod offices;
mod plans;
mod reading;
mod sealing;
mod secrecy;
mod sending;
mod wire;
mod world;
