//! Programs of others that take part in a build: which they are, whether they may run, and what becomes of what they make.

mod backend;
mod command;
mod crew;
mod filter;
mod programs;
mod report;

pub(super) use crew::Crew;
pub(super) use filter::{filter, not_run, unkept};
pub(super) use programs::Programs;
