//! Who gives way when a line of Chinese text is filled, and in which order (clreq 3.2.4).

use super::gaps::Order;
use crate::geom::Pt;

/// What a place on a line can give.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(in crate::layout) struct Room {
    /// How far it opens.
    pub stretch: Pt,
    /// How far it closes.
    pub shrink: Pt,
    /// When.
    pub order: Order,
}

/// How much of what the room around Western words can do it does before other places open.
const FIRST: f64 = 0.5;

/// How far each place opens (above 0) or closes so that the line becomes `short` longer.
///
/// Closing begins with the blanks of marks, then comes the room around Western words. Opening begins with the latter, by
/// half of what it can do; what is still missing is shared alike by all places, so that no holes open around figures in a
/// line whose characters stand as close as ever.
pub(in crate::layout) fn fill(short: Pt, rooms: &[Room]) -> Vec<Pt> {
    let mut given = vec![Pt::ZERO; rooms.len()];
    if short < Pt::ZERO {
        let mut left = -short;
        for order in [Order::Mark, Order::Script] {
            left -= share(left, order, rooms, &mut given, |room| room.shrink);
        }
        given.iter_mut().for_each(|give| *give = -*give);
        return given;
    }
    let left = short - share(short, Order::Script, rooms, &mut given, |room| room.stretch * FIRST);
    let open = rooms.iter().filter(|room| room.stretch > Pt::ZERO).count();
    if open > 0 {
        let each = left / open as f64;
        given.iter_mut().zip(rooms).filter(|(_, room)| room.stretch > Pt::ZERO).for_each(|(give, _)| *give += each);
    }
    given
}

/// Takes up to `wanted` from the places of one order, in proportion to what each has; gives how much that was.
fn share(wanted: Pt, order: Order, rooms: &[Room], given: &mut [Pt], has: impl Fn(&Room) -> Pt) -> Pt {
    let all: Pt = rooms.iter().filter(|room| room.order == order).map(&has).sum();
    if all <= Pt::ZERO {
        return Pt::ZERO;
    }
    let ratio = (wanted / all).clamp(0.0, 1.0);
    for (give, room) in given.iter_mut().zip(rooms).filter(|(_, room)| room.order == order) {
        *give += has(room) * ratio;
    }
    all * ratio
}

#[cfg(test)]
mod tests {
    use super::*;

    fn room(order: Order, stretch: f64, shrink: f64) -> Room {
        Room { stretch: Pt(stretch), shrink: Pt(shrink), order }
    }

    fn filled(short: f64) -> Vec<f64> {
        let rooms = [
            room(Order::Mark, 0.2, 5.0),
            room(Order::Script, 2.5, 1.25),
            room(Order::Solid, 0.2, 0.0),
            room(Order::Solid, 0.0, 0.0),
        ];
        fill(Pt(short), &rooms).into_iter().map(|give| give.0).collect()
    }

    #[test]
    fn marks_close_before_the_room_around_western_words() {
        assert_eq!(filled(-4.0), [-4.0, 0.0, 0.0, 0.0]);
        assert_eq!(filled(-6.0), [-5.0, -1.0, 0.0, 0.0]);
    }

    #[test]
    fn the_room_around_western_words_opens_before_all_others_alike() {
        assert_eq!(filled(1.0), [0.0, 1.0, 0.0, 0.0]);
        assert_eq!(filled(4.25), [1.0, 2.25, 1.0, 0.0]);
    }
}
