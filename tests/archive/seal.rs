//! Bags on the desk: read, changed, and sealed anew as somebody would who wants the change to go unseen.

use crate::desk::Desk;
use masthead::archive::Bag;
use sha2::{Digest, Sha256, Sha512};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// A bag on the desk, in memory.
pub(crate) fn bag(desk: &Desk, name: &str) -> Bag {
    let mut files = BTreeMap::new();
    gather(&desk.path(name), "", &mut files);
    Bag { name: name.into(), files }
}

fn gather(folder: &Path, before: &str, files: &mut BTreeMap<String, Vec<u8>>) {
    for entry in fs::read_dir(folder).unwrap() {
        let entry = entry.unwrap();
        let path = format!("{before}{}", entry.file_name().to_string_lossy());
        match entry.file_type().unwrap().is_dir() {
            true => gather(&entry.path(), &format!("{path}/"), files),
            false => drop(files.insert(path, fs::read(entry.path()).unwrap())),
        }
    }
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn digest(kind: &str, bytes: &[u8]) -> String {
    match kind {
        "sha256" => hexadecimal(&Sha256::digest(bytes)),
        _ => hexadecimal(&Sha512::digest(bytes)),
    }
}

/// Writes all manifests and the size of the payload anew, and in the record the digests of the files that it names.
pub(crate) fn reseal(bag: &mut Bag) {
    if let Some(text) = bag.files.get("data/report.json") {
        let mut record: serde_json::Value = serde_json::from_slice(text).unwrap();
        restate(&mut record, &bag.files);
        bag.files.insert("data/report.json".into(), serde_json::to_vec_pretty(&record).unwrap());
    }
    let is_payload = |path: &str| path.starts_with("data/");
    let payload: Vec<usize> =
        bag.files.iter().filter(|(path, _)| is_payload(path)).map(|(_, bytes)| bytes.len()).collect();
    let info = String::from_utf8(bag.files["bag-info.txt"].clone()).unwrap();
    let size = format!("Payload-Oxum: {}.{}", payload.iter().sum::<usize>(), payload.len());
    let info = info.lines().map(|line| if line.starts_with("Payload-Oxum") { size.as_str() } else { line });
    let info = info.map(|line| format!("{line}\n")).collect::<String>();
    bag.files.insert("bag-info.txt".into(), info.into_bytes());
    for (name, payload) in [("manifest", true), ("tagmanifest", false)] {
        for kind in ["sha256", "sha512"] {
            let files =
                bag.files.iter().filter(|(path, _)| is_payload(path) == payload && !path.starts_with("tagmanifest"));
            let text: String = files.map(|(path, bytes)| format!("{}  {path}\n", digest(kind, bytes))).collect();
            bag.files.insert(format!("{name}-{kind}.txt"), text.into_bytes());
        }
    }
}

fn restate(value: &mut serde_json::Value, files: &BTreeMap<String, Vec<u8>>) {
    if let Some(bytes) = value.get("path").and_then(|path| files.get(path.as_str()?)) {
        value["bytes"] = bytes.len().into();
        value["sha256"] = digest("sha256", bytes).into();
    }
    match value {
        serde_json::Value::Object(map) => map.iter_mut().for_each(|(_, inner)| restate(inner, files)),
        serde_json::Value::Array(list) => list.iter_mut().for_each(|inner| restate(inner, files)),
        _ => {}
    }
}

/// Replaces words in a file of a bag.
#[track_caller]
pub(crate) fn replace(bag: &mut Bag, path: &str, from: &str, to: &str) {
    let text = String::from_utf8(bag.files[path].clone()).unwrap();
    assert!(text.contains(from), "{path} has no {from}");
    bag.files.insert(path.into(), text.replace(from, to).into_bytes());
}
