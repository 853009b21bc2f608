//! Accuracy on labelled data: what `debrief eval` prints.
