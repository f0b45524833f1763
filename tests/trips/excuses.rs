//! The losses that are allowed where they are told: for each, the finding that tells it and the difference that it excuses.

use crate::equal::all;
use crate::places::prepare;
use masthead::ast::address::Address;
use masthead::ast::{Block, Document, Emphasis, Inline, Inlines, Paragraph, Table, text, walk};
use masthead::diagnostics::{Diagnostic, Sink, Span};
use masthead::normalize::normalize;

/// A loss.
pub(crate) struct Excuse {
    /// The code of the finding that tells it.
    pub(crate) code: &'static str,
    /// What the message says of it.
    pub(crate) says: &'static str,
    /// Takes out of both documents what may differ, and nothing else.
    pub(crate) erase: fn(&mut Document),
}

/// Erases from a document what the findings excuse; says whether there was anything of that.
pub(crate) fn excused(excuses: &[Excuse], told: &[Diagnostic], document: &mut Document) -> bool {
    let said = |excuse: &&Excuse| {
        told.iter().any(|found| found.code.name() == excuse.code && found.message.contains(excuse.says))
    };
    let wanted: Vec<&Excuse> = excuses.iter().filter(said).collect();
    wanted.iter().for_each(|excuse| (excuse.erase)(document));
    !wanted.is_empty()
}

/// What is told of a document itself, whatever it was read from; it is prepared then.
pub(crate) fn findings(document: &mut Document) -> Vec<String> {
    let mut sink = Sink::new();
    normalize(document, &mut sink);
    prepare(document);
    told_of(&sink)
}

/// Findings as the faults of a trip name them, without what they call by name.
pub(crate) fn told_of(sink: &Sink) -> Vec<String> {
    let bare = |message: &str| message.split('`').step_by(2).collect::<String>();
    sink.diagnostics().iter().map(|found| format!("read with: {}", bare(&found.message))).collect()
}

/// What bulletin Markdown has no form for.
pub(crate) const MARKDOWN: &[Excuse] = &[
    Excuse {
        code: "markdown-flattened",
        says: "a title was written without looks, links and notes",
        erase: plain_titles,
    },
    Excuse { code: "markdown-flattened", says: "of a cell was put behind its table", erase: pictures_behind_tables },
    Excuse {
        code: "markdown-flattened",
        says: "the paragraphs and lists of a cell were written as lines",
        erase: cells_as_lines,
    },
    Excuse {
        code: "markdown-flattened",
        says: "only some rows of the table have a cell that heads them",
        erase: no_row_heads,
    },
    Excuse {
        code: "markdown-flattened",
        says: "a note was written without the mark that it had in print",
        erase: counted_notes,
    },
    Excuse {
        code: "markdown-flattened",
        says: "a meaning that has no term was written as paragraphs",
        erase: meanings_without_terms,
    },
];

/// What JATS cannot hold: a pointer to nothing is not valid.
pub(crate) const JATS: &[Excuse] = &[
    Excuse { code: "link-dangling", says: "leads to no section", erase: dangling_links },
    Excuse { code: "link-inert", says: "no output may lead to", erase: inert_links },
    Excuse { code: "link-inert", says: "shows nothing", erase: inert_links },
];

/// So Word cannot: what leads to nothing asks to be repaired.
pub(crate) const DOCX: &[Excuse] = &[
    Excuse { code: "link-dangling", says: "leads to no section", erase: dangling_links },
    Excuse { code: "link-inert", says: "no output may lead to", erase: inert_links },
    Excuse { code: "link-inert", says: "shows nothing", erase: inert_links },
    Excuse { code: "docx-flattened", says: "written without what those are part of", erase: innermost_mentions },
    Excuse {
        code: "docx-flattened",
        says: "of raised or lowered words in which others stand w",
        erase: innermost_scripts,
    },
];

