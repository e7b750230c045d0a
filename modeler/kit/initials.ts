/** The first letters of the first and the last name. */
export function initialsOf(name: string): string {
  const parts = name.split(" ");
  return `${parts[0]?.[0] ?? ""}${parts.length > 1 ? (parts.at(-1)?.[0] ?? "") : ""}`;
}
