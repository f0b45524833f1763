//! The index as a page: one file that needs no other, which screen readers can find their way in.

use super::words::Words;
use super::{Document, Index, Item, Listed};
use crate::numbering::name_lines;
use crate::package::escape_path;
use crate::style::StyleSheet;
use crate::write::page_look;
use crate::xml::XmlWriter;

/// What an index has and no issue.
const LOOK: &str = "nav ul{padding:0;margin:0}nav li{display:inline-block;margin:0 1em .2rem 0}.text{text-indent:0}\
td time{white-space:nowrap}th:last-child,td:last-child{width:48%}.listed{list-style:none;padding:0}.listed li{padding-left:1.7em;text-indent:-1.7em}\
@media (max-width:32rem){td time{white-space:normal}}";

/// The page, with the look of a style's issues. `link` gives the address of a document, from the page; without one its title is no link.
#[must_use]
pub fn html(index: &Index, style: &StyleSheet, link: &dyn Fn(&Document) -> Option<String>) -> String {
    let words = Words::of(&index.lang);
    let look = page_look(style.in_language(&index.lang));
    let name = index.series.as_deref().map(|name| name_lines(name, &index.lang, style)).unwrap_or_default();
    let mut page = Page { xml: XmlWriter::fragment(), index, words, look, name, link };
    page.xml.raw("<!DOCTYPE html>").line();
    page.xml.start("html").attribute("lang", index.lang.tag()).line();
    page.head();
    page.xml.start("body").line();
    page.masthead();
    page.xml.start("main").line();
    page.opening();
    page.xml.start("div").attribute("class", "text").line();
    for (at, (year, items)) in index.years().into_iter().enumerate() {
        page.year(at, year, &items);
    }
    page.listed("people", words.people, &index.people);
    page.listed("subjects", words.subjects, &index.subjects);
    page.xml.end().line().end().line().end().line().end().line();
    page.xml.finish()
}

struct Page<'a> {
    xml: XmlWriter,
    index: &'a Index,
    words: &'static Words,
    look: String,
    /// The lines of the bulletin's name.
    name: Vec<String>,
    link: &'a dyn Fn(&Document) -> Option<String>,
}