/// What a node is among those of which words have one at the most, and which one.
type Kind = fn(&Inline) -> Option<(&'static str, String)>;

fn innermost_mentions(document: &mut Document) {
    innermost(document, |inline| match inline {
        Inline::Person { person, .. } => Some(("person", person.0.clone())),
        Inline::Position { person, .. } => Some(("position", person.0.clone())),
        _ => None,
    });
}

fn innermost_scripts(document: &mut Document) {
    innermost(document, |inline| match inline {
        Inline::Styled { emphasis: script @ (Emphasis::Superscript | Emphasis::Subscript), .. } => {
            Some(("script", format!("{script:?}")))
        }
        _ => None,
    });
}

/// Parts the nodes of a kind around others of it, so that no words have two.
fn innermost(document: &mut Document, kind: Kind) {
    walk::runs_mut(document, &mut |run| {
        let mut leaves = Vec::new();
        run.iter().for_each(|inline| part(inline, &mut Vec::new(), &mut leaves));
        *run = leaves.into_iter().map(|(leaf, around)| wrapped(leaf, &around, kind)).collect();
    });
}

/// Every node that holds no others, with those around it.
fn part(inline: &Inline, around: &mut Vec<Inline>, leaves: &mut Vec<(Inline, Vec<Inline>)>) {
    if inline.children().is_empty() || matches!(inline, Inline::Ruby { .. }) {
        leaves.push((inline.clone(), around.clone()));
        return;
    }
    around.push(inline.clone());
    inline.children().iter().for_each(|inner| part(inner, around, leaves));
    around.pop();
}

fn wrapped(leaf: Inline, around: &[Inline], kind: Kind) -> Inline {
    let mut node = leaf;
    let mut seen = Vec::new();
    if let Inline::Ruby { inlines, .. } = &mut node {
        let mut leaves = Vec::new();
        inlines.iter().for_each(|inline| part(inline, &mut Vec::new(), &mut leaves));
        *inlines = leaves
            .into_iter()
            .map(|(leaf, inner)| wrapped(leaf, &around.iter().cloned().chain(inner).collect::<Vec<_>>(), kind))
            .collect();
        // What is around a reading is around each of its words now.
        return node;
    }
    for outer in around.iter().rev() {
        if let Some((name, _)) = kind(outer) {
            if seen.contains(&name) {
                continue;
            }
            seen.push(name);
        }
        let mut outer = outer.clone();
        outer.children_mut().into_iter().for_each(|children| *children = vec![node.clone()]);
        node = outer;
    }
    node
}

/// Links that lead nowhere are their words.
fn dangling_links(document: &mut Document) {
    let places: Vec<String> = walk::places(document).into_iter().map(str::to_string).collect();
    let lost = |id: &str| !places.iter().any(|place| place == id);
    walk::runs_mut(document, &mut |run| unlink(run, &|target, _| target.strip_prefix('#').is_some_and(lost)));
}

/// Links to which no output may lead, or that show nothing, are their words.
fn inert_links(document: &mut Document) {
    let lost = |target: &str, words: &[Inline]| matches!(Address::of_link(target, words), Address::Inert(_));
    walk::runs_mut(document, &mut |run| unlink(run, &lost));
}

fn unlink(run: &mut Inlines, lost: &dyn Fn(&str, &[Inline]) -> bool) {
    let mut linked = Inlines::new();
    for mut inline in run.drain(..) {
        inline.children_mut().into_iter().for_each(|children| unlink(children, lost));
        match inline {
            Inline::Link { target, inlines, .. } if lost(&target, &inlines) => linked.extend(inlines),
            other => linked.push(other),
        }
    }
    *run = linked;
}

/// Titles are the lines that they are in plain words.
fn plain_titles(document: &mut Document) {
    for title in &mut document.front.titles {
        for run in [&mut title.inlines, &mut title.subtitle] {
            let parts = run.split(|inline| matches!(inline, Inline::LineBreak { .. }));
            let lines: Vec<String> = parts.map(|part| text::inlines(part).trim().to_string()).collect();
            *run = broken(
                lines.into_iter().filter(|line| !line.is_empty()).map(|line| vec![Inline::text(line, Span::Unknown)]),
            );
        }
    }
}

fn broken(lines: impl Iterator<Item = Inlines>) -> Inlines {
    let mut run = Inlines::new();
    for line in lines {
        if !run.is_empty() {
            run.push(Inline::LineBreak { span: Span::Unknown });
        }
        run.extend(line);
    }
    run
}

fn each_table(document: &mut Document, visit: &mut impl FnMut(&mut Table)) {
    for blocks in all(document) {
        walk::blocks_mut(blocks, &mut |block| {
            if let Block::Table(table) = block {
                visit(table);
            }
        });
    }
}

/// The pictures of cells stand behind their tables.
fn pictures_behind_tables(document: &mut Document) {
    for blocks in walk::bodies_mut(document) {
        put_behind(blocks);
    }
}

fn put_behind(blocks: &mut Vec<Block>) {
    for mut block in std::mem::take(blocks) {
        let mut pictures = Vec::new();
        match &mut block {
            Block::Table(table) => {
                for cell in table.head.iter_mut().chain(&mut table.body).flat_map(|row| &mut row.cells) {
                    take_pictures(&mut cell.blocks, &mut pictures);
                }
                put_behind(&mut table.foot);
            }
            other => walk::inner_blocks_mut(other).into_iter().for_each(put_behind),
        }
        blocks.push(block);
        blocks.append(&mut pictures);
    }
}

fn take_pictures(blocks: &mut Vec<Block>, pictures: &mut Vec<Block>) {
    for mut block in std::mem::take(blocks) {
        walk::inner_blocks_mut(&mut block).into_iter().for_each(|inner| take_pictures(inner, pictures));
        if matches!(block, Block::Figure(_)) {
            pictures.push(block);
        } else {
            blocks.push(block);
        }
    }
}

/// A cell is one paragraph, of a line for each that it holds; what led to something in it are words.
fn cells_as_lines(document: &mut Document) {
    let mut lost = Vec::new();
    each_table(document, &mut |table| {
        for cell in table.head.iter().chain(&table.body).flat_map(|row| &row.cells) {
            walk::blocks(&cell.blocks, &mut |block| lost.extend(block.id().map(str::to_string)));
        }
    });
    walk::runs_mut(document, &mut |run| {
        unlink(run, &|target, _| target.strip_prefix('#').is_some_and(|id| lost.iter().any(|place| place == id)));
        walk::inlines_mut(run, &mut |inline| {
            if let Inline::Reference { target, label: Some(label), .. } = inline
                && lost.contains(target)
            {
                *inline = Inline::text(label.clone(), Span::Unknown);
            }
        });
    });
    each_table(document, &mut |table| {
        for cell in table.head.iter_mut().chain(&mut table.body).flat_map(|row| &mut row.cells) {
            let mut lines = Vec::new();
            cell_lines(&cell.blocks, &mut lines);
            cell.blocks =
                vec![Block::Paragraph(Paragraph { inlines: broken(lines.into_iter()), ..Paragraph::default() })];
        }
    });
}

fn cell_lines(blocks: &[Block], lines: &mut Vec<Inlines>) {
    for block in blocks {
        match block {
            Block::Paragraph(paragraph) => {
                let head = paragraph.run_in.as_ref().map(|run_in| run_in.inlines.as_slice()).unwrap_or_default();
                let gap =
                    Inline::text(text::gap(&text::inlines(head), &text::inlines(&paragraph.inlines)), Span::Unknown);
                lines.push(head.iter().chain([&gap]).chain(&paragraph.inlines).cloned().collect());
            }
            Block::Milestone { kind, .. } => lines.push(vec![Inline::Milestone { span: Span::Unknown, kind: *kind }]),
            other => {
                lines.extend(walk::own_inlines(other).into_iter().filter(|run| !run.is_empty()).cloned());
                walk::inner_blocks(other).into_iter().for_each(|inner| cell_lines(inner, lines));
            }
        }
    }
}

/// Notes have the marks that numbering gives them.
fn counted_notes(document: &mut Document) {
    document.notes.iter_mut().for_each(|note| note.label = None);
    each_table(document, &mut |table| table.notes.iter_mut().for_each(|note| note.label = None));
}

fn no_row_heads(document: &mut Document) {
    each_table(document, &mut |table| {
        table.body.iter_mut().flat_map(|row| &mut row.cells).for_each(|cell| cell.heads_row = false);
    });
}

/// Definitions are the paragraphs that they are without terms.
fn meanings_without_terms(document: &mut Document) {
    for blocks in all(document) {
        dissolve(blocks);
    }
}

fn dissolve(blocks: &mut Vec<Block>) {
    let mut dissolved = Vec::new();
    for mut block in blocks.drain(..) {
        walk::inner_blocks_mut(&mut block).into_iter().for_each(dissolve);
        match block {
            Block::Definitions { items, .. } => {
                for item in items {
                    dissolved.push(Block::Paragraph(Paragraph { inlines: item.term, ..Paragraph::default() }));
                    dissolved.extend(item.blocks);
                }
            }
            other => dissolved.push(other),
        }
    }
    *blocks = dissolved;
}
