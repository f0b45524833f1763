//! How the time of an issue grows with its length: ten times the text is to cost no more than eleven times as much.
//!
//! `cargo bench --bench lengths`; `cargo bench --bench lengths -- pages` for one shape alone. Each line is the least of
//! several runs, short and long in turn, in milliseconds; the last column is the long one by the short one.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a bench stops at its first fault")]

use masthead::convert::prepare;
use masthead::diagnostics::Sink;
use masthead::fonts::FontBook;
use masthead::frame::Pages;
use masthead::layout::Typesetter;
use masthead::numbering::number;
use masthead::read::{Input, by_extension};
use masthead::resources::Images;
use masthead::style::{StyleSheet, built_in_source, resolve};
use masthead::write::{Backend, Issue, Options, by_name};
use std::time::{Duration, Instant};

const BULLETIN: &str = include_str!("../fixtures/pujiang-2023-06.txt");
const HEAD: &str = "---\nseries: Lengths\nnumber: 1\ndate: 2023-09-10\npublisher: Bench\ntitle: Lengths\n---\n\n";
const WORDS: &str = "Regional innovation serves high-quality development where institutions agree on shared standards.";
const RUNS: usize = 7;
/// The formats without pages.
const FLOW: [&str; 5] = ["docx", "jats", "html", "epub", "markdown"];
const STAGES: [&str; 5] = ["reading", "layout", "PDF", "others", "all"];

/// A shape of issue: what it is called, its extension, its length, and how to write it so long.
type Shape = (&'static str, &'static str, usize, fn(usize) -> String);

const SHAPES: [Shape; 9] = [
    ("pages", "txt", 50, pages),
    ("words of a paragraph", "md", 8_000, |count| format!("{HEAD}{}", WORDS.repeat(count / 10))),
    ("rows of a table", "md", 1_000, |count| {
        format!("{HEAD}| a | b |\n|---|---|\n{}", "| one | 2.5 |\n".repeat(count))
    }),
    ("sections", "md", 500, |count| repeated(count, |at| format!("# The {at}th section\n\n{WORDS}\n\n"))),
    ("notes", "md", 1_000, |count| repeated(count, |at| format!("{WORDS}[^{at}]\n\n[^{at}]: Note {at}. {WORDS}\n\n"))),
    ("notes in a chain", "md", 1_000, |count| {
        let note = |at| format!("[^{at}]: {WORDS}[^{}]\n\n", at + 1);
        format!(
            "{}[^{count}]: The last.\n",
            (0..count).map(|at| if at == 0 { format!("{HEAD}Words.[^1]\n\n") } else { note(at) }).collect::<String>()
        )
    }),
    ("captions of one wording", "md", 400, |count| {
        repeated(count, |_| format!("Table: {WORDS}\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n"))
    }),
    ("headings of one wording", "md", 500, |count| repeated(count, |_| format!("# {WORDS}\n\n{WORDS}\n\n"))),
    ("people", "md", 500, |count| {
        repeated(count, |at| format!("[Person of {at}]{{.person}}, [Director {at}]{{.position}}, said so.\n\n"))
    }),
];

fn repeated(count: usize, part: fn(usize) -> String) -> String {
    HEAD.to_string() + &(0..count).map(part).collect::<String>()
}

/// An issue of about so many pages: the paragraphs of the real one over and over, with words of its own in each.
fn pages(count: usize) -> String {
    const PARAGRAPHS_A_PAGE: usize = 5;
    let (head, body) = BULLETIN.split_once("I. Grasp").unwrap();
    let paragraphs: Vec<&str> = body.split("\n\n").filter(|words| words.len() > 200).collect();
    let mut text = head.to_string();
    let mut seed = 1_u64;
    for count in 0..count * PARAGRAPHS_A_PAGE {
        for word in paragraphs[count % paragraphs.len()].split(' ') {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            if seed >> 60 == 0 {
                text.extend((0..4 + (seed >> 40) % 7).map(|at| char::from(b'a' + ((seed >> (at * 5)) % 26) as u8)));
                text.push(' ');
            }
            text.push_str(word);
            text.push(' ');
        }
        text.push_str("\n\n");
    }
    text
}

struct Shop<'a> {
    style: StyleSheet,
    typesetter: Typesetter<'a>,
}

/// How long each stage took, and the pages that came of it.
struct Taken {
    stages: [Duration; STAGES.len() - 1],
    pages: usize,
}

impl Shop<'_> {
    fn make(&self, text: &str, extension: &str) -> Taken {
        let start = Instant::now();
        let mut sink = Sink::new();
        let source = Input::new("issue", text.as_bytes());
        let mut document = prepare(&source, by_extension(extension).unwrap(), &mut sink).document;
        number(&mut document, &self.style, &mut sink);
        let read = start.elapsed();
        let pages = self.typesetter.set(&document, &self.style, &Images::new(), &mut sink);
        let set = start.elapsed();
        let style = self.style.in_language(&document.front.lang);
        let options = Options::default();
        let issue = Issue {
            document: &document,
            style,
            images: &Images::new(),
            stem: "issue",
            options: &options,
            attached: &[],
        };
        self.print(&issue, &pages, &mut sink);
        let printed = start.elapsed();
        write(&issue, &mut sink);
        assert!(!sink.has_errors(), "{:?}", sink.diagnostics());
        Taken { stages: [read, set - read, printed - set, start.elapsed() - printed], pages: pages.pages.len() }
    }

    fn print(&self, issue: &Issue<'_>, pages: &Pages, sink: &mut Sink) {
        let Backend::Page(backend) = by_name("pdf").unwrap().backend else { panic!("PDF is made of pages") };
        backend.write(issue, pages, self.typesetter.fonts(), sink).unwrap();
    }
}

fn write(issue: &Issue<'_>, sink: &mut Sink) {
    for name in FLOW {
        let Backend::Flow(backend) = by_name(name).unwrap().backend else { panic!("{name} is made without pages") };
        backend.write(issue, sink).unwrap();
    }
}

fn measure(shop: &Shop<'_>, (name, extension, count, write): &Shape) {
    let texts = [write(*count), write(*count * 10)];
    let mut least = [[Duration::MAX; STAGES.len()]; 2];
    let mut found = [0; 2];
    for _ in 0..RUNS {
        for ((text, least), found) in texts.iter().zip(&mut least).zip(&mut found) {
            let Taken { stages, pages } = shop.make(text, extension);
            *found = pages;
            for (least, taken) in least.iter_mut().zip(stages.into_iter().chain([stages.iter().sum()])) {
                *least = taken.min(*least);
            }
        }
    }
    println!("{count} and {} {name}: {} and {} pages", count * 10, found[0], found[1]);
    for (stage, (short, long)) in STAGES.into_iter().zip(least[0].iter().zip(&least[1])) {
        let [short, long] = [short, long].map(|time| time.as_secs_f64() * 1e3);
        println!("  {stage:8} {short:9.2} {long:9.2}  × {:.1}", long / short);
    }
}

fn main() {
    let fonts = FontBook::embedded();
    let style = resolve(built_in_source("pujiang").unwrap(), &|_| None).unwrap();
    let shop = Shop { style, typesetter: Typesetter::new(&fonts) };
    let wanted = std::env::args().skip(1).find(|argument| !argument.starts_with('-')).unwrap_or_default();
    for shape in SHAPES.iter().filter(|(name, ..)| name.contains(&wanted)) {
        measure(&shop, shape);
    }
}