impl Page<'_> {
    /// What the index is called beside the series.
    fn own_title(&self) -> String {
        let years = self.index.years();
        let year = |one: Option<&(Option<u32>, Vec<&Item>)>| one.and_then(|(year, _)| *year);
        self.words.title(year(years.first()), year(years.last()))
    }

    fn title(&self) -> String {
        let title = self.own_title();
        match &self.index.series {
            Some(series) => format!("{series}{}{title}", self.words.colon),
            None => title,
        }
    }

    fn head(&mut self) {
        let title = self.title();
        self.xml.start("head").line();
        self.xml.start("meta").attribute("charset", "utf-8").end().line();
        let viewport = "width=device-width, initial-scale=1";
        self.xml.start("meta").attribute("name", "viewport").attribute("content", viewport).end().line();
        self.xml.element("title", title).line();
        self.xml.start("style").raw(&self.look).raw(LOOK).end().line();
        self.xml.end().line();
    }

    /// The name and publisher of the series, as over its issues; nothing where it has neither.
    fn masthead(&mut self) {
        let publisher = &self.index.publisher;
        if self.name.is_empty() && publisher.is_none() {
            return;
        }
        self.xml.start("header").attribute("class", "masthead").line();
        if !self.name.is_empty() {
            self.name();
        }
        if let Some(publisher) = publisher {
            self.xml.start("div").attribute("class", "ends publisher-line").element("p", publisher).end().line();
        }
        self.xml.end().line();
    }

    fn name(&mut self) {
        self.xml.start("p").attribute("class", "name");
        for (at, line) in self.name.iter().enumerate() {
            let class = if at > 0 { "kind" } else { "line" };
            self.xml.text(if at > 0 { " " } else { "" }).start("span").attribute("class", class).text(line).end();
        }
        self.xml.end().line();
    }

    /// The heading, and the way to every part where there are several.
    fn opening(&mut self) {
        let title = self.own_title();
        self.xml.start("h1").attribute("class", "title").text(title).end().line();
        let years = self.index.years();
        let mut places: Vec<(String, String)> =
            years.iter().enumerate().map(|(at, (year, _))| (part(at, *year), self.words.year(*year))).collect();
        // The one year stands right below.
        if years.len() == 1 {
            places.clear();
        }
        let lists = [
            ("people", self.words.people, &self.index.people),
            ("subjects", self.words.subjects, &self.index.subjects),
        ];
        let lists = lists.into_iter().filter(|(_, _, all)| !all.is_empty());
        places.extend(lists.map(|(id, name, _)| (id.to_string(), name.to_string())));
        if places.is_empty() {
            return;
        }
        self.xml.start("nav").attribute("aria-label", self.words.contents).start("ul").line();
        for (id, name) in places {
            self.xml.start("li").start("a").attribute("href", format!("#{id}")).text(name).end().end().line();
        }
        self.xml.end().end().line();
    }

    fn year(&mut self, at: usize, year: Option<u32>, items: &[&Item]) {
        let (id, name) = (part(at, year), self.words.year(year));
        self.xml.start("section").attribute("aria-labelledby", &id).line();
        self.xml.start("h2").attribute("id", &id).text(&name).end().line();
        self.xml.start("table").line().start("thead").line().start("tr");
        let wholes = items.iter().any(|item| item.whole_number.is_some());
        let heads =
            [Some(self.words.issue), wholes.then_some(self.words.whole), Some(self.words.date), Some(self.words.name)];
        for head in heads.into_iter().flatten() {
            self.xml.start("th").attribute("scope", "col").text(head).end();
        }
        self.xml.end().line().end().line().start("tbody").line();
        items.iter().for_each(|item| self.row(item, wholes));
        self.xml.end().line().end().line().end().line();
    }

    fn row(&mut self, item: &Item, wholes: bool) {
        self.xml.start("tr").attribute("id", key_id(&item.key));
        self.xml.start("th").attribute("scope", "row").text(self.words.number(item)).end();
        if wholes {
            self.xml.element("td", item.whole_number.map(|number| number.to_string()).unwrap_or_default());
        }
        let day = self.words.day(item, &self.index.lang);
        self.xml.start("td");
        if let Some(date) = &item.date {
            self.xml.start("time").attribute("datetime", date).text(day).end();
        }
        self.xml.text("").end().start("td");
        for (at, document) in item.documents.iter().enumerate() {
            if at > 0 {
                self.xml.raw("<br>");
            }
            self.document(document);
        }
        self.xml.text("").end().end().line();
    }

    fn document(&mut self, document: &Document) {
        let address = (self.link)(document);
        let foreign = (document.lang != self.index.lang).then(|| document.lang.tag());
        let element = if address.is_some() { "a" } else { "span" };
        self.xml.start(element);
        if let Some(address) = &address {
            self.xml.attribute("href", escape_path(address));
        }
        if let Some(lang) = foreign {
            self.xml.attribute("lang", lang);
            if address.is_some() {
                self.xml.attribute("hreflang", lang);
            }
        }
        let title = if document.title.is_empty() { &document.file } else { &document.title };
        self.xml.text(title).end();
        if let Some(subtitle) = &document.subtitle {
            self.xml
                .text(self.words.joint(subtitle))
                .start("span")
                .attribute("lang", document.lang.tag())
                .text(subtitle)
                .end();
        }
    }

    fn listed(&mut self, id: &'static str, name: &str, all: &[Listed]) {
        if all.is_empty() {
            return;
        }
        self.xml.start("section").attribute("aria-labelledby", id).line();
        self.xml.start("h2").attribute("id", id).text(name).end().line();
        self.xml.start("ul").attribute("class", "listed").line();
        for one in all {
            self.xml.start("li").text(&one.name).text(self.words.colon);
            for (at, item) in one.issues.iter().filter_map(|key| self.index.item(key)).enumerate() {
                if at > 0 {
                    self.xml.text(self.words.separator);
                }
                let words = self.words.reference(item);
                self.xml.start("a").attribute("href", format!("#{}", key_id(&item.key))).text(words).end();
            }
            self.xml.end().line();
        }
        self.xml.end().line().end().line();
    }
}

