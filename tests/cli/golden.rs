//! Messages word for word, in `golden/NAME.txt`: the command line, the exit code and standard error.
//! `BLESS=1 cargo test --test cli` writes them anew.

use crate::desk::{Desk, ISSUE};
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// A case: its name, the files in the folder, and the arguments.
type Case = (&'static str, &'static [(&'static str, &'static str)], &'static str);

const CASES: &[Case] = &[
    ("binary-file", &[("scan.txt", "%PDF-1.7\0\u{1}\u{2}")], "build -q scan.txt"),
    ("empty-file", &[("empty.txt", "")], "build -q empty.txt"),
    ("blank-file", &[("blank.txt", " \n\n\t\n")], "build -q blank.txt"),
    ("missing-input", &[], "build -q isue.txt"),
    ("unknown-extension", &[("photo.png", "x")], "build -q photo.png"),
    ("no-extension", &[("issue", "x")], "build -q issue"),
    ("folder-without-source", &[("scans/photo.png", "x")], "build -q scans"),
    ("pattern-without-match", &[("a.txt", "x")], "build -q b*.txt"),
    ("no-input", &[], "build"),
    ("missing-input-like-another", &[("in/issue.txt", "x"), ("in/other.md", "x")], "build -q in/isue.txt"),
    ("name-with-blanks-unquoted", &[("my issue.txt", "x")], "build -q my issue.txt"),
    ("unknown-command", &[], "biuld issue.txt"),
    ("unknown-command-behind-help", &[], "help biuld"),
    ("file-in-place-of-a-command", &[("issue.md", "x")], "issue.md"),
    ("file-that-is-no-bag", &[("issue.md", "x")], "verify issue.md"),
    ("unknown-option", &[], "build issue.txt --styel plain"),
    ("swapped-option", &[], "build issue.txt --ot pdf"),
    ("option-like-no-other", &[], "build issue.txt --weather pdf"),
    ("lock-file", &[("manuscript.docx", "x"), ("~$nuscript.docx", "x")], "check ~$nuscript.docx"),
    ("lock-file-alone", &[("~$memo.docx", "x")], "check ~$memo.docx"),
    ("manuscript-no-zip", &[("memo.docx", "x")], "check memo.docx"),
    ("unknown-format", &[], "build issue.txt --to pfd"),
    ("unknown-code", &[], "explain note-mising"),
    ("unknown-code-like-no-other", &[], "explain weather"),
    ("unknown-pdf-profile", &[], "build issue.txt --pdf x-1a"),
    ("two-archives-in-one-pdf", &[], "build issue.txt --pdf a-3a,a-2a"),
    ("press-and-readers-in-one-pdf", &[], "build issue.txt --pdf x-4,ua-1"),
    ("booklet-for-the-archive", &[("issue.txt", "x")], "build issue.txt --booklet --pdf a-2a,ua-1"),
    (
        "bleed-too-wide",
        &[
            ("issue.txt", "x"),
            ("house.toml", "name = \"house\"\nextends = \"plain\"\n\n[press]\nbleed = 30 # mm\npaper = 2\n"),
        ],
        "build issue.txt --style house.toml",
    ),
    ("explained-unknown-key", &[], "styles --explain page.widht"),
    ("style-after-explain", &[], "styles --explain pujiang"),
    (
        "languages-disagree",
        &[
            (
                "issue.en.md",
                "---\nseries: B\nnumber: 6\ndate: 2023-09-22\npublisher: P\ntitle: T\nlang: en\n---\n\n# One\n\nWords.\n",
            ),
            (
                "issue.zh.md",
                "---\nseries: 简报\nnumber: 7\ndate: 2023-09-22\npublisher: 办\ntitle: 题\nlang: zh\n---\n\n# 一\n\n字。\n\n# 二\n\n字。\n",
            ),
            (
                "other.zh.md",
                "---\nseries: 简报\nnumber: 8\ndate: 2023-09-23\npublisher: 办\ntitle: 题\nlang: zh\n---\n\n字。\n",
            ),
        ],
        "check issue.en.md issue.zh.md other.zh.md",
    ),
    ("unknown-reader", &[], "build issue.txt --from markdown"),
    ("unknown-style", &[("issue.txt", "x")], "build issue.txt --style pujang"),
    ("missing-style-file", &[("issue.txt", "x")], "build issue.txt --style house.toml"),
    ("missing-front-matter", &[("issue.md", "# Findings\n\nWords.\n")], "build -q issue.md"),
    (
        "unknown-style-in-source",
        &[("issue.md", "---\nseries: Lake Bulletin\nnumber: 6\nstyle: pujang\n---\n\nWords.\n")],
        "build -q issue.md",
    ),
    (
        "unknown-style-key",
        &[
            ("issue.txt", "x"),
            ("house.toml", "name = \"house\"\n\n[text.body]\nsiez = 11 # points\n\n[folio]\ngap = \"12mm\"\n"),
        ],
        "build issue.txt --style house.toml",
    ),
    (
        "style-not-toml",
        &[("issue.txt", "x"), ("house.toml", "name = \"house\"\n[text.body\n")],
        "build issue.txt --style house.toml",
    ),
    (
        "colours-that-are-none",
        &[
            ("issue.txt", "x"),
            (
                "house.toml",
                "name = \"house\"\n\n[colours]\naccent = \"green\"\nlink = { rgb = \"#8a1538\", cmyk = [0, 100, 60] }\n",
            ),
        ],
        "build issue.txt --style house.toml",
    ),
    (
        "values-beyond-bounds",
        &[
            ("issue.txt", "x"),
            (
                "house.toml",
                "name = \"house\"\n\n[page]\ninner = -3\nouter = 300\n\n[colours]\naccent = { rgb = \"green\", cmyk = [0, 190, 60, 40] }\n",
            ),
        ],
        "build issue.txt --style house.toml",
    ),
    (
        "fault-in-extended-style",
        &[("issue.txt", "x"), ("styles/house.toml", "extends = \"base.toml\"\n"), ("styles/base.toml", "[paper]\n")],
        "build issue.txt --style styles/house.toml",
    ),
    ("same-stem", &[("en/issue.txt", ISSUE), ("zh/issue.txt", ISSUE)], "build -q en/issue.txt zh/issue.txt -o out"),
    ("output-is-input", &[("issue.txt", ISSUE)], "build -q issue.txt --to text"),
    ("report-over-input", &[("a.txt", "x")], "build a.txt --report a.txt"),
    ("report-over-output", &[("a.txt", "x")], "build a.txt --report a.pdf"),
    ("report-and-output-in-one-stream", &[("a.txt", "x")], "build a.txt --to json -o - --report -"),
    ("missing-font-path", &[("a.txt", "x")], "build a.txt --font-path typefaces"),
    ("root-is-no-folder", &[("a.txt", "x")], "build a.txt --root a.txt"),
    ("font-path-without-font", &[("a.txt", "x"), ("faces/a.ttf", "x")], "build a.txt --font-path faces"),
    ("several-inputs-one-file", &[("a.txt", "x"), ("b.txt", "x")], "build a.txt b.txt -o issue.pdf"),
    ("several-formats-one-file", &[("a.txt", "x")], "build a.txt -o issue.pdf --to pdf,jats"),
    ("standard-output-needs-a-format", &[("a.txt", "x")], "build a.txt -o -"),
    ("standard-input-needs-a-place", &[], "build -"),
];

#[test]
fn messages_are_as_written() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cli/golden");
    let bless = std::env::var_os("BLESS").is_some();
    let mut wrong = Vec::new();
    for (name, files, arguments) in CASES {
        let told = answer(files, arguments);
        let path = folder.join(format!("{name}.txt"));
        if bless {
            fs::write(&path, &told).unwrap();
        }
        let expected = fs::read_to_string(&path).unwrap_or_default();
        if expected != told {
            wrong.push(format!("{name}: expected\n{expected}\nbut was told\n{told}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_expectation_has_its_case() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cli/golden");
    let names: BTreeSet<String> = CASES.iter().map(|(name, ..)| format!("{name}.txt")).collect();
    assert_eq!(names.len(), CASES.len(), "two cases have one name");
    for entry in fs::read_dir(folder).unwrap() {
        let file = entry.unwrap().file_name().to_string_lossy().into_owned();
        assert!(names.contains(&file), "no case uses golden/{file}");
    }
}

fn answer(files: &[(&str, &str)], arguments: &str) -> String {
    let desk = Desk::new();
    for (name, text) in files {
        desk.put(name, text);
    }
    let told = desk.run(&arguments.split(' ').collect::<Vec<_>>());
    assert!(told.out.is_empty(), "{arguments}: something went to standard output");
    format!("$ masthead {arguments}\n{}exit {}\n", told.err, told.code.unwrap())
}
