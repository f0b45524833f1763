//! What is made again, and what is not.

use crate::desk::{Desk, Told};
use std::fs;
use std::time::{Duration, SystemTime};

const FRONT: &str =
    "series: Lake Bulletin\nnumber: 9\nwhole-number: 9\ndate: 2023-12-20\npublisher: Office\ntitle: What\nlang: en";
const DOT: &[u8] = include_bytes!("../../fixtures/pages/dot.png");

/// Three issues: one with a picture, one in a style of its own that extends another, one bare.
fn desk() -> Desk {
    let desk = Desk::new();
    desk.put("in/picture.md", format!("---\n{FRONT}\n---\n\nText.\n\n![A dot](dot.png)\n"));
    desk.put("in/dot.png", DOT);
    desk.put("in/styled.md", format!("---\n{FRONT}\nstyle: house.toml\n---\n\nText.\n"));
    desk.put("in/house.toml", "name = \"house\"\nsummary = \"s\"\nextends = \"base.toml\"\n");
    desk.put("in/base.toml", "name = \"base\"\nsummary = \"s\"\nextends = \"plain\"\n");
    desk.put("in/words.md", format!("---\n{FRONT}\n---\n\nText.\n"));
    rested(&desk, "in");
    desk
}

/// Gives every file of a folder a time long ago, as files have that nobody has just written.
fn rested(desk: &Desk, folder: &str) {
    for name in desk.listing(folder) {
        let file = fs::File::options().append(true).open(desk.path(format!("{folder}/{name}"))).unwrap();
        file.set_modified(SystemTime::now() - Duration::from_secs(3600)).unwrap();
    }
}

fn build(desk: &Desk, more: &[&str]) -> Told {
    desk.run(&[&["build", "in", "-o", "out", "--to", "docx,jats"], more].concat())
}

/// The inputs that were made by a run, by their stems.
#[track_caller]
fn made(told: &Told) -> Vec<String> {
    told.assert(0, &["all 3 made"]);
    let lines = told.err.lines().filter(|line| line.contains(" → ") && !line.contains("unchanged"));
    lines.filter_map(|line| line.strip_prefix("in/")?.split_once('.')).map(|(stem, _)| stem.to_string()).collect()
}

const ALL: [&str; 3] = ["picture", "styled", "words"];
const NONE: [&str; 0] = [];

#[test]
fn a_second_run_makes_nothing_and_says_the_same() {
    let desk = desk();
    desk.put(
        "in/words.md",
        format!("---\n{FRONT}\n---\n\n[Words]{{.person}} in a [link](#nowhere).\n\n***\n\nText.\n"),
    );
    let first = build(&desk, &["-v"]);
    assert_eq!(made(&first), ALL);
    assert!(first.err.contains("warning["), "{}", first.err);
    let second = build(&desk, &["-v"]);
    assert_eq!(made(&second), NONE);
    let same = second.err.replace("; unchanged)", ")").replace(" (unchanged)", "").replace(", 3 of them unchanged", "");
    assert_eq!(same, first.err);
    let short = build(&desk, &["-v", "--message-format", "short"]);
    assert!(short.err.contains("in/words.md:"), "{}", short.err);
}

