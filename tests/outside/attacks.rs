//! Backends that do what none may: nothing of theirs takes a place, and what stood there stays.

use crate::series::{LAKE, Series};
use std::path::Path;
use std::process::{Child, Command, Stdio};
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
    let beside = "printf x > issue.odd; printf x > ../pictures/f\n";
    assert_refused("", beside, &["wrote `pictures/f` outside of its folder"]);
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
    let sparse = "truncate -s 257M issue.odd; sleep 60\n";
    assert_refused("", sparse, &["wrote files of more than 256 MiB together and was ended", "`size-limit`"]);
    assert_refused("", "truncate -s 258M issue.odd || exit 7\n", &["ended with the number 7"]);
    let whole = "head -c 3000000 /dev/zero > issue.odd\n";
    assert_refused("size-limit = 2", whole, &["wrote files of more than 2 MiB together and was ended"]);
    let growing =
        "while :; do cat odd.part odd.part issue-a > issue-b 2>/dev/null; head -c 100000 /dev/zero >> issue-a; done\n";
    assert_refused("size-limit = 1", growing, &["wrote files of more than 1 MiB together and was ended"]);
    let many = "i=0; while :; do : > issue-$i; i=$((i+1)); done\n";
    assert_refused("", many, &["wrote more than 4096 files and was ended"]);
}

#[test]
fn what_grows_where_nothing_is_taken_from_is_counted_too() {
    for place in ["../pictures/f", "../f", "../request", "../answer"] {
        let beside = format!("printf x > issue.odd; rm -f {place}; head -c 3000000 /dev/zero > {place}; sleep 60\n");
        assert_refused("size-limit = 1", &beside, &["wrote files of more than 1 MiB together and was ended"]);
    }
    let many = "i=0; while :; do : > ../pictures/$i; i=$((i+1)); done\n";
    assert_refused("", many, &["wrote more than 4096 files and was ended"]);
    let deep = "mkdir -p issue-a/1/2/3/4/5/6/7; printf x > issue.odd\n";
    let series = Series::with_backend("", deep);
    series.call("build issue.md --to odd --trust").assert(0, &[]);
    let deep = "mkdir -p issue-a/1/2/3/4/5/6/7/8; head -c 900000000 /dev/zero > issue-a/1/2/3/4/5/6/7/8/f; sleep 60\n";
    assert_refused("", deep, &["made folders that stand more than 8 deep in each other and was ended"]);
    let pit = "while :; do mkdir issue-a; cd issue-a; done\n";
    assert_refused("", pit, &["made folders that stand more than 8 deep in each other and was ended"]);
}

#[test]
fn no_file_anywhere_grows_without_end() {
    let far = "printf x > issue.odd; head -c 90000000 /dev/zero > \"$(dirname \"$0\")/far\" || exit 7\n";
    let exec = "exec head -c 90000000 /dev/zero > \"$(dirname \"$0\")/far\"\n";
    for (script, said) in [(far, "ended with the number 7"), (exec, "wrote a file of more than 1 MiB and was ended")] {
        let series = Series::with_backend("size-limit = 1", script);
        series.call("build issue.md --to odd --trust").assert(1, &["the backend `odd` ", said]);
        assert_eq!(series.read("far").len(), 2 << 20);
    }
}

#[test]
fn a_folder_that_is_moved_away_grows_no_further() {
    let script =
        "here=$(dirname \"$0\"); mv \"$(dirname \"$PWD\")\" \"$here/away\"; cat /dev/zero > \"$here/away/f\"\n";
    let series = Series::with_backend("", script);
    let start = Instant::now();
    let told = series.call("build issue.md --to odd --trust");
    told.assert(1, &["the backend `odd` moved its folder away and was ended", "= help: mend it"]);
    assert!(start.elapsed() < Duration::from_secs(20), "{:?}", start.elapsed());
}

