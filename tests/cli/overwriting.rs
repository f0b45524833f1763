//! No command writes over what somebody else made: indexes, reports, logs, what comes with an import.

use crate::desk::{Desk, ISSUE, Told};
use std::fs;

const LAKE: &str = "---\nseries: Lake Bulletin\nnumber: 9\nwhole-number: 9\ndate: 2023-09-22\npublisher: The Lake\ntitle: Depth\n\
                    lang: en\n---\n\nThe lake is deep.\n";

fn run(desk: &Desk, line: &str) -> Told {
    desk.run(&line.split(' ').collect::<Vec<_>>())
}

/// Runs a command that must refuse, and leave a file as it is.
#[track_caller]
fn assert_kept(desk: &Desk, line: &str, name: &str, code: i32, said: &[&str]) {
    let before = desk.read(name);
    run(desk, line).assert(code, said);
    assert_eq!(desk.read(name), before, "{line}");
}

fn series() -> Desk {
    let desk = Desk::new();
    desk.put("series.toml", "name.en = \"Lake Bulletin\"\n");
    desk.put("2023-09.md", LAKE);
    desk
}

const FORMATS: [(&str, &str); 6] =
    [("html", "html"), ("json", "json"), ("csv", "csv"), ("dc", "xml"), ("pdf", "pdf"), ("docx", "docx")];

#[test]
fn an_index_takes_the_place_of_its_own_alone() {
    let desk = series();
    let all = "index --to html,json,csv,dc,pdf,docx -o out";
    run(&desk, all).assert(0, &["1 issue → out/index.html"]);
    desk.put("2023-09.md", LAKE.replace("Depth", "Width"));
    run(&desk, all).assert(0, &[]);
    for (format, extension) in FORMATS {
        let name = format!("out/index.{extension}");
        let ours = desk.read(&name);
        let mut changed = ours.clone();
        // Of a zip file the list at its end is looked at.
        let at = if changed.starts_with(b"PK") { changed.len() - 30 } else { changed.len() / 2 };
        changed[at] ^= 1;
        for other in [changed, [&ours[..], b"\nmine"].concat(), b"a letter\n".to_vec()] {
            desk.put(&name, other);
            let what = format!(
                "error[output-foreign]: `{name}` was made or changed by somebody else, and the new index would"
            );
            assert_kept(
                &desk,
                &format!("index --to {format} -o out"),
                &name,
                1,
                &[&what, "--force", "nothing written"],
            );
        }
        let html = desk.read("out/index.html");
        run(&desk, &format!("index --to html,{format} -o out --lang zh"));
        assert_eq!(desk.read("out/index.html"), html, "all or none");
        run(&desk, &format!("index --to {format} -o out --force")).assert(0, &[]);
        run(&desk, &format!("index --to {format} -o out")).assert(0, &[]);
    }
}

#[test]
fn a_table_whose_sum_is_not_known_is_somebody_elses_unless_it_is_the_same() {
    let desk = series();
    run(&desk, "index --to csv").assert(0, &[]);
    fs::remove_dir_all(desk.path(".masthead-cache")).unwrap();
    run(&desk, "index --to csv").assert(0, &[]);
    fs::remove_dir_all(desk.path(".masthead-cache")).unwrap();
    desk.put("2023-09.md", LAKE.replace("Depth", "Width"));
    assert_kept(&desk, "index --to csv", "index.csv", 1, &["error[output-foreign]: `./index.csv`"]);
}

#[test]
fn a_report_takes_the_place_of_reports_alone() {
    let desk = Desk::with_issue();
    desk.put("notes.md", LAKE);
    desk.put("report.json", "");
    run(&desk, "archive issue.txt -o bag").assert(0, &[]);
    for line in [
        "build issue.txt --to text -o out --report",
        "report merge report.json -o",
        "import issue.txt -o in --force --report",
        "archive issue.txt -o bag --report",
        "verify bag --quick --report",
    ] {
        let refused = ["the report would overwrite `notes.md`, which is no report of masthead", "= help: give"];
        assert_kept(&desk, &format!("{line} notes.md"), "notes.md", 2, &refused);
        let own = if line.starts_with("report") { "whole.json" } else { "report.json" };
        run(&desk, &format!("{line} {own}")).assert(0, &[]);
        run(&desk, &format!("{line} {own}")).assert(0, &[]);
    }
    assert_eq!(desk.listing("in"), ["issue.md"], "nothing is done before");
    run(&desk, "import issue.txt -o new --report new/issue.md").assert(2, &["would overwrite `new/issue.md`"]);
    assert!(desk.read("new/issue.md").starts_with(b"---\n"));
}

