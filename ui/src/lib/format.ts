/** Numbers and dates as people read them. Pure: the present moment is an argument. */

/** `67_400` → `1:07`. */
export function clock(ms: number): string {
  const s = Math.max(0, Math.floor(ms / 1000));
  return `${Math.floor(s / 60)}:${String(s % 60).padStart(2, '0')}`;
}

/** A clock as it is spoken: `1 minute 7 seconds`. */
export function spokenClock(ms: number): string {
  const s = Math.max(0, Math.floor(ms / 1000));
  const minutes = Math.floor(s / 60);
  const parts = [];
  if (minutes > 0) parts.push(plural(minutes, 'minute'));
  if (s % 60 > 0 || minutes === 0) parts.push(plural(s % 60, 'second'));
  return parts.join(' ');
}

/** `90` → `1½ min`, `120` → `2 min`, `45` → `45 s`. */
export function roughLength(seconds: number): string {
  if (seconds < 60) return `${seconds} s`;
  const halves = Math.round(seconds / 30);
  const whole = Math.floor(halves / 2);
  return `${whole}${halves % 2 === 1 ? '½' : ''} min`;
}

/** `2_840` → `2.8 s`. */
export function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`;
}

/** `52` → `5.2`: numbers cross as integers, times ten. */
export function tenths(x10: number): string {
  return (x10 / 10).toFixed(1);
}

/** `plural(1, 'take')` → `1 take`. */
export function plural(n: number, one: string, many = `${one}s`): string {
  return `${n} ${n === 1 ? one : many}`;
}

/** `43_521_024` → `44 MB`. */
export function bytes(n: number): string {
  if (n < 1_000_000) return `${Math.max(1, Math.round(n / 1000))} kB`;
  if (n < 1_000_000_000) return `${Math.round(n / 1_000_000)} MB`;
  return `${(n / 1_000_000_000).toFixed(1)} GB`;
}

const DAY_MS = 86_400_000;

function startOfDay(date: Date): number {
  return new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime();
}

/** `Today`, `Yesterday`, `Tuesday` within the week, then `3 November`, with the year when it is another. */
export function day(iso: string, now: Date): string {
  const date = new Date(iso);
  const days = Math.round((startOfDay(now) - startOfDay(date)) / DAY_MS);
  if (days === 0) return 'Today';
  if (days === 1) return 'Yesterday';
  if (days > 1 && days < 7) return date.toLocaleDateString('en-GB', { weekday: 'long' });
  const year = date.getFullYear() === now.getFullYear() ? undefined : 'numeric';
  return date.toLocaleDateString('en-GB', { day: 'numeric', month: 'long', year });
}

/** The same inside a sentence: `today`; the names of days and months keep their capitals. */
export function dayInside(iso: string, now: Date): string {
  const name = day(iso, now);
  return name === 'Today' || name === 'Yesterday' ? name.toLowerCase() : name;
}

/** `2026-11-27`, in the person's own time. */
export function localDay(date: Date): string {
  const two = (n: number): string => String(n).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

/** `14:05`. */
export function timeOfDay(iso: string): string {
  return new Date(iso).toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' });
}

/** `because_of` → `Because of`: a name for an id that no rubric names. */
export function fromId(id: string): string {
  const words = id.replaceAll(/[_-]+/g, ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}
