//! Links that hold no marks of notes, no references and no other links: each of those leads somewhere itself, and no format
//! has a link in a link.

use crate::ast::{Document, Inline, Inlines, walk};

/// Parts every link around what leads elsewhere in it.
pub(super) fn part(document: &mut Document, _: &mut crate::diagnostics::Sink) {
    walk::runs_mut(document, &mut |run| {
        if holds(run, &|inline| matches!(inline, Inline::Link { inlines, .. } if holds(inlines, &leads))) {
            *run = std::mem::take(run).into_iter().flat_map(parted).collect();
        }
    });
}

fn leads(inline: &Inline) -> bool {
    matches!(inline, Inline::Callout { .. } | Inline::Reference { .. } | Inline::Link { .. })
}

fn holds(run: &[Inline], wanted: &dyn Fn(&Inline) -> bool) -> bool {
    run.iter().any(|inline| wanted(inline) || holds(inline.children(), wanted))
}

/// A node with every link in it in parts.
fn parted(mut inline: Inline) -> Inlines {
    if let Inline::Link { span, target, inlines } = inline {
        let link = |inlines| Inline::Link { span, target: target.clone(), inlines };
        let parts = stretches(inlines).into_iter();
        return parts.flat_map(|(leads, part)| if leads { part } else { vec![link(part)] }).collect();
    }
    if let Some(children) = inline.children_mut() {
        *children = std::mem::take(children).into_iter().flat_map(parted).collect();
    }
    vec![inline]
}

/// A run in stretches that lead elsewhere and stretches that do not; what holds both stands around each.
fn stretches(run: Inlines) -> Vec<(bool, Inlines)> {
    let mut found: Vec<(bool, Inlines)> = Vec::new();
    for inline in run {
        let parts = match leads(&inline) {
            true => vec![(true, vec![inline])],
            false => within(inline),
        };
        for (leads, mut part) in parts {
            match found.last_mut() {
                Some((last, whole)) if *last == leads => whole.append(&mut part),
                _ => found.push((leads, part)),
            }
        }
    }
    found
}

fn within(mut inline: Inline) -> Vec<(bool, Inlines)> {
    let Some(children) = inline.children_mut() else { return vec![(false, vec![inline])] };
    let parts = stretches(std::mem::take(children));
    if parts.is_empty() {
        return vec![(false, vec![inline])];
    }
    let around = |part| {
        let mut whole = inline.clone();
        if let Some(children) = whole.children_mut() {
            *children = part;
        }
        vec![whole]
    };
    parts.into_iter().map(|(leads, part)| (leads, around(part))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ast::{Emphasis, NoteId};
    use crate::diagnostics::Span;

    #[test]
    fn a_mark_in_a_link_parts_it_and_keeps_its_look() {
        let span = Span::Unknown;
        let text = |words: &str| Inline::text(words, span);
        let link = |inlines| Inline::Link { span, target: "x".into(), inlines };
        let strong = |inlines| Inline::Styled { span, emphasis: Emphasis::Strong, inlines };
        let mark = || Inline::Callout { span, note: NoteId("n".into()) };
        let whole = link(vec![text("a"), strong(vec![text("b"), mark()]), text("c")]);
        let parts = [link(vec![text("a"), strong(vec![text("b")])]), strong(vec![mark()]), link(vec![text("c")])];
        assert_eq!(parted(whole), parts);
    }
}
