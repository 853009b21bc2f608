//! What it takes to make a debrief: models, rubrics and questions, each loaded once and kept warm.

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    thread,
};

use interview::{
    rubric::{self, OwnExamples, Rubric},
    transcript::Transcript,
};
use semantics::Embedder;
use speech::{
    Hearing,
    catalog::{Kind, ModelFile, ModelInfo, Models},
};

use crate::{
    DataFolder, Questions, RehearsalError, files::read_text, lessons::Lessons, own::OwnFiles, questions::toml_files,
    resource_folders, vocabulary::WordFiles,
};

/// Where progress in percent goes.
pub type OnPercent<'a> = &'a mut dyn FnMut(u8);

/// A speech model in memory, and the file it came from.
#[derive(Clone)]
pub struct Loaded {
    /// The model, ready to hear.
    pub hearing: Arc<Hearing>,
    /// Its file, id and hash.
    pub file: ModelFile,
}

/// Models, rubrics and questions. Cheap to share; loads on first use.
pub struct Engine {
    models: Models,
    questions: Questions,
    rubrics: BTreeMap<String, Arc<Rubric>>,
    broken_rubrics: Vec<RehearsalError>,
    hearing: Mutex<Option<Loaded>>,
    embedder: Mutex<Option<Arc<Embedder>>>,
    vectors: Mutex<BTreeMap<String, Vec<f32>>>,
    taught: Mutex<Vec<Taught>>,
    lessons: Option<Lessons>,
    own: OwnFiles,
    words: WordFiles,
    for_one_answer: bool,
}

/// A rubric as it was read, and the same when its examples were learnt.
struct Taught {
    read: Rubric,
    learnt: Arc<Rubric>,
}

/// Rubrics whose lessons are remembered.
const REMEMBERED_RUBRICS: usize = 8;

/// Sentences embedded in one go: enough to keep every thread busy, few enough to tell how far it has come.
const AT_ONCE: usize = 64;

/// Sentences whose vectors are remembered: many answers' worth, about 3 MB.
const REMEMBERED_SENTENCES: usize = 2_000;

impl Engine {
    /// Finds models, rubrics and questions; with `data`, the user's own as well. Loads no model yet.
    pub fn open(data: Option<&DataFolder>) -> Result<Self, RehearsalError> {
        let folders: Vec<PathBuf> = resource_folders().into_iter().map(|folder| folder.join("models")).collect();
        let mut models = Models::open(&folders)?;
        if let Some(data) = data {
            models = models.owning(&data.models()).remembering(&data.cache().join("models.json"));
        }
        let (rubrics, mut broken_rubrics) = load_rubrics(data.map(DataFolder::rubrics).as_deref());
        let own = OwnFiles::in_folder(data.map(DataFolder::examples));
        broken_rubrics.extend(own.broken());
        Ok(Self {
            models,
            questions: Questions::load(data.map(DataFolder::questions).as_deref()),
            rubrics,
            broken_rubrics,
            hearing: Mutex::default(),
            embedder: Mutex::default(),
            vectors: Mutex::default(),
            taught: Mutex::default(),
            lessons: data.map(|data| Lessons::in_cache(&data.cache())),
            own,
            words: WordFiles::in_folder(data.map(DataFolder::words)),
            for_one_answer: false,
        })
    }

    /// The same for one answer and no more: the speech model is let go once it was heard, and only then the sentence model
    /// is loaded. Takes a fifth less memory and a tenth of a second longer.
    #[must_use]
    pub fn for_one_answer(self) -> Self {
        Self { for_one_answer: true, ..self }
    }

    /// The speech model to hear a recording with. Meanwhile the sentence model is loaded, so that scoring need not wait; a
    /// failure of that shows when it is used.
    pub(crate) fn with_hearing<T>(
        &self,
        named: Option<&str>,
        hear: impl FnOnce(Loaded) -> T,
    ) -> Result<T, RehearsalError> {
        if self.for_one_answer {
            return Ok(hear(self.hearing_aside(named)?));
        }
        let loaded = self.hearing(named)?;
        Ok(thread::scope(|scope| {
            scope.spawn(|| self.embedder().map(drop));
            hear(loaded)
        }))
    }

    /// The models there are.
    pub fn models(&self) -> &Models {
        &self.models
    }

    /// The models for `speech`, to choose from.
    pub fn speech_models(&self) -> Vec<ModelInfo> {
        self.models.list().into_iter().filter(|model| model.kind == Kind::Speech).collect()
    }