/// The id of a year's part.
fn part(at: usize, year: Option<u32>) -> String {
    year.map_or_else(|| format!("part-{at}"), |year| format!("year-{year}"))
}

/// The id of an issue: its key, with nothing in it that an id or an address cannot hold.
fn key_id(key: &str) -> String {
    let plain = |c: char| {
        if c.is_ascii_alphanumeric() || "-_.".contains(c) { c.to_string() } else { format!("_{:X}", u32::from(c)) }
    };
    format!("issue-{}", key.chars().map(plain).collect::<String>())
}

#[cfg(test)]
mod tests {
    use super::super::tests::sample;
    use super::*;
    use crate::style::{built_in_source, resolve};

    fn page(link: &dyn Fn(&Document) -> Option<String>) -> String {
        let style = resolve(built_in_source("pujiang").unwrap_or_default(), &|_| None);
        style.map(|style| html(&sample(), &style, link)).unwrap_or_default()
    }

    #[test]
    fn the_name_stands_over_the_index_as_over_an_issue() {
        let page = page(&|_| None);
        for part in [
            "<header class=\"masthead\">\n<p class=\"name\"><span class=\"line\">Lake</span> <span class=\"kind\">Bulletin</span></p>",
            "<h1 class=\"title\">Index of issues, 2023–2024</h1>",
            "max-width:42rem",
            ".name{font-weight:700;font-style:normal;font-variant-caps:normal;color:var(--accent);",
        ] {
            assert!(page.contains(part), "{part} is not in\n{page}");
        }
    }

    #[test]
    fn the_one_year_of_an_index_has_no_way_to_it() {
        let style = resolve(built_in_source("pujiang").unwrap_or_default(), &|_| None);
        let mut index = sample();
        index.issues.retain(|item| item.year == Some(2024));
        let page = style.map(|style| html(&index, &style, &|_| None)).unwrap_or_default();
        assert!(page.contains("<h2 id=\"year-2024\">2024</h2>") && !page.contains("href=\"#year-2024\""), "{page}");
        assert!(page.contains("href=\"#people\""), "{page}");
    }

    #[test]
    fn the_page_leads_to_every_issue_and_needs_no_other_file() {
        let page = page(&|document| Some(document.file.replace(".md", ".pdf")));
        assert!(page.starts_with("<!DOCTYPE html>\n<html lang=\"en\">"), "{page}");
        for part in [
            "<title>Lake Bulletin: Index of issues, 2023–2024</title>",
            "<th scope=\"row\">Supplement 1 (corrects 2024 No. 2)</th>",
            "<a href=\"2024-02.en.pdf\">Lakes, &lt;towns&gt; &amp; \"more\"</a><br><a href=\"2024-02.zh.pdf\" lang=\"zh\" hreflang=\"zh\">湖与城</a>",
            "<li>Ada Brown: <a href=\"#issue-2023-12\">2023 No. 12</a>, <a href=\"#issue-2024-02\">2024 No. 2</a></li>",
            "<time datetime=\"2023-12-20\">December 20, 2023</time>",
        ] {
            assert!(page.contains(part), "{part} is not in\n{page}");
        }
        assert!(!page.contains("src=") && !page.contains("<link") && !page.contains("<script"));
    }

    #[test]
    fn every_address_within_the_page_leads_somewhere() {
        let page = page(&|_| None);
        let targets: Vec<&str> = page.split("href=\"#").skip(1).filter_map(|rest| rest.split('"').next()).collect();
        assert!(targets.len() > 5);
        for target in targets {
            assert_eq!(page.matches(&format!("id=\"{target}\"")).count(), 1, "{target}");
        }
    }

    #[test]
    fn no_element_is_closed_in_a_way_that_html_does_not_know() {
        let page = page(&|_| None);
        let closed: Vec<&str> =
            page.split('<').filter(|tag| tag.split('>').next().is_some_and(|tag| tag.ends_with('/'))).collect();
        assert!(closed.iter().all(|tag| tag.starts_with("meta ")), "{closed:?}");
    }
}
