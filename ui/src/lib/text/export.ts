/** Words of exports. */
import type { Format } from '../ipc';

export const exportText = {
  export: 'Export',
  exportAs: 'Export as',
  format: {
    md: 'Markdown',
    html: 'Web page',
    pdf: 'PDF',
    docx: 'Word (DOCX)',
    json: 'JSON',
    csv: 'Spreadsheet (CSV)',
    srt: 'Subtitles (SRT)',
    vtt: 'Subtitles (WebVTT)',
    txt: 'Cards to learn (Anki)',
  } satisfies Record<Format, string>,
  exported: (path: string) => `Saved to ${path}`,
  scores: 'With scores and advice',
  redact: 'Leave out my names',
  redactHelp: 'Every word of the names you gave Debrief (Settings, words of your own) becomes [name].',
  sound: 'With the sound (web page)',
  chooseFolder: 'Ask me where',
  these: 'Export these…',
  table: 'Spreadsheet, one row a take',
  cards: 'Cards to learn (Anki)',
  each: (format: string) => `${format}, a file each`,
};
