//! Formatting as an editor asks for it: every fixture comes out in one stable form with all that it says, or stays as it is for a
//! reason.

use crate::sources;
use masthead::diagnostics::Sink;
use masthead::language::format;
use masthead::read::decode::decode;
use masthead::write::Lines;

/// The fixtures that stay as they are, with a part of the reason. Those named for faults have them.
const REFUSED: &[(&str, &str)] = &[
    ("hostile.md", "cannot be read as attributes"),
    ("in-two-languages.md", "more than one stands above the line of hyphens"),
    ("looseness.md", "`some` is no number of lines"),
    ("repairs.md", "`.persn` means nothing here"),
    ("table-notes.md", "were written as lines"),
];

#[test]
fn every_fixture_is_formatted_without_loss_or_refused_with_a_reason() {
    assert!(sources().len() > 20);
    for path in sources() {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let text = decode(&std::fs::read(&path).unwrap(), &mut Sink::new());
        let excuse = REFUSED.iter().find(|(fixture, _)| *fixture == name).map(|(_, reason)| *reason);
        let excuse = excuse.or_else(|| name.starts_with("fault-").then_some("while it has a fault"));
        for lines in [Lines::Paragraph, Lines::Sentence] {
            match (format(&text, lines), excuse) {
                (Ok(formatted), None) => assert_eq!(format(&formatted, lines).as_ref(), Ok(&formatted), "{name}"),
                (Err(reason), Some(excuse)) => assert!(reason.contains(excuse), "{name}: {reason}"),
                (outcome, _) => panic!("{name}: {outcome:?}"),
            }
        }
    }
}
