use report::Format;

use crate::fixtures::{names, render, spoken};

/// A cue as a player reads it.
#[derive(Debug)]
struct Cue {
    start_ms: u32,
    end_ms: u32,
    lines: Vec<String>,
}

/// Reads subtitles strictly: a number, times, lines, an empty line.
fn read(text: &str, mark: char) -> Vec<Cue> {
    let blocks = text.trim_end().split("\n\n");
    blocks
        .enumerate()
        .map(|(at, block)| {
            let mut lines = block.lines();
            assert_eq!(lines.next().unwrap(), (at + 1).to_string(), "cues are numbered from one");
            let (start, end) = lines.next().unwrap().split_once(" --> ").unwrap();
            Cue { start_ms: stamp(start, mark), end_ms: stamp(end, mark), lines: lines.map(str::to_owned).collect() }
        })
        .collect()
}

fn stamp(text: &str, mark: char) -> u32 {
    let (clock, ms) = text.split_once(mark).unwrap();
    assert_eq!((clock.len(), ms.len()), (8, 3), "{text}");
    let parts: Vec<u32> = clock.split(':').map(|part| part.parse().unwrap()).collect();
    ((parts[0] * 60 + parts[1]) * 60 + parts[2]) * 1000 + ms.parse::<u32>().unwrap()
}

fn check(cues: &[Cue]) {
    assert!(!cues.is_empty());
    let mut before = 0;
    for cue in cues {
        assert!(before <= cue.start_ms && cue.start_ms < cue.end_ms, "cues follow each other: {cue:?}");
        assert!((1..=2).contains(&cue.lines.len()), "{cue:?}");
        assert!(cue.lines.iter().all(|line| (1..=42).contains(&line.chars().count())), "{cue:?}");
        before = cue.end_ms;
    }
}

#[test]
fn every_word_is_in_a_cue_of_two_short_lines_at_its_time() {
    let debrief = spoken();
    let cues = read(&render(&debrief, Format::Srt, &names()).unwrap(), ',');
    check(&cues);
    let words: Vec<String> =
        cues.iter().flat_map(|cue| &cue.lines).flat_map(|line| line.split(' ')).map(str::to_owned).collect();
    let said = debrief.transcript.words.unwrap();
    assert_eq!(words, said.iter().map(|word| word.text.clone()).collect::<Vec<_>>());
    let mut spoken = said.iter();
    for cue in &cues {
        let count = cue.lines.iter().map(|line| line.split(' ').count()).sum::<usize>();
        let first = spoken.next().unwrap();
        let last = if count > 1 { spoken.nth(count - 2).unwrap() } else { first };
        assert_eq!(cue.start_ms, first.start_ms);
        assert!(cue.end_ms >= last.end_ms, "a cue stays until its last word is said");
    }
}

#[test]
fn a_silence_ends_a_cue() {
    let mut debrief = spoken();
    let words = debrief.transcript.words.as_mut().unwrap();
    for word in &mut words[2..] {
        (word.start_ms, word.end_ms) = (word.start_ms + 5000, word.end_ms + 5000);
    }
    let cues = read(&render(&debrief, Format::Srt, &names()).unwrap(), ',');
    assert_eq!(cues[0].lines, ["So um"]);
}

#[test]
fn a_sentence_without_words_is_timed_by_its_length() {
    let mut debrief = spoken();
    debrief.transcript.words = None;
    let page = render(&debrief, Format::Vtt, &names()).unwrap();
    let cues = read(page.strip_prefix("WEBVTT\n\n").unwrap(), '.');
    check(&cues);
    assert_eq!(cues[0].start_ms, debrief.transcript.sentences[0].start_ms.unwrap());
}

#[test]
fn a_word_longer_than_a_line_is_cut_and_marks_are_text() {
    let mut debrief = spoken();
    debrief.transcript.words = None;
    debrief.transcript.sentences.truncate(1);
    debrief.transcript.sentences[0].text = format!("<i>{} --> {{\\an8}}&", "a".repeat(100));
    let srt = render(&debrief, Format::Srt, &names()).unwrap();
    check(&read(&srt, ','));
    assert!(!srt.contains('<') && !srt.contains('{') && srt.matches("-->").count() == read(&srt, ',').len(), "{srt}");
    let vtt = render(&debrief, Format::Vtt, &names()).unwrap();
    assert!(vtt.contains("&lt;i&gt;aaa") && vtt.contains("--&gt;") && vtt.contains("&amp;"), "{vtt}");
}

#[test]
fn times_that_are_out_of_order_still_make_cues_that_follow_each_other() {
    let mut debrief = spoken();
    debrief.transcript.sentences.reverse();
    check(&read(&render(&debrief, Format::Srt, &names()).unwrap(), ','));
}
