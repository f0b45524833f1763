//! How a program begins: behind a limit on the size of every file that it writes, wherever that is, which the system keeps.
//!
//! The shell sets the limit and then becomes the program. Set from here, it would come after the program has begun.

use super::End;
use std::ffi::OsStr;
use std::io;
use std::path::Path;
use std::process::Command;

const SHELL: &str = "/bin/sh";
/// Sets the limit, unless there is a closer one already, and becomes the program.
const SCRIPT: &str = "ulimit -f \"$1\" 2>/dev/null; shift; exec \"$@\"";
/// What the shell calls itself where it cannot become the program.
const NAME: &str = "masthead-begin";
/// In what the shell counts sizes, bytes.
const BLOCK: u64 = 512;
/// Files that are looked after are found to be too large before the system says so, bytes.
const MARGIN: u64 = 1 << 20;

/// A program that may write no file much larger than `largest` bytes. Where the system has no shell it may.
pub(super) fn command(program: &Path, arguments: &[String], largest: u64) -> Command {
    if !cfg!(unix) || !Path::new(SHELL).exists() {
        let mut command = Command::new(program);
        command.args(arguments);
        return command;
    }
    let blocks = largest.saturating_add(MARGIN) / BLOCK;
    let mut command = Command::new(SHELL);
    command.args(["-c", SCRIPT, NAME]).arg(blocks.to_string()).arg::<&OsStr>(program.as_ref()).args(arguments);
    command
}

/// Why the program never began, by how it ended and what it told.
pub(super) fn failure(end: &End, told: &[u8]) -> Option<io::Error> {
    let is_shell = told.strip_prefix(NAME.as_bytes()).is_some_and(|rest| rest.starts_with(b":"));
    match end {
        End::Code(126) if is_shell => Some(io::ErrorKind::PermissionDenied.into()),
        End::Code(127) if is_shell => Some(io::ErrorKind::NotFound.into()),
        _ => None,
    }
}
