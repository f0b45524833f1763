//! Sources that are not as they should be, and how sources are named.

use crate::desk::{Desk, ISSUE};
use std::fs;

/// Builds `bad` together with a sound issue: the fault is told, the sound issue is made, nothing of the bad one is.
#[track_caller]
fn assert_others_are_made(desk: &Desk, bad: &str, parts: &[&str]) {
    let told = desk.run(&["build", bad, "issue.txt", "--to", "text,json", "-o", "out"]);
    told.assert(1, parts);
    told.assert(1, &["issue.txt → out/issue.txt, .json", &format!("{bad}: nothing written (1 error")]);
    assert_eq!(desk.listing("out"), ["issue.json", "issue.txt"]);
}

#[test]
fn an_empty_file_stops_no_other() {
    let desk = Desk::with_issue();
    desk.put("empty.txt", "");
    assert_others_are_made(&desk, "empty.txt", &["error[input-empty]", "--> empty.txt"]);
}

#[test]
fn a_binary_file_stops_no_other() {
    let desk = Desk::with_issue();
    desk.put("scan.txt", b"%PDF-1.7\n\x00\xFF\xFE\x80");
    assert_others_are_made(&desk, "scan.txt", &["error[input-not-text]", "--> scan.txt", "= help: "]);
}

#[test]
fn a_pipe_that_nobody_writes_into_stops_no_other() {
    let desk = Desk::with_issue();
    desk.shell("mkfifo pipe.txt").assert(0, &[]);
    assert_others_are_made(&desk, "pipe.txt", &["error[input-unreadable]", "it is a pipe and no file", "--> pipe.txt"]);
}

#[test]
fn a_text_without_masthead_stops_no_other() {
    let desk = Desk::with_issue();
    desk.put("bare.txt", "Some words about something that are no bulletin.\n");
    assert_others_are_made(
        &desk,
        "bare.txt",
        &["error[masthead-missing]", "--> bare.txt:1:1", "= help: open the text"],
    );
}

#[test]
fn a_missing_file_stops_no_other() {
    let desk = Desk::with_issue();
    assert_others_are_made(&desk, "gone.txt", &["error[input-unreadable]", "there is no such file", "= help: "]);
}

#[test]
fn a_folder_named_like_a_source_holds_no_source() {
    let desk = Desk::with_issue();
    fs::create_dir(desk.path("folder.txt")).unwrap();
    assert_others_are_made(&desk, "folder.txt", &["the folder holds no source (.md, ", "= help: "]);
}

#[cfg(unix)]
#[test]
fn a_dangling_link_stops_no_other() {
    let desk = Desk::with_issue();
    std::os::unix::fs::symlink("nowhere", desk.path("link.txt")).unwrap();
    assert_others_are_made(&desk, "link.txt", &["error[input-unreadable]", "--> link.txt", "= help: "]);
}

#[test]
fn one_line_of_ten_megabytes_ends_in_time() {
    let desk = Desk::new();
    // A build without optimisation is some ten times slower.
    let words = if cfg!(debug_assertions) { 1 << 18 } else { 2 << 20 };
    desk.put("long.txt", "word ".repeat(words));
    let told = desk.run(&["build", "long.txt", "--to", "text", "-o", "out"]);
    assert!(matches!(told.code, Some(0 | 1)), "{}", told.err);
    assert!(told.err.len() < 10_000, "the messages repeat the line: {} bytes", told.err.len());
}

#[cfg(unix)]
#[test]
fn a_name_that_is_not_unicode_is_kept_as_it_is() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;
    let desk = Desk::new();
    let name = OsStr::from_bytes(b"caf\xE9.txt");
    desk.put(name, ISSUE);
    let told = desk.run_with(&[OsStr::new("build"), name, OsStr::new("--to"), OsStr::new("json")]);
    told.assert(0, &["caf\u{FFFD}.txt → caf\u{FFFD}.json"]);
    assert!(desk.path(OsStr::from_bytes(b"caf\xE9.json")).exists());
}

#[test]
fn escape_sequences_in_names_and_texts_never_reach_the_terminal() {
    let desk = Desk::new();
    desk.put("a\u{1b}[31m.txt", "\u{1b}]0;title\u{7}");
    let told = desk.run(&["check", "a\u{1b}[31m.txt", "b\u{1b}[2J.txt"]);
    assert_eq!(told.code, Some(1));
    assert!(told.err.contains("b<U+001B>[2J.txt"), "{}", told.err);
    assert!(!told.err.contains(['\u{1b}', '\u{7}']), "{:?}", told.err);
}

#[test]
fn folders_and_patterns_are_read_in_order_without_what_was_made_of_them() {
    let desk = Desk::new();
    for name in ["b.txt", "a.txt", "c.txt", "notes.pdf", ".hidden.txt", "~$a.txt"] {
        desk.put(format!("year/{name}"), ISSUE);
    }
    desk.run(&["build", "year", "--to", "json"]).assert(0, &[]);
    for argument in ["year", "year/*.txt", "yea?/*", "**/[a-c].txt"] {
        let told = desk.run(&["check", "--to", "json", "-q", "--message-format", "short", argument]);
        told.assert(0, &[]);
        let told = desk.run(&["build", "--to", "json", argument]);
        told.assert(0, &[]);
        let order: Vec<_> = told.err.lines().filter_map(|line| line.split_once(" → ")).map(|(name, _)| name).collect();
        assert_eq!(order, ["year/a.txt", "year/b.txt", "year/c.txt"], "{argument}: {}", told.err);
    }
}

