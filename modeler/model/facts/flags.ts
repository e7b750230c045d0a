/** What a yes or no of the model says by itself; null where it depends on the case: an expression, or a text that is neither. */
export function flagIn(value: string): boolean | null {
  const bare = value.replace(/^=/, "").trim();
  if (bare === "" || bare === "false") return false;
  return bare === "true" ? true : null;
}
