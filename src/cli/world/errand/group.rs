//! A program with all that it starts.

use super::End;
use super::growth::shown;
use std::io;
use std::process::{Child, Command, ExitStatus};

/// A program with all that it starts, which end together.
pub(super) struct Group {
    child: Child,
    /// The most that a file may have which any of them writes, bytes.
    largest: u64,
    has_finished: bool,
}

impl Group {
    /// Starts a program as the first of a group of processes, of which the system ends those that make a file larger than `largest`.
    pub(super) fn start(mut command: Command, largest: u64) -> io::Result<Group> {
        #[cfg(unix)]
        std::os::unix::process::CommandExt::process_group(&mut command, 0);
        Ok(Group { child: command.spawn()?, largest, has_finished: false })
    }

    /// Whether the program has ended. It is left to be asked how: until then no other process can have its number, so that
    /// no other group can be ended in its place.
    #[cfg(unix)]
    pub(super) fn has_ended(&mut self) -> io::Result<bool> {
        use rustix::process::{WaitId, WaitIdOptions, waitid};
        let Some(id) = self.id() else { return Ok(true) };
        let options = WaitIdOptions::EXITED | WaitIdOptions::NOHANG | WaitIdOptions::NOWAIT;
        Ok(waitid(WaitId::Pid(id), options)?.is_some())
    }

    #[cfg(not(unix))]
    pub(super) fn has_ended(&mut self) -> io::Result<bool> {
        Ok(self.child.try_wait()?.is_some())
    }

    /// Ends whatever of the group is left, and says how the program ended.
    pub(super) fn finish(&mut self) -> io::Result<End> {
        self.end();
        let status = self.child.wait()?;
        self.has_finished = true;
        Ok(self.how(status))
    }

    fn how(&self, status: ExitStatus) -> End {
        match status.code() {
            Some(number) => End::Code(number),
            None if is_for_size(status) => End::TooMuch(format!("wrote a file of more than {}", shown(self.largest))),
            None => End::Signal,
        }
    }

    #[cfg(unix)]
    fn end(&mut self) {
        use rustix::process::{Signal, kill_process_group};
        if let Some(id) = self.id() {
            let _ = kill_process_group(id, Signal::KILL);
        }
    }

    #[cfg(not(unix))]
    fn end(&mut self) {
        let _ = self.child.kill();
    }

    #[cfg(unix)]
    fn id(&self) -> Option<rustix::process::Pid> {
        i32::try_from(self.child.id()).ok().and_then(rustix::process::Pid::from_raw)
    }
}

impl Drop for Group {
    fn drop(&mut self) {
        if !self.has_finished {
            let _ = self.finish();
        }
    }
}

/// Whether the system ended a program for the size of a file.
#[cfg(unix)]
fn is_for_size(status: ExitStatus) -> bool {
    std::os::unix::process::ExitStatusExt::signal(&status) == Some(rustix::process::Signal::XFSZ.as_raw())
}

#[cfg(not(unix))]
fn is_for_size(_: ExitStatus) -> bool {
    false
}
