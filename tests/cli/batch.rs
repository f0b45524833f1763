//! Many inputs in one run: lists, order, stops, and what is left of runs that died.

use crate::desk::{Desk, ISSUE};
use serde_json::Value;
use std::fs;
use std::io::{BufRead, BufReader, Read};
use std::process::{Child, Stdio};

/// A document that is made in no time and has nothing at fault but what it lacks.
pub(crate) const BARE: &str = r#"{"masthead-ast":1,"document":{"provenance":{},"front":{}}}"#;

/// A desk with so many bare issues in `in`.
pub(crate) fn with_bare(count: usize) -> Desk {
    let desk = Desk::new();
    (0..count).for_each(|number| desk.put(format!("in/{number:04}.json"), BARE));
    desk
}

fn report(desk: &Desk, name: &str) -> Value {
    serde_json::from_slice(&desk.read(name)).unwrap()
}

fn statuses(report: &Value) -> Vec<String> {
    let inputs = report["inputs"].as_array().unwrap();
    inputs.iter().map(|input| input["status"].as_str().unwrap().to_string()).collect()
}

#[test]
fn a_list_names_inputs_as_they_stand() {
    let desk = Desk::new();
    for name in ["a.json", "b [1].json", "more/c.json", "more/d.json"] {
        desk.put(name, BARE);
    }
    let build = |input: &[u8], more: &[&str]| {
        desk.run_on(input, &[&["build", "--to", "text", "-o", "out", "--no-cache", "--files-from", "-"], more].concat())
    };
    for (list, more) in [
        (&b"b [1].json\r\n\r\nmore\n./a.json\na.json"[..], &[][..]),
        (b"\xEF\xBB\xBFb [1].json\nmore\na.json\n", &[]),
        (b"b [1].json\0more\0a.json\0", &["-0"]),
    ] {
        let told = build(list, more);
        told.assert(0, &["all 4 made"]);
        let order: Vec<_> = told.err.lines().filter_map(|line| line.split_once(" → ")).map(|(name, _)| name).collect();
        assert_eq!(
            order.iter().map(|name| name.trim_start_matches("./")).collect::<Vec<_>>(),
            ["b [1].json", "more/c.json", "more/d.json", "a.json"]
        );
    }
    desk.put("list", "more/d.json\n");
    desk.run(&["check", "a.json", "--to", "text", "--files-from", "list"]).assert(0, &["a.json: ", "more/d.json: "]);
    desk.run(&["build", "--files-from", "lost"]).assert(2, &["the list of inputs `lost` cannot be read"]);
    build(b"\n", &[]).assert(2, &["the list names no input"]);
    build(b"a.json", &["-"]).assert(2, &["standard input cannot be both"]);
    build(b"gone.json\na.json\n", &[]).assert(1, &["there is no such file", "1 of 2 made; 1 not: gone.json"]);
}

#[test]
fn the_first_fault_ends_a_run_that_is_to_fail_fast() {
    let desk = with_bare(9);
    desk.put("in/0003.json", "{");
    let arguments = ["build", "in", "-o", "out", "--to", "text", "-j", "1", "--report", "report.json"];
    let told = desk.run(&[&arguments[..], &["--fail-fast"]].concat());
    told.assert(1, &["3 of 9 made; 1 not: in/0003.json; stopped before 5"]);
    let stopped = report(&desk, "report.json");
    assert_eq!(stopped["status"], "stopped");
    let (clean, rest) = (vec!["clean"; 3], vec!["not-made"; 5]);
    assert_eq!(statuses(&stopped), [clean, vec!["faulty"], rest].concat());
    desk.run(&arguments).assert(1, &["8 of 9 made, 3 of them unchanged; 1 not: in/0003.json"]);
    assert_eq!(report(&desk, "report.json")["status"], "faulty");
}

#[test]
fn a_report_is_whole_or_not_there() {
    let desk = with_bare(3);
    let told = desk.run(&["build", "in", "-o", "out", "--to", "text", "--report", "-"]);
    let printed: Value = serde_json::from_slice(&told.out).unwrap();
    assert_eq!(statuses(&printed), ["clean"; 3]);
    desk.put("folder/x", "");
    desk.run(&["build", "in", "-o", "out", "--to", "text", "--report", "folder"])
        .assert(2, &["the report `folder` cannot be written: it is a folder"]);
    desk.run(&["build", "in", "-o", "out", "--to", "text", "--report", "lost/report.json"]).assert(0, &[]);
    assert_eq!(desk.listing("lost"), ["report.json"]);
    assert!(
        report(&desk, "lost/report.json")["inputs"].as_array().unwrap().iter().all(|input| input["fresh"] == false)
    );
}

#[test]
fn what_a_dead_run_left_aside_is_gone_after_the_next() {
    let desk = with_bare(2);
    desk.put("out/.masthead-7-1.aside", "");
    desk.put("out/.0000.txt.7-1.new", "half");
    desk.put("out/.0001.txt.7-1.old", "old");
    desk.put("out/.0001.txt.8-1.new", "without a sign: not ours to remove");
    desk.run(&["build", "in", "-o", "out", "--to", "text"]).assert(0, &[]);
    assert_eq!(desk.listing("out"), [".0001.txt.8-1.new", "0000.txt", "0001.txt"]);
}

/// Starts a run over many issues and waits until the first is told of.
#[cfg(unix)]
fn started(desk: &Desk, more: &[&str]) -> (Child, BufReader<impl Read + use<>>) {
    let mut command = desk.command();
    command.args(["build", "in", "-o", "out", "-j", "2", "--to", "docx,jats"]).args(more);
    let mut child = command.stderr(Stdio::piped()).spawn().unwrap();
    let mut lines = BufReader::new(child.stderr.take().unwrap());
    let mut line = String::new();
    while !line.contains(" → ") {
        line.clear();
        assert_ne!(lines.read_line(&mut line).unwrap(), 0, "the run ended before it could be stopped");
    }
    (child, lines)
}

