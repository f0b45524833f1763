//! The masthead and the imprint of a manuscript: the lines whose styles or whose words say what they are.

use super::aside::{Mark, Of};
use super::desk::Desk;
use super::facts::Said;
use super::opening;
use super::paragraphs::Line;
use super::roles::{MastheadLine, Role};
use super::story::{self, Item};
use crate::ast::{EditorsNote, Front, Inline, Inlines, Lang, Title};
use crate::diagnostics::Span;

/// Takes what belongs to the front matter off the items; with the lines that say facts by their style.
pub(super) fn take(items: Vec<Item>, desk: &mut Desk<'_>) -> (Front, Vec<Item>, Vec<Said>) {
    let mut front = Front { lang: desk.lang.clone(), ..Front::default() };
    let (mut body, mut note) = (Vec::new(), None::<Vec<Item>>);
    let aside = desk.aside.clone();
    let mut made = None;
    let mut facts = Vec::new();
    let styled = |item: &Item| matches!(item, Item::Line(line) if matches!(line.role, Role::Masthead(_)));
    let named = aside.is_kept || items.iter().any(styled);
    let items = if named { items } else { opening::masthead(items, &mut front, desk) };
    for item in items.into_iter().flat_map(without_pictures) {
        match item {
            Item::Group(place, items) if aside.mark(place).is_some_and(|mark| mark.of == Of::EditorsNote) => {
                made = aside.mark(place).and_then(|mark| mark.fact("made"));
                note.get_or_insert_default().extend(items);
            }
            Item::Line(line) => match line.role {
                Role::Title => title(*line, &mut front, desk),
                Role::Subtitle => subtitle(*line, &mut front, desk),
                // What we write says both elsewhere: there such lines are an editor's, and stay.
                Role::Author if !aside.is_kept => author(&line, &mut front),
                Role::Date if !aside.is_kept && front.date_line.is_none() => {
                    front.date_line = said(&line);
                    tell("date", front.date_line.as_ref(), &line, desk, &mut facts);
                }
                Role::EditorsNote => note.get_or_insert_default().push(Item::Line(line)),
                Role::Masthead(kind) => masthead(&line, kind, &mut front, desk, &mut facts),
                Role::Imprint => {
                    front.imprint.span = front.imprint.span.join(line.span);
                    // What stands at the right end of a line is a line of its own.
                    for part in line.words().split('\t') {
                        let part = part.trim().to_string();
                        tell("imprint", Some(&part).filter(|part| !part.is_empty()), &line, desk, &mut facts);
                    }
                }
                _ => body.push(Item::Line(line)),
            },
            other => body.push(other),
        }
    }
    front.editors_note = note.map(|items| editors_note(items, made, desk));
    if !aside.is_kept {
        by_words(&mut front, &mut body, desk);
    }
    (front, body, facts)
}

/// Notes that a line says a fact, and where the words of it stand.
fn tell(what: &'static str, words: Option<&String>, line: &Line, desk: &Desk<'_>, facts: &mut Vec<Said>) {
    let Some(words) = words else { return };
    let place = line.span.range().and_then(|range| {
        let at = desk.text.get(range.clone())?.find(words.as_str())? + range.start;
        Some(Span::text(at, at + words.len()))
    });
    facts.push(Said { line: what, words: words.clone(), span: place.unwrap_or(line.span) });
}

/// What no style names.
fn by_words(front: &mut Front, body: &mut Vec<Item>, desk: &mut Desk<'_>) {
    if front.titles.is_empty() {
        opening::title_by_look(body, front, desk);
    }
    if front.editors_note.is_none() {
        front.editors_note = opening::editors_note(body, desk);
    }
    opening::imprint(body, front, desk);
}

/// A line that becomes a part of the front matter, which has no pictures, with those that it holds behind it.
fn without_pictures(mut item: Item) -> impl Iterator<Item = Item> {
    let roles = [Role::Title, Role::Subtitle, Role::Author, Role::Date];
    let taken = matches!(&item, Item::Line(line) if roles.contains(&line.role));
    let pictures = taken.then(|| story::pictures(&mut item)).flatten();
    std::iter::once(item).chain(pictures)
}

