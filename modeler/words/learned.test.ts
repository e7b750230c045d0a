import test from "ava";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";

const root = path.join(import.meta.dirname, "..");
const files = readdirSync(root, { recursive: true, encoding: "utf8" }).filter(
  (file) => /\.tsx?$/.test(file) && !file.includes(".test.") && !/^(dist|node_modules)/.test(file),
);
const sources = new Map(files.map((file) => [file, readFileSync(path.join(root, file), "utf8")]));
const asWell = /^(?:import|export)\s+(?!type\b)(?:[^;"]*?from\s+)?"(\.[^"]+\.tsx?)"/gm;
const later = /import\("(\.[^"]+)"\)/g;

test("whatever is fetched has learned the words that it says, by itself or with what fetches it", (t) => {
  const missing = [...placesOf()].flatMap(([place, { parts, knows }]) =>
    [...parts].flatMap((file) =>
      saidBy(file)
        .filter((group) => !knows.has(group))
        .map((group) => `${file} in ${place}: ${group}`),
    ),
  );

  t.deepEqual(missing, []);
});

/** What is fetched at once, and the groups of words that are known once it is there. */
type Fetched = { readonly parts: ReadonlySet<string>; knows: ReadonlySet<string> };

/** Everything that is fetched in one go: the first page, and whatever is imported when it is asked for. */
function placesOf(): Map<string, Fetched> {
  const entries = new Set(["main.tsx", ...files.flatMap((file) => importsOf(file, later))]);
  const places = new Map<string, Fetched>();
  const everything = new Set([...sources.values()].flatMap((source) => groupsIn(source)));
  for (const entry of entries) places.set(entry, { parts: closure(entry), knows: everything });
  // What a place knows for certain is what it learns itself and what all that fetch it know: less and less, until it stays.
  for (let isSettled = false; !isSettled;) {
    isSettled = true;
    for (const [entry, place] of places) {
      const own = new Set([...place.parts].flatMap(learnedBy));
      const fetching = [...places.values()].filter(({ parts }) =>
        [...parts].some((file) => importsOf(file, later).includes(entry)),
      );
      const given = fetching.map(({ knows }) => knows).reduce((all, one) => all.intersection(one), everything);
      const knows = entry === "main.tsx" ? own : own.union(given);
      if (knows.size < place.knows.size) isSettled = false;
      place.knows = knows;
    }
  }
  return places;
}

function closure(entry: string): Set<string> {
  const seen = new Set<string>();
  const open = [entry];
  for (let file = open.pop(); file !== undefined; file = open.pop()) {
    if (seen.has(file)) continue;
    seen.add(file);
    open.push(...importsOf(file, asWell));
  }
  return seen;
}

function importsOf(file: string, way: RegExp): string[] {
  return [...(sources.get(file) ?? "").matchAll(way)]
    .map(([, to]) => path.join(path.dirname(file), to ?? ""))
    .filter((to) => sources.has(to));
}

/** The groups of words that a file brings along: it teaches them, or passes them on as part of others. */
function learnedBy(file: string): string[] {
  const source = sources.get(file) ?? "";
  return source.includes("learn(") || file.startsWith("words/") ? groupsIn(source) : [];
}

function groupsIn(source: string): string[] {
  return [...source.matchAll(/^import \{ (\w+Words) \} from "/gm)].map(([, name]) => name ?? "");
}

const groups = [...sources]
  .filter(([file]) => file.startsWith("words/"))
  .flatMap(([, source]) =>
    [...source.matchAll(/^export const (\w+Words) = \{([^]*?)^\}/gm)].map(([, name, body]) => ({
      name: name ?? "",
      keys: [...(body ?? "").matchAll(/^ {2}"([\w.]+)":/gm)].map(([, key]) => key ?? ""),
    })),
  );

/** The groups of words from which a file says something: whole keys, and families such as `status.${one}`. */
function saidBy(file: string): string[] {
  if (file.startsWith("words/")) return [];
  const source = sources.get(file) ?? "";
  const exact = new Set([...source.matchAll(/"([a-z]\w*\.[a-zA-Z]\w*)"/g)].map(([, key]) => key));
  const families = [...source.matchAll(/`([a-z][\w.]*)\.\$\{[^}]+\}(\w*)`/g)].map(
    ([, start, end]) => new RegExp(`^${start?.replaceAll(".", "\\.")}\\.\\w+${end}$`),
  );
  return groups
    .filter(({ keys }) => keys.some((key) => exact.has(key) || families.some((family) => family.test(key))))
    .map(({ name }) => name);
}
