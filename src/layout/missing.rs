//! Characters on finished pages that no face shows, and faces on them that may not be embedded.

use super::coverage::is_ignorable;
use crate::ast::text::is_east_asian;
use crate::diagnostics::{Diagnostic, Sink, Span, code};
use crate::fonts::{FaceId, FontBook};
use crate::frame::{FrameItem, GlyphRun, Page};
use std::collections::BTreeMap;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// How many missing characters have a finding of their own.
const NAMED: usize = 6;

/// Where a character is missing.
#[derive(Clone, Copy)]
struct Missing {
    character: char,
    first: Span,
    places: usize,
}

/// Reports every character whose glyph on the pages is `.notdef` (OpenType, glyph 0), each at its first place.
pub(super) fn report_characters(pages: &[Page], fonts: &FontBook, sink: &mut Sink) {
    let missing = missing(pages, fonts);
    for one in missing.iter().take(NAMED) {
        let places = if one.places > 1 { format!("; it stands in {} places", one.places) } else { String::new() };
        let message = format!("no face has the character {}, so it cannot be printed{places}", named(one.character));
        sink.report(finding(one, message).about(one.character));
    }
    let others = missing.get(NAMED..).unwrap_or_default();
    if let Some(first) = others.first() {
        let named: Vec<String> = others.iter().take(NAMED).map(|one| named(one.character)).collect();
        let message = match others.len() {
            1 => format!("no face has the character {} either", named.concat()),
            count => format!("no face has {count} more characters of this text, among them {}", named.join(", ")),
        };
        let hint = format!("{}; `masthead fonts` with this input lists them all", advice(first.character));
        sink.report(finding(first, message).hint(hint).about(first.character));
    }
}

fn finding(missing: &Missing, message: String) -> Diagnostic {
    Diagnostic::new(code::GLYPH_MISSING, message).at(missing.first).hint(hint(missing.character))
}

/// The missing characters in the order of the pages.
fn missing(pages: &[Page], fonts: &FontBook) -> Vec<Missing> {
    let mut found: Vec<Missing> = Vec::new();
    for run in pages.iter().flat_map(|page| &page.items).filter_map(|placed| match &placed.item {
        FrameItem::Glyphs(run) => Some(run),
        _ => None,
    }) {
        for character in undefined(run, fonts) {
            match found.iter_mut().find(|known| known.character == character) {
                Some(known) => known.places += 1,
                None => found.push(Missing { character, first: run.span, places: 1 }),
            }
        }
    }
    found
}

/// The characters of a run that its face does not show. A cluster is one of several glyphs: of its characters, those
/// count that the face lacks, or all where it lacks none.
fn undefined(run: &GlyphRun, fonts: &FontBook) -> Vec<char> {
    let covers = |character| fonts.face(run.face).is_some_and(|face| face.covers(character));
    let mut clusters: Vec<_> =
        run.glyphs.iter().filter(|glyph| glyph.id == 0).map(|glyph| glyph.text.clone()).collect();
    clusters.dedup();
    let lacked = |cluster: std::ops::Range<usize>| {
        let all: Vec<char> = run.text.get(cluster).unwrap_or_default().chars().filter(|&c| !is_ignorable(c)).collect();
        let lacked: Vec<char> = all.iter().copied().filter(|&character| !covers(character)).collect();
        if lacked.is_empty() { all } else { lacked }
    };
    clusters.into_iter().flat_map(lacked).collect()
}

/// A character as messages show it: its code point, and itself where that shows.
fn named(character: char) -> String {
    let code = u32::from(character);
    match character {
        _ if is_combining_mark(character) => format!("`◌{character}` (U+{code:04X})"),
        _ if character.is_control() || character.is_whitespace() || !is_public(character) => format!("U+{code:04X}"),
        _ => format!("`{character}` (U+{code:04X})"),
    }
}

