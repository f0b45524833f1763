//! A file read as Word reads it: its words, with the numbers that it would print.

use super::parts::part;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use std::collections::BTreeMap;

/// Levels of one kind of numbers: start, format, text, and what follows.
type Levels = BTreeMap<usize, Level>;

#[derive(Clone, Default)]
struct Level {
    start: u32,
    format: String,
    text: String,
}

#[derive(Default)]
struct Counting {
    kind: String,
    starts: BTreeMap<usize, u32>,
}

/// The numbers of a file and how far each kind has been counted.
#[derive(Default)]
struct Numbers {
    kinds: BTreeMap<String, Levels>,
    countings: BTreeMap<String, Counting>,
    /// By paragraph style, the counting and level that it brings.
    styles: BTreeMap<String, (String, usize)>,
    counts: BTreeMap<(String, usize), u32>,
    begun: Vec<(String, usize)>,
}

fn attribute(element: &BytesStart<'_>, name: &str) -> Option<String> {
    let found = element.attributes().map(Result::unwrap).find(|attribute| attribute.key.as_ref() == name);
    found.map(|attribute| attribute.normalized_value(quick_xml::XmlVersion::Implicit1_0).unwrap().into_owned())
}

fn val(element: &BytesStart<'_>) -> String {
    attribute(element, "w:val").unwrap_or_default()
}

