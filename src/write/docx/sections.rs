//! Which sections number themselves in Word, and what makes Word's count come out at the model's labels.

use super::names::DEEPEST_HEADING;
use super::pattern::Pattern;
use crate::ast::{Label, Section, text, walk};
use crate::style::NumberingStyle;

/// What stands before a section's title.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Marker {
    /// Nothing.
    Bare,
    /// The live number that the heading style brings.
    Live,
    /// A live number of the counting with this index, which starts anew out of sequence.
    Anew(usize),
    /// The label as plain words, since Word has no number that prints the same.
    Typed,
}

/// One level of section numbers.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Level {
    pub(super) pattern: Pattern,
    /// Whether a space stands between number and title.
    pub(super) spaced: bool,
}

/// A counting that starts anew: the first number of each level that has one.
pub(super) type Starts = Vec<(usize, u32)>;

/// How the sections of a document are numbered.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct SectionNumbers {
    /// The levels, from 0; levels without live numbers are empty.
    pub(super) levels: Vec<Option<Level>>,
    /// The markers, in reading order.
    pub(super) markers: Vec<Marker>,
    /// The countings that start anew.
    pub(super) anew: Vec<Starts>,
}

impl SectionNumbers {
    /// The numbers of a document's sections.
    pub(super) fn of(sections: &[Section], style: &NumberingStyle) -> SectionNumbers {
        let mut list = Vec::new();
        walk::sections(sections, &mut |section, depth| list.push((section, depth - 1)));
        let depth = list.iter().map(|(_, level)| level + 1).max().unwrap_or(0).min(DEEPEST_HEADING);
        let levels = (0..depth).map(|level| read_level(&list, level, style)).collect();
        Counting { levels, starts: [1; DEEPEST_HEADING], ..Counting::default() }.run(&list)
    }

    /// The levels, from 0, whose heading style numbers itself.
    pub(super) fn live(&self) -> Vec<usize> {
        (0..).zip(&self.levels).filter(|(_, level)| level.is_some()).map(|(index, _)| index).collect()
    }

    /// How many levels of sections there are.
    pub(super) fn depth(&self) -> usize {
        self.levels.len()
    }
}

/// The style's pattern if it prints the level's first label, else the pattern that this label shows.
fn read_level(list: &[(&Section, usize)], level: usize, style: &NumberingStyle) -> Option<Level> {
    let labelled = |section: &&Section| section.label.is_some();
    let first = list.iter().filter(|(_, at)| *at == level).map(|(section, _)| *section).find(labelled)?;
    let label = first.label.as_ref()?;
    let styled = style.sections.get(level).map(Pattern::of).filter(|known| known.prints(label.number, &label.text));
    let pattern = styled.or_else(|| Pattern::read(label))?;
    Some(Level { pattern, spaced: !text::gap(&label.text, &text::inlines(&first.title)).is_empty() })
}

/// Word's own count, run beside the labels.
#[derive(Default)]
struct Counting {
    levels: Vec<Option<Level>>,
    starts: [u32; DEEPEST_HEADING],
    counts: [Option<u32>; DEEPEST_HEADING],
    anew: Vec<Starts>,
}

impl Counting {
    fn run(mut self, list: &[(&Section, usize)]) -> SectionNumbers {
        let mut markers = Vec::with_capacity(list.len());
        for (index, (section, level)) in list.iter().enumerate() {
            markers.push(match &section.label {
                None => Marker::Bare,
                Some(label) if !self.is_live(label, *level) => Marker::Typed,
                Some(label) => {
                    if self.expected(*level) != Some(label.number) {
                        self.start_anew(list.get(index..).unwrap_or_default());
                    }
                    self.count(*level, label.number)
                }
            });
        }
        SectionNumbers { levels: self.levels, markers, anew: self.anew }
    }

    fn is_live(&self, label: &Label, level: usize) -> bool {
        let pattern = self.levels.get(level).and_then(Option::as_ref);
        pattern.is_some_and(|level| level.pattern.prints(label.number, &label.text))
    }

