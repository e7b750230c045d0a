/** The CSS properties of an element, by name. */
export type Style = Record<string, string | number | readonly number[] | null | undefined>;

/**
 * What a value may look like. A diagram file brings its own colours (`bioc:stroke`, `color:background-color`), and the
 * pictures are shown by browsers: a value that could end the declaration or load something is left out, as a browser
 * leaves out what is no value of the property.
 */
const harmless = /^[\w\s.,%+#-]+$|^(?:rgb|hsl)a?\([\d\s.,%/deg+-]+\)$|^url\(["']?#[\w.:-]+["']?\)$/;

/** The `style` attribute of an element; null when it has no style. */
export function styleText(style: Style): string | null {
  const parts = Object.entries(style).flatMap(([name, value]) => {
    if (value === null || value === undefined) return [];
    const text = (Array.isArray(value) ? value.join(", ") : String(value)).trim();
    return harmless.test(text) ? [`${hyphenated(name)}: ${text.replaceAll(/["']/g, "")}`] : [];
  });
  return parts.length === 0 ? null : `${parts.join("; ")};`;
}

function hyphenated(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}
