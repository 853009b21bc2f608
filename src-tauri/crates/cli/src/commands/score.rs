//! `debrief score`: a transcript in, a debrief out.

use std::{
    fs::File,
    io::{self, Read},
    path::Path,
};

use interview::{question::QuestionAsked, transcript};
use rehearsal::{RehearsalError, journey};

use super::{Place, deliver, plan};
use crate::{args::Score, exit::Failure};

/// More than any transcript of a person's speech (a day of talking is about 2 MB).
const MOST_BYTES: u64 = 20 * 1024 * 1024;

pub fn run(place: &Place, args: &Score) -> Result<(), Failure> {
    let input = transcript::read(&read(&args.file)?).map_err(RehearsalError::from)?;
    let engine = place.engine()?;
    let mut judging = args.judging.clone();
    if let Some(QuestionAsked { text, round }) = input.question {
        judging.question = judging.question.or(Some(text));
        judging.round = judging.round.or(round.map(|round| round.id().to_owned()));
    }
    let plan = plan(&engine, &judging, None)?;
    let rubric = engine.rubric(plan.rubric.as_deref())?;
    let debrief = journey::of_text(&engine, input.transcript, plan.judged(&rubric))?;
    deliver(&rehearsal::render(&engine, &debrief, args.rendering.format)?, &args.rendering)
}

fn read(path: &Path) -> Result<String, Failure> {
    let failed = |source| Failure::from(RehearsalError::Read { path: path.to_path_buf(), source });
    let mut bytes = Vec::new();
    if path == Path::new("-") {
        io::stdin().lock().take(MOST_BYTES + 1).read_to_end(&mut bytes).map_err(failed)?;
    } else {
        File::open(path).and_then(|file| file.take(MOST_BYTES + 1).read_to_end(&mut bytes)).map_err(failed)?;
    }
    if bytes.len() as u64 > MOST_BYTES {
        return Err(failed(io::Error::new(io::ErrorKind::InvalidData, "it is larger than 20 MB, no transcript is")));
    }
    String::from_utf8(bytes).map_err(|_| failed(io::Error::new(io::ErrorKind::InvalidData, "it is not UTF-8 text")))
}