#[test]
fn a_folder_is_summed_up_and_its_report_is_no_source() {
    let desk = Desk::new();
    for name in ["a.txt", "b.txt"] {
        desk.put(format!("year/{name}"), ISSUE);
    }
    let told = desk.run(&["build", "year", "--to", "json", "-o", "out", "--report", "year/report.json"]);
    told.assert(0, &["\nall 2 made\n"]);
    desk.put("year/c.txt", "");
    desk.run(&["build", "year", "--to", "json", "-o", "out"])
        .assert(1, &["\n2 of 3 made, 2 of them unchanged; 1 not: year/c.txt\n"]);
    desk.run(&["check", "year"]).assert(1, &["\n2 of 3 can be made; 1 not: year/c.txt\n"]);
    let alone = desk.run(&["build", "year/a.txt", "--to", "json", "-o", "out"]);
    assert!(!alone.err.contains("all 1"), "{}", alone.err);
}

#[test]
fn findings_on_a_document_in_json_show_no_place_of_its_old_source() {
    let desk = Desk::with_issue();
    let issue = "---\nseries: Lake Bulletin\nnumber: 3\n---\n\n**Second, out of order.** Words.\n";
    desk.put("issue.md", issue);
    desk.run(&["build", "issue.md", "--to", "json"]).assert(0, &["--> issue.md:6:1\n"]);
    let told = desk.run(&["check", "issue.json"]);
    told.assert(0, &["warning[run-in-out-of-order]", " --> issue.json\n"]);
}

#[test]
fn an_input_named_twice_is_built_once() {
    let desk = Desk::with_issue();
    let told = desk.run(&["build", "issue.txt", "issue.txt", "*.txt", "--to", "json"]);
    told.assert(0, &[]);
    assert_eq!(told.err.matches(" → ").count(), 1, "{}", told.err);
}

#[test]
fn inspect_prints_the_document_with_its_version() {
    let desk = Desk::with_issue();
    let told = desk.run(&["inspect", "issue.txt"]);
    told.assert(0, &[]);
    let json: serde_json::Value = serde_json::from_slice(&told.out).unwrap();
    assert_eq!(json["masthead-ast"], 1);
    assert!(json["document"]["front"].is_object());
}

const WITH_PICTURE: &str = "---\nseries: Lake Bulletin\nnumber: 9\ndate: 2023-12-20\npublisher: Office\ntitle: What\nlang: en\n\
                            ---\n\nText.\n\n![A dot](../img/dot.png)\n";

#[test]
fn a_picture_out_of_the_folder_needs_a_root_around_both() {
    let desk = Desk::new();
    desk.put("issues/a.md", WITH_PICTURE);
    desk.put("img/dot.png", include_bytes!("../../fixtures/pages/dot.png"));
    let build = |more: &[&str]| desk.run(&[&["build", "issues/a.md", "--to", "docx"], more].concat());
    build(&[]).assert(1, &["image-unreadable", "leads out of the folder of the source", "--root"]);
    build(&["--root", "issues"]).assert(1, &["leads out of the folder that --root names"]);
    build(&["--root", "."]).assert(0, &["a.docx"]);
    desk.put("issues/a.md", WITH_PICTURE.replace("../img", "b/../../issues"));
    build(&[]).assert(1, &["leads out"]);
}

#[test]
fn a_file_that_is_not_there_is_told_of_whatever_it_is_called() {
    for name in ["nope", "nope.xyz", "nope.md"] {
        Desk::new().run(&["check", name]).assert(1, &["input-unreadable", "there is no such file or folder"]);
    }
}

#[test]
fn pictures_and_headings_without_words_are_told_of_at_their_place() {
    let desk = Desk::new();
    desk.put("a.md", WITH_PICTURE.replace("![A dot](../img/dot.png)", "#\n\n![](dot.png)"));
    desk.put("dot.png", include_bytes!("../../fixtures/pages/dot.png"));
    desk.run(&["check", "a.md"]).assert(1, &["heading-empty", "alternative-missing", "a.md:14:1"]);
}

#[test]
fn marks_that_show_nothing_are_left_out_or_closed() {
    let desk = Desk::new();
    desk.put(
        "a.md",
        WITH_PICTURE.replace("Text.\n\n![A dot](../img/dot.png)", "Te\u{FEFF}xt \u{202E}turned.\n\nNext."),
    );
    desk.run(&["check", "a.md"]).assert(0, &["byte-order-mark", "bidi-unbalanced", "a.md:10"]);
    desk.run(&["build", "a.md", "--to", "text"]).assert(0, &["bidi-unbalanced"]);
    let text = String::from_utf8(desk.read("a.txt")).unwrap();
    assert!(text.contains("Text \u{202E}turned.\u{202C}\n"), "{text:?}");
}

#[test]
fn front_matter_that_is_no_yaml_is_told_of_in_plain_words() {
    for (line, told) in [
        ("title: a: b", "a second `: ` stands in the value"),
        ("title: *a", "the value begins with `*`"),
        ("\ttitle: a", "a tab stands where blanks belong"),
        ("- title", "this is no line of the kind `key: value`"),
    ] {
        let desk = Desk::new();
        desk.put("a.md", format!("---\nseries: L\n{line}\n---\n\nText.\n"));
        desk.run(&["check", "a.md"]).assert(1, &["front-matter-invalid", told, "a.md:"]);
    }
}