#[test]
fn a_program_that_cannot_begin_is_told_of() {
    let series = Series::new("", &[]);
    series.put_program("masthead-odd", "");
    series.put("bin/masthead-odd", "#!/no/such/thing\n");
    let told = series.call("build issue.md --to odd");
    let hint = "= help: check that it can be run, and that what its first line names is installed";
    told.assert(1, &["the backend `odd` cannot be run: there is no such file or folder", hint]);
    series.put("bin/masthead-odd", "#!/etc/passwd\n");
    series.call("build issue.md --to odd").assert(1, &["the backend `odd` cannot be run: permission denied", hint]);
    let script = "[ \"$1\" = 'a  b' ] && [ $# = 1 ] && printf x > issue.odd; exit 127\n";
    let series = Series::new("[backend.odd]\ncommand = [\"sh\", \"./odd.sh\", \"a  b\"]\n", &[("odd.sh", script)]);
    series.call("build issue.md --to odd --trust").assert(1, &["the backend `odd` ended with the number 127"]);
    series.put("odd.sh", script.replace("127", "0"));
    series.call("build issue.md --to odd --trust").assert(0, &[]);
}

#[test]
fn without_a_folder_for_temporary_files_nothing_is_run() {
    let series = Series::with_backend("", "printf x > issue.odd\n");
    let gone = series.path("gone");
    let told = series.call_with("build issue.md --to odd --trust", &[("TMPDIR", gone.to_str().unwrap())]);
    let why = format!("was not run: it gets no folder to work in below `{}`: there is no such", gone.display());
    told.assert(
        1,
        &["error[backend-failed]: the backend `odd` ", &why, "= help: make that folder, or have the variable TMPDIR"],
    );
    let named = series.call_with("build issue.md --to odd --trust", &[("TMPDIR", "./tmp")]);
    named.assert(0, &[]);
    let asked = "cd /; printf x > \"$(sed 's/.*\"folder\":\"\\([^\"]*\\)\".*/\\1/')/issue.odd\"\n";
    let series = Series::with_backend("", asked);
    series.call_with("build issue.md --to odd --trust", &[("TMPDIR", "tmp")]).assert(0, &[]);
    assert_eq!(series.read("issue.odd"), b"x");
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

/// Starts a run, by way of another program, whose backend listens to no signal but the last.
fn at_work(series: &Series, by: &[&str]) -> Child {
    let script = "trap '' INT TERM HUP; echo $$ > \"$(dirname \"$0\")/one\"; sleep 60; :\n";
    series.put("odd.sh", script);
    let child = series.called_by(by, "build issue.md --to odd --trust").stderr(Stdio::piped()).spawn().unwrap();
    let start = Instant::now();
    while !series.path("one").exists() {
        assert!(start.elapsed() < Duration::from_secs(30), "the program never ran");
        std::thread::sleep(Duration::from_millis(10));
    }
    child
}

fn signal(child: &Child, name: &str) {
    Command::new("kill").args(["-s", name, &child.id().to_string()]).status().unwrap();
}

#[test]
fn who_ends_the_run_ends_its_programs() {
    // Whoever runs the tests may have the end of the terminal ignored.
    let by: &[&str] = if cfg!(target_os = "linux") { &["env", "--default-signal=HUP"] } else { &["env"] };
    for (name, code) in [("INT", 130), ("TERM", 143), ("HUP", 129)] {
        let series = Series::with_backend("", "");
        let mut child = at_work(&series, by);
        signal(&child, name);
        if name == "HUP" {
            signal(&child, name);
        }
        assert_eq!(child.wait().unwrap().code(), Some(code), "{name}");
        assert_gone(&series, "one");
        assert_eq!(series.listing("tmp"), Vec::<String>::new(), "{name}");
    }
}

#[test]
fn a_run_that_is_to_outlive_its_terminal_does() {
    let series = Series::with_backend("", "");
    let mut child = at_work(&series, &["nohup"]);
    signal(&child, "HUP");
    std::thread::sleep(Duration::from_millis(300));
    assert_eq!(child.try_wait().unwrap(), None);
    signal(&child, "TERM");
    assert_eq!(child.wait().unwrap().code(), Some(143));
    assert_gone(&series, "one");
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
