//! The masthead and the imprint of a manuscript: the lines whose styles or whose words say what they are.

use super::desk::Desk;
use super::paragraphs::Line;
use super::pieces::Content;
use super::roles::{CharRole, MastheadLine, Role};
use super::story::Item;
use super::structure;
use crate::ast::{EditorsNote, Front, Title};

/// Takes what belongs to the front matter off the items.
pub(super) fn take(items: Vec<Item>, desk: &mut Desk<'_>) -> (Front, Vec<Item>) {
    let mut front = Front { lang: desk.lang.clone(), ..Front::default() };
    let (mut body, mut note) = (Vec::new(), Vec::new());
    for item in items {
        match item {
            Item::Line(line) => match line.role {
                Role::Title => title(*line, &mut front, desk),
                Role::Subtitle => subtitle(*line, &mut front, desk),
                Role::Author => author(&line, &mut front),
                Role::Date if front.date_line.is_none() => front.date_line = said(&line),
                Role::EditorsNote => note.push(Item::Line(line)),
                Role::Masthead(kind) => masthead(&line, kind, &mut front),
                Role::Imprint => front.imprint.lines.extend(said(&line)),
                _ => body.push(Item::Line(line)),
            },
            other => body.push(other),
        }
    }
    front.editors_note = editors_note(note, desk);
    (front, body)
}

fn said(line: &Line) -> Option<String> {
    let words = line.words().split_whitespace().collect::<Vec<_>>().join(" ");
    (!words.is_empty()).then_some(words)
}

fn title(line: Line, front: &mut Front, desk: &mut Desk<'_>) {
    let (span, lang) = (line.span, desk.lang.clone());
    let inlines = desk.inlines(line.pieces);
    if !inlines.is_empty() {
        front.titles.push(Title { span, lang, inlines, subtitle: Vec::new() });
    }
}

fn subtitle(line: Line, front: &mut Front, desk: &mut Desk<'_>) {
    let inlines = desk.inlines(line.pieces);
    match front.titles.last_mut() {
        Some(title) if title.subtitle.is_empty() => title.subtitle = inlines,
        _ => front.titles.push(Title { span: line.span, lang: desk.lang.clone(), inlines, subtitle: Vec::new() }),
    }
}

fn author(line: &Line, front: &mut Front) {
    if let Some(name) = said(line) {
        let compilers = front.compilers.get_or_insert_default();
        compilers.span = compilers.span.join(line.span);
        compilers.names.push(name);
    }
}

fn masthead(line: &Line, kind: MastheadLine, front: &mut Front) {
    let Some(words) = said(line) else { return };
    let halves = || {
        let whole = line.words();
        let (left, right) = whole.split_once('\t').unwrap_or((whole.as_str(), ""));
        let some = |words: &str| Some(words.trim().to_string()).filter(|words| !words.is_empty());
        (some(left), some(right))
    };
    match kind {
        MastheadLine::Name => front.series = Some(words),
        MastheadLine::Kind => {
            let name = front.series.take().unwrap_or_default();
            front.series = Some(format!("{name} {words}"));
        }
        MastheadLine::Issue => front.issue_line = Some(words),
        MastheadLine::Publisher => (front.publisher, front.date_line) = halves(),
        MastheadLine::Designation => front.designation = Some(words),
        MastheadLine::Marking => (front.classification, front.copy_number) = halves(),
    }
}

fn editors_note(mut items: Vec<Item>, desk: &mut Desk<'_>) -> Option<EditorsNote> {
    let Some(Item::Line(first)) = items.first_mut() else { return None };
    let span = first.span;
    let labelled = first.pieces.iter().take_while(|piece| piece.look.role == CharRole::EditorsNoteLabel).count();
    let label = super::pieces::words(first.pieces.get(..labelled).unwrap_or_default());
    first.pieces.drain(..labelled);
    if let Some(Content::Words(words)) = first.pieces.first_mut().map(|piece| &mut piece.content) {
        *words = words.trim_start().to_string();
    }
    let label = Some(label.trim().to_string()).filter(|label| !label.is_empty());
    Some(EditorsNote { span, label, blocks: structure::blocks(items, desk) })
}
