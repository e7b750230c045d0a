/** A colour as PDF takes it: red, green, blue from 0 to 255, and how much of it covers what lies beneath, 0 to 1. */
export interface Colour {
  readonly rgb: [number, number, number] | string;
  readonly opacity: number;
}

/** Reads a CSS colour; null for `none` and for what is no colour. Names are left to the writer of the PDF, which knows them. */
export function readColour(css: string | undefined): Colour | null {
  const text = css?.trim().toLowerCase() ?? "";
  if (text === "" || text === "none" || text === "transparent") return null;
  if (text.startsWith("#")) return fromHex(text.slice(1));
  const call = /^(rgb|hsl)a?\(([^)]*)\)$/.exec(text);
  if (call === null) return /^[a-z]+$/.test(text) ? { rgb: text, opacity: 1 } : null;
  const parts = (call[2] ?? "").split(/[\s,/]+/).filter((part) => part !== "");
  return call[1] === "rgb" ? fromRgb(parts) : fromHsl(parts);
}

function fromHex(digits: string): Colour | null {
  const long = digits.length <= 4 ? digits.replaceAll(/./g, "$&$&") : digits;
  if (!/^([0-9a-f]{6}|[0-9a-f]{8})$/.test(long)) return null;
  const [red = 0, green = 0, blue = 0, alpha = 255] = (long.match(/../g) ?? []).map((pair) =>
    Number.parseInt(pair, 16),
  );
  return { rgb: [red, green, blue], opacity: alpha / 255 };
}

function fromRgb(parts: readonly string[]): Colour {
  const [red = 0, green = 0, blue = 0] = parts.map((part) => share(part, 255));
  return { rgb: [red, green, blue], opacity: share(parts[3] ?? "1", 1) };
}

function fromHsl(parts: readonly string[]): Colour {
  const hue = Number.parseFloat(parts[0] ?? "0");
  const [saturation, lightness] = [share(parts[1] ?? "0", 1), share(parts[2] ?? "0", 1)];
  // CSS Color 4, 7.1: one formula for all three, shifted around the circle.
  const reach = saturation * Math.min(lightness, 1 - lightness);
  const channel = (shift: number): number => {
    const at = (shift + hue / 30) % 12;
    return Math.round(255 * (lightness - reach * Math.max(-1, Math.min(at - 3, 9 - at, 1))));
  };
  return { rgb: [channel(0), channel(8), channel(4)], opacity: share(parts[3] ?? "1", 1) };
}

/** A number, or a percentage of what a hundred percent are. */
function share(text: string, whole: number): number {
  const number = Number.parseFloat(text);
  if (!Number.isFinite(number)) return 0;
  return text.endsWith("%") ? (number / 100) * whole : number;
}
