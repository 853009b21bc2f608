//! Scored transcript to Markdown, HTML, JSON, CSV, SRT and VTT
