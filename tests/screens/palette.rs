//! A picture of a window made small: flat colours need no more than a palette.

use std::{collections::HashMap, io::Cursor};

use anyhow::{Context, Result, ensure};
use png::{BitDepth, ColorType, Compression, Decoder, Encoder, Transformations};

/// Most colours of a palette.
const MOST: usize = 256;

type Colour = [u8; 3];

/// How far two colours lie apart that are told apart: less is the edge of a letter.
const APART: u32 = 18;

/// The same picture in the colours it uses most, as far as they lie apart; each other one becomes the nearest of them.
pub fn reduced(picture: &[u8]) -> Result<Vec<u8>> {
    let mut decoder = Decoder::new(Cursor::new(picture));
    decoder.set_transformations(Transformations::normalize_to_color8());
    let mut reader = decoder.read_info()?;
    let mut pixels = vec![0; reader.output_buffer_size().context("a picture of this size fits no memory")?];
    let frame = reader.next_frame(&mut pixels)?;
    let samples = frame.color_type.samples();
    ensure!(samples >= 3, "a picture of a window has colours");
    let colours: Vec<Colour> =
        pixels[..frame.buffer_size()].chunks_exact(samples).map(|pixel| [pixel[0], pixel[1], pixel[2]]).collect();

    let mut counts: HashMap<Colour, usize> = HashMap::new();
    for colour in &colours {
        *counts.entry(*colour).or_default() += 1;
    }
    let mut by_use: Vec<Colour> = counts.keys().copied().collect();
    by_use.sort_by_key(|colour| (std::cmp::Reverse(counts[colour]), *colour));
    let mut palette: Vec<Colour> = Vec::new();
    for colour in by_use {
        if palette.len() < MOST && palette.iter().all(|kept| distance(*kept, colour) > APART * APART) {
            palette.push(colour);
        }
    }
    let index: HashMap<Colour, u8> = counts.keys().map(|colour| (*colour, nearest(&palette, *colour))).collect();
    let indices: Vec<u8> = colours.iter().map(|colour| index[colour]).collect();

    let mut small = Vec::new();
    let mut encoder = Encoder::new(&mut small, frame.width, frame.height);
    encoder.set_color(ColorType::Indexed);
    encoder.set_depth(BitDepth::Eight);
    encoder.set_palette(palette.concat());
    encoder.set_compression(Compression::High);
    encoder.set_filter(png::Filter::NoFilter);
    encoder.write_header()?.write_image_data(&indices)?;
    Ok(small)
}

/// Index of the palette's colour that lies nearest.
fn nearest(palette: &[Colour], colour: Colour) -> u8 {
    let found = (0_u8..=u8::MAX).zip(palette).min_by_key(|(_, kept)| distance(**kept, colour));
    found.map_or(0, |(index, _)| index)
}

/// How far two colours lie apart, squared.
fn distance(one: Colour, other: Colour) -> u32 {
    one.iter().zip(other).map(|(a, b)| u32::from(a.abs_diff(b)).pow(2)).sum()
}
