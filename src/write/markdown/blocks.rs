//! What stands in a column.

use super::Desk;
use super::escape::{self, Place};
use super::inlines::{address, attribute};
use crate::ast::{
    Block, Boxed, DefinitionItem, EditorsNote, Emphasis, Figure, Inline, Lang, List, ListMarker, Note, Paragraph,
    Placement, Quote, Section, numerals::Numeral, text,
};
use crate::diagnostics::Span;

impl Desk<'_, '_> {
    /// Blocks with an empty line between them. `around` is the language that holds here.
    pub(super) fn blocks(&mut self, blocks: &[Block], around: &Lang) -> String {
        let mut parts: Vec<String> = Vec::new();
        let mut lists = 0;
        for alike in blocks.chunk_by(|one, next| {
            let own = own(one, around);
            own != (None, 0) && own == self::own(next, around)
        }) {
            let (lang, looseness) = alike.first().map_or((None, 0), |block| own(block, around));
            let inner = lang.clone().unwrap_or_else(|| around.clone());
            let mut inside: Vec<String> = Vec::new();
            for block in alike {
                // Two lists beside each other are told apart by their signs.
                lists = if matches!(block, Block::List(_)) { lists + 1 } else { 0 };
                inside.push(self.block(block, &inner, lists % 2 == 0));
            }
            inside.retain(|part| !part.is_empty());
            let inside = inside.join("\n\n");
            let mut attributes: Vec<String> = lang.iter().map(|lang| format!("lang={}", lang.tag())).collect();
            attributes.extend((looseness != 0).then(|| format!("looseness={looseness}")));
            parts.push(match attributes.is_empty() {
                true => inside,
                false => format!(":::{}\n{inside}\n:::", braces(&attributes)),
            });
        }
        parts.retain(|part| !part.is_empty());
        parts.join("\n\n")
    }

    fn block(&mut self, block: &Block, lang: &Lang, second: bool) -> String {
        match block {
            Block::Paragraph(paragraph) => self.paragraph(paragraph, lang),
            Block::List(list) => self.list(list, lang, second),
            Block::Definitions { items, .. } => self.definitions(items, lang),
            Block::Quote(quote) => self.quote(quote, lang),
            Block::Table(table) => self.table(table, lang),
            Block::Figure(figure) => self.figure(figure),
            Block::Boxed(boxed) => self.boxed(boxed, lang),
            Block::Milestone { .. } => "::: page-break".to_string(),
        }
    }

    pub(super) fn heading(&mut self, section: &Section, level: usize) -> String {
        let label = section.label.as_ref().filter(|label| label.literal);
        let mut words = self.run(&section.title, Place::Line);
        if let Some(label) = label {
            let gap = text::gap(&label.text, &text::inlines(&section.title));
            words = format!("{}{gap}{words}", label.text);
        }
        let mut attributes = Vec::new();
        attributes.extend(section.id.iter().filter(|id| !is_made(id)).map(|id| format!("#{id}")));
        attributes.extend(section.lang.iter().map(|lang| attribute("lang", lang.tag())));
        let marks = "#".repeat(level.min(6));
        format!("{marks} {words}{}", braces(&attributes))
    }

    pub(super) fn paragraph(&mut self, paragraph: &Paragraph, lang: &Lang) -> String {
        let Some(run_in) = &paragraph.run_in else {
            let mut inlines = paragraph.inlines.clone();
            self.spare_run_in(&mut inlines);
            return self.paragraph_words(&inlines, lang);
        };
        let head = self.run(&run_in.inlines, Place::Paragraph);
        let rest = self.run(&paragraph.inlines, Place::Paragraph);
        let opening = text::inlines(&run_in.inlines);
        let words = text::inlines(&paragraph.inlines);
        let sure = ends_in_stop(&opening) && !words.trim().is_empty();
        let gap = if rest.is_empty() { "" } else { text::gap(&opening, &words) };
        let marks = opening.starts_with(char::is_alphanumeric) && sure;
        match marks {
            true => self.laid(&format!("**{head}**{gap}{rest}"), lang),
            false => self.laid(&format!("[{head}]{{.run-in}}{gap}{rest}"), lang),
        }
    }

