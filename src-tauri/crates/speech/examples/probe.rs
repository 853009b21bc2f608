use std::path::PathBuf;
use std::sync::atomic::AtomicBool;
fn main() {
    let models = speech::catalog::Models::open(&[PathBuf::from("/work/main/models")]).unwrap();
    let t = std::time::Instant::now();
    let h = speech::Hearing::load(&models.default_speech().unwrap(), &models.vad().unwrap(), 2).unwrap();
    eprintln!("load {:?}", t.elapsed());
    for f in std::env::args().skip(1) {
        let t = std::time::Instant::now();
        let s = speech::samples::read(&PathBuf::from(&f)).unwrap();
        let r = t.elapsed();
        let t = std::time::Instant::now();
        let heard = h.transcribe(&s.samples, &mut |_| {}, &AtomicBool::new(false)).unwrap();
        eprintln!("{f} {} ms read {r:?} transcribe {:?}", s.duration_ms, t.elapsed());
        for w in &heard.words {
            print!("{}[{}-{} {}] ", w.text, w.start_ms, w.end_ms, w.probability);
        }
        println!("\n{:?}", heard.speech.iter().map(|s| (s.start_ms, s.end_ms)).collect::<Vec<_>>());
    }
}
