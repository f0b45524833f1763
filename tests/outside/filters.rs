//! Filters that are programs, good ones and others.

use crate::series::{LAKE, Series};
use std::time::{Duration, Instant};

/// Gives back the document of the request, which is the last of its keys.
const AS_IT_WAS: &str = "sed 's/.*\"masthead-ast\":1,/{\"masthead-ast\":1,/'\n";

#[test]
fn a_filter_that_changes_nothing_changes_nothing() {
    let plain = Series::new("", &[]);
    plain.call("build issue.md --to text,json,docx").assert(0, &[]);
    let filtered = Series::with_filter("", AS_IT_WAS);
    let told = filtered.call("build issue.md --to text,json,docx --trust -v");
    told.assert(0, &["issue.md → issue.txt, .json, .docx\n"]);
    for file in ["issue.txt", "issue.json", "issue.docx"] {
        assert_eq!(filtered.read(file), plain.read(file), "{file}");
    }
}

#[test]
fn filters_come_in_their_order_before_numbering() {
    let toml = "filters = [\"b\", \"a\"]\n[filter.a]\ncommand = [\"sh\", \"./swap.sh\", \"falls\", \"ends\"]\n\
                [filter.b]\ncommand = [\"sh\", \"./swap.sh\", \"rises\", \"falls\"]\n";
    let swap = format!("sed \"s/$1/$2/g\" | {AS_IT_WAS}");
    let series = Series::new(toml, &[("swap.sh", &swap)]);
    series.call("build issue.md --to text --trust").assert(0, &[]);
    let text = String::from_utf8(series.read("issue.txt")).unwrap();
    assert!(text.contains("I. The level ends\n"), "{text}");
}

#[test]
fn what_a_filter_breaks_in_a_document_is_told_as_of_any_source() {
    let series = Series::with_filter("", &format!("sed 's/By two metres/By\\\\u0007 two/' | {AS_IT_WAS}"));
    let told = series.call("build issue.md --to text --trust");
    told.assert(0, &["warning[control-character]: 1 control character stood here", "--> issue.md:11:1"]);
    assert!(series.read("issue.txt").ends_with(b"\nBy two.\n"));
}

#[test]
fn findings_of_a_filter_are_told_and_an_error_stops_the_issue() {
    let tell = |severity: &str| {
        format!("echo '{{\"severity\": \"{severity}\", \"message\": \"a long word\"}}' >&2\n{AS_IT_WAS}")
    };
    let series = Series::with_filter("", &tell("warning"));
    series.call("build issue.md --to text --trust").assert(0, &["warning[program-finding]: `odd`: a long word"]);
    let series = Series::with_filter("", &tell("error"));
    series.call("build issue.md --to text --trust").assert(1, &["error[program-finding]: `odd`: a long word"]);
    assert_eq!(series.listing("."), ["issue.md", "odd.sh", "series.toml", "tmp"]);
}

/// Runs a script as a filter that must be refused for its answer.
#[track_caller]
fn assert_refused(more: &str, script: &str, said: &[&str]) {
    let series = Series::with_filter(more, script);
    series.put("out/issue.txt", "old");
    let start = Instant::now();
    let told = series.call("build issue.md --to text --trust -o out");
    told.assert(1, &["error[filter-failed]: the filter `odd` ", "= help: "]);
    told.assert(1, said);
    assert_eq!(told.err.matches("error[").count(), 1, "{}", told.err);
    assert!(start.elapsed() < Duration::from_secs(20), "{:?}", start.elapsed());
    assert_eq!((series.listing("out"), series.read("out/issue.txt")), (vec!["issue.txt".into()], b"old".into()));
}

#[test]
fn wrong_answers_are_refused_each_with_what_is_wrong() {
    assert_refused("", ":\n", &["answered with nothing"]);
    let version = "echo '{\"masthead-ast\": 9, \"document\": {}}'\n";
    assert_refused("", version, &["answered in another form: the document has form 9, and this program reads form 1"]);
    let bare = "echo '{\"document\": {}}'\n";
    assert_refused("", bare, &["does not say that it holds a document of this program"]);
    let shape = "echo '{\"masthead-ast\": 1, \"document\": {\"provenance\": {}, \"front\": {\"titles\": [{\"inlines\": 5}]}}}'\n";
    assert_refused(
        "",
        shape,
        &["with what is no document at `document/front/titles/0/inlines`: ", "`masthead schema`"],
    );
    assert_refused("", &format!("{AS_IT_WAS}echo more\n"), &["with what is no document"]);
    assert_refused(
        "",
        "head -c 300 | sed 's/.*\"masthead-ast\":1,/{\"masthead-ast\":1,/'\n",
        &["with what is no document"],
    );
    assert_refused(
        "",
        "printf '{\"a\": \"\\377\"}'\n",
        &["with bytes that are not UTF-8, the first of them at byte 7"],
    );
    assert_refused("", "cat /dev/zero\n", &["wrote more than 64 MiB to its standard output and was ended"]);
    assert_refused("time-limit = 1", "sleep 60\n", &["took longer than 1 s and was ended"]);
    assert_refused("", "echo no words >&2; exit 4\n", &["ended with the number 4", "it said: no words"]);
    let deep = "printf '{\"masthead-ast\": 1, \"document\": '; head -c 100000 /dev/zero | tr '\\0' '['\n";
    assert_refused("", deep, &["brackets stand in each other"]);
}

#[test]
fn a_filter_that_is_not_there_is_told_with_where_it_may_be() {
    let series = Series::new("filters = [\"odd\"]\n[filter.odd]\ncommand = [\"no-such-program\"]\n", &[]);
    let told = series.call("build issue.md --trust");
    told.assert(1, &["error[filter-failed]: the filter `odd` wants `no-such-program`", "PATH", "series.toml"]);
}

#[test]
fn no_filter_sees_an_issue_that_is_at_fault_already() {
    let series = Series::with_filter("", "touch \"$(dirname \"$0\")/ran\"\n");
    series.put("issue.md", LAKE.replace("2024-06-01", "never"));
    series.call("build issue.md --trust").assert(1, &[]);
    assert!(!series.path("ran").exists());
}
