/** Places of a small line chart. Pure: sizes are arguments. */
import type { DayMean } from './ipc';

export interface Plotted {
  /** `points` of the polyline. */
  line: string;
  dots: { x: number; y: number; day: number; mean_x10: number }[];
  /** Top and bottom of the comfortable stretch. */
  band: { top: number; bottom: number } | null;
}

export interface Frame {
  width: number;
  height: number;
  /** Lowest and highest value, times ten, that must be in view. */
  low: number;
  high: number;
}

/** A band without an end reaches over the edge. */
export function plot(days: readonly DayMean[], frame: Frame, band: [number, number] | null = null): Plotted {
  const edge = 4;
  const values = days.map((one) => one.mean_x10);
  const low = Math.min(frame.low, ...values);
  const high = Math.max(frame.high, ...values, low + 1);
  const first = days[0]?.day ?? 0;
  const span = Math.max(1, (days.at(-1)?.day ?? 0) - first);
  const inner = frame.height - 2 * edge;
  const y = (value: number) => round(edge + (1 - (value - low) / (high - low)) * inner);
  const x = (day: number) =>
    days.length === 1
      ? round(frame.width / 2)
      : round(edge + ((day - first) / span) * (frame.width - 2 * edge));
  const dots = days.map((one) => ({ ...one, x: x(one.day), y: y(one.mean_x10) }));
  const clamp = (value: number) => Math.min(frame.height, Math.max(0, value));
  return {
    dots,
    line: dots.map((dot) => `${dot.x},${dot.y}`).join(' '),
    band: band && { top: clamp(y(band[1])), bottom: clamp(y(band[0])) },
  };
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
