//! Words with attributes: `[Sun Dong]{.person}`, `[词]{lang=zh}`, `**First, …**{.run-in}`.

use super::attributes::Attributes;
use super::chinese_names;
use super::compositor::{Compositor, span};
use crate::ast::{Emphasis, Inline, Inlines, Lang, MilestoneKind, ReferenceForm, text, walk};
use crate::diagnostics::{Diagnostic, code, nearest::nearest};
use std::ops::Range;

/// The classes that words may have.
const CLASSES: [(&str, Class); 22] = [
    ("person", Class::Person),
    ("position", Class::Position),
    ("run-in", Class::RunIn),
    ("by", Class::By),
    ("page-break", Class::PageBreak),
    ("page", Class::Reference(ReferenceForm::Page)),
    ("number", Class::Reference(ReferenceForm::Number)),
    ("orphan-mark", Class::OrphanMark),
    ("emphasis", Class::Styled(Emphasis::Emphasis)),
    ("strong", Class::Styled(Emphasis::Strong)),
    ("strike", Class::Styled(Emphasis::Strike)),
    ("underline", Class::Styled(Emphasis::Underline)),
    ("ul", Class::Styled(Emphasis::Underline)),
    ("superscript", Class::Styled(Emphasis::Superscript)),
    ("sup", Class::Styled(Emphasis::Superscript)),
    ("subscript", Class::Styled(Emphasis::Subscript)),
    ("sub", Class::Styled(Emphasis::Subscript)),
    ("small-caps", Class::Styled(Emphasis::SmallCaps)),
    ("smallcaps", Class::Styled(Emphasis::SmallCaps)),
    ("italic", Class::Styled(Emphasis::Emphasis)),
    ("bold", Class::Styled(Emphasis::Strong)),
    ("dots", Class::Styled(Emphasis::Dots)),
];

#[derive(Clone, Copy)]
enum Class {
    Person,
    Position,
    RunIn,
    By,
    PageBreak,
    Reference(ReferenceForm),
    OrphanMark,
    Styled(Emphasis),
}

/// The classes that words in brackets may have.
pub(super) fn classes() -> impl Iterator<Item = &'static str> {
    CLASSES.iter().map(|(name, _)| *name)
}

