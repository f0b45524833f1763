//! The examples for people who write in Python and JavaScript, on the real bulletin.

use crate::desk::ISSUE;
use crate::series::Series;
use crate::words::assert_complete;

const MAIL: &str = include_str!("../../examples/outside/mail.py");
const HOUSE_WORDS: &str = include_str!("../../examples/outside/house-words.mjs");

/// The bytes of Base64.
fn decoded(text: &str) -> Vec<u8> {
    let value = |c: u8| match c {
        b'A'..=b'Z' => u32::from(c - b'A'),
        b'a'..=b'z' => u32::from(c - b'a') + 26,
        b'0'..=b'9' => u32::from(c - b'0') + 52,
        b'+' => 62,
        _ => 63,
    };
    let signs: Vec<u8> = text.bytes().filter(|c| !c.is_ascii_whitespace() && *c != b'=').collect();
    let bytes = signs.chunks(4).flat_map(|four| {
        let whole = four.iter().fold(0, |sum, c| sum << 6 | value(*c)) << (6 * (4 - four.len()));
        whole.to_be_bytes()[1..four.len()].to_vec()
    });
    bytes.collect()
}

/// The words of a page of HTML, without its head.
fn words(html: &str) -> String {
    let body = html.split_once("<body>").unwrap().1;
    let words: String = body.split('<').map(|part| part.split_once('>').map_or(part, |(_, words)| words)).collect();
    [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#x27;", "'"), ("&amp;", "&")]
        .iter()
        .fold(words, |words, (escaped, sign)| words.replace(escaped, sign))
}

fn series() -> Series {
    let toml = "filters = [\"house-words\"]\n[filter.house-words]\n\
                command = [\"node\", \"./house-words.mjs\", \"nodal cities=hub cities\"]\n\
                [backend.mail]\ncommand = [\"python3\", \"./mail.py\", \"office@example.org\"]\nextension = \"eml\"\n";
    let series = Series::new(toml, &[("mail.py", MAIL), ("house-words.mjs", HOUSE_WORDS)]);
    series.put("issue.txt", ISSUE);
    std::fs::remove_file(series.path("issue.md")).unwrap();
    series
}

#[test]
fn a_filter_in_javascript_and_a_backend_in_python_keep_every_word() {
    let series = series();
    let told = series.call("build issue.txt --to mail,json --trust -o out -v");
    told.assert(0, &["note[program-finding]: `house-words`: “nodal cities” was written “hub cities”", "issue.txt:38:"]);
    let message = String::from_utf8(series.read("out/issue.eml")).unwrap();
    assert!(message.starts_with("From: office@example.org\n"), "{}", &message[..200]);
    let html = String::from_utf8(decoded(message.split_once("\n\n").unwrap().1)).unwrap();
    // The title of the page has a blank where that of the issue has a new line.
    let title = html.split_once("<title>").unwrap().1.split_once("</title>").unwrap().0;
    assert!(title.contains(" through technological "), "{title}");
    let plain = Series::new("", &[("issue.txt", &ISSUE.replace("nodal cities", "hub cities"))]);
    plain.call("build issue.txt --to text -o out").assert(0, &[]);
    assert_complete(&words(&html), &String::from_utf8(plain.read("out/issue.txt")).unwrap());
}

#[test]
fn the_same_issue_gives_the_same_message() {
    let (series, mut made) = (series(), Vec::new());
    for _ in 0..2 {
        series.call("build issue.txt --to mail --trust").assert(0, &[]);
        made.push(series.read("issue.eml"));
    }
    assert_eq!(made[0], made[1]);
}

#[test]
fn the_examples_refuse_another_protocol() {
    for (program, file) in [("python3", "mail.py"), ("node", "house-words.mjs")] {
        let series = series();
        let line = format!("echo '{{\"masthead-protocol\": 2, \"masthead-ast\": 1}}' | {program} {file}");
        let told = series.shell(&line);
        told.assert(1, &["\"severity\": \"error\"".replace(": ", if program == "node" { ":" } else { ": " }).as_str()]);
    }
}
