//! Where in its source a block stands, for a page that is looked at beside it.

/// The lines of a source, by which the blocks of a page say where they stand (`data-line`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Places(Vec<usize>);

impl Places {
    /// The lines of a decoded text, into which the spans of the document point.
    #[must_use]
    pub fn of(text: &str) -> Places {
        Places(std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect())
    }

    /// The line of a byte, from 1.
    pub(super) fn line(&self, offset: usize) -> usize {
        self.0.partition_point(|&start| start <= offset)
    }
}

#[cfg(test)]
mod tests {
    use super::Places;

    #[test]
    fn lines_are_counted_from_one() {
        let places = Places::of("a\nbc\n");
        assert_eq!([0, 1, 2, 4, 5, 99].map(|offset| places.line(offset)), [1, 1, 2, 2, 3, 3]);
    }
}
