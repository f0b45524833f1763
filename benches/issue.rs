//! How long an issue takes in one process, warm: the whole PDF of the real bulletin, its stages, and issues of many pages.
//!
//! `cargo bench --bench issue`; `cargo bench --bench issue -- bulletin` for the real one alone.

#![allow(missing_docs, reason = "the macros of the harness make items of their own")]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a bench stops at its first fault")]

use criterion::{BatchSize, Criterion, criterion_group, criterion_main};
use masthead::ast::Document;
use masthead::convert::{Job, finish, prepare};
use masthead::diagnostics::Sink;
use masthead::fonts::FontBook;
use masthead::frame::Pages;
use masthead::layout::Typesetter;
use masthead::numbering::number;
use masthead::read::{Input, by_extension};
use masthead::resources::{Images, NoResources};
use masthead::style::{StyleSheet, built_in_source, resolve};
use masthead::write::{Artifact, Backend, Entry, Issue, Options, by_name};
use std::hint::black_box;
use std::time::Duration;

const BULLETIN: &str = include_str!("../fixtures/pujiang-2023-06.txt");

/// What stays from issue to issue.
struct Shop<'a> {
    style: StyleSheet,
    typesetter: Typesetter<'a>,
    options: Options,
    pdf: &'static Entry<'static>,
}

impl<'a> Shop<'a> {
    fn open(fonts: &'a FontBook) -> Shop<'a> {
        let style = resolve(built_in_source("pujiang").unwrap(), &|_| None).unwrap();
        let typesetter = Typesetter::new(fonts);
        Shop { style, typesetter, options: Options::default(), pdf: by_name("pdf").unwrap() }
    }

    fn read(&self, text: &str) -> Document {
        let mut sink = Sink::new();
        let source = Input::new("issue.txt", text.as_bytes());
        let mut document = prepare(&source, by_extension("txt").unwrap(), &mut sink).document;
        number(&mut document, &self.style, &mut sink);
        document
    }

    fn layout(&self, document: &Document) -> Pages {
        self.typesetter.set(document, &self.style, &Images::new(), &mut Sink::new())
    }

    fn write(&self, document: &Document, pages: &Pages) -> Vec<Artifact> {
        let Backend::Page(backend) = &self.pdf.backend else { panic!("PDF is made of pages") };
        let style = self.style.in_language(&document.front.lang);
        let issue =
            Issue { document, style, images: &Images::new(), stem: "issue", options: &self.options, attached: &[] };
        backend.write(&issue, pages, self.typesetter.fonts(), &mut Sink::new()).unwrap()
    }

    fn make(&self, text: &str) -> Vec<Artifact> {
        let mut sink = Sink::new();
        let source = Input::new("issue.txt", text.as_bytes());
        let mut prepared = prepare(&source, by_extension("txt").unwrap(), &mut sink);
        let (style, typesetter, options) = (&self.style, &self.typesetter, &self.options);
        let job = Job { backends: &[self.pdf], style, typesetter, options, stem: "issue", source: text.as_bytes() };
        let made = finish(&mut prepared.document, &job, &NoResources, &mut sink);
        assert!(!made.is_empty(), "{:?}", sink.diagnostics());
        made
    }
}

fn bulletin(c: &mut Criterion) {
    let fonts = FontBook::embedded();
    let shop = Shop::open(&fonts);
    let document = shop.read(BULLETIN);
    let pages = shop.layout(&document);
    let mut group = c.benchmark_group("bulletin");
    group.measurement_time(Duration::from_secs(3));
    group.bench_function("read", |bench| bench.iter(|| shop.read(black_box(BULLETIN))));
    group.bench_function("layout", |bench| bench.iter(|| shop.layout(black_box(&document))));
    group.bench_function("write", |bench| bench.iter(|| shop.write(&document, black_box(&pages))));
    group.bench_function("whole", |bench| bench.iter(|| shop.make(black_box(BULLETIN))));
    // A shop that has made no issue yet: what an issue costs where nothing is known of its words.
    group.bench_function("first", |bench| {
        bench.iter_batched(|| Shop::open(&fonts), |shop| shop.make(black_box(BULLETIN)), BatchSize::PerIteration);
    });
    group.finish();
}

/// An issue of about so many pages: the paragraphs of the real one over and over, with words of its own in each.
fn generated(pages: usize) -> String {
    let (head, body) = BULLETIN.split_once("I. Grasp").unwrap();
    let paragraphs: Vec<&str> = body.split("\n\n").filter(|words| words.len() > 200).collect();
    let mut text = head.to_string();
    let mut seed = 1_u64;
    for count in 0..pages * PARAGRAPHS_A_PAGE {
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

const PARAGRAPHS_A_PAGE: usize = 3;

fn lengths(c: &mut Criterion) {
    let fonts = FontBook::embedded();
    let shop = Shop::open(&fonts);
    let mut group = c.benchmark_group("pages");
    group.sample_size(10);
    for pages in [50, 500] {
        let text = generated(pages);
        let found = shop.layout(&shop.read(&text)).pages.len();
        group.bench_function(format!("{pages} ({found} indeed)"), |bench| bench.iter(|| shop.make(black_box(&text))));
    }
    group.finish();
}

criterion_group!(benches, bulletin, lengths);
criterion_main!(benches);
