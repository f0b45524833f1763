//! What is said about an issue, at random.

use crate::generator::Generator;
use crate::inlines::Place;
use crate::words::{plain, words};
use masthead::ast::{
    Compilers, CorrectedIssue, Date, EditorsNote, Front, Imprint, Inline, Inlines, IssueNumber, Lang, NameOrder,
    Person, PersonId, Title,
};
use masthead::diagnostics::Span;

const ORDERS: [NameOrder; 3] = [NameOrder::Unknown, NameOrder::Eastern, NameOrder::Western];

impl Generator {
    /// The facts, those that every issue has among them.
    pub(crate) fn front(&mut self) -> Front {
        let lang = Lang::new(if self.chinese {
            *self.random.pick(&["zh", "zh", "zh-Hant"])
        } else {
            *self.random.pick(&["en", "en", "en-GB"])
        });
        self.people = self.everybody();
        let date = Date::new(
            self.random.between(1998, 2027) as u16,
            self.random.between(1, 12) as u8,
            self.random.between(1, 28) as u8,
        );
        Front {
            lang: lang.clone(),
            series: Some(self.fact()),
            number: Some(IssueNumber(self.random.between(1, 60) as u32)),
            whole_number: self.random.maybe(70, |random| IssueNumber(random.between(1, 900) as u32)),
            supplement: self.random.maybe(15, |random| IssueNumber(random.between(1, 12) as u32)),
            corrects: self.corrects(),
            issue_line: self.rare_fact(10),
            designation: self.rare_fact(15),
            date,
            date_line: self.rare_fact(10),
            publisher: Some(self.fact()),
            titles: self.titles(&lang),
            editors_note: None,
            compilers: self.compilers(),
            people: self.people.clone(),
            imprint: self.imprint(),
            classification: self.rare_fact(10),
            copy_number: self.rare_fact(10),
            licence: self.random.maybe(20, |random| {
                random.pick(&["CC-BY-4.0", "https://example.org/l", "All rights reserved", "CC0-1.0"]).to_string()
            }),
            issn: self.random.maybe(20, |random| random.pick(&["0378-5955", "1050-124X"]).to_string()),
            doi: self.random.maybe(20, |random| random.pick(&["10.1000/182", "10.12345/pif.2023.6"]).to_string()),
            keywords: if self.random.chance(25) { self.facts(3) } else { Vec::new() },
            style: self.random.maybe(15, |random| random.pick(&["pujiang", "house.toml"]).to_string()),
            ..Front::default()
        }
    }

    fn corrects(&mut self) -> Option<CorrectedIssue> {
        let year = self.random.between(1998, 2027) as u16;
        let number = IssueNumber(self.random.between(1, 120) as u32);
        let (day, supplement) = (self.random.between(1, 28) as u8, self.random.chance(30));
        let date = if self.random.chance(40) { Date::new(year, 6, day) } else { None };
        self.random.chance(15).then_some(CorrectedIssue { year, number, supplement, date })
    }

    /// A standfirst, once in a while.
    pub(crate) fn editors_note(&mut self) -> Option<EditorsNote> {
        if !self.random.chance(40) {
            return None;
        }
        let label = self.rare_fact(25);
        Some(EditorsNote { label, blocks: self.blocks(2, 1), ..EditorsNote::default() })
    }

    /// Words as they stand in a fact: in one line, without blanks at the ends.
    fn fact(&mut self) -> String {
        let (chinese, awkward) = (self.chinese, self.awkward);
        let said = words(&mut self.random, chinese, 5, awkward / 2);
        let said = said.split_whitespace().collect::<Vec<_>>().join(" ");
        if said.chars().any(char::is_alphanumeric) { said } else { plain(&mut self.random, chinese, 2) }
    }

    fn rare_fact(&mut self, percent: usize) -> Option<String> {
        if self.random.chance(percent) { Some(self.fact()) } else { None }
    }

    fn facts(&mut self, most: usize) -> Vec<String> {
        (0..self.random.between(1, most)).map(|_| self.fact()).collect()
    }

    fn titles(&mut self, lang: &Lang) -> Vec<Title> {
        let mut titles =
            vec![Title { lang: lang.clone(), inlines: self.title(), subtitle: Inlines::new(), span: Span::Unknown }];
        if self.random.chance(25) {
            titles[0].subtitle = self.title();
        }
        if self.random.chance(20) {
            let other = Lang::new(if self.chinese { "en" } else { "zh" });
            let subtitle = if self.random.chance(25) { self.title() } else { Inlines::new() };
            titles.push(Title { lang: other, inlines: self.title(), subtitle, span: Span::Unknown });
        }
        titles
    }

    fn title(&mut self) -> Inlines {
        if self.random.chance(4) {
            let mut inlines = self.run(Place::Words, 3);
            inlines.push(Inline::text(plain(&mut self.random, self.chinese, 2), Span::Unknown));
            return inlines;
        }
        let mut inlines = Inlines::new();
        for index in 0..self.random.between(1, 2) {
            if index > 0 {
                inlines.push(Inline::LineBreak { span: Span::Unknown });
            }
            inlines.push(Inline::text(self.fact(), Span::Unknown));
        }
        inlines
    }

    fn compilers(&mut self) -> Option<Compilers> {
        if !self.random.chance(60) {
            return None;
        }
        let label = self.rare_fact(25);
        let name_order = *self.random.pick(&ORDERS);
        Some(Compilers { label, names: self.names(), name_order, ..Compilers::default() })
    }

    fn names(&mut self) -> Vec<String> {
        (0..self.random.between(1, 3)).map(|_| self.name()).collect()
    }

    fn name(&mut self) -> String {
        const NAMES: [&str; 14] = [
            "Wang Jixiang",
            "Sun Dong",
            "Ada Brown",
            "Lin Mo",
            "Jean-Luc O’Neil",
            "王吉祥",
            "孙东",
            "J. R. Smith",
            "Mary Ann van Dyke",
            "Plato",
            "Zhou, Shaodan",
            "\"Bo\" Li",
            "欧阳 修",
            "Name <x>",
        ];
        self.random.pick(&NAMES).to_string()
    }

    fn everybody(&mut self) -> Vec<Person> {
        let mut people: Vec<Person> = Vec::new();
        for number in 0..self.random.below(4) {
            let name = self.name();
            if people.iter().any(|known| known.name == name) {
                continue;
            }
            let id = PersonId(format!("{}{number}", self.random.pick(&["person-", "p", "P_"])));
            let position = self.rare_fact(60);
            people.push(Person { id, name, position, name_order: *self.random.pick(&ORDERS), span: Span::Unknown });
        }
        people
    }

    fn imprint(&mut self) -> Imprint {
        if !self.random.chance(40) {
            return Imprint::default();
        }
        Imprint {
            reviewers: if self.random.chance(50) { self.names() } else { Vec::new() },
            distribution: if self.random.chance(50) { self.facts(3) } else { Vec::new() },
            copies_to: if self.random.chance(30) { self.facts(2) } else { Vec::new() },
            issued_by: self.rare_fact(30),
            copies: self.random.maybe(40, |random| random.between(1, 5000) as u32),
            lines: if self.random.chance(40) { self.facts(2) } else { Vec::new() },
            ..Imprint::default()
        }
    }
}
