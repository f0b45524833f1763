//! The forms of bulletin Markdown by their names, each with what it means: for those who help people write it.

/// A word of the source that means something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Form {
    /// How it is written.
    pub name: &'static str,
    /// What it means, as a sentence.
    pub meaning: &'static str,
}

/// An attribute `key=value`, with the values that it may have where they can be listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Attribute {
    /// How it is written.
    pub name: &'static str,
    /// What it means, as a sentence.
    pub meaning: &'static str,
    /// Its values; none where any words may stand.
    pub values: &'static [Form],
}

const fn form(name: &'static str, meaning: &'static str) -> Form {
    Form { name, meaning }
}

const fn attribute(name: &'static str, meaning: &'static str, values: &'static [Form]) -> Attribute {
    Attribute { name, meaning, values }
}

/// What lines of colons open: `::: quote`.
pub static CONTAINERS: &[Form] = &[
    form("editors-note", "The editor's note, which says why the issue exists; it stands before the first section."),
    form("quote", "A quotation; `by` says whose words it is."),
    form("box", "Text in a frame, beside the argument of the body; `title` is what stands over it."),
    form("figure", "A picture, and the paragraph that is its caption."),
    form("table-foot", "What stands under the table before it."),
    form("page-break", "Where a page of the printed issue ended. It is one line, which nothing closes."),
];

/// The classes of words in brackets: `[Sun Dong]{.person}`.
pub static CLASSES: &[Form] = &[
    form("person", "The name of somebody who is quoted; `of` gives the full name where the words do not."),
    form("position", "The office of the person named before it, else after it; `of` says whose it is."),
    form("run-in", "A heading that opens its paragraph in the same line."),
    form("by", "Whose words a quotation is; it stands in the last paragraph of it."),
    form("page-break", "Where a page of the printed issue ended."),
    form("page", "Of a reference: the page of what it names."),
    form("number", "Of a reference: the number of what it names, alone."),
    form("orphan-mark", "The mark of a note that is lost; it is printed as it stands."),
    form("emphasis", "Slanted words."),
    form("italic", "Slanted words."),
    form("strong", "Bold words that are no run-in heading."),
    form("bold", "Bold words that are no run-in heading."),
    form("strike", "Words struck through."),
    form("underline", "Underlined words."),
    form("ul", "Underlined words."),
    form("superscript", "Raised words."),
    form("sup", "Raised words."),
    form("subscript", "Lowered words."),
    form("sub", "Lowered words."),
    form("small-caps", "Words in small capitals."),
    form("smallcaps", "Words in small capitals."),
    form("dots", "A dot under every Han character (着重号); other words slant."),
];

/// The attributes that stand in braces.
pub static ATTRIBUTES: &[Attribute] = &[
    attribute("lang", "The language of the words, as a tag.", &[]),
    attribute("of", "The full name of the person who is meant.", &[]),
    attribute("ruby", "The reading that stands over the words.", &[]),
    attribute("by", "Whose words a quotation is.", &[]),
    attribute("title", "What stands over a box.", &[]),
    attribute("label", "The label of an editor's note or a heading, instead of the style's.", &[]),
    attribute("number", "The place in the sequence that the label of a heading stands for.", &[]),
    attribute("looseness", "How many lines more, or fewer below 0, a paragraph is to have on the page.", &[]),
    attribute("numerals", "The numerals of a list.", NUMERALS),
    attribute("width", "The width of a figure: a share of the measure, as in `60%`.", &[]),
    attribute("widths", "The shares of a table's columns: `\"2 1 1\"`.", &[]),
    attribute("align", "How a table's columns are set: `\"l d r c\"`.", &[]),
    attribute("head", "How many rows head a table.", &[]),
    attribute("placement", "Where a figure or table stands on pages.", PLACEMENTS),
    attribute("span", "How many columns of the page a figure or table spans.", SPANS),
];

const NUMERALS: &[Form] = &[
    form("decimal", "1, 2, 3."),
    form("upper-roman", "I, II, III."),
    form("lower-roman", "i, ii, iii."),
    form("upper-alpha", "A, B, C."),
    form("lower-alpha", "a, b, c."),
    form("chinese", "一, 二, 三."),
];

const PLACEMENTS: &[Form] = &[
    form("here", "At its place in the text."),
    form("near", "At its place, or at the head of the next page where there is no room."),
    form("top", "At the head of its page or of the next one."),
    form("foot", "At the foot of its page or of the next one."),
];

const SPANS: &[Form] = &[form("page", "All columns of the page."), form("column", "One column.")];

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may fail loudly")]
mod tests {
    use super::super::{directive_blocks, spans};
    use super::*;
    use crate::ast::Placement;
    use crate::diagnostics::Sink;
    use crate::read::{Input, by_name};

    fn sorted<'a>(names: impl Iterator<Item = &'a str>) -> Vec<&'a str> {
        let mut names: Vec<&str> = names.collect();
        names.sort_unstable();
        names
    }

    fn listed(forms: &'static [Form]) -> Vec<&'static str> {
        sorted(forms.iter().map(|form| form.name))
    }

    #[test]
    fn what_the_reader_knows_is_listed_and_nothing_else() {
        assert_eq!(listed(CONTAINERS), sorted(directive_blocks::DIRECTIVES.into_iter()));
        assert_eq!(listed(CLASSES), sorted(spans::classes()));
        assert_eq!(listed(NUMERALS), sorted(directive_blocks::NUMERALS.iter().map(|(name, _)| *name)));
        assert_eq!(listed(PLACEMENTS), sorted(Placement::NAMES.iter().map(|(name, _)| *name)));
    }

    #[test]
    fn every_attribute_means_something_somewhere() {
        let places = [
            "[a]{@}",
            "# A {@}",
            "![a](a.png){@}",
            "Table: A {@}\n\n| a |\n|---|\n| b |",
            "::: quote {@}\na\n:::",
            "::: box {@}\na\n:::",
            "::: editors-note {@}\na\n:::",
            "::: {@}\n1. a\n:::",
        ];
        for attribute in ATTRIBUTES {
            let value = attribute.values.first().map_or("1", |value| value.name);
            let is_known = |place: &&str| {
                let body = place.replace('@', &format!("{}={value}", attribute.name));
                let mut sink = Sink::new();
                let text = format!("---\nlang: en\n---\n\n{body}\n");
                (by_name("bulletin").unwrap().read)(&Input::new("a.md", text.as_bytes()), &mut sink);
                let unknown = ["attribute-unknown", "directive-unknown"];
                !sink.diagnostics().iter().any(|found| unknown.contains(&found.code.name()))
            };
            assert!(places.iter().any(is_known), "{}", attribute.name);
        }
    }
}
