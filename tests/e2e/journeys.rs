//! What people do with Debrief, from the first start on.

mod answer;
mod keyboard;
mod sample;
mod teaching;
mod unplugged;
