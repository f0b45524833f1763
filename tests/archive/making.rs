//! What goes into bags, and where they go.

use crate::desk::Desk;
use crate::seal::bag;
use crate::{DOT, ISSUE, desk_with_issue};
use std::collections::BTreeMap;
use std::fs;

const FILES: [&str; 14] = [
    "bag-info.txt",
    "bagit.txt",
    "data/dublin-core.xml",
    "data/outputs/issue-media/picture-1.png",
    "data/outputs/issue.docx",
    "data/outputs/issue.pdf",
    "data/outputs/issue.xml",
    "data/report.json",
    "data/source/dot.png",
    "data/source/issue.md",
    "data/style.toml",
    "manifest-sha256.txt",
    "manifest-sha512.txt",
    "tagmanifest-sha256.txt",
];

#[test]
fn a_bag_holds_the_issue_and_all_that_makes_it_again() {
    let desk = desk_with_issue();
    desk.run(&["archive", "issue.md", "-o", "kept"]).assert(0, &["issue.md → kept (15 files"]);
    let kept = bag(&desk, "kept");
    let names: Vec<&str> = kept.files.keys().map(String::as_str).collect();
    assert_eq!(names[..14], FILES);
    assert_eq!(kept.files["data/source/issue.md"], ISSUE.as_bytes());
    assert_eq!(kept.files["data/source/dot.png"], DOT);
    let info = String::from_utf8(kept.files["bag-info.txt"].clone()).unwrap();
    for line in [
        "Source-Organization: The Harbour Office\n",
        "External-Identifier: Harbour Letters 2024, no. 3 (whole no. 41)\n",
        "External-Description: Boats & bridges\n",
        "Bagging-Date: 2024-05-06\n",
    ] {
        assert!(info.contains(line), "{info}");
    }
    desk.run(&["verify", "kept"]).assert(0, &["kept: sound (15 files, "]);
    assert_eq!(desk.listing("."), ["dot.png", "issue.md", "kept"]);
}

#[test]
fn the_same_issue_gives_the_same_bytes_wherever_it_lies_and_in_either_form() {
    let desk = desk_with_issue();
    desk.put("far/away/issue.md", ISSUE);
    desk.put("far/away/dot.png", DOT);
    desk.run(&["archive", "issue.md", "-o", "a/issue"]).assert(0, &[]);
    desk.run_with(&["archive".into(), desk.path("far/away/issue.md"), "-o".into(), "b/issue".into()]).assert(0, &[]);
    assert_eq!(bag(&desk, "a/issue").files, bag(&desk, "b/issue").files);
    desk.run(&["archive", "issue.md", "-o", "a/issue.zip"]).assert(0, &["→ a/issue.zip (15 files"]);
    desk.run(&["archive", "far/away", "-o", "b", "--zip"]).assert(0, &["→ b/issue.zip (15 files"]);
    assert_eq!(desk.read("a/issue.zip"), desk.read("b/issue.zip"));
    desk.run(&["verify", "a"]).assert(0, &["a/issue: sound", "a/issue.zip: sound", "all 2 sound"]);
}

#[test]
fn an_issue_at_fault_gets_no_bag_and_the_others_do() {
    let desk = desk_with_issue();
    desk.put("2024/one.md", ISSUE.replace("dot.png", "../dot.png"));
    desk.put("2024/two.md", "# No front matter\n");
    desk.put("2024/three.md", ISSUE.replace("![A white dot](dot.png)", "None."));
    let told = desk.run(&["archive", "2024", "-o", "bags", "--root", "."]);
    told.assert(
        1,
        &["error[front-matter-missing]", "2024/two.md: no bag made (1 error", "2 of 3 archived; 1 not: 2024/two.md"],
    );
    assert_eq!(desk.listing("bags"), ["one", "three"]);
    assert_eq!(desk.read("bags/one/data/source/dot.png"), DOT);
    assert_eq!(desk.listing("bags/one/data/source/2024"), ["one.md"]);
    desk.run(&["verify", "bags"]).assert(0, &["all 2 sound"]);
}

#[test]
fn issues_of_one_name_are_refused_whatever_the_case_of_its_letters() {
    let desk = desk_with_issue();
    desk.put("old/Issue.md", ISSUE);
    desk.put("old/dot.png", DOT);
    let told = desk.run(&["archive", "issue.md", "old/Issue.md", "-o", "bags"]);
    told.assert(1, &["error[output-clash]: `bags/issue` would also be the bag of `old/Issue.md`"]);
    assert!(desk.listing("bags").is_empty());
}

