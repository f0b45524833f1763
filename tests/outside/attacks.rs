//! Backends that do what none may: nothing of theirs takes a place, and what stood there stays.

use crate::series::{LAKE, Series};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// Runs a script as a backend that must be refused for what it does, in little time.
#[track_caller]
fn assert_refused(more: &str, script: &str, said: &[&str]) {
    let series = Series::with_backend(more, script);
    for old in ["issue.odd", "issue.txt"] {
        series.put(format!("out/{old}"), "old");
    }
    let start = Instant::now();
    let told = series.call("build issue.md --to odd,text --trust -o out");
    told.assert(1, &["error[backend-failed]: the backend `odd` ", "= help: "]);
    told.assert(1, said);
    assert!(start.elapsed() < Duration::from_secs(20), "{:?}", start.elapsed());
    assert_eq!(series.listing("out"), ["issue.odd", "issue.txt"]);
    assert_eq!((series.read("out/issue.odd"), series.read("out/issue.txt")), (b"old".into(), b"old".into()));
    assert_eq!(series.listing("."), ["issue.md", "odd.sh", "out", "series.toml", "tmp"]);
}

#[test]
fn files_outside_of_the_folder_are_refused() {
    assert_refused("", "printf x > issue.odd; printf x > ../evil\n", &["wrote `evil` outside of its folder"]);
    assert_refused("", "printf x > ../issue.odd\n", &["wrote `issue.odd` outside of its folder"]);
    // What a program does elsewhere by absolute names is its user's doing; none of it is an output.
    assert_refused(
        "",
        "printf x > \"$TMPDIR/issue.odd\"; rm \"$TMPDIR/issue.odd\"\n",
        &["wrote no file, and ought to write `issue.odd`"],
    );
    assert_refused(
        "",
        "printf x > issue.odd; printf x > 'issue-..\\..\\evil'\n",
        &["whose name no file of an issue may have"],
    );
    assert_refused("", "printf x > issue.odd; printf x > .profile\n", &["whose name no file of an issue may have"]);
    assert_refused("", "printf x > issue.odd; printf x > \"$(printf 'issue-\\377')\"\n", &["whose name is no text"]);
}

#[test]
fn links_and_whatever_is_no_file_are_refused() {
    assert_refused("", "ln -s /etc/passwd issue.odd\n", &["left `issue.odd`, which is a link"]);
    assert_refused(
        "",
        "printf x > issue.odd; mkdir issue-a; ln -s /etc issue-a/b\n",
        &["left `issue-a/b`, which is a link"],
    );
    assert_refused("", "ln -s . issue-a; printf x > issue.odd\n", &["left `issue-a`, which is a link"]);
    assert_refused("", "mkfifo issue.odd\n", &["left `issue.odd`, which is no file"]);
    assert_refused("", "rmdir \"$PWD\"; ln -s /etc \"$PWD\"\n", &["put something else in the place of its folder"]);
}

#[test]
fn too_much_is_refused_while_it_grows() {
    assert_refused("", "cat /dev/zero\n", &["wrote more than 1 MiB to its standard output and was ended"]);
    assert_refused("", "cat /dev/zero >&2\n", &["wrote more than 1 MiB to its standard error and was ended"]);
    let sparse = "truncate -s 1G issue.odd; sleep 60\n";
    assert_refused("", sparse, &["wrote files of more than 256 MiB together and was ended", "`size-limit`"]);
    let whole = "head -c 3000000 /dev/zero > issue.odd\n";
    assert_refused("size-limit = 2", whole, &["wrote files of more than 2 MiB together and was ended"]);
    let growing =
        "while :; do cat odd.part odd.part issue-a > issue-b 2>/dev/null; head -c 100000 /dev/zero >> issue-a; done\n";
    assert_refused("size-limit = 1", growing, &["wrote files of more than 1 MiB together and was ended"]);
    let many = "i=0; while :; do : > issue-$i; i=$((i+1)); done\n";
    assert_refused("", many, &["wrote more than 4096 files and was ended"]);
    let deep = "printf x > issue.odd; mkdir -p issue-a/b/c/d/e/f/g/h/i/j\n";
    assert_refused("", deep, &["made folders that stand more than 8 deep"]);
}

/// Waits until the process whose number stands in a file is gone: one that is ended takes a moment to go.
#[track_caller]
fn assert_gone(series: &Series, file: &str) {
    let number = String::from_utf8(series.read(file)).unwrap();
    let stat = Path::new("/proc").join(number.trim()).join("stat");
    let is_alive = || std::fs::read_to_string(&stat).is_ok_and(|state| !state.contains(") Z "));
    let start = Instant::now();
    while is_alive() {
        assert!(start.elapsed() < Duration::from_secs(10), "the process of `{file}` goes on");
        std::thread::sleep(Duration::from_millis(10));
    }
}

