import { readFile, stat } from "node:fs/promises";
import path from "node:path";
import type { Json } from "../../base/json.ts";
import { isObject } from "../../base/json.ts";
import { partKinds } from "../../definitions/parts.ts";
import type { Part, PartKind } from "../../definitions/parts.ts";
import { connectionOf } from "../command/connection.ts";
import type { Connection } from "../command/connection.ts";
import type { Call } from "../command/command.ts";
import { exit, Failure } from "../command/failure.ts";
import { parseJson } from "./read.ts";

/** A part and what to call it where people read it. */
export interface Source extends Part {
  readonly name: string;
}

/** Where the server keeps versions of a kind. */
const addresses: Readonly<Record<PartKind, string>> = {
  process: "processes",
  ruleSet: "rule-sets",
  form: "forms",
  template: "templates",
  scenario: "scenarios",
};

/** How a version on the server is written on the command line, for helps. */
export const sourceHelp = {
  de: "Eine Seite ist eine Datei oder eine Version auf dem Server: KEY (die neueste), KEY@3, KEY@draft:ID;\nandere Teile mit ihrer Art davor: ruleSet:KEY@2, form:KEY, template:KEY, scenario:PROZESS:NAME.",
  en: "A side is a file, or a version on the server: KEY (the newest), KEY@3, KEY@draft:ID; other parts with their kind in\nfront: ruleSet:KEY@2, form:KEY, template:KEY, scenario:PROCESS:NAME.",
};

/** Reads what a word on the command line stands for: a file, or a version on a server. @throws {Failure} */
export async function readSource(call: Call, word: string): Promise<Source> {
  const file = path.resolve(call.terminal.cwd, word);
  const isFile = await stat(file).then(
    (found) => found.isFile(),
    () => false,
  );
  if (isFile) return { ...(await readPartFile(file)), name: word };
  if (/[\\/]|\.(?:bpmn|json|hbs|xml)$/.test(word)) {
    throw new Failure(
      { de: `Erwartet eine Datei ${word}; es gibt sie nicht.`, en: `Expected a file ${word}, but there is none.` },
      exit.usage,
    );
  }
  return readVersion(await connectionOf(call), word);
}

/** Reads a file as the part that it looks like. @throws {Failure} */
async function readPartFile(file: string): Promise<Part> {
  return partIn(file, await readFile(file, "utf8"));
}

/** The part that a text is, by the name of its file and what it holds. @throws {Failure} when it is none */
export function partIn(file: string, text: string): Part {
  const base = path.basename(file);
  if (file.endsWith(".hbs")) {
    const [key = "", language = "de"] = base.split(".");
    return { kind: "template", key, body: { [language]: text } };
  }
  if (!file.endsWith(".json") && /^\s*(?:\uFEFF)?</.test(text))
    return { kind: "process", key: base.replace(/\.[^.]*$/, ""), body: text };
  const body = parseJson(text, file);
  return { kind: kindOfBody(body), key: keyOf(body, base), body };
}

/** Which kind of part a JSON document is, by what it holds. */
function kindOfBody(body: Json): PartKind {
  if (isObject(body) && Array.isArray(body["rows"])) return "ruleSet";
  if (isObject(body) && Array.isArray(body["fields"])) return "form";
  return isObject(body) && body["process"] !== undefined ? "scenario" : "ruleSet";
}

function keyOf(body: Json, base: string): string {
  const key = isObject(body) ? body["key"] : undefined;
  return typeof key === "string" ? key : base.replace(/(?:\.scenario)?\.json$/, "");
}

async function readVersion(connection: Connection, word: string): Promise<Source> {
  const { kind, key, version } = spelled(word);
  const folder = `/api/${addresses[kind]}/${encodeURIComponent(key)}`;
  if (version?.startsWith("draft:") === true) {
    const { body } = await connection.send<{ body: Json }>(
      "GET",
      `/api/drafts/${version.slice("draft:".length)}/parts/${kind}/${encodeURIComponent(key)}`,
    );
    return { kind, key, body, name: word };
  }
  const number = version ?? String(await newest(connection, folder));
  const { body } = await connection.send<{ body: Json }>("GET", `${folder}/versions/${number}`);
  return { kind, key, body, name: `${key}@${number}` };
}

async function newest(connection: Connection, folder: string): Promise<number> {
  const { items } = await connection.send<{ items: readonly { version: number; state: string }[] }>(
    "GET",
    `${folder}/versions`,
  );
  return (items.find(({ state }) => state === "published") ?? items[0])?.version ?? 1;
}

/** `ruleSet:KEY@3` taken apart. @throws {Failure} */
function spelled(word: string): { kind: PartKind; key: string; version: string | undefined } {
  const [, kindText = "process", key = "", version] =
    /^(?:(process|ruleSet|form|template|scenario):)?(.+?)(?:@(\d+|draft:[\w-]+))?$/.exec(word) ?? [];
  const kind = partKinds.find((each) => each === kindText);
  if (kind !== undefined && key !== "" && !key.includes("@")) return { kind, key, version };
  throw new Failure(
    {
      de: `Erwartet eine Datei oder KEY@VERSION; ${word} ist keines von beiden.`,
      en: `Expected a file or KEY@VERSION, but ${word} is neither.`,
    },
    exit.usage,
  );
}