#[test]
fn a_bag_that_stands_there_is_kept_and_replaced_only_by_force() {
    let desk = desk_with_issue();
    desk.run(&["archive", "issue.md", "-o", "kept"]).assert(0, &[]);
    desk.run(&["archive", "issue.md", "-o", "kept"]).assert(0, &["as it stood there"]);
    let before = bag(&desk, "kept").files;
    desk.put("issue.md", ISSUE.replace("closed", "open"));
    desk.run(&["archive", "issue.md", "-o", "kept"])
        .assert(1, &["error[bag-exists]: a bag that holds something else", "--force"]);
    assert_eq!(bag(&desk, "kept").files, before);
    desk.run(&["archive", "issue.md", "-o", "kept", "--force"]).assert(0, &[]);
    assert_ne!(bag(&desk, "kept").files, before);
    assert_eq!(desk.listing("."), ["dot.png", "issue.md", "kept"]);
    fs::remove_file(desk.path("kept/bagit.txt")).unwrap();
    desk.put("kept.zip/inside", "no bag");
    desk.run(&["archive", "issue.md", "-o", "kept.zip", "--force"])
        .assert(1, &["something that is no bag stands at `kept.zip`"]);
}

#[cfg(unix)]
#[test]
fn a_disk_that_fills_up_leaves_nothing() {
    let desk = desk_with_issue();
    let told = desk.shell("trap '' XFSZ; ulimit -f 4; \"$masthead\" archive issue.md -o bags/kept 2>&1 | cat >&2");
    assert!(told.err.contains("error[output-unwritable]: `bags/kept` cannot be written"), "{}", told.err);
    assert!(desk.listing("bags").is_empty(), "{:?}", desk.listing("bags"));
}

#[test]
fn the_date_of_a_bag_is_the_issues_or_that_of_reproducible_builds() {
    let desk = desk_with_issue();
    let told = desk.shell("SOURCE_DATE_EPOCH=951782400 \"$masthead\" archive issue.md -o kept");
    told.assert(0, &[]);
    let info = String::from_utf8(desk.read("kept/bag-info.txt")).unwrap();
    assert!(info.contains("Bagging-Date: 2000-02-29\n"), "{info}");
    desk.shell("SOURCE_DATE_EPOCH=today \"$masthead\" archive issue.md -o other")
        .assert(2, &["SOURCE_DATE_EPOCH is not"]);
}

#[test]
fn a_style_that_changes_later_does_not_matter() {
    let desk = desk_with_issue();
    desk.put("base.toml", "name = \"base\"\nsummary = \"Ours\"\nextends = \"pujiang\"\n[page]\ninner = 31\n");
    desk.put(
        "own.toml",
        "name = \"own\"\nsummary = \"Mine\"\nextends = \"base.toml\"\n[lang.en.text.body]\nsize = 11.5\n",
    );
    desk.run(&["archive", "issue.md", "-o", "kept", "--style", "own.toml", "--pdf", "a-3a,ua-1"]).assert(0, &[]);
    desk.put("base.toml", "");
    fs::remove_file(desk.path("own.toml")).unwrap();
    desk.run(&["verify", "kept"]).assert(0, &["kept: sound"]);
}

#[test]
fn what_cannot_be_is_refused() {
    let desk = desk_with_issue();
    desk.put("other.md", ISSUE);
    for (line, said) in [
        ("archive issue.md -o kept --pdf x-4", "an archive keeps PDF/A"),
        ("archive issue.md other.md -o kept.zip", "several bags cannot go into the one file `kept.zip`"),
        ("archive issue.md", "--output <BAG|DIR>"),
        ("verify kept --quick --series .", "cannot be used with"),
    ] {
        desk.run(&line.split(' ').collect::<Vec<_>>()).assert(2, &[said]);
    }
    let told = desk.run_on(ISSUE.as_bytes(), &["archive", "-", "--from", "bulletin", "-o", "kept"]);
    told.assert(1, &["error[bag-failed]: standard input has no name"]);
    assert_eq!(desk.listing("."), ["dot.png", "issue.md", "other.md"]);
}

