/** Where the axis of values has its lines: from nought up, at most five, at round numbers, the last at or above all. */
export function ticksOf(most: number): readonly number[] {
  if (most <= 0) return [0, 1];
  const rough = most / 4;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = Math.max(1, ([1, 2, 5, 10].find((each) => each * power >= rough) ?? 10) * power);
  return Array.from({ length: Math.ceil(most / step) + 1 }, (_, index) => index * step);
}

/** Which places of an axis are labelled when there is only room for some: the first, and then evenly. */
export function labelled(count: number, room: number): ReadonlySet<number> {
  const every = Math.max(1, Math.ceil(count / room));
  return new Set(Array.from({ length: Math.ceil(count / every) }, (_, index) => index * every));
}
