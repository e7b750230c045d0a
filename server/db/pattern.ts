/** A text within the pattern of a `like`: each of its characters stands for itself. */
export function literally(text: string): string {
  return text.replaceAll(/[\\%_]/g, String.raw`\$&`);
}

/** The pattern with which `ilike` finds a text as it was typed, wherever it stands; null when nothing is looked for. */
export function anywhere(text: string | undefined): string | null {
  return text === undefined ? null : `%${literally(text)}%`;
}
