//! Every kind of finding, in one table: its stable name, its severity, and what it means.

use super::Severity;
use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// The kind of a finding: a stable kebab-case name that scripts may rely on.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Code(&'static Entry);

#[derive(PartialEq, Eq)]
struct Entry {
    name: &'static str,
    severity: Severity,
    meaning: &'static str,
    page: &'static str,
}

impl Code {
    /// The stable name.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.0.name
    }

    /// How bad findings of this kind are.
    #[must_use]
    pub fn severity(self) -> Severity {
        self.0.severity
    }

    /// What findings of this kind mean, as a sentence.
    #[must_use]
    pub fn meaning(self) -> &'static str {
        self.0.meaning
    }

    /// The page of the guide on findings of this kind, in Markdown: what they mean, an example, and what to do.
    #[must_use]
    pub fn page(self) -> &'static str {
        self.0.page
    }
}

impl std::fmt::Debug for Code {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.0.name)
    }
}

impl Serialize for Code {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.0.name)
    }
}

impl<'de> Deserialize<'de> for Code {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Code, D::Error> {
        let name = String::deserialize(deserializer)?;
        let known = ALL.binary_search_by(|code| code.name().cmp(&name)).ok().and_then(|at| ALL.get(at));
        known.copied().ok_or_else(|| D::Error::custom("no such code"))
    }
}

macro_rules! codes {
    ($($constant:ident $name:literal $severity:ident $meaning:literal)*) => {
        $(
            #[doc = $meaning]
            pub const $constant: Code =
                Code(&Entry {
                    name: $name,
                    severity: Severity::$severity,
                    meaning: $meaning,
                    page: include_str!(concat!("../../docs/codes/", $name, ".md")),
                });
        )*
        /// Every code, sorted by name.
        pub const ALL: &[Code] = &[$($constant),*];
    };
}

