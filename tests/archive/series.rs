//! Bags beside the sources of their series.

use crate::{DOT, ISSUE, desk_with_issue};

#[test]
fn bags_agree_with_the_series_and_every_issue_has_one() {
    let desk = desk_with_issue();
    desk.put("series/issue.md", ISSUE);
    desk.put("series/dot.png", DOT);
    desk.run(&["archive", "series", "-o", "bags"]).assert(0, &[]);
    let told = desk.run(&["verify", "bags", "--series", "series"]);
    told.assert(0, &["bags/issue: sound"]);
    assert!(!told.err.contains("warning"), "{}", told.err);

    desk.put("series/next.md", ISSUE.replace("41", "42").replace("number: 3", "number: 4"));
    desk.run(&["verify", "bags", "--series", "series"]).assert(0, &["warning[bag-absent]", "--> series/next.md"]);

    desk.put("series/issue.md", ISSUE.replace("closed", "open"));
    desk.run(&["verify", "bags", "--series", "series"]).assert(0, &["warning[bag-source-changed]: `series/issue.md`"]);

    desk.put("series/issue.md", ISSUE.replace("number: 3", "number: 5"));
    let told = desk.run(&["verify", "bags", "--series", "series"]);
    told.assert(1, &["error[bag-off-series]: the bag and `series/issue.md` disagree: the number is “3” in the one, “5” in the other"]);

    desk.put("series/issue.md", ISSUE.replace("41", "43"));
    desk.run(&["verify", "bags", "--series", "series"])
        .assert(1, &["error[bag-off-series]: the series has no such issue"]);
    desk.run(&["verify", "bags", "--series", "nowhere"]).assert(2, &["the series cannot be read"]);
}
