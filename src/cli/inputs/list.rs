//! Many inputs, each kept by little more than the name of its file: a run may have a hundred thousand.

use super::{Input, Origin};
use crate::ast::Standing;
use crate::cli::outside::Programs;
use crate::cli::shard::Lot;
use crate::read::{READERS, Reader};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Inputs in their order. Each is made anew for whoever asks for it.
#[derive(Default)]
pub(in crate::cli) struct Inputs {
    rows: Vec<Row>,
    /// The names of files, one after another.
    names: String,
    groups: Vec<Group>,
    /// Inputs that are no file that was found in a folder, by their places.
    others: BTreeMap<usize, Input>,
}

/// A file of a group, or one of the others.
struct Row {
    lot: Lot,
    /// Where its name ends.
    end: u32,
    group: u32,
}

/// What files of one folder that one reader reads have in common.
struct Group {
    folder: PathBuf,
    reader: Option<&'static Reader>,
    standing: Arc<Standing>,
    programs: Arc<Programs>,
}

impl Group {
    fn of(input: &Input) -> Group {
        Group {
            folder: input.folder().to_path_buf(),
            reader: input.reader,
            standing: Arc::clone(&input.standing),
            programs: Arc::clone(&input.programs),
        }
    }

    fn has(&self, input: &Input) -> bool {
        self.folder == input.folder()
            && self.reader.map(|reader| reader.name) == input.reader.map(|reader| reader.name)
            && Arc::ptr_eq(&self.standing, &input.standing)
            && Arc::ptr_eq(&self.programs, &input.programs)
    }
}

impl Inputs {
    pub(in crate::cli) fn len(&self) -> usize {
        self.rows.len()
    }

    pub(in crate::cli) fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// The input at a place.
    pub(in crate::cli) fn get(&self, index: usize) -> Option<Input> {
        let row = self.rows.get(index)?;
        let Some(group) = self.groups.get(row.group as usize) else { return self.others.get(&index).cloned() };
        let start = index.checked_sub(1).and_then(|before| self.rows.get(before)).map_or(0, |before| before.end);
        let path = group.folder.join(self.names.get(start as usize..row.end as usize)?);
        Some(Input {
            standing: Arc::clone(&group.standing),
            programs: Arc::clone(&group.programs),
            ..Input::of_file(path, row.lot, group.reader)
        })
    }

    /// All of them in turn.
    pub(in crate::cli) fn iter(&self) -> impl Iterator<Item = Input> {
        (0..self.len()).filter_map(|index| self.get(index))
    }

    /// The one input, where there is no other.
    pub(in crate::cli) fn only(&self) -> Option<Input> {
        self.get(0).filter(|_| self.len() == 1)
    }

    /// Whether that is true of any folder of theirs, or of the path of one that is in none.
    pub(in crate::cli) fn any_in(&self, is_so: impl Fn(&Path) -> bool) -> bool {
        let others = self.others.values().filter_map(Input::path);
        self.groups.iter().map(|group| group.folder.as_path()).chain(others).any(is_so)
    }

    /// What decides the shard of each.
    pub(in crate::cli) fn lots(&self) -> impl Iterator<Item = Lot> {
        self.rows.iter().map(|row| row.lot)
    }

    /// The programs that the series of inputs name, each group's once.
    pub(in crate::cli) fn programs(&self) -> impl Iterator<Item = &Arc<Programs>> {
        self.groups.iter().map(|group| &group.programs).chain(self.others.values().map(|other| &other.programs))
    }

    /// Gives every input that was found what the series of its folder says.
    pub(in crate::cli) fn tell<E>(
        &mut self,
        mut said: impl FnMut(&Path) -> Result<(Arc<Standing>, Arc<Programs>), E>,
    ) -> Result<(), E> {
        for group in &mut self.groups {
            (group.standing, group.programs) = said(&group.folder)?;
        }
        for other in self.others.values_mut().filter(|other| other.is_found()) {
            (other.standing, other.programs) = said(other.folder())?;
        }
        Ok(())
    }

    fn push(&mut self, input: Input) {
        let (lot, start) = (input.lot, self.names.len());
        let name = name_in_folder(&input);
        let end = name.and_then(|name| u32::try_from(start + name.len()).ok());
        let row = name.zip(end).and_then(|(name, end)| Some((name, Row { lot, end, group: self.group(&input)? })));
        if let Some((name, row)) = row {
            self.names.push_str(name);
            self.rows.push(row);
        } else {
            let end = u32::try_from(start).unwrap_or(u32::MAX);
            self.others.insert(self.rows.len(), input);
            self.rows.push(Row { lot, end, group: u32::MAX });
        }
    }

    /// The group of a file. Files of one folder mostly come one after another.
    fn group(&mut self, input: &Input) -> Option<u32> {
        let far = self.groups.len().saturating_sub(READERS.len());
        let near = self.groups.iter().skip(far).position(|group| group.has(input));
        let at = near.map_or(self.groups.len(), |near| far + near);
        let number = u32::try_from(at).ok().filter(|number| *number < u32::MAX)?;
        if near.is_none() {
            self.groups.push(Group::of(input));
        }
        Some(number)
    }
}

/// The name by which the path of a file is found again from its folder.
fn name_in_folder(input: &Input) -> Option<&str> {
    let Origin::File(path) = &input.origin else { return None };
    let name = path.file_name()?.to_str()?;
    (input.is_found() && input.folder().join(name).as_os_str() == path.as_os_str()).then_some(name)
}

impl Extend<Input> for Inputs {
    fn extend<T: IntoIterator<Item = Input>>(&mut self, more: T) {
        more.into_iter().for_each(|input| self.push(input));
    }
}

impl FromIterator<Input> for Inputs {
    fn from_iter<T: IntoIterator<Item = Input>>(all: T) -> Inputs {
        let mut inputs = Inputs::default();
        inputs.extend(all);
        inputs
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may fail loudly")]
mod tests {
    use super::super::{file, gather};
    use super::*;
    use crate::cli::memory::Memory;

    #[test]
    fn inputs_are_given_back_as_they_came() {
        let paths =
            ["a.md", "in/a.md", "in/a.txt", "in//b.md", "./c.md", "in/./d.md", "/e/f.docx", "in/g.unknown", "in/h.md"];
        let inputs: Inputs = paths.iter().map(|path| file(path.into(), Path::new("in"), None)).collect();
        for (index, path) in paths.into_iter().enumerate() {
            let (own, same) = (inputs.get(index).unwrap(), file(path.into(), Path::new("in"), None));
            assert_eq!((own.name.as_str(), &own.origin), (path, &same.origin));
            assert_eq!((own.lot, own.reader.map(|it| it.name)), (same.lot, same.reader.map(|it| it.name)));
        }
        assert_eq!((inputs.len(), inputs.get(paths.len()).is_none()), (paths.len(), true));
        assert!(inputs.others.len() < 3 && inputs.groups.len() < paths.len(), "{}", inputs.others.len());
    }

    #[test]
    fn what_is_no_file_keeps_its_place_and_its_fault() {
        let world = Memory::with(&[("in/a.md", ""), ("in/b.md", "")]);
        let inputs = gather(&["in/a.md".into(), "-".into(), "none/*.md".into(), "in".into()], None, &world);
        let names: Vec<(String, bool)> = inputs.iter().map(|input| (input.name.clone(), input.is_found())).collect();
        let expected = [("in/a.md", true), ("<stdin>", true), ("none/*.md", false), ("in/b.md", true)];
        assert_eq!(names, expected.map(|(name, is_found)| (name.to_string(), is_found)));
    }
}