#[cfg(unix)]
fn signal(child: &Child, name: &str) {
    let sent = std::process::Command::new("kill").args(["-s", name, &child.id().to_string()]).status().unwrap();
    assert!(sent.success());
}

#[cfg(unix)]
#[test]
fn a_run_that_is_stopped_ends_between_issues_and_says_what_was_not_made() {
    for (name, code) in [("INT", 130), ("TERM", 143)] {
        let desk = Desk::new();
        (0..40).for_each(|number| desk.put(format!("in/{number:02}.txt"), ISSUE));
        let (mut child, mut lines) = started(&desk, &["--report", "report.json"]);
        signal(&child, name);
        let mut rest = String::new();
        lines.read_to_string(&mut rest).unwrap();
        assert_eq!(child.wait().unwrap().code(), Some(code), "{rest}");
        let told = report(&desk, "report.json");
        assert_eq!(told["status"], "stopped");
        let (made, not) = (statuses(&told).iter().filter(|it| *it == "clean").count(), 40);
        assert!((1..not).contains(&made), "{made}");
        assert!(rest.contains(&format!("{made} of 40 made; stopped before {}", 40 - made)), "{rest}");
        let outputs = desk.listing("out");
        assert_eq!(outputs.len(), 2 * made, "{outputs:?}");
        assert!(outputs.iter().all(|name| !name.starts_with('.')), "{outputs:?}");
        let again = desk.run(&["build", "in", "-o", "out", "-q", "--to", "docx,jats", "--report", "report.json"]);
        again.assert(0, &[]);
        let kept = report(&desk, "report.json");
        assert_eq!(kept["inputs"].as_array().unwrap().iter().filter(|input| input["fresh"] == false).count(), made);
    }
}

#[test]
fn programs_are_told_in_json_alone() {
    let desk = with_bare(5);
    let told = desk.run(&["build", "in", "-o", "out", "--to", "text", "--message-format", "json"]);
    told.assert(0, &[]);
    assert!(told.err.lines().all(|line| serde_json::from_str::<Value>(line).is_ok()), "{}", told.err);
    assert!(!told.err.contains('\u{1b}') && !told.err.contains('\r'));
}

#[test]
fn a_run_says_that_there_is_another_and_keeps_its_records_all_the_same() {
    let desk = with_bare(2);
    let arguments = ["build", "in", "-o", "out", "--to", "text"];
    fs::create_dir_all(desk.path("out/.masthead-cache")).unwrap();
    let lock = fs::File::create(desk.path("out/.masthead-cache/lock")).unwrap();
    lock.lock().unwrap();
    desk.run(&arguments)
        .assert(0, &["warning[cache-shared]: another run is at work on the same outputs", "all 2 made"]);
    drop(lock);
    let told = desk.run(&arguments);
    told.assert(0, &["all 2 made, 2 of them unchanged"]);
    assert!(!told.err.contains("cache-shared"), "{}", told.err);
}

#[cfg(unix)]
#[test]
fn two_runs_at_once_tear_nothing() {
    let desk = Desk::new();
    (0..16).for_each(|number| desk.put(format!("in/{number:02}.txt"), ISSUE));
    let (child, mut lines) = started(&desk, &[]);
    let build = |more: &[&str]| desk.run(&[&["build", "in", "--to", "docx,jats"], more].concat());
    build(&["-o", "out", "-j", "2"]).assert(0, &["all 16 made"]);
    let mut rest = String::new();
    lines.read_to_string(&mut rest).unwrap();
    assert!(child.wait_with_output().unwrap().status.success(), "{rest}");
    build(&["-o", "whole", "--no-cache", "-q"]).assert(0, &[]);
    assert_same(&desk, "out", "whole");
    build(&["-o", "out", "-q"]).assert(0, &[]);
    build(&["-o", "out"]).assert(0, &["all 16 made, 16 of them unchanged"]);
}

#[track_caller]
fn assert_same(desk: &Desk, one: &str, other: &str) {
    assert_eq!(desk.listing(one), desk.listing(other));
    for name in desk.listing(one) {
        assert!(desk.read(&format!("{one}/{name}")) == desk.read(&format!("{other}/{name}")), "{name} differs");
    }
}

#[test]
fn a_folder_that_is_no_place_for_records_is_told_and_the_issues_are_made() {
    let desk = with_bare(2);
    desk.put("out/.masthead-cache", "a file");
    let told = desk.run(&["build", "in", "-o", "out", "--to", "text"]);
    told.assert(0, &["warning[cache-unusable]", "all 2 made"]);
    desk.run(&["build", "in", "-o", "out", "--to", "text", "--cache", "in/0000.json"])
        .assert(2, &["the cache `in/0000.json` cannot be used"]);
}

#[test]
fn issues_in_several_folders_share_one_folder_of_records() {
    let desk = Desk::new();
    for folder in ["a", "b"] {
        desk.put(format!("year/{folder}/1.md"), "---\nseries: Lake Bulletin\nnumber: 9\n---\n\nWords.\n");
    }
    desk.run(&["build", "year/a", "year/b/1.md", "--to", "text"]).assert(0, &["all 2 made"]);
    assert!(desk.path("year/.masthead-cache/issues-1").exists());
    desk.run(&["build", "year/a", "year/b", "--to", "text"]).assert(0, &["all 2 made, 2 of them unchanged"]);
    fs::remove_dir_all(desk.path("year/.masthead-cache")).unwrap();
    desk.run(&["build", "year/a", "year/b", "--to", "text"]).assert(0, &["all 2 made\n"]);
}
