import { setImmediate } from "node:timers/promises";
import { Refusal } from "../../../base/refusal.ts";
import type { Finding, Report } from "../../../definitions/checks.ts";
import type { DraftPartBody } from "../../../definitions/drafts.ts";
import { withParts } from "../../../definitions/holdings.ts";
import type { Held, Holdings } from "../../../definitions/holdings.ts";
import { nameOf, xmlOf } from "../../../definitions/parts.ts";
import { referencesOf } from "../../../definitions/references.ts";
import { compiled } from "../../../definitions/refuse.ts";
import type { Pin } from "../../../definitions/releases.ts";
import { findingsOf } from "./findings.ts";
import { surroundings } from "./surroundings.ts";
import { playScenarios } from "./trials.ts";
import { testRules } from "./ruleTests.ts";

/** Everything that can be said of a draft's parts among what a tenant holds. Changes nothing, asks no database. */
export async function examine(parts: readonly DraftPartBody[], published: Holdings): Promise<Report> {
  const holdings = withParts(published, parts);
  const around = await surroundings(holdings);
  const findings: Finding[] = [];
  for (const part of parts) {
    await setImmediate();
    findings.push(...(await findingsOf(part, around)));
  }
  const touched = await touchedBy(parts, holdings);
  const rules = await testRules(parts, holdings);
  const { tests, coverage, obstacle } = await playScenarios(
    holdings,
    new Set(touched.map(({ key }) => key)),
    rules.tested,
  );
  const untested = touched.filter(({ key }) => !tests.some((test) => test.key.startsWith(`${key}:`)));
  return {
    findings: [
      ...findings,
      ...(obstacle === undefined ? untested.map(withoutScenario) : [unplayable(parts, obstacle)]),
    ],
    tests: [...rules.tests, ...tests],
    coverage,
    pins: touched.flatMap(({ pins }) => pins).filter((pin, index, all) => all.findIndex(isLike(pin)) === index),
  };
}

function isLike(pin: Pin): (other: Pin) => boolean {
  return (other) => nameOf(other) === nameOf(pin);
}

/** A process that a draft changes or that refers to something it changes, and what it refers to beyond the draft. */
interface Touched {
  readonly key: string;
  readonly pins: readonly Pin[];
}

async function touchedBy(parts: readonly DraftPartBody[], holdings: Holdings): Promise<readonly Touched[]> {
  const changed = new Set(parts.map(nameOf));
  const touched: Touched[] = [];
  for (const held of [...holdings.values()].filter(({ kind }) => kind === "process")) {
    // a reference is written out in the text, so most processes need not be compiled
    const mayRefer = parts.some(({ key }) => xmlOf(held.body).includes(key));
    if (!mayRefer && !changed.has(nameOf(held))) continue;
    const wanted = await wantedBy(held);
    const isTouched = changed.has(nameOf(held)) || wanted.some((each) => changed.has(nameOf(each)));
    if (!isTouched) continue;
    const found = wanted.flatMap((each) => holdings.get(nameOf(each)) ?? []);
    const pins = found.flatMap(({ kind, key, version, sha256 }) =>
      version === null ? [] : [{ kind, key, version, sha256, isOwn: false }],
    );
    touched.push({ key: held.key, pins });
  }
  return touched;
}

/** What a process refers to; nothing when it cannot be read, which has been told as a finding. */
async function wantedBy({ key, body }: Held): Promise<ReturnType<typeof referencesOf>> {
  try {
    const { executable } = await compiled(xmlOf(body));
    return executable.filter(({ processId }) => processId === key).flatMap((each) => referencesOf(each, xmlOf(body)));
  } catch (error) {
    if (error instanceof Refusal) return [];
    throw error;
  }
}

/** Scenarios that cannot be played are no green scenarios. */
function unplayable([first]: readonly DraftPartBody[], { code, message }: Refusal): Finding {
  const { kind, key } = first!; // a draft without parts is not examined
  const said = { de: `Die Szenarien lassen sich nicht spielen: ${message}`, en: message };
  return { kind, key, severity: "error", place: "", code, message: said };
}

function withoutScenario({ key }: Touched): Finding {
  const message = {
    de: `Für ${key} gibt es kein Szenario: ob er tut, was er soll, wurde nicht geprüft`,
    en: `There is no scenario for ${key}: whether it does what it should was not tested`,
  };
  return { kind: "process", key, severity: "warning", place: "", code: "scenario.none", message };
}
