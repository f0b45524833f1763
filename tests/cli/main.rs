//! The program as its users meet it: arguments, messages, exit codes and files.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail loudly")]

mod batch;
mod desk;
mod documents;
mod fonts;
mod foreign;
mod fronts;
mod golden;
mod guide;
mod imports;
mod inputs;
mod outputs;
mod overwriting;
mod repeat;
mod series;
mod shelf;
mod streams;
mod unchanged;
mod watching;