    /// Strong words that end in a stop and open a paragraph would be read as a heading that opens it: told.
    fn spare_run_in(&mut self, inlines: &mut [Inline]) {
        let Some(Inline::Styled { span, emphasis: Emphasis::Strong, inlines: strong }) = inlines.first() else {
            return;
        };
        let more = inlines.get(1..).is_some_and(|rest| !text::inlines(rest).trim().is_empty());
        if more && ends_in_stop(&text::inlines(strong)) {
            self.flatten(*span, "strong words that open a paragraph and end in a stop are read as its heading");
        }
    }

    fn list(&mut self, list: &List, lang: &Lang, second: bool) -> String {
        self.check_marker(list);
        let loose = list.items.iter().any(|item| {
            item.blocks.len() > 1 && !matches!(item.blocks.as_slice(), [Block::Paragraph(_), Block::List(_)])
        });
        let mut items = Vec::new();
        for (index, item) in (0..).zip(&list.items) {
            let marker = match list.marker {
                ListMarker::Bullet => if second { "*" } else { "-" }.to_string(),
                ListMarker::Number { start, .. } => {
                    format!("{}{}", start.saturating_add(index), if second { ")" } else { "." })
                }
            };
            let inner = match item.blocks.as_slice() {
                [Block::Paragraph(first), Block::List(inner)] if !loose => {
                    format!("{}\n{}", self.paragraph(first, lang), self.list(inner, lang, false))
                }
                blocks => self.blocks(blocks, lang),
            };
            items.push(format!("{marker} {}", hung(&inner, marker.len() + 1)).trim_end().to_string());
        }
        items.join(if loose { "\n\n" } else { "\n" })
    }

    fn check_marker(&mut self, list: &List) {
        if let ListMarker::Number { numeral, start } = list.marker {
            if numeral != Numeral::Decimal {
                self.flatten(list.span, "the list is numbered in figures");
            }
            if start > 999_999_999 {
                self.flatten(list.span, "the list's first number is too large");
            }
        }
    }

    fn definitions(&mut self, items: &[DefinitionItem], lang: &Lang) -> String {
        let mut parts = Vec::new();
        for item in items {
            let term = self.run(&item.term, Place::Line);
            let term = escape::line(&term);
            let meaning = self.blocks(&item.blocks, lang);
            parts.push(format!("{term}\n: {}", hung(&meaning, 2)).trim_end().to_string());
        }
        parts.join("\n\n")
    }

    fn quote(&mut self, quote: &Quote, lang: &Lang) -> String {
        let mut inner = self.blocks(&quote.blocks, lang);
        if let Some(attribution) = &quote.attribution {
            let words = self.run(attribution, Place::Line);
            if !words.starts_with(['—', '―']) {
                return self.signed_quote(quote, attribution, &inner);
            }
            inner = format!("{inner}\n\n{words}");
        }
        prefixed(&inner, "> ")
    }

    /// A quote whose signature opens with no dash: it is named where the quote opens.
    fn signed_quote(&mut self, quote: &Quote, attribution: &[Inline], inner: &str) -> String {
        let plain = text::inlines(attribution);
        if !matches!(attribution, [Inline::Text { .. }]) {
            self.flatten(quote.span, "whose words a quotation is was written without its look");
        }
        format!("::: quote {{{}}}\n{inner}\n:::", attribute("by", &plain))
    }

    fn boxed(&mut self, boxed: &Boxed, lang: &Lang) -> String {
        let inner = self.blocks(&boxed.blocks, lang);
        let plain = matches!(boxed.title.as_slice(), [] | [Inline::Text { .. }]);
        let title = text::inlines(&boxed.title);
        let mut attributes = Vec::new();
        attributes.extend((plain && !title.is_empty()).then(|| attribute("title", &title)));
        attributes.extend(boxed.id.iter().filter(|id| !is_made(id)).map(|id| format!("#{id}")));
        let head = if plain { String::new() } else { format!("# {}\n\n", self.run(&boxed.title, Place::Line)) };
        format!("::: box{}\n{head}{inner}\n:::", braces(&attributes))
    }

