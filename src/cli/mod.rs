//! The command line: what the user asks, what is told, and how the program ends.

mod archive;
mod args;
mod aside;
mod bags;
mod batch;
mod bench;
mod brought;
mod build;
mod cache;
mod check;
mod clash;
mod completions;
mod destination;
mod diff;
mod done;
mod examples;
mod explain;
mod faces;
mod folders;
mod fonts;
mod foreign;
mod fronts;
mod glob;
mod guard;
mod harm;
mod import;
mod index;
mod inputs;
mod inspect;
mod issue;
mod keeping;
mod landing;
mod ledger;
mod lsp;
mod made;
mod man;
mod meant;
#[cfg(test)]
mod memory;
mod mend;
mod merge;
mod messages;
mod new;
mod outside;
mod pairs;
mod parts;
mod passed_over;
mod pictures;
mod preview;
mod progress;
mod publish;
mod records;
mod rehearsal;
mod relabelled;
mod repeated;
mod repeats;
mod report;
mod schema;
mod series;
mod shard;
mod shop;
mod slips;
mod styles;
mod styling;
mod telling;
mod usage;
mod vault;
mod verify;
mod watch;
mod world;

use args::{Arguments, Command, Report as Asked, ReportWork, Speech};
use messages::{Findings, Voice};
use std::env;
use std::io;
use std::process::ExitCode;
use world::{Stop, Wide, World};

/// Runs the program.
#[must_use]
pub fn main() -> ExitCode {
    let arguments = match Arguments::said(&env::args_os().collect::<Vec<_>>()) {
        Ok(arguments) => arguments,
        Err(error) => return answer(&slips::advised(error)),
    };
    guard::post();
    world::outlive_limits();
    let world = Wide::default();
    match dispatch(&arguments.command, &world) {
        Ok(Verdict::Clean) => ExitCode::SUCCESS,
        Ok(Verdict::Faulty) => ExitCode::from(1),
        Ok(Verdict::Stopped(stop)) => ExitCode::from(stop.code()),
        Err(refusal) => {
            refusal.tell(Voice::new(&world, arguments.command.speech()));
            ExitCode::from(2)
        }
    }
}

/// Tells what the command line alone asks for, help or version, or what is wrong with it.
fn answer(told: &clap::Error) -> ExitCode {
    let world = Wide::default();
    // What was printed may wait until the end, when nobody sees any more that it cannot be written.
    let printed = told.print().and_then(|()| world.print(b""));
    match printed.or_else(|error| unprinted(&error)) {
        Ok(()) => ExitCode::from(u8::try_from(told.exit_code()).unwrap_or(2)),
        Err(refusal) => {
            refusal.tell(Voice::new(&world, Speech::default()));
            ExitCode::from(2)
        }
    }
}

fn dispatch(command: &Command, world: &dyn World) -> Result<Verdict, Refusal> {
    match command {
        Command::Build(asked) => build::build(asked, world),
        Command::Check(asked) => check::check(asked, world),
        Command::Preview(asked) => preview::preview(asked, world),
        Command::New(asked) => new::new(asked, world),
        Command::Index(asked) => index::index(asked, world),
        Command::Import(asked) => import::import(asked, world),
        Command::Diff(asked) => diff::diff(asked, world),
        Command::Archive(asked) => archive::archive(asked, world),
        Command::Verify(asked) => verify::verify(asked, world),
        Command::Inspect(asked) => inspect::inspect(asked, world),
        Command::Report(Asked { what: ReportWork::Merge(asked) }) => merge::merge(asked, world),
        Command::Schema(asked) => schema::schema(asked, world),
        Command::Styles(asked) => styles::styles(asked, world),
        Command::Fonts(asked) => fonts::fonts(asked, world),
        Command::Lsp(asked) => lsp::lsp(asked, world),
        Command::Explain(asked) => explain::explain(asked, world),
        Command::Completions(asked) => completions::completions(asked, world),
        Command::Man(asked) => man::man(asked, world),
    }
}

/// How a run ended that could run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Verdict {
    /// Nothing at fault.
    Clean,
    /// Finished, but something was at fault.
    Faulty,
    /// Somebody wanted it to end before it was finished.
    Stopped(Stop),
}

/// Why the program could not run.
#[derive(Debug)]
enum Refusal {
    /// The command line asks for what cannot be.
    Asked { message: String, hint: String },
    /// Something that every input needs is at fault.
    Found(Vec<Findings>),
}

impl Refusal {
    fn new(message: impl Into<String>, hint: impl Into<String>) -> Refusal {
        Refusal::Asked { message: message.into(), hint: hint.into() }
    }

    fn tell(self, voice: Voice<'_>) {
        match self {
            Refusal::Asked { message, hint } => voice.refuse(&message, &hint),
            Refusal::Found(findings) => voice.tell(&findings),
        }
    }
}

/// Prints to standard output. That nobody reads any more is not a fault.
fn print(text: &[u8], world: &dyn World) -> Result<Verdict, Refusal> {
    match world.print(text) {
        Err(error) => unprinted(&error).map(|()| Verdict::Clean),
        Ok(()) => Ok(Verdict::Clean),
    }
}

/// What follows where standard output cannot be written.
fn unprinted(error: &io::Error) -> Result<(), Refusal> {
    if error.kind() == io::ErrorKind::BrokenPipe {
        return Ok(());
    }
    let message = format!("standard output cannot be written: {}", world::reason(error));
    Err(Refusal::new(message, "check where it leads"))
}
