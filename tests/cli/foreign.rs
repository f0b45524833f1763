//! A build destroys nothing that it did not make.

use crate::desk::{Desk, ISSUE};
use std::fs;
use std::io::{Cursor, Read, Write};
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

const LAKE: &str = "---\nseries: Lake Bulletin\nnumber: 9\nwhole-number: 9\ndate: 2023-12-20\npublisher: Office\ntitle: What\nlang: en\n\
                    ---\n\n![A dot](dot.png)\n\nThe lake is deep.\n";
const PIXEL: &[u8] = include_bytes!("../../fixtures/jats/map.png");

/// A folder with `issue.md` and its picture.
fn desk() -> Desk {
    let desk = Desk::new();
    desk.put("issue.md", LAKE);
    desk.put("dot.png", PIXEL);
    desk
}

/// Builds, and must be refused over the files of these names, which stay as they are; nothing else comes or goes.
#[track_caller]
fn assert_refused(desk: &Desk, line: &str, foreign: &[&str]) {
    let state = || {
        let files = desk.listing(".").into_iter().filter(|name| desk.path(name).is_file());
        files.map(|name| (desk.read(&name), name)).collect::<Vec<_>>()
    };
    let before = state();
    let told = desk.run(&line.split(' ').collect::<Vec<_>>());
    told.assert(1, &["error[output-foreign]: ", "made or changed by somebody else", "with --force"]);
    let message = told.err.lines().find(|line| line.contains("output-foreign")).unwrap();
    foreign.iter().for_each(|name| assert!(message.contains(&format!("`{name}`")), "{message}"));
    assert_eq!(message.matches('`').count(), foreign.len() * 2, "{message}");
    assert_eq!(state(), before);
}

#[track_caller]
fn assert_built(desk: &Desk, line: &str) {
    desk.run(&line.split(' ').collect::<Vec<_>>()).assert(0, &[]);
}

/// Saves a Word file as an editor does who changed a word.
fn edited(bytes: &[u8], from: &str, to: &str) -> Vec<u8> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut saved = ZipWriter::new(Cursor::new(Vec::new()));
    for index in 0..archive.len() {
        let mut part = archive.by_index(index).unwrap();
        let mut bytes = Vec::new();
        part.read_to_end(&mut bytes).unwrap();
        if part.name().unwrap() == "word/document.xml" {
            let text = String::from_utf8(bytes).unwrap();
            assert!(text.contains(from));
            bytes = text.replace(from, to).into_bytes();
        }
        saved.start_file(part.name().unwrap(), SimpleFileOptions::default()).unwrap();
        saved.write_all(&bytes).unwrap();
    }
    saved.finish().unwrap().into_inner()
}

#[test]
fn a_manuscript_beside_its_import_stays() {
    let desk = Desk::with_issue();
    let report: &[u8] = include_bytes!("../../fixtures/manuscripts/docx4j-notice.docx");
    desk.put("report.docx", report);
    desk.run(&["import", "report.docx"]).assert(0, &["report.docx → report.md"]);
    assert_refused(&desk, "build report.md", &["report.docx"]);
    let told = desk.run(&["build", "report.md", "issue.txt"]);
    told.assert(
        1,
        &["`masthead import report.docx -o report-edited.md`", "issue.txt → issue.pdf, .docx, .xml", "1 of 2 made"],
    );
    assert!(!desk.path("report.pdf").exists() && desk.read("report.docx") == report);
    assert_built(&desk, "import report.docx -o report-edited.md");
    assert_built(&desk, "build report.md -o out");
    assert_built(&desk, "check report.md");
    assert_built(&desk, "build report.md --force");
    assert_ne!(desk.read("report.docx"), report);
    assert_built(&desk, "build report.md");
}

#[test]
fn scans_and_articles_beside_sources_stay() {
    let desk = Desk::with_issue();
    desk.put("issue.pdf", "%PDF-1.4\nthe scan\nstartxref\n0\n%%EOF");
    assert_refused(&desk, "build issue.txt", &["issue.pdf"]);
    desk.put("article.xml", include_bytes!("../../fixtures/jats/pujiang-2023-06.xml"));
    assert_built(&desk, "import article.xml");
    assert_refused(&desk, "build article.md --to jats,json", &["article.xml"]);
}