#[cfg(unix)]
#[test]
fn nothing_takes_the_place_of_a_pipe() {
    let desk = Desk::with_issue();
    assert!(std::process::Command::new("mkfifo").arg(desk.path("pipe.txt")).status().unwrap().success());
    let is_pipe = || std::os::unix::fs::FileTypeExt::is_fifo(&fs::metadata(desk.path("pipe.txt")).unwrap().file_type());
    run(&desk, "build issue.txt --to text -o out --report pipe.txt")
        .assert(2, &["it is a device or a pipe, and no file"]);
    assert!(is_pipe());
    run(&desk, "build issue.txt --to text -o pipe.txt --force").assert(1, &["it is a device or a pipe, and no file"]);
    assert!(is_pipe());
}

#[test]
fn lines_are_added_to_logs_alone() {
    let desk = Desk::with_issue();
    run(&desk, "archive issue.txt -o bag").assert(0, &[]);
    assert_kept(&desk, "verify bag --quick --log issue.txt", "issue.txt", 2, &["`issue.txt` is no log of masthead"]);
    for log in ["", "{\"da\n"] {
        desk.put("log", log);
        (0..2).for_each(|_| run(&desk, "verify bag --quick --log log").assert(0, &[]));
        assert_eq!(desk.read("log").iter().filter(|byte| **byte == b'\n').count(), 2 + log.lines().count());
    }
}

/// A folder with an article and the picture of its one figure.
fn article(desk: &Desk, folder: &str, picture: &str) {
    let article = include_str!("../../fixtures/jats/foreign/outbreak.xml");
    let (before, after) = article.split_once("<graphic xlink:href=\"").unwrap();
    let after = after.split_once('"').unwrap().1;
    desk.put(format!("{folder}/{folder}.xml"), format!("{before}<graphic xlink:href=\"figure.svg\"{after}"));
    desk.put(format!("{folder}/figure.svg"), picture);
}

const BLUE: &str =
    "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\" height=\"9\"><path d=\"M0 0h9v9z\" fill=\"blue\"/></svg>";

#[test]
fn pictures_of_an_import_take_nobodys_place() {
    let desk = Desk::new();
    article(&desk, "one", BLUE);
    let red = BLUE.replace("blue", "red");
    article(&desk, "two", &red);
    article(&desk, "three", BLUE);
    desk.put("out/figure.svg", "a picture of a colleague");
    let foreign = ["error[output-foreign]: `out/figure.svg` was made or changed by somebody else, and importing would"];
    assert_kept(&desk, "import one/one.xml -o out", "out/figure.svg", 1, &foreign);
    assert!(!desk.path("out/one.md").exists());
    run(&desk, "import one/one.xml -o out --force").assert(0, &["one/one.xml → out/one.md and 1 picture"]);
    fs::remove_dir_all(desk.path("out")).unwrap();
    for more in ["", " --force"] {
        let told = run(&desk, &format!("import one/one.xml two/two.xml three/three.xml -o out{more}"));
        let clash = "error[output-clash]: the picture `out/figure.svg` is another one than that of `one/one.xml`";
        told.assert(1, &[clash, " --> two/two.xml", "= help: import each of the two into a folder of its own with -o"]);
        assert_eq!(desk.listing("out"), ["figure.svg", "one.md", "three.md"]);
        assert_eq!(desk.read("out/figure.svg"), BLUE.as_bytes());
        fs::remove_dir_all(desk.path("out")).unwrap();
    }
}

#[test]
fn sources_of_one_name_are_not_imported_over_each_other() {
    let desk = Desk::new();
    desk.put("en/issue.txt", ISSUE);
    desk.put("zh/issue.txt", ISSUE.replace("impetus", "force"));
    for more in ["", " --force"] {
        let told = run(&desk, &format!("import en/issue.txt zh/issue.txt -o out{more}"));
        told.assert(1, &["error[output-clash]: `issue.md` is also what `zh/issue.txt` would be written to"]);
        assert!(!desk.path("out/issue.md").exists());
    }
}
