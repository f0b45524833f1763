//! Series: the folders of `fixtures/series` with what is found in each, and runs that begin issues at once.
//!
//! A folder is a test: `NAME.findings` beside it is what `masthead check` says of it, `NAME.mended` what `check --fix` does
//! where it does anything, and `NAME.index.*` the index of `lake`. `BLESS=1 cargo test --test cli` writes them anew.

use crate::desk::Desk;
use masthead::package::OpenPackage;
use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Child, Stdio};
use std::time::Duration;

/// The codes of findings on a series as a whole.
const CODES: [&str; 24] = [
    "correction-dangling",
    "correction-out-of-order",
    "correction-unnamed",
    "date-out-of-order",
    "designation-mismatch",
    "file-name-mismatch",
    "file-name-off-pattern",
    "issn-mismatch",
    "issue-copied",
    "number-gap",
    "number-mismatch",
    "number-repeated",
    "publisher-mismatch",
    "series-invalid",
    "series-mismatch",
    "supplement-gap",
    "supplement-numbered",
    "supplement-repeated",
    "translation-missing",
    "whole-number-gap",
    "whole-number-missing",
    "whole-number-repeated",
    "whole-number-restarted",
    "whole-number-unwanted",
];

fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/series")
}

/// The names of all folders, sorted.
fn folders() -> Vec<String> {
    let entries = fs::read_dir(fixtures()).unwrap().map(|entry| entry.unwrap());
    let folders = entries.filter(|entry| entry.path().is_dir());
    let mut names: Vec<String> = folders.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

/// A copy of a fixture to work in.
fn copy(name: &str) -> Desk {
    let desk = Desk::new();
    put_all(&fixtures().join(name), Path::new(""), &desk);
    desk
}

/// Puts all that lies in a folder, and in those in it, below a place.
fn put_all(folder: &Path, place: &Path, desk: &Desk) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let place = place.join(path.file_name().unwrap());
        match path.is_dir() {
            true => put_all(&path, &place, desk),
            false => desk.put(place, fs::read(&path).unwrap()),
        }
    }
}

/// Every file with its text, but for what runs hold.
fn files(desk: &Desk) -> BTreeMap<String, String> {
    let names = desk.listing(".").into_iter().filter(|name| !name.starts_with('.') && desk.path(name).is_file());
    names.map(|name| (name.clone(), String::from_utf8(desk.read(&name)).unwrap())).collect()
}

/// Compares with what was accepted, or accepts it.
fn accepted(name: &str, told: &str, wrong: &mut Vec<String>) {
    let path = fixtures().join(name);
    if std::env::var_os("BLESS").is_some() {
        match told {
            "" => drop(fs::remove_file(&path)),
            told => fs::write(&path, told).unwrap(),
        }
    }
    let expected = fs::read_to_string(&path).unwrap_or_default();
    if expected != told {
        wrong.push(format!("{name}: expected\n{expected}\nbut was told\n{told}"));
    }
}

