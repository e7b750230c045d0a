/** The size in pixels that a CSS font names, as `normal 12px Arial`. */
export function sizeOf(font: string): number {
  return Number(/(\d+(?:\.\d+)?)px/.exec(font)?.[1] ?? 12);
}
