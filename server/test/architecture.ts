import { dirname, join } from "node:path/posix";

/** A source file: its path from the project's root, with forward slashes, and its text. */
export interface Source {
  readonly path: string;
  readonly text: string;
}

/** The rooms of the house on their floors. Imports go down only; rooms on one floor are strangers. */
const floors: readonly (readonly string[])[] = [
  ["server/base"],
  ["server/db"],
  [
    "server/engine",
    "server/decisions",
    "server/templates",
    "server/identity",
    "server/calendar",
    "server/diagram",
    "server/documents",
  ],
  ["server/definitions", "server/instances", "server/audit", "server/desk", "server/lint"],
  ["server/tasks", "server/messages", "server/jobs"],
  ["server/scenarios"],
  ["server/runtime"],
  ["server/connectors", "server/workers"],
  ["server/http", "seeds"],
  ["server/cli"],
  ["server/main.ts"],
];

/** Packages that live in one room. */
const lodgers: Readonly<Record<string, string>> = {
  "bpmn-engine": "server/engine",
  knex: "server/db",
  koa: "server/http",
  "@koa/router": "server/http",
  "json-rules-engine": "server/decisions",
  handlebars: "server/templates",
  bpmnlint: "server/lint",
};

/** Who starts something: the server, the command line, tests, benchmarks, the modeler's build. */
const environmentReaders = ["server/main.ts", "server/cli", "server/test", "server/bench", "modeler/vite.config.ts"];

/** All breaches of the house's laws, each as `file:line: what; the law`. */
export function breaches(sources: readonly Source[]): string[] {
  return sources.flatMap((source) => {
    const found = isTest(source.path)
      ? []
      : [...unknownRoom(source), ...environment(source), ...state(source), ...blind(source)];
    return [...found, ...importsOf(source).flatMap((line) => judge(source.path, line)), ...leftOut(source)];
  });
}

interface Import {
  readonly line: number;
  readonly target: string;
  readonly isTypeOnly: boolean;
}

