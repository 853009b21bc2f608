//! Compiles `src/allocator.c`, which sets up the C library's allocator where that is glibc's.

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=src/allocator.c");
    let is = |key: &str, value: &str| std::env::var(key).is_ok_and(|set| set == value);
    if !is("CARGO_CFG_TARGET_OS", "linux") || !is("CARGO_CFG_TARGET_ENV", "gnu") {
        return;
    }
    // Nobody calls what is in it: unless it is taken in whole, it would be left out.
    cc::Build::new().file("src/allocator.c").link_lib_modifier("+whole-archive").compile("debrief_allocator");
}
