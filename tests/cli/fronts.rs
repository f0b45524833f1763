//! The numbers of a series that a build keeps in mind: what is told is the same with them, without them, and whatever became of them.

use crate::desk::Desk;
use std::fs;
use std::path::PathBuf;
use std::thread::sleep;
use std::time::Duration;

/// So many issues that their numbers are kept.
const ISSUES: u32 = 130;
/// So long files are too new for anything to be kept of them.
const NEW: Duration = Duration::from_millis(150);

fn issue(number: u32, year: u32) -> String {
    format!("---\nnumber: {number}\ndate: {year}-01-05\ntitle: Words\nlang: en\n---\n\nWords.\n")
}

/// A series with numbers that several issues have, names that say others, a copy, a source without front matter and a manuscript.
fn desk() -> Desk {
    let desk = Desk::new();
    desk.put("in/series.toml", "style = \"plain\"\n[name]\nen = \"Lake Bulletin\"\n[publisher]\nen = \"Office\"\n");
    for at in 0..ISSUES {
        let (year, number) = (2010 + at / 10, at % 10 + 1);
        let said = if at % 17 == 3 { number + 1 } else { number };
        desk.put(format!("in/{year}-{number:02}.md"), issue(said, year));
    }
    desk.put("in/more/2012-05.md", issue(6, 2012));
    desk.put("in/backup/2013-02.md", issue(2, 2013));
    desk.put("in/2014-03.zh.md", issue(3, 2014).replace("lang: en", "lang: zh"));
    desk.put("in/2014-11.md", "Words alone.\n");
    desk.put("in/2015-04.txt", "2015 Lake Bulletin IV\n\nWords.\n");
    sleep(NEW);
    desk
}

/// What is said of numbers, by a build that keeps them and by one that keeps nothing.
#[track_caller]
fn agreed(desk: &Desk) -> Vec<String> {
    let told = |more: &[&str]| {
        let asked = ["build", "in", "--to", "jats", "--message-format", "short"];
        let told = desk.run(&[&asked, more].concat());
        assert!(matches!(told.code, Some(0 | 1)), "{}", told.err);
        let lines = told.err.lines().filter(|line| line.contains("-repeated") || line.starts_with("series:"));
        lines.map(str::to_string).collect::<Vec<_>>()
    };
    let (kept, bare) = (told(&["-o", "out"]), told(&["-o", "bare", "--no-cache", "--force"]));
    assert_eq!(kept, bare);
    kept
}

fn table(desk: &Desk) -> Option<PathBuf> {
    let found = fs::read_dir(desk.path("out/.masthead-cache")).unwrap().map(|entry| entry.unwrap().path());
    let mut tables = found.filter(|path| path.file_name().unwrap().to_string_lossy().starts_with("series-1-"));
    let table = tables.next();
    assert_eq!(tables.next(), None);
    table
}

#[test]
fn what_is_told_is_the_same_whatever_became_of_the_table() {
    let desk = desk();
    let first = agreed(&desk);
    assert!(first.len() > 12, "{first:?}");
    let place = table(&desk).unwrap();
    let whole = fs::read(&place).unwrap();
    assert_eq!(agreed(&desk), first);
    assert_eq!(fs::read(&place).unwrap(), whole);
    for wrong in [&b""[..], b"words", &whole[..whole.len() - 1], &whole[..whole.len() - 32], &whole[32..]] {
        fs::write(&place, wrong).unwrap();
        assert_eq!(agreed(&desk), first);
        assert_eq!(fs::read(&place).unwrap(), whole);
    }
    for at in (0..whole.len()).step_by(whole.len() / 7) {
        let mut changed = whole.clone();
        changed[at] ^= 1;
        fs::write(&place, changed).unwrap();
        assert_eq!(agreed(&desk), first, "changed at {at}");
    }
    fs::remove_file(&place).unwrap();
    fs::create_dir(&place).unwrap();
    assert_eq!(agreed(&desk), first);
}

#[test]
fn a_number_that_changes_is_told_though_the_file_seems_the_same() {
    let desk = desk();
    let first = agreed(&desk);
    let (path, text) = (desk.path("in/2018-02.md"), issue(7, 2018));
    let time = fs::metadata(&path).unwrap().modified().unwrap();
    assert_eq!(text.len(), fs::read(&path).unwrap().len());
    fs::write(&path, text).unwrap();
    fs::File::options().append(true).open(&path).unwrap().set_modified(time).unwrap();
    // At once, and when the file has rested.
    let changed = agreed(&desk);
    assert!(changed.iter().any(|line| line.contains("2018-02.md") && line.contains("2018-07.md")), "{changed:?}");
    assert_ne!(changed, first);
    sleep(NEW);
    assert_eq!(agreed(&desk), changed);
    fs::rename(desk.path("in/2018-07.md"), desk.path("in/winter.md")).unwrap();
    let renamed = agreed(&desk);
    assert!(renamed.iter().any(|line| line.contains("winter.md")), "{renamed:?}");
    fs::remove_file(desk.path("in/winter.md")).unwrap();
    assert!(!agreed(&desk).iter().any(|line| line.contains("2018-02.md")));
    desk.put(
        "in/series.toml",
        "numbering.yearly = false\n[name]\nen = \"Lake Bulletin\"\n[publisher]\nen = \"Office\"\n",
    );
    assert!(agreed(&desk).len() > first.len());
}

#[test]
fn one_issue_of_a_series_is_told_of_by_the_table_of_the_whole() {
    let desk = desk();
    agreed(&desk);
    let known = fs::read(table(&desk).unwrap()).unwrap();
    desk.put("in/2019-03.md", issue(8, 2019));
    let one = |out: &str| desk.run(&["build", "in/2019-03.md", "-o", out, "--to", "jats"]);
    for out in ["out", "out/2019-03.xml", "elsewhere", "elsewhere/2019-03.xml"] {
        one(out).assert(0, &["No. 8 of 2019 is `2019-08.md` too"]);
    }
    // So little changed that the table stands as it is, and where nothing was kept nothing is.
    assert_eq!(fs::read(table(&desk).unwrap()).unwrap(), known);
    assert!(!desk.path("elsewhere/.masthead-cache").exists());
}