const importForms = [
  /^[ \t]*(?:import|export)\b(?<clause>[^;'"`]*?)\bfrom\s*["'](?<target>[^"']+)["']/gm,
  /^[ \t]*import\s*["'](?<target>[^"']+)["']/gm,
  /\b(?:import|require|import\.meta\.resolve)\(\s*["'`](?<target>[^"'`$]+)["'`]/g,
];

function importsOf({ text }: Source): Import[] {
  return importForms.flatMap((form) =>
    [...text.matchAll(form)].map((match) => ({
      line: lineAt(text, match.index),
      target: match.groups?.["target"] ?? "",
      isTypeOnly: /^\s*type\b/.test(match.groups?.["clause"] ?? ""),
    })),
  );
}

function judge(path: string, { line, target, isTypeOnly }: Import): string[] {
  const at = `${path}:${line}: imports ${target}`;
  if (/^(node:)?vm$/.test(target)) return [`${at}; vm is no sandbox and is imported nowhere`];
  if (isTest(path)) return [];
  if (!target.startsWith(".")) return lodger(path, target, at);
  if (!/\.tsx?$/.test(target)) return []; // data, styles
  const to = join(dirname(path), target);
  if (path.startsWith("modeler/")) return modelerImport(to, isTypeOnly, at);
  if (isTest(to)) return [`${at}; what ships does not import tests`];
  return step(path, to, at);
}

function lodger(path: string, target: string, at: string): string[] {
  const name = target
    .split("/")
    .slice(0, target.startsWith("@") ? 2 : 1)
    .join("/");
  const room = lodgers[name];
  return room === undefined || isIn(path, room) ? [] : [`${at}; ${name} lives in ${room} only`];
}

function modelerImport(to: string, isTypeOnly: boolean, at: string): string[] {
  if (to.startsWith("modeler/")) return [];
  if (/^server\/http\/wire\w*\.ts$/.test(to) && isTypeOnly) return [];
  // comparing and merging models is pure, and the same function in the browser as on the server
  if (isIn(to, "server/diagram/diff") || isIn(to, "server/diagram/merge")) return [];
  // so is laying out what a file does not say where to draw
  if (to === "server/diagram/picture/layout/complete.ts") return [];
  // what a cell of a decision table says, and what number a text is, are read by the same pure functions while it is typed
  if (/^server\/decisions\/paste\w*\.ts$/.test(to) || to === "server/base/readNumber.ts") return [];
  return [
    `${at}; the modeler speaks HTTP: it takes types of server/http/wire*.ts, server/diagram's diff, merge and layout, and the reading of cells and numbers`,
  ];
}

function step(path: string, to: string, at: string): string[] {
  const from = placeOf(path);
  const into = placeOf(to);
  if (from === undefined || from.room === into?.room) return [];
  if (into === undefined) return [`${at}; no room of the house`];
  if (into.floor > from.floor)
    return [`${at}; a step up from floor ${from.floor} to ${into.floor}: imports go down only`];
  if (into.floor === from.floor)
    return [`${at}; a step sideways on floor ${from.floor}: rooms on one floor are strangers`];
  return [];
}

function placeOf(path: string): { readonly room: string; readonly floor: number } | undefined {
  const floor = floors.findIndex((rooms) => rooms.some((room) => isIn(path, room)));
  const room = floors[floor]?.find((each) => isIn(path, each));
  return room === undefined ? undefined : { room, floor };
}

function unknownRoom({ path }: Source): string[] {
  if (path.startsWith("modeler/") || placeOf(path) !== undefined) return [];
  return [`${path}:1: stands in no room; give it to one, or add the room to its floor in server/test/architecture.ts`];
}

function environment({ path, text }: Source): string[] {
  if (environmentReaders.some((room) => isIn(path, room))) return [];
  return linesWith(text, /\bprocess\.env\b|\bimport\b[^;]*\benv\b[^;]*from "node:process"/g).map(
    (line) => `${path}:${line}: reads the environment; only main.ts and the command line do, and pass it on`,
  );
}

function state({ path, text }: Source): string[] {
  if (isIn(path, "server/main.ts")) return [];
  return linesWith(text, /^(?:export )?(?:let|var)\b/gm).map(
    (line) => `${path}:${line}: keeps state in a module; main.ts builds things and passes them on`,
  );
}

/** What is restricted hides itself from a transaction that names who looks. */
function blind({ path, text }: Source): string[] {
  if (!isIn(path, "server/http/routes")) return [];
  return linesWith(text, /\btransact\(\s*[\w.]+,\s*(?:call\.)?person\.tenantId\b/g).map(
    (line) =>
      `${path}:${line}: reads for a whole tenant; routes pass the person who asks, whose sight may be restricted`,
  );
}

function leftOut({ path, text }: Source): string[] {
  if (!path.endsWith(".test.ts") && !path.endsWith(".test.tsx")) return [];
  return linesWith(text, /^[ \t]*test(?:\.\w+)*\.(?:only|skip|todo)\(/gm).map(
    (line) => `${path}:${line}: leaves tests out; all tests run, always`,
  );
}

/** Tests, benchmarks and what they share may import anything. */
function isTest(path: string): boolean {
  return /\.test\.tsx?$/.test(path) || isIn(path, "server/test") || isIn(path, "server/bench");
}

function isIn(path: string, room: string): boolean {
  return path === room || path.startsWith(`${room}/`);
}

function linesWith(text: string, pattern: RegExp): number[] {
  return [...text.matchAll(pattern)].map((match) => lineAt(text, match.index));
}

function lineAt(text: string, index: number): number {
  const skipped = /^\s*/.exec(text.slice(index))?.[0].length ?? 0;
  return text.slice(0, index + skipped).split("\n").length;
}
