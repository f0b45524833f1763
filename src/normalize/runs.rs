//! Runs of inlines without empty nodes, touching texts or needless spaces, and blocks in one form.

use crate::ast::{Block, Document, Emphasis, Inline, Inlines, Paragraph, Quote, walk};

/// Merges texts that touch, drops nodes without anything but places and emphasis of nothing but blanks, and makes one space of several; runs neither begin nor end with white space
/// of any kind or with a line break. Paragraphs and quotations that are left without anything are dropped; places at the
/// start of a paragraph stand before it; definitions that follow on each other are one list.
pub(super) fn tidy(document: &mut Document, _: &mut crate::diagnostics::Sink) {
    walk::runs_mut(document, &mut |run| {
        tidy_run(run, &mut Before::Start);
        trim_end(run, char::is_whitespace);
    });
    for blocks in walk::bodies_mut(document) {
        settle(blocks);
    }
    for note in &mut document.notes {
        settle(&mut note.blocks);
    }
}

/// What stands before a place of a run.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Before {
    /// No words yet.
    Start,
    /// A space or a line break.
    Space,
    /// Words or marks.
    Words,
}

fn tidy_run(run: &mut Inlines, before: &mut Before) {
    let mut tidied: Inlines = Vec::with_capacity(run.len());
    for mut inline in run.drain(..) {
        match &mut inline {
            Inline::Text { text, .. } => {
                collapse(text, before);
                if text.is_empty() {
                    continue;
                }
            }
            Inline::LineBreak { .. } if *before == Before::Start => continue,
            Inline::LineBreak { .. } => {
                trim_end(&mut tidied, |c| c == ' ');
                *before = Before::Space;
            }
            Inline::Milestone { .. } => {}
            Inline::Callout { .. } | Inline::OrphanMark { .. } | Inline::Reference { .. } => *before = Before::Words,
            _ => {
                let says_nothing = says_nothing_of(&inline);
                if let Some(children) = inline.children_mut() {
                    tidy_run(children, before);
                    if opens_with_break(children) {
                        trim_end(&mut tidied, |c| c == ' ');
                    }
                    if children.iter().all(says_nothing) {
                        children.drain(..).for_each(|inner| push(&mut tidied, inner));
                        continue;
                    }
                }
            }
        }
        push(&mut tidied, inline);
    }
    *run = tidied;
}

/// Whether the first that a run says, however deep, is that a line ends.
fn opens_with_break(run: &[Inline]) -> bool {
    match run.iter().find(|inline| !matches!(inline, Inline::Milestone { .. })) {
        Some(Inline::LineBreak { .. }) => true,
        first => first.is_some_and(|first| opens_with_break(first.children())),
    }
}

/// Of which nodes a node around them says nothing: places, and emphasis nothing of blanks either, unless it draws a line under
/// them to be filled in.
fn says_nothing_of(around: &Inline) -> fn(&Inline) -> bool {
    match around {
        Inline::Styled { emphasis: Emphasis::Underline, .. } => |inner| matches!(inner, Inline::Milestone { .. }),
        Inline::Styled { .. } => |inner| match inner {
            Inline::Text { text, .. } => text.chars().all(char::is_whitespace),
            other => matches!(other, Inline::Milestone { .. } | Inline::LineBreak { .. }),
        },
        _ => |inner| matches!(inner, Inline::Milestone { .. }),
    }
}

fn push(run: &mut Inlines, inline: Inline) {
    if let (Some(Inline::Text { span, text }), Inline::Text { span: next_span, text: next }) = (run.last_mut(), &inline)
    {
        text.push_str(next);
        *span = span.join(*next_span);
        return;
    }
    run.push(inline);
}

/// Makes one space of several, and none of white space that opens a run; no-break and ideographic spaces inside are not
/// touched.
fn collapse(text: &mut String, before: &mut Before) {
    if *before == Before::Start {
        *text = text.trim_start().to_string();
    }
    let after_space = *before != Before::Words;
    if let Some(last) = text.chars().next_back() {
        *before = if last == ' ' { Before::Space } else { Before::Words };
    }
    if !(after_space && text.starts_with(' ') || text.contains("  ")) {
        return;
    }
    let mut collapsed = String::with_capacity(text.len());
    let mut spaced = after_space;
    for c in text.chars() {
        if !(c == ' ' && spaced) {
            collapsed.push(c);
        }
        spaced = c == ' ';
    }
    *text = collapsed;
}

/// Drops blanks at the end of a run, down into its last node, and line breaks where blanks of every kind go. Places are no
/// end.
fn trim_end(run: &mut Inlines, blank: fn(char) -> bool) {
    let breaks = blank('\u{A0}');
    for at in (0..run.len()).rev() {
        let emptied = match &mut run[at] {
            Inline::Milestone { .. } => continue,
            Inline::LineBreak { .. } => breaks,
            Inline::Text { text, .. } => {
                text.truncate(text.trim_end_matches(blank).len());
                text.is_empty()
            }
            other => other.children_mut().is_some_and(|children| {
                trim_end(children, blank);
                children.is_empty()
            }),
        };
        if !emptied {
            return;
        }
        run.remove(at);
    }
}

fn settle(blocks: &mut Vec<Block>) {
    let mut settled: Vec<Block> = Vec::with_capacity(blocks.len());
    for mut block in blocks.drain(..) {
        walk::inner_blocks_mut(&mut block).into_iter().for_each(settle);
        match block {
            Block::Paragraph(paragraph) => settle_paragraph(paragraph, &mut settled),
            Block::Quote(Quote { attribution: Some(words), blocks, span }) if words.is_empty() => {
                let quote = Quote { span, blocks, attribution: None };
                settled.extend((!quote.blocks.is_empty()).then_some(Block::Quote(quote)));
            }
            Block::Quote(quote) if quote.blocks.is_empty() && quote.attribution.is_none() => {}
            Block::Boxed(boxed) if boxed.id.is_none() && boxed.title.is_empty() && boxed.blocks.is_empty() => {}
            Block::Definitions { items, .. } if items.is_empty() => {}
            Block::Definitions { span, items: more } => match settled.last_mut() {
                Some(Block::Definitions { items, span: whole }) => {
                    items.extend(more);
                    *whole = whole.join(span);
                }
                _ => settled.push(Block::Definitions { span, items: more }),
            },
            other => settled.push(other),
        }
    }
    *blocks = settled;
}

/// Places that open a paragraph stand before it.
fn settle_paragraph(mut paragraph: Paragraph, settled: &mut Vec<Block>) {
    if let Some(run_in) = &mut paragraph.run_in {
        settled.extend(opening_places(&mut run_in.inlines));
    }
    paragraph.run_in.take_if(|run_in| run_in.inlines.is_empty());
    if paragraph.run_in.is_none() {
        settled.extend(opening_places(&mut paragraph.inlines));
    }
    if paragraph.run_in.is_some() || !paragraph.inlines.is_empty() {
        settled.push(Block::Paragraph(paragraph));
    }
}

fn opening_places(run: &mut Inlines) -> Vec<Block> {
    let mut places = Vec::new();
    while let Some(Inline::Milestone { span, kind }) = run.first() {
        places.push(Block::Milestone { span: *span, kind: *kind });
        run.remove(0);
    }
    // Those that open the first node stand before that, too.
    places.extend(run.first_mut().and_then(Inline::children_mut).map(opening_places).unwrap_or_default());
    places
}
