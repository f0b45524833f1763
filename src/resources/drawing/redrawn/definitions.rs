//! What shapes name: gradients, patterns, clips and masks.

use super::{Named, Pen};
use usvg::{
    BaseGradient, ClipPath, Group, LinearGradient, Mask, MaskType, Node, Pattern, RadialGradient, SpreadMethod,
    Transform,
};

impl<'a> Pen<'a> {
    pub(super) fn linear(&mut self, id: &str, gradient: &LinearGradient) {
        self.xml.start("linearGradient").attribute("id", id);
        for (name, value) in
            [("x1", gradient.x1()), ("y1", gradient.y1()), ("x2", gradient.x2()), ("y2", gradient.y2())]
        {
            self.number(name, value);
        }
        self.stops(gradient);
    }

    pub(super) fn radial(&mut self, id: &str, gradient: &RadialGradient) {
        self.xml.start("radialGradient").attribute("id", id);
        for (name, value) in [
            ("cx", gradient.cx()),
            ("cy", gradient.cy()),
            ("r", gradient.r().get()),
            ("fx", gradient.fx()),
            ("fy", gradient.fy()),
            ("fr", gradient.fr().get()),
        ] {
            self.number(name, value);
        }
        self.stops(gradient);
    }

    /// The rest of a gradient.
    fn stops(&mut self, gradient: &BaseGradient) {
        self.xml.attribute("gradientUnits", "userSpaceOnUse");
        self.transform("gradientTransform", gradient.transform());
        let spread = match gradient.spread_method() {
            SpreadMethod::Pad => None,
            SpreadMethod::Reflect => Some("reflect"),
            SpreadMethod::Repeat => Some("repeat"),
        };
        self.maybe("spreadMethod", spread.map(String::from));
        for stop in gradient.stops() {
            let colour = stop.color();
            self.xml.start("stop").attribute("offset", stop.offset().get().to_string());
            self.xml.attribute("stop-color", format!("#{:02x}{:02x}{:02x}", colour.red, colour.green, colour.blue));
            self.share("stop-opacity", stop.opacity().get());
            self.xml.end();
        }
        self.xml.end();
    }

    pub(super) fn pattern(&mut self, id: &str, pattern: &'a Pattern) {
        self.xml.start("pattern").attribute("id", id).attribute("patternUnits", "userSpaceOnUse");
        self.area(pattern.rect());
        self.transform("patternTransform", pattern.transform());
        self.nodes(pattern.root());
        self.xml.end();
    }

    pub(super) fn mask(&mut self, id: &str, mask: &'a Mask) {
        let inner = mask.mask().map(|mask| self.name(Named::Mask(mask)));
        self.xml.start("mask").attribute("id", id).attribute("maskUnits", "userSpaceOnUse");
        self.area(mask.rect());
        self.maybe("style", (mask.kind() == MaskType::Alpha).then(|| "mask-type:alpha".into()));
        // Browsers let no mask cut another, but let it cut what that shows.
        if let Some(inner) = inner {
            self.xml.start("g").attribute("mask", inner);
        }
        self.nodes(mask.root());
        if mask.mask().is_some() {
            self.xml.end();
        }
        self.xml.end();
    }

    pub(super) fn clip(&mut self, id: &str, clip: &'a ClipPath) -> Result<(), String> {
        let inner = clip.clip_path().map(|clip| self.name(Named::Clip(clip)));
        self.xml.start("clipPath").attribute("id", id);
        self.transform("transform", clip.transform());
        self.maybe("clip-path", inner);
        self.outlines(clip.root(), Transform::identity(), None)?;
        self.xml.end();
        Ok(())
    }

    /// The shapes of a clip, which holds no groups (CSS Masking 1, 6.1): each takes over what moves and cuts out those
    /// around it.
    fn outlines(&mut self, group: &'a Group, moved: Transform, cut: Option<&'a ClipPath>) -> Result<(), String> {
        for node in group.children() {
            let inner = match node {
                Node::Group(inner) => inner,
                Node::Text(text) => text.flattened(),
                Node::Path(path) => {
                    let cut = cut.map(|clip| self.name(Named::Clip(clip)));
                    self.path(path, moved, cut, true);
                    continue;
                }
                Node::Image(_) => continue,
            };
            // What cuts out is drawn where the group is, so that nothing may move between it and the shape.
            let is_still = inner.transform() == Transform::identity();
            let cut = match (cut, inner.clip_path()) {
                (Some(_), Some(_)) => return Err(entangled()),
                (Some(_), None) if !is_still => return Err(entangled()),
                (around, own) => own.or(around),
            };
            self.outlines(inner, moved.pre_concat(inner.transform()), cut)?;
        }
        Ok(())
    }
}

fn entangled() -> String {
    "it has to be drawn anew to go into other files, and its clips lie in one another so that it cannot be".into()
}
