import { readFile, readdir } from "node:fs/promises";
import { join } from "node:path";
import test from "ava";
import { Refusal } from "../../base/refusal.ts";
import { normalizedAlert } from "./alert.ts";
import { normaliseAlert, products } from "./normalise.ts";

const fixtures = join(import.meta.dirname, "fixtures");
const context = { connectionId: "default", receivedAt: new Date("2026-11-22T10:05:00.000Z") };
const sources = Object.keys(products);
const rounds = 250;
/** Values that have broken parsers before. */
const oddities: readonly string[] = [
  "null",
  "true",
  "-1",
  "1e400",
  "9007199254740993",
  "{}",
  "[]",
  '""',
  '"\\u0000"',
  '"\\ud800"',
  '"__proto__"',
  '"constructor"',
  `"${"x".repeat(3_000)}"`,
  `"${"x".repeat(249)}${"🔥".repeat(300)}"`,
  "[".repeat(2_000),
  "<!DOCTYPE a [<!ENTITY b 'c'>]>",
  "&b;",
  "<![CDATA[",
  "]]>",
  "\r\n\r\n",
  "Content-Type: multipart/mixed; boundary=x\r\n",
  "=?utf-8?q?=?=",
  "\u0000",
];

test("whatever happens to a payload on its way, it is an alert or a refusal, never a defect", async (t) => {
  const names = (await readdir(fixtures)).filter((name) => !name.startsWith("normalized"));
  let accepted = 0;
  for (const [index, name] of names.entries()) {
    const payload = await readFile(join(fixtures, name));
    const next = random(index + 1);
    for (let round = 0; round < rounds; round += 1) {
      const mutated = mutate(payload, next);
      // mostly the product that sends it, now and then one that does not expect it
      const source = next(4) === 0 ? sources[next(sources.length)]! : sourceOf(name);
      const outcome = await attempt(source, mutated, name);
      accepted += outcome === "accepted" ? 1 : 0;
      if (typeof outcome !== "string")
        t.fail(`${source} ${name} round ${round}: ${String(outcome)}\n${mutated.toString("base64")}`);
    }
  }
  t.log(`${accepted} of ${names.length * rounds} accepted`);
  t.true(accepted > 100, "some mutations leave an alert; else nothing but the parsers was tried");
  t.true(accepted < names.length * rounds);
});

async function attempt(source: string, payload: Buffer, name: string): Promise<unknown> {
  const type = name.endsWith(".eml") ? "message/rfc822" : name.endsWith(".xml") ? "text/xml" : "application/json";
  try {
    const alert = normalizedAlert.parse(await normaliseAlert(source, payload, type, context));
    return isStorable(JSON.stringify(alert)) ? "accepted" : new Error("a text that PostgreSQL refuses");
  } catch (error) {
    return error instanceof Refusal && /^alert\.(shape|size)$/.test(error.code) ? "refused" : error;
  }
}

/** JSON writes NUL and halves of surrogate pairs as escapes. */
function isStorable(json: string): boolean {
  return !/(?<!\\)(\\\\)*\\u(0000|d[89a-f])/.test(json);
}

function mutate(payload: Buffer, next: (below: number) => number): Buffer {
  let bytes = payload;
  for (let times = next(4); times >= 0; times -= 1) bytes = mutateOnce(bytes, next);
  return bytes;
}

function mutateOnce(bytes: Buffer, next: (below: number) => number): Buffer {
  const from = next(bytes.length + 1);
  const to = Math.min(bytes.length, from + next(40));
  const around = (middle: Buffer) => Buffer.concat([bytes.subarray(0, from), middle, bytes.subarray(to)]);
  switch (next(6)) {
    case 0:
      return around(Buffer.alloc(0));
    case 1:
      return around(Buffer.from(oddities[next(oddities.length)]!));
    case 2:
      return around(Buffer.from([next(256)]));
    case 3:
      return around(Buffer.concat([bytes.subarray(from, to), bytes.subarray(from, to)]));
    case 4:
      return bytes.subarray(0, from);
    default:
      return replaceValue(bytes, next);
  }
}

/** Puts an oddity where a JSON value stood, so that the document still parses and the shapes are tried. */
function replaceValue(bytes: Buffer, next: (below: number) => number): Buffer {
  const text = bytes.toString("latin1");
  const values = [...text.matchAll(/: *("[^"\n]*"|-?\d+|true|false|null)/g)];
  const hit = values[next(values.length)];
  if (hit === undefined) return bytes;
  const oddity = oddities[next(14)]!;
  return Buffer.from(`${text.slice(0, hit.index)}: ${oddity}${text.slice(hit.index + hit[0].length)}`, "latin1");
}

function sourceOf(name: string): string {
  const prefixes: Readonly<Record<string, string>> = {
    "cw-": "cw-automate",
    "generic-": "mail",
    "n-sight": "n-sight",
    ncentral: "n-central",
    tactical: "tactical-rmm",
  };
  const found = Object.entries(prefixes).find(([prefix]) => name.startsWith(prefix))?.[1];
  return found ?? sources.find((source) => name.startsWith(source)) ?? "generic";
}

/** The same numbers in every run (mulberry32), so that a failure can be found again. */
function random(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d_2b_79_f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return below === 0 ? 0 : ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}
