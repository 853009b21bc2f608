/** Short notices at the foot of the window, each with at most one thing to do, usually undo. */

export interface Notice {
  id: number;
  text: string;
  /** Technical words, shown on demand. */
  detail: string | null;
  /** A plain notice leaves by itself; a question or a problem stays until it is closed. */
  tone: 'plain' | 'question' | 'problem';
  action: { label: string; run: () => void } | null;
}

/** How long a plain notice stays. */
const STAYS_MS = 8000;

class Notices {
  list = $state.raw<Notice[]>([]);
  #next = 1;

  say(text: string, action: Notice['action'] = null): void {
    this.#add({ text, detail: null, tone: 'plain', action });
  }

  /** Says something that waits for an answer. */
  ask(text: string, action: NonNullable<Notice['action']>): void {
    this.#add({ text, detail: null, tone: 'question', action });
  }

  problem(text: string, detail: string | null = null): void {
    this.#add({ text, detail, tone: 'problem', action: null });
  }

  close(id: number): void {
    this.list = this.list.filter((notice) => notice.id !== id);
  }

  #add(notice: Omit<Notice, 'id'>): void {
    const id = this.#next++;
    // Three at once are enough to read.
    this.list = [...this.list.slice(-2), { ...notice, id }];
    if (notice.tone === 'plain') setTimeout(() => this.close(id), STAYS_MS);
  }
}

export const notices = new Notices();
