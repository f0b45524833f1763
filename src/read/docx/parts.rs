//! Which paragraphs and tables are something together: each paragraph says what it is a part of, so that what editors and
//! word processors do to some of them does not part the others.

use super::aside::{Aside, Of};
use super::roles::Role;
use super::story::Item;
use std::rc::Rc;

/// What an item is a part of, the outermost first.
type Around = Rc<[usize]>;

/// Items as groups in each other, of items that know what they are parts of, and of those between them.
pub(super) fn together(parts: Vec<(Option<Around>, Item)>, aside: &Aside) -> Vec<Item> {
    let (mut known, items): (Vec<Option<Around>>, Vec<Item>) = parts.into_iter().unzip();
    claim(&mut known, &items, aside);
    let around = filled(known, aside);
    nested(around.into_iter().zip(items).collect(), 0)
}

/// Gives tables, boxes, pictures and captions that do not know it to what they are of, by the paragraphs beside them.
fn claim(known: &mut [Option<Around>], items: &[Item], aside: &Aside) {
    let mut taken: Option<usize> = None;
    for (at, item) in items.iter().enumerate() {
        let of = match item {
            Item::Table(_) => Of::Table,
            Item::Boxed(_) => Of::Box,
            _ => continue,
        };
        // What stands over it is of it, unless that has one already.
        let over = beside(known, at.checked_sub(1), of, aside).filter(|around| around.last() != taken.as_ref());
        let under = at.checked_add(1).filter(|under| !begins(items.get(*under)));
        let own = over.or_else(|| beside(known, under, of, aside));
        taken = own.as_ref().and_then(|around| around.last().copied()).or(taken);
        put(known, at, own);
    }
    for (at, item) in items.iter().enumerate() {
        let Item::Line(line) = item else { continue };
        let (next, of) = match line.role {
            Role::TableCaption => (at.checked_add(1), Of::Table),
            Role::Caption => (at.checked_sub(1), Of::Figure),
            Role::Figure => (at.checked_add(1), Of::Figure),
            _ => continue,
        };
        let own = beside(known, next, of, aside);
        put(known, at, own);
    }
}

/// Whether an item is the caption of a table to come.
fn begins(item: Option<&Item>) -> bool {
    matches!(item, Some(Item::Line(line)) if line.role == Role::TableCaption)
}

/// What an item is a part of, up to something of a kind.
fn beside(known: &[Option<Around>], at: Option<usize>, of: Of, aside: &Aside) -> Option<Around> {
    let around = known.get(at?)?.as_ref()?;
    let found = around.iter().rposition(|place| aside.mark(*place).is_some_and(|mark| mark.of == of))?;
    around.get(..=found).map(Rc::from)
}

fn put(known: &mut [Option<Around>], at: usize, own: Option<Around>) {
    if let Some(place) = known.get_mut(at).filter(|place| place.is_none()) {
        *place = own;
    }
}

/// What every item is a part of: one that does not know it is a part of what both its neighbours are parts of. Between two
/// items of a list it belongs to the one before it.
fn filled(known: Vec<Option<Around>>, aside: &Aside) -> Vec<Around> {
    let mut next: Vec<Option<usize>> = vec![None; known.len()];
    let mut after = None;
    for (at, around) in known.iter().enumerate().rev() {
        after = around.as_ref().map(|_| at).or(after);
        next.get_mut(at).into_iter().for_each(|next| *next = after);
    }
    let mut before: &[usize] = &[];
    // Items that stand together between the same two share what they are parts of.
    let mut between: Option<Around> = None;
    let mut filled = Vec::with_capacity(known.len());
    for (around, next) in known.iter().zip(next) {
        if let Some(around) = around {
            before = around;
            between = None;
            filled.push(around.clone());
            continue;
        }
        let next = next.and_then(|at| known.get(at)?.as_deref()).unwrap_or_default();
        filled.push(between.get_or_insert_with(|| shared(before, next, aside)).clone());
    }
    filled
}

fn shared(before: &[usize], next: &[usize], aside: &Aside) -> Around {
    let count = before.iter().zip(next).take_while(|(before, next)| before == next).count();
    let of = |place: &usize| aside.mark(*place).map(|mark| mark.of);
    let in_list = before.get(..count).and_then(<[usize]>::last).and_then(of);
    let count = count + usize::from(matches!(in_list, Some(Of::List | Of::Definitions)));
    before.get(..count).unwrap_or(before).into()
}

/// Items with those that are parts of the same thing at a depth, and of the same around it, as one.
fn nested(items: Vec<(Around, Item)>, depth: usize) -> Vec<Item> {
    let mut whole = Vec::with_capacity(items.len());
    let mut group: Option<(usize, Vec<(Around, Item)>)> = None;
    for (around, item) in items {
        let place = around.get(depth).copied();
        if let Some((known, inner)) = group.take_if(|(known, _)| Some(*known) != place) {
            whole.push(Item::Group(known, nested(inner, depth + 1)));
        }
        match place {
            Some(place) => group.get_or_insert_with(|| (place, Vec::new())).1.push((around, item)),
            None => whole.push(item),
        }
    }
    whole.extend(group.map(|(known, inner)| Item::Group(known, nested(inner, depth + 1))));
    whole
}
