//! Drawings (SVG) for the press: what krilla painted in red, green and blue is mixed of the four inks.
//!
//! Drawings stay drawings: their lines and letters are as sharp as type, and what is black or grey in them stays on the
//! black plate. What this pass does not know stays as it was, and the clauses refuse it.

use super::super::separate::Separation;
use super::clauses::contents;
use lopdf::content::{Content, Operation};
use lopdf::{Dictionary, Document, Object, ObjectId, Stream};

/// Mixes every colour of light in a file, or says why it cannot.
pub(super) fn recolour(document: &mut Document, separation: &mut Separation) -> Result<(), String> {
    for id in contents(document) {
        repaint(document, id, separation)?;
    }
    let ids: Vec<ObjectId> = document.objects.keys().copied().collect();
    for id in ids {
        let Ok(object) = document.get_object_mut(id) else { continue };
        if let Object::Stream(stream) = object
            && is_picture(&stream.dict)
        {
            separate(stream, separation)?;
        }
        remix(object, separation)?;
    }
    Ok(())
}

/// A stream of operations. Most have no such colour and are left as they are.
fn repaint(document: &mut Document, id: ObjectId, separation: &mut Separation) -> Result<(), String> {
    let Ok(stream) = document.get_object_mut(id).and_then(Object::as_stream_mut) else { return Ok(()) };
    let plain = stream.get_plain_content().map_err(|why| why.to_string())?;
    if !plain.windows(3).any(|end| matches!(end, b" rg" | b" RG")) {
        return Ok(());
    }
    let mut content = Content::decode(&plain).map_err(|why| why.to_string())?;
    for operation in &mut content.operations {
        let mixed = match operation.operator.as_str() {
            "rg" => "k",
            "RG" => "K",
            _ => continue,
        };
        *operation = Operation::new(mixed, inks(&operation.operands, separation)?);
    }
    stream.set_plain_content(content.encode().map_err(|why| why.to_string())?);
    stream.compress().map_err(|why| why.to_string())
}

/// Red, green and blue from 0 to 1 as cyan, magenta, yellow and black.
fn inks(light: &[Object], separation: &mut Separation) -> Result<Vec<Object>, String> {
    let parts: Vec<u8> = light
        .iter()
        .filter_map(|part| part.as_float().ok())
        .map(|part| (part.clamp(0.0, 1.0) * 255.0).round() as u8)
        .collect();
    let pixel = <[u8; 3]>::try_from(parts).map_err(|_| "a colour has not three parts".to_string())?;
    // Three places are more than a plate can show.
    let share = |ink: u8| Object::Real((f32::from(ink) / 255.0 * 1000.0).round() / 1000.0);
    Ok(separation.mix(pixel)?.into_iter().map(share).collect())
}

fn names(dictionary: &Dictionary, key: &str, value: &str) -> bool {
    dictionary.get(key.as_bytes()).and_then(Object::as_name).is_ok_and(|name| name == value.as_bytes())
}

/// Gradients and groups, however deep they lie in an object.
fn remix(object: &mut Object, separation: &mut Separation) -> Result<(), String> {
    let dictionary = match object {
        Object::Dictionary(dictionary) => dictionary,
        Object::Stream(stream) => &mut stream.dict,
        Object::Array(items) => return items.iter_mut().try_for_each(|item| remix(item, separation)),
        _ => return Ok(()),
    };
    let is_gradient = dictionary.has(b"ShadingType") && has_plain_function(dictionary);
    if is_gradient && names(dictionary, "ColorSpace", "DeviceRGB") {
        dictionary.set("ColorSpace", Object::Name(b"DeviceCMYK".to_vec()));
    }
    if names(dictionary, "S", "Transparency") && names(dictionary, "CS", "DeviceRGB") {
        dictionary.set("CS", Object::Name(b"DeviceCMYK".to_vec()));
    }
    if dictionary.get(b"FunctionType").and_then(Object::as_i64).is_ok_and(|kind| kind == 2) {
        remix_ends(dictionary, separation)?;
    }
    if dictionary.has(b"FunctionType") {
        widen(dictionary);
    }
    dictionary.iter_mut().try_for_each(|(_, value)| remix(value, separation))
}

/// Whether a gradient runs along a line or between circles (ISO 32000-1, 8.7.4.5): krilla reckons the colours of the
/// others with programs.
fn has_plain_function(shading: &Dictionary) -> bool {
    shading.get(b"ShadingType").and_then(Object::as_i64).is_ok_and(|kind| kind == 2 || kind == 3)
}

/// The colours at the ends of a gradient's function; opacities have one part and stay.
fn remix_ends(function: &mut Dictionary, separation: &mut Separation) -> Result<(), String> {
    for key in [b"C0", b"C1"] {
        if let Ok(end) = function.get_mut(key).and_then(Object::as_array_mut)
            && end.len() == 3
        {
            *end = inks(end, separation)?;
        }
    }
    Ok(())
}

/// The range of a function of three parts, two limits each, is made one of four: readers refuse a function whose range
/// and values do not agree (ISO 32000-1, 7.10.1), and then nothing is painted.
fn widen(function: &mut Dictionary) {
    let is_plain = function.get(b"FunctionType").and_then(Object::as_i64).is_ok_and(|kind| kind == 2 || kind == 3);
    if let Ok(range) = function.get_mut(b"Range").and_then(Object::as_array_mut)
        && is_plain
        && range.len() == 6
    {
        range.extend([Object::Integer(0), Object::Integer(1)]);
    }
}

