//! A resolved style as a sheet that holds every key, so that it gives the same pages whatever becomes of the sheets that it
//! was made from.

use super::StyleSheet;
use super::cascade::resolve;
use super::languages::ONCE;
use toml::{Table, Value};

impl StyleSheet {
    /// The TOML of the style with every key, or why it has none. What it gives is read back to the same style.
    pub fn written(&self) -> Result<String, String> {
        let table = table(self)?;
        let text = toml::to_string(&table).map_err(|error| error.to_string())?;
        let back = resolve(&text, &|_| None).map_err(|errors| {
            let first = errors.first().map_or("", |error| error.message.as_str());
            format!("what was written of it is refused: {first}")
        })?;
        match self::table(&back)? == table {
            true => Ok(text),
            false => Err("what was written of it is another style".into()),
        }
    }
}

/// Every key of a style. Which sheet it was made from says nothing any more, and of its languages each key stands once.
fn table(style: &StyleSheet) -> Result<Table, String> {
    let mut table = Table::try_from(style).map_err(|error| error.to_string())?;
    table.remove("extends");
    for (_, sheet) in table.get_mut("lang").and_then(Value::as_table_mut).into_iter().flatten() {
        if let Value::Table(sheet) = sheet {
            ONCE.iter().for_each(|key| drop(sheet.remove(*key)));
        }
    }
    Ok(table)
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may fail loudly")]
mod tests {
    use super::super::{StyleSheet, built_in, built_in_source, resolve};
    use crate::ast::Lang;

    const OWN: &str = "name = \"own\"\nsummary = \"A test\"\nextends = \"gbt9704\"\n[page]\ninner = 27.3\n\
                       [lang.zh.text.body]\nsize = 15.5\n[lang.fr.text.body]\nindent = 1.5\n";

    #[test]
    fn every_style_is_read_back_as_it_was() {
        let sources = built_in().into_iter().filter_map(built_in_source).chain([OWN]);
        for source in sources {
            let style = resolve(source, &|_| None).unwrap();
            let text = style.written().unwrap();
            let back = resolve(&text, &|_| None).unwrap();
            assert_eq!((&back.name, &back.page, &back.text), (&style.name, &style.page, &style.text));
            assert_eq!(text, back.written().unwrap());
            let size = |style: &StyleSheet| style.in_language(&Lang::new("zh")).text.body.size;
            assert_eq!(size(&back), size(&style));
        }
    }
}
