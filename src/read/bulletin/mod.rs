//! Reader `bulletin`: Markdown under YAML front matter.
//!
//! The source goes through four hands: [`front`] reads the facts, [`overlay`] and [`tree`] find the structure of the body,
//! [`blocks`] and [`inlines`] set it as nodes of the model, and [`sections`] makes a tree of its headings.
//! [`full_width`], [`unread`] and [`bold`] tell of what was meant as markup and is none.
//!
//! The body is CommonMark with tables, footnotes, definition lists and `~~struck~~` words, and with these forms of its own:
//!
//! | form | becomes |
//! |---|---|
//! | `::: editors-note` … `:::` (`label`, `lang`) | the editor's note |
//! | `::: quote` … `:::` (`by`, `lang`); `>` whose last paragraph opens with a dash | a quote and whose words it is |
//! | `[Sun Dong]{.by}` as the last paragraph of a quote | whose words it is |
//! | `::: {lang=zh}` … `:::` | paragraphs and sections in another language |
//! | `::: {numerals=upper-roman}` … `:::` | lists in other numerals than figures |
//! | `::: figure` … `:::` | a figure, and the paragraph that is its caption |
//! | `::: table-foot` … `:::` | what stands under the table before it |
//! | `::: page-break` (one line, never closed), `[]{.page-break}` | a page break of the printed issue |
//! | `[Sun Dong]{.person}`, `[Dong]{.person of="Sun Dong"}` | a person, added to the front matter's where new |
//! | `[Director]{.position}`, `{.position of="Sun Dong"}` | an office: of the person whose name follows at once, else before it, else after it |
//! | `{.underline}`, `{.small-caps}`, `{.sup}`, `{.sub}`, `H~2~O`, `10^6^`, `{lang=zh}` | styled words, another language |
//! | `[1]{.orphan-mark}`; `[^1]` without its note, which is told | a mark whose note is missing |
//! | `[](#fig-a)` | a reference, printed as the label of what it names |
//! | `**First, …** …` that ends in a stop; `**…**{.run-in} …` | a run-in heading |
//! | `# II. Title {#id lang=zh}` | a section; its label is kept as the source has it (`{label="Part A" number=1}` too) |
//! | `![What it says](a.png "Caption"){#fig-a width=60%}` alone | a figure |
//! | `Table: Caption {#tbl-a widths="2 1"}` above a table, or else below it (`表：` too) | the table's caption |

mod attributes;
mod blocks;
mod bold;
mod chinese_names;
mod compositor;
mod directive_blocks;
mod directives;
mod figures;
pub mod forms;
mod front;
mod full_width;
mod html;
mod inlines;
mod overlay;
mod paragraphs;
mod people;
mod quotes;
mod sections;
mod soft_breaks;
mod spans;
mod standing;
mod tables;
mod tree;
mod unread;

pub use chinese_names::key as fact_of_chinese_name;
pub use front::schema as front_schema;

use super::{Input, Reading, decode::decode};
use crate::ast::{Anomaly, Document, Front, Provenance};
use crate::diagnostics::{Diagnostic, Sink, Source};
use compositor::Compositor;
use sha2::{Digest, Sha256};

pub(super) fn read(input: &Input<'_>, sink: &mut Sink) -> Reading {
    let reported = sink.diagnostics().len();
    let source = Source::new(input.name, decode(input.bytes, sink));
    let mut document = if source.text().is_empty() { Document::default() } else { document(source.text(), sink) };
    document.provenance = provenance(input, &source, sink.diagnostics().get(reported..).unwrap_or_default());
    Reading::new(document, source)
}

fn document(text: &str, sink: &mut Sink) -> Document {
    let mut front = Front::default();
    let mut compositor = Compositor::new(text, &mut front, sink);
    let body = front::read(&mut compositor);
    let placed = compositor.body(body);
    let (lead, sections) = sections::assemble(placed, &mut compositor);
    let notes = compositor.finish();
    Document { front, lead, sections, notes, ..Document::default() }
}

fn provenance(input: &Input<'_>, source: &Source, reported: &[Diagnostic]) -> Provenance {
    let sha256 = Sha256::digest(input.bytes).iter().map(|byte| format!("{byte:02x}")).collect();
    let anomalies = reported.iter().map(|diagnostic| anomaly(diagnostic, source)).collect();
    let name = input.name.rsplit(['/', '\\']).next().unwrap_or_default();
    Provenance { source: name.to_string(), sha256, format: "bulletin".into(), anomalies }
}

fn anomaly(diagnostic: &Diagnostic, source: &Source) -> Anomaly {
    let narrow = |figure: usize| u32::try_from(figure).unwrap_or(u32::MAX);
    let place = diagnostic.span.range().map(|range| source.position(range.start));
    let (line, column) = place.map_or((0, 0), |place| (narrow(place.line), narrow(place.column)));
    let message = diagnostic.message.clone();
    Anomaly { code: diagnostic.code.name().into(), line, column, message, span: diagnostic.span }
}
