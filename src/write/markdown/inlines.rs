//! What stands in a line.

use super::Desk;
use super::escape::{self, Place};
use super::lines::{Lines, sentences};
use crate::ast::{Emphasis, Inline, Lang, MilestoneKind, PersonId, ReferenceForm, text, walk};
use std::fmt::Write;

/// A run in the making.
struct Run<'d, 'a, 's> {
    desk: &'d mut Desk<'a, 's>,
    place: Place,
    text: String,
    /// Who was named last, to whom an office belongs that names nobody.
    last: Option<PersonId>,
    /// Where the last office ends that names nobody, and whose it is.
    office: Option<(usize, PersonId)>,
}

impl Desk<'_, '_> {
    /// A run as one line of Markdown.
    pub(super) fn run(&mut self, inlines: &[Inline], place: Place) -> String {
        let mut run = Run { desk: self, place, text: String::new(), last: None, office: None };
        run.inlines(inlines, None);
        run.text
    }

    /// A heading that opens a paragraph: strong words where they are `sure` to be read as one, a class otherwise.
    pub(super) fn run_in(&mut self, inlines: &[Inline], after: Option<char>, sure: bool) -> String {
        let mut run = Run { desk: self, place: Place::Paragraph, text: String::new(), last: None, office: None };
        match sure && run.is_clear(inlines, after, "**") {
            true => run.signed("**", inlines),
            false => run.bracketed(inlines, "{.run-in}"),
        }
        run.name_office_at_end();
        run.text
    }

    /// Words of a paragraph over lines, as the user wants them.
    pub(super) fn laid(&self, words: &str, lang: &Lang) -> String {
        match self.lines {
            Lines::Paragraph => escape::lines(words),
            // Readers put lines together as the language of the whole document wants it.
            Lines::Sentence => {
                let chinese = lang.is_chinese() && self.document.front.lang.is_chinese();
                escape::lines(&sentences(words, chinese))
            }
        }
    }
}

