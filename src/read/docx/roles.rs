//! What the name of a style says that its paragraphs or words are. Names are compared, not ids, which each program and
//! each language of a program makes its own.

/// What a paragraph is, as far as its style says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Role {
    /// Running text, or nothing that is known.
    #[default]
    Body,
    /// A heading of a level, from 1.
    Heading(usize),
    /// The issue's title.
    Title,
    /// The issue's subtitle, or its title in another language.
    Subtitle,
    /// Somebody who wrote it.
    Author,
    /// Its date, as it is printed.
    Date,
    /// Somebody else's words.
    Quote,
    /// Whose words they are.
    Attribution,
    /// An item of a list at a level, from 0, where nothing else says so.
    Item(Marks, usize),
    /// What goes on in an item of a list.
    Continuation,
    /// What a table shows.
    TableCaption,
    /// What a figure shows.
    FigureCaption,
    /// What a table or a figure shows.
    Caption,
    /// A picture.
    Figure,
    /// A term.
    Term,
    /// What a term means.
    Definition,
    /// What stands over a box.
    BoxTitle,
    /// What stands in a box.
    Boxed,
    /// What stands under a table.
    AfterTable,
    /// What heads the columns or a row of a table.
    TableHead,
    /// The standfirst.
    EditorsNote,
    /// A line of the masthead.
    Masthead(MastheadLine),
    /// A line at the end of the issue.
    Imprint,
    /// A line of a table of contents, which a program made and makes again.
    Contents,
    /// A break that only word processors need.
    SectionBreak,
    /// A table with rules, of whatever size.
    Ruled,
}

/// A line of the masthead, by its style.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum MastheadLine {
    /// Classification and copy number.
    Marking,
    /// The bulletin's name.
    Name,
    /// A part of the name that stands by itself.
    Kind,
    /// The numbers.
    Issue,
    /// Publisher and date.
    Publisher,
    /// The designation.
    Designation,
}

/// What stands before the items of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Marks {
    /// The same sign before all.
    Bullets,
    /// Numbers.
    Numbers,
}

/// What words are, as far as their character style says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum CharRole {
    /// Nothing that is known.
    #[default]
    Plain,
    /// A heading that opens a paragraph.
    RunIn,
    /// The name of somebody who is quoted.
    Person,
    /// The office of somebody who is quoted.
    Position,
    /// The label of the editor's note.
    EditorsNoteLabel,
    /// A mark whose note is missing.
    OrphanMark,
}

const NAMES: &[(&str, Role)] = &[
    ("title", Role::Title),
    ("subtitle", Role::Subtitle),
    ("author", Role::Author),
    ("date", Role::Date),
    ("quote", Role::Quote),
    ("intense quote", Role::Quote),
    ("block text", Role::Quote),
    ("quotations", Role::Quote),
    ("attribution", Role::Attribution),
    ("list bullet", Role::Item(Marks::Bullets, 0)),
    ("list bullet 2", Role::Item(Marks::Bullets, 1)),
    ("list bullet 3", Role::Item(Marks::Bullets, 2)),
    ("list bullet 4", Role::Item(Marks::Bullets, 3)),
    ("list bullet 5", Role::Item(Marks::Bullets, 4)),
    ("list number", Role::Item(Marks::Numbers, 0)),
    ("list number 2", Role::Item(Marks::Numbers, 1)),
    ("list number 3", Role::Item(Marks::Numbers, 2)),
    ("list number 4", Role::Item(Marks::Numbers, 3)),
    ("list number 5", Role::Item(Marks::Numbers, 4)),
    ("list continue", Role::Continuation),
    ("list continue 2", Role::Continuation),
    ("list continue 3", Role::Continuation),
    ("caption", Role::Caption),
    ("table caption", Role::TableCaption),
    ("table", Role::TableCaption),
    ("image caption", Role::FigureCaption),
    ("figure", Role::Figure),
    ("captioned figure", Role::Figure),
    ("definition term", Role::Term),
    ("definition", Role::Definition),
    ("box title", Role::BoxTitle),
    ("box text", Role::Boxed),
    ("bulletin box", Role::Boxed),
    ("bulletin table", Role::Ruled),
    ("after table", Role::AfterTable),
    ("table head", Role::TableHead),
    ("editor’s note", Role::EditorsNote),
    ("editor's note", Role::EditorsNote),
    ("marking", Role::Masthead(MastheadLine::Marking)),
    ("masthead name", Role::Masthead(MastheadLine::Name)),
    ("masthead kind", Role::Masthead(MastheadLine::Kind)),
    ("issue line", Role::Masthead(MastheadLine::Issue)),
    ("publisher line", Role::Masthead(MastheadLine::Publisher)),
    ("designation", Role::Masthead(MastheadLine::Designation)),
    ("imprint", Role::Imprint),
    ("bulletin imprint", Role::Imprint),
    ("section break", Role::SectionBreak),
    ("toc heading", Role::Contents),
    ("table of figures", Role::Contents),
];

const CHAR_NAMES: &[(&str, CharRole)] = &[
    ("run-in heading", CharRole::RunIn),
    ("person", CharRole::Person),
    ("position", CharRole::Position),
    ("editor’s note label", CharRole::EditorsNoteLabel),
    ("editor's note label", CharRole::EditorsNoteLabel),
    ("mark without note", CharRole::OrphanMark),
];

/// The words by which programs in other languages name their headings.
const HEADINGS: [&str; 8] = ["heading", "标题", "標題", "überschrift", "titre", "título", "заголовок", "見出し"];

/// What the paragraphs of a style are; nothing where its name is not known.
pub(super) fn of_paragraphs(name: &str) -> Option<Role> {
    let name = name.trim().to_lowercase();
    let level = |prefix: &str| {
        let level = name.strip_prefix(prefix)?.trim();
        let level: usize = level.parse().ok()?;
        (1..=9).contains(&level).then_some(level)
    };
    if let Some(level) = HEADINGS.iter().find_map(|heading| level(heading)) {
        return Some(Role::Heading(level));
    }
    if level("toc").is_some() {
        return Some(Role::Contents);
    }
    NAMES.iter().find(|(known, _)| *known == name).map(|(_, role)| *role)
}

/// What the words of a character style are.
pub(super) fn of_words(name: &str) -> CharRole {
    let name = name.trim().to_lowercase();
    CHAR_NAMES.iter().find(|(known, _)| *known == name).map_or(CharRole::Plain, |(_, role)| *role)
}
