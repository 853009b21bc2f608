//! How speaking time divides over the roles.

use std::collections::BTreeMap;

use crate::{
    structure::{Role, SentenceRole},
    transcript::Transcript,
};

/// Percent of speaking time by role, whole numbers adding up to 100.
pub fn share(transcript: &Transcript, roles: &[SentenceRole]) -> Option<BTreeMap<Role, u32>> {
    let mut spent: BTreeMap<Role, u64> = Role::ALL.into_iter().map(|role| (role, 0)).collect();
    for (sentence, role) in transcript.sentences.iter().zip(roles) {
        let length = sentence.end_ms?.saturating_sub(sentence.start_ms?);
        *spent.entry(role.role).or_insert(0) += u64::from(length);
    }
    let total: u64 = spent.values().sum();
    if total == 0 {
        return None;
    }
    let mut share: BTreeMap<Role, u32> = spent.iter().map(|(role, ms)| (*role, (ms * 100 / total) as u32)).collect();
    let mut rest: Vec<(u64, Role)> = spent.iter().map(|(role, ms)| (ms * 100 % total, *role)).collect();
    rest.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
    let missing = 100 - share.values().sum::<u32>();
    for (_, role) in rest.into_iter().take(missing as usize) {
        *share.entry(role).or_insert(0) += 1;
    }
    Some(share)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::transcript::Sentence;

    #[test]
    fn shares_are_whole_and_add_up_to_a_hundred() {
        let sentence = |start, end| Sentence { start_ms: Some(start), end_ms: Some(end), ..Sentence::default() };
        let transcript = Transcript {
            sentences: vec![sentence(0, 1_000), sentence(1_000, 2_000), sentence(2_000, 3_000)],
            ..Transcript::default()
        };
        let role = |sentence, role| SentenceRole { sentence, role, confidence: 80 };
        let roles = [role(0, Role::S), role(1, Role::A), role(2, Role::R)];
        let share = share(&transcript, &roles).expect("times are known");
        assert_eq!(share.values().sum::<u32>(), 100);
        assert_eq!((share[&Role::S], share[&Role::T]), (34, 0));
    }

    #[test]
    fn without_times_there_is_no_share() {
        let transcript = Transcript { sentences: vec![Sentence::default()], ..Transcript::default() };
        assert_eq!(share(&transcript, &[SentenceRole { sentence: 0, role: Role::A, confidence: 80 }]), None);
    }
}
