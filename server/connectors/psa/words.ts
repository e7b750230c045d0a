import { isObject } from "../../base/json.ts";
import type { Json, JsonObject } from "../../base/json.ts";
import { Refusal } from "../../base/refusal.ts";

/** Our name of a member and where theirs lies: a name, or a path such as `company.identifier`. */
export type Words = Readonly<Record<string, string>>;

/** What a tenant calls things over there: `priority P1 = 4` and, for what we do not say, `type = 1`. */
export interface Mapping {
  readonly values: ReadonlyMap<string, Json>;
  readonly defaults: ReadonlyMap<string, Json>;
}

/** A line is a member with our value, or a member alone, then `=` and theirs. */
const line = /^([A-Za-z]\w*)(?:[ \t]+([^=]+?))?[ \t]*=[ \t]*(.+)$/;

/** The lines of a mapping that are none. */
export function wrongLines(text: string): string[] {
  return linesOf(text).filter((each) => !line.test(each));
}

/** Reads a mapping, as people write it. */
export function readMapping(text: string): Mapping {
  const values = new Map<string, Json>();
  const defaults = new Map<string, Json>();
  for (const each of linesOf(text)) {
    const [, member = "", ours, theirs = ""] = line.exec(each) ?? [];
    if (ours === undefined) defaults.set(member, valueOf(theirs));
    else values.set(`${member} ${ours}`, valueOf(theirs));
  }
  return { values, defaults };
}

/**
 * A record in their words. What the tenant has a value for is exchanged, what we do not say is filled in.
 *
 * @throws {Refusal} `psa.member` a member that they have no place for
 */
export function toTheirs(words: Words, { values, defaults }: Mapping, members: JsonObject): JsonObject {
  const ours = { ...Object.fromEntries([...defaults].filter(([name]) => words[name] !== undefined)), ...members };
  const unknown = Object.keys(members).filter((name) => words[name] === undefined);
  if (unknown.length > 0) {
    const known = Object.keys(words).join(", ");
    throw new Refusal("unprocessable", "psa.member", `Expected members among ${known}, but got ${unknown.join(", ")}`);
  }
  const theirs: Record<string, Json> = {};
  for (const [name, value] of Object.entries(ours)) {
    if (value === undefined) continue;
    put(
      theirs,
      (words[name] ?? name).split("."),
      values.get(`${name} ${typeof value === "string" ? value : JSON.stringify(value)}`) ?? value,
    );
  }
  return theirs;
}

/** The members of theirs that we have words for, exchanged back. */
export function toOurs(words: Words, { values }: Mapping, theirs: JsonObject): JsonObject {
  const back = new Map(
    [...values].map(([name, value]) => [
      `${name.split(" ")[0]} ${JSON.stringify(value)}`,
      name.slice(name.indexOf(" ") + 1),
    ]),
  );
  const found = Object.entries(words).flatMap(([name, path]) => {
    const value = path.split(".").reduce<Json | undefined>((at, step) => (isObject(at) ? at[step] : undefined), theirs);
    return value === undefined ? [] : [[name, back.get(`${name} ${JSON.stringify(value)}`) ?? value] as const];
  });
  return Object.fromEntries(found);
}

function put(at: Record<string, Json>, [first = "", ...rest]: readonly string[], value: Json): void {
  if (rest.length === 0) {
    at[first] = value;
    return;
  }
  const known = at[first];
  const inner: Record<string, Json> = isObject(known) ? (known as Record<string, Json>) : {}; // made here
  at[first] = inner;
  put(inner, rest, value);
}

function valueOf(text: string): Json {
  return /^-?\d{1,15}$/.test(text.trim()) ? Number(text) : text.trim();
}

function linesOf(text: string): string[] {
  return text
    .split("\n")
    .map((each) => each.trim())
    .filter((each) => each !== "");
}
