//! The three typefaces of the document: how wide a text is in each, and which letters they have.

use krilla::text::Font;
use ttf_parser::Face as Reader;

/// A typeface.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Face {
    /// Text.
    Sans,
    /// Headings and labels.
    Bold,
    /// What was said.
    Serif,
}

/// The letter that stands for one the typefaces lack.
const UNKNOWN: char = '\u{fffd}';

/// The typefaces, opened.
pub(crate) struct Faces(Vec<(Font, Reader<'static>)>);

impl Faces {
    /// Opens the typefaces; nothing should one of them be broken.
    pub fn open() -> Option<Self> {
        let files: [&'static [u8]; 3] = [
            include_bytes!("../../fonts/NotoSans-Regular.ttf"),
            include_bytes!("../../fonts/NotoSans-Bold.ttf"),
            include_bytes!("../../fonts/NotoSerif-Regular.ttf"),
        ];
        let opened = files.map(|bytes| Some((Font::new(bytes.into(), 0)?, Reader::parse(bytes, 0).ok()?)));
        opened.into_iter().collect::<Option<Vec<_>>>().map(Self)
    }

    /// The typeface, to draw with.
    pub fn font(&self, face: Face) -> Font {
        self.of(face).0.clone()
    }

    /// How wide a text is at a size; pairs of letters that are set closer are not counted.
    pub fn width(&self, face: Face, size: f32, text: &str) -> f32 {
        let reader = &self.of(face).1;
        let advance = |c: char| reader.glyph_index(c).and_then(|glyph| reader.glyph_hor_advance(glyph)).unwrap_or(0);
        let units: u32 = text.chars().map(|c| u32::from(advance(c))).sum();
        units as f32 * size / f32::from(reader.units_per_em())
    }

    /// The text with every letter the typeface lacks replaced; the same text where it lacks none.
    pub fn drawable(&self, face: Face, text: &str) -> String {
        let reader = &self.of(face).1;
        text.chars().map(|c| if reader.glyph_index(c).is_some() { c } else { UNKNOWN }).collect()
    }

    fn of(&self, face: Face) -> &(Font, Reader<'static>) {
        match face {
            Face::Sans => &self.0[0],
            Face::Bold => &self.0[1],
            Face::Serif => &self.0[2],
        }
    }
}
