//! Standard input, output and error.

use crate::desk::{Desk, ISSUE};

#[test]
fn a_pipe_goes_in_and_out() {
    let desk = Desk::with_issue();
    let told = desk.run_on(ISSUE.as_bytes(), &["build", "-", "--to", "text", "-o", "-"]);
    told.assert(0, &["<stdin> → standard output"]);
    desk.run(&["build", "issue.txt", "--to", "text", "-o", "out"]).assert(0, &[]);
    assert_eq!(told.out, desk.read("out/issue.txt"));
}

#[test]
fn pictures_that_a_stream_cannot_hold_are_told_of() {
    const PIXEL: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\0\0\0\0\0\0\0\0\0\0\0\0IEND";
    let desk = Desk::new();
    desk.put("lake.png", PIXEL);
    let front =
        "series: Lake Bulletin\nnumber: 1\nwhole-number: 1\ndate: 2023-09-22\npublisher: The Lake\ntitle: Depth";
    desk.put("issue.md", format!("---\n{front}\nlang: en\n---\n\n![The lake](lake.png)\n"));
    let told = desk.run(&["build", "issue.md", "--to", "jats", "-o", "-"]);
    told.assert(
        0,
        &["warning[output-partial]", "`issue-media/picture-1.png` was left out", "= help: give -o a folder"],
    );
    assert!(told.out.ends_with(b"</article>\n") || told.out.ends_with(b"</article>"));
}

#[cfg(unix)]
#[test]
fn a_closed_pipe_is_no_fault() {
    let desk = Desk::with_issue();
    for command in [
        "man",
        "schema",
        "inspect issue.txt",
        "build issue.txt --to json -o -",
        "completions bash",
        "--help",
        "help build",
        "--version",
    ] {
        let told = desk.shell(&format!("( \"$masthead\" {command}; echo code $? >&2 ) | true"));
        assert!(told.err.contains("code 0"), "{command}: {}", told.err);
        assert!(!told.err.contains("panicked"), "{command}: {}", told.err);
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_device_on_standard_output_is_a_fault() {
    let desk = Desk::with_issue();
    let told = desk.shell("\"$masthead\" build issue.txt --to json -o - >/dev/full");
    told.assert(1, &["error[output-unwritable]: standard output cannot be written: the disk is full"]);
    let told = desk.shell("\"$masthead\" import issue.txt -o - >/dev/full");
    told.assert(1, &["error[output-unwritable]: standard output cannot be written: the disk is full"]);
    for command in [
        "man",
        "--help",
        "-h",
        "--version",
        "help",
        "help build",
        "build --help",
        "completions bash",
        "schema",
        "styles",
        "explain note-missing",
        "inspect issue.txt",
        "fonts",
    ] {
        let told = desk.shell(&format!("\"$masthead\" {command} >/dev/full"));
        told.assert(2, &["error: standard output cannot be written: the disk is full", "= help: check where it leads"]);
    }
}

/// What Rust opens in the place of a closed stream is what a caller may give on purpose to be rid of the words.
#[cfg(target_os = "linux")]
#[test]
fn standard_output_that_was_closed_before_is_thrown_away_and_nothing_else_is_hurt() {
    let desk = Desk::with_issue();
    desk.put("empty.txt", "");
    let code = |line: &str| desk.shell(&format!("\"$masthead\" {line} >&-")).code;
    assert_eq!(code("build issue.txt --to json,text -o out --report report.json"), Some(0));
    assert_eq!(desk.listing("out"), ["issue.json", "issue.txt"]);
    assert!(desk.read("report.json").starts_with(b"{") && desk.read("out/issue.json").starts_with(b"{"));
    assert_eq!((code("inspect issue.txt"), code("build empty.txt")), (Some(0), Some(1)));
}

#[test]
fn findings_come_as_lines_and_as_json() {
    let desk = Desk::new();
    desk.put("empty.txt", "");
    let told = desk.run(&["build", "empty.txt", "--message-format", "short"]);
    told.assert(1, &["empty.txt: error[input-empty]: the file holds no text\n"]);
    let told = desk.run(&["build", "empty.txt", "--message-format", "json"]);
    let finding: serde_json::Value = serde_json::from_str(told.err.lines().next().unwrap()).unwrap();
    assert_eq!((&finding["file"], &finding["severity"]), (&"empty.txt".into(), &"error".into()));
    assert!(told.err.lines().all(|line| line.starts_with('{')), "{}", told.err);
    let told = desk.run(&["build", "empty.txt", "-o", "-", "--message-format", "json"]);
    let refusal: serde_json::Value = serde_json::from_str(&told.err).unwrap();
    assert_eq!((told.code, &refusal["message"]), (Some(2), &"standard output takes one format".into()));
}

#[test]
fn every_command_has_its_page() {
    let desk = Desk::new();
    let help = desk.run(&["--help"]);
    let help = String::from_utf8(help.out).unwrap();
    let listed = help.split("Commands:").nth(1).and_then(|rest| rest.split("\n\n").next()).unwrap();
    let of_indent = |line: &&str| line.starts_with("  ") && !line.starts_with("   ");
    let commands: Vec<&str> =
        listed.lines().filter(of_indent).filter_map(|line| line.split_whitespace().next()).collect();
    assert!(commands.contains(&"build") && commands.contains(&"man"), "{help}");
    for command in commands.into_iter().filter(|command| *command != "help") {
        let told = desk.run(&["man", command]);
        told.assert(0, &[]);
        let head = format!(".TH masthead-{command} 1  \"masthead {}\"", env!("CARGO_PKG_VERSION"));
        assert!(String::from_utf8_lossy(&told.out).contains(&head), "{command}");
    }
    desk.run(&["man", "biuld"]).assert(2, &["invalid value 'biuld'", "build"]);
}

#[test]
fn lists_and_manuals_are_printed() {
    let desk = Desk::new();
    for (arguments, part) in [
        (&["styles"][..], "pujiang"),
        (&["styles", "plain"], "[text.body]"),
        (&["fonts"], "Libertinus Serif"),
        (&["schema"], "masthead-ast"),
        (&["schema", "style"], "keep-with-next"),
        (&["schema", "front"], "whole-number"),
        (&["completions", "zsh"], "#compdef masthead"),
        (&["man"], ".TH masthead 1"),
        (&["man", "build"], "message\\-format"),
        (&["--version"], env!("CARGO_PKG_VERSION")),
    ] {
        let told = desk.run(arguments);
        told.assert(0, &[]);
        assert!(String::from_utf8_lossy(&told.out).contains(part), "{arguments:?}");
    }
}
