type Person = { readonly login: string; readonly name: string };

/** A piece of a comment: words, or somebody who is mentioned, with where it begins. */
export type Span =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "person"; readonly login: string; readonly name: string; readonly at: number };

/** A comment in pieces, so that mentions can be shown by name. */
export function spansOf(body: string, mentions: readonly Person[]): readonly Span[] {
  const spans: Span[] = [];
  let from = 0;
  for (const match of body.matchAll(/(?<![\w.@-])@([a-z0-9][a-z0-9._@-]{1,99})/g)) {
    const person = mentions.find(({ login }) => isNamed(match[1] ?? "", login));
    if (person === undefined) continue;
    spans.push({ kind: "text", text: body.slice(from, match.index) }, { kind: "person", ...person, at: match.index });
    from = match.index + 1 + person.login.length;
  }
  return [...spans, { kind: "text", text: body.slice(from) }];
}

/** The full stop of a sentence is no part of a login. */
function isNamed(written: string, login: string): boolean {
  return written === login || written.replace(/[._@-]+$/, "") === login;
}

/** What is being typed behind an @ at the cursor, and where the @ stands. */
export function beingTyped(text: string, cursor: number): { readonly at: number; readonly word: string } | null {
  const match = /(?<![\w.@-])@([\p{L}\d._-]{0,40})$/u.exec(text.slice(0, cursor));
  return match === null ? null : { at: match.index, word: (match[1] ?? "").toLowerCase() };
}

const most = 6;

/** Whom somebody may mean: logins and names that begin with the word, in any part of the name. */
export function meant<P extends Person>(people: readonly P[], word: string): readonly P[] {
  const fits = ({ login, name }: P) =>
    login.startsWith(word) ||
    name
      .toLowerCase()
      .split(/[\s-]+/)
      .some((part) => part.startsWith(word));
  return people.filter(fits).slice(0, most);
}