fn is_picture(dictionary: &Dictionary) -> bool {
    let bits = dictionary.get(b"BitsPerComponent").and_then(Object::as_i64);
    names(dictionary, "Subtype", "Image")
        && names(dictionary, "ColorSpace", "DeviceRGB")
        && bits.is_ok_and(|bits| bits == 8)
}

/// A picture in a drawing.
fn separate(picture: &mut Stream, separation: &mut Separation) -> Result<(), String> {
    let parts = match names(&picture.dict, "Filter", "DCTDecode") {
        true => Separation::photo(&picture.content)?,
        false => picture.get_plain_content().map_err(|why| why.to_string())?,
    };
    picture.set_plain_content(separation.inks(&parts, None)?);
    picture.dict.remove(b"DecodeParms");
    picture.dict.set("ColorSpace", Object::Name(b"DeviceCMYK".to_vec()));
    picture.compress().map_err(|why| why.to_string())
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may fail loudly")]
mod tests {
    use super::*;
    use krilla::geom::Size;
    use krilla::page::PageSettings;
    use krilla_svg::{SurfaceExt, SvgSettings};

    /// A page with a drawing on it, as krilla writes it for the press.
    fn drawn(body: &str) -> Document {
        let source = format!(
            "<svg xmlns='http://www.w3.org/2000/svg' xmlns:xlink='http://www.w3.org/1999/xlink' width='100' height='100'>{body}</svg>"
        );
        let tree = usvg::Tree::from_str(&source, &usvg::Options::default()).unwrap();
        let mut document = krilla::Document::new_with(super::super::settings().unwrap());
        let mut page = document.start_page_with(PageSettings::from_wh(100.0, 100.0).unwrap());
        let mut surface = page.surface();
        surface.draw_svg(&tree, Size::from_wh(100.0, 100.0).unwrap(), SvgSettings::default()).unwrap();
        surface.finish();
        page.finish();
        Document::load_mem(&document.finish().unwrap()).unwrap()
    }

    /// The file after the pass, and everything painted on the page and in its forms.
    fn mixed(body: &str) -> (Document, String) {
        let mut document = drawn(body);
        recolour(&mut document, &mut Separation::default()).unwrap();
        let painted = contents(&document).into_iter().map(|id| {
            let stream = document.get_object(id).and_then(Object::as_stream).unwrap();
            String::from_utf8_lossy(&stream.get_plain_content().unwrap()).into_owned()
        });
        let painted = painted.collect();
        (document, painted)
    }

    /// What the clauses of colour say of a file.
    fn refused(mut document: Document) -> Vec<String> {
        let mut bytes = Vec::new();
        document.save_to(&mut bytes).unwrap();
        let found = super::super::check(&bytes).into_iter().map(|fault| fault.message);
        found
            .filter(|message| message.contains("colour") || message.contains("painted") || message.contains("group"))
            .collect()
    }

    #[test]
    fn black_stays_on_its_plate_and_colours_are_mixed() {
        let (document, painted) = mixed(
            "<rect width='9' height='9' fill='#000'/><rect width='9' height='9' fill='#c8102e'/><path d='M0 0 L9 9' stroke='#333333'/>",
        );
        assert!(painted.contains("0 g") && painted.contains("0.2 G"), "{painted}");
        assert!(painted.lines().any(|line| line.ends_with(" k") && line.starts_with("0.")), "{painted}");
        assert!(!painted.contains("rg") && !painted.contains("RG"), "{painted}");
        assert_eq!(refused(document), [""; 0]);
    }

    #[test]
    fn gradients_groups_and_pictures_are_mixed() {
        let gradient = "<linearGradient id='g'><stop offset='0' stop-color='#fff'/><stop offset='.5' stop-color='#c8102e' stop-opacity='.5'/><stop offset='1' stop-color='#1a4480'/></linearGradient>";
        let dot = "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGNQaHAAAAGkAOGt06eBAAAAAElFTkSuQmCC";
        let body = format!(
            "<defs>{gradient}</defs><rect width='50' height='50' fill='url(#g)'/><g opacity='.5'><rect width='50' height='50' fill='red'/><circle r='9' fill='blue'/></g><image width='9' height='9' xlink:href='{dot}'/>"
        );
        assert!(!refused(drawn(&body)).is_empty(), "the drawing has colours of light before");
        let (document, _) = mixed(&body);
        let functions = document.objects.values().filter_map(|object| object.as_dict().ok());
        let ranges: Vec<usize> = functions
            .filter(|f| f.has(b"FunctionType"))
            .filter_map(|f| Some(f.get(b"Range").ok()?.as_array().ok()?.len()))
            .collect();
        assert!(ranges.contains(&8) && !ranges.contains(&6), "{ranges:?}");
        assert_eq!(refused(document), [""; 0]);
    }

    #[test]
    fn what_is_not_known_stays_and_is_refused() {
        let gradient = Dictionary::from_iter([
            ("ShadingType", Object::Integer(1)),
            ("ColorSpace", Object::Name(b"DeviceRGB".to_vec())),
        ]);
        let mut document = drawn("<rect width='9' height='9'/>");
        document.add_object(gradient);
        recolour(&mut document, &mut Separation::default()).unwrap();
        assert!(!refused(document).is_empty());
    }
}