    /// The questions there are.
    pub fn questions(&self) -> &Questions {
        &self.questions
    }

    /// The rubrics there are, by id.
    pub fn rubrics(&self) -> impl Iterator<Item = &Arc<Rubric>> {
        self.rubrics.values()
    }

    /// Files of the user's that were left out, each with its reason.
    pub fn broken(&self) -> impl Iterator<Item = &RehearsalError> {
        self.questions.broken().iter().chain(&self.broken_rubrics)
    }

    /// A rubric by id or file, its own examples and the user's learnt; the default when none is named.
    pub fn rubric(&self, named: Option<&str>) -> Result<Arc<Rubric>, RehearsalError> {
        self.rubric_learnt(named, &mut |_| {})
    }

    /// The same, telling how far learning has come, in percent; nothing where there is nothing to learn.
    pub fn rubric_learnt(&self, named: Option<&str>, told: OnPercent<'_>) -> Result<Arc<Rubric>, RehearsalError> {
        let rubric = self.untaught(named)?;
        let lessons = rubric.lessons();
        if lessons.is_empty() {
            return Ok(rubric);
        }
        let mut known = lock(&self.taught);
        if let Some(known) = known.iter().find(|known| known.read == *rubric) {
            return Ok(Arc::clone(&known.learnt));
        }
        let mut learnt = Rubric::clone(&rubric);
        if let Some(taught) = self.lessons.as_ref().and_then(|kept| kept.recall(&rubric)) {
            learnt.taught = taught;
        } else {
            learnt.teach(&self.vectors_of(&lessons, told)?);
            if let Some(kept) = &self.lessons {
                kept.keep(&rubric, &learnt.taught);
            }
        }
        let learnt = Arc::new(learnt);
        if known.len() >= REMEMBERED_RUBRICS {
            known.remove(0);
        }
        known.push(Taught { read: Rubric::clone(&rubric), learnt: Arc::clone(&learnt) });
        Ok(learnt)
    }

    /// A rubric as [`Engine::rubric`] finds it, nothing learnt yet: its names, its label. The user's own examples are
    /// added to a rubric that is known by its id; a file is taken as it stands.
    pub fn untaught(&self, named: Option<&str>) -> Result<Arc<Rubric>, RehearsalError> {
        let named = named.unwrap_or(rubric::DEFAULT);
        if !self.rubrics.contains_key(named) && Path::new(named).is_file() {
            return Ok(Arc::new(read_rubric(Path::new(named))?));
        }
        let rubric = self.known(named)?;
        let own = self.own.of(named).unwrap_or_else(|error| {
            tracing::warn!(%error, "examples of the user's are left out");
            OwnExamples::none(named)
        });
        Ok(if own.is_empty() { Arc::clone(rubric) } else { Arc::new(rubric.with_own(&own)) })
    }

    /// A rubric by id, as its file has it.
    pub(crate) fn known(&self, id: &str) -> Result<&Arc<Rubric>, RehearsalError> {
        self.rubrics.get(id).ok_or_else(|| {
            let known = self.rubrics.keys().cloned().collect::<Vec<_>>().join(", ");
            RehearsalError::NoSuchRubric { id: id.to_owned(), known }
        })
    }

    /// The files of the user's own words.
    pub(crate) fn words(&self) -> &WordFiles {
        &self.words
    }

    /// The files of the user's own examples.
    pub(crate) fn own(&self) -> &OwnFiles {
        &self.own
    }

    /// The speech model of that id or file, the embedded one when none is named. Kept in memory until another is asked
    /// for.
    pub fn hearing(&self, named: Option<&str>) -> Result<Loaded, RehearsalError> {
        let file = self.speech_file(named)?;
        let mut warm = lock(&self.hearing);
        if let Some(loaded) = warm.as_ref().filter(|loaded| loaded.file == file) {
            return Ok(loaded.clone());
        }
        Ok(warm.insert(self.load(file)?).clone())
    }

    /// The same for work beside the answers: a model that is not in memory is let go again afterwards, and the one answers
    /// are heard with stays ready.
    pub(crate) fn hearing_aside(&self, named: Option<&str>) -> Result<Loaded, RehearsalError> {
        let file = self.speech_file(named)?;
        if let Some(loaded) = lock(&self.hearing).as_ref().filter(|loaded| loaded.file == file) {
            return Ok(loaded.clone());
        }
        self.load(file)
    }