/// Whether a code point is for public use: not private, not a noncharacter.
fn is_public(character: char) -> bool {
    !is_private(character) && u32::from(character) & 0xFFFE != 0xFFFE && !matches!(character, '\u{FDD0}'..='\u{FDEF}')
}

fn is_private(character: char) -> bool {
    matches!(character, '\u{E000}'..='\u{F8FF}' | '\u{F0000}'..='\u{10FFFF}')
}

/// What to do about a character.
fn hint(character: char) -> String {
    match plainly(character) {
        Some(plain) => format!("write `{plain}` instead, or name a font that has it with --font-path"),
        None => advice(character).into(),
    }
}

/// What a character is in plain ones, where it is a ligature, a word or a unit squeezed into one (Unicode, compatibility
/// decompositions).
fn plainly(character: char) -> Option<String> {
    let squeezed = matches!(character, '\u{FB00}'..='\u{FB06}' | '\u{2100}'..='\u{214F}' | '\u{3300}'..='\u{33FF}');
    let raised = |figure: char| match figure {
        '2' => '²',
        '3' => '³',
        other => other,
    };
    let is_power = matches!(character, '\u{339F}'..='\u{33A6}' | '\u{33A8}');
    let plain = character.nfkc().map(|figure| if is_power { raised(figure) } else { figure });
    squeezed.then(|| plain.collect::<String>()).filter(|plain| !plain.is_empty() && !plain.contains(character))
}

fn advice(character: char) -> &'static str {
    match character {
        '\u{FFFD}' => "the text was damaged before it came here; write the character that was lost",
        _ if character.is_control() => "remove it",
        _ if is_private(character) => {
            "a private character means something in one font alone; write the Unicode character that is meant"
        }
        '\u{20000}'..='\u{3FFFF}' => {
            "name a font that has rare characters, such as Jigmo2, BabelStone Han or SimSun-ExtB, with --font-path"
        }
        '\u{1F000}'..='\u{1FAFF}' | '\u{2600}'..='\u{27BF}' => {
            "leave it out, or name a font that has it, such as Noto Emoji or Noto Sans Symbols 2, with --font-path"
        }
        '\u{1100}'..='\u{11FF}' | '\u{3130}'..='\u{318F}' | '\u{AC00}'..='\u{D7FF}' => {
            "name a Korean font, such as Noto Serif CJK KR, with --font-path"
        }
        _ if is_east_asian(character) => {
            "the faces of the program hold simplified characters; name the file or folder of Noto Serif CJK SC, or of \
             Noto Serif CJK TC for traditional text, with --font-path"
        }
        _ => "name the file or folder of a font that has it with --font-path, and its family in the style's `faces`",
    }
}

/// Reports every face on the pages that may not be embedded as a PDF needs it, where it is first used.
pub(super) fn report_forbidden(used: &BTreeMap<FaceId, Span>, fonts: &FontBook, sink: &mut Sink) {
    for (face, &span) in used.iter().filter_map(|(id, span)| Some((fonts.face(*id)?, span))) {
        let permission = face.permission();
        let Some(why) = permission.refusal() else { continue };
        let message = format!(
            "the face `{}` {}may not be embedded: in its licence bits (OpenType OS/2 fsType, 0x{:04X}) {why}",
            face.name(),
            face.origin.file().map(|file| format!("of `{file}` ")).unwrap_or_default(),
            permission.bits
        );
        sink.report(
            Diagnostic::new(code::FACE_NOT_EMBEDDABLE, message)
                .at(span)
                .hint("use a font whose licence allows it, or ask its owner for one that does"),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn squeezed_characters_are_told_in_plain_ones() {
        let plain = |character| plainly(character).unwrap_or_default();
        assert_eq!(['ﬁ', 'ﬃ', '㎡', '㎞', '㎏', '№'].map(plain), ["fi", "ffi", "m²", "km", "kg", "No"]);
        assert!(['文', 'é', 'a', '㐀'].into_iter().all(|character| plainly(character).is_none()));
    }
}