#[test]
fn what_is_found_in_every_folder_is_as_accepted() {
    let mut wrong = Vec::new();
    for name in folders() {
        let told = copy(&name).run(&["check", ".", "--to", "text", "--message-format", "short"]);
        accepted(&format!("{name}.findings"), &format!("{}exit {}\n", told.err, told.code.unwrap()), &mut wrong);
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn copies_are_told_once_and_stand_in_no_index() {
    let desk = copy("copies");
    let told = desk.run(&["index", "--to", "csv", "--message-format", "short"]);
    told.assert(
        0,
        &["warning[issue-copied]: ", "warning[number-repeated]: this is a copy of `2024-01.md` that differs from it"],
    );
    let table = String::from_utf8(desk.read("index.csv")).unwrap();
    let keys: Vec<&str> = table.lines().skip(1).filter_map(|line| line.split(',').next()).collect();
    assert_eq!(keys, ["2024-01", "2024-02", "2024-03"]);
    // Whoever asks for one of the two is told.
    for file in ["2024-01.md", "存档/2024-01.md"] {
        desk.run(&["check", file, "--to", "text"]).assert(1, &["存档/2024-01.md:2:1", "that differs from it"]);
    }
    let told = desk.run(&["check", "2024-03.md", "--to", "text", "--message-format", "short"]);
    told.assert(0, &["2024-03 - 副本.md: warning[issue-copied]: this is a copy of `2024-03.md`, with the same words"]);
    assert_eq!(desk.run(&["new", "-q", "--date", "2024-06-03"]).out, b"2024-04.md\n");
}

#[test]
fn what_is_mended_in_every_folder_is_as_accepted() {
    let mut wrong = Vec::new();
    for name in folders() {
        let desk = copy(&name);
        let before = files(&desk);
        let told = desk.run(&["check", ".", "--fix", "--to", "text", "--message-format", "short"]);
        let mut shown: String =
            told.err.lines().filter(|line| line.contains(": mended: ")).map(|line| format!("{line}\n")).collect();
        let after = files(&desk);
        for (file, text) in after.iter().filter(|(file, text)| before.get(*file) != Some(text)) {
            shown.push_str(&format!("\n{file}\n{text}"));
        }
        let gone: Vec<&String> = before.keys().filter(|file| !after.contains_key(*file)).collect();
        assert_eq!(before.len(), after.len(), "{name}: {gone:?}");
        accepted(&format!("{name}.mended"), &shown, &mut wrong);
        let again = desk.run(&["check", ".", "--fix", "--to", "text", "--message-format", "short"]);
        assert!(!again.err.contains("mended"), "{name}: {}", again.err);
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_kind_of_finding_has_a_folder_that_shows_it() {
    let found: String =
        folders().iter().map(|name| fs::read_to_string(fixtures().join(format!("{name}.findings"))).unwrap()).collect();
    let missing: Vec<_> = CODES.iter().filter(|code| !found.contains(&format!("[{code}]"))).collect();
    assert!(missing.is_empty(), "{missing:?}");
}

#[test]
fn a_fault_of_one_issue_is_told_where_only_that_is_asked_for() {
    let desk = copy("numbers");
    let told = desk.run(&["check", "2024-06.md", "--to", "text", "--message-format", "short"]);
    let twice = "2024-06.md:2:1: error[file-name-mismatch]: the file is called `2024-06`, and by its front matter it is No. 5 of 2024, \
                 as `2024-05.md` is";
    told.assert(1, &[twice]);
    assert!(!told.err.contains("2024-02.md:"), "{}", told.err);
    // Whose number it is as well is told the same.
    let told = desk.run(&["check", "2024-05.md", "--to", "text", "--message-format", "short"]);
    told.assert(1, &[twice]);
    desk.run(&["check", "2024-02.md", "--to", "text"]).assert(0, &["number-gap"]);
    desk.run(&["check", "2024-02.md", "--to", "text", "--deny", "warnings"]).assert(1, &["number-gap"]);
}

#[test]
fn an_old_output_of_a_source_that_was_renamed_is_no_issue() {
    let desk = copy("one-mistake");
    desk.put("2025-02.md", String::from_utf8(desk.read("2025-02.md")).unwrap().replace("number: 3", "number: 2"));
    desk.run(&["build", "2025-02.md", "--to", "docx,jats", "-q"]).assert(0, &[]);
    fs::rename(desk.path("2025-02.md"), desk.path("february.md")).unwrap();
    let told = desk.run(&["check", "2025-01.md", "february.md", "2025-03.md", "--to", "text", "-v"]);
    told.assert(0, &["file-name-off-pattern"]);
    assert!(!told.err.contains("repeated"), "{}", told.err);
}

#[test]
fn a_build_says_that_two_issues_have_one_number() {
    let desk = copy("numbers");
    let told = desk.run(&["build", ".", "--to", "text", "-o", "out"]);
    told.assert(0, &["all 6 made\nseries: 1 issue has the number of another one; `masthead check .` says more\n"]);
    let told = desk.run(&["build", ".", "--to", "text", "-o", "out"]);
    told.assert(0, &["6 of them unchanged\nseries: 1 issue has"]);
    assert!(!copy("lake").run(&["build", ".", "--to", "text", "-o", "out"]).err.contains("series:"));
}

#[test]
fn a_build_of_either_tells_that_two_issues_have_one_number() {
    let desk = copy("numbers");
    let build = |file: &str| desk.run(&["build", file, "--to", "text", "-o", "out", "--message-format", "short"]);
    let of_5 = "2024-05.md:2:1: warning[number-repeated]: No. 5 of 2024 is `2024-06.md` too";
    let of_6 = "2024-06.md:2:1: warning[number-repeated]: No. 5 of 2024 is `2024-05.md` too";
    // What is told of the other issues is no part of what is kept of one.
    for _ in 0..2 {
        build("2024-05.md").assert(0, &[of_5]);
        build("2024-06.md").assert(0, &[of_6]);
        let all = build(".");
        all.assert(0, &[&format!("./{of_5}"), &format!("./{of_6}"), "all 6 made"]);
        assert_eq!(all.err.matches("number-repeated").count(), 2, "{}", all.err);
    }
    desk.run(&["archive", "2024-05.md", "-o", "bags", "--message-format", "short"]).assert(0, &[of_5]);
    desk.put("2024-06.md", String::from_utf8(desk.read("2024-06.md")).unwrap().replace("number: 5", "number: 6"));
    assert!(!build("2024-05.md").err.contains("number-repeated"));
}

#[test]
fn what_was_made_of_an_issue_and_its_other_languages_do_not_have_its_number_again() {
    let desk = copy("lake");
    desk.run(&["build", ".", "--to", "docx,jats,json,text", "-o", "made/here", "-q"]).assert(0, &[]);
    desk.put("other/2024-01.docx", desk.read("made/here/2024-01.en.docx"));
    let told = desk.run(&["build", ".", "--to", "text", "-o", "out"]);
    assert!(!told.err.contains("repeated"), "{}", told.err);
    let bare = String::from_utf8(desk.read("2024-02.zh.md")).unwrap().replace("lang: zh\n", "");
    desk.put("2024-02.zh.md", bare);
    let told = desk.run(&["build", "2024-02.en.md", "--to", "text", "-o", "out"]);
    assert!(!told.err.contains("repeated"), "{}", told.err);
}

#[test]
fn the_parts_of_a_chinese_skeleton_are_counted() {
    let desk = Desk::new();
    desk.put("series.toml", "[name]\nzh = \"简报\"\n[publisher]\nzh = \"办公室\"\n");
    desk.run(&["new", "--date", "2024-05-17"]).assert(0, &[]);
    let told = desk.run(&["build", "2024-01.md", "--to", "text", "-o", "-"]);
    assert!(String::from_utf8(told.out).unwrap().contains("一、本部分标题"));
}

#[test]
fn the_first_shard_alone_tells_of_a_series() {
    let desk = copy("numbers");
    let told = |shard: &str| desk.run(&["check", ".", "--to", "text", "--shard", shard]).err;
    assert!(told("1/2").contains("number-gap"), "{}", told("1/2"));
    assert!(!told("2/2").contains("number-gap"), "{}", told("2/2"));
    desk.run(&["check", ".", "--fix", "--shard", "1/2"]).assert(2, &["cannot be used with"]);
}

#[test]
fn what_an_issue_leaves_out_comes_from_the_series_in_every_output() {
    let desk = copy("lake");
    desk.run(&["build", "2024-01.en.md", "2024-01.zh.md", "--to", "text,jats,docx,markdown", "-o", "out", "-q"])
        .assert(0, &[]);
    let text = |name: &str| String::from_utf8(desk.read(name)).unwrap();
    assert!(
        text("out/2024-01.en.txt").contains("LAKE") || text("out/2024-01.en.txt").contains("Lake Forum Bulletin\n")
    );
    assert!(text("out/2024-01.en.txt").contains("\nLake Forum Office\n"));
    assert!(text("out/2024-01.zh.txt").starts_with("湖区论坛简报\n第1期（总第41期）\n湖区论坛办公室\n"));
    for part in ["<journal-title>湖区论坛简报</journal-title>", "<issn>0378-5955</issn>"] {
        assert!(text("out/2024-01.zh.xml").contains(part), "{part}");
    }
    let inspected = desk.run(&["inspect", "2024-01.en.md"]);
    assert!(String::from_utf8(inspected.out).unwrap().contains("\"publisher\": \"Lake Forum Office\""));
}

#[test]
fn the_style_of_the_series_is_found_from_folders_in_it() {
    let desk = Desk::new();
    desk.put("series.toml", "style = \"house.toml\"\n[name]\nen = \"Bulletin\"\n[publisher]\nen = \"Office\"\n");
    desk.put("house.toml", "name = \"house\"\n[words.en]\nissue-line = \"Letter {number}\"\n");
    desk.put(
        "2024/05/2024-01.md",
        "---\nnumber: 1\nwhole-number: 1\ndate: 2024-05-01\ntitle: T\nlang: en\n---\n\nWords.\n",
    );
    let told = desk.run(&["build", "2024/05/2024-01.md", "--to", "text", "-o", "-"]);
    told.assert(0, &[]);
    assert!(String::from_utf8(told.out).unwrap().contains("\nLetter 1\n"));
    desk.run(&["check", ".", "--to", "text"]).assert(1, &["the folder holds no source"]);
    desk.run(&["check", "2024/05", "--to", "text"]).assert(0, &[]);
}

#[test]
fn a_skeleton_builds_in_every_style_and_language_and_each_of_its_words_is_told() {
    for style in ["plain", "pujiang", "gbt9704"] {
        for lang in ["en", "zh", "zh-Hant"] {
            let desk = Desk::new();
            let series =
                format!("style = \"{style}\"\n[name]\n{lang} = \"Bulletin 简\"\n[publisher]\n{lang} = \"Office\"\n");
            desk.put("series.toml", series);
            let told = desk.run(&["new", "--date", "2024-05-17"]);
            told.assert(0, &["No. 1 of 2024, whole number 1, dated 2024-05-17\n"]);
            assert_eq!(told.out, b"2024-01.md\n");
            let told = desk.run(&["build", "2024-01.md", "--message-format", "short"]);
            told.assert(0, &["2024-01.md → 2024-01.pdf, .docx, .xml (5 warnings)"]);
            let left = told.err.lines().filter(|line| line.contains(": warning[skeleton-left]: “")).count();
            assert_eq!((left, told.err.lines().count()), (5, 6), "{style} {lang}: {}", told.err);
            let places: Vec<_> =
                told.err.lines().filter_map(|line| line.split(':').nth(1)?.parse::<usize>().ok()).collect();
            let text = String::from_utf8(desk.read("2024-01.md")).unwrap();
            let words: Vec<&str> = places.iter().filter_map(|line| text.lines().nth(line - 1)).collect();
            assert!(
                words.len() == 5 && words.iter().all(|line| !line.is_empty() && !line.starts_with("---")),
                "{words:?}"
            );
            desk.run(&["build", "2024-01.md", "--deny=warnings"]).assert(1, &["warnings are denied"]);
            desk.run(&["check", "2024-01.md"]).assert(0, &["2024-01.md: 5 warnings"]);
            // The official page has no line that would show it.
            let roman = text.contains("\nroman: I\n");
            assert_eq!(roman, lang == "en" && style != "gbt9704", "{style} {lang}");
        }
    }
}

#[test]
fn words_of_a_skeleton_of_ones_own_may_stay() {
    let desk = Desk::new();
    desk.put("series.toml", "style = \"house.toml\"\n[name]\nen = \"Bulletin\"\n[publisher]\nen = \"Office\"\n");
    let skeleton = "title: Minutes\n---\n\nThis bulletin appears every month.\n\n# Decisions\n\nWhat was decided.\n";
    desk.put("house.toml", format!("name = \"house\"\n[words.en]\nskeleton = \"\"\"\n{skeleton}\"\"\"\n"));
    desk.run(&["new", "--date", "2024-05-17"]).assert(0, &[]);
    let told = desk.run(&["build", "2024-01.md", "--to", "text", "--message-format", "short"]);
    told.assert(0, &["“What was decided.” stands here still, as `masthead new` wrote it", "(4 warnings)"]);
    let begun = String::from_utf8(desk.read("2024-01.md")).unwrap();
    desk.put("2024-01.md", begun.replace("What was decided.", "The bridge is to be built."));
    let told = desk.run(&["build", "2024-01.md", "--to", "text"]);
    assert!(!told.err.contains("skeleton-left"), "{}", told.err);
}

#[test]
fn supplements_and_corrections_are_begun_with_their_own_numbers() {
    let desk = copy("lake");
    let told = desk.run(&["new", "--supplement", "--corrects", "2024-02", "--lang", "en", "--date", "2024-03-15"]);
    told.assert(0, &["Supplement 2 of 2024, dated 2024-03-15\n"]);
    let text = String::from_utf8(desk.read("2024-s2.en.md")).unwrap();
    assert!(text.starts_with("---\nsupplement: 2\ncorrects: 2024-02\ndate: 2024-03-15\nlang: en\n"), "{text}");
    let built = desk.run(&["build", "2024-s2.en.md", "--to", "text", "-o", "-"]);
    let words = String::from_utf8(built.out).unwrap();
    assert!(words.contains("\nSupplement 2 · Correction to No. 2 of 2024\n"), "{words}");
    let built = desk.run(&["build", "2024-s1.zh.md", "--to", "text", "-o", "-"]);
    assert!(String::from_utf8(built.out).unwrap().contains("\n增刊第1期，更正2024年第1期\n"));
    desk.run(&["new", "--corrects", "2024-09"]).assert(2, &["the series has no issue 2024-09 that could be corrected"]);
}

#[test]
fn the_day_of_the_environment_is_taken_before_today() {
    let desk = copy("lake");
    let mut command = desk.command();
    command.args(["new", "--lang", "en"]).env("SOURCE_DATE_EPOCH", "1715904000");
    assert!(command.output().unwrap().status.success());
    assert!(String::from_utf8(desk.read("2024-03.en.md")).unwrap().contains("\ndate: 2024-05-17\n"));
    command.env("SOURCE_DATE_EPOCH", "tomorrow");
    assert_eq!(command.output().unwrap().status.code(), Some(2));
}

#[test]
fn processes_that_begin_issues_at_once_never_get_one_number() {
    let desk = copy("lake");
    let begin = |lang: &str| {
        let mut command = desk.command();
        command.args(["new", "-q", "--date", "2024-06-03", "--lang", lang]).stdout(Stdio::null()).spawn().unwrap()
    };
    let children: Vec<_> = (0..16).map(|at| begin(["en", "zh", "en,zh", "zh,en"][at % 4])).collect();
    for mut child in children {
        assert!(child.wait().unwrap().success());
    }
    let begun: Vec<String> =
        desk.listing(".").into_iter().filter(|name| name.starts_with("2024-") && !name.starts_with("2024-s")).collect();
    let numbers: BTreeSet<&str> = begun.iter().map(|name| &name[..7]).collect();
    assert_eq!((begun.len(), numbers.len()), (4 + 24, 2 + 16), "{begun:?}");
    let told = desk.run(&["check", ".", "--to", "text", "--message-format", "short"]);
    assert!(!told.err.contains("number-") && !told.err.contains("error"), "{}", told.err);
    assert!(desk.listing(".").iter().all(|name| !name.ends_with(".new")), "{:?}", desk.listing("."));
}

/// A run of `new` that goes on by itself.
fn begin(desk: &Desk) -> Child {
    desk.command().args(["new", "-q", "--lang", "en", "--date", "2024-06-03"]).stdout(Stdio::null()).spawn().unwrap()
}

/// Whether something comes true within ten seconds.
fn comes_true(what: impl Fn() -> bool) -> bool {
    for _ in 0..1000 {
        if what() {
            return true;
        }
        std::thread::sleep(Duration::from_millis(10));
    }
    false
}

#[test]
fn a_run_waits_for_who_holds_the_series() {
    let desk = copy("lake");
    let held = File::create(desk.path(".series.lock")).unwrap();
    held.lock().unwrap();
    let mut waiting = begin(&desk);
    std::thread::sleep(Duration::from_millis(300));
    assert!(waiting.try_wait().unwrap().is_none() && !desk.path("2024-03.en.md").exists());
    drop(held);
    assert!(waiting.wait().unwrap().success() && desk.path("2024-03.en.md").exists());
}

#[cfg(unix)]
#[test]
fn a_run_that_is_killed_while_it_holds_the_series_leaves_it_free() {
    let desk = copy("lake");
    // So many files keep the run reading the ledger until it is killed.
    let notes: Vec<String> = (0..4_000).map(|count| format!("note-{count}.md")).collect();
    notes.iter().for_each(|note| desk.put(note, "Words.\n"));
    let mut killed = begin(&desk);
    let is_held = || File::open(desk.path(".series.lock")).is_ok_and(|lock| lock.try_lock().is_err());
    assert!(comes_true(is_held));
    killed.kill().unwrap();
    assert!(!killed.wait().unwrap().success(), "it was killed while it read");
    assert!(!is_held());
    notes.iter().for_each(|note| fs::remove_file(desk.path(note)).unwrap());
    assert_eq!(desk.run(&["new", "-q", "--lang", "en", "--date", "2024-06-03"]).out, b"2024-03.en.md\n");
}

#[test]
fn the_index_of_the_series_is_as_accepted_and_the_same_each_time() {
    let desk = copy("lake");
    let arguments = ["index", "--to", "html,json,csv,dc,pdf,docx", "-o", "out"];
    desk.run(&arguments)
        .assert(0, &["4 issues → out/index.html, out/index.json, out/index.csv, out/index.xml, out/index.pdf"]);
    let read = || ["html", "json", "csv", "xml", "pdf", "docx"].map(|end| desk.read(&format!("out/index.{end}")));
    let first = read();
    desk.run(&arguments).assert(0, &[]);
    assert!(first == read());
    let mut wrong = Vec::new();
    for (end, bytes) in ["html", "json", "csv", "xml"].iter().zip(&first) {
        accepted(&format!("lake.index.{end}"), std::str::from_utf8(bytes).unwrap(), &mut wrong);
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_printed_index_does_not_count_its_years() {
    let counts = |desk: &Desk, name: &str| {
        let bytes = desk.read(name);
        let mut package = OpenPackage::open(&bytes).unwrap();
        let styles = package.text("word/styles.xml").unwrap().unwrap();
        let heading = styles.split("w:styleId=\"Heading1\"").nth(1).and_then(|rest| rest.split("</w:style>").next());
        heading.unwrap().contains("w:numPr") || package.text("word/document.xml").unwrap().unwrap().contains("II.")
    };
    let issue = Desk::new();
    issue.put(
        "issue.md",
        "---\nseries: S\nnumber: 1\ndate: 2024-01-02\npublisher: P\ntitle: T\n---\n\n# 2024\n\nWords.\n",
    );
    issue.run(&["build", "issue.md", "--to", "docx", "-q"]).assert(0, &[]);
    assert!(counts(&issue, "issue.docx"));
    let desk = copy("lake");
    for lang in ["en", "zh"] {
        desk.run(&["index", "--to", "docx", "--lang", lang]).assert(0, &["4 issues → index.docx"]);
        assert!(!counts(&desk, "index.docx"), "{lang}");
    }
}

#[test]
fn an_index_is_no_issue_and_leads_to_printed_issues() {
    let desk = copy("lake");
    desk.run(&["build", "2024-01.en.md", "--to", "pdf", "-q"]).assert(0, &[]);
    desk.run(&["index", "--to", "html,json,dc,docx", "--lang", "zh", "--year", "2024"])
        .assert(0, &["3 issues → index.html"]);
    let page = String::from_utf8(desk.read("index.html")).unwrap();
    assert!(page.contains("<html lang=\"zh\">") && page.contains("2024年总目录"), "{page}");
    assert!(page.contains("href=\"2024-01.en.pdf\"") && page.contains("href=\"2024-01.zh.md\""), "{page}");
    desk.run(&["check", ".", "--to", "text"]).assert(0, &["all 8 can be made"]);
    desk.run(&["index", "--year", "1999"])
        .assert(2, &["the series has no issue of 1999", "its issues are of 2023 to 2024"]);
    desk.run(&["index", "--to", "json,csv", "-o", "-"]).assert(2, &["several formats cannot go into one file"]);
}

#[test]
fn what_a_build_has_put_into_a_folder_of_the_series_is_no_issue() {
    let desk = copy("lake");
    desk.run(&["build", ".", "--to", "docx,jats,json,text", "-o", "made/here", "-q"]).assert(0, &[]);
    let told = desk.run(&["check", ".", "--to", "text", "--message-format", "short"]);
    told.assert(0, &["all 8 can be made\n"]);
    assert!(told.err.ends_with("all 8 can be made\n"), "{}", told.err);
    desk.run(&["index", "--to", "csv"]).assert(0, &["4 issues → index.csv"]);
    // A number in the name of any file is taken.
    desk.put("made/print/2024-07.pdf", "scanned");
    assert_eq!(desk.run(&["new", "--lang", "en", "--date", "2024-06-03", "-q"]).out, b"2024-08.en.md\n");
}

#[cfg(unix)]
#[test]
fn a_link_to_a_folder_is_not_followed() {
    let desk = copy("lake");
    std::os::unix::fs::symlink(desk.path("."), desk.path("again")).unwrap();
    desk.run(&["index", "--to", "csv"]).assert(0, &["4 issues → index.csv"]);
}

#[test]
fn what_was_made_of_a_source_that_was_renamed_is_no_input_of_its_folder() {
    let desk = copy("one-mistake");
    desk.run(&["build", ".", "--to", "docx,jats", "-q"]).assert(1, &[]);
    fs::rename(desk.path("2025-03.md"), desk.path("march.md")).unwrap();
    let told = desk.run(&["build", ".", "--to", "docx", "--message-format", "short"]);
    assert!(!told.err.contains("2025-03.docx"), "{}", told.err);
    // Whoever names it means it, and so does who names a folder with nothing else in it.
    desk.run(&["check", "2025-03.docx", "--to", "text"]).assert(0, &["2025-03.docx: "]);
    desk.put("made/2025-03.docx", desk.read("2025-03.docx"));
    desk.run(&["check", "made", "--to", "text"]).assert(0, &["made/2025-03.docx: "]);
}

#[test]
fn an_index_tells_of_files_that_cannot_be_read() {
    let desk = copy("lake");
    desk.put("2024-03.en.md", b"\xff\xfe\x00");
    desk.put("2024-04.docx", "no package");
    let told = desk.run(&["index", "--to", "csv", "--message-format", "short"]);
    told.assert(0, &["2024-03.en.md: warning[input-not-text]", "2024-04.docx: warning[manuscript-unreadable]"]);
    told.assert(0, &["4 issues → index.csv; left out, as unreadable: 2024-03.en.md, 2024-04.docx\n"]);
}

#[cfg(unix)]
#[test]
fn what_a_link_leads_to_is_not_mended_in_the_place_of_the_link() {
    let desk = copy("hill");
    fs::create_dir(desk.path("elsewhere")).unwrap();
    fs::rename(desk.path("2024-02.md"), desk.path("elsewhere/letter.txt")).unwrap();
    std::os::unix::fs::symlink("elsewhere/letter.txt", desk.path("2024-02.md")).unwrap();
    let told = desk.run(&["check", "2024-02.md", "--fix", "--to", "text"]);
    told.assert(1, &["roman-mismatch"]);
    assert!(!told.err.contains("2024-02.md: mended") && desk.path("2024-02.md").is_symlink(), "{}", told.err);
}

#[cfg(unix)]
#[test]
fn a_source_that_is_mended_keeps_its_permissions() {
    use std::os::unix::fs::PermissionsExt;
    let desk = copy("hill");
    let mode = |name: &str| fs::metadata(desk.path(name)).unwrap().permissions().mode() & 0o777;
    fs::set_permissions(desk.path("2024-02.md"), fs::Permissions::from_mode(0o640)).unwrap();
    let before = desk.read("2024-02.md");
    desk.run(&["check", ".", "--fix", "--to", "text"]);
    assert_ne!(desk.read("2024-02.md"), before);
    assert_eq!(mode("2024-02.md"), 0o640);
}

#[cfg(unix)]
#[test]
fn a_file_of_a_series_that_is_a_link_to_nothing_is_told() {
    for target in ["series.toml", "nowhere.toml"] {
        let desk = copy("lake");
        fs::remove_file(desk.path("series.toml")).unwrap();
        std::os::unix::fs::symlink(target, desk.path("series.toml")).unwrap();
        fs::create_dir(desk.path("drafts")).unwrap();
        for command in [["check", "."], ["new", "."], ["index", "drafts"]] {
            let told = desk.run(&command);
            told.assert(2, &["series.toml` is a link that leads to no file", "mend the link"]);
        }
    }
}

#[test]
fn a_folder_in_no_series_is_refused() {
    let desk = Desk::new();
    desk.run(&["new"]).assert(2, &["`.` is in no series", "`masthead schema series`"]);
    desk.run(&["index"]).assert(2, &["`.` is in no series"]);
    desk.put("issue.md", "Words.");
    desk.run(&["new", "issue.md"]).assert(2, &["`issue.md` is a file and no folder", "name the folder of the series"]);
}

#[test]
fn versions_are_compared_with_what_their_series_says() {
    let desk = Desk::new();
    desk.put("series/series.toml", "publisher = { en = \"Lake Office\" }\n[name]\nen = \"Lake Bulletin\"\n");
    desk.put("series/a.md", "---\nnumber: 1\ndate: 2024-01-02\ntitle: T\n---\n\nWords.\n");
    let full =
        "---\nseries: Lake Bulletin\npublisher: Lake Office\nnumber: 1\ndate: 2024-01-02\ntitle: T\n---\n\nWords.\n";
    desk.put("b.md", full);
    let told = desk.run(&["diff", "series/a.md", "b.md"]);
    assert_eq!(told.code, Some(0), "{}{}", String::from_utf8_lossy(&told.out), told.err);
}
