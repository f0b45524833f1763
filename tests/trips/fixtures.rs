//! The sources that the other tests keep, sent the same ways.

use crate::places::prepare;
use crate::trip::Trip;
use masthead::ast::{Block, Document, walk};
use masthead::diagnostics::Sink;
use masthead::normalize::normalize;
use masthead::read::{self, Input};
use masthead::resources::Images;
use std::path::{Path, PathBuf};

/// Every source without a fault in its name, which is refused and not read.
pub(crate) fn sources() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures");
    let mut found = Vec::new();
    for folder in ["", "bulletins", "transcripts", "jats", "docx", "pages"] {
        let files = std::fs::read_dir(root.join(folder)).unwrap().map(|entry| entry.unwrap().path());
        found.extend(files.filter(|file| file.is_file() && is_source(file)));
    }
    found.sort();
    found
}

fn is_source(file: &Path) -> bool {
    let name = file.file_name().unwrap().to_string_lossy();
    let known = file.extension().and_then(|extension| extension.to_str()).and_then(read::by_extension).is_some();
    // The hostile ones hold what no reader of a source lets in: languages and identifiers that are none.
    let sound = !name.starts_with("fault-") && !name.starts_with("hostile");
    known && sound && !file.with_extension("refused").exists()
}

/// The document of a source, prepared; nothing for one that the pipeline refuses.
pub(crate) fn document(file: &Path) -> Option<Document> {
    let reader = file.extension().and_then(|extension| extension.to_str()).and_then(read::by_extension).unwrap();
    let bytes = std::fs::read(file).unwrap();
    let mut sink = Sink::new();
    let mut document = (reader.read)(&Input::new(&file.to_string_lossy(), &bytes), &mut sink).document;
    normalize(&mut document, &mut sink);
    (!sink.has_errors() && prepare(&mut document).is_empty()).then_some(document)
}

/// Something to show for every picture that a document names, each unlike the others.
pub(crate) fn pictures(document: &Document) -> Images {
    let mut images = Images::new();
    for root in walk::roots(document) {
        walk::blocks(root, &mut |block| {
            if let Block::Figure(figure) = block {
                let shade = images.len() as u8;
                images.entry(figure.image.clone()).or_insert_with(|| crate::picture(shade));
            }
        });
    }
    images
}

/// What comes back otherwise of all sources, each by its name.
pub(crate) fn unequal(trip: &Trip) -> Vec<String> {
    let mut sent = 0;
    let mut found = Vec::new();
    for file in sources() {
        let Some(document) = document(&file) else { continue };
        sent += 1;
        let back = trip.go(&document, &pictures(&document));
        if !back.faults.is_empty() {
            found.push(format!("{}:\n  {}", file.display(), back.faults.join("\n  ")));
        }
    }
    assert!(sent > 30, "only {sent} sources were sent");
    found
}
