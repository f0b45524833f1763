//! Who may have programs run: a folder that came from a stranger runs none.

use crate::series::Series;

const MARK: &str =
    "touch \"$(dirname \"$0\")/ran\"\ncat > issue.odd\nsed 's/.*\"masthead-ast\":1,/{\"masthead-ast\":1,/' issue.odd\n";

#[test]
fn nothing_runs_unless_the_user_says_so() {
    let series = Series::with_filter("", MARK);
    series.put(
        "series.toml",
        format!(
            "{}[backend.odd]\ncommand = [\"sh\", \"./odd.sh\"]\n",
            String::from_utf8(series.read("series.toml")).unwrap()
        ),
    );
    let refused =
        ["series.toml` names the filter `odd`, which would run on this machine", "--trust", "MASTHEAD_TRUST="];
    series.call("build issue.md").assert(2, &refused);
    series.call("build issue.md --to odd").assert(2, &refused);
    for line in ["check issue.md", "inspect issue.md", "fonts issue.md", "index . -o -", "check ."] {
        series.call(line).assert(0, &[]);
    }
    series.call("check issue.md").assert(0, &["warning[filters-not-run]", "`build` alone runs programs: `odd`"]);
    series.call("inspect issue.md").assert(0, &["warning[filters-not-run]"]);
    series.call("archive issue.md -o bag").assert(1, &["error[filters-unkept]", "no bag could hold"]);
    series
        .call("check issue.md --to odd")
        .assert(2, &["`odd` is no format that masthead writes itself, and `build` alone runs programs of others"]);
    assert!(!series.path("ran").exists());
    series.call("build issue.md --to text --trust").assert(0, &[]);
    assert!(series.path("ran").exists());
}

#[test]
fn a_backend_of_a_series_needs_trust_only_where_it_is_asked_for() {
    let series = Series::with_backend("", MARK);
    series.call("build issue.md --to text").assert(0, &[]);
    series.call("build issue.md --to odd").assert(2, &["names the backend `odd`, which would run on this machine"]);
    assert!(!series.path("ran").exists());
}

#[test]
fn folders_may_be_trusted_for_good() {
    let series = Series::with_backend("", MARK);
    let (here, elsewhere) = (series.path(""), series.path("tmp"));
    let call = |folder: &std::path::Path| {
        let listed = format!("/nowhere:{}", folder.display());
        series.call_with("build issue.md --to odd", &[("MASTHEAD_TRUST", &listed)])
    };
    call(&elsewhere).assert(2, &["which would run on this machine"]);
    call(std::path::Path::new(".")).assert(2, &["which would run on this machine"]);
    call(&here).assert(0, &[]);
    call(here.parent().unwrap()).assert(0, &[]);
}

#[test]
fn the_path_gives_no_program_from_where_the_user_stands() {
    let series = Series::new("", &[]);
    series.put_program("masthead-odd", MARK);
    let told = series.call_with("build issue.md --to odd", &[("PATH", "bin:./bin:")]);
    told.assert(2, &["no program `masthead-odd` on the PATH"]);
}
