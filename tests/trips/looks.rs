//! When two documents are one in a word processor, where words have looks and nothing stands in anything else of a line:
//! whether strong words stand in struck ones or the other way round is not asked then, nor whether words of one look are
//! parted.

use masthead::ast::{Document, Emphasis, Inline, Inlines, Lang, PersonId, walk};
use masthead::diagnostics::Span;

/// What everything around some words says of them; of two languages the inner one. Names, offices and scripts stand in each
/// other, the innermost last.
#[derive(Clone, Default, PartialEq)]
struct Look {
    link: Option<String>,
    lang: Option<Lang>,
    people: Vec<PersonId>,
    offices: Vec<PersonId>,
    scripts: Vec<Emphasis>,
    /// Emphasis in emphasis is none.
    emphasised: bool,
    /// Those that add nothing to themselves, in the order of [`PLAIN`].
    plain: [bool; PLAIN.len()],
}

const PLAIN: [Emphasis; 5] =
    [Emphasis::Strong, Emphasis::Strike, Emphasis::Underline, Emphasis::SmallCaps, Emphasis::Dots];

/// Makes of every run a row of pieces, each in what is said of it.
pub(crate) fn level(document: &mut Document) {
    walk::runs_mut(document, &mut |run| {
        let mut pieces = Vec::new();
        spread(run, &Look::default(), &mut pieces);
        *run = pieces.into_iter().map(|(look, piece)| around(piece, &look)).collect();
    });
}

fn spread(run: &[Inline], look: &Look, pieces: &mut Vec<(Look, Inline)>) {
    let span = Span::Unknown;
    for inline in run {
        match inline {
            Inline::Text { text, .. } => match pieces.last_mut() {
                Some((last, Inline::Text { text: before, .. })) if last == look => before.push_str(text),
                _ => pieces.push((look.clone(), inline.clone())),
            },
            Inline::Reference { .. } | Inline::OrphanMark { .. } => pieces.push((look.clone(), inline.clone())),
            Inline::Ruby { inlines, reading, .. } => {
                let mut under = Vec::new();
                spread(inlines, look, &mut under);
                let inlines: Inlines = under.into_iter().map(|(look, piece)| around(piece, &look)).collect();
                pieces.push((Look::default(), Inline::Ruby { span, inlines, reading: reading.clone() }));
            }
            Inline::LineBreak { .. } => {
                // No blank stands at the end of a line.
                while let Some((_, Inline::Text { text, .. })) = pieces.last_mut() {
                    text.truncate(text.trim_end_matches(' ').len());
                    if !text.is_empty() {
                        break;
                    }
                    pieces.pop();
                }
                pieces.push((Look::default(), inline.clone()));
            }
            Inline::Callout { .. } | Inline::Milestone { .. } => {
                pieces.push((Look::default(), inline.clone()));
            }
            _ => spread(inline.children(), &look.within(inline), pieces),
        }
    }
}

impl Look {
    fn within(&self, inline: &Inline) -> Look {
        let mut look = self.clone();
        match inline {
            Inline::Link { target, .. } => look.link = Some(target.clone()),
            Inline::Language { lang, .. } => look.lang = Some(lang.clone()),
            Inline::Person { person, .. } => enter(&mut look.people, person),
            Inline::Position { person, .. } => enter(&mut look.offices, person),
            Inline::Styled { emphasis: Emphasis::Emphasis, .. } => look.emphasised = !look.emphasised,
            Inline::Styled { emphasis, .. } => match PLAIN.iter().position(|plain| plain == emphasis) {
                Some(at) => look.plain[at] = true,
                None => enter(&mut look.scripts, emphasis),
            },
            _ => {}
        }
        look
    }
}

/// Goes into something of a kind; what stands in itself is there once.
fn enter<T: Clone + PartialEq>(kind: &mut Vec<T>, one: &T) {
    if kind.last() != Some(one) {
        kind.push(one.clone());
    }
}

fn around(piece: Inline, look: &Look) -> Inline {
    let span = Span::Unknown;
    let plain = PLAIN.iter().zip(look.plain).filter(|(_, on)| *on).map(|(emphasis, _)| *emphasis);
    let emphases = look.emphasised.then_some(Emphasis::Emphasis).into_iter().chain(plain);
    let emphases = emphases.chain(look.scripts.iter().rev().copied());
    let mut node = emphases.fold(piece, |inner, emphasis| Inline::Styled { span, emphasis, inlines: vec![inner] });
    for person in look.offices.iter().rev().cloned() {
        node = Inline::Position { span, person, inlines: vec![node] };
    }
    for person in look.people.iter().rev().cloned() {
        node = Inline::Person { span, person, inlines: vec![node] };
    }
    if let Some(lang) = look.lang.clone() {
        node = Inline::Language { span, lang, inlines: vec![node] };
    }
    match look.link.clone() {
        Some(target) => Inline::Link { span, target, inlines: vec![node] },
        None => node,
    }
}
