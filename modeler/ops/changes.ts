export type Variables = Readonly<Record<string, unknown>>;

/** What was written in the editor: variables, or why it is none. */
export type Read =
  | { readonly kind: "variables"; readonly variables: Variables }
  | { readonly kind: "unreadable"; readonly reason: string };

/** Reads what was typed as JSON. */
export function readVariables(text: string): Read {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== "object" || value === null || Array.isArray(value))
      return { kind: "unreadable", reason: "{ … }" };
    return { kind: "variables", variables: value as Variables }; // an object, just looked
  } catch (error) {
    return { kind: "unreadable", reason: error instanceof Error ? error.message : "" };
  }
}

/** Only what differs; a variable that was taken out becomes null, because a process cannot forget one. */
export function changesOf(before: Variables, after: Variables): Variables {
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  const changed = [...names].filter((name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]));
  return Object.fromEntries(changed.map((name) => [name, after[name] ?? null]));
}