#[test]
fn the_report_says_what_was_kept() {
    let desk = desk_with_issue();
    desk.run(&["archive", "issue.md", "-o", "kept", "--report", "report.json"]).assert(0, &[]);
    let report: serde_json::Value = serde_json::from_slice(&desk.read("report.json")).unwrap();
    assert_eq!((&report["command"], &report["inputs"][0]["bag"]["files"]), (&"archive".into(), &15.into()));
    desk.run(&["verify", "kept", "--report", "checked.json"]).assert(0, &[]);
    let checked: serde_json::Value = serde_json::from_slice(&desk.read("checked.json")).unwrap();
    assert_eq!(checked["bags"][0]["manifest-sha512"], report["inputs"][0]["bag"]["manifest-sha512"]);
    assert_eq!(checked["bags"][0]["issue"]["whole-number"], 41);
}

/// Every file below a folder with its bytes.
fn tree(desk: &Desk, folder: &str) -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    for name in desk.listing(folder) {
        let path = format!("{folder}/{name}");
        match desk.path(&path).is_dir() {
            true => {
                files.extend(tree(desk, &path).into_iter().map(|(below, bytes)| (format!("{name}/{below}"), bytes)))
            }
            false => drop(files.insert(name, desk.read(&path))),
        }
    }
    files
}

#[test]
fn shards_keep_what_one_run_keeps() {
    let desk = Desk::new();
    for number in 0..6 {
        desk.put(format!("in/{number}.md"), ISSUE.replace("dot.png", "../dot.png"));
    }
    desk.put("dot.png", DOT);
    desk.put("in/clash.md", ISSUE);
    desk.put("in/clash.json", "{");
    let archive = ["archive", "in/0.md", "in/clash.json", "in", "--root", ".", "--message-format", "short"];
    desk.run(&[&archive[..], &["-o", "whole", "--report", "whole.json"]].concat()).assert(1, &["6 of 8 archived"]);
    desk.run(&["report", "merge", "whole.json", "-o", "merged.json"]).assert(1, &[]);
    let mut merge = ["report", "merge", "-o", "shards.json"].map(String::from).to_vec();
    for number in 1..=4 {
        let (shard, report) = (format!("{number}/4"), format!("{number}.json"));
        desk.run(&[&archive[..], &["-o", "bags", "--shard", &shard, "--report", &report]].concat());
        merge.push(report);
    }
    // One that is run again finds its bags.
    desk.run(&[&archive[..], &["-o", "bags", "--shard", "2/4", "--report", "2.json"]].concat());
    desk.run(&merge.iter().map(String::as_str).collect::<Vec<_>>()).assert(1, &[]);
    assert_eq!(tree(&desk, "bags"), tree(&desk, "whole"));
    let [merged, shards] = ["merged.json", "shards.json"].map(|name| String::from_utf8(desk.read(name)).unwrap());
    assert_eq!(shards.replace("bags/", "whole/"), merged);
    desk.run(&["build", "in", "-o", "out", "--to", "text", "--shard", "1/4", "--report", "1.json"]);
    let told = desk.run(&merge.iter().map(String::as_str).collect::<Vec<_>>());
    told.assert(2, &["`1.json` and `2.json` are of different commands"]);
}

#[test]
fn buckets_hold_no_bags() {
    let desk = desk_with_issue();
    desk.run(&["archive", "issue.md", "-o", "s3://b/bags"]).assert(2, &["`s3://b/bags` is in a bucket"]);
    desk.run(&["verify", "s3://b/bags"]).assert(2, &["`s3://b/bags` is in a bucket"]);
    desk.run(&["verify", ".", "--log", "s3://b/log"]).assert(2, &["`s3://b/log` is in a bucket"]);
    assert_eq!(desk.listing("."), ["dot.png", "issue.md"]);
}

#[test]
fn chinese_names_and_percent_signs_come_through() {
    let desk = Desk::new();
    desk.put("简报 100%.md", ISSUE.replace("dot.png", "图%0A.png"));
    desk.put("图%0A.png", DOT);
    let told = desk.run(&["archive", "简报 100%.md", "-o", "bags/"]);
    told.assert(0, &["warning[bag-name-encoded]: `简报 100%.md` has a percent sign", "`图%0A.png` has a percent sign"]);
    let manifest = String::from_utf8(desk.read("bags/简报 100%/manifest-sha256.txt")).unwrap();
    assert!(manifest.contains("  data/source/图%250A.png\n"), "{manifest}");
    desk.run(&["verify", "bags"]).assert(0, &["bags/简报 100%: sound"]);
    desk.run(&["archive", "简报 100%.md", "-o", "zips/", "--zip"]).assert(0, &[]);
    desk.run(&["verify", "zips"]).assert(0, &["zips/简报 100%.zip: sound"]);
}