impl Compositor<'_> {
    /// Wraps words in what their attributes say, the first class outermost. What is not known is told and left out.
    pub(super) fn dress(&mut self, attributes: &Attributes, words: Inlines, range: &Range<usize>) -> Inlines {
        let mut dressed = words;
        for class in attributes.classes.iter().rev() {
            dressed = match CLASSES.iter().find(|(name, _)| name == class) {
                Some((_, known)) => self.wrap(*known, attributes, dressed, range),
                None => {
                    self.unknown(
                        &format!(".{class}"),
                        chinese_names::class(class).unwrap_or(class),
                        classes(),
                        attributes.range.clone(),
                    );
                    dressed
                }
            };
        }
        for (key, value) in &attributes.pairs {
            match key.as_str() {
                "lang" => dressed = self.in_language(value, dressed, attributes, range),
                "ruby" => dressed = self.with_reading(value, dressed, attributes, range),
                "of" => {}
                _ => self.unknown(key, key, ["lang", "of", "ruby"].into_iter(), attributes.range.clone()),
            }
        }
        if let Some(id) = &attributes.id {
            self.unknown(&format!("#{id}"), id, std::iter::empty(), attributes.range.clone());
        }
        dressed
    }

    fn wrap(&mut self, class: Class, attributes: &Attributes, inlines: Inlines, range: &Range<usize>) -> Inlines {
        let of = attributes.get("of");
        let at = span(range.clone());
        vec![match class {
            Class::Person => self.mention(of, inlines, range.clone()),
            Class::Position => self.position(of, inlines, range.clone()),
            Class::Styled(emphasis) => {
                self.strong.extend((emphasis == Emphasis::Strong).then_some(range.start));
                Inline::Styled { span: at, emphasis, inlines }
            }
            Class::OrphanMark => Inline::OrphanMark { span: at, mark: text::inlines(&inlines) },
            Class::PageBreak => {
                let mut run = inlines;
                run.push(Inline::Milestone { span: at, kind: MilestoneKind::PageBreak });
                return run;
            }
            Class::Reference(form) => {
                self.tell_double_page(form, range);
                return self.referring(form, inlines, attributes);
            }
            Class::RunIn => {
                self.run_ins.insert(range.start);
                return self.strong_words(inlines, range);
            }
            Class::By => {
                self.signatures.insert(range.start, range.end);
                return inlines;
            }
        }]
    }

    /// Run-in headings stand as strong words until their paragraph is known.
    fn strong_words(&self, inlines: Inlines, range: &Range<usize>) -> Inlines {
        let bracketed = self.slice(range.clone()).starts_with('[');
        match inlines.as_slice() {
            [Inline::Styled { emphasis: Emphasis::Strong, .. }] if !bracketed => inlines,
            _ => vec![Inline::Styled { span: span(range.clone()), emphasis: Emphasis::Strong, inlines }],
        }
    }

    /// Tells of words beside a reference to a page that it prints itself: `第[](#map){.page}页`.
    fn tell_double_page(&mut self, form: ReferenceForm, range: &Range<usize>) {
        let (before, after) = (self.slice(0..range.start), self.slice(range.end..self.text.len()));
        let chinese = self.front.lang.is_chinese() && (before.ends_with('第') || after.starts_with(['页', '頁']));
        let english = ["page ", "Page ", "p. "].iter().any(|word| before.ends_with(word));
        if form == ReferenceForm::Page && (chinese || english) {
            let message = "the words beside this reference are printed twice: it prints them itself";
            let shown = if chinese { "`第1页`" } else { "`page 1`" };
            let hint = format!("leave them out: the reference alone is printed as {shown}");
            self.tell(code::REFERENCE_LABEL_DOUBLE, range.clone(), message, &hint);
        }
    }

    /// References print the page or the number of what they mean instead of what it is called.
    fn referring(&mut self, wanted: ReferenceForm, mut inlines: Inlines, attributes: &Attributes) -> Inlines {
        match inlines.as_mut_slice() {
            [Inline::Reference { form, .. }] => *form = wanted,
            _ => {
                let class = if wanted == ReferenceForm::Number { ".number" } else { ".page" };
                let hint = "write a reference without words before it, as in `[](#fig-map){.page}`";
                let message = format!("`{class}` stands at no reference");
                self.tell(code::ATTRIBUTE_INVALID, attributes.range.clone(), message, hint);
            }
        }
        inlines
    }

    fn in_language(&mut self, tag: &str, inlines: Inlines, attributes: &Attributes, range: &Range<usize>) -> Inlines {
        match self.lang(tag, attributes.range.clone()) {
            Some(lang) => vec![Inline::Language { span: span(range.clone()), lang, inlines }],
            None => inlines,
        }
    }

    /// Words under their reading. What cannot stand so keeps its reading beside it, as plain words have it.
    fn with_reading(
        &mut self,
        reading: &str,
        words: Inlines,
        attributes: &Attributes,
        range: &Range<usize>,
    ) -> Inlines {
        let reading = reading.split_whitespace().collect::<Vec<_>>().join(" ");
        let mut bare = !text::inlines(&words).trim().is_empty();
        walk::inlines(&words, &mut |inline| bare &= !inline.takes_no_reading());
        if bare && !reading.is_empty() {
            return vec![Inline::Ruby { span: span(range.clone()), inlines: words, reading }];
        }
        let message = "a reading stands over words alone, without notes, references, breaks or other readings in them";
        self.tell(
            code::ATTRIBUTE_INVALID,
            attributes.range.clone(),
            message,
            "close the brackets around the words alone",
        );
        if reading.is_empty() {
            return words;
        }
        let marks = text::READING_MARKS;
        let beside = Inline::text(format!("{}{reading}{}", marks.0, marks.1), span(attributes.range.clone()));
        words.into_iter().chain([beside]).collect()
    }

    /// A language by its tag, if that is well formed; what is registered of it, if not all is.
    pub(super) fn lang(&mut self, tag: &str, range: Range<usize>) -> Option<Lang> {
        let lang = Lang::new(tag);
        if lang.is_well_formed() {
            let Some(slip) = lang.slip() else { return Some(lang) };
            self.report(slip.told(&lang, 1).at(span(range)));
            return Some(slip.valid);
        }
        let hint = "give a tag such as `en`, `zh` or `zh-Hant`";
        self.tell(code::LANG_INVALID, range, format!("`{tag}` is not a language tag"), hint);
        None
    }

    /// Reports an attribute that means nothing where it stands.
    pub(super) fn unknown<'n>(
        &mut self,
        shown: &str,
        name: &str,
        known: impl Iterator<Item = &'n str>,
        range: Range<usize>,
    ) {
        let message = format!("`{shown}` means nothing here");
        let diagnostic = Diagnostic::new(code::ATTRIBUTE_UNKNOWN, message).at(span(range));
        self.report(match nearest(name, known) {
            Some(near) => diagnostic.hint(format!("did you mean `{near}`?")),
            None => diagnostic.hint("leave it out"),
        });
    }
}
