//! What people do with Debrief, from the first start on.

mod answer;
mod comparison;
mod drill;
mod hearing;
mod keyboard;
mod mock_loop;
mod sample;
mod teaching;
mod unplugged;