// Sorted by name; a test keeps it so.
codes! {
    ABSTRACT_AS_NOTE "abstract-as-note" Warning "An article's abstract became the editor's note of the issue."
    ALTERNATIVE_MISSING "alternative-missing" Error "A picture does not say what it shows to those who cannot see it."
    ATTRIBUTE_INVALID "attribute-invalid" Warning "Attributes in braces cannot be read, or have a value of the wrong kind."
    ATTRIBUTE_UNKNOWN "attribute-unknown" Warning "An attribute means nothing where it stands."
    BACKEND_FAILED "backend-failed" Error "The program that writes a format did not make its files."
    BAG_ABSENT "bag-absent" Warning "An issue of a series has no bag among those that were checked."
    BAG_DECLARATION "bag-declaration" Error "A bag does not say that it is one, or not as the standard has it."
    BAG_EXISTS "bag-exists" Error "Where a bag should go something else stands already."
    BAG_FACE_ABSENT "bag-face-absent" Warning "A bag was set in a font that it could not keep, so that its outputs were not made again."
    BAG_FAILED "bag-failed" Error "No bag could be made of an issue."
    BAG_FETCH "bag-fetch" Error "A bag has files that are to be fetched from elsewhere."
    BAG_FILE_ALTERED "bag-file-altered" Error "A file of a bag is not what it was when the bag was made."
    BAG_FILE_MISSING "bag-file-missing" Error "A file that a bag should have is not there."
    BAG_FILE_UNLISTED "bag-file-unlisted" Error "A file of a bag is in none of its manifests."
    BAG_INFO_INVALID "bag-info-invalid" Error "What a bag says of itself cannot be read."
    BAG_MANIFEST_INVALID "bag-manifest-invalid" Error "A manifest of a bag is not written as one, or lists what is not its own."
    BAG_MANIFEST_WRONG "bag-manifest-wrong" Error "A manifest of a bag is not what it was when the bag was made."
    BAG_MANIFESTS_DISAGREE "bag-manifests-disagree" Error "A manifest of a bag lists a file that another does not."
    BAG_NAME_ENCODED "bag-name-encoded" Warning "A file name in a bag has a sign that manifests write otherwise, which not every program knows."
    BAG_NOT_FOUND "bag-not-found" Error "There is no bag where one is named."
    BAG_NOT_REMADE "bag-not-remade" Error "An issue cannot be made again from what its bag holds."
    BAG_OF_OTHERS "bag-of-others" Note "A bag was made by another program; its bytes were checked, and not what they mean."
    BAG_OFF_SERIES "bag-off-series" Error "A bag and the series that its issue belongs to say different things of the issue."
    BAG_OTHER_VERSION "bag-other-version" Note "A bag was made by another version of the program, which may make other bytes."
    BAG_OUTPUT_BROKEN "bag-output-broken" Error "An output in a bag is not what it is called."
    BAG_PATH_UNSAFE "bag-path-unsafe" Error "A bag has a path or a link that may lead out of it."
    BAG_PATHS_ALIKE "bag-paths-alike" Warning "Two paths of a bag are one where case or Unicode form does not count."
    BAG_RECORD_DISAGREES "bag-record-disagrees" Error "The files of a bag do not agree with the record of its making."
    BAG_RECORD_INVALID "bag-record-invalid" Error "The record of a bag's making cannot be read."
    BAG_REMADE_DIFFERS "bag-remade-differs" Error "The source in a bag gives another output than the one beside it."
    BAG_SIZE_WRONG "bag-size-wrong" Error "A bag has more or fewer files or bytes than it says."
    BAG_SOURCE_CHANGED "bag-source-changed" Warning "The source of an issue was changed since its bag was made."
    BAG_UNREADABLE "bag-unreadable" Error "A bag, or a file of one, could not be read."
    BAG_WORDS_DIFFER "bag-words-differ" Error "An output in a bag does not say the words of the source."
    BAG_ZIP_FORM "bag-zip-form" Error "A zipped bag is not, bit for bit, in the form in which bags are zipped."
    BIDI_UNBALANCED "bidi-unbalanced" Warning "A control of the direction of writing is not closed, or closes nothing; it was closed or left out."
    BOLD_UNCLOSED "bold-unclosed" Warning "A bold mark has no partner; it was kept as it stands."
    BYTE_ORDER_MARK "byte-order-mark" Note "A byte order mark stood inside the text; it was left out."
    CACHE_SHARED "cache-shared" Warning "Another run is at work on the same outputs."
    CACHE_UNUSABLE "cache-unusable" Warning "What is made cannot be kept in mind for the next run."
    CAPITALS_NOT_KEPT "capitals-not-kept" Warning "A style of a manuscript shows words in capitals; they stand as they were typed."
    CAPTION_NUMBER_ODD "caption-number-odd" Warning "The number that an author typed before a caption does not follow the one before; an imported source counts anew."
    CAPTION_RELABELLED "caption-relabelled" Warning "A caption has a label of its own, and another one is printed in its place."
    CAPTION_WITHOUT_TABLE "caption-without-table" Warning "A table's caption stands beside no table; it is kept as a paragraph."
    CELL_NOT_JOINED "cell-not-joined" Warning "A cell of a table is marked as part of another that it cannot be joined to; the sign stands as a word."
    CODE_NOT_KEPT "code-not-kept" Warning "Code is kept as plain words."
    COMMENT_DROPPED "comment-dropped" Note "A comment was left out."
    CONTENTS_DROPPED "contents-dropped" Note "A table of contents or an index of a manuscript was left out; outputs make their own."
    CONTROL_CHARACTER "control-character" Warning "A control character stands in the text; it was left out."
    CORRECTION_DANGLING "correction-dangling" Error "A correction names an issue that the series does not have."
    CORRECTION_OUT_OF_ORDER "correction-out-of-order" Error "A correction names itself or an issue that came later."
    CORRECTION_UNNAMED "correction-unnamed" Error "What an issue says that it corrects is not the name of an issue."
    DATE_INVALID "date-invalid" Error "A date is not a day of the calendar or not written as one."
    DATE_OUT_OF_ORDER "date-out-of-order" Warning "An issue of a series is dated before one with a lower number, or in another year than all else says."
    DESIGNATION_MISMATCH "designation-mismatch" Warning "The designation's Roman number or year is not the issue's annual number or year."
    DIRECTIVE_UNCLOSED "directive-unclosed" Error "A block of colons is never closed."
    DIRECTIVE_UNKNOWN "directive-unknown" Warning "A line of colons opens a block that the program does not know; its content is kept."
    DIRECTIVE_UNOPENED "directive-unopened" Warning "A line of colons closes a block where none is open."
    DOCUMENT_UNSOUND "document-unsound" Error "The document breaks a rule of the model that readers and passes must keep."
    DOCX_FLATTENED "docx-flattened" Warning "Word has no form for something of a document; it was written in a plainer one."
    DOI_INVALID "doi-invalid" Error "A Digital Object Identifier is not written as one."
    DRAWING_DISARMED "drawing-disarmed" Warning "A drawing holds what runs, moves or leads somewhere; outputs have it as it stands on the page."
    DRAWING_NOT_KEPT "drawing-not-kept" Warning "A chart, an embedded file or a picture of a manuscript is in no form that a bulletin takes."
    DRAWING_REDRAWN "drawing-redrawn" Note "A drawing holds what is no part of what it shows; outputs have it drawn anew."
    EDITORS_NOTE_MISPLACED "editors-note-misplaced" Warning "An editor's note stands where none can, or is not the first one."
    ELEMENT_DROPPED "element-dropped" Warning "An article of JATS has an element that a bulletin has no place for; it was left out."
    ELEMENT_UNWRAPPED "element-unwrapped" Note "An article of JATS has an element that a bulletin has no place for; its words were kept without it."
    ENCODING_BROKEN "encoding-broken" Warning "A part of a manuscript has bytes that are no characters of its encoding."
    ENCODING_GUESSED "encoding-guessed" Note "The text is not UTF-8 and has no byte order mark; it was read as GB 18030."
    ENTITY_UNKNOWN "entity-unknown" Warning "XML names an entity that is no character; it stands as it was written."
    EQUATION_FLATTENED "equation-flattened" Warning "An equation of a manuscript was written in one line."
    FACE_MISSING "face-missing" Warning "No family that the style lists for a face is at hand; another was taken."
    FACE_NOT_EMBEDDABLE "face-not-embeddable" Error "The licence bits of a face (OpenType OS/2 fsType) forbid embedding it as a PDF needs it."
    FACT_CUT "fact-cut" Warning "A `#` cuts off the words of a fact; what stands behind it was left out."
    FACT_MISSING "fact-missing" Warning "The masthead lacks a fact that every issue has: series, number, date, publisher or title."
    FIELD_UNFINISHED "field-unfinished" Warning "A field of a manuscript has no end; the words in and after it were kept."
    FIELD_UNSAID "field-unsaid" Warning "A field of a manuscript has no result; what a word processor works out and shows for it was left out."
    FILE_NAME_MISMATCH "file-name-mismatch" Warning "The numbers in the name of a file are not those of its issue."
    FILE_NAME_OFF_PATTERN "file-name-off-pattern" Note "The name of a file is not what the series calls its issues."
    FILTER_FAILED "filter-failed" Error "The program of a filter did not give back a document."
    FILTERS_NOT_RUN "filters-not-run" Warning "The series has filters, and a command that runs no programs took the document before them."
    FILTERS_UNKEPT "filters-unkept" Error "An issue of a series with filters cannot be kept, since no bag holds what makes it again."
    FINDINGS_CUT "findings-cut" Warning "There are more findings of a kind than are shown."
    FRONT_MATTER_INVALID "front-matter-invalid" Error "The front matter is not valid YAML or has a value of the wrong kind."
    FRONT_MATTER_MISSING "front-matter-missing" Error "The source does not open with front matter, so the issue has no masthead."
    FRONT_MATTER_READ "front-matter-read" Note "A line of a manuscript was read as a fact of the issue by its words or its look."
    FRONT_MATTER_UNKNOWN_KEY "front-matter-unknown-key" Error "The front matter has a key that the program does not know."
    FURNITURE_DROPPED "furniture-dropped" Note "A folio or running head stood in a transcript; it was left out."
    GLYPH_MISSING "glyph-missing" Error "No face at hand has a character of the text."
    HEAD_ROWS_GUESSED "head-rows-guessed" Note "Rows of a table in a manuscript were taken for its head by their look."
    HEADING_EMPTY "heading-empty" Warning "A heading has no words."
    HEADING_GUESSED "heading-guessed" Note "Lines of a manuscript were taken for headings by their look."
    HEADING_LEVEL_SKIPPED "heading-level-skipped" Warning "A heading stands more than one level below the one around it; it was raised."
    HEADING_NOT_KEPT "heading-not-kept" Warning "A heading stands where none can; it is kept as strong words."
    HIDDEN_TEXT_DROPPED "hidden-text-dropped" Warning "Hidden words of a manuscript were left out."
    HTML_NOT_KEPT "html-not-kept" Warning "HTML is not kept as such; its words are."
    HYPHEN_KEPT "hyphen-kept" Note "A word is divided at a line end of a transcript, and nothing shows whether the hyphen is its own; it was kept."
    ID_DUPLICATE "id-duplicate" Warning "An id is given twice; the second was left out."
    ID_INVALID "id-invalid" Warning "An id is not a name that XML allows; it was left out."
    IMAGE_NOT_KEPT "image-not-kept" Warning "A picture stands in a line of words; its description is kept."
    IMAGE_UNREADABLE "image-unreadable" Error "A picture that the source names could not be read."
    INPUT_EMPTY "input-empty" Error "The input holds no text."
    INPUT_FORMAT_UNKNOWN "input-format-unknown" Error "No reader is known for the input."
    INPUT_NOT_TEXT "input-not-text" Error "The input is not text in an encoding that the program reads."
    INPUT_UNREADABLE "input-unreadable" Error "The input could not be read."
    INTERNAL_FAULT "internal-fault" Error "The program itself failed on an input."
    ISSN_INVALID "issn-invalid" Error "An ISSN is not written as one, or its check figure is wrong."
    ISSN_MISMATCH "issn-mismatch" Warning "An issue says another ISSN than its series has."
    ISSUE_COPIED "issue-copied" Warning "Copies of issues, with the same words, lie in the folder of their series."
    ITALIC_MISSING "italic-missing" Warning "No italic is at hand for words that ought to slant; they stand upright."
    JATS_INVALID "jats-invalid" Error "A source is no well-formed XML, or no article of JATS."
    JSON_INVALID "json-invalid" Error "A JSON source is not JSON, or not a document of this program."
    JSON_VERSION "json-version" Error "A JSON source has a form of another version."
    LABEL_CHANGED "label-changed" Warning "A number that a word processor prints before a paragraph of a manuscript will be printed otherwise."
    LANG_INVALID "lang-invalid" Error "A language is not a well-formed tag."
    LANG_UNKNOWN "lang-unknown" Warning "A language tag, or a part of one, is registered nowhere or written otherwise; outputs say what is known of it."
    LANGUAGE_UNNAMED "language-unnamed" Warning "A source is in Chinese and English and does not say which is its own."
    LANGUAGE_WITHOUT_WORDS "language-without-words" Warning "A style has no words in the language of an issue; those of another language are printed."
    LANGUAGES_DISAGREE "languages-disagree" Warning "Two documents of one issue in different languages do not agree in number, date or sections."
    LINES_JOINED "lines-joined" Note "Line ends inside the paragraphs of a transcript were joined."
    LINK_DANGLING "link-dangling" Warning "A link leads to a place in the document that does not exist; its words are kept."
    LINK_INERT "link-inert" Warning "Outputs lead only to pages, mail addresses, telephones and places in the issue; the words of another link were kept."
    LINK_TITLE_DROPPED "link-title-dropped" Warning "A link has a title, which no output prints; it was left out."
    LINK_WIDENED "link-widened" Note "A link of a manuscript led to words inside a section; it leads to the section."
    LIST_MARKS_CHANGED "list-marks-changed" Warning "A list is numbered with other marks than those that are printed."
    LOOSENESS_MISSED "looseness-missed" Warning "A paragraph cannot be set in as many lines more or fewer as are asked of it."
    MANUSCRIPT_UNREADABLE "manuscript-unreadable" Error "A manuscript could not be opened, or a part of it is broken."
    MARKDOWN_FLATTENED "markdown-flattened" Warning "Bulletin Markdown has no form for something of a document; it was written in a plainer one."
    MARKUP_FULL_WIDTH "markup-full-width" Warning "Markup is typed in full-width signs, or without the blank that it needs; it is printed as words."
    MARKUP_UNREAD "markup-unread" Warning "Markup has a slip in it, such as a blank too many or a sign too few; it is printed as words."
    MASTHEAD_LINE_UNKNOWN "masthead-line-unknown" Warning "A line of a transcript's masthead is no known fact; it was kept as a paragraph."
    MASTHEAD_MISSING "masthead-missing" Error "No masthead was found: neither an issue number nor a series."
    NESTING_TOO_DEEP "nesting-too-deep" Warning "Blocks or words stand too deep inside each other; the inner levels were dissolved."
    NOT_AN_ISSUE "not-an-issue" Note "A file among the issues of a series is none: it says neither a number nor a title."
    NOTE_CALLED_AGAIN "note-called-again" Warning "A note is called again where its mark means another: notes are counted anew by sections or pages."
    NOTE_DUPLICATE "note-duplicate" Warning "Two notes have one mark; the second is kept as paragraphs."
    NOTE_MISSING "note-missing" Warning "A note mark stands in the text, and the source has no such note."
    NOTE_UNCALLED "note-uncalled" Warning "A note is never called; it is kept as a paragraph at the end."
    NUMBER_GAP "number-gap" Warning "A number within the year is missing from the series."
    NUMBER_MISMATCH "number-mismatch" Error "The number of an issue is not the one that all else in it says."
    NUMBER_REPEATED "number-repeated" Error "Two issues of a series have one number within the year."
    OUTPUT_CLASH "output-clash" Error "An output would overwrite an input, or the output of another input."
    OUTPUT_FAILED "output-failed" Error "An output could not be made."
    OUTPUT_FOREIGN "output-foreign" Error "An output would overwrite a file that somebody else made or changed."
    OUTPUT_PARTIAL "output-partial" Warning "Standard output cannot hold every file of an output."
    OUTPUT_UNWRITABLE "output-unwritable" Error "An output could not be written to its place."
    PAGE_FURNITURE_DROPPED "page-furniture-dropped" Warning "What stands at the head or foot of the pages of a manuscript was left out; the style sets its own."
    PAGE_OFF_CLAUSE "page-off-clause" Warning "The finished page does not measure what a clause that the style follows wants."
    PAGES_INCONSISTENT "pages-inconsistent" Error "The finished pages contradict themselves, which is a fault of the program."
    PAGES_UNSETTLED "pages-unsettled" Warning "The pages that references print move what they refer to, without end; some may be off by one."
    PARAGRAPH_JOINED "paragraph-joined" Note "A page break cut a paragraph in mid-sentence; its halves were joined."
    PICTURE_ABSENT "picture-absent" Warning "An imported document names a picture that is nowhere beside it."
    PICTURE_UNDESCRIBED "picture-undescribed" Warning "A picture does not say what it shows, and a format is made that would hand that on."
    POSITION_WITHOUT_PERSON "position-without-person" Warning "An office is marked where no person is named."
    PRESS_REFUSED "press-refused" Error "A file for the press would not keep to its standard; none was written."
    PROGRAM_FINDING "program-finding" Warning "A filter or a backend of others found something; it says itself how bad that is."
    PUBLISHER_MISMATCH "publisher-mismatch" Warning "An issue says another publisher than its series has."
    REFERENCE_DANGLING "reference-dangling" Error "A reference names nothing that has a label."
    REFERENCE_LABEL_DOUBLE "reference-label-double" Warning "The words beside a reference repeat what it prints itself."
    REFERENCE_REWORDED "reference-reworded" Warning "The words of a cross-reference of a manuscript are not those that are printed in their place."
    REMARK_DROPPED "remark-dropped" Warning "A remark in the margin of a manuscript was left out."
    REPEAT_DROPPED "repeat-dropped" Note "A line of the masthead stands in a transcript again; it was kept once."
    REVISIONS_OPEN "revisions-open" Error "A manuscript has tracked changes, and none were wanted."
    REVISIONS_SETTLED "revisions-settled" Warning "Tracked changes of a manuscript were accepted or rejected."
    ROMAN_MISMATCH "roman-mismatch" Error "The Roman numeral of the issue is not its number."
    RULE_DROPPED "rule-dropped" Warning "A rule between paragraphs was left out."
    RUN_IN_OUT_OF_ORDER "run-in-out-of-order" Warning "A run-in heading's ordinal breaks the sequence of its section."
    SECTION_LABEL_DOUBLE "section-label-double" Warning "A heading that is counted opens with what looks like a label of its own; both are printed."
    SECTION_LABEL_MISSING "section-label-missing" Warning "A section carries no label although sections beside it do."
    SECTION_LABEL_OUT_OF_ORDER "section-label-out-of-order" Warning "A section's label breaks the sequence of its level."
    SENTENCE_OPEN "sentence-open" Warning "A paragraph of a transcript ends without a stop, and what follows does not clearly belong to it."
    SERIES_INVALID "series-invalid" Error "The file of a series is not valid."
    SERIES_MISMATCH "series-mismatch" Warning "An issue says another name than its series has."
    SKELETON_LEFT "skeleton-left" Warning "Words of the skeleton with which an issue was begun stand in it still."
    SPAN_REFUSED "span-refused" Warning "A figure or table that should span the columns of a page cannot; it stands in its column."
    STYLE_INVALID "style-invalid" Error "A style sheet is not valid."
    STYLE_UNKNOWN "style-unknown" Error "There is no style of the name that is asked for."
    SUPPLEMENT_GAP "supplement-gap" Warning "A number is missing from the supplements of a series."
    SUPPLEMENT_NUMBERED "supplement-numbered" Warning "A supplement has a number of the other issues too, or the series has no supplements."
    SUPPLEMENT_REPEATED "supplement-repeated" Error "Two supplements of a series have one number."
    SYMBOL_UNKNOWN "symbol-unknown" Warning "A sign of a symbol face has no character that means the same."
    TABLE_FLATTENED "table-flattened" Warning "A table stood in a cell of another, or words in a cell that another reaches over; they were kept."
    TABLE_ROW_UNEVEN "table-row-uneven" Warning "A table's row has fewer or more cells than the table has columns; empty cells were added."
    TABLE_TOO_WIDE "table-too-wide" Error "A table has more columns than the measure can hold."
    TABLE_UNREAD "table-unread" Warning "Rows between bars are no table, since the line of hyphens under the first is missing or wrong; they are printed as words."
    TEXT_BOX_MOVED "text-box-moved" Note "A text box of a manuscript was put below the paragraph that it hangs on."
    TEXT_TOO_LONG "text-too-long" Error "A title, heading, address or description is longer than a PDF can keep."
    TITLE_GUESSED "title-guessed" Warning "A line of a manuscript was taken for the title by its look."
    TITLE_JOINED "title-joined" Note "A title was broken over lines by its width; the lines were joined."
    TRANSLATION_MISSING "translation-missing" Note "An issue does not stand in every language of its series."
    WHOLE_NUMBER_GAP "whole-number-gap" Warning "The number since the first issue does not follow on that of the issue before."
    WHOLE_NUMBER_MISSING "whole-number-missing" Warning "An issue lacks the number since the first issue, which its series prints."
    WHOLE_NUMBER_REPEATED "whole-number-repeated" Error "Two issues of a series have one number since the first issue."
    WHOLE_NUMBER_RESTARTED "whole-number-restarted" Warning "The number since the first issue does not go on from one year to the next."
    WHOLE_NUMBER_UNWANTED "whole-number-unwanted" Warning "An issue has a number since the first issue, and its series has none."
    WORD_JOINED "word-joined" Note "A hyphen divided a word at a line end of a transcript; the word was made whole."
    WORDS_DROPPED "words-dropped" Note "Words that only join the parts of a list were left out."
    WORDS_OFF_PAGE "words-off-page" Error "Something is higher than a page, and words in it would not be printed."
    WORDS_UNREAD "words-unread" Warning "Words of a manuscript stand where none can be read."
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_sorted_and_unique() {
        assert!(ALL.windows(2).all(|pair| pair[0].name() < pair[1].name()));
    }

    #[test]
    fn names_are_kebab_case() {
        let kebab =
            |name: &str| name.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-');
        assert!(ALL.iter().all(|code| kebab(code.name())));
    }
}
