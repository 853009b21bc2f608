//! The journey of one answer: joins capture, speech, semantics, interview, store and report
