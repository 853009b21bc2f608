/** Keys of the screen in view. Each screen adds its own and takes them away again; `?` shows them all. */

export interface Key {
  /** As in `KeyboardEvent.key`. */
  key: string;
  /** How the key is drawn; the key itself when absent. */
  shown?: string;
  label: string;
  run: () => void;
}

function isField(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target.closest('dialog[open]')) return true;
  if (target instanceof HTMLInputElement) return target.type !== 'range' && target.type !== 'checkbox';
  return target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement;
}

/** A button reached by keyboard keeps Space for itself; one that was clicked does not. */
function isPressable(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('button, a, summary, [role="tab"]') !== null;
}

class Keys {
  list = $state.raw<Key[]>([]);
  #pointed = false;

  /** Adds keys; the returned function takes them away. */
  add(keys: Key[]): () => void {
    this.list = [...this.list, ...keys];
    return () => {
      this.list = this.list.filter((key) => !keys.includes(key));
    };
  }

  /** Remembers that the focus came by pointer. */
  pointed = (): void => {
    this.#pointed = true;
  };

  handle = (event: KeyboardEvent): void => {
    if (event.key === 'Tab') this.#pointed = false;
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    if (isField(event.target)) return;
    if (event.key === ' ' && !this.#pointed && isPressable(event.target)) return;
    const pressed = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    const found = this.list.findLast((key) => key.key === pressed);
    if (!found) return;
    event.preventDefault();
    if (!event.repeat || pressed.startsWith('Arrow')) found.run();
  };
}

export const keys = new Keys();
