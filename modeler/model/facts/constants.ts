/** How a value that does not depend on the case is written: as it is, as a text of FEEL, or as a number of FEEL. */
export type Written = "plain" | "text" | "number";

/** What a value of the model says by itself, without its marks; null where an expression works it out. */
export function constantIn(value: string): string | null {
  if (!value.startsWith("=")) return value;
  const bare = value.slice(1).trim();
  if (/^-?\d+(\.\d+)?$/.test(bare)) return bare;
  return /^"(?:[^"\\]|\\.)*"$/.test(bare) ? String(JSON.parse(bare)) : null;
}

/** A constant as it is written into the model; nothing stays nothing. */
export function constantText(constant: string, written: Written): string {
  if (constant === "" || written === "plain") return constant;
  return written === "number" ? `=${constant}` : `=${JSON.stringify(constant)}`;
}
