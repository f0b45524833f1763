//! What the files of a bag mean: its record, its outputs, and whether the source still gives them.

use super::fixity::Sums;
use super::{Asked, Checked, RESTORE, facts, formats, words};
use crate::archive::make::RECORD;
use crate::archive::record::{Face, File, Record, VERSION};
use crate::archive::remake::{Files, Remade, remake};
use crate::archive::shelf::Shelf;
use crate::diagnostics::code;
use std::io::Read;

/// The largest file that is opened, bytes.
const LARGEST: u64 = 512 << 20;

/// Checks what the files mean. Only those are opened that the record names, and none of a bag without one: a bag of others may
/// be larger than any memory.
pub(super) fn check(shelf: &dyn Shelf, sums: &Sums, asked: &Asked, checked: &mut Checked) {
    let mut files = read(shelf, sums, &[RECORD], checked);
    let Some(record) = record(&files, checked) else { return };
    let named = named(&record);
    kept(&named, sums, checked);
    if checked.is_sound() {
        let paths: Vec<&str> = named.iter().map(|file| file.path.as_str()).chain(["bag-info.txt"]).collect();
        files.extend(read(shelf, sums, &paths, checked));
        formats::check(&record, &files, checked);
        meaning(&record, &files, asked, checked);
    }
    checked.record = Some(record);
}

fn read(shelf: &dyn Shelf, sums: &Sums, paths: &[&str], checked: &mut Checked) -> Files {
    let mut files = Files::new();
    for path in paths.iter().filter(|path| sums.get(**path).is_some_and(|digests| digests.size <= LARGEST)) {
        let mut bytes = Vec::new();
        match shelf.open(path).and_then(|from| from.take(LARGEST).read_to_end(&mut bytes)) {
            Ok(_) => drop(files.insert((*path).to_string(), bytes)),
            Err(error) => {
                checked.find(path, code::BAG_UNREADABLE, format!("`{path}` cannot be read: {error}"), RESTORE);
            }
        }
    }
    files
}

/// The record, if the bag is masthead's.
fn record(files: &Files, checked: &mut Checked) -> Option<Record> {
    let Some(bytes) = files.get(RECORD) else {
        let message = "the bag has no record of masthead, so that only its bytes were checked";
        checked.find("", code::BAG_OF_OTHERS, message, "check by other means what its files hold");
        return None;
    };
    match serde_json::from_slice::<Record>(bytes) {
        Ok(record) if record.version == VERSION => Some(record),
        Ok(record) => {
            let message = format!("the record has the form {}, and this program knows {VERSION}", record.version);
            checked.find(
                RECORD,
                code::BAG_RECORD_INVALID,
                message,
                "check the bag by the version of masthead that made it",
            );
            None
        }
        Err(error) => {
            let message = format!("the record is not one of masthead: {error}");
            checked.find(RECORD, code::BAG_RECORD_INVALID, message, "make the bag again");
            None
        }
    }
}

/// Every file that the record names.
fn named(record: &Record) -> Vec<File> {
    let face = |face: &Face| Some(File { path: face.path.clone()?, bytes: face.bytes, sha256: face.sha256.clone() });
    let single = [&record.source.file, &record.style.file, &record.dublin_core];
    let outputs = record.outputs.iter().map(|output| &output.file);
    let files = single.into_iter().chain(&record.pictures).chain(outputs).cloned();
    files.chain(record.faces.iter().filter_map(face)).collect()
}

/// Every file that the record names is there as it says, and it names all.
fn kept(named: &[File], sums: &Sums, checked: &mut Checked) {
    for file in named {
        let is_as_said = sums.get(&file.path).is_some_and(|sum| (&sum.sha256, sum.size) == (&file.sha256, file.bytes));
        if !is_as_said {
            let message = format!("`{}` is not what the record says was put there", file.path);
            checked.find(&file.path, code::BAG_RECORD_DISAGREES, message, RESTORE);
        }
    }
    let is_named = |path: &str| path == RECORD || named.iter().any(|file| file.path == path);
    for path in sums.keys().filter(|path| path.starts_with("data/") && !is_named(path)) {
        let message = format!("the record does not name `{path}`, which was put there later");
        checked.find(path, code::BAG_RECORD_DISAGREES, message, "remove it from the bag, or make the bag again");
    }
}

/// Makes the issue again, and holds what comes of it against what is there.
fn meaning(record: &Record, files: &Files, asked: &Asked, checked: &mut Checked) {
    let same_version = record.masthead == env!("CARGO_PKG_VERSION");
    let remade = match remake(record, files, &asked.faces) {
        Ok(remade) => remade,
        Err(why) => {
            let message = format!("the issue cannot be made again from its source: {why}");
            let hint = "try the version of masthead that the record names";
            return checked.find(&record.source.file.path, code::BAG_NOT_REMADE, message, hint);
        }
    };
    if !remade.absent.is_empty() {
        let message = format!("the pages are set in `{}`, which the bag could not keep", remade.absent.join("`, `"));
        let hint = "give the font files by --font-path to have the outputs made again and compared";
        checked.find("", code::BAG_FACE_ABSENT, message, hint);
    } else if same_version {
        outputs(record, files, &remade, checked);
    } else {
        let message = format!(
            "the bag was made by masthead {}, and this is {}: its words were compared, not its bytes",
            record.masthead,
            env!("CARGO_PKG_VERSION")
        );
        checked.find("", code::BAG_OTHER_VERSION, message, "that version makes the same bytes again");
    }
    facts::check(record, &remade.document, files, same_version, checked);
    words::check(record, files, &remade, checked);
}

/// The same version makes the same bytes.
fn outputs(record: &Record, files: &Files, remade: &Remade, checked: &mut Checked) {
    for output in &record.outputs {
        let path = &output.file.path;
        let message = match (remade.output(path), files.get(path)) {
            (Some(again), Some(kept)) if again == kept.as_slice() => continue,
            (Some(_), Some(_)) => format!("`{path}` is not what the source gives with this style and these options"),
            _ => format!("`{path}` is not made from the source any more"),
        };
        let hint = "find out whether the source or the output was changed, and make the bag again";
        checked.find(path, code::BAG_REMADE_DIFFERS, message, hint);
    }
}