#[test]
fn whatever_takes_too_long_is_ended_with_all_that_it_started() {
    let script = "sleep 60 & echo $! > \"$(dirname \"$0\")/one\"\nsh -c 'sleep 60; :' & echo $! > \"$(dirname \"$0\")/two\"\nwait\n";
    let series = Series::with_backend("time-limit = 1", script);
    let start = Instant::now();
    let told = series.call("build issue.md --to odd --trust");
    told.assert(1, &["the backend `odd` took longer than 1 s and was ended", "raise its `time-limit`"]);
    assert!(start.elapsed() < Duration::from_secs(15), "{:?}", start.elapsed());
    assert_gone(&series, "one");
    assert_gone(&series, "two");
}

#[test]
fn who_ends_the_run_ends_its_programs() {
    let series = Series::with_backend("", "echo $$ > \"$(dirname \"$0\")/one\"; sleep 60; :\n");
    let mut child = series.called("build issue.md --to odd --trust").stderr(Stdio::piped()).spawn().unwrap();
    let start = Instant::now();
    while !series.path("one").exists() {
        assert!(start.elapsed() < Duration::from_secs(30), "the program never ran");
        std::thread::sleep(Duration::from_millis(10));
    }
    Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap();
    assert_eq!(child.wait().unwrap().code(), Some(130));
    assert_gone(&series, "one");
    assert_eq!(series.listing("tmp"), Vec::<String>::new());
}

#[test]
fn what_a_program_leaves_running_ends_with_it() {
    let script = "(trap '' HUP TERM; sleep 60; :) & echo $! > \"$(dirname \"$0\")/left\"\nprintf x > issue.odd\n";
    let series = Series::with_backend("", script);
    let start = Instant::now();
    series.call("build issue.md --to odd --trust").assert(0, &[]);
    assert!(start.elapsed() < Duration::from_secs(15), "{:?}", start.elapsed());
    assert_gone(&series, "left");
}

#[test]
fn a_program_need_not_read_what_it_is_told() {
    let long = LAKE.to_string() + &"\nA paragraph of some words, over and over.\n".repeat(20_000);
    for script in ["printf x > issue.odd\n", "exec 0<&-; printf x > issue.odd\n", "head -c 1 > issue.odd\n"] {
        let series = Series::with_backend("", script);
        series.put("issue.md", &long);
        series.call("build issue.md --to odd --trust").assert(0, &["issue.md → issue.odd"]);
    }
}

#[test]
fn a_program_that_fails_is_told_with_what_it_said() {
    assert_refused("", "echo no ink >&2; exit 3\n", &["ended with the number 3", "= help: it said: no ink"]);
    assert_refused("", "kill -9 $$\n", &["was ended by a signal", "it said nothing of why"]);
    assert_refused("", "exit 0\n", &["wrote no file, and ought to write `issue.odd`"]);
    assert_refused("", "printf x > issue.css\n", &["wrote `issue.css`, and not `issue.odd`"]);
    assert_refused("", "mkdir issue.odd\n", &["wrote no file, and ought to write `issue.odd`"]);
}

#[test]
fn files_of_others_are_not_written_over() {
    assert_refused("", "printf x > issue.odd; printf x > other.odd\n", &["which might be a file of another issue"]);
    assert_refused(
        "",
        "printf x > issue.odd; printf x > issue.md\n",
        &["which is what a source or another output is called"],
    );
    assert_refused(
        "",
        "printf x > issue.odd; printf x > issue.txt\n",
        &["which is what a source or another output is called"],
    );
    assert_refused(
        "",
        "printf x > issue.odd; printf x > issue-a; printf x > issue-A\n",
        &["which are one file on many disks"],
    );
    let script = "stem=$(sed 's/.*\"stem\":\"\\([a-z-]*\\)\".*/\\1/')\nprintf $stem > $stem.odd\n[ $stem = issue ] && printf x > issue-b.odd; :\n";
    let series = Series::with_backend("", script);
    series.put("issue-b.md", LAKE);
    let told = series.call("build issue.md issue-b.md --to odd --trust -o out");
    told.assert(1, &["error[output-clash]: `out/issue-b.odd` is an input, or what another issue is written to"]);
    assert_eq!(series.read("out/issue-b.odd"), b"issue-b");
}
