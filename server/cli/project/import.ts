import { isObject } from "../../base/json.ts";
import { readDmn } from "../../decisions/dmn/read.ts";
import type { Finding } from "../../decisions/finding.ts";
import { isArchive, unzip } from "../../definitions/exchange/unzip.ts";
import { nameOf, xmlOf } from "../../definitions/parts.ts";
import type { Part } from "../../definitions/parts.ts";
import { compile } from "../../engine/compile.ts";
import type { Told } from "../command/findings.ts";
import { partIn } from "./source.ts";

/** What a file from elsewhere holds, and what of it was not understood. */
export interface Import {
  readonly parts: readonly Part[];
  /** Processes that forms and templates belong to, where the file says so. */
  readonly owners: ReadonlyMap<string, string>;
  readonly findings: readonly Told[];
}

/**
 * Reads a file of this or another tool: BPMN, DMN, a part as JSON, or an archive of them (of a release as well).
 *
 * @throws {Failure} it is none of these @throws {Refusal} `bpmn.*`, `dmn.xml`, `archive.*`
 */
export async function readImport(name: string, bytes: Buffer): Promise<Import> {
  if (isArchive(bytes)) return readArchive(bytes);
  const text = bytes.toString("utf8");
  if (name.endsWith(".dmn") || /spec\/DMN\//.test(text.slice(0, 2_000))) return readDecisions(text);
  const part = partIn(name, text);
  return { parts: [part.kind === "process" ? await keyed(part) : part], owners: new Map(), findings: [] };
}

/** A process goes by the id of its first executable process, whatever the file is called. */
async function keyed(part: Part): Promise<Part> {
  const { definitions } = await compile(xmlOf(part.body));
  const process = definitions.find(({ isExecutable }) => isExecutable) ?? definitions[0];
  return process === undefined ? part : { ...part, key: process.processId };
}

async function readDecisions(text: string): Promise<Import> {
  const { ruleSets, findings } = await readDmn(text);
  const parts = ruleSets.map(({ body }) => ({ kind: "ruleSet" as const, key: body["key"] as string, body })); // every rule set has one
  return { parts, owners: new Map(), findings: [...findings, ...ruleSets.flatMap((each) => each.findings)].map(told) };
}

function told({ severity, place, code, message }: Finding): Told {
  return { severity, place: place.row ?? place.column ?? place.pointer ?? "", code, message };
}

/** Of an archive: models and decisions wherever they are, other parts where a folder of processes has them. */
async function readArchive(bytes: Buffer): Promise<Import> {
  const parts = new Map<string, Part>();
  const owners = new Map<string, string>();
  const findings: Told[] = [];
  for (const { path, bytes: inner } of unzip(bytes)) {
    const [, owner] = /^processes\/([^/]+)\/(?:forms|templates|scenarios)\/[^/]+\.(?:json|hbs)$/.exec(path) ?? [];
    if (owner === undefined && !/\.(?:bpmn|dmn)$|^rules\/[^/]+\.json$/.test(path)) continue;
    const read = await readImport(path, Buffer.from(inner));
    for (const part of read.parts) {
      add(parts, path.endsWith(".scenario.json") ? { ...part, kind: "scenario", key: `${owner}:${part.key}` } : part);
      if (owner !== undefined) owners.set(nameOf(part), owner);
    }
    findings.push(...read.findings);
  }
  return { parts: [...parts.values()], owners, findings };
}

/** A template comes in several files, one for each language. */
function add(parts: Map<string, Part>, part: Part): void {
  const known = parts.get(nameOf(part));
  const isMore = known !== undefined && part.kind === "template" && isObject(known.body) && isObject(part.body);
  parts.set(nameOf(part), isMore ? { ...part, body: { ...(known.body as object), ...(part.body as object) } } : part); // both are objects
}
