//! Runs of inlines without empty nodes, touching texts or needless spaces.

use crate::ast::{Block, Document, Inline, Inlines, Paragraph, walk};

/// Merges texts that touch, drops empty nodes, and makes one space of several; runs neither begin nor end with one.
/// Paragraphs that are left without anything are dropped.
pub(super) fn tidy(document: &mut Document, _: &mut crate::diagnostics::Sink) {
    walk::runs_mut(document, &mut |run| {
        tidy_run(run, &mut true);
        trim_end(run);
    });
    if let Some(note) = &mut document.front.editors_note {
        drop_empty(&mut note.blocks);
    }
    drop_empty(&mut document.lead);
    walk::sections_mut(&mut document.sections, &mut |section, _| drop_empty(&mut section.blocks));
    for note in &mut document.notes {
        drop_empty(&mut note.blocks);
    }
}

/// `after_space` says whether what stands before is a space or the start of the run.
fn tidy_run(run: &mut Inlines, after_space: &mut bool) {
    let mut tidied: Inlines = Vec::with_capacity(run.len());
    for mut inline in run.drain(..) {
        match &mut inline {
            Inline::Text { text, .. } => {
                collapse(text, after_space);
                if text.is_empty() {
                    continue;
                }
            }
            Inline::LineBreak { .. } => {
                trim_end(&mut tidied);
                *after_space = true;
            }
            Inline::Milestone { .. } => {}
            Inline::Callout { .. } | Inline::OrphanMark { .. } | Inline::Reference { .. } => *after_space = false,
            _ => {
                if let Some(children) = inline.children_mut() {
                    tidy_run(children, after_space);
                    if children.is_empty() {
                        continue;
                    }
                }
            }
        }
        push(&mut tidied, inline);
    }
    *run = tidied;
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

/// Makes one space of several; no-break and ideographic spaces are not touched.
fn collapse(text: &mut String, after_space: &mut bool) {
    if !(*after_space && text.starts_with(' ') || text.contains("  ")) {
        *after_space = text.chars().next_back().map_or(*after_space, |last| last == ' ');
        return;
    }
    let mut collapsed = String::with_capacity(text.len());
    for c in text.chars() {
        if c == ' ' && *after_space {
            continue;
        }
        *after_space = c == ' ';
        collapsed.push(c);
    }
    *text = collapsed;
}

/// Drops spaces at the end of a run, down into its last node.
fn trim_end(run: &mut Inlines) {
    while let Some(last) = run.last_mut() {
        let emptied = match last {
            Inline::Text { text, .. } => {
                text.truncate(text.trim_end_matches(' ').len());
                text.is_empty()
            }
            other => other.children_mut().is_some_and(|children| {
                trim_end(children);
                children.is_empty()
            }),
        };
        if !emptied {
            return;
        }
        run.pop();
    }
}

fn drop_empty(blocks: &mut Vec<Block>) {
    blocks.retain(
        |block| !matches!(block, Block::Paragraph(Paragraph { run_in: None, inlines, .. }) if inlines.is_empty()),
    );
    for block in blocks {
        walk::inner_blocks_mut(block).into_iter().for_each(drop_empty);
    }
}
