/** A system or an account as somebody names it. */
export interface NamedAffected {
  readonly kind: "device" | "account";
  readonly name: string;
}

/** Systems and accounts as people write them: one a line, `account: name` or `Konto: Name` for accounts. At most 200. */
export function affectedLines(text: string | null): readonly NamedAffected[] {
  return (text ?? "")
    .split("\n")
    .map((each) => each.trim())
    .filter((each) => each !== "")
    .slice(0, 200)
    .map((each) => {
      const [, name] = /^(?:account|konto)\s*:\s*(.+)$/i.exec(each) ?? [];
      return name === undefined
        ? { kind: "device", name: each.slice(0, 200) }
        : { kind: "account", name: name.slice(0, 200) };
    });
}
