//! A folder to work in, and the program run in it.

use std::ffi::OsStr;
use std::fs;
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use tempfile::TempDir;

/// The real bulletin.
pub(crate) const ISSUE: &str = include_str!("../../fixtures/pujiang-2023-06.txt");

/// The program.
pub(crate) const MASTHEAD: &str = env!("CARGO_BIN_EXE_masthead");

/// A folder that is gone after the test.
pub(crate) struct Desk(TempDir);

impl Desk {
    pub(crate) fn new() -> Desk {
        Desk(TempDir::new().unwrap())
    }

    /// A folder with the real bulletin in it as `issue.txt`.
    pub(crate) fn with_issue() -> Desk {
        let desk = Desk::new();
        desk.put("issue.txt", ISSUE);
        desk
    }

    pub(crate) fn path(&self, name: impl AsRef<Path>) -> PathBuf {
        self.0.path().join(name)
    }

    pub(crate) fn put(&self, name: impl AsRef<Path>, bytes: impl AsRef<[u8]>) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }

    pub(crate) fn read(&self, name: &str) -> Vec<u8> {
        fs::read(self.path(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
    }

    /// Every file in a folder by name, hidden ones too, sorted; the cache of a run is left out.
    pub(crate) fn listing(&self, folder: &str) -> Vec<String> {
        let entries = fs::read_dir(self.path(folder)).into_iter().flatten();
        let mut names: Vec<_> =
            entries.map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned()).collect();
        names.retain(|name| name != ".masthead-cache");
        names.sort();
        names
    }

    /// The program with nothing of the surroundings but what it needs.
    pub(crate) fn command(&self) -> Command {
        let mut command = Command::new(MASTHEAD);
        command.current_dir(self.0.path()).env_clear().stdin(Stdio::null());
        command
    }

    pub(crate) fn run(&self, arguments: &[&str]) -> Told {
        self.run_with(arguments)
    }

    pub(crate) fn run_with<A: AsRef<OsStr>>(&self, arguments: &[A]) -> Told {
        Told::from(self.command().args(arguments).output().unwrap())
    }

    /// Runs with something on standard input.
    pub(crate) fn run_on(&self, input: &[u8], arguments: &[&str]) -> Told {
        let mut command = self.command();
        command.args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        // Who is told that the command line is wrong may be gone before all is written.
        match child.stdin.take().unwrap().write_all(input) {
            Err(error) if error.kind() == ErrorKind::BrokenPipe => {}
            written => written.unwrap(),
        }
        Told::from(child.wait_with_output().unwrap())
    }

    /// Runs a line of `sh` in which `$masthead` is the program.
    pub(crate) fn shell(&self, line: &str) -> Told {
        let mut command = Command::new("/bin/sh");
        command.current_dir(self.0.path()).env("masthead", MASTHEAD).args(["-c", line]);
        Told::from(command.output().unwrap())
    }
}

/// What the program answered.
#[derive(Debug)]
pub(crate) struct Told {
    pub(crate) code: Option<i32>,
    pub(crate) out: Vec<u8>,
    pub(crate) err: String,
}

impl Told {
    #[track_caller]
    pub(crate) fn assert(&self, code: i32, parts: &[&str]) {
        assert_eq!(self.code, Some(code), "{}", self.err);
        for part in parts {
            assert!(self.err.contains(part), "`{part}` is not in:\n{}", self.err);
        }
    }
}

impl From<Output> for Told {
    fn from(output: Output) -> Told {
        let err = String::from_utf8(output.stderr).unwrap();
        Told { code: output.status.code(), out: output.stdout, err }
    }
}
