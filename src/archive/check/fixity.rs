//! The bytes of a bag: every file there, none altered, none more (RFC 8493, 3).

use super::listing::Listing;
use super::{Checked, RESTORE, paths};
use crate::archive::digest::{Algorithm, Digests};
use crate::archive::info::{self, DECLARATION};
use crate::archive::make::{self, RECORD};
use crate::archive::manifest;
use crate::archive::shelf::{EntryKind, Shelf};
use crate::diagnostics::code;
use std::collections::BTreeMap;
use std::io::Read;

/// The digests of the files that could be read.
pub(super) type Sums = BTreeMap<String, Digests>;

/// The largest tag file that is read, bytes: a manifest of a hundred thousand files is smaller.
const LARGEST_TAG: u64 = 64 << 20;

/// Checks all bytes.
pub(super) fn check(shelf: &dyn Shelf, checked: &mut Checked) -> Sums {
    container(shelf, checked);
    let sums = match shelf.entries() {
        Ok(entries) => {
            paths::check(&entries, checked);
            let files = entries.into_iter().filter(|entry| matches!(entry.kind, EntryKind::File(_)));
            sums(shelf, files.map(|entry| entry.path), checked)
        }
        Err(why) => {
            let hint = "check who may read it, and the disk";
            checked.find("", code::BAG_UNREADABLE, format!("the bag cannot be read: {why}"), hint);
            return Sums::new();
        }
    };
    checked.files = sums.len();
    checked.bytes = sums.values().map(|digests| digests.size).sum();
    checked.digest =
        Algorithm::ALL.iter().rev().find_map(|kind| sums.get(&manifest::payload(*kind))).map(|one| one.sha512.clone());
    let tags = tags(shelf, &sums, checked);
    let agent = info::value(&tags, "Bag-Software-Agent").is_some_and(make::is_own);
    let own = agent || sums.contains_key(RECORD);
    declaration(shelf, &sums, own, checked);
    fetch(&sums, checked);
    Listing { shelf, sums: &sums, own }.check(checked);
    oxum(&tags, &sums, own, checked);
    sums
}

/// What is wrong with the zip file that holds the bag.
fn container(shelf: &dyn Shelf, checked: &mut Checked) {
    for (entry, what) in shelf.faults() {
        let message = if entry.is_empty() {
            format!("the zip file: {what}")
        } else {
            format!("`{entry}` in the zip file: {what}")
        };
        let hint =
            "restore it from another copy; a bag that another program zipped is to be unpacked and checked as a folder";
        checked.find(entry.split_once('/').map_or("", |(_, path)| path), code::BAG_ZIP_FORM, message, hint);
    }
}

fn sums(shelf: &dyn Shelf, files: impl Iterator<Item = String>, checked: &mut Checked) -> Sums {
    let mut sums = Sums::new();
    for path in files {
        match shelf.open(&path).and_then(Digests::read) {
            Ok(digests) => drop(sums.insert(path, digests)),
            Err(error) => {
                checked.find(&path, code::BAG_UNREADABLE, format!("`{path}` cannot be read: {error}"), RESTORE);
            }
        }
    }
    sums
}

/// A tag file as text.
pub(super) fn text(shelf: &dyn Shelf, path: &str) -> Result<String, &'static str> {
    let mut bytes = Vec::new();
    let read = shelf.open(path).and_then(|from| from.take(LARGEST_TAG + 1).read_to_end(&mut bytes));
    if read.is_err() || bytes.len() as u64 > LARGEST_TAG {
        return Err("cannot be read whole");
    }
    String::from_utf8(bytes).map_err(|_| "is not UTF-8 text")
}

fn declaration(shelf: &dyn Shelf, sums: &Sums, own: bool, checked: &mut Checked) {
    let path = "bagit.txt";
    let fault = match sums.contains_key(path).then(|| text(shelf, path)) {
        None => Some("is not there, so that this is no bag"),
        Some(Err(why)) => Some(why),
        Some(Ok(text)) => misdeclared(&text, own),
    };
    if let Some(fault) = fault {
        let hint = "`bagit.txt` says `BagIt-Version: 1.0` and `Tag-File-Character-Encoding: UTF-8`, a line each";
        checked.find(path, code::BAG_DECLARATION, format!("`{path}` {fault}"), hint);
    }
}

/// What is wrong with a declaration. Bags of others may be of the versions before.
fn misdeclared(text: &str, own: bool) -> Option<&'static str> {
    let lines: Vec<&str> = text.lines().collect();
    let version = lines.first().and_then(|line| line.strip_prefix("BagIt-Version: "));
    let encoding = lines.get(1).and_then(|line| line.strip_prefix("Tag-File-Character-Encoding: "));
    match (version, encoding) {
        _ if own => (text != DECLARATION).then_some("is not as masthead writes it"),
        (Some("1.0" | "0.97" | "0.96" | "0.95" | "0.94" | "0.93"), Some("UTF-8")) if lines.len() == 2 => None,
        (Some(_), Some("UTF-8")) => Some("names a version of BagIt that is not known"),
        (Some(_), Some(_)) => Some("names an encoding that is not read here"),
        _ => Some("is not as the standard has it"),
    }
}

fn fetch(sums: &Sums, checked: &mut Checked) {
    if sums.contains_key("fetch.txt") {
        let message = "`fetch.txt` names files that are to be fetched from elsewhere; nothing is fetched here";
        let hint = "fetch the files, put them in their places, and delete fetch.txt and its lines in the tag manifests";
        checked.find("fetch.txt", code::BAG_FETCH, message, hint);
    }
}

/// The labels and values of `bag-info.txt`.
fn tags(shelf: &dyn Shelf, sums: &Sums, checked: &mut Checked) -> Vec<(String, String)> {
    let path = "bag-info.txt";
    if !sums.contains_key(path) {
        return Vec::new();
    }
    let tags = text(shelf, path).map_err(str::to_string);
    let tags = tags.and_then(|text| info::parse(&text).map_err(|line| format!("has no label in line {line}")));
    tags.unwrap_or_else(|why| {
        checked.find(path, code::BAG_INFO_INVALID, format!("`{path}` {why}"), RESTORE);
        Vec::new()
    })
}

/// How many bytes and files the payload has, as the bag says itself.
fn oxum(tags: &[(String, String)], sums: &Sums, own: bool, checked: &mut Checked) {
    let payload = || sums.iter().filter(|(path, _)| path.starts_with("data/"));
    let found = format!("{}.{}", payload().map(|(_, digests)| digests.size).sum::<u64>(), payload().count());
    let message = match info::value(tags, "Payload-Oxum") {
        Some(said) if said == found => return,
        Some(said) => format!("the payload should have {said} (bytes.files) and has {found}"),
        None if own => "`bag-info.txt` does not say how large the payload is".into(),
        None => return,
    };
    checked.find("bag-info.txt", code::BAG_SIZE_WRONG, message, "see which files are missing or altered");
}
