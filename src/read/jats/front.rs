//! The metadata: bulletin, numbers, date, titles, people.

use super::blocks::lang;
use super::desk::{Desk, Fate, is_made, line, own_line, plain, span};
use crate::ast::{
    Block, Compilers, CorrectedIssue, Date, EditorsNote, Front, IssueNumber, Lang, NameOrder, Paragraph, Person,
    PersonId, RunIn, Section, Title, identifiers,
};
use crate::diagnostics::{Diagnostic, code};
use crate::xml::Element;

/// The forms of a contributor's name.
const NAMES: [&str; 3] = ["name", "string-name", "collab"];

/// Parts of the metadata that no bulletin has, and that nobody misses where they have no words.
const SILENT: [&str; 11] = [
    "article-categories",
    "counts",
    "history",
    "elocation-id",
    "fpage",
    "lpage",
    "self-uri",
    "article-version",
    "pub-history",
    "volume",
    "article-id",
];

impl Desk<'_> {
    /// Reads the metadata of an article.
    pub(super) fn front(&mut self, article: &Element<'_>) -> Front {
        let mut front = Front { lang: lang(article).unwrap_or_default(), ..Front::default() };
        let empty = Element::default();
        let journal = article.descend(&["front", "journal-meta"]).unwrap_or(&empty);
        let meta = article.descend(&["front", "article-meta"]).unwrap_or(&empty);
        front.series = self
            .take(journal.descend(&["journal-title-group", "journal-title"]))
            .or_else(|| self.take(journal.child("journal-title")));
        front.issn = self.issn(journal.child("issn"));
        front.publisher = self.take(journal.descend(&["publisher", "publisher-name"]));
        self.quoted(meta, &mut front);
        self.titles(meta, &mut front);
        for element in meta.elements() {
            self.fact(element, &mut front);
        }
        front.people = self.people.clone();
        front
    }

    fn fact(&mut self, element: &Element<'_>, front: &mut Front) {
        match element.name {
            "article-id" if element.attribute("pub-id-type") == Some("doi") => front.doi = self.take(Some(element)),
            "pub-date" => self.date(element, front),
            "issue" => front.number = self.number(element),
            "issue-title" => {
                front.designation = own_line(Some(element));
                self.took(element);
            }
            "volume-issue-group" if element.attribute("content-type") == Some("whole-number") => {
                front.whole_number = element.child("issue").and_then(|issue| self.number(issue));
            }
            "supplement" => match self.number(element) {
                None => self.leave(element, Fate::Dropped),
                found => front.supplement = found,
            },
            "related-article" if front.corrects.is_none() => {
                front.corrects = corrected(element);
                front.corrects.iter().for_each(|_| self.took(element));
            }
            "related-article" => {}
            "contrib-group" => self.contributors(element, front),
            "permissions" => front.licence = self.licence(element),
            "abstract" | "trans-abstract" => self.standfirst(element, front),
            "kwd-group" if element.attribute("kwd-group-type") != Some("quoted-person") => {
                let words = element.elements().filter(|it| it.name == "kwd");
                front.keywords.extend(words.filter_map(|it| self.take(Some(it))));
            }
            "custom-meta-group" => self.printed_lines(element, front),
            "title-group" | "kwd-group" => {}
            name if SILENT.contains(&name) => {}
            _ => self.leave(element, Fate::Dropped),
        }
    }

    fn titles(&mut self, meta: &Element<'_>, front: &mut Front) {
        let Some(group) = meta.child("title-group") else { return };
        let own = front.lang.clone();
        front.titles.extend(self.title(group, "article-title", "subtitle", own));
        for other in group.elements().filter(|element| element.name == "trans-title-group") {
            let tongue = lang(other).unwrap_or_default();
            front.titles.extend(self.title(other, "trans-title", "trans-subtitle", tongue));
        }
    }

    fn title(&mut self, group: &Element<'_>, name: &str, subtitle: &str, own: Lang) -> Option<Title> {
        let element = group.child(name)?;
        let inlines = self.inlines(element);
        let subtitle = group.child(subtitle).map(|element| self.inlines(element)).unwrap_or_default();
        let lang = lang(element).unwrap_or(own);
        (!inlines.is_empty()).then_some(Title { span: span(element), lang, inlines, subtitle })
    }

    /// The people who are quoted, whom mentions in the text point to.
    fn quoted(&mut self, meta: &Element<'_>, front: &mut Front) {
        let groups = meta
            .elements()
            .filter(|it| it.name == "kwd-group" && it.attribute("kwd-group-type") == Some("quoted-person"));
        for element in groups.flat_map(Element::elements).filter(|it| it.name == "compound-kwd") {
            let part = |kinds: &[&str]| {
                element.elements().find(|it| it.attribute("content-type").is_some_and(|kind| kinds.contains(&kind)))
            };
            let named = part(&["name", "name-eastern", "name-western"]);
            let (Some(id), Some(name)) = (element.attribute("id"), line(named)) else { continue };
            let name_order = match named.and_then(|it| it.attribute("content-type")) {
                Some("name-eastern") => NameOrder::Eastern,
                Some("name-western") => NameOrder::Western,
                _ => NameOrder::Unknown,
            };
            let position = line(part(&["position"]));
            self.took(element);
            self.people.push(Person { span: span(element), id: PersonId(id.into()), name, position, name_order });
        }
        front.people = Vec::new();
    }

    /// Those who compiled and reviewed the issue. Authors are told of: a bulletin has none.
    fn contributors(&mut self, group: &Element<'_>, front: &mut Front) {
        for contrib in group.elements().filter(|element| element.name == "contrib") {
            let Some((name, order)) = name(contrib) else { continue };
            let named = contrib.child("name-alternatives").unwrap_or(contrib);
            let named = named.elements().find(|it| NAMES.contains(&it.name));
            match contrib.attribute("contrib-type") {
                Some("compiler") => {
                    let compilers = front.compilers.get_or_insert_with(|| Compilers {
                        span: span(group),
                        name_order: order,
                        ..Compilers::default()
                    });
                    compilers.names.push(name);
                    named.into_iter().for_each(|named| self.took(named));
                }
                Some("reviewer") => {
                    front.imprint.reviewers.push(name);
                    named.into_iter().for_each(|named| self.took(named));
                }
                _ => self.leave(contrib, Fate::Dropped),
            }
        }
    }

    fn standfirst(&mut self, element: &Element<'_>, front: &mut Front) {
        if front.editors_note.is_some() {
            return self.leave(element, Fate::Dropped);
        }
        let summary = element.attribute("abstract-type") == Some("editor-summary");
        if !summary {
            self.abstract_as_note(element);
        }
        let mut blocks = self.blocks(element);
        for section in self.sections(element) {
            blocks.extend(headed(section));
        }
        element.child("title").into_iter().for_each(|title| self.took(title));
        let label = own_line(element.child("title")).or_else(|| (!summary).then(|| untitled(&front.lang)));
        front.editors_note = Some(EditorsNote { span: span(element), label, blocks });
    }

    fn abstract_as_note(&mut self, element: &Element<'_>) {
        let message = "the abstract became the editor's note, which a bulletin has in its place";
        let hint = "look whether it may stand there, or make paragraphs of it";
        self.sink.report(Diagnostic::new(code::ABSTRACT_AS_NOTE, message).at(span(element)).hint(hint));
    }

    /// An ISSN of another publisher has to be one, or checking what is written of it would fail.
    fn issn(&mut self, element: Option<&Element<'_>>) -> Option<String> {
        let words = self.take(element)?;
        if self.own || identifiers::is_issn(&words) {
            return Some(words);
        }
        let message = format!("`{words}` is not an ISSN; it was left out");
        let hint = "write eight figures as in `0378-5955`; the last one is a check figure";
        let found = Diagnostic::new(code::ELEMENT_DROPPED, message).hint(hint);
        self.sink.report(element.into_iter().fold(found, |found, element| found.at(span(element))));
        None
    }

    fn number(&mut self, element: &Element<'_>) -> Option<IssueNumber> {
        let found = number(element)?;
        self.took(element);
        Some(found)
    }

    fn date(&mut self, element: &Element<'_>, front: &mut Front) {
        if front.date.is_some() {
            return;
        }
        front.date = day(element);
        front.date_line = own_line(element.child("string-date"));
        match front.date {
            Some(_) => self.took(element),
            None => element.child("string-date").into_iter().for_each(|printed| self.took(printed)),
        }
    }

    /// Our own articles say a licence as the source does; of others the address is taken, which is what machines know.
    fn licence(&mut self, element: &Element<'_>) -> Option<String> {
        let licence = element.child("license")?;
        let (words, named) = (licence.child("license-p"), licence.child("license_ref"));
        let address = || licence.attribute("href").map(str::to_string);
        match self.own {
            true => self.take(words).or_else(|| self.take(named)).or_else(address),
            false => self.take(named).or_else(address).or_else(|| self.take(words)),
        }
    }

    fn printed_lines(&mut self, element: &Element<'_>, front: &mut Front) {
        for meta in element.elements().filter(|inner| inner.name == "custom-meta") {
            let Some(value) = line(meta.child("meta-value")) else { continue };
            if printed(meta, value, front) {
                self.took(meta);
            }
        }
    }

    /// What the imprint says beside compilers and reviewers.
    pub(super) fn imprint(&mut self, article: &Element<'_>, front: &mut Front) {
        let notes = article.child("back").into_iter().flat_map(Element::elements);
        for notes in notes.filter(|it| it.name == "notes" && it.attribute("notes-type") == Some("imprint")) {
            front.imprint.span = span(notes);
            let lines = notes.elements().filter(|it| it.name == "p" && !is_made(it));
            for printed in lines {
                front.imprint.lines.extend(self.take(Some(printed)));
            }
        }
        let signed =
            article.descend(&["body", "sig-block", "sig"]).and_then(|sig| own_line(sig.child("named-content")));
        if let Some(compilers) = &mut front.compilers {
            compilers.label = signed;
        }
    }
}

