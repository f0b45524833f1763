//! Backends that are programs: what they are told, and what becomes of what they make.

use crate::series::{LAKE, Series};
use serde_json::Value;

/// Copies the request into the one file.
const ECHO: &str = "cat > issue.odd\n";

#[test]
fn a_backend_is_told_of_the_issue_its_style_and_its_folder() {
    let series = Series::with_backend("summary = \"Odd\"", ECHO);
    series.call("build issue.md --to odd,text --trust -o out").assert(0, &["issue.md → out/issue.odd, .txt"]);
    let request: Value = serde_json::from_slice(&series.read("out/issue.odd")).unwrap();
    assert_eq!((&request["masthead-protocol"], &request["masthead-ast"]), (&1.into(), &1.into()));
    assert_eq!(
        (&request["role"], &request["name"], &request["stem"]),
        (&"backend".into(), &"odd".into(), &"issue".into())
    );
    assert_eq!((&request["extension"], &request["masthead"]), (&"odd".into(), &env!("CARGO_PKG_VERSION").into()));
    assert!(request["folder"].as_str().unwrap().ends_with("/out"), "{}", request["folder"]);
    assert_eq!(request["style"]["name"], "pujiang");
    let document = &request["document"];
    assert_eq!(document["sections"][0]["label"]["text"], "I.", "a backend gets numbered documents");
    assert_eq!(document["sections"][0]["title"][0]["text"], "The level rises");
}

#[test]
fn requests_keep_to_the_schema() {
    let schema: Value = serde_json::from_slice(&Series::new("", &[]).call("schema program").out).unwrap();
    let series = Series::with_backend("", ECHO);
    series.put("lake.png", PICTURE);
    series.put("issue.md", format!("{LAKE}\n![The lake](lake.png)\n"));
    series.call("build issue.md --to odd --trust").assert(0, &[]);
    let request: Value = serde_json::from_slice(&series.read("issue.odd")).unwrap();
    let mut rules = schema["properties"]["request"].clone();
    if let Some(name) = rules["$ref"].as_str() {
        rules = schema.pointer(name.trim_start_matches('#')).unwrap().clone();
    }
    let known = rules["properties"].as_object().unwrap();
    for key in request.as_object().unwrap().keys() {
        assert!(known.contains_key(key), "the schema does not know `{key}`");
    }
    for key in rules["required"].as_array().unwrap() {
        assert!(request.get(key.as_str().unwrap()).is_some(), "{key} is missing");
    }
    assert_eq!(request["pictures"]["lake.png"]["media-type"], "image/png");
}

/// A picture.
const PICTURE: &[u8] = include_bytes!("../../fixtures/bulletins/map.png");

#[test]
fn pictures_are_laid_out() {
    let copy =
        "file=$(tr ',' '\\n' | sed -n 's/.*\"file\":\"\\([^\"]*\\)\".*/\\1/p' | head -1)\ncp \"$file\" issue.odd\n";
    let series = Series::with_backend("", copy);
    series.put("lake.png", PICTURE);
    series.put("issue.md", format!("{LAKE}\n![The lake](lake.png)\n"));
    series.call("build issue.md --to odd --trust").assert(0, &[]);
    assert_eq!(series.read("issue.odd"), PICTURE);
}

#[test]
fn files_beside_the_main_one_go_with_it_into_place() {
    let script =
        "printf main > issue.odd; mkdir -p issue-files/deep; printf a > issue-files/deep/a.css; printf b > issue-b\n";
    let series = Series::with_backend("", script);
    series.call("build issue.md --to odd --trust -o out").assert(0, &["issue.md → out/issue.odd"]);
    assert_eq!(series.listing("out"), ["issue-b", "issue-files", "issue.odd"]);
    assert_eq!(series.read("out/issue-files/deep/a.css"), b"a");
}

#[test]
fn standard_output_and_files_take_what_a_backend_makes() {
    let series = Series::with_backend("", "printf main > issue.odd\n");
    let told = series.call("build issue.md --to odd --trust -o -");
    assert_eq!((told.code, told.out.as_slice()), (Some(0), &b"main"[..]));
    let series = Series::with_backend("", "printf main > other.odd\n");
    series.call("build issue.md --to odd --trust -o other.odd").assert(0, &["issue.md → other.odd"]);
    assert_eq!(series.read("other.odd"), b"main");
}

#[test]
fn findings_of_programs_are_told_at_their_places_and_count_as_any() {
    let script = "echo '{\"severity\": \"warning\", \"message\": \"metres are long\", \"hint\": \"use feet\", \
                  \"span\": {\"text\": {\"start\": 121, \"end\": 124}}}' >&2\nprintf x > issue.odd\n";
    let series = Series::with_backend("", script);
    let told = series.call("build issue.md --to odd --trust");
    told.assert(0, &["warning[program-finding]: `odd`: metres are long", "= help: use feet", "--> issue.md:"]);
    series.call("build issue.md --to odd --trust --deny warnings").assert(1, &["warnings are denied"]);
    let series = Series::with_backend("", "echo one >&2; echo two; printf x > issue.odd\n");
    series.call("build issue.md --to odd --trust -v").assert(0, &["note[program-finding]: `odd` said: one"]);
}

#[test]
fn a_program_of_the_path_needs_no_file_of_a_series() {
    let series = Series::new("", &[]);
    series.put_program("masthead-odd", "printf x > issue.odd\n");
    series.call("build issue.md --to odd").assert(0, &["issue.md → issue.odd"]);
}

