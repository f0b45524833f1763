//! Bands one below the other: where each stands, on the baseline grid or off it, and how far the spaces may open.

use crate::geom::Pt;
use crate::layout::strip::Strip;

/// Spaces open by this share of themselves at the most, so that a page fills to its foot.
const OPEN: f64 = 0.5;
/// Spaces around what stands off the grid close by this share of themselves at the most, so that the text below meets
/// the grid sooner.
const CLOSE: f64 = 0.4;
/// Lengths that differ by less are the same, points.
const SAME: f64 = 0.01;
/// A page that is too full by less is not, points.
pub(super) const SLACK: Pt = Pt(SAME);

/// The baseline grid that all pages share.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(in crate::layout) struct Grid {
    /// From line to line.
    pub pitch: Pt,
    /// From the top of the first line's leading to the top of the text block, where the type itself begins.
    pub inset: Pt,
}

/// What a strip takes of a column.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(in crate::layout) struct Band {
    /// Space above, dropped at the head of a page.
    pub space: Pt,
    /// How far it reaches down.
    pub height: Pt,
    /// Whether it is a line that stands on the grid.
    pub on_grid: bool,
}

impl From<&Strip> for Band {
    fn from(strip: &Strip) -> Band {
        Band { space: strip.space, height: strip.height, on_grid: strip.on_grid }
    }
}

/// Bands one below the other, down to some band.
#[derive(Clone, Copy, Debug)]
pub(in crate::layout) struct Stack {
    grid: Option<Grid>,
    /// How far down the last band reaches.
    y: Pt,
    /// Spaces since the last line on the grid.
    spaces: Pt,
    /// Whether something has stood off the grid since.
    off: bool,
    begun: bool,
    /// How far all spaces together may open.
    pub room: Pt,
}

impl Stack {
    /// No band yet.
    pub(in crate::layout) fn new(grid: Option<Grid>) -> Stack {
        Stack { grid, y: Pt::ZERO, spaces: Pt::ZERO, off: false, begun: false, room: Pt::ZERO }
    }

    /// Adds a band; gives its top.
    pub(in crate::layout) fn push(&mut self, band: Band) -> Pt {
        let space = if self.begun { band.space } else { Pt::ZERO };
        match self.grid {
            Some(grid) if band.on_grid => self.meet(grid, space),
            Some(grid) => {
                self.y += if self.begun { space } else { grid.inset };
                self.spaces += space;
                self.off = true;
            }
            None => {
                self.y += space;
                self.room += space * OPEN;
            }
        }
        self.begun = true;
        let top = self.y;
        self.y += band.height;
        top
    }

    /// Goes down to the next line of the grid, or back up to one just passed where the spaces above can close so far.
    fn meet(&mut self, grid: Grid, space: Pt) {
        let raw = self.y + space;
        let lines = ((raw.0 + SAME) / grid.pitch.0).floor();
        let over = raw - grid.pitch * lines;
        let spaces = self.spaces + space;
        let closes = if self.off { spaces * CLOSE } else { grid.pitch / 2.0 };
        self.y = grid.pitch * if over.0 <= closes.0.max(SAME) { lines } else { lines + 1.0 };
        if self.off && spaces > Pt::ZERO {
            self.room += grid.pitch;
        }
        (self.spaces, self.off) = (Pt::ZERO, false);
    }

    /// How much of the column the bands take.
    pub(in crate::layout) fn height(&self) -> Pt {
        match self.grid {
            Some(grid) if self.off => self.y + grid.inset,
            _ => self.y,
        }
    }
}

/// The tops of bands whose spaces are opened by `open` in all.
pub(in crate::layout) fn tops(bands: &[Band], grid: Option<Grid>, open: Pt) -> Vec<Pt> {
    let mut stack = Stack::new(grid);
    let mut gaps = Vec::with_capacity(bands.len());
    let mut groups = Vec::new();
    let mut first = 0;
    for (at, band) in bands.iter().enumerate() {
        let above = stack.y;
        gaps.push(stack.push(*band) - above);
        if grid.is_some() && band.on_grid {
            share(&mut gaps, bands, first..at + 1);
            groups.push(first..at + 1);
            first = at + 1;
        }
    }
    match grid {
        Some(grid) => open_groups(&mut gaps, bands, groups, (open.0 / grid.pitch.0).round() as usize, grid),
        None => open_all(&mut gaps, stack.room, open),
    }
    let mut y = Pt::ZERO;
    gaps.iter()
        .zip(bands)
        .map(|(&gap, band)| {
            let top = y + gap;
            y = top + band.height;
            top
        })
        .collect()
}