    /// The file of a speech model, whole.
    pub(crate) fn speech_file(&self, named: Option<&str>) -> Result<ModelFile, RehearsalError> {
        Ok(match named {
            Some(named) => self.models.resolve(named)?,
            None => self.models.default_speech()?,
        })
    }

    /// Loads a speech model.
    pub(crate) fn load(&self, file: ModelFile) -> Result<Loaded, RehearsalError> {
        let hearing = Arc::new(Hearing::load(&file, &self.models.vad()?, threads())?);
        Ok(Loaded { hearing, file })
    }

    /// The sentence model.
    pub fn embedder(&self) -> Result<Arc<Embedder>, RehearsalError> {
        let mut warm = lock(&self.embedder);
        if let Some(embedder) = warm.as_ref() {
            return Ok(Arc::clone(embedder));
        }
        let embedder = Arc::new(Embedder::load(&self.models.sentence_dir()?)?);
        Ok(Arc::clone(warm.insert(embedder)))
    }

    /// One vector for each sentence of a transcript. Sentences met before are remembered: while a person speaks, each
    /// closed sentence is embedded at once, and at the stop only the last is left.
    pub fn vectors(&self, transcript: &Transcript) -> Result<Vec<Vec<f32>>, RehearsalError> {
        let texts: Vec<&str> = transcript.sentences.iter().map(|sentence| sentence.text.as_str()).collect();
        self.vectors_of(&texts, &mut |_| {})
    }

    /// One vector for each text, telling how far it has come, in percent, where there is something to wait for.
    fn vectors_of(&self, texts: &[&str], told: OnPercent<'_>) -> Result<Vec<Vec<f32>>, RehearsalError> {
        // Copies, since another take may make the engine forget at any time.
        let mut vectors: BTreeMap<&str, Vec<f32>> = {
            let mut known = lock(&self.vectors);
            if known.len() > REMEMBERED_SENTENCES {
                known.clear();
            }
            texts.iter().filter_map(|text| Some((*text, known.get(*text)?.clone()))).collect()
        };
        let mut unknown: Vec<&str> = texts.iter().copied().filter(|text| !vectors.contains_key(text)).collect();
        unknown.sort_unstable();
        unknown.dedup();
        for (done, some) in unknown.chunks(AT_ONCE).enumerate() {
            let fresh = self.embedder()?.embed(some)?;
            lock(&self.vectors).extend(some.iter().map(|text| (*text).to_owned()).zip(fresh.iter().cloned()));
            vectors.extend(some.iter().copied().zip(fresh));
            told(((done + 1) * AT_ONCE * 100 / unknown.len()).min(100) as u8);
        }
        Ok(texts.iter().filter_map(|text| vectors.get(text).cloned()).collect())
    }

    /// Waits until no recogniser is at work any more, which is before a program may end: see [`Hearing::settle`].
    pub fn settle(&self) {
        let loaded = lock(&self.hearing).clone();
        if let Some(loaded) = loaded {
            loaded.hearing.settle();
        }
    }

    /// Loads both models in the background, so that the first answer does not wait for them. A failure shows when
    /// they are used.
    pub fn warm_up(self: &Arc<Self>, model: Option<String>) {
        let engine = Arc::clone(self);
        thread::spawn(move || {
            let warmed = engine.hearing(model.as_deref()).map(drop).and_then(|()| engine.embedder().map(drop));
            if let Err(error) = warmed {
                tracing::warn!(%error, "models are not ready");
            }
        });
    }
}

/// Threads for transcription: the machine's, at most four (more give little on tiny models).
fn threads() -> usize {
    thread::available_parallelism().map_or(2, |count| count.get().min(4))
}

/// A poisoned lock guards nothing that could be half made here: the value is replaced whole.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

fn load_rubrics(folder: Option<&Path>) -> (BTreeMap<String, Arc<Rubric>>, Vec<RehearsalError>) {
    let mut rubrics: BTreeMap<_, _> =
        rubric::shipped().iter().map(|rubric| (rubric.id.clone(), Arc::new(rubric.clone()))).collect();
    let mut broken = Vec::new();
    for path in folder.map(toml_files).unwrap_or_default() {
        match read_rubric(&path) {
            Ok(own) => drop(rubrics.insert(own.id.clone(), Arc::new(own))),
            Err(error) => broken.push(error),
        }
    }
    (rubrics, broken)
}

fn read_rubric(path: &Path) -> Result<Rubric, RehearsalError> {
    let text = read_text(path)?;
    Ok(Rubric::parse(&path.display().to_string(), &text)?)
}