#[test]
fn what_programs_make_is_made_again_each_time() {
    let series = Series::with_backend("", "cat \"$(dirname \"$0\")/words\" > issue.odd\n");
    series.put("words", "one");
    series.call("build issue.md --to odd --trust -o out --cache cache").assert(0, &[]);
    series.put("words", "two");
    series.call("build issue.md --to odd --trust -o out --cache cache").assert(0, &[]);
    assert_eq!(series.read("out/issue.odd"), b"two");
}

#[test]
fn what_programs_made_is_overwritten_until_somebody_changes_it() {
    let series = Series::with_backend("", "cat \"$(dirname \"$0\")/words\" | tee issue.odd > issue-more.odd\n");
    let build = |words: &str, more: &str| {
        series.put("words", words);
        series.call(&format!("build issue.md --to odd --trust{more}"))
    };
    for words in ["one", "two"] {
        build(words, "").assert(0, &[]);
        assert_eq!((series.read("issue.odd"), series.read("issue-more.odd")), (words.into(), words.into()));
    }
    series.put("issue-more.odd", "my own");
    build("three", "").assert(1, &["error[output-foreign]: `issue-more.odd` was made or changed by somebody else"]);
    assert_eq!((series.read("issue.odd"), series.read("issue-more.odd")), (b"two".into(), b"my own".into()));
    build("my own", " --force").assert(0, &[]);
    build("four", " --no-cache").assert(1, &["error[output-foreign]: `issue.odd` and `issue-more.odd` were made"]);
    build("four", "").assert(0, &[]);
}

#[test]
fn a_backend_that_fails_leaves_old_files_and_other_issues_are_made() {
    let script =
        "stem=$(sed 's/.*\"stem\":\"\\([a-z]*\\)\".*/\\1/')\n[ $stem = issue ] && exit 3\nprintf new > $stem.odd\n";
    let series = Series::with_backend("", script);
    series.put("other.md", LAKE);
    series.put("out/issue.odd", "old");
    series.put("out/issue.txt", "old");
    let told = series.call("build issue.md other.md --to odd,text --trust -o out");
    told.assert(1, &["error[backend-failed]: the backend `odd` ended with the number 3", "1 of 2 made"]);
    assert_eq!((series.read("out/issue.odd"), series.read("out/issue.txt")), (b"old".into(), b"old".into()));
    assert_eq!(series.read("out/other.odd"), b"new");
    assert_eq!(series.listing("out"), ["issue.odd", "issue.txt", "other.odd", "other.txt"]);
}

#[test]
fn names_that_are_taken_are_refused() {
    let told = Series::new("[backend.pdf]\ncommand = [\"sh\"]\n", &[]).call("build issue.md");
    told.assert(2, &["`pdf` is a format that masthead writes itself", "give yours a name of its own"]);
    let series = Series::with_backend("extension = \"pdf\"", "");
    let told = series.call("build issue.md --to pdf,odd --trust");
    told.assert(2, &["the formats `pdf` and `odd` both write a file .pdf", "in a run of its own"]);
}

#[test]
fn what_series_toml_says_wrongly_of_programs_is_told_at_its_place() {
    for (toml, said) in [
        ("[backend.odd]\ncommand = []\n", &["the backend `odd` has no command", "name the program"][..]),
        ("[backend.Odd]\ncommand = [\"a\"]\n", &["no backend may be called `Odd`", "small letters"]),
        ("[backend.odd]\ncommand = [\"a\"]\nprotocol = 2\n", &["speaks protocol 2, and this program speaks 1"]),
        ("[filter.odd]\ncommand = [\"a\"]\nprotocol = 7\n", &["speaks protocol 7, and this program speaks 1"]),
        ("[backend.odd]\ncommand = [\"a\"]\nextension = \"../x\"\n", &["`../x` is no extension"]),
        ("[backend.odd]\ncommand = [\"a\"]\ntime-limit = 0\n", &["`backend.odd.time-limit` cannot be 0"]),
        ("[backend.odd]\ncomand = [\"a\"]\n", &["`backend.odd` has no key `comand`", "did you mean `command`?"]),
        ("filters = [\"odd\"]\n", &["no filter is called `odd`", "[filter.odd]"]),
        ("filters = [\"od\"]\n[filter.odd]\ncommand = [\"a\"]\n", &["no filter is called `od`", "did you mean `odd`?"]),
        ("filters = [\"a\", \"a\"]\n[filter.a]\ncommand = [\"a\"]\n", &["the filter `a` is named twice"]),
    ] {
        Series::new(toml, &[]).call("check issue.md").assert(2, said);
    }
}

#[test]
fn a_program_that_is_not_there_is_told_with_where_it_may_be() {
    let series = Series::new("[backend.odd]\ncommand = [\"no-such-program\"]\n", &[]);
    let told = series.call("build issue.md --to odd --trust");
    told.assert(2, &["the backend `odd` wants `no-such-program`", "PATH", "series.toml"]);
    let series = Series::new("[backend.odd]\ncommand = [\"./odd.sh\"]\n", &[("odd.sh", "not to be run")]);
    let told = series.call("build issue.md --to odd --trust");
    told.assert(2, &["odd.sh`, which is no file that can be run", "chmod +x"]);
    let told = Series::new("", &[]).call("build issue.md --to odd");
    told.assert(2, &["no program `masthead-odd` on the PATH", "[backend.odd] in series.toml", "known are pdf"]);
}
