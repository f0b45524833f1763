//! From words and what is said of them to inline nodes, properly nested.

use super::words::Words;
use crate::ast::{Emphasis, Inline, Inlines, MilestoneKind, PersonId};
use std::cmp::Reverse;
use std::ops::Range;

/// What is said of a range of words.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Annotation {
    /// Which words.
    pub(super) range: Range<usize>,
    /// What they are.
    pub(super) role: Role,
}

/// What a range of words is.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Role {
    /// Set in bold.
    Strong,
    /// A person's name.
    Person(PersonId),
    /// A person's office.
    Position(PersonId),
}

/// The inlines of a range of the words, with the people in it. The space at its ends is left out.
///
/// `people` must be in order and must not overlap. Bold goes round a person that it holds, and is divided where it
/// breaks off inside one; bold that covers the whole range is left out where `display` says that the role of the text
/// shows it already.
pub(super) fn inlines(words: &Words, range: Range<usize>, people: &[Annotation], display: bool) -> Inlines {
    let range = trimmed(&words.text, range);
    let inside = |at: &Range<usize>| at.start >= range.start && at.end <= range.end;
    let people: Vec<&Annotation> = people.iter().filter(|found| inside(&found.range)).collect();
    let bold = words.bold.iter().map(|bold| bold.start.max(range.start)..bold.end.min(range.end));
    let bold = bold.filter(|bold| !(bold.is_empty() || display && covers(&words.text, bold, &range)));
    let mut all: Vec<Annotation> = divided(bold.collect(), &people);
    all.extend(people.into_iter().cloned());
    all.sort_by_key(|found| (found.range.start, Reverse(found.range.end), found.role != Role::Strong));
    Builder { words, rest: &all }.fill(range)
}

fn covers(text: &str, bold: &Range<usize>, range: &Range<usize>) -> bool {
    trimmed(text, bold.clone()) == *range
}

/// A range without the space at its ends.
pub(super) fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
    let words = text.get(range.clone()).unwrap_or_default();
    let start = range.start + words.len() - words.trim_start().len();
    start..start + words.trim().len()
}

/// Bold ranges, cut at the edges of the people in which they start or end, so that all ranges nest.
fn divided(bold: Vec<Range<usize>>, people: &[&Annotation]) -> Vec<Annotation> {
    let mut parts = Vec::new();
    for range in bold {
        let mut cuts = vec![range.start, range.end];
        let first = people.partition_point(|person| person.range.end <= range.start);
        for person in people.iter().skip(first).take_while(|person| person.range.start < range.end) {
            if person.range.start < range.start && person.range.end < range.end {
                cuts.push(person.range.end);
            } else if person.range.start > range.start && person.range.end > range.end {
                cuts.push(person.range.start);
            }
        }
        cuts.sort_unstable();
        parts.extend(cuts.windows(2).filter_map(|pair| Some(*pair.first()?..*pair.last()?)));
    }
    parts.into_iter().filter(|range| !range.is_empty()).map(|range| Annotation { range, role: Role::Strong }).collect()
}

struct Builder<'a> {
    words: &'a Words,
    rest: &'a [Annotation],
}