impl Run<'_, '_, '_> {
    fn inlines(&mut self, inlines: &[Inline], after: Option<char>) {
        for (index, inline) in inlines.iter().enumerate() {
            let rest = inlines.get(index + 1..).unwrap_or_default();
            let next = rest.iter().find_map(first_sign).or(after);
            self.inline(inline, next);
        }
    }

    fn inline(&mut self, inline: &Inline, after: Option<char>) {
        match inline {
            Inline::Text { text, .. } => escape::words(text, after, self.place, &mut self.text),
            Inline::Styled { emphasis, inlines, .. } => self.styled(*emphasis, inlines, after),
            Inline::Person { person, inlines, .. } => self.person(person, inlines),
            Inline::Position { person, inlines, .. } => self.position(person, inlines),
            Inline::Reference { target, label, .. } if self.desk.names.is_lost(target) => {
                let words = label.as_deref().unwrap_or(target);
                escape::words(words, after, self.place, &mut self.text);
            }
            Inline::Link { target, inlines, .. }
                if target.strip_prefix('#').is_some_and(|id| self.desk.names.is_lost(id)) =>
            {
                self.inlines(inlines, after);
            }
            Inline::Link { target, inlines, .. } => self.link(target, inlines),
            Inline::Reference { target, form, .. } => {
                let class = match form {
                    ReferenceForm::Label => "",
                    ReferenceForm::Number => "{.number}",
                    ReferenceForm::Page => "{.page}",
                };
                let _ = write!(self.text, "[](#{}){class}", self.desk.names.place(target));
            }
            Inline::Callout { note, .. } => {
                let _ = write!(self.text, "[^{}]", self.desk.names.mark(note));
            }
            Inline::OrphanMark { mark, .. } => self.bracketed_words(mark, "{.orphan-mark}"),
            Inline::Language { lang, inlines, .. } => self.bracketed(inlines, &format!("{{lang={}}}", lang.tag())),
            Inline::Ruby { inlines, reading, .. } => {
                let reading = attribute("ruby", reading);
                self.bracketed(inlines, &format!("{{{reading}}}"));
            }
            Inline::Milestone { kind: MilestoneKind::PageBreak, .. } => self.text.push_str("[]{.page-break}"),
            Inline::LineBreak { .. } => {
                self.text.push_str(if self.place == Place::Paragraph { "\\\n" } else { "<br>" })
            }
        }
    }

    fn bracketed(&mut self, inlines: &[Inline], attributes: &str) {
        self.text.push('[');
        self.inlines(inlines, Some(']'));
        self.text.push(']');
        self.text.push_str(attributes);
    }

    fn bracketed_words(&mut self, words: &str, attributes: &str) {
        self.text.push('[');
        escape::words(words, Some(']'), self.place, &mut self.text);
        self.text.push(']');
        self.text.push_str(attributes);
    }

    /// Signs where they are sure to be read as such, a class otherwise.
    fn styled(&mut self, emphasis: Emphasis, inlines: &[Inline], after: Option<char>) {
        let (sign, class) = match emphasis {
            Emphasis::Strong => ("**", "strong"),
            Emphasis::Emphasis => ("*", "emphasis"),
            Emphasis::Strike => ("~~", "strike"),
            Emphasis::Underline => ("", "underline"),
            Emphasis::Superscript => ("^", "sup"),
            Emphasis::Subscript => ("~", "sub"),
            Emphasis::SmallCaps => ("", "small-caps"),
            Emphasis::Dots => ("", "dots"),
        };
        if let Some((open, close, inner)) = self.both(emphasis, inlines, after) {
            self.text.push_str(open);
            self.inlines(inner, close.chars().next());
            return self.text.push_str(close);
        }
        let words = text::inlines(inlines);
        let clear = match emphasis {
            Emphasis::Superscript | Emphasis::Subscript => self.is_small(&words, inlines, sign),
            Emphasis::Strong | Emphasis::Emphasis | Emphasis::Strike => self.is_clear(inlines, after, sign),
            _ => false,
        };
        match clear {
            true if matches!(emphasis, Emphasis::Superscript | Emphasis::Subscript) => {
                let _ = write!(self.text, "{sign}{words}{sign}");
            }
            true => self.signed(sign, inlines),
            false => self.bracketed(inlines, &format!("{{.{class}}}")),
        }
    }

    /// The signs of strong words that are emphasised too, and the words, where a reader is sure to take the signs in this order.
    fn both<'i>(
        &self,
        outer: Emphasis,
        inlines: &'i [Inline],
        after: Option<char>,
    ) -> Option<(&'static str, &'static str, &'i [Inline])> {
        let [Inline::Styled { emphasis: inner, inlines: words, .. }] = inlines else { return None };
        let (open, close) = match (outer, inner) {
            (Emphasis::Emphasis, Emphasis::Strong) => ("***", "***"),
            (Emphasis::Strong, Emphasis::Emphasis) => ("**_", "_**"),
            _ => return None,
        };
        let stands_free = |c: Option<char>| c.is_none_or(|c| c.is_whitespace() || ",.;:!?()|".contains(c));
        let free = stands_free(self.text.chars().next_back()) && stands_free(after);
        let said = text::inlines(words);
        let edge = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        let plain = words.iter().all(|inline| matches!(inline, Inline::Text { .. }));
        (free && plain && edge(said.chars().next()) && edge(said.chars().next_back())).then_some((open, close, words))
    }

    fn signed(&mut self, sign: &str, inlines: &[Inline]) {
        self.text.push_str(sign);
        self.inlines(inlines, sign.chars().next());
        self.text.push_str(sign);
    }

    /// A few letters or figures, as the reader takes them between single signs.
    fn is_small(&self, words: &str, inlines: &[Inline], sign: &str) -> bool {
        let fits = |c: char| c.is_ascii_alphanumeric() || "+-,.()".contains(c) || ('①'..='⑳').contains(&c);
        let plain = matches!(inlines, [Inline::Text { .. }]);
        let range = sign == "~" && self.text.ends_with(|c: char| c.is_ascii_digit());
        plain
            && !range
            && (1..=12).contains(&words.len())
            && words.chars().all(fits)
            && !self.text.ends_with(['~', '^', '\\'])
    }

    /// Whether signs around words are sure to be read as such: letters inside at both ends, and no letter or sign of the
    /// same kind outside (CommonMark 0.31, section 6.2).
    fn is_clear(&self, inlines: &[Inline], after: Option<char>, sign: &str) -> bool {
        let edge = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric());
        let plain_ends =
            matches!(inlines.first(), Some(Inline::Text { .. })) && matches!(inlines.last(), Some(Inline::Text { .. }));
        let words = text::inlines(inlines);
        let open = |c: Option<char>| c.is_none_or(|c| c.is_whitespace() || ",.;:!?()“”‘’".contains(c) || is_han(c));
        let before = self.text.chars().next_back();
        let last = words.chars().next_back();
        let ends_well = edge(last)
            || (last.is_some_and(|c| ",.;:!?。，；：！？".contains(c)) && after.is_none_or(|c| c.is_whitespace()))
            // Only stars beside a stop close where Han goes on.
            || (!sign.starts_with('~') && last.is_some_and(|c| "。，；：！？”）".contains(c)) && after.is_some_and(is_han));
        let spoiled = before.is_some_and(|c| sign.contains(c)) || after.is_some_and(|c| sign.contains(c));
        plain_ends && edge(words.chars().next()) && ends_well && open(before) && (open(after) || edge(last)) && !spoiled
    }

    fn person(&mut self, person: &PersonId, inlines: &[Inline]) {
        let full = self.desk.names.person(person);
        let here = text::inlines(inlines).split_whitespace().collect::<Vec<_>>().join(" ");
        // A reader knows nobody by the words of a reference, which numbering writes.
        let mut plain = here == full;
        walk::inlines(inlines, &mut |inline| plain &= !matches!(inline, Inline::Reference { .. }));
        let of = if plain { String::new() } else { format!(" {}", attribute("of", &full)) };
        self.name_office_before(person);
        self.last = Some(person.clone());
        self.bracketed(inlines, &format!("{{.person{of}}}"));
    }

    /// Says whose an office is that a name follows at once, which would be taken for that person's.
    fn name_office_before(&mut self, person: &PersonId) {
        let Some((end, owner)) = self.office.take() else { return };
        if owner != *person && self.text.get(end + 1..).is_some_and(is_blank) {
            self.text.insert_str(end, &format!(" {}", attribute("of", &self.desk.names.person(&owner))));
        }
    }

    /// The same of an office that ends a heading: a name may open the words after it.
    fn name_office_at_end(&mut self) {
        let Some((end, owner)) = self.office.take() else { return };
        if self.text.get(end + 1..).is_some_and(|rest| is_blank(rest.trim_end_matches("]{.run-in}"))) {
            self.text.insert_str(end, &format!(" {}", attribute("of", &self.desk.names.person(&owner))));
        }
    }

    fn position(&mut self, person: &PersonId, inlines: &[Inline]) {
        let follows = self.last.as_ref() == Some(person);
        let of = if follows { String::new() } else { format!(" {}", attribute("of", &self.desk.names.person(person))) };
        self.bracketed(inlines, &format!("{{.position{of}}}"));
        self.office = follows.then(|| (self.text.len() - 1, person.clone()));
    }

    fn link(&mut self, target: &str, inlines: &[Inline]) {
        self.text.push('[');
        self.inlines(inlines, Some(']'));
        self.text.push_str("](");
        let inside = target.strip_prefix('#').map(|id| format!("#{}", self.desk.names.place(id)));
        self.text.push_str(&address(inside.as_deref().unwrap_or(target)));
        self.text.push(')');
    }
}

