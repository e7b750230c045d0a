/** How a value that does not depend on the case is written: as it is, as a text of FEEL, or as a number of FEEL. */
export type Written = "plain" | "text" | "number";

/** What a value of the model says by itself, without its marks; null where an expression works it out. */
export function constantIn(value: string): string | null {
  if (!value.startsWith("=")) return value;
  const bare = value.slice(1).trim();
  if (isNumber(bare)) return bare;
  // FEEL takes line breaks in its texts and other backslashes than JSON: such a text stays an expression.
  const isText = /^"(?:[^"\\\p{Cc}]|\\(?:["\\/bfnrt]|u[\da-fA-F]{4}))*"$/u.test(bare);
  return isText ? String(JSON.parse(bare)) : null;
}

/** A constant as it is written into the model; nothing stays nothing, and what is no number is not written as a variable. */
export function constantText(constant: string, written: Written): string {
  if (constant === "" || written === "plain") return constant;
  if (written === "number") return isNumber(constant) ? `=${constant}` : constant;
  return `=${JSON.stringify(constant)}`;
}

function isNumber(text: string): boolean {
  return /^-?\d+(\.\d+)?$/.test(text);
}
