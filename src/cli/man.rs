//! `masthead man`.

use super::args::{Arguments, Man};
use super::world::World;
use super::{Refusal, Verdict, print};
use clap::CommandFactory;

/// Prints the manual page of the program or of one of its commands.
pub(super) fn man(asked: &Man, world: &dyn World) -> Result<Verdict, Refusal> {
    let mut program = Arguments::command();
    program.build();
    let command = asked.command.as_ref().and_then(|name| program.find_subcommand(name)).unwrap_or(&program);
    let mut page = Vec::new();
    // A command has no version of its own.
    clap_mangen::Man::new(command.clone())
        .source(concat!("masthead ", env!("CARGO_PKG_VERSION")))
        .render(&mut page)
        .map_err(|error| Refusal::new(format!("the manual page cannot be made: {error}"), ""))?;
    print(&page, world)
}
