//! A folder with a series whose file names programs, and one issue.

use crate::desk::{Desk, Told};
use std::ops::Deref;
use std::os::unix::fs::PermissionsExt;
use std::process::{Command, Stdio};

pub(crate) const LAKE: &str = "---\nnumber: 6\nwhole-number: 60\ndate: 2024-06-01\npublisher: The Lake Office\n\
                               title: Water\n---\n\n# The level rises\n\nBy two metres.\n";

/// The folder, in which temporary folders of the program are made too.
pub(crate) struct Series(Desk);

impl Series {
    /// A series with more in its file, and the files that this names.
    pub(crate) fn new(toml: &str, files: &[(&str, &str)]) -> Series {
        let desk = Desk::new();
        desk.put("series.toml", format!("name.en = \"Lake Bulletin\"\n{toml}"));
        desk.put("issue.md", LAKE);
        std::fs::create_dir(desk.path("tmp")).unwrap();
        let series = Series(desk);
        files.iter().for_each(|(name, text)| series.put(name, text));
        series
    }

    /// One whose backend `odd` is a script of `sh`.
    pub(crate) fn with_backend(more: &str, script: &str) -> Series {
        Series::new(&format!("[backend.odd]\ncommand = [\"sh\", \"./odd.sh\"]\n{more}"), &[("odd.sh", script)])
    }

    /// One whose filter `odd` is a script of `sh`.
    pub(crate) fn with_filter(more: &str, script: &str) -> Series {
        let toml = format!("filters = [\"odd\"]\n[filter.odd]\ncommand = [\"sh\", \"./odd.sh\"]\n{more}");
        Series::new(&toml, &[("odd.sh", script)])
    }

    /// Puts a program into the folder `bin`, which is on the PATH.
    pub(crate) fn put_program(&self, name: &str, script: &str) {
        let name = format!("bin/{name}");
        self.put(&name, format!("#!/bin/sh\n{script}"));
        std::fs::set_permissions(self.path(&name), std::fs::Permissions::from_mode(0o755)).unwrap();
    }

    /// Runs with a PATH and a place for temporary folders, of which none may be left.
    pub(crate) fn call(&self, line: &str) -> Told {
        self.call_with(line, &[])
    }

    pub(crate) fn call_with(&self, line: &str, variables: &[(&str, &str)]) -> Told {
        let told = Told::from(self.called(line).envs(variables.iter().copied()).output().unwrap());
        assert_eq!(self.listing("tmp"), Vec::<String>::new(), "temporary folders are left");
        told
    }

    /// The command, not yet run, as another program runs it.
    pub(crate) fn called_by(&self, by: &[&str], line: &str) -> Command {
        let called = self.called(line);
        let mut command = Command::new(by[0]);
        command.args(&by[1..]).arg(called.get_program()).args(called.get_args()).env_clear();
        command.envs(called.get_envs().filter_map(|(name, value)| Some((name, value?))));
        command.current_dir(self.path(".")).stdin(Stdio::null()).stdout(Stdio::null());
        command
    }

    /// The command, not yet run.
    pub(crate) fn called(&self, line: &str) -> Command {
        let path = format!("{}:{}", self.path("bin").display(), std::env::var("PATH").unwrap());
        let mut command = self.command();
        command
            .env("PATH", path)
            .env("TMPDIR", self.path("tmp"))
            .env("HOME", std::env::var_os("HOME").unwrap_or_default());
        command.args(line.split(' '));
        command
    }
}

impl Deref for Series {
    type Target = Desk;

    fn deref(&self) -> &Desk {
        &self.0
    }
}