#[test]
fn what_a_colleague_changed_in_word_stays_until_it_is_brought_in() {
    let desk = desk();
    assert_built(&desk, "build issue.md");
    assert_built(&desk, "build issue.md");
    desk.put("issue.docx", edited(&desk.read("issue.docx"), "is deep", "is shallow"));
    assert_refused(&desk, "build issue.md", &["issue.docx"]);
    assert_built(&desk, "import issue.docx --force");
    assert!(String::from_utf8(desk.read("issue.md")).unwrap().contains("The lake is shallow."));
    assert_built(&desk, "build issue.md --force");
    assert_built(&desk, "build issue.md");
    // Saved without a change it is another's all the same: it may hold a remark.
    desk.put("issue.docx", edited(&desk.read("issue.docx"), "The lake", "The lake"));
    assert_refused(&desk, "build issue.md", &["issue.docx"]);
}

const ALL: [&str; 6] = ["issue.pdf", "issue.docx", "issue.xml", "issue.html", "issue.epub", "issue.json"];

#[test]
fn an_issue_is_built_again_over_what_was_built_with_and_without_records() {
    let desk = desk();
    for (more, words) in
        [("", "one"), ("", "two"), (" --no-cache", "three"), (" --pdf a-3a,ua-1", "four"), (" --cache c", "five")]
    {
        let chart: &[u8] = include_bytes!("../../fixtures/bulletins/chart.jpg");
        desk.put("dot.png", if words == "two" { chart } else { PIXEL });
        desk.put("issue.md", LAKE.replace("deep", words));
        assert_built(&desk, &format!("build issue.md --to pdf,docx,jats,html,epub,json{more}"));
        assert!(String::from_utf8(desk.read("issue.xml")).unwrap().contains(&format!("The lake is {words}.")));
    }
    assert!(!desk.path(".masthead-cache").exists());
    // The seal goes where the file goes.
    for name in ALL {
        desk.put(format!("moved/{name}"), desk.read(name));
        fs::remove_file(desk.path(name)).unwrap();
    }
    desk.put("moved/issue-media/picture-1.png", desk.read("issue-media/picture-1.png"));
    desk.put("issue.md", LAKE.replace("deep", "moved"));
    assert_built(&desk, "build issue.md --to pdf,docx,jats,html,epub,json -o moved");
    for press in ["--pdf x-4", "--booklet"] {
        assert_built(&desk, &format!("build issue.md --to pdf {press} -o press"));
        assert_built(&desk, &format!("build issue.md --to pdf {press} -o press"));
    }
    desk.put("again.json", desk.read("moved/issue.json"));
    desk.put("dot.png", PIXEL);
    assert_built(&desk, "build again.json -o again");
}

#[test]
fn any_change_of_an_output_is_seen() {
    let desk = desk();
    let line = "build issue.md --to pdf,docx,jats,html,epub,json";
    assert_built(&desk, line);
    for name in ALL {
        let line = format!("build issue.md --to {}", name.trim_start_matches("issue."));
        let whole = desk.read(name);
        let mut inside = whole.clone();
        let middle = inside.len() / 2;
        // Of a zip file the list at its end is looked at, since all that saves one writes that anew.
        let at = if whole.starts_with(b"PK") { whole.len() - 30 } else { middle };
        inside[at] ^= 1;
        for changed in [inside, [&whole[..], b"more"].concat(), Vec::new()] {
            desk.put(name, changed);
            assert_refused(&desk, &line, &[name]);
        }
        desk.put(name, &whole);
    }
    assert_built(&desk, line);
    let update = b"\n1 0 obj\n<</Note(a remark)>>\nendobj\nxref\n1 1\n0000000000 00000 n\r\ntrailer\n<</Size 1>>\nstartxref\n0\n%%EOF";
    desk.put("issue.pdf", [&desk.read("issue.pdf")[..], update].concat());
    desk.put("issue.xml", "<article/>\n");
    assert_refused(&desk, line, &["issue.pdf", "issue.xml"]);
}

#[test]
fn pictures_beside_an_article_are_ours_where_it_says_so() {
    let desk = desk();
    desk.put("issue-media/picture-1.png", "a picture of a colleague");
    desk.run(&["build", "issue.md", "--to", "jats"]).assert(1, &["error[output-foreign]: `issue-media/picture-1.png`"]);
    assert_eq!(desk.read("issue-media/picture-1.png"), b"a picture of a colleague");
    assert!(!desk.path("issue.xml").exists());
    assert_built(&desk, "build issue.md --to jats --force");
    desk.put("dot.png", include_bytes!("../../fixtures/bulletins/map.png"));
    assert_built(&desk, "build issue.md --to jats");
    assert_eq!(desk.read("issue-media/picture-1.png"), desk.read("dot.png"));
}