    /// The number that Word gives next; none where a deeper level was counted before this one ever was, since readers
    /// differ on what that does to this level.
    fn expected(&self, level: usize) -> Option<u32> {
        match *self.counts.get(level)? {
            Some(count) => count.checked_add(1),
            None if self.counts.iter().skip(level).any(Option::is_some) => None,
            None => self.starts.get(level).copied(),
        }
    }

    /// Starts every level at its first live label from here on.
    fn start_anew(&mut self, rest: &[(&Section, usize)]) {
        self.counts = [None; DEEPEST_HEADING];
        let mut starts = Starts::new();
        for level in 0..self.levels.len() {
            let labels = rest.iter().filter(|(_, at)| *at == level).filter_map(|(section, _)| section.label.as_ref());
            let first = labels.into_iter().find(|label| self.is_live(label, level)).map_or(1, |label| label.number);
            if let Some(start) = self.starts.get_mut(level) {
                *start = first;
                starts.push((level, first));
            }
        }
        self.anew.push(starts);
    }

    fn count(&mut self, level: usize, number: u32) -> Marker {
        for (at, count) in self.counts.iter_mut().enumerate().skip(level) {
            *count = (at == level).then_some(number);
        }
        self.anew.len().checked_sub(1).map_or(Marker::Live, Marker::Anew)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ast::numerals::Numeral;
    use crate::style::SectionNumeral;

    fn section(label: Option<(&str, u32)>, sections: Vec<Section>) -> Section {
        let label = label.map(|(text, number)| Label { text: text.into(), number, literal: true });
        Section { label, sections, ..Section::default() }
    }

    fn numbers(sections: &[Section]) -> SectionNumbers {
        let numeral = |numeral, after: &str| SectionNumeral { numeral, before: String::new(), after: after.into() };
        let style = crate::style::NumberingStyle {
            sections: vec![numeral(Numeral::UpperRoman, "."), numeral(Numeral::Decimal, ".")],
            number_sections: true,
            notes: crate::style::NoteNumbering::Issue,
        };
        SectionNumbers::of(sections, &style)
    }

    #[test]
    fn labels_in_sequence_are_live() {
        let deep = |n| section(Some(n), vec![section(Some(("1.", 1)), vec![]), section(Some(("2.", 2)), vec![])]);
        let found = numbers(&[deep(("I.", 1)), section(None, vec![]), deep(("II.", 2))]);
        use Marker::{Bare, Live};
        assert_eq!(found.markers, [Live, Live, Live, Bare, Live, Live, Live]);
        assert_eq!((found.live(), found.anew.len()), (vec![0, 1], 0));
    }

    #[test]
    fn a_jump_starts_anew_at_every_level() {
        let found = numbers(&[
            section(Some(("I.", 1)), vec![]),
            section(Some(("III.", 3)), vec![section(Some(("4.", 4)), vec![])]),
            section(Some(("IV.", 4)), vec![section(Some(("1.", 1)), vec![])]),
        ]);
        use Marker::{Anew, Live};
        assert_eq!(found.markers, [Live, Anew(0), Anew(0), Anew(0), Anew(1)]);
        assert_eq!(found.anew, [vec![(0, 3), (1, 4)], vec![(0, 1), (1, 1)]]);
    }

    #[test]
    fn a_level_over_one_that_was_counted_first_starts_anew() {
        let found = numbers(&[section(None, vec![section(Some(("1.", 1)), vec![])]), section(Some(("I.", 1)), vec![])]);
        assert_eq!(found.markers, [Marker::Bare, Marker::Live, Marker::Anew(0)]);
    }

    #[test]
    fn a_label_that_word_cannot_count_is_typed() {
        let found = numbers(&[section(Some(("II", 2)), vec![]), section(Some(("Finally,", 3)), vec![])]);
        assert_eq!(found.markers, [Marker::Anew(0), Marker::Typed]);
        assert_eq!(found.levels[0].as_ref().map(|level| level.pattern.after.as_str()), Some(""));
    }

    #[test]
    fn without_labels_nothing_is_numbered() {
        let found = numbers(&[section(None, vec![])]);
        assert_eq!((found.markers.as_slice(), found.live()), (&[Marker::Bare][..], vec![]));
    }
}
