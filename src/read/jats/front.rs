//! The metadata: bulletin, numbers, date, titles, people.

use super::blocks::lang;
use super::desk::{Desk, Fate, is_made, line, own_line, plain, span};
use crate::ast::{
    Compilers, CorrectedIssue, Date, EditorsNote, Front, Imprint, IssueNumber, Lang, NameOrder, Person, PersonId, Title,
};
use crate::xml::Element;

/// Parts of the metadata that no bulletin has and no reader of one misses.
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
        front.series = line(journal.descend(&["journal-title-group", "journal-title"]))
            .or_else(|| line(journal.child("journal-title")));
        front.issn = line(journal.child("issn"));
        front.publisher = line(journal.descend(&["publisher", "publisher-name"]));
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
            "article-id" if element.attribute("pub-id-type") == Some("doi") => front.doi = line(Some(element)),
            "pub-date" => date(element, front),
            "issue" => front.number = number(element),
            "issue-title" => front.designation = own_line(Some(element)),
            "volume-issue-group" if element.attribute("content-type") == Some("whole-number") => {
                front.whole_number = element.child("issue").and_then(number);
            }
            "supplement" => match number(element) {
                None => self.leave(element, Fate::Dropped),
                found => front.supplement = found,
            },
            "related-article" if front.corrects.is_none() => front.corrects = corrected(element),
            "related-article" => {}
            "contrib-group" => self.contributors(element, front),
            "permissions" => front.licence = licence(element),
            "abstract" | "trans-abstract" => self.standfirst(element, front),
            "kwd-group" if element.attribute("kwd-group-type") != Some("quoted-person") => {
                front.keywords.extend(element.elements().filter(|it| it.name == "kwd").filter_map(|it| line(Some(it))));
            }
            "custom-meta-group" => printed_lines(element, front),
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
            self.people.push(Person { span: span(element), id: PersonId(id.into()), name, position, name_order });
        }
        front.people = Vec::new();
    }

    /// Those who compiled and reviewed the issue. Authors are told of: a bulletin has none.
    fn contributors(&mut self, group: &Element<'_>, front: &mut Front) {
        for contrib in group.elements().filter(|element| element.name == "contrib") {
            let Some((name, order)) = name(contrib) else { continue };
            match contrib.attribute("contrib-type") {
                Some("compiler") => {
                    let compilers = front.compilers.get_or_insert_with(|| Compilers {
                        span: span(group),
                        name_order: order,
                        ..Compilers::default()
                    });
                    compilers.names.push(name);
                }
                Some("reviewer") => front.imprint.reviewers.push(name),
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
            self.leave(element, Fate::Unwrapped);
        }
        let mut blocks = self.blocks(element);
        for section in self.sections(element) {
            blocks.extend(section.blocks);
        }
        front.editors_note = Some(EditorsNote { span: span(element), label: own_line(element.child("title")), blocks });
    }

    /// What the imprint says beside compilers and reviewers.
    pub(super) fn imprint(&mut self, article: &Element<'_>, front: &mut Front) {
        let notes = article.child("back").into_iter().flat_map(Element::elements);
        for notes in notes.filter(|it| it.name == "notes" && it.attribute("notes-type") == Some("imprint")) {
            front.imprint.span = span(notes);
            let lines = notes.elements().filter(|it| it.name == "p" && !is_made(it));
            lines.for_each(|line| imprint_line(line, &mut front.imprint));
        }
        let signed =
            article.descend(&["body", "sig-block", "sig"]).and_then(|sig| own_line(sig.child("named-content")));
        if let Some(compilers) = &mut front.compilers {
            compilers.label = signed;
        }
    }
}

fn imprint_line(element: &Element<'_>, imprint: &mut Imprint) {
    imprint.lines.extend(line(Some(element)));
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

fn date(element: &Element<'_>, front: &mut Front) {
    let part = |name: &str| element.child(name)?.words().trim().parse::<u16>().ok();
    let small = |name: &str| part(name).and_then(|figure| u8::try_from(figure).ok());
    let iso = element.attribute("iso-8601-date").and_then(Date::parse);
    let parts = || Date::new(part("year")?, small("month")?, small("day")?);
    let found = iso.or_else(parts);
    if front.date.is_none() {
        front.date = found;
        front.date_line = own_line(element.child("string-date"));
    }
}

fn licence(element: &Element<'_>) -> Option<String> {
    let licence = element.child("license")?;
    let address = || licence.attribute("href").map(str::to_string);
    line(licence.child("license-p")).or_else(|| line(licence.child("license_ref"))).or_else(address)
}

fn printed_lines(element: &Element<'_>, front: &mut Front) {
    for meta in element.elements().filter(|inner| inner.name == "custom-meta") {
        let Some(value) = line(meta.child("meta-value")) else { continue };
        match line(meta.child("meta-name")).as_deref() {
            Some("issue-designation-in-source") => front.issue_line = Some(value),
            Some("issue-designation") if is_made(meta) => {}
            Some("issue-designation") => drop(front.issue_line.get_or_insert(value)),
            Some("distribution") => front.imprint.distribution.push(value),
            Some("copies") => front.imprint.copies = value.parse().ok(),
            Some("classification") => front.classification = Some(value),
            Some("copy-number") => front.copy_number = Some(value),
            _ => {}
        }
    }
}

/// A contributor's name, and how it is ordered.
fn name(contrib: &Element<'_>) -> Option<(String, NameOrder)> {
    let alternatives = contrib.child("name-alternatives").unwrap_or(contrib);
    let element = alternatives.elements().find(|it| matches!(it.name, "name" | "string-name" | "collab"))?;
    let known = element.attribute("specific-use") != Some("name-order-unknown");
    let order = match element.attribute("name-style") {
        Some("eastern") => NameOrder::Eastern,
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
