/** How a placeholder is used, which says what its value looks like. */
export type Use = "text" | "date" | "dateTime" | "money" | "minutes" | "flag" | "list";
/** A placeholder by its full path; `[]` stands for each entry of a list. */
export type Placeholder = { readonly path: readonly string[]; readonly use: Use };

const uses: Readonly<Record<string, Use>> = {
  date: "date",
  time: "dateTime",
  dateTime: "dateTime",
  money: "money",
  minutes: "minutes",
  person: "text",
  join: "list",
  default: "text",
  eq: "text",
};

/** Where one is inside of blocks: the path of `this`, and the names that `as |…|` gives. */
type Context = { readonly path: readonly string[]; readonly names: Readonly<Record<string, readonly string[]>> };

/** Every placeholder of a text, each once, the most telling use first. */
export function placeholdersIn(text: string): readonly Placeholder[] {
  const stack: Context[] = [{ path: [], names: {} }];
  const found = new Map<string, Placeholder>();
  const note = (path: readonly string[] | null, use: Use) => {
    const key = path?.join(".") ?? "";
    const before = found.get(key);
    if (path === null || path.length === 0 || (before !== undefined && weight[before.use] >= weight[use])) return;
    found.set(key, { path, use });
  };
  for (const [, sign = "", inner = ""] of text.matchAll(/\{\{\{?~?\s*([#/^!]?)\s*([^}]*?)\s*~?\}?\}\}/g)) {
    if (sign === "!") continue;
    if (sign === "/") stack.splice(Math.max(1, stack.length - 1));
    else if (sign === "#") stack.push(opened(inner, stack, note));
    else mention(inner, stack, note);
  }
  return [...found.values()];
}

type Note = (path: readonly string[] | null, use: Use) => void;

const weight: Readonly<Record<Use, number>> = { flag: 0, text: 1, list: 2, minutes: 2, date: 2, dateTime: 2, money: 2 };

/** A block: what it asks for, and where one is inside of it. */
function opened(inner: string, stack: readonly Context[], note: Note): Context {
  const here = placeOf(stack);
  const [, helper = "", rest = "", named = ""] = /^(\w+)\s+(.*?)(?:\s+as\s+\|([^|]*)\|)?$/s.exec(inner) ?? [];
  if (rest.startsWith("(")) {
    mention(rest, stack, note);
    return here;
  }
  const path = pathOf(rest, stack) ?? [];
  if (helper === "with") return inside(here, path, named);
  note(path, helper === "each" ? "list" : "flag");
  return helper === "each" ? inside(here, [...path, "[]"], named) : here;
}

/** The context of a block's inside; the first name after `as` is its subject. */
function inside({ names }: Context, path: readonly string[], named: string): Context {
  const first = /\w+/.exec(named)?.[0];
  return { path, names: first === undefined ? names : { ...names, [first]: path } };
}

function placeOf(stack: readonly Context[], ups = 0): Context {
  return stack[Math.max(0, stack.length - 1 - ups)] ?? { path: [], names: {} };
}

/** A mention: a path, or helpers with parameters, `else if` included. */
function mention(inner: string, stack: readonly Context[], note: Note): void {
  const words = inner.replace(/^else\b/, "").match(/"[^"]*"|'[^']*'|[()]|[^\s()]+/g) ?? [];
  let use: Use = "text";
  words.forEach((word, at) => {
    const isHelper = (at === 0 && words.length > 1) || words[at - 1] === "(";
    if (word === "(" || word === ")" || /^["']/.test(word)) return;
    if (isHelper) use = uses[word] ?? "flag";
    else note(pathOf(word, stack), use);
  });
}

/** The full path of a name at a place; null for literals and for what is no placeholder (`@index`). */
function pathOf(word: string, stack: readonly Context[]): readonly string[] | null {
  if (/^(@(?!root\.)|["']|-?\d|true$|false$|null$|undefined$)/.test(word)) return null;
  const ups = word.match(/^(?:\.\.\/)+/)?.[0].length ?? 0;
  const here = placeOf(stack, ups / 3);
  const parts = word
    .slice(ups)
    .split(/[./]/)
    .filter((part) => part !== "" && part !== "this");
  if (parts[0] === "@root") return parts.slice(1);
  const named = here.names[parts[0] ?? ""];
  return named === undefined ? [...here.path, ...parts] : [...named, ...parts.slice(1)];
}
