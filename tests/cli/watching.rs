//! `build --watch`, as someone meets it who edits a file and looks.
#![cfg(unix)]

use crate::batch::BARE;
use crate::desk::Desk;
use std::fs;
use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

/// A run that watches, and the lines that it says.
struct Watcher {
    child: Child,
    lines: Receiver<String>,
}

impl Watcher {
    fn start(desk: &Desk, arguments: &[&str]) -> Watcher {
        let mut command = desk.command();
        command.args(["build", "--watch", "--to", "text", "--message-format", "short", "-o", "out"]).args(arguments);
        let mut child = command.stderr(Stdio::piped()).spawn().unwrap();
        let (sender, lines) = channel();
        let err = BufReader::new(child.stderr.take().unwrap());
        std::thread::spawn(move || err.lines().map_while(Result::ok).try_for_each(|line| sender.send(line)));
        Watcher { child, lines }
    }

    /// Waits for a line that holds these words; the lines before it.
    #[track_caller]
    fn wait_for(&self, words: &str) -> Vec<String> {
        let mut before = Vec::new();
        loop {
            match self.lines.recv_timeout(Duration::from_secs(30)) {
                Ok(line) if line.contains(words) => return before,
                Ok(line) => before.push(line),
                Err(_) => panic!("`{words}` was not told, but {before:?}"),
            }
        }
    }

    /// Ends it as a user does.
    fn stop(mut self) -> Vec<String> {
        Command::new("kill").args(["-s", "INT", &self.child.id().to_string()]).status().unwrap();
        assert_eq!(self.child.wait().unwrap().code(), Some(0));
        self.lines.iter().collect()
    }
}

impl Drop for Watcher {
    fn drop(&mut self) {
        let _ = self.child.kill();
    }
}

const FRONT: &str = "---\nseries: Lake Bulletin\nnumber: 9\nwhole-number: 9\ndate: 2023-12-20\npublisher: Office\ntitle: What\nlang: en\nstyle: house.toml\n---\n\n";

#[test]
fn what_changes_is_made_again_and_nothing_else() {
    let desk = Desk::new();
    desk.put("in/a.md", format!("{FRONT}Text.\n\n![A dot](dot.png)\n"));
    desk.put("in/dot.png", include_bytes!("../../fixtures/pages/dot.png"));
    desk.put("in/house.toml", "name = \"house\"\nsummary = \"s\"\nextends = \"plain\"\n");
    desk.put("in/b.json", BARE);
    let watcher = Watcher::start(&desk, &["in"]);
    watcher.wait_for("watching");

    // As an editor saves: a new file takes the name.
    desk.put("in/.a.md.swp", format!("{FRONT}Other words.\n\n![A dot](dot.png)\n"));
    fs::rename(desk.path("in/.a.md.swp"), desk.path("in/a.md")).unwrap();
    assert_eq!(watcher.wait_for("in/a.md → out/a.txt"), [""; 0]);
    assert!(String::from_utf8(desk.read("out/a.txt")).unwrap().contains("Other words"));

    desk.put("in/dot.png", include_bytes!("../../fixtures/bulletins/chart.jpg"));
    assert_eq!(watcher.wait_for("in/a.md → out/a.txt"), [""; 0]);
    desk.put("in/house.toml", "name = \"house\"\nsummary = \"s\"\nextends = \"plain\"\n[paper]\n");
    watcher.wait_for("error[style-invalid]");
    watcher.wait_for("in/a.md: nothing written");
    desk.put("in/house.toml", "name = \"house\"\nsummary = \"t\"\nextends = \"plain\"\n");
    watcher.wait_for("in/a.md → out/a.txt");

    desk.put("in/c.json", BARE);
    watcher.wait_for("in/c.json → out/c.txt");
    fs::remove_file(desk.path("in/b.json")).unwrap();
    watcher.wait_for("in/b.json: gone");
    desk.put("in/b.json", BARE);
    watcher.wait_for("in/b.json → out/b.txt");
    assert_eq!(watcher.stop(), [""; 0], "nothing else was made");
}

#[test]
fn a_named_file_may_go_and_come_and_be_broken() {
    let desk = Desk::new();
    desk.put("a.json", BARE);
    desk.put("house.toml", "name = \"house\"\nsummary = \"s\"\nextends = \"plain\"\n");
    let watcher = Watcher::start(&desk, &["a.json", "--style", "house.toml"]);
    watcher.wait_for("watching");
    fs::remove_file(desk.path("a.json")).unwrap();
    watcher.wait_for("there is no such file");
    desk.put("a.json", "{");
    watcher.wait_for("error[json-invalid]");
    desk.put("a.json", BARE);
    watcher.wait_for("a.json → out/a.txt");
    desk.put("house.toml", "name = ");
    watcher.wait_for("error[style-invalid]");
    desk.put("house.toml", "name = \"home\"\nsummary = \"s\"\nextends = \"plain\"\n");
    watcher.wait_for("a.json → out/a.txt");
    watcher.stop();
}

#[test]
fn standard_input_is_nothing_to_watch() {
    Desk::new().run(&["build", "--watch", "-", "-o", "out"]).assert(2, &["standard input cannot be watched"]);
}

#[test]
fn what_a_watch_wrote_is_its_own_without_records_too() {
    let desk = Desk::new();
    let put = |words: &str| desk.put("a.md", format!("{}{words}\n", FRONT.replace("style: house.toml\n", "")));
    put("One.");
    let watcher = Watcher::start(&desk, &["a.md", "--no-cache"]);
    watcher.wait_for("watching");
    put("Two.");
    assert_eq!(watcher.wait_for("a.md → out/a.txt"), [""; 0]);
    desk.put("out/a.txt", "My own.\n");
    put("Three.");
    watcher.wait_for("error[output-foreign]: `out/a.txt`");
    watcher.stop();
    assert_eq!(desk.read("out/a.txt"), b"My own.\n");
}

#[test]
fn a_file_of_the_series_that_is_broken_meanwhile_is_told_once() {
    let desk = Desk::new();
    let series = "[name]\nen = \"Lake Bulletin\"\n[publisher]\nen = \"Office\"\n";
    desk.put("series.toml", series);
    desk.put("2024-01.md", "---\nnumber: 1\nwhole-number: 1\ndate: 2024-01-12\ntitle: T\nlang: en\n---\n\nWords.\n");
    let watcher = Watcher::start(&desk, &["."]);
    watcher.wait_for("watching");
    desk.put("series.toml", "[name\n");
    watcher.wait_for("error[series-invalid]");
    std::thread::sleep(Duration::from_millis(800));
    desk.put("series.toml", series.replace("Office", "Lake Office"));
    let before = watcher.wait_for("2024-01.md →");
    assert!(before.iter().all(|line| !line.contains("series-invalid")), "{before:?}");
    watcher.stop();
}
