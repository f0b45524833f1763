//! The same input gives the same bytes, whatever is around it.

use crate::desk::{Desk, ISSUE};

#[test]
fn the_bytes_depend_on_the_input_alone() {
    let (one, two) = (Desk::new(), Desk::new());
    one.put("issue.txt", ISSUE);
    two.put("deep/er/issue.txt", ISSUE);
    let told = one.run(&["build", "issue.txt", "--to", "json,text", "-o", "out"]);
    told.assert(0, &[]);
    let mut second = two.command();
    second.args(["build", "deep/er/issue.txt", "deep/er/../er/issue.txt", "--to", "json,text", "-o", "out", "-j", "2"]);
    second.envs([("LC_ALL", "tr_TR.UTF-8"), ("TZ", "Asia/Shanghai"), ("HOME", "/nowhere"), ("COLUMNS", "30")]);
    second.env("SOURCE_DATE_EPOCH", "1");
    let second = second.output().unwrap();
    assert!(second.status.success(), "{}", String::from_utf8_lossy(&second.stderr));
    assert_eq!(one.listing("out"), ["issue.json", "issue.txt"]);
    for name in one.listing("out") {
        assert!(one.read(&format!("out/{name}")) == two.read(&format!("out/{name}")), "{name} differs");
    }
}

#[test]
fn many_inputs_at_once_give_the_same_as_one_by_one() {
    let desk = Desk::new();
    for number in 10..30 {
        desk.put(format!("in/{number}.txt"), ISSUE.replace("hardcore impetus", &format!("impetus {number}")));
    }
    let told = [("1", "one"), ("8", "eight")]
        .map(|(jobs, out)| desk.run(&["build", "in", "-j", jobs, "-o", out, "--to", "json"]));
    assert_eq!(told[0].err.replace("one/", "eight/"), told[1].err);
    for name in desk.listing("one") {
        assert!(desk.read(&format!("one/{name}")) == desk.read(&format!("eight/{name}")), "{name} differs");
    }
    assert_eq!(desk.listing("one").len(), 20);
}
