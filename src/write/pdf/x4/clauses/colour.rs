//! In which colours things are painted.

use super::file::File;
use lopdf::{Dictionary, Object};

/// Spaces of light, by their names in resources and by their short names in pictures inside a stream.
const LIGHT: [&[u8]; 5] = [b"DeviceRGB", b"CalRGB", b"CalGray", b"Lab", b"RGB"];

fn is_light(object: &Object) -> bool {
    object.as_name().is_ok_and(|name| LIGHT.contains(&name))
}

fn name(object: &Object) -> String {
    object.as_name().map(|name| String::from_utf8_lossy(name).into_owned()).unwrap_or_default()
}

/// Colour spaces wherever they stand: under a key, in an array of their own, as the base of another.
pub(super) fn spaces(file: &File) -> Option<String> {
    const KEYS: [&str; 8] = ["ColorSpace", "CS", "Base", "Alternate", "DefaultRGB", "BaseColorSpace", "BG", "Matte"];
    let dictionaries = file.dictionaries();
    let keyed = dictionaries
        .iter()
        .find_map(|found| KEYS.iter().filter_map(|key| file.value(found, key)).find(|space| is_light(space)));
    let listed = || file.arrays().into_iter().flatten().find(|space| is_light(space));
    // `ColorSpace` of resources is a dictionary whose keys are anyone's.
    let resources = || {
        let tables = dictionaries.iter().filter_map(|found| file.value(found, "ColorSpace")?.as_dict().ok());
        tables.flat_map(Dictionary::iter).map(|(_, space)| space).find(|space| is_light(space))
    };
    let space = keyed.or_else(listed).or_else(resources).map(name);
    space.map(|space| format!("it names the colour space {space}")).or_else(|| profiled(file))
}

/// Spaces described by a profile: no other than of grey or of four inks.
fn profiled(file: &File) -> Option<String> {
    let spaces = file.arrays().into_iter().filter(|items| items.first().is_some_and(|kind| name(kind) == "ICCBased"));
    spaces.filter_map(|items| file.document.dereference(items.get(1)?).ok()?.1.as_stream().ok()).find_map(|profile| {
        let inks = profile.dict.get(b"N").and_then(Object::as_i64).unwrap_or_default();
        (inks != 1 && inks != 4).then(|| format!("it holds a profile of {inks} colours"))
    })
}

/// Operators that set red, green and blue, and operands that name such a space.
pub(super) fn painted(file: &File) -> Option<String> {
    let light = file.painted.iter().find(|operation| match operation.operator.as_str() {
        "rg" | "RG" => true,
        "cs" | "CS" => operation.operands.iter().any(is_light),
        "BI" => operation.operands.iter().any(in_picture),
        _ => false,
    });
    light.map(|operation| format!("`{}` paints in red, green and blue", operation.operator))
}

fn in_picture(operand: &Object) -> bool {
    let dictionary = match operand {
        Object::Stream(stream) => &stream.dict,
        Object::Dictionary(dictionary) => dictionary,
        _ => return false,
    };
    ["CS", "ColorSpace"].iter().filter_map(|key| dictionary.get(key.as_bytes()).ok()).any(is_light)
}

/// A group's space where it names one; a group without one is blended in the press's inks.
pub(super) fn groups(file: &File) -> Option<String> {
    let groups = file
        .dictionaries()
        .into_iter()
        .filter(|found| file.name(found, "S").is_some_and(|kind| kind == b"Transparency"));
    let space = groups
        .filter_map(|group| file.value(group, "CS"))
        .find(|space| !space.as_name().is_ok_and(|name| name == b"DeviceCMYK" || name == b"DeviceGray"));
    space.map(|_| "a transparency group is not blended in the four inks or in grey".into())
}
