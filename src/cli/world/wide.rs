//! The machine with the buckets that it can reach.

use super::bucket::{Buckets, is_remote};
use super::{Errand, Files, Held, Inside, Machine, Performed, Stamp, Standing, Stop, Store, Undone, World};
use std::ffi::OsString;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// The machine with the buckets that it can reach. Paths say which of both is meant.
#[derive(Default)]
pub(in crate::cli) struct Wide {
    machine: Machine,
    buckets: Buckets,
}

/// What a bucket has no step for.
fn unsupported<T>() -> io::Result<T> {
    Err(io::Error::new(io::ErrorKind::Unsupported, "a bucket holds whole files alone"))
}

impl Files for Wide {
    fn read(&self, path: &Path, most: u64) -> io::Result<Vec<u8>> {
        if is_remote(path) { self.buckets.read(path, most) } else { self.machine.read(path, most) }
    }

    fn read_input(&self, most: u64) -> io::Result<Vec<u8>> {
        self.machine.read_input(most)
    }

    fn standing(&self, path: &Path) -> Option<Standing> {
        if is_remote(path) { self.buckets.standing(path) } else { self.machine.standing(path) }
    }

    fn entries(&self, folder: &Path) -> io::Result<Vec<PathBuf>> {
        if is_remote(folder) { self.buckets.entries(folder) } else { self.machine.entries(folder) }
    }

    fn identity(&self, path: &Path) -> PathBuf {
        if is_remote(path) { self.buckets.identity(path) } else { self.machine.identity(path) }
    }

    fn leads_nowhere(&self, path: &Path) -> bool {
        !is_remote(path) && self.machine.leads_nowhere(path)
    }
}

impl World for Wide {
    fn piece(&self, path: &Path, offset: u64, most: u64) -> io::Result<Vec<u8>> {
        if is_remote(path) { self.buckets.piece(path, offset, most) } else { self.machine.piece(path, offset, most) }
    }

    fn inside(&self, folder: &Path) -> io::Result<Inside> {
        match is_remote(folder) {
            true => Ok(Inside::of(self.entries(folder)?, self)),
            false => self.machine.inside(folder),
        }
    }

    /// Nothing stands aside in a bucket, which has every file whole at once.
    fn hidden(&self, folder: &Path) -> io::Result<Vec<PathBuf>> {
        if is_remote(folder) { Ok(Vec::new()) } else { self.machine.hidden(folder) }
    }

    fn stamp(&self, path: &Path) -> Option<Stamp> {
        if is_remote(path) { self.buckets.stamp(path) } else { self.machine.stamp(path) }
    }

    fn create_folder(&self, folder: &Path) -> io::Result<()> {
        if is_remote(folder) { Ok(()) } else { self.machine.create_folder(folder) }
    }

    fn write_new(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        if is_remote(path) { self.buckets.write(path, bytes) } else { self.machine.write_new(path, bytes) }
    }

    fn write_all_new(&self, files: &[(&Path, &[u8])]) -> Result<(), (usize, io::Error)> {
        match files.iter().any(|(path, _)| is_remote(path)) {
            true => self.buckets.write_all(files),
            false => self.machine.write_all_new(files),
        }
    }

    fn link(&self, from: &Path, to: &Path) -> io::Result<()> {
        if is_remote(from) { unsupported() } else { self.machine.link(from, to) }
    }

    fn is_abandoned(&self, path: &Path) -> bool {
        !is_remote(path) && self.machine.is_abandoned(path)
    }

    fn seize(&self, path: &Path) -> io::Result<Option<Held>> {
        if is_remote(path) { unsupported() } else { self.machine.seize(path) }
    }

    fn wait_for(&self, path: &Path) -> io::Result<Held> {
        if is_remote(path) { unsupported() } else { self.machine.wait_for(path) }
    }

    fn store(&self, path: &Path) -> io::Result<Box<dyn Store>> {
        if is_remote(path) { unsupported() } else { self.machine.store(path) }
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        if is_remote(from) { unsupported() } else { self.machine.rename(from, to) }
    }

    fn permit(&self, file: &Path, like: &Path) -> io::Result<()> {
        if is_remote(file) { unsupported() } else { self.machine.permit(file, like) }
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        if is_remote(path) { self.buckets.remove(path) } else { self.machine.remove(path) }
    }

    fn stream(&self) -> Box<dyn Read + Send> {
        self.machine.stream()
    }

    fn print(&self, bytes: &[u8]) -> io::Result<()> {
        self.machine.print(bytes)
    }

    fn say(&self, text: &str) {
        self.machine.say(text);
    }

    fn variable(&self, name: &str) -> Option<OsString> {
        self.machine.variable(name)
    }

    fn is_terminal(&self) -> bool {
        self.machine.is_terminal()
    }

    fn cores(&self) -> usize {
        self.machine.cores()
    }

    fn process(&self) -> u32 {
        self.machine.process()
    }

    fn program(&self) -> Option<PathBuf> {
        self.machine.program()
    }

    fn clock(&self) -> Duration {
        self.machine.clock()
    }

    fn now(&self) -> i64 {
        self.machine.now()
    }

    fn rest(&self, time: Duration) {
        self.machine.rest(time);
    }

    fn listen(&self) {
        self.machine.listen();
    }

    fn stop(&self) -> Option<Stop> {
        self.machine.stop()
    }

    fn perform(&self, errand: &Errand<'_>) -> Result<Performed, Undone> {
        self.machine.perform(errand)
    }

    fn is_program(&self, path: &Path) -> bool {
        !is_remote(path) && self.machine.is_program(path)
    }
}