/// Shares what was added or taken away above the last band of a group among all spaces of the group.
fn share(gaps: &mut [Pt], bands: &[Band], group: std::ops::Range<usize>) {
    let (Some(gaps), Some(bands)) = (gaps.get_mut(group.clone()), bands.get(group.clone())) else { return };
    let [.., last] = gaps else { return };
    let wanted = bands.last().map_or(Pt::ZERO, |band| band.space);
    let extra = *last - wanted;
    // The space above the first band of a page is not there to be closed, but may come back.
    let part = |at: usize, band: &Band| {
        if group.start + at == 0 && extra < Pt::ZERO { Pt::ZERO } else { band.space }
    };
    let spaces: Pt = bands.iter().enumerate().map(|(at, band)| part(at, band)).sum();
    if bands.len() < 2 || spaces <= Pt::ZERO {
        return;
    }
    *last = wanted;
    for (at, (gap, band)) in gaps.iter_mut().zip(bands).enumerate() {
        *gap += part(at, band) * (extra / spaces);
    }
}

/// Opens the widest groups by a line of the grid each.
fn open_groups(gaps: &mut [Pt], bands: &[Band], groups: Vec<std::ops::Range<usize>>, lines: usize, grid: Grid) {
    let spaces = |group: &std::ops::Range<usize>| -> Pt {
        bands.iter().enumerate().take(group.end).skip(group.start.max(1)).map(|(_, band)| band.space).sum()
    };
    let mut wide: Vec<_> = groups.iter().filter(|group| group.len() > 1 && spaces(group) > Pt::ZERO).collect();
    wide.sort_by(|a, b| spaces(b).0.total_cmp(&spaces(a).0));
    for group in wide.into_iter().take(lines) {
        let all = spaces(group);
        for at in group.clone().filter(|&at| at > 0) {
            if let (Some(gap), Some(band)) = (gaps.get_mut(at), bands.get(at)) {
                *gap += grid.pitch * (band.space / all);
            }
        }
    }
}

fn open_all(gaps: &mut [Pt], room: Pt, open: Pt) {
    if room > Pt::ZERO {
        for gap in gaps.iter_mut().skip(1) {
            *gap += *gap * OPEN * (open.min(room) / room);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const GRID: Grid = Grid { pitch: Pt(10.0), inset: Pt(2.0) };

    fn band(space: f64, height: f64, on_grid: bool) -> Band {
        Band { space: Pt(space), height: Pt(height), on_grid }
    }

    fn line(space: f64) -> Band {
        band(space, 10.0, true)
    }

    #[test]
    fn lines_below_anything_stand_on_the_grid() {
        for height in 1..60 {
            let bands = [line(0.0), band(7.0, f64::from(height), false), line(3.0), line(2.0)];
            for open in [0.0, 10.0] {
                let tops = tops(&bands, Some(GRID), Pt(open));
                for at in [0, 2, 3] {
                    assert!((tops[at].0 / 10.0 - (tops[at].0 / 10.0).round()).abs() < 1e-6, "{height} {tops:?}");
                }
                let above = tops[1] - Pt(10.0);
                let below = tops[2] - tops[1] - bands[1].height;
                assert!(above > below && below > Pt(1.0), "{height} {tops:?}");
            }
        }
    }

    #[test]
    fn what_opens_fills_what_it_is_told_to() {
        let bands = [line(0.0), band(8.0, 20.0, false), line(4.0), band(8.0, 20.0, false)];
        let foot = |open| tops(&bands, None, open)[3];
        assert_eq!(foot(Pt(10.0)) - foot(Pt::ZERO), Pt(10.0));
        assert_eq!(foot(Pt(50.0)), foot(Pt(10.0)));
    }

    #[test]
    fn what_stands_off_the_grid_begins_where_the_type_begins() {
        assert_eq!(tops(&[band(9.0, 20.0, false)], Some(GRID), Pt::ZERO), [Pt(2.0)]);
        let mut stack = Stack::new(Some(GRID));
        stack.push(band(9.0, 26.0, false));
        assert_eq!(stack.height(), Pt(30.0));
    }
}