/// What is printed before an abstract that has no title; it is no note of an editor.
fn untitled(lang: &Lang) -> String {
    if lang.primary() == "zh" { "摘要".into() } else { "Abstract".into() }
}

/// A part of a structured abstract: its heading opens its first paragraph.
fn headed(section: Section) -> Vec<Block> {
    let mut blocks = section.blocks;
    let head = (!section.title.is_empty())
        .then(|| Box::new(RunIn { span: section.span, label: None, inlines: section.title }));
    match blocks.first_mut() {
        Some(Block::Paragraph(first)) if first.run_in.is_none() => first.run_in = head,
        _ if head.is_none() => {}
        _ => blocks.insert(0, Block::Paragraph(Paragraph { span: section.span, run_in: head, ..Paragraph::default() })),
    }
    for inner in section.sections {
        blocks.extend(headed(inner));
    }
    blocks
}

fn number(element: &Element<'_>) -> Option<IssueNumber> {
    element.words().trim().parse().ok().filter(|number| *number > 0).map(IssueNumber)
}

/// The issue that this one corrects; articles are related in other ways too, which a bulletin has no place for.
fn corrected(element: &Element<'_>) -> Option<CorrectedIssue> {
    if element.attribute("related-article-type") != Some("corrected-article") {
        return None;
    }
    let date = element.child("date").and_then(|date| Date::parse(date.attribute("iso-8601-date")?));
    let year = element.child("year").and_then(|year| year.words().trim().parse().ok()).or(date.map(Date::year))?;
    let (issue, supplement) = (element.child("issue").and_then(number), element.child("supplement").and_then(number));
    let date = date.filter(|date| date.year() == year);
    Some(CorrectedIssue { year, number: issue.or(supplement)?, supplement: issue.is_none(), date })
}