    fn figure(&mut self, figure: &Figure) -> String {
        let mut alternative = String::new();
        escape::words(&figure.alternative.replace('\n', " "), Some(']'), Place::Line, &mut alternative);
        let caption = text::inlines(&figure.caption);
        if !matches!(figure.caption.as_slice(), [] | [Inline::Text { .. }]) {
            self.flatten(figure.span, "the figure's caption was written without looks, links and notes");
        }
        let caption = match caption.is_empty() {
            true => String::new(),
            false => format!(" \"{}\"", caption.replace('\\', "\\\\").replace('"', "\\\"").replace('&', "\\&")),
        };
        let mut attributes = Vec::new();
        attributes.extend(figure.id.iter().filter(|id| !is_made(id)).map(|id| format!("#{id}")));
        attributes.extend(figure.width.map(|width| format!("width={}%", percent(width))));
        attributes.extend(standing(figure.placement, figure.spans_page));
        let braces = braces(&attributes);
        format!("![{alternative}]({}{caption}){}", address(&figure.image), braces.trim_start())
    }

    pub(super) fn editors_note(&mut self, note: &EditorsNote) -> String {
        let lang = self.document.front.lang.clone();
        let inner = self.blocks(&note.blocks, &lang);
        let label = note.label.as_ref().map(|label| attribute("label", label));
        format!("::: editors-note{}\n{inner}\n:::", braces(&label.into_iter().collect::<Vec<_>>()))
    }

    pub(super) fn note(&mut self, note: &Note) -> String {
        let lang = self.document.front.lang.clone();
        let mark = self.mark(&note.id);
        let inner = self.blocks(&note.blocks, &lang);
        format!("[^{mark}]: {}", hung(&inner, 4)).trim_end().to_string()
    }

    /// Reports that something stands where the form has no place for it.
    pub(super) fn displaced(&mut self, span: Span, what: &str) {
        self.flatten(span, what);
    }
}

/// What a block says that a block of colons around it says in the source: its language, where it is not that of what is
/// around it, and how many lines more or fewer it is to have.
fn own(block: &Block, around: &Lang) -> (Option<Lang>, i8) {
    match block {
        Block::Paragraph(paragraph) => (paragraph.lang.clone().filter(|lang| lang != around), paragraph.looseness),
        _ => (None, 0),
    }
}

/// Lines of which all but the first are set in.
fn hung(text: &str, by: usize) -> String {
    let blank = " ".repeat(by);
    let line = |(index, line): (usize, &str)| match (index, line.is_empty()) {
        (0, _) | (_, true) => line.to_string(),
        _ => format!("{blank}{line}"),
    };
    text.split('\n').enumerate().map(line).collect::<Vec<_>>().join("\n")
}

fn prefixed(text: &str, prefix: &str) -> String {
    text.split('\n').map(|line| format!("{prefix}{line}").trim_end().to_string()).collect::<Vec<_>>().join("\n")
}

/// Attributes in braces after a blank; nothing for none.
pub(super) fn braces(attributes: &[String]) -> String {
    if attributes.is_empty() { String::new() } else { format!(" {{{}}}", attributes.join(" ")) }
}

/// Whether numbering made an id, which it will make again.
pub(super) fn is_made(id: &str) -> bool {
    let figures = |rest: &str| !rest.is_empty() && rest.chars().all(|c| c.is_ascii_digit() || c == '-');
    ["sec-", "table-", "figure-", "box-"].iter().any(|stem| id.strip_prefix(stem).is_some_and(figures))
}

/// The same rule by which the reader knows a heading that opens its paragraph.
fn ends_in_stop(words: &str) -> bool {
    let words = words.trim_end().trim_end_matches(['"', '\'', '”', '’', '»', '）', ')', '」', '』', '》']);
    words.ends_with(['.', '!', '?', '。', '！', '？', '．', '…'])
}

fn percent(share: f64) -> String {
    let figure = format!("{:.3}", share * 100.0);
    figure.trim_end_matches('0').trim_end_matches('.').to_string()
}

/// The attributes that say where something stands on pages.
pub(super) fn standing(placement: Option<Placement>, spans_page: bool) -> impl Iterator<Item = String> {
    let name = Placement::NAMES.iter().find(|(_, known)| Some(*known) == placement);
    name.map(|(name, _)| format!("placement={name}")).into_iter().chain(spans_page.then(|| "span=page".to_string()))
}