#[test]
fn no_source_or_letter_is_written_over() {
    let desk = desk();
    desk.put("other.md", LAKE.replace("number: 9", "number: 8"));
    desk.put("letter.txt", "Dear all,\n");
    desk.put("plan.pdf", "%PDF-1.7 of somebody else\n");
    desk.put("plan.docx", nobodys());
    for name in ["other.md", "letter.txt", "plan.pdf", "plan.docx"] {
        assert_refused(&desk, &format!("build issue.md -o {name}"), &[name]);
    }
    desk.put("issue.txt", ISSUE);
    assert_refused(&desk, "build other.md --to text --no-cache -o letter.txt", &["letter.txt"]);
    assert_built(&desk, "build other.md -o letter.txt --force");
    assert!(String::from_utf8(desk.read("letter.txt")).unwrap().contains("The lake is deep."));
}

/// A zip file that is nobody's.
fn nobodys() -> Vec<u8> {
    let mut file = ZipWriter::new(Cursor::new(Vec::new()));
    file.start_file("word/document.xml", SimpleFileOptions::default()).unwrap();
    file.finish().unwrap().into_inner()
}

#[test]
fn text_and_markdown_are_ours_while_that_is_known() {
    let desk = desk();
    let line = "build issue.md --to text,markdown -o out";
    assert_built(&desk, line);
    desk.put("issue.md", LAKE.replace("deep", "wide"));
    assert_built(&desk, line);
    let refused =
        |line: &str| desk.run(&line.split(' ').collect::<Vec<_>>()).assert(1, &["error[output-foreign]: `out/issue."]);
    // What would be written anyway is nobody's loss, known or not.
    fs::remove_dir_all(desk.path("out/.masthead-cache")).unwrap();
    assert_built(&desk, line);
    assert_built(&desk, &format!("{line} --no-cache"));
    desk.put("issue.md", LAKE);
    refused(&format!("{line} --no-cache"));
    desk.put("out/issue.txt", "my own words\n");
    refused(line);
    assert_eq!(desk.read("out/issue.txt"), b"my own words\n");
    assert_built(&desk, &format!("{line} --force"));
    desk.put("issue.md", LAKE.replace("deep", "cold"));
    assert_built(&desk, line);
    fs::remove_dir_all(desk.path("out/.masthead-cache")).unwrap();
    desk.put("issue.md", LAKE);
    refused(line);
}

#[test]
fn a_batch_of_text_is_built_again_in_any_number_of_shards() {
    let desk = Desk::new();
    let put = |words: &str| {
        (1..9).for_each(|at| desk.put(format!("in/{at}.txt"), ISSUE.replace("impetus", &format!("{words}{at}"))))
    };
    put("one");
    assert_built(&desk, "build in --to text -o out");
    put("two");
    for shard in ["1/2", "2/2"] {
        assert_built(&desk, &format!("build in --to text -o out --shard {shard}"));
    }
    put("three");
    assert_built(&desk, "build in --to text -o out");
    assert!(
        (1..9)
            .all(|at| String::from_utf8(desk.read(&format!("out/{at}.txt"))).unwrap().contains(&format!("three{at}")))
    );
}

#[test]
fn an_import_never_reads_what_it_writes() {
    let desk = Desk::new();
    desk.put("manuscript.docx", include_bytes!("../../fixtures/manuscripts/python-docx-bulletin-en.docx"));
    assert_built(&desk, "import .");
    let imported = desk.read("manuscript.md");
    let written =
        [b"---\n# a remark of mine\n", imported.strip_prefix(b"---\n").unwrap(), b"\n<!-- and another -->\n"].concat();
    desk.put("manuscript.md", &written);
    for more in [&[][..], &["--force"], &["-o", "."], &["-o", "manuscript.md", "--force"]] {
        let told = desk.run(&[&["import", "manuscript.md"], more].concat());
        told.assert(1, &["error[output-clash]: ", "manuscript.md` is the input itself", "name the manuscript"]);
        assert_eq!(desk.read("manuscript.md"), written);
    }
    desk.run(&["import", "."]).assert(1, &["`./manuscript.md` exists", "--> ./manuscript.docx"]);
    for line in ["import . --force", "import *.* --force", "import man* --force"] {
        desk.put("manuscript.md", &written);
        desk.run(&line.split(' ').collect::<Vec<_>>()).assert(0, &["manuscript.docx → "]);
        assert_eq!(desk.read("manuscript.md"), imported, "{line}");
    }
    fs::remove_file(desk.path("manuscript.docx")).unwrap();
    desk.run(&["import", "."]).assert(1, &["the folder holds no source (.txt, "]);
    assert_built(&desk, "import *.md -o out");
}
