/** The texts of a list as the model has it: `a,b` or `=["a", "b"]`. Null when it is an expression of another kind. */
export function listIn(value: string): readonly string[] | null {
  if (!value.startsWith("="))
    return value
      .split(",")
      .map((one) => one.trim())
      .filter((one) => one !== "");
  const bare = value.slice(1).trim();
  if (bare === "") return [];
  if (!/^\[\s*(?:"[^"\\]*"\s*(?:,\s*"[^"\\]*"\s*)*)?\]$/.test(bare)) return null;
  return [...bare.matchAll(/"([^"]*)"/g)].map(([, one]) => one ?? "");
}

/** A list as it is written into the model; nothing when it is empty. */
export function listText(names: readonly string[], style: "feel" | "commas"): string {
  if (names.length === 0) return "";
  return style === "commas" ? names.join(",") : `=[${names.map((name) => JSON.stringify(name)).join(", ")}]`;
}
