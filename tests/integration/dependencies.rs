//! What Debrief depends on: every crate of `Cargo.lock`, for every system, under a licence that `.cargo/deny.toml` allows
//! and from the one registry. `cargo deny` checks the same and more where it is installed; this checks it everywhere.

use std::{collections::BTreeSet, fs, process::Command};

use anyhow::{Context, Result, ensure};
use debrief_tests::paths;
use serde_json::Value;

const REGISTRY: &str = "registry+https://github.com/rust-lang/crates.io-index";

/// The crates that are not ours.
fn crates() -> Result<Vec<Value>> {
    let mut cargo = Command::new(env!("CARGO"));
    cargo.args(["metadata", "--locked", "--offline", "--format-version=1"]).current_dir(paths::checkout());
    let ran = cargo.output().context("cargo could not be started")?;
    let said = String::from_utf8_lossy(&ran.stderr);
    ensure!(ran.status.success(), "run `cargo fetch --locked` once: crates of other systems are looked at too\n{said}");
    let mut metadata: Value = serde_json::from_slice(&ran.stdout)?;
    let packages = metadata["packages"].take();
    let all: Vec<Value> = serde_json::from_value(packages).context("cargo metadata lists no packages")?;
    Ok(all.into_iter().filter(|package| !package["source"].is_null()).collect())
}

/// The licences that `.cargo/deny.toml` allows.
fn allowed() -> Result<BTreeSet<String>> {
    let text = fs::read_to_string(paths::checkout().join(".cargo/deny.toml"))?;
    let mut file: toml::Table = toml::from_str(&text)?;
    let licences = file.remove("licenses").and_then(|section| section.get("allow").cloned());
    Ok(licences.context("licenses.allow is missing")?.try_into()?)
}

/// Whether an SPDX expression (`MIT OR Apache-2.0`, `(A OR B) AND C`, the old `A/B`) can be met with these licences.
fn meets(expression: &str, allowed: &BTreeSet<String>) -> bool {
    let spaced = expression.replace('/', " OR ").replace('(', " ( ").replace(')', " ) ");
    let mut words = spaced.split_whitespace().peekable();
    let met = either(&mut words, allowed);
    met && words.next().is_none()
}

type Words<'a> = std::iter::Peekable<std::str::SplitWhitespace<'a>>;

fn either(words: &mut Words<'_>, allowed: &BTreeSet<String>) -> bool {
    let mut met = both(words, allowed);
    while words.next_if_eq(&"OR").is_some() {
        met |= both(words, allowed);
    }
    met
}

fn both(words: &mut Words<'_>, allowed: &BTreeSet<String>) -> bool {
    let mut met = single(words, allowed);
    while words.next_if_eq(&"AND").is_some() {
        met &= single(words, allowed);
    }
    met
}

fn single(words: &mut Words<'_>, allowed: &BTreeSet<String>) -> bool {
    match words.next() {
        Some("(") => {
            let met = either(words, allowed);
            words.next_if_eq(&")").is_some() && met
        }
        Some(licence) if words.next_if_eq(&"WITH").is_some() => {
            allowed.contains(&format!("{licence} WITH {}", words.next().unwrap_or_default()))
        }
        Some(licence) => allowed.contains(licence),
        None => false,
    }
}

#[test]
fn every_crate_has_a_licence_that_is_allowed() -> Result<()> {
    let allowed = allowed()?;
    let crates = crates()?;
    ensure!(crates.len() > 100, "cargo metadata lists {} crates, too few to be all", crates.len());
    let refused: Vec<_> = crates
        .iter()
        .filter(|package| !package["license"].as_str().is_some_and(|licence| meets(licence, &allowed)))
        .map(|package| format!("{} {}: {}", package["name"], package["version"], package["license"]))
        .collect();
    ensure!(refused.is_empty(), "neither allowed nor to be had under an allowed one: {refused:#?}");
    Ok(())
}

#[test]
fn every_crate_comes_from_the_one_registry() -> Result<()> {
    let elsewhere: Vec<_> = crates()?
        .iter()
        .filter(|package| package["source"] != REGISTRY)
        .map(|package| format!("{}: {}", package["name"], package["source"]))
        .collect();
    ensure!(elsewhere.is_empty(), "not from crates.io: {elsewhere:#?}");
    Ok(())
}

#[test]
fn a_licence_expression_is_read_as_spdx_means_it() {
    let allowed = BTreeSet::from(["MIT", "BSD-3-Clause", "Apache-2.0 WITH LLVM-exception"].map(str::to_owned));
    for met in [
        "MIT",
        "GPL-3.0 OR MIT",
        "GPL-3.0/MIT",
        "(GPL-3.0 OR MIT) AND BSD-3-Clause",
        "Apache-2.0 WITH LLVM-exception OR GPL-3.0",
        "GPL-3.0 AND ISC OR MIT",
    ] {
        assert!(meets(met, &allowed), "{met} can be met");
    }
    for refused in ["", "GPL-3.0", "MIT AND GPL-3.0", "(GPL-3.0 OR MIT) AND ISC", "Apache-2.0", "MIT GPL-3.0", "(MIT"] {
        assert!(!meets(refused, &allowed), "{refused} cannot be met");
    }
}
