//! Where outputs go, and that they come whole or not at all.

use crate::desk::Desk;
use std::fs;

/// Builds an issue that says something else than the one that is built over it: what stands then in `out`.
fn build_old(desk: &Desk, formats: &str) -> Vec<u8> {
    desk.put("issue.txt", crate::desk::ISSUE.replace("hardcore impetus", "impetus"));
    desk.run(&["build", "issue.txt", "--to", formats, "-o", "out"]).assert(0, &[]);
    desk.put("issue.txt", crate::desk::ISSUE);
    desk.read("out/issue.json")
}

#[test]
fn a_folder_in_the_way_is_told_and_nothing_is_written() {
    let desk = Desk::with_issue();
    desk.put("other.txt", crate::desk::ISSUE);
    let old = build_old(&desk, "json");
    desk.put("out/issue.txt/inside", "x");
    let told = desk.run(&["build", "issue.txt", "other.txt", "--to", "json,text", "-o", "out"]);
    told.assert(1, &["error[output-unwritable]: `out/issue.txt` cannot be written: it is a folder", "--> issue.txt"]);
    told.assert(1, &["= help: move the folder away", "other.txt → out/other.json, .txt"]);
    assert_eq!(desk.listing("out"), ["issue.json", "issue.txt", "other.json", "other.txt"]);
    assert_eq!(desk.read("out/issue.json"), old);
}

#[test]
fn an_output_folder_that_cannot_be_is_told() {
    let desk = Desk::with_issue();
    desk.put("file", "x");
    let told = desk.run(&["build", "issue.txt", "--to", "json", "-o", "file/out"]);
    told.assert(1, &["`file/out/issue.json` cannot be written: a part of the path is a file", "= help: check who may"]);
    assert_eq!(desk.read("file"), b"x");
}

#[cfg(target_os = "linux")]
#[test]
fn an_output_folder_that_nobody_may_write_is_told() {
    // Even the superuser makes no file there.
    let desk = Desk::with_issue();
    let told = desk.run(&["build", "issue.txt", "--to", "json", "-o", "/proc/self"]);
    told.assert(1, &["error[output-unwritable]: `/proc/self/issue.json` cannot be written: ", "= help: check who may"]);
}

#[cfg(unix)]
#[test]
fn a_disk_that_fills_up_leaves_the_old_files() {
    let desk = Desk::with_issue();
    let (old, text) = (build_old(&desk, "json,text"), desk.read("out/issue.txt"));
    // Files of at most 1 KiB, so that the issue's do not fit; the signal is ignored as a full disk sends none.
    let told =
        desk.shell("trap '' XFSZ; ulimit -f 2; \"$masthead\" build issue.txt --to json,text -o out 2>&1 | cat >&2");
    assert!(told.err.contains("cannot be written: the file would be larger than is allowed here"), "{}", told.err);
    assert_eq!(desk.listing("out"), ["issue.json", "issue.txt"]);
    assert_eq!((desk.read("out/issue.json"), desk.read("out/issue.txt")), (old, text));
}

#[cfg(unix)]
#[test]
fn more_files_are_written_than_may_be_open() {
    let desk = Desk::with_issue();
    let formats = "pdf,docx,jats,html,epub,json,markdown,text";
    desk.shell(&format!("ulimit -n 9; \"$masthead\" build issue.txt --to {formats} -o out")).assert(0, &[]);
    assert_eq!(desk.listing("out").len(), 8);
}

#[test]
fn two_inputs_for_one_file_are_both_refused_and_named() {
    let desk = Desk::with_issue();
    desk.put("old/issue.txt", crate::desk::ISSUE);
    desk.put("sound.txt", crate::desk::ISSUE);
    let told = desk.run(&["build", "issue.txt", "old/issue.txt", "sound.txt", "--to", "json", "-o", "out"]);
    told.assert(1, &["`issue.json` is also what `old/issue.txt` would be written to", "--> issue.txt"]);
    told.assert(1, &["`issue.json` is also what `issue.txt` would be written to", "--> old/issue.txt"]);
    assert_eq!(desk.listing("out"), ["sound.json"]);
}

#[test]
fn an_output_that_is_an_input_is_refused() {
    let desk = Desk::with_issue();
    let told = desk.run(&["build", "issue.txt", "--to", "json,text", "-o", "."]);
    told.assert(1, &["would overwrite the input `issue.txt`", "= help: write elsewhere with -o"]);
    assert_eq!(desk.listing("."), ["issue.txt"]);
    assert_eq!(desk.read("issue.txt"), crate::desk::ISSUE.as_bytes());
}