fn day(element: &Element<'_>) -> Option<Date> {
    let part = |name: &str| element.child(name)?.words().trim().parse::<u16>().ok();
    let small = |name: &str| part(name).and_then(|figure| u8::try_from(figure).ok());
    let iso = element.attribute("iso-8601-date").and_then(Date::parse);
    iso.or_else(|| Date::new(part("year")?, small("month")?, small("day")?))
}

/// Puts a printed line where it belongs; says whether it is one that an issue has.
fn printed(meta: &Element<'_>, value: String, front: &mut Front) -> bool {
    match line(meta.child("meta-name")).as_deref() {
        Some("issue-designation-in-source") => front.issue_line = Some(value),
        Some("issue-designation") if is_made(meta) => {}
        Some("issue-designation") => drop(front.issue_line.get_or_insert(value)),
        Some("distribution") => front.imprint.distribution.push(value),
        Some("copies-to") => front.imprint.copies_to.push(value),
        Some("issued-by") => front.imprint.issued_by = Some(value),
        Some("copies") => front.imprint.copies = value.parse().ok(),
        Some("classification") => front.classification = Some(value),
        Some("copy-number") => front.copy_number = Some(value),
        _ => return false,
    }
    true
}

/// A contributor's name, and how it is ordered.
fn name(contrib: &Element<'_>) -> Option<(String, NameOrder)> {
    let alternatives = contrib.child("name-alternatives").unwrap_or(contrib);
    let element = alternatives.elements().find(|it| NAMES.contains(&it.name))?;
    let is_unsaid = |made: &str| matches!(made, "name-order-unknown" | "name-order-by-script");
    let known = !element.attribute("specific-use").is_some_and(is_unsaid);
    let order = match element.attribute("name-style") {
        Some("eastern") if known => NameOrder::Eastern,
        Some("western") if known => NameOrder::Western,
        None if known && element.name == "name" => NameOrder::Western,
        _ => NameOrder::Unknown,
    };
    let (surname, given) = (line(element.child("surname")), line(element.child("given-names")));
    let whole = match (surname, given) {
        (Some(surname), Some(given)) if order == NameOrder::Eastern => format!("{surname} {given}"),
        (Some(surname), Some(given)) => format!("{given} {surname}"),
        (Some(one), None) | (None, Some(one)) => one,
        (None, None) => plain(&element.words()).trim().to_string(),
    };
    Some((whole, order)).filter(|(name, _)| !name.is_empty())
}