#[test]
fn an_issue_is_made_again_when_anything_of_it_changes() {
    let desk = desk();
    assert_eq!(made(&build(&desk, &[])), ALL);
    let words = format!("---\n{FRONT}\n---\n\nTexts.\n");
    type Change<'a> = (&'a str, &'a [u8], &'a [&'a str]);
    let changes: [Change<'_>; 5] = [
        ("in/words.md", words.as_bytes(), &["words"]),
        ("in/dot.png", include_bytes!("../../fixtures/bulletins/chart.jpg"), &["picture"]),
        ("in/house.toml", b"name = \"home\"\nsummary = \"s\"\nextends = \"base.toml\"\n", &["styled"]),
        ("in/base.toml", b"name = \"base\"\nsummary = \"t\"\nextends = \"plain\"\n", &["styled"]),
        ("in/notes.toml", b"nobody's", &[]),
    ];
    for (name, bytes, expected) in changes {
        desk.put(name, bytes);
        assert_eq!(made(&build(&desk, &[])), expected, "{name}");
        assert_eq!(made(&build(&desk, &[])), NONE, "{name}, after that");
    }
    desk.put("out/words.docx", b"PK");
    build(&desk, &[]).assert(1, &["error[output-foreign]: `out/words.docx`", "2 of 3 made, 2 of them unchanged"]);
    assert_eq!(made(&build(&desk, &["--force"])), ["words"]);
    assert_eq!(made(&build(&desk, &[])), NONE);
    fs::remove_file(desk.path("out/picture.xml")).unwrap();
    fs::remove_dir_all(desk.path("out/picture-media")).unwrap();
    assert_eq!(made(&build(&desk, &[])), ["picture"]);
}

#[test]
fn what_is_asked_for_counts() {
    let desk = desk();
    desk.put("house.toml", "name = \"x\"\nsummary = \"s\"\nextends = \"plain\"\n");
    assert_eq!(made(&build(&desk, &[])), ALL);
    for more in [&["--no-doctype"][..], &["--deny", "warnings"], &["--style", "house.toml"], &["--from", "bulletin"]] {
        assert_eq!(made(&build(&desk, more)), ALL, "{more:?}");
        assert_eq!(made(&build(&desk, more)), NONE, "{more:?} again");
    }
    build(&desk, &["--style", "house.toml"]);
    desk.put("house.toml", "name = \"y\"\nsummary = \"s\"\nextends = \"plain\"\n");
    assert_eq!(made(&build(&desk, &["--style", "house.toml"])), ALL);
    assert_eq!(made(&build(&desk, &["--style", "house.toml", "--anew"])), ALL);
    assert_eq!(made(&build(&desk, &["--style", "house.toml", "--no-cache"])), ALL);
    assert_eq!(made(&build(&desk, &["--style", "house.toml"])), NONE);
    assert_eq!(made(&build(&desk, &["--style", "house.toml", "--cache", "elsewhere"])), ALL);
    assert_eq!(made(&build(&desk, &["--style", "house.toml", "--cache", "elsewhere"])), NONE);
}

#[test]
fn a_file_that_was_only_touched_or_put_back_is_not_made_again() {
    let desk = desk();
    let text = desk.read("in/words.md");
    build(&desk, &[]);
    rested(&desk, "in");
    assert_eq!(made(&build(&desk, &[])), NONE);
    desk.put("in/words.md", "---\nseries: [\n---\n");
    build(&desk, &[]).assert(1, &["2 of 3 made, 2 of them unchanged; 1 not: in/words.md"]);
    desk.put("in/words.md", text);
    assert_eq!(made(&build(&desk, &[])), NONE);
}

#[test]
fn a_clock_that_was_set_back_makes_nothing_stale() {
    let desk = desk();
    let set = |name: &str, time: SystemTime| {
        fs::File::options().append(true).open(desk.path(name)).unwrap().set_modified(time).unwrap();
    };
    let (past, future) = (SystemTime::UNIX_EPOCH, SystemTime::now() + Duration::from_secs(1 << 25));
    for (round, time) in [past, future, past].into_iter().enumerate() {
        desk.put("in/words.md", format!("---\n{FRONT}\n---\n\nText {round}.\n"));
        set("in/words.md", time);
        assert!(made(&build(&desk, &[])).contains(&"words".into()), "{round}");
        assert_eq!(made(&build(&desk, &[])), NONE, "{round}");
        // The same size and the same time, and other words.
        desk.put("in/words.md", format!("---\n{FRONT}\n---\n\nTexT {round}.\n"));
        set("in/words.md", time);
        assert_eq!(made(&build(&desk, &[])), ["words"], "{round}");
        let xml = String::from_utf8(desk.read("out/words.xml")).unwrap();
        assert!(xml.contains(&format!("TexT {round}")));
        let same = desk.read("out/words.docx");
        let other: Vec<u8> = same.iter().map(|byte| byte ^ 1).collect();
        desk.put("out/words.docx", other);
        set("out/words.docx", time);
        assert_eq!(made(&build(&desk, &["--force"])), ["words"], "{round}");
        assert_eq!(desk.read("out/words.docx"), same);
    }
}

#[test]
fn records_that_are_torn_or_of_something_else_are_as_none() {
    let desk = desk();
    build(&desk, &[]);
    let whole = desk.read("out/.masthead-cache/issues-1");
    for bytes in [&whole[..whole.len() - 30], b"something else\n", b"", &[b"x", &whole[..]].concat(), &[0; 5000]] {
        desk.put("out/.masthead-cache/issues-1", bytes);
        build(&desk, &["-q"]).assert(0, &[]);
        assert_eq!(made(&build(&desk, &[])), NONE);
    }
}

#[cfg(unix)]
#[test]
fn a_folder_by_another_name_is_the_same() {
    let desk = desk();
    std::os::unix::fs::symlink(".", desk.path("link")).unwrap();
    let build = |folder: &str, out: &str| desk.run(&["build", folder, "-o", out, "--to", "jats"]);
    assert_eq!(made(&build("in", "link/out")), ALL);
    assert_eq!(made(&build("in", "link/out")), NONE);
    build("link/in", "out").assert(0, &["all 3 made, 3 of them unchanged"]);
}

#[test]
fn one_input_alone_leaves_no_records_unless_some_are_there() {
    let desk = desk();
    let one = || desk.run(&["build", "in/words.md", "-o", "out", "--to", "jats"]);
    one().assert(0, &["in/words.md → out/words.xml"]);
    assert!(!desk.path("out/.masthead-cache").exists());
    desk.run(&["build", "in", "-o", "out", "--to", "jats"]).assert(0, &[]);
    one().assert(0, &["unchanged"]);
}
