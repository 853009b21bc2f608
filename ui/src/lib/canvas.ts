/** What every canvas of ours needs: sharp pixels, colours from the tokens, and a redraw when its size changes. */

export type Draw = (context: CanvasRenderingContext2D, width: number, height: number) => void;

/** Draws at the screen's own resolution; `draw` works in CSS pixels on a cleared canvas. */
export function paint(canvas: HTMLCanvasElement, draw: Draw): void {
  const { clientWidth: width, clientHeight: height } = canvas;
  const context = canvas.getContext('2d');
  if (!context || width === 0 || height === 0) return;
  const scale = window.devicePixelRatio || 1;
  const [w, h] = [Math.round(width * scale), Math.round(height * scale)];
  if (canvas.width !== w || canvas.height !== h) [canvas.width, canvas.height] = [w, h];
  context.setTransform(scale, 0, 0, scale, 0, 0);
  context.clearRect(0, 0, width, height);
  draw(context, width, height);
}

/** The value of a colour token where the canvas stands. */
export function token(canvas: HTMLCanvasElement, name: string): string {
  return getComputedStyle(canvas).getPropertyValue(name).trim();
}

/** Calls `redraw` whenever the element's size changes; the returned function ends it. */
export function onResize(element: Element, redraw: () => void): () => void {
  const observer = new ResizeObserver(redraw);
  observer.observe(element);
  return () => observer.disconnect();
}
