/** A template in one language, taken apart as the server does (front matter between `---` lines, then the body). */
export type Wording = {
  readonly subject: string;
  /** Written by a person rather than by the machine: such a mail carries no mark of an automatic one. */
  readonly isPersonal: boolean;
  readonly body: string;
};

/** Takes a stored text apart. What has no front matter is all body. */
export function wordingOf(text: string): Wording {
  const lines = text.replaceAll("\r\n", "\n").split("\n");
  const start = lines[0]?.trimEnd() === "---" ? 1 : 0;
  const end = lines.findIndex((line, index) => index >= start && line.trimEnd() === "---");
  if (end === -1) return { subject: "", isPersonal: false, body: text };
  const entries = new Map(
    lines.slice(start, end).flatMap((line) => {
      const [, key, value = ""] = /^\s*([a-z]+)\s*:\s*(.*?)\s*$/.exec(line) ?? [];
      return key === undefined ? [] : [[key, value.replace(/^"(.*)"$/, "$1")] as const];
    }),
  );
  return {
    subject: entries.get("subject") ?? "",
    isPersonal: entries.get("automatic") === "no",
    body: lines.slice(end + 1).join("\n"),
  };
}

/** The text as it is stored. Quotes keep blanks and brackets of a subject together. */
export function textOf({ subject, isPersonal, body }: Wording): string {
  const line = subject.replaceAll(/\s*\n\s*/g, " ");
  return ["---", `subject: "${line}"`, ...(isPersonal ? ["automatic: no"] : []), "---", body].join("\n");
}

/** On which line of the stored text the body begins, counted from 1: what the server's places of mistakes count. */
export function firstBodyLine({ isPersonal }: Wording): number {
  return isPersonal ? 5 : 4;
}
