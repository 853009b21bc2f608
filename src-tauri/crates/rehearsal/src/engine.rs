//! What it takes to make a debrief: models, rubrics and questions, each loaded once and kept warm.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    thread,
};

use interview::{
    rubric::{self, Rubric},
    transcript::Transcript,
};
use semantics::Embedder;
use speech::{
    Hearing,
    catalog::{Kind, ModelFile, ModelInfo, Models},
};

use crate::{DataFolder, Questions, RehearsalError, questions::toml_files, resource_folders};

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
}

/// A rubric as it was read, and the same when its examples were learnt.
struct Taught {
    read: Rubric,
    learnt: Arc<Rubric>,
}

/// Rubrics whose lessons are remembered.
const REMEMBERED_RUBRICS: usize = 8;

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
        let (rubrics, broken_rubrics) = load_rubrics(data.map(DataFolder::rubrics).as_deref());
        Ok(Self {
            models,
            questions: Questions::load(data.map(DataFolder::questions).as_deref()),
            rubrics,
            broken_rubrics,
            hearing: Mutex::default(),
            embedder: Mutex::default(),
            vectors: Mutex::default(),
            taught: Mutex::default(),
        })
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

    /// A rubric by id or file, its own examples learnt; the default when none is named.
    pub fn rubric(&self, named: Option<&str>) -> Result<Arc<Rubric>, RehearsalError> {
        let named = named.unwrap_or(rubric::DEFAULT);
        if let Some(rubric) = self.rubrics.get(named) {
            return self.teach(rubric);
        }
        let path = Path::new(named);
        if path.is_file() {
            return self.teach(&Arc::new(read_rubric(path)?));
        }
        let known = self.rubrics.keys().cloned().collect::<Vec<_>>().join(", ");
        Err(RehearsalError::NoSuchRubric { id: named.to_owned(), known })
    }

    /// Teaches a rubric its own examples, once for the same content. Shipped rubrics come taught.
    fn teach(&self, rubric: &Arc<Rubric>) -> Result<Arc<Rubric>, RehearsalError> {
        let lessons = rubric.lessons();
        if lessons.is_empty() {
            return Ok(Arc::clone(rubric));
        }
        let mut known = lock(&self.taught);
        if let Some(known) = known.iter().find(|known| known.read == **rubric) {
            return Ok(Arc::clone(&known.learnt));
        }
        let vectors = self.embedder()?.embed(&lessons)?;
        let mut learnt = Rubric::clone(rubric);
        learnt.teach(&vectors);
        let learnt = Arc::new(learnt);
        if known.len() >= REMEMBERED_RUBRICS {
            known.remove(0);
        }
        known.push(Taught { read: Rubric::clone(rubric), learnt: Arc::clone(&learnt) });
        Ok(learnt)
    }

    /// The speech model of that id or file, the embedded one when none is named. Kept in memory until another is asked
    /// for.
    pub fn hearing(&self, named: Option<&str>) -> Result<Loaded, RehearsalError> {
        let file = match named {
            Some(named) => self.models.resolve(named)?,
            None => self.models.default_speech()?,
        };
        let mut warm = lock(&self.hearing);
        if let Some(loaded) = warm.as_ref().filter(|loaded| loaded.file == file) {
            return Ok(loaded.clone());
        }
        let hearing = Arc::new(Hearing::load(&file, &self.models.vad()?, threads())?);
        Ok(warm.insert(Loaded { hearing, file }).clone())
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
        if !unknown.is_empty() {
            let fresh = self.embedder()?.embed(&unknown)?;
            lock(&self.vectors).extend(unknown.iter().map(|text| (*text).to_owned()).zip(fresh.iter().cloned()));
            vectors.extend(unknown.into_iter().zip(fresh));
        }
        Ok(texts.iter().filter_map(|text| vectors.get(text).cloned()).collect())
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
    let text = fs::read_to_string(path).map_err(|source| RehearsalError::Read { path: path.to_path_buf(), source })?;
    Ok(Rubric::parse(&path.display().to_string(), &text)?)
}