#[test]
fn the_extension_of_the_one_output_chooses_the_format() {
    let desk = Desk::with_issue();
    desk.run(&["build", "issue.txt", "-o", "made/no-6.json"]).assert(0, &["issue.txt → made/no-6.json"]);
    desk.run(&["build", "issue.txt", "-o", "made/words.txt"]).assert(0, &[]);
    desk.run(&["build", "issue.txt", "--to", "json", "-o", "made/model.txt"]).assert(0, &[]);
    desk.run(&["build", "issue.txt", "--to", "xml", "-o", "jats"]).assert(0, &["→ jats/issue.xml"]);
    assert_eq!(desk.listing("made"), ["model.txt", "no-6.json", "words.txt"]);
    assert_eq!(desk.read("made/model.txt"), desk.read("made/no-6.json"));
}

#[test]
fn denied_warnings_are_faults() {
    let desk = Desk::new();
    desk.put("bare.json", r#"{"masthead-ast":1,"document":{"provenance":{},"front":{}}}"#);
    let arguments = ["build", "bare.json", "--to", "text", "-o", "out"];
    desk.run(&arguments).assert(0, &["warning[fact-missing]", "bare.json → out/bare.txt ("]);
    fs::remove_dir_all(desk.path("out")).unwrap();
    let told = desk.run(&[&arguments[..], &["--deny", "warnings"]].concat());
    told.assert(1, &["warning[fact-missing]", "bare.json: nothing written (", "warnings are denied"]);
    assert!(!desk.path("out").exists());
}

#[test]
fn a_report_tells_inputs_outputs_and_findings() {
    let desk = Desk::with_issue();
    desk.put("empty.txt", "");
    let told = desk.run(&["build", "issue.txt", "empty.txt", "--to", "json", "--report", "report.json"]);
    told.assert(1, &[]);
    let report: serde_json::Value = serde_json::from_slice(&desk.read("report.json")).unwrap();
    assert_eq!((&report["masthead-report"], &report["status"]), (&1.into(), &"faulty".into()));
    let [sound, empty] = &report["inputs"].as_array().unwrap()[..] else { panic!("{report}") };
    assert_eq!((&sound["path"], &sound["status"]), (&"issue.txt".into(), &"clean".into()));
    assert_eq!((&sound["reader"], &sound["style"]), (&"transcript".into(), &"pujiang".into()));
    assert_eq!(sound["outputs"][0]["path"], "issue.json");
    assert_eq!(sound["outputs"][0]["bytes"], desk.read("issue.json").len());
    assert_eq!(sound["sha256"].as_str().unwrap().len(), 64);
    assert_eq!((&empty["status"], &empty["diagnostics"][0]["code"]), (&"faulty".into(), &"input-empty".into()));
}

#[test]
fn pdfs_are_what_is_asked_for() {
    let desk = Desk::with_issue();
    let text = |name| String::from_utf8_lossy(&desk.read(name)).into_owned();
    for (asked, made) in [("--pdf=x-4", "pages.pdf"), ("--booklet", "sheets.pdf")] {
        desk.run(&["build", "issue.txt", asked, "-o", made]).assert(0, &[]);
        assert!(text(made).contains("PDF/X-4"), "{asked}");
    }
    assert_ne!(desk.read("pages.pdf"), desk.read("sheets.pdf"));
    desk.run(&["build", "issue.txt", "--booklet", "--pdf", "x-4", "-o", "both/sheets.pdf"]).assert(0, &[]);
    assert_eq!(desk.read("both/sheets.pdf"), desk.read("sheets.pdf"));
    desk.run(&["build", "issue.txt", "--pdf", "a-3a,ua-1", "-o", "whole.pdf"]).assert(0, &[]);
    let whole = text("whole.pdf");
    assert!(whole.contains("<pdfaid:part>3") && whole.contains("(issue.txt)") && whole.contains("(whole.xml)"));
    desk.run(&["build", "issue.txt", "--pdf", "a-2a", "-o", "kept.pdf"]).assert(0, &[]);
    let kept = text("kept.pdf");
    assert!(kept.contains("<pdfaid:part>2") && !kept.contains("pdfuaid") && !kept.contains("PDF/X-4"));
}