/// Whether there are no words between two mentions.
fn is_blank(between: &str) -> bool {
    between.chars().all(|c| c.is_whitespace() || c == '*')
}

/// An address as a link's target, in angle brackets where it holds blanks or brackets.
pub(super) fn address(target: &str) -> String {
    let plain = |c: char| !c.is_whitespace() && !c.is_control() && !"()<>\\".contains(c);
    let escaped: String =
        target.chars().flat_map(|c| ['\\'].into_iter().filter(move |_| "<>\\&|*".contains(c)).chain([c])).collect();
    match !target.is_empty() && target.chars().all(plain) {
        true => escaped,
        false => format!("<{escaped}>"),
    }
}

/// `key="value"`; what stands in the value is never a sign.
pub(super) fn attribute(key: &str, value: &str) -> String {
    let plain = |c: char| c.is_alphanumeric() || "-_.%".contains(c);
    if !value.is_empty() && value.chars().all(plain) {
        return format!("{key}={value}");
    }
    let mut words = String::new();
    escape::words(value, None, Place::Cell, &mut words);
    let words = words.replace('"', "\\\"");
    format!("{key}=\"{words}\"")
}

/// The first sign that a node will print.
fn first_sign(inline: &Inline) -> Option<char> {
    match inline {
        Inline::Text { text, .. } => text.chars().next(),
        Inline::LineBreak { .. } => Some('\n'),
        Inline::Styled { emphasis: Emphasis::Strong | Emphasis::Emphasis, .. } => Some('*'),
        Inline::Styled { emphasis: Emphasis::Strike | Emphasis::Subscript, .. } => Some('~'),
        Inline::Styled { emphasis: Emphasis::Superscript, .. } => Some('^'),
        _ => Some('['),
    }
}

fn is_han(c: char) -> bool {
    text::is_east_asian(c)
}
