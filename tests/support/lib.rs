//! What the tests share: paths of fixtures and binaries.
