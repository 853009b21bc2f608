//! File names that come from outside: from a database, a backup, a folder someone else filled.

/// Names Windows gives to devices, whatever their ending.
const DEVICES: [&str; 4] = ["con", "prn", "aux", "nul"];

/// Whether a name is a file's own name and nothing else, on every system: no folder, no drive, no stream, no device.
pub(crate) fn is_plain(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or_default().to_ascii_lowercase();
    let numbered = ["com", "lpt"].iter().any(|device| {
        stem.strip_prefix(device)
            .is_some_and(|rest| rest.len() == 1 && rest.bytes().all(|digit| digit.is_ascii_digit()))
    });
    !name.is_empty()
        && name.len() <= 200
        && !name.starts_with(['.', ' '])
        && !name.ends_with(['.', ' '])
        && !name.contains(|c: char| c.is_control() || "/\\:*?\"<>|".contains(c))
        && !DEVICES.contains(&stem.as_str())
        && !numbered
}

#[cfg(test)]
mod tests {
    use super::is_plain;

    #[test]
    fn a_name_that_leads_elsewhere_is_none() {
        for name in [
            "",
            ".",
            "..",
            "../x.wav",
            "/etc/passwd",
            "a/b.wav",
            "a\\b.wav",
            "C:x.wav",
            "x.wav:s",
            "NUL.wav",
            "com1",
            "a\0b",
            "x.",
            " x",
        ] {
            assert!(!is_plain(name), "{name:?}");
        }
    }

    #[test]
    fn ordinary_names_are_plain() {
        for name in
            ["20260321-142501-07c1f.wav", "my questions.toml", "Fragen für morgen.toml", "comet.toml", "a.part.wav"]
        {
            assert!(is_plain(name), "{name:?}");
        }
    }
}