impl Builder<'_> {
    fn fill(&mut self, range: Range<usize>) -> Inlines {
        let mut inlines = Inlines::new();
        let mut at = range.start;
        while let Some((first, rest)) = self.rest.split_first() {
            if first.range.end > range.end {
                break;
            }
            self.rest = rest;
            self.plain(at..first.range.start, &mut inlines);
            let inner = self.fill(first.range.clone());
            inlines.push(self.node(first, inner));
            at = first.range.end;
        }
        self.plain(at..range.end, &mut inlines);
        inlines
    }

    fn node(&self, found: &Annotation, inlines: Inlines) -> Inline {
        let span = self.words.span(&found.range);
        match &found.role {
            Role::Strong => Inline::Styled { span, emphasis: Emphasis::Strong, inlines },
            Role::Person(person) => Inline::Person { span, person: person.clone(), inlines },
            Role::Position(person) => Inline::Position { span, person: person.clone(), inlines },
        }
    }

    /// Words between nodes, with the page breaks and note marks among them.
    fn plain(&self, range: Range<usize>, inlines: &mut Inlines) {
        let first_break = self.words.breaks.partition_point(|&at| at < range.start);
        let breaks = self.words.breaks.iter().skip(first_break).take_while(|&&at| at < range.end);
        let first_mark = self.words.marks.partition_point(|mark| mark.at.start < range.start);
        let marks = self.words.marks.iter().skip(first_mark).take_while(|mark| mark.at.end <= range.end);
        let mut points: Vec<(usize, usize, Option<usize>)> = breaks.map(|&at| (at, at, None)).collect();
        points.extend(marks.enumerate().map(|(index, mark)| (mark.at.start, mark.at.end, Some(first_mark + index))));
        points.sort_unstable();
        let mut at = range.start;
        for (start, end, mark) in points {
            self.text(at..start, inlines);
            inlines.push(self.point(start..end, mark));
            at = end;
        }
        self.text(at..range.end, inlines);
    }

    fn point(&self, range: Range<usize>, mark: Option<usize>) -> Inline {
        let span = self.words.span(&range);
        match mark.and_then(|index| self.words.marks.get(index)) {
            None => Inline::Milestone { span, kind: MilestoneKind::PageBreak },
            Some(mark) => match &mark.note {
                Some(note) => Inline::Callout { span, note: note.clone() },
                None => Inline::OrphanMark { span, mark: mark.plain.clone() },
            },
        }
    }

    fn text(&self, range: Range<usize>, inlines: &mut Inlines) {
        if let Some(words) = self.words.text.get(range.clone()).filter(|words| !words.is_empty()) {
            inlines.push(Inline::text(words, self.words.span(&range)));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::lines::lines;
    use super::super::repairs::Repairs;
    use super::super::words::Evidence;
    use super::*;

    fn outline(run: &[Inline]) -> String {
        run.iter()
            .map(|inline| match inline {
                Inline::Text { text, .. } => text.clone(),
                Inline::Styled { inlines, .. } => format!("*{}*", outline(inlines)),
                Inline::Person { inlines, .. } => format!("<{}>", outline(inlines)),
                Inline::Milestone { .. } => "|".to_string(),
                Inline::OrphanMark { mark, .. } => format!("^{mark}"),
                _ => "?".to_string(),
            })
            .collect()
    }

    fn built(text: &str, person: Range<usize>) -> String {
        let words = Words::of(&lines(text), &Evidence::default(), &mut Repairs::default());
        let people = [Annotation { range: person, role: Role::Person(PersonId("p".into())) }];
        outline(&inlines(&words, 0..words.text.len(), &people, false))
    }

    #[test]
    fn nests_people_in_bold_and_bold_in_people() {
        assert_eq!(built("a **b c,** d", 2..3), "a *<b> c,* d");
        assert_eq!(built("a **b** c", 2..5), "a <*b* c>");
        assert_eq!(built("**a b** c", 2..5), "*a *<*b* c>");
        assert_eq!(built("a **b c**", 0..3), "<a *b*>* c*");
        assert_eq!(built("**a**", 0..1), "*<a>*");
    }

    #[test]
    fn puts_points_where_they_stand() {
        assert_eq!(built("a²b\u{C}c", 0..1), "<a>^2b |c");
    }

    #[test]
    fn display_text_needs_no_bold_of_its_own() {
        let words = Words::of(&lines("**a b**"), &Evidence::default(), &mut Repairs::default());
        assert_eq!(outline(&inlines(&words, 0..3, &[], true)), "a b");
        assert_eq!(outline(&inlines(&words, 0..1, &[], true)), "a");
    }
}
