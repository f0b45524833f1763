//! Which faces show the characters of an input, and which characters no face shows.

use crate::ast::Document;
use crate::diagnostics::{Position, Sink, Source, Span};
use crate::fonts::{FaceId, FontBook};
use crate::frame::{FrameItem, GlyphRun, Pages};
use crate::layout::layout;
use crate::numbering::number;
use crate::resources::Images;
use crate::style::StyleSheet;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

/// Characters that stand this near each other in Unicode are told as one range.
const NEAR: u32 = 0x100;
/// How many places of a missing character are told to people.
const PLACES: usize = 5;

/// What an input makes of the faces.
#[derive(Serialize)]
pub(super) struct Usage {
    input: String,
    faces: Vec<Used>,
    missing: Vec<Missing>,
    #[serde(skip)]
    forbidden: bool,
}

/// A face that shows characters of the input.
#[derive(Serialize)]
struct Used {
    face: String,
    embeddable: bool,
    ranges: Vec<Range>,
}

/// Characters between two code points.
#[derive(Serialize)]
struct Range {
    first: String,
    last: String,
    /// How many different characters of the range are used.
    characters: usize,
}

/// A character that no face shows.
#[derive(Serialize)]
struct Missing {
    character: char,
    code_point: String,
    places: Vec<Place>,
}

#[derive(Serialize)]
struct Place {
    line: usize,
    column: usize,
}

/// What is seen of the faces when the document is set.
pub(super) fn usage(
    document: &mut Document,
    source: &Source,
    style: &StyleSheet,
    fonts: &FontBook,
    sink: &mut Sink,
) -> Usage {
    number(document, style, sink);
    let pages = layout(document, style, fonts, &Images::new(), &mut Sink::new());
    let (mut used, mut missing) = (BTreeMap::new(), BTreeMap::new());
    for run in runs(&pages) {
        gather(run, fonts, &mut used, &mut missing);
    }
    let faces: Vec<Used> = used.iter().filter_map(|(id, characters)| shown(*id, characters, fonts)).collect();
    Usage {
        input: source.name().into(),
        forbidden: faces.iter().any(|face| !face.embeddable),
        faces,
        missing: missing.iter().map(|(character, spans)| lacked(*character, spans, source)).collect(),
    }
}

fn runs(pages: &Pages) -> impl Iterator<Item = &GlyphRun> {
    pages.pages.iter().flat_map(|page| &page.items).filter_map(|placed| match &placed.item {
        FrameItem::Glyphs(run) => Some(run),
        _ => None,
    })
}

/// Puts the characters of a run under its face, and those without a glyph under the missing ones.
fn gather(
    run: &GlyphRun,
    fonts: &FontBook,
    used: &mut BTreeMap<FaceId, BTreeSet<char>>,
    missing: &mut BTreeMap<char, Vec<Span>>,
) {
    let covers = |character| fonts.face(run.face).is_some_and(|face| face.covers(character));
    for glyph in &run.glyphs {
        for character in run.text.get(glyph.text.clone()).unwrap_or_default().chars() {
            if glyph.id != 0 || covers(character) {
                used.entry(run.face).or_default().insert(character);
            } else {
                missing.entry(character).or_default().push(run.span);
            }
        }
    }
}

fn shown(id: FaceId, characters: &BTreeSet<char>, fonts: &FontBook) -> Option<Used> {
    let face = fonts.face(id)?;
    let mut ranges: Vec<(u32, u32, usize)> = Vec::new();
    for code in characters.iter().filter(|character| !character.is_whitespace()).map(|&c| u32::from(c)) {
        match ranges.last_mut() {
            Some((_, last, count)) if code - *last <= NEAR || is_han(*last) && is_han(code) => {
                (*last, *count) = (code, *count + 1)
            }
            _ => ranges.push((code, code, 1)),
        }
    }
    let range = |(first, last, characters)| Range { first: code_point(first), last: code_point(last), characters };
    let ranges: Vec<Range> = ranges.into_iter().map(range).collect();
    let embeddable = face.permission().refusal().is_none();
    (!ranges.is_empty()).then(|| Used { face: face.name(), embeddable, ranges })
}

/// Whether a code point is in the block of unified ideographs, which an issue uses all over.
fn is_han(code: u32) -> bool {
    (0x4E00..=0x9FFF).contains(&code)
}

fn code_point(code: u32) -> String {
    format!("U+{code:04X}")
}

/// Every place of the source where a missing character stands; the place of its text where the source writes it otherwise.
fn lacked(character: char, spans: &[Span], source: &Source) -> Missing {
    let mut places = BTreeSet::new();
    for range in spans.iter().filter_map(|span| source.range(*span)) {
        let text = source.text().get(range.clone()).unwrap_or_default();
        let before = places.len();
        places.extend(text.match_indices(character).map(|(at, _)| range.start + at));
        if places.len() == before && !text.contains(character) {
            places.insert(range.start);
        }
    }
    let place = |at: usize| {
        let Position { line, column } = source.position(at);
        Place { line, column }
    };
    let code_point = code_point(u32::from(character));
    Missing { character, code_point, places: places.into_iter().map(place).collect() }
}

impl Usage {
    /// Whether every character is shown by a face that may be embedded.
    pub(super) fn is_sound(&self) -> bool {
        self.missing.is_empty() && !self.forbidden
    }

    /// The same for people.
    pub(super) fn human(&self) -> String {
        let mut text = format!("\n{}\n", self.input);
        for face in &self.faces {
            let _ = writeln!(text, "  {}{}", face.face, if face.embeddable { "" } else { ": may not be embedded" });
            for range in &face.ranges {
                let _ = writeln!(text, "    {}", range.human());
            }
        }
        for missing in &self.missing {
            let shown: Vec<String> =
                missing.places.iter().take(PLACES).map(|at| format!("{}:{}", at.line, at.column)).collect();
            let more = missing.places.len().saturating_sub(PLACES);
            let more = if more > 0 { format!(" and {more} more") } else { String::new() };
            let _ = writeln!(
                text,
                "  no face has {} {} at {}{more}",
                missing.code_point,
                missing.character,
                shown.join(", ")
            );
        }
        if self.missing.is_empty() {
            text.push_str("  every character has a face\n");
        }
        text
    }
}

impl Range {
    fn human(&self) -> String {
        match self.characters {
            1 => self.first.clone(),
            many => format!("{}–{}: {many} characters", self.first, self.last),
        }
    }
}
