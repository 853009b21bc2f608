//! Sentence to vector: all-MiniLM-L6-v2 in pure Rust
