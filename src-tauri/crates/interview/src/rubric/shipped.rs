//! The rubrics that ship, compiled in.

use std::sync::LazyLock;

use super::Rubric;

/// Id of the rubric used when none is named.
pub const DEFAULT: &str = "director-pm";

/// File name and text of each rubric, the default first.
const FILES: [(&str, &str); 5] = [
    ("director-pm.toml", include_str!("../../../../resources/rubrics/director-pm.toml")),
    ("senior-pm.toml", include_str!("../../../../resources/rubrics/senior-pm.toml")),
    ("general-star.toml", include_str!("../../../../resources/rubrics/general-star.toml")),
    ("product-design.toml", include_str!("../../../../resources/rubrics/product-design.toml")),
    ("analytical.toml", include_str!("../../../../resources/rubrics/analytical.toml")),
];

static SHIPPED: LazyLock<Vec<Rubric>> = LazyLock::new(|| {
    FILES.iter().map(|(name, toml)| Rubric::parse(name, toml).expect("a shipped rubric parses")).collect()
});

/// The rubrics that ship, the default first.
pub fn shipped() -> &'static [Rubric] {
    &SHIPPED
}

/// The rubric used when none is named.
pub fn default_rubric() -> &'static Rubric {
    &SHIPPED[0]
}

/// The shipped rubric of that id.
pub fn by_id(id: &str) -> Option<&'static Rubric> {
    shipped().iter().find(|rubric| rubric.id == id)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_shipped_rubric_parses_and_the_default_is_first() {
        assert_eq!(shipped().len(), FILES.len());
        assert_eq!(default_rubric().id, DEFAULT);
    }
}
