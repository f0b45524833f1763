//! The log of checks.

use crate::desk_with_issue;
use std::fs;

#[test]
fn every_check_of_a_bag_adds_a_line() {
    let desk = desk_with_issue();
    desk.run(&["archive", "issue.md", "-o", "bags/one"]).assert(0, &[]);
    desk.run(&["archive", "issue.md", "-o", "bags/two"]).assert(0, &[]);
    desk.run(&["verify", "bags", "--log", "log.jsonl", "-q"]).assert(0, &[]);
    desk.put("bags/two/data/source/issue.md", "x");
    desk.run(&["verify", "bags", "--log", "log.jsonl", "-q", "--quick"]).assert(1, &[]);
    let text = String::from_utf8(desk.read("log.jsonl")).unwrap();
    let lines: Vec<serde_json::Value> = text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let told: Vec<(&str, &str, &str)> = lines
        .iter()
        .map(|line| (line["bag"].as_str().unwrap(), line["result"].as_str().unwrap(), line["check"].as_str().unwrap()))
        .collect();
    let wanted = [
        ("bags/one", "sound", "full"),
        ("bags/two", "sound", "full"),
        ("bags/one", "sound", "quick"),
        ("bags/two", "faulty", "quick"),
    ];
    assert_eq!(told, wanted);
    assert_eq!(lines[3]["errors"], serde_json::json!(["bag-file-altered", "bag-size-wrong"]));
    assert_eq!(lines[0]["manifest-sha512"], lines[2]["manifest-sha512"]);
    assert_eq!(lines[0]["date"].as_str().map(str::len), Some("2024-05-06T07:08:09Z".len()));
}

#[test]
fn a_log_that_cannot_be_kept_stops_the_run() {
    let desk = desk_with_issue();
    desk.run(&["archive", "issue.md", "-o", "kept"]).assert(0, &[]);
    fs::create_dir(desk.path("log")).unwrap();
    desk.run(&["verify", "kept", "--log", "log"]).assert(2, &["the log `log` cannot be written: it is a folder"]);
}
