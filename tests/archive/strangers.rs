//! Bags that others made, broke, or made with intent.

use crate::desk::Desk;
use crate::desk_with_issue;
use crate::seal::{bag, reseal};
use masthead::archive::{Asked, Bag, check};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::fs;

const DECLARATION: &str = "BagIt-Version: 0.97\nTag-File-Character-Encoding: UTF-8\n";

fn sha256(bytes: &str) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// A bag of another program with one manifest, of a file.
fn stranger() -> Bag {
    let manifest = format!("{} data/a.txt\n", sha256("words"));
    let files =
        [("bagit.txt", DECLARATION), ("manifest-sha256.txt", &manifest), ("data/a.txt", "words"), ("notes.txt", "n")];
    let files = files.iter().map(|(path, text)| ((*path).to_string(), text.as_bytes().to_vec()));
    Bag { name: "theirs".into(), files: files.collect() }
}

fn codes(bag: &Bag) -> Vec<String> {
    let told = check(bag, &Asked::default()).findings;
    told.iter().map(|finding| format!("{} {}", finding.diagnostic.code.name(), finding.file)).collect()
}

#[test]
fn a_bag_of_others_is_checked_by_its_bytes() {
    let mut bag = stranger();
    assert_eq!(codes(&bag), ["bag-of-others "]);
    bag.files.insert("data/b.txt".into(), b"more".to_vec());
    assert_eq!(codes(&bag), ["bag-file-unlisted data/b.txt"]);
    bag.files.remove("data/b.txt");
    bag.files.insert("data/a.txt".into(), b"Words".to_vec());
    assert_eq!(codes(&bag), ["bag-file-altered data/a.txt"]);
    bag.files.remove("data/a.txt");
    assert_eq!(codes(&bag), ["bag-file-missing data/a.txt"]);
    bag.files.remove("manifest-sha256.txt");
    assert_eq!(codes(&bag), ["bag-file-missing "]);
}

#[test]
fn declarations_are_those_of_the_standard() {
    for (text, code) in [
        ("BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n", "bag-of-others "),
        ("BagIt-Version: 1.1\nTag-File-Character-Encoding: UTF-8\n", "bag-declaration bagit.txt"),
        ("BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-16\n", "bag-declaration bagit.txt"),
        ("\u{feff}BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n", "bag-declaration bagit.txt"),
        ("BagIt-Version: 1.0\n", "bag-declaration bagit.txt"),
    ] {
        let mut bag = stranger();
        bag.files.insert("bagit.txt".into(), text.into());
        assert_eq!(codes(&bag), [code], "{text}");
    }
}

#[test]
fn paths_that_lead_out_and_files_from_elsewhere_are_refused() {
    for path in ["../outside.txt", "data/../../outside.txt", "/etc/passwd", "~/x", "C:/x"] {
        let mut bag = stranger();
        let manifest = format!("{} data/a.txt\n{} {path}\n", sha256("words"), sha256("x"));
        bag.files.insert("manifest-sha256.txt".into(), manifest.into_bytes());
        assert_eq!(codes(&bag), ["bag-path-unsafe manifest-sha256.txt"], "{path}");
    }
    let mut bag = stranger();
    bag.files.insert("fetch.txt".into(), b"http://example.org/a 5 data/a.txt\n".to_vec());
    assert_eq!(codes(&bag), ["bag-fetch fetch.txt"]);
    let mut bag = stranger();
    bag.files.insert("bag-info.txt".into(), b"Payload-Oxum: 4.1\n".to_vec());
    assert_eq!(codes(&bag), ["bag-size-wrong bag-info.txt"]);
    bag.files.insert("bag-info.txt".into(), b"nonsense\n".to_vec());
    assert_eq!(codes(&bag), ["bag-info-invalid bag-info.txt"]);
}

#[test]
fn manifests_that_list_different_files_are_told() {
    let desk = desk_with_issue();
    desk.run(&["archive", "issue.md", "-o", "kept"]).assert(0, &[]);
    let mut kept = bag(&desk, "kept");
    let text = String::from_utf8(kept.files["manifest-sha512.txt"].clone()).unwrap();
    let less: String = text.lines().filter(|line| !line.ends_with(".pdf")).map(|line| format!("{line}\n")).collect();
    kept.files.insert("manifest-sha512.txt".into(), less.into_bytes());
    let told = codes(&kept);
    assert!(told.contains(&"bag-manifests-disagree manifest-sha512.txt".into()), "{told:?}");
    kept.files.remove("manifest-sha512.txt");
    assert!(codes(&kept).contains(&"bag-file-missing manifest-sha512.txt".into()));
    kept.files.insert("data/more.txt".into(), Vec::new());
    reseal(&mut kept);
    assert_eq!(codes(&kept), ["bag-record-disagrees data/more.txt"]);
    kept.files.remove("data/more.txt");
    kept.files.insert("tagmanifest-md5.txt".into(), Vec::new());
    reseal(&mut kept);
    assert_eq!(codes(&kept), ["bag-file-unlisted tagmanifest-md5.txt"]);
}

#[cfg(unix)]
#[test]
fn links_are_told_and_not_followed() {
    let desk = desk_with_issue();
    desk.run(&["archive", "issue.md", "-o", "bags/kept"]).assert(0, &[]);
    let source = desk.path("bags/kept/data/source/issue.md");
    fs::remove_file(&source).unwrap();
    std::os::unix::fs::symlink(desk.path("issue.md"), &source).unwrap();
    let told = desk.run(&["verify", "bags"]);
    told.assert(
        1,
        &["error[bag-path-unsafe]: `data/source/issue.md` is a symbolic link", "error[bag-file-missing]", "NOT SOUND"],
    );
}

#[test]
fn bags_are_found_wherever_they_are_and_not_passed_over_when_broken() {
    let desk = desk_with_issue();
    desk.run(&["archive", "issue.md", "-o", "deep/2024/one"]).assert(0, &[]);
    desk.run(&["archive", "issue.md", "-o", "deep/2025/two.zip"]).assert(0, &[]);
    desk.run(&["archive", "issue.md", "-o", "deep/three"]).assert(0, &[]);
    fs::remove_file(desk.path("deep/three/bagit.txt")).unwrap();
    desk.put("deep/2025/photo.zip", "no zip");
    let told = desk.run(&["verify", "deep", "nowhere"]);
    told.assert(1, &["deep/2024/one: sound", "deep/2025/two.zip: sound", "2 of 5 sound"]);
    told.assert(
        1,
        &["error[bag-declaration]: `bagit.txt` is not there", "error[bag-zip-form]", "error[bag-not-found]"],
    );
    desk.put("empty/file.txt", "x");
    desk.run(&["verify", "empty", "-q"])
        .assert(1, &["error[bag-not-found]: there is no bag in the folder or below it"]);
}

#[test]
fn a_bag_that_another_program_zipped_is_to_be_unpacked() {
    let desk = Desk::new();
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let files: BTreeMap<String, Vec<u8>> = stranger().files;
    for (path, bytes) in files {
        zip.start_file(format!("theirs/{path}"), zip::write::SimpleFileOptions::default()).unwrap();
        std::io::Write::write_all(&mut zip, &bytes).unwrap();
    }
    desk.put("theirs.zip", zip.finish().unwrap().into_inner());
    desk.run(&["verify", "theirs.zip"])
        .assert(1, &["error[bag-zip-form]", "is to be unpacked and checked as a folder"]);
}
