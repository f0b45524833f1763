//! The named styles of the Word file: their ids, the names that Word shows, and which part of the issue each is for.

use crate::style::TextRole;

/// Word's heading styles and outline levels reach to 9.
pub(super) const DEEPEST_HEADING: usize = 9;

/// Ids of the heading styles by level.
const HEADINGS: [(&str, &str); DEEPEST_HEADING] = [
    ("Heading1", "heading 1"),
    ("Heading2", "heading 2"),
    ("Heading3", "heading 3"),
    ("Heading4", "heading 4"),
    ("Heading5", "heading 5"),
    ("Heading6", "heading 6"),
    ("Heading7", "heading 7"),
    ("Heading8", "heading 8"),
    ("Heading9", "heading 9"),
];

macro_rules! paragraph_styles {
    ($($style:ident $id:literal $name:literal $role:ident $origin:ident)*) => {
        /// A paragraph style.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(super) enum Para {
            $($style,)*
            /// By level, 1 to [`DEEPEST_HEADING`].
            Heading(usize),
        }

        impl Para {
            /// Every paragraph style but the headings, whose number depends on the issue's depth.
            pub(super) const ALL: &[Para] = &[$(Para::$style),*];

            /// The id by which paragraphs name it.
            pub(super) fn id(self) -> &'static str {
                match self {
                    $(Para::$style => $id,)*
                    Para::Heading(level) => heading(level).0,
                }
            }

            /// The name that Word shows, and by which it knows its own styles.
            pub(super) fn name(self) -> &'static str {
                match self {
                    $(Para::$style => $name,)*
                    Para::Heading(level) => heading(level).1,
                }
            }

            /// The part of the issue whose type the style takes.
            pub(super) fn role(self) -> TextRole {
                match self {
                    $(Para::$style => TextRole::$role,)*
                    Para::Heading(1) => TextRole::Heading1,
                    Para::Heading(2) => TextRole::Heading2,
                    Para::Heading(_) => TextRole::Heading3,
                }
            }

            /// Whose name it is.
            pub(super) fn origin(self) -> Origin {
                match self {
                    $(Para::$style => Origin::$origin,)*
                    Para::Heading(_) => Origin::Word,
                }
            }
        }
    };
}

/// Whose name a style has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Origin {
    /// Word's own.
    Word,
    /// The bulletin's.
    Bulletin,
}

paragraph_styles! {
    BodyText "BodyText" "Body Text" Body Word
    Marking "Marking" "Marking" Marking Bulletin
    MastheadName "MastheadName" "Masthead Name" MastheadName Bulletin
    MastheadKind "MastheadKind" "Masthead Kind" MastheadKind Bulletin
    IssueLine "IssueLine" "Issue Line" IssueLine Bulletin
    PublisherLine "PublisherLine" "Publisher Line" PublisherLine Bulletin
    Designation "Designation" "Designation" Designation Bulletin
    Title "Title" "Title" Title Word
    Subtitle "Subtitle" "Subtitle" Subtitle Word
    EditorsNote "EditorsNote" "Editor’s Note" EditorsNote Bulletin
    Quote "Quote" "Quote" Quote Word
    Attribution "Attribution" "Attribution" Attribution Bulletin
    ListBullet "ListBullet" "List Bullet" ListItem Word
    ListNumber "ListNumber" "List Number" ListItem Word
    ListContinue "ListContinue" "List Continue" ListItem Word
    Term "DefinitionTerm" "Definition Term" Term Bulletin
    Definition "Definition" "Definition" Body Bulletin
    TableHead "TableHead" "Table Head" TableHead Bulletin
    TableText "TableText" "Table Text" TableCell Bulletin
    AfterTable "AfterTable" "After Table" TableCell Bulletin
    AroundTable "AroundTable" "Around Table" Box Bulletin
    SectionBreak "SectionBreak" "Section Break" Body Bulletin
    Box "BoxText" "Box Text" Box Bulletin
    BoxTitle "BoxTitle" "Box Title" BoxTitle Bulletin
    Caption "Caption" "caption" Caption Word
    TableCaption "TableCaption" "Table Caption" Caption Bulletin
    Figure "Figure" "Figure" Body Bulletin
    Footnote "FootnoteText" "footnote text" Footnote Word
    Imprint "Imprint" "Imprint" Imprint Bulletin
    AfterImprint "AfterImprint" "After Imprint" Imprint Bulletin
    Header "Header" "header" RunningHead Word
    Footer "Footer" "footer" Folio Word
    FooterVerso "FooterVerso" "Footer Verso" Folio Bulletin
}

fn heading(level: usize) -> (&'static str, &'static str) {
    HEADINGS.get(level.saturating_sub(1)).copied().unwrap_or(HEADINGS[DEEPEST_HEADING - 1])
}

impl Para {
    /// The heading style of a depth of sections; depths past Word's reach share the last.
    pub(super) fn of_depth(depth: usize) -> Para {
        Para::Heading(depth.clamp(1, DEEPEST_HEADING))
    }

    /// The style of the paragraph that follows when an editor presses Enter; its own where none is given.
    pub(super) fn next(self) -> Option<Para> {
        match self {
            Para::MastheadName | Para::MastheadKind => Some(Para::IssueLine),
            Para::IssueLine => Some(Para::PublisherLine),
            Para::PublisherLine | Para::Designation => Some(Para::Title),
            Para::Title | Para::Subtitle | Para::EditorsNote | Para::Heading(_) => Some(Para::BodyText),
            Para::Attribution | Para::Caption => Some(Para::BodyText),
            Para::Quote => Some(Para::Attribution),
            Para::Term => Some(Para::Definition),
            Para::BoxTitle => Some(Para::Box),
            Para::AfterTable | Para::AroundTable => Some(Para::BodyText),
            Para::Figure => Some(Para::Caption),
            _ => None,
        }
    }
}

/// A character style.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Char {
    RunIn,
    Person,
    EditorsNoteLabel,
    Strong,
    Emphasis,
    Hyperlink,
    FootnoteReference,
    OrphanMark,
}

impl Char {
    /// Every character style.
    pub(super) const ALL: &[Char] = &[
        Char::RunIn,
        Char::Person,
        Char::EditorsNoteLabel,
        Char::Strong,
        Char::Emphasis,
        Char::Hyperlink,
        Char::FootnoteReference,
        Char::OrphanMark,
    ];

    /// The id by which runs name it.
    pub(super) fn id(self) -> &'static str {
        self.row().0
    }

    /// The name that Word shows, and by which it knows its own styles.
    pub(super) fn name(self) -> &'static str {
        self.row().1
    }

    /// Whose name it is.
    pub(super) fn origin(self) -> Origin {
        self.row().2
    }

    fn row(self) -> (&'static str, &'static str, Origin) {
        match self {
            Char::RunIn => ("RunInHeading", "Run-in Heading", Origin::Bulletin),
            Char::Person => ("Person", "Person", Origin::Bulletin),
            Char::EditorsNoteLabel => ("EditorsNoteLabel", "Editor’s Note Label", Origin::Bulletin),
            Char::Strong => ("Strong", "Strong", Origin::Word),
            Char::Emphasis => ("Emphasis", "Emphasis", Origin::Word),
            Char::Hyperlink => ("Hyperlink", "Hyperlink", Origin::Word),
            Char::FootnoteReference => ("FootnoteReference", "footnote reference", Origin::Word),
            Char::OrphanMark => ("MarkWithoutNote", "Mark Without Note", Origin::Bulletin),
        }
    }
}
