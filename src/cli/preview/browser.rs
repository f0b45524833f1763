//! Opens the page in the user's browser.

use std::io;
use std::process::{Command, Stdio};
use std::thread;

/// What opens an address on this system.
#[cfg(target_os = "macos")]
const OPENER: &[&str] = &["open"];
#[cfg(windows)]
const OPENER: &[&str] = &["rundll32", "url.dll,FileProtocolHandler"];
#[cfg(not(any(target_os = "macos", windows)))]
const OPENER: &[&str] = &["xdg-open"];

/// Opens an address, without waiting for the browser.
pub(super) fn open(address: &str) -> io::Result<()> {
    let (program, arguments) = OPENER.split_first().ok_or(io::ErrorKind::Unsupported)?;
    let mut command = Command::new(program);
    command.args(arguments).arg(address).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    let mut child = command.spawn()?;
    // A child that nobody waits for stays among the programs until the parent ends.
    thread::Builder::new().spawn(move || child.wait()).map(|_| ())
}
