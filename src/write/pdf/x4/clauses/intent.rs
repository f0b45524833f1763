//! The printing condition that the file is made for.

use super::file::File;
use lopdf::{Dictionary, Object};

pub(super) fn intent(file: &File) -> Option<String> {
    let catalog = file.catalog();
    let listed = file.value(&catalog, "OutputIntents").and_then(|list| list.as_array().ok());
    let intents = listed.into_iter().flatten().filter_map(|intent| file.document.dereference(intent).ok());
    let press = |intent: &&Dictionary| file.name(intent, "S").is_some_and(|kind| kind == b"GTS_PDFX");
    let found: Vec<&Dictionary> = intents.filter_map(|(_, intent)| intent.as_dict().ok()).filter(press).collect();
    match found.as_slice() {
        [] => Some("it has no output intent".into()),
        [one] => unsound(file, one).map(str::to_string),
        _ => Some("it has several output intents".into()),
    }
}

/// ICC.1, 7.2: the class of a profile stands at byte 12, its colour space at byte 16, the signature at byte 36.
fn unsound(file: &File, intent: &Dictionary) -> Option<&'static str> {
    let condition = file.value(intent, "OutputConditionIdentifier").and_then(|name| name.as_str().ok());
    if condition.is_none_or(<[u8]>::is_empty) {
        return Some("its output intent names no printing condition");
    }
    let Some(stream) = file.value(intent, "DestOutputProfile").and_then(|profile| profile.as_stream().ok()) else {
        return Some("its output intent has no profile");
    };
    let profile = stream.get_plain_content().unwrap_or_default();
    let at = |place: usize| profile.get(place..place + 4);
    let inks = stream.dict.get(b"N").and_then(Object::as_i64);
    match () {
        () if at(36) != Some(b"acsp") => Some("the profile of its output intent cannot be read"),
        () if at(12) != Some(b"prtr") => Some("the profile of its output intent is not that of a press"),
        () if at(16) != Some(b"CMYK") || !inks.is_ok_and(|inks| inks == 4) => {
            Some("the profile of its output intent is not for four inks")
        }
        () => None,
    }
}
