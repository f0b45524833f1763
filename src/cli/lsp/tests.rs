//! The server, message by message.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail loudly")]

use super::protocol::message;
use super::server::{Ending, Server};
use super::{lsp, wire};
use crate::cli::args::{Arguments, Command};
use crate::cli::memory::{Memory, open};
use crate::cli::{Refusal, Verdict};
use crate::fonts::FontBook;
use crate::layout::Typesetter;
use clap::Parser;
use serde_json::{Value, json};
use std::sync::OnceLock;

const ISSUE: &str = "---\nseries: Lake Bulletin\nnumber: 1\nwhole-number: 1\ndate: 2023-09-22\npublisher: The Lake\n\
                     title: Depth\npeople:\n  - name: Sun Dong\n    position: Keeper\nlang: en\n---\n\n# Water {#water}\n\n\
                     The sea sang[^a] of [Sun Dong]{.person}; see [](#water).\n\n[^a]: A note.\n";

const URI: &str = "file:///lake/2023-01.md";

/// A client with its server.
struct Client<'a> {
    server: Server<'a>,
    asked: u64,
}

impl<'a> Client<'a> {
    /// A client whose server is ready.
    fn ready(world: &'a Memory) -> Client<'a> {
        let mut client = Client::new(world);
        client.ask("initialize", json!({ "capabilities": {} }));
        client.tell("initialized", json!({}));
        client
    }

    fn new(world: &'a Memory) -> Client<'a> {
        static FONTS: OnceLock<FontBook> = OnceLock::new();
        static TYPESETTER: OnceLock<Typesetter<'static>> = OnceLock::new();
        let typesetter = TYPESETTER.get_or_init(|| Typesetter::new(FONTS.get_or_init(FontBook::embedded)));
        Client { server: Server::new(world, None, typesetter, None), asked: 0 }
    }

    /// Sends a request; gives the whole answer.
    fn answer(&mut self, method: &str, params: Value) -> Value {
        self.asked += 1;
        let request = json!({ "jsonrpc": "2.0", "id": self.asked, "method": method, "params": params });
        self.server.take(message(request.to_string().as_bytes()));
        let said = self.server.said();
        said.into_iter().find(|said| said.get("id") == Some(&json!(self.asked))).unwrap()
    }

    /// Sends a request; gives its result.
    fn ask(&mut self, method: &str, params: Value) -> Value {
        let answer = self.answer(method, params);
        answer.get("result").cloned().unwrap_or_else(|| panic!("{answer}"))
    }

    fn code(&mut self, method: &str, params: Value) -> i64 {
        self.answer(method, params).pointer("/error/code").and_then(Value::as_i64).unwrap_or_default()
    }

    fn tell(&mut self, method: &str, params: Value) -> Option<Ending> {
        self.server
            .take(message(json!({ "jsonrpc": "2.0", "method": method, "params": params }).to_string().as_bytes()))
    }

    fn open(&mut self, uri: &str, text: &str) {
        let document = json!({ "uri": uri, "languageId": "markdown", "version": 1, "text": text });
        self.tell("textDocument/didOpen", json!({ "textDocument": document }));
    }

    /// Changes from line and column to line and column.
    fn change(&mut self, version: i64, (from, to): ((usize, usize), (usize, usize)), words: &str) {
        let at = |(line, column): (usize, usize)| json!({ "line": line, "character": column });
        let change = json!({ "range": { "start": at(from), "end": at(to) }, "text": words });
        let document = json!({ "uri": URI, "version": version });
        self.tell("textDocument/didChange", json!({ "textDocument": document, "contentChanges": [change] }));
    }

    /// What is published until nothing is due: version, document and the codes of the findings.
    fn settled(&mut self) -> Vec<(Option<i64>, String, Vec<String>)> {
        while self.server.settle() {}
        let published = |said: &Value| said.get("method") == Some(&json!("textDocument/publishDiagnostics"));
        let told = |said: Value| {
            let params = said.get("params").unwrap();
            let codes = params["diagnostics"]
                .as_array()
                .unwrap()
                .iter()
                .map(|found| found["code"].as_str().unwrap().to_string());
            (params["version"].as_i64(), params["uri"].as_str().unwrap().to_string(), codes.collect())
        };
        self.server.said().into_iter().filter(published).map(told).collect()
    }

    /// The codes of the findings of the last text.
    fn codes(&mut self) -> Vec<String> {
        self.settled().pop().unwrap().2
    }

    /// Asks at a place of the issue.
    fn at(&mut self, method: &str, line: usize, column: usize) -> Value {
        let position = json!({ "line": line, "character": column });
        self.ask(method, json!({ "textDocument": { "uri": URI }, "position": position }))
    }

    fn labels(&mut self, line: usize, column: usize) -> Vec<String> {
        let found = self.at("textDocument/completion", line, column);
        let items = found["items"].as_array().unwrap();
        items.iter().map(|item| item["label"].as_str().unwrap().to_string()).collect()
    }
}

fn place(found: &Value) -> (u64, u64, u64, u64) {
    let figure = |pointer: &str| found.pointer(pointer).and_then(Value::as_u64).unwrap();
    let range = if found.get("range").is_some() { "/range" } else { "" };
    let at = |end: &str, part: &str| figure(&format!("{range}/{end}/{part}"));
    (at("start", "line"), at("start", "character"), at("end", "line"), at("end", "character"))
}

#[test]
fn a_session_begins_and_ends_in_order() {
    let world = Memory::default();
    let mut client = Client::new(&world);
    assert_eq!(client.code("textDocument/hover", json!({})), -32002);
    assert!(client.tell("textDocument/didOpen", json!({})).is_none());
    let told = client
        .ask("initialize", json!({ "capabilities": { "general": { "positionEncodings": ["utf-8", "utf-16"] } } }));
    assert_eq!(told.pointer("/capabilities/positionEncoding"), Some(&json!("utf-8")));
    assert_eq!(client.code("initialize", json!({})), -32600);
    assert_eq!(client.code("workspace/dance", json!({})), -32601);
    assert_eq!(client.code("textDocument/hover", json!({ "textDocument": 7 })), -32602);
    assert_eq!(
        client.code(
            "textDocument/hover",
            json!({ "textDocument": { "uri": "x" }, "position": { "line": 0, "character": 0 } })
        ),
        -32602
    );
    assert_eq!(client.ask("shutdown", Value::Null), Value::Null);
    assert_eq!(client.code("textDocument/hover", json!({})), -32600);
    assert_eq!(client.tell("exit", Value::Null), Some(Ending::Orderly));
    assert_eq!(Client::ready(&world).tell("exit", Value::Null), Some(Ending::Abrupt));
}

#[test]
fn findings_follow_every_change() {
    let world = Memory::default();
    let mut client = Client::ready(&world);
    client.open(URI, &ISSUE.replace("sea", "s𝄞"));
    assert_eq!(client.codes(), ["glyph-missing"]);
    // Behind the 𝄞, which takes two units.
    client.change(2, ((15, 12), (15, 16)), "[^b]");
    assert_eq!(client.codes(), ["note-missing", "note-uncalled"]);
    client.change(3, ((15, 12), (15, 16)), "[^a]");
    assert_eq!(client.codes(), [""; 0]);
    client.tell("textDocument/didClose", json!({ "textDocument": { "uri": URI } }));
    assert_eq!(client.settled(), [(None, URI.to_string(), Vec::new())]);
}

#[test]
fn texts_that_a_change_has_outrun_are_not_looked_at() {
    let world = Memory::default();
    let mut client = Client::ready(&world);
    client.open(URI, ISSUE);
    client.settled();
    for version in 2..40 {
        client.change(version, ((13, 2), (13, 2)), "x");
    }
    let published = client.settled();
    assert_eq!(published.iter().map(|(version, ..)| *version).collect::<Vec<_>>(), [Some(39)]);
}

#[test]
fn a_saved_text_is_looked_at_to_its_pages() {
    let world = Memory::default();
    let mut client = Client::ready(&world);
    let text = ISSUE.replace("sang", "sang 𓀀");
    client.open(URI, &text);
    assert!(client.codes().contains(&"glyph-missing".to_string()));
    client.change(2, ((15, 0), (15, 0)), "x");
    assert_eq!(client.codes(), [""; 0]);
    client.tell("textDocument/didSave", json!({ "textDocument": { "uri": URI } }));
    assert!(client.codes().contains(&"glyph-missing".to_string()));
}

#[test]
fn what_no_issue_is_is_left_in_peace() {
    let world = Memory::default();
    let mut client = Client::ready(&world);
    client.open("file:///notes/README.md", "# A project\n\n<div>HTML</div>\n");
    client.open("file:///notes/Cargo.toml", "[package]\nname = 3\n");
    assert!(client.settled().iter().all(|(.., codes)| codes.is_empty()));
}

#[test]
fn the_series_counts_as_the_editor_has_it() {
    let world = Memory::with(&[
        ("/lake/series.toml", "[name]\nen = \"Lake Bulletin\"\n"),
        ("/lake/2023-02.md", &ISSUE.replace("number: 1", "number: 2").replace("09-22", "10-22")),
    ]);
    let mut client = Client::ready(&world);
    client.open(URI, &ISSUE.replace("series: Lake Bulletin\n", ""));
    assert_eq!(client.codes(), [""; 0]);
    client.change(2, ((1, 8), (1, 9)), "4");
    assert_eq!(client.codes(), ["number-mismatch"]);
    client.change(3, ((1, 8), (1, 9)), "1");
    client.change(4, ((1, 0), (1, 0)), "series: Hill Bulletin\n");
    assert_eq!(client.codes(), ["series-mismatch"]);
    let series = "file:///lake/series.toml";
    client.open(series, "[name]\nen = \"Hill Bulletin\"\nyear = 3\n");
    let told: Vec<_> = client.settled().into_iter().filter(|(.., codes)| !codes.is_empty()).collect();
    assert!(told.iter().any(|(_, uri, codes)| uri == series && codes == &["series-invalid"]), "{told:?}");
    assert!(told.iter().any(|(_, uri, codes)| uri == URI && codes.contains(&"series-invalid".into())), "{told:?}");
}

#[test]
fn a_style_is_looked_at_as_the_editor_has_it() {
    let world = Memory::with(&[("/lake/house.toml", "name = \"house\"\nextends = \"plain\"\n")]);
    let mut client = Client::ready(&world);
    client.open(URI, &ISSUE.replace("lang: en", "lang: en\nstyle: house.toml"));
    assert_eq!(client.codes(), [""; 0]);
    let style = "file:///lake/house.toml";
    client.open(style, "name = \"house\"\nextends = \"plain\"\n[page]\nwidht = 3\n");
    let told = client.settled();
    let codes = |wanted: &str| told.iter().rev().find(|(_, uri, _)| uri == wanted).unwrap().2.clone();
    assert_eq!((codes(URI), codes(style)), (vec!["style-invalid".to_string()], vec!["style-invalid".to_string()]));
}

#[test]
fn what_may_be_written_is_known_where_it_is_half_typed() {
    let world = Memory::with(&[("/lake/house.toml", ""), ("/lake/series.toml", "[name]\nen = \"Lake Bulletin\"\n")]);
    let mut client = Client::ready(&world);
    client.open(URI, &ISSUE.replace("lang: en", "lang: en\nstyle: \nk"));
    assert!(client.labels(11, 7).contains(&"pujiang".to_string()));
    assert!(client.labels(11, 7).contains(&"house.toml".to_string()));
    assert!(client.labels(12, 1).contains(&"keywords".to_string()));
    assert!(!client.labels(12, 1).contains(&"title".to_string()), "it is there already");
    assert_eq!(client.labels(4, 6), ["2024-05-17"]);
    client.change(2, ((17, 0), (17, 0)), "[Su\n\n[^\n\n[](#\n\n[a]{.\n\n::: \n\n");
    assert_eq!(client.labels(17, 3), ["Sun Dong"]);
    assert_eq!(client.labels(19, 2), ["a"]);
    assert_eq!(client.labels(21, 4), ["water", "note-a"]);
    assert!(client.labels(23, 5).contains(&"position".to_string()));
    assert!(client.labels(25, 4).contains(&"editors-note".to_string()));
}

#[test]
fn words_lead_to_what_they_mean() {
    let world = Memory::default();
    let mut client = Client::ready(&world);
    client.open(URI, ISSUE);
    let hover = |client: &mut Client<'_>, line, column| {
        client
            .at("textDocument/hover", line, column)
            .pointer("/contents/value")
            .and_then(Value::as_str)
            .unwrap()
            .to_string()
    };
    assert!(hover(&mut client, 4, 2).contains("September 22, 2023"));
    assert!(hover(&mut client, 15, 14).contains("A note."));
    assert!(hover(&mut client, 15, 25).contains("Keeper"));
    assert!(hover(&mut client, 15, 34).contains("quoted"));
    assert!(hover(&mut client, 15, 48).contains("Water"));
    assert_eq!(place(&client.at("textDocument/definition", 15, 14)).0, 17);
    assert_eq!(place(&client.at("textDocument/definition", 15, 25)).0, 8);
    assert_eq!(place(&client.at("textDocument/definition", 15, 48)).0, 13);
    assert_eq!(client.at("textDocument/definition", 6, 2), Value::Null);
    assert_eq!(
        client.at("textDocument/references", 17, 3).as_array().unwrap().iter().map(place).collect::<Vec<_>>(),
        [(15, 12, 15, 16)]
    );
    let symbols = client.ask("textDocument/documentSymbol", json!({ "textDocument": { "uri": URI } }));
    let names: Vec<&str> = symbols.as_array().unwrap().iter().map(|symbol| symbol["name"].as_str().unwrap()).collect();
    assert_eq!(names, ["Facts", "Water", "A note."]);
}

#[test]
fn places_are_those_of_the_editors_text() {
    let world = Memory::default();
    let mut client = Client::ready(&world);
    client.open(URI, &format!("\u{FEFF}{}", ISSUE.replace('\n', "\r\n")));
    assert_eq!(client.codes(), [""; 0]);
    assert_eq!(place(&client.at("textDocument/definition", 15, 14)), (17, 0, 18, 0));
    client.change(2, ((15, 12), (15, 16)), "[^b]");
    while client.server.settle() {}
    let said = client.server.said();
    let found = said.iter().rev().find_map(|said| said.pointer("/params/diagnostics/0")).unwrap();
    assert_eq!(place(found), (15, 12, 15, 16));
}

#[test]
fn formatting_is_one_edit_or_a_reason() {
    let world = Memory::default();
    let mut client = Client::ready(&world);
    let asked = || json!({ "textDocument": { "uri": URI }, "options": { "tabSize": 4, "insertSpaces": true } });
    client.open(URI, ISSUE);
    assert_eq!(client.ask("textDocument/formatting", asked()), json!([]));
    client.open(URI, &ISSUE.replace("\n\nThe", "\n\n\n\n* one\n* two\n\nThe").replace('\n', "\r\n"));
    let edits = client.ask("textDocument/formatting", asked());
    assert_eq!(edits.as_array().unwrap().len(), 1);
    assert_eq!(edits[0]["newText"], "- one\r\n- two\r\n");
    client.open(URI, &ISSUE.replace("The sea", "<!-- a remark -->\n\nThe sea"));
    assert_eq!(client.code("textDocument/formatting", asked()), -32803);
}

fn asked(line: &str) -> super::Lsp {
    let Command::Lsp(asked) = Arguments::try_parse_from(line.split(' ')).unwrap().command else {
        unreachable!("the line is of another command")
    };
    asked
}

fn served(input: Vec<u8>) -> (Result<Verdict, Refusal>, String) {
    let world = Memory::default();
    *open(&world.input) = input;
    let ended = lsp(&asked("masthead lsp --stdio"), &world);
    let printed = String::from_utf8(std::mem::take(&mut *open(&world.printed))).unwrap();
    (ended, printed)
}

#[test]
fn a_stream_is_served_until_its_client_goes() {
    let say = |id: Option<u64>, method: &str| {
        let mut said = json!({ "jsonrpc": "2.0", "method": method, "params": {} });
        id.into_iter().for_each(|id| said["id"] = id.into());
        wire::framed(&said)
    };
    let begin = [say(Some(1), "initialize"), say(None, "initialized"), say(Some(2), "shutdown")].concat();
    let (ended, printed) = served([begin.clone(), say(None, "exit")].concat());
    assert!(matches!(ended, Ok(Verdict::Clean)), "{ended:?}");
    assert_eq!(printed.matches("Content-Length: ").count(), 2, "{printed}");
    assert!(matches!(served(begin).0, Ok(Verdict::Clean)));
    assert!(matches!(served(say(Some(1), "initialize")).0, Ok(Verdict::Faulty)), "its client is gone");
    assert!(matches!(served(say(None, "exit")).0, Ok(Verdict::Faulty)));
    assert!(matches!(served(b"hello\n".to_vec()).0, Err(Refusal::Asked { .. })));
    let broken = [b"Content-Length: 1\r\n\r\n{".to_vec(), say(Some(1), "initialize")].concat();
    assert!(served(broken).1.contains("-32700"));
}

/// Figures that look like chance and are the same each time (SplitMix64).
struct Chance(u64);

impl Chance {
    fn below(&mut self, most: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut figure = self.0;
        figure = (figure ^ (figure >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        figure = (figure ^ (figure >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        usize::try_from((figure ^ (figure >> 31)) % (most as u64)).unwrap()
    }
}

/// What is typed: pieces of every form, ends of lines, marks of order, characters of every width.
const TYPED: [&str; 44] = [
    "\n",
    "\r\n",
    "\r",
    "\n\n",
    "\u{FEFF}",
    "𝄞",
    "汉字。",
    "é",
    "\t",
    "\0",
    "---\n",
    "```\n",
    "::: ",
    "::: quote\n",
    ":::\n",
    "[^",
    "[^a]",
    "\n[^a]: ",
    "](#",
    "[](#water)",
    "{.",
    "{.person",
    "{lang=zh}",
    "{.position of=\"",
    "}",
    "**",
    "~~",
    "> ",
    "- ",
    "1. ",
    "| a | b |\n|---|---|\n",
    "# ",
    "\nstyle: ",
    "\npeople:\n  - ",
    "\ntitle: \"",
    "date: x\n",
    "<!-- ",
    "&amp;",
    "![a](b.png",
    "\nTable: x {#",
    "👨‍👩‍👧",
    "\u{202E}",
    "a: b: c\n",
    "x",
];

#[test]
fn nothing_that_is_typed_brings_the_server_down() {
    let edits = std::env::var("EDITS").ok().and_then(|edits| edits.parse().ok()).unwrap_or(500);
    let world = Memory::with(&[("/lake/series.toml", "[name]\nen = \"Lake Bulletin\"\n")]);
    let mut client = Client::ready(&world);
    let mut chance = Chance(17);
    let mut text = ISSUE.to_string();
    client.open(URI, &text);
    client.settled();
    for edit in 0..edits {
        let far = if text.len() > 4000 || edit % 97 == 0 { text.len() } else { 12 };
        let start = text.floor_char_boundary(chance.below(text.len() + 1));
        let end = text.floor_char_boundary(start + chance.below(far)).max(start);
        let words = TYPED[chance.below(TYPED.len())].repeat(if edit % 211 == 0 { 400 } else { 1 });
        client.change(i64::from(edit) + 2, (column_of(&text, start), column_of(&text, end)), &words);
        // A place between CR and LF is the end of their line.
        let (start, end) = (outside_of_line_ends(&text, start), outside_of_line_ends(&text, end));
        text.replace_range(start..end.max(start), &words);
        let (line, column) = column_of(&text, text.floor_char_boundary(chance.below(text.len() + 1)));
        let method = ["completion", "hover", "definition", "references"][chance.below(4)];
        client.at(&format!("textDocument/{method}"), line, column);
        if chance.below(8) == 0 {
            client.ask("textDocument/documentSymbol", json!({ "textDocument": { "uri": URI } }));
            client.answer("textDocument/formatting", json!({ "textDocument": { "uri": URI } }));
        }
        client.settled();
        assert_eq!(client.server.text(URI), Some(text.as_str()), "edit {edit}");
    }
}

/// Words of an editor whose strings are UTF-16: pairs, and halves of them.
const UNITS: [&[u16]; 8] =
    [&[0x61], &[0x0A], &[0xD834, 0xDD1E], &[0xD834], &[0xDD1E], &[0x6C49, 0xDD1E, 0xD834], &[], &[0xFFFD]];

#[test]
fn the_text_is_the_editors_whatever_pairs_are_parted() {
    let world = Memory::default();
    let mut client = Client::ready(&world);
    let mut chance = Chance(29);
    let mut held: Vec<u16> = "a𝄞b\n𝄞𝄞汉\n\n𓀀".encode_utf16().collect();
    client.open(URI, &String::from_utf16_lossy(&held));
    for edit in 0..400 {
        let start = chance.below(held.len() + 1);
        let end = (start + chance.below(4)).min(held.len());
        let words = UNITS[chance.below(UNITS.len())];
        let place = |at: usize| {
            let line = held[..at].iter().filter(|unit| **unit == 0x0A).count();
            let start = held[..at].iter().rposition(|unit| *unit == 0x0A).map_or(0, |end| end + 1);
            format!("{{\"line\":{line},\"character\":{}}}", at - start)
        };
        let told: String = words.iter().map(|unit| format!("\\u{unit:04x}")).collect();
        let change = format!("{{\"range\":{{\"start\":{},\"end\":{}}},\"text\":\"{told}\"}}", place(start), place(end));
        let document = format!("{{\"uri\":\"{URI}\",\"version\":{}}}", edit + 2);
        let params = format!("{{\"textDocument\":{document},\"contentChanges\":[{change}]}}");
        let told = format!("{{\"jsonrpc\":\"2.0\",\"method\":\"textDocument/didChange\",\"params\":{params}}}");
        client.server.take(message(told.as_bytes()));
        held.splice(start..end, words.iter().copied());
        assert_eq!(client.server.text(URI), Some(String::from_utf16_lossy(&held).as_str()), "edit {edit}");
    }
}

fn outside_of_line_ends(text: &str, at: usize) -> usize {
    let bytes = text.as_bytes();
    if at > 0 && bytes.get(at - 1) == Some(&b'\r') && bytes.get(at) == Some(&b'\n') { at - 1 } else { at }
}

/// Line and column in units of UTF-16, counted the slow way.
fn column_of(text: &str, at: usize) -> (usize, usize) {
    let at = outside_of_line_ends(text, at);
    let (mut line, mut start, mut rest) = (0, 0, text.char_indices().peekable());
    while let Some((place, c)) = rest.next() {
        let pairs = c == '\r' && rest.peek().is_some_and(|(_, next)| *next == '\n');
        if place < at && (c == '\n' || c == '\r' && !pairs) {
            (line, start) = (line + 1, place + 1);
        }
    }
    (line, text[start..at].encode_utf16().count())
}