fn said(line: &Line) -> Option<String> {
    let words = line.words().split_whitespace().collect::<Vec<_>>().join(" ");
    (!words.is_empty()).then_some(words)
}

fn title(line: Line, front: &mut Front, desk: &mut Desk<'_>) {
    let (span, lang) = (line.span, language(&line, desk));
    let inlines = desk.inlines(line.pieces);
    match front.titles.last_mut().filter(|title| title.lang == lang) {
        _ if inlines.is_empty() => {}
        // A title over several paragraphs is one, of so many lines.
        Some(title) if title.subtitle.is_empty() => next_line(&mut title.inlines, inlines, span),
        Some(title) => next_line(&mut title.subtitle, inlines, span),
        None => front.titles.push(Title { span, lang, inlines, subtitle: Vec::new() }),
    }
}

fn next_line(run: &mut Inlines, mut line: Inlines, span: Span) {
    run.push(Inline::LineBreak { span });
    run.append(&mut line);
}

fn language(line: &Line, desk: &Desk<'_>) -> Lang {
    let kept = line.mark.and_then(|place| desk.aside.mark(place)).and_then(Mark::lang);
    kept.unwrap_or_else(|| desk.lang.clone())
}

fn subtitle(line: Line, front: &mut Front, desk: &mut Desk<'_>) {
    let kept = line.mark.and_then(|place| desk.aside.mark(place)).map(|mark| mark.of);
    if kept == Some(Of::Title) {
        return title(line, front, desk);
    }
    let inlines = desk.inlines(line.pieces);
    match front.titles.last_mut() {
        Some(title) if title.subtitle.is_empty() => title.subtitle = inlines,
        Some(title) => next_line(&mut title.subtitle, inlines, line.span),
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

fn masthead(line: &Line, kind: MastheadLine, front: &mut Front, desk: &Desk<'_>, facts: &mut Vec<Said>) {
    let Some(words) = said(line) else { return };
    let halves = || {
        let whole = line.words();
        let (left, right) = whole.split_once('\t').unwrap_or((whole.as_str(), ""));
        let some = |words: &str| Some(words.trim().to_string()).filter(|words| !words.is_empty());
        (some(left), some(right))
    };
    let mut note = |what: &'static str, words: Option<&String>| tell(what, words, line, desk, facts);
    match kind {
        MastheadLine::Name => front.series = Some(words),
        MastheadLine::Kind => {
            let name = front.series.take().unwrap_or_default();
            front.series = Some(format!("{name} {words}"));
        }
        MastheadLine::Issue => {
            note("issue", Some(&words));
            front.issue_line = Some(words);
        }
        MastheadLine::Publisher => {
            (front.publisher, front.date_line) = halves();
            note("publisher", front.publisher.as_ref());
            note("date", front.date_line.as_ref());
        }
        MastheadLine::Designation => {
            note("designation", Some(&words));
            front.designation = Some(words);
        }
        MastheadLine::Marking => marking(halves(), front),
    }
}

/// Over the masthead stand the classification and at its right the number of the copy, or that over the classification.
fn marking((left, right): (Option<String>, Option<String>), front: &mut Front) {
    let is_number = |words: &String| words.chars().all(|c| c.is_ascii_digit());
    if right.is_some() {
        (front.classification, front.copy_number) = (left, right);
    } else if front.classification.is_some() {
        front.copy_number = std::mem::replace(&mut front.classification, left);
    } else if left.as_ref().is_some_and(is_number) {
        front.copy_number = left;
    } else {
        front.classification = left;
    }
}

fn editors_note(mut items: Vec<Item>, made: Option<&str>, desk: &mut Desk<'_>) -> EditorsNote {
    let span = items.iter().find_map(super::story::span).unwrap_or_default();
    let label = desk.standfirst_label(&mut items, made);
    EditorsNote { span, label, blocks: desk.plain_blocks(items) }
}