/// Calls back for each start, text and end of an element; empty elements start and end.
fn walk(xml: &str, visit: &mut dyn FnMut(Step<'_>)) {
    let mut reader = Reader::from_str(xml);
    loop {
        match reader.read_event().unwrap() {
            Event::Start(element) => visit(Step::Start(element.name().as_ref(), &element)),
            Event::Empty(element) => {
                visit(Step::Start(element.name().as_ref(), &element));
                visit(Step::End(element.name().as_ref()));
            }
            Event::End(element) => visit(Step::End(element.name().as_ref())),
            Event::Text(text) => visit(Step::Text(&text)),
            Event::GeneralRef(reference) => {
                let known = [("amp", "&"), ("lt", "<"), ("gt", ">"), ("quot", "\"")];
                let named = known.iter().find(|(name, _)| *name == &*reference).map(|(_, words)| words.to_string());
                let numbered = || reference.resolve_char_ref().unwrap().unwrap().to_string();
                visit(Step::Text(&named.unwrap_or_else(numbered)));
            }
            Event::Eof => return,
            _ => {}
        }
    }
}

enum Step<'a> {
    Start(&'a str, &'a BytesStart<'a>),
    Text(&'a str),
    End(&'a str),
}

impl Numbers {
    fn read(docx: &[u8]) -> Numbers {
        let mut numbers = Numbers::default();
        numbers.read_kinds(&part(docx, "word/numbering.xml").unwrap_or_default());
        numbers.read_styles(&part(docx, "word/styles.xml").unwrap());
        numbers
    }

    fn read_kinds(&mut self, xml: &str) {
        let (mut kind, mut level, mut id) = (String::new(), 0, String::new());
        walk(xml, &mut |step| {
            let Step::Start(name, element) = step else { return };
            let place = || self.kinds.get(&kind).and_then(|levels| levels.get(&level)).cloned().unwrap_or_default();
            match name {
                "w:abstractNum" => kind = attribute(element, "w:abstractNumId").unwrap(),
                "w:lvl" | "w:lvlOverride" => level = attribute(element, "w:ilvl").unwrap().parse().unwrap(),
                "w:start" | "w:numFmt" | "w:lvlText" => {
                    let mut known = place();
                    match name {
                        "w:start" => known.start = val(element).parse().unwrap(),
                        "w:numFmt" => known.format = val(element),
                        _ => known.text = val(element),
                    }
                    self.kinds.entry(kind.clone()).or_default().insert(level, known);
                }
                "w:num" => id = attribute(element, "w:numId").unwrap(),
                "w:abstractNumId" => self.countings.entry(id.clone()).or_default().kind = val(element),
                "w:startOverride" => {
                    let start = val(element).parse().unwrap();
                    self.countings.entry(id.clone()).or_default().starts.insert(level, start);
                }
                _ => {}
            }
        });
    }

    fn read_styles(&mut self, xml: &str) {
        let (mut style, mut level) = (String::new(), 0);
        walk(xml, &mut |step| match step {
            Step::Start("w:style", element) => style = attribute(element, "w:styleId").unwrap(),
            Step::Start("w:ilvl", element) => level = val(element).parse().unwrap(),
            Step::Start("w:numId", element) => {
                self.styles.insert(style.clone(), (val(element), level));
            }
            _ => {}
        });
    }

    /// Counts one paragraph on, and gives what Word prints before it.
    fn next(&mut self, id: &str, level: usize) -> String {
        let counting = self.countings.get(id).unwrap();
        let found = self.kinds.get(&counting.kind).unwrap().get(&level).unwrap();
        let key = (counting.kind.clone(), level);
        let start = counting.starts.get(&level).copied();
        let begins = start.is_some() && !self.begun.contains(&(id.to_string(), level));
        let count = match self.counts.get(&key) {
            Some(count) if !begins => count + 1,
            _ => start.unwrap_or(found.start),
        };
        self.begun.push((id.to_string(), level));
        let printed = found.text.replace(&format!("%{}", level + 1), &written(&found.format, count));
        self.counts.retain(|(kind, at), _| *kind != key.0 || *at <= level);
        self.counts.insert(key, count);
        printed
    }
}

/// A number as Word writes it.
fn written(format: &str, number: u32) -> String {
    use masthead::ast::numerals::{chinese, roman};
    let letter = |first: u8| {
        let index = number - 1;
        char::from(first + (index % 26) as u8).to_string().repeat(index as usize / 26 + 1)
    };
    match format {
        "decimal" => number.to_string(),
        "upperRoman" => roman(number),
        "lowerRoman" => roman(number).to_lowercase(),
        "upperLetter" => letter(b'A'),
        "lowerLetter" => letter(b'a'),
        "chineseCounting" => chinese(number),
        "none" | "bullet" => String::new(),
        other => unreachable!("{other}"),
    }
}

/// What a story says, gathered paragraph by paragraph.
#[derive(Default)]
struct Story {
    text: String,
    numbers: Numbers,
    /// Of the paragraph in hand.
    style: String,
    direct: Option<String>,
    level: usize,
    words: String,
    /// Of the run in hand.
    element: String,
    /// Where a reading begins in the words of the paragraph; it stands before what it is over.
    reading: usize,
    marks: bool,
    field: String,
    in_value: bool,
    /// How many notes Word has counted in the section in hand, and the number of each note by its id.
    count: u32,
    notes: BTreeMap<String, u32>,
    /// The note in hand, and whether it is a separator.
    note: String,
    skip: bool,
}

impl Story {
    fn step(&mut self, step: Step<'_>) {
        match step {
            Step::Start(name, element) => self.start(name, element),
            Step::Text(text) if self.element == "w:t" && !self.skip => {
                let repeats = self.in_value && self.field.contains("NOTEREF");
                if !self.marks && !repeats {
                    self.words.push_str(text);
                }
            }
            Step::Text(text) if self.element == "w:instrText" => self.field.push_str(text),
            Step::Text(_) => {}
            Step::End(name) => self.end(name),
        }
    }

    fn start(&mut self, name: &str, element: &BytesStart<'_>) {
        self.element = name.to_string();
        match name {
            "w:p" => (self.style, self.direct, self.level) = (String::new(), None, 0),
            "w:pStyle" => self.style = val(element),
            "w:ilvl" => self.level = val(element).parse().unwrap(),
            "w:numId" => self.direct = Some(val(element)),
            "w:rt" => self.reading = self.words.len(),
            "w:rubyBase" => self.words.push('）'),
            "w:r" => self.marks = false,
            // The mark of a note under a table, of which Word knows nothing: a callout after words, else the note's label.
            "w:rStyle" if val(element) == "FootnoteReference" && !self.words.is_empty() => self.marks = true,
            // A mark that follows, and is not Word's own, is a callout all the same.
            "w:footnoteReference" => {
                self.marks = true;
                if attribute(element, "w:customMarkFollows").is_none() {
                    self.count += 1;
                    self.notes.insert(attribute(element, "w:id").unwrap(), self.count);
                }
            }
            // This section's properties stand at its end, those of the next say whether the count goes on there.
            "w:numRestart" => self.count = 0,
            "w:softHyphen" => self.words.push('\u{AD}'),
            "w:fldChar" => match attribute(element, "w:fldCharType").unwrap().as_str() {
                "begin" => self.field.clear(),
                "separate" => self.in_value = true,
                _ => self.in_value = false,
            },
            "w:footnote" => {
                self.skip = attribute(element, "w:type").is_some();
                self.note = attribute(element, "w:id").unwrap();
            }
            "w:footnoteRef" => self.words.push_str(&self.notes.get(&self.note).unwrap().to_string()),
            _ => {}
        }
    }

    fn end(&mut self, name: &str) {
        self.element.clear();
        if name == "w:ruby" {
            let base = self.words.rfind('）').unwrap() + '）'.len_utf8();
            let base = self.words.split_off(base);
            let reading = self.words.split_off(self.reading);
            self.words.extend([base.as_str(), "（", &reading]);
        }
        if name != "w:p" {
            return;
        }
        let styled = self.numbers.styles.get(&self.style).cloned();
        let number = self.direct.take().map(|id| (id, self.level)).or(styled);
        if let Some((id, level)) = number {
            let printed = self.numbers.next(&id, level);
            self.text.push_str(&printed);
        }
        self.text.push_str(&std::mem::take(&mut self.words));
        self.text.push('\n');
    }
}

/// The words of body and notes, with the numbers that Word prints and without callouts.
pub(crate) fn words(docx: &[u8]) -> String {
    let mut story = Story { numbers: Numbers::read(docx), ..Story::default() };
    for name in ["word/document.xml", "word/footnotes.xml"] {
        walk(&part(docx, name).unwrap_or_default(), &mut |step| story.step(step));
    }
    story.text
}
