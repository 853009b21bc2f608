//! One file a group of commands; each unpacks its arguments, calls, prints.

mod analyze;
mod backup;
mod batch;
mod eval;
mod export;
mod hearing;
mod library;
mod lists;
mod live;
mod manners;
mod models;
mod score;
mod storage;

use std::{io::IsTerminal, sync::Arc};

use interview::{
    Debrief,
    question::{QuestionAsked, Round},
};
use rehearsal::{DataFolder, Engine, Library, RehearsalError, TakePlan};

use crate::{
    args::{Arguments, Command, Judging, Rendering},
    exit::Failure,
    output,
};

/// Runs one command.
pub fn run(args: Arguments) -> Result<(), Failure> {
    let place = Place { data_dir: args.data_dir };
    match args.command {
        Command::Analyze(args) => analyze::run(&place, &args),
        Command::Batch(args) => batch::run(&place, &args),
        Command::Score(args) => score::run(&place, &args),
        Command::Rehearse(args) => live::rehearse(&place, &args),
        Command::Record(args) => live::record(&args),
        Command::Devices(listing) => lists::devices(listing),
        Command::Questions(listing) => lists::questions(&place, listing),
        Command::Rubrics(listing) => lists::rubrics(&place, listing),
        Command::Models { action, listing } => models::run(&place, action, listing),
        Command::List { choosing, listing } => library::list(&place, &choosing, listing),
        Command::Show(args) => library::show(&place, &args),
        Command::Search { text, choosing, listing } => library::search(&place, &text, &choosing, listing),
        Command::Label(args) => library::label(&place, &args),
        Command::Tags(listing) => library::tags(&place, listing),
        Command::Export(args) => export::run(&place, &args),
        Command::HearAgain(args) => hearing::again(&place, &args),
        Command::Delete { id } => library::delete(&place, &id),
        Command::Bin { action, listing } => library::bin(&place, action, listing),
        Command::Backup { out } => backup::backup(&place, &out),
        Command::Restore { file, replace } => backup::restore(&place, &file, replace),
        Command::Recover => library::recover(&place),
        Command::Storage(listing) => storage::show(&place, listing),
        Command::Compress { older_than } => storage::compress(&place, older_than),
        Command::Thin { newer_than, yes, listing } => storage::thin(&place, newer_than, yes, listing),
        Command::Move { to, remove_old } => storage::move_to(&place, &to, remove_old),
        Command::Eval(args) => eval::run(&place, &args),
        Command::Completions { shell } => manners::completions(shell),
        Command::Man => manners::man(),
    }
}

/// Where the library is, opened only by commands that need it.
pub struct Place {
    data_dir: Option<std::path::PathBuf>,
}

impl Place {
    fn folder(&self) -> Result<DataFolder, RehearsalError> {
        DataFolder::open(self.data_dir.as_deref())
    }

    /// Models, rubrics and questions, shared.
    fn engine(&self) -> Result<Arc<Engine>, RehearsalError> {
        self.open_engine().map(Arc::new)
    }

    /// Models, rubrics and questions, the user's own among them; files of theirs that are broken are named once.
    fn open_engine(&self) -> Result<Engine, RehearsalError> {
        // Without a usable data folder there is still everything Debrief ships with.
        let engine = Engine::open(self.folder().ok().as_ref())?;
        for error in engine.broken() {
            eprintln!("debrief: left out: {error}");
        }
        Ok(engine)
    }

    fn library(&self) -> Result<Arc<Library>, RehearsalError> {
        let library = Library::open(self.folder()?)?;
        if let Some(aside) = library.set_aside() {
            eprintln!(
                "debrief: the library was damaged and is kept as {}; a new one was made from the recordings",
                aside.display()
            );
        }
        Ok(Arc::new(library))
    }
}

/// What the answer is judged by: the question as given, its round and rubric from the bank when it is in there.
fn plan(engine: &Engine, judging: &Judging, model: Option<&String>) -> Result<TakePlan, Failure> {
    let round = judging.round.as_deref().map(parse_round).transpose()?;
    let asked = judging.question.clone().map(|text| QuestionAsked { text, round });
    let known = asked.as_ref().and_then(|asked| engine.questions().matching(asked));
    let mut plan = known.map(TakePlan::answering).unwrap_or_default();
    plan.asked = match (plan.asked, asked) {
        (Some(known), _) if round.is_none() => Some(known),
        (_, Some(asked)) => Some(asked),
        (_, None) => round.map(|round| QuestionAsked { text: String::new(), round: Some(round) }),
    };
    plan.rubric = judging.rubric.clone().or(plan.rubric);
    plan.model = model.cloned();
    // An unknown rubric is said before a minute of transcribing, not after.
    engine.rubric(plan.rubric.as_deref())?;
    Ok(plan)
}

fn parse_round(id: &str) -> Result<Round, Failure> {
    Round::from_id(id).ok_or_else(|| Failure::Usage(format!("no round is called {id:?}; there are {}", Round::ids())))
}

/// Says on standard error where another voice was heard.
fn say_voices(debrief: &Debrief) {
    if let Some(voices) = rehearsal::other_voices(&debrief.transcript) {
        eprintln!("debrief: {voices}");
    }
}

/// Prints or writes one debrief.
fn deliver(bytes: &[u8], rendering: &Rendering) -> Result<(), Failure> {
    match &rendering.output {
        Some(path) => Ok(rehearsal::write_new(path, bytes, rendering.force)?),
        None if !rendering.format.is_text() && std::io::stdout().is_terminal() => {
            Err(Failure::Usage(format!("{} is no text for a terminal; name a file with -o", rendering.format.name())))
        }
        None => output::print(bytes),
    }
}
