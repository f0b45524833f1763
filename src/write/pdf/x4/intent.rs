//! The printing condition that the colours are meant for, and its profile.

use crate::deflate::inflate;
use lopdf::{Dictionary, Document, Object, Stream, dictionary};

/// The characterisation of offset printing on coated paper (ISO 12647-2), by its name in the registry of the ICC.
pub(super) const CONDITION: &str = "FOGRA39";

/// Where the name stands.
const REGISTRY: &str = "http://www.color.org";

/// What the name means, for people.
const MEANING: &str = "Offset printing on coated paper (ISO 12647-2:2004/Amd 1, FOGRA39)";

/// The profile, deflated as a PDF carries it.
const PROFILE: &[u8] = include_bytes!("../../../../assets/icc/FOGRA39L_coated.icc.z");

/// The profile as colour conversion reads it; empty, and so refused there, if the program's own copy were damaged.
pub(in crate::write::pdf) fn profile() -> Vec<u8> {
    inflate(PROFILE).unwrap_or_default()
}

/// Adds the output intent with its profile (ISO 32000-1, 14.11.5); the object to name in the catalog.
pub(super) fn add(document: &mut Document) -> Object {
    let described = dictionary! { "N" => 4, "Alternate" => name("DeviceCMYK"), "Filter" => name("FlateDecode") };
    let profile = document.add_object(Stream::new(described, PROFILE.to_vec()));
    let intent: Dictionary = dictionary! {
        "Type" => name("OutputIntent"),
        "S" => name("GTS_PDFX"),
        "OutputConditionIdentifier" => Object::string_literal(CONDITION),
        "OutputCondition" => Object::string_literal(MEANING),
        "RegistryName" => Object::string_literal(REGISTRY),
        "Info" => Object::string_literal(MEANING),
        "DestOutputProfile" => profile,
    };
    document.add_object(intent).into()
}

fn name(text: &str) -> Object {
    Object::Name(text.as_bytes().to_vec())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// ICC.1, 7.2: size, class, colour space and file signature.
    #[test]
    fn the_profile_is_one_of_a_printing_press_in_four_inks() {
        let bytes = profile();
        assert_eq!(bytes.len(), 121_368);
        assert_eq!([&bytes[12..16], &bytes[16..20], &bytes[36..40]], [b"prtr", b"CMYK", b"acsp"]);
    }
}
