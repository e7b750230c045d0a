import { diff } from "../../diagram/diff/diff.ts";
import type { Change } from "../../diagram/diff/diff.ts";
import { buildModel } from "../../diagram/model/build.ts";
import { keyTree } from "../../diagram/model/keys.ts";
import { DRAWN, target } from "../../diagram/model/model.ts";
import type { Model } from "../../diagram/model/model.ts";
import { readTree } from "../../diagram/model/read.ts";
import { merge3 } from "../../diagram/merge/merge.ts";
import type { Merge, Resolutions, Side } from "../../diagram/merge/types.ts";
import { violationsOf } from "../../diagram/merge/violations.ts";
import { vocabulary } from "../../diagram/merge/vocabulary.ts";

/** Three texts of one model. */
export interface Trio {
  readonly base: string;
  readonly ours: string;
  readonly theirs: string;
}

/** What a pair of edits showed: complaints (none when all is well), and how much there was to decide. */
export interface Finding {
  readonly complaints: readonly string[];
  readonly conflicts: number;
  readonly milliseconds: number;
}

/** Tries all that a merge promises on one pair of edits. */
export async function tryMerge(trio: Trio, random: () => number): Promise<Finding> {
  const complaints: string[] = [];
  const say = (law: string, found: readonly string[]) => {
    if (found.length > 0) complaints.push(`${law}: ${found.slice(0, 3).join("; ")}`);
  };
  const { base, ours, theirs } = trio;
  const started = performance.now();
  const merge = await merge3(base, ours, theirs);
  const milliseconds = performance.now() - started;
  say("left identity", await differences(ours, await merge3(base, ours, base)));
  say("right identity", await differences(theirs, await merge3(base, base, theirs)));
  say("same input, same bytes", (await merge3(base, ours, theirs)).sha256 === merge.sha256 ? [] : [merge.sha256]);
  const mirrored = await merge3(base, theirs, ours);
  say("symmetry", asymmetry(merge, mirrored));
  say("all accounted for", [
    ...unaccounted((await diff(base, ours)).changes, merge, "ours"),
    ...unaccounted((await diff(base, theirs)).changes, merge, "theirs"),
  ]);
  for (const resolutions of [{}, ...choices(merge, random)]) {
    const result = Object.keys(resolutions).length === 0 ? merge : await merge3(base, ours, theirs, resolutions);
    const how = JSON.stringify(resolutions).slice(0, 200);
    say(`holds together ${how}`, await broken(trio, result));
    say(`nothing lost ${how}`, await lost(base, result));
  }
  return { complaints, conflicts: merge.conflicts.length, milliseconds };
}

async function differences(side: string, { xml, conflicts }: Merge): Promise<string[]> {
  const { changes, layout } = await diff(side, xml);
  return [
    ...conflicts.map(({ id }) => `asks ${id}`),
    ...changes.map((change) => told(change)),
    ...layout.map(({ kind, element }) => `${kind} ${element.id}`),
  ];
}

function told({ kind, element, properties }: Change): string {
  return `${kind} ${element.key} ${properties
    .map(({ path }) => path)
    .slice(0, 3)
    .join()}`;
}

function asymmetry(one: Merge, other: Merge): string[] {
  const [ids, mirrored] = [one, other].map(({ conflicts }) => new Set(conflicts.map(({ id }) => id)));
  return ids && mirrored ? [...ids.symmetricDifference(mirrored)] : [];
}

/** All for ours, all for theirs, and each as it falls. */
function choices({ conflicts }: Merge, random: () => number): Resolutions[] {
  if (conflicts.length === 0) return [];
  const all = (choose: (options: readonly string[]) => string) =>
    Object.fromEntries(conflicts.map(({ id, options }) => [id, choose(options)]));
  return [
    all(() => "ours"),
    all(() => "theirs"),
    all((options) => options[Math.floor(random() * options.length)] ?? "ours"),
  ];
}

/** Dangling references, things dropped, warnings on reading again, nodes that lost their picture. */
async function broken(trio: Trio, merge: Merge): Promise<string[]> {
  const sides = await Promise.all([trio.base, trio.ours, trio.theirs].map((xml) => modelOf(xml)));
  const known = new Set(sides.flatMap(({ warnings }) => warnings));
  const result = await modelOf(merge.xml);
  const words = vocabulary();
  const accepted = new Set(sides.flatMap(({ model }) => violationsOf(model.records, words).map(({ id }) => id)));
  return [
    ...merge.integrity.map(({ code, element }) => `${code} ${element.id}`),
    ...result.warnings.filter((warning) => !known.has(warning)),
    ...violationsOf(result.model.records, words).flatMap(({ id }) => (accepted.has(id) ? [] : [id])),
    ...apart(result.model).filter((each) => !sides.some(({ model }) => apart(model).includes(each))),
    ...undrawn(
      result.model,
      sides.map(({ model }) => model),
    ),
  ];
}

function undrawn(result: Model, sides: readonly Model[]): string[] {
  const keys = [...result.records.keys()].filter((key) => !key.startsWith(DRAWN));
  const isDrawn = (key: string) => result.records.has(`${DRAWN}${key}`);
  const wasDrawn = (key: string) => {
    const having = sides.filter(({ records }) => records.has(key));
    return having.length > 0 && having.every(({ records }) => records.has(`${DRAWN}${key}`));
  };
  const dangling = [...result.records.values()].filter(
    ({ key, facts }) => key.startsWith(DRAWN) && facts.has("bpmnElement") && !hasElement(result, key),
  );
  return [
    ...keys.filter((key) => wasDrawn(key) && !isDrawn(key)).map((key) => `no picture of ${key}`),
    ...dangling.map(({ key }) => `picture of nothing ${key}`),
  ];
}

/** Flows that are drawn on another plane than what they connect, by element. */
function apart({ records }: Model): string[] {
  const planeOf = (key: string) => records.get(`${DRAWN}${key}`)?.parent;
  return [...records.values()].flatMap((entry) => {
    const plane = entry.type === "bpmn:SequenceFlow" ? planeOf(entry.key) : undefined;
    const ends = ["sourceRef", "targetRef"].map((name) => planeOf(target(entry, name) ?? ""));
    const isApart = plane !== undefined && ends.some((each) => each !== undefined && each !== plane);
    return isApart ? [`drawn apart ${entry.key}`] : [];
  });
}

function hasElement(model: Model, key: string): boolean {
  const fact = model.records.get(key)?.facts.get("bpmnElement");
  return fact?.kind === "reference" && (fact.to.startsWith("?") || model.records.has(fact.to));
}

async function modelOf(xml: string): Promise<{ model: Model; warnings: readonly string[] }> {
  const tree = await readTree(xml);
  return { model: buildModel(keyTree(tree, undefined, new Map())), warnings: tree.warnings };
}

/** What a side changed and the merge neither took nor asked about. */
function unaccounted(changes: readonly Change[], merge: Merge, side: Side): string[] {
  const answered = [...merge.changes[side], ...merge.conflicts.flatMap((conflict) => conflict[side])];
  const known = new Set(
    answered.flatMap(({ kind, element, properties }) => [
      `${kind} ${element.key}`,
      ...properties.map(({ path }) => path),
    ]),
  );
  return changes.flatMap(({ kind, element, properties }) => [
    ...(kind === "changed" || known.has(`${kind} ${element.key}`) ? [] : [`${kind} ${element.key}`]),
    ...properties.map(({ path }) => path).filter((path) => !known.has(path)),
  ]);
}

/** What the merge says it took from a side, or what was decided for a side, and is not in the result as that side has it. */
async function lost(base: string, { xml, changes, conflicts }: Merge): Promise<string[]> {
  const result = new Map((await diff(base, xml)).changes.map((change) => [change.element.key, change]));
  const serial = new Set(conflicts.some(({ kind }) => kind === "insertion") ? ["sourceRef", "targetRef"] : []);
  const merged = new Set(changes.ours.flatMap(({ properties }) => properties.map(({ path }) => path)));
  const isFree = (path: string) => merged.has(path) || serial.has(path.slice(path.lastIndexOf("@") + 1));
  return (["ours", "theirs"] as const).flatMap((side) => {
    const decided = conflicts.filter(({ decision, suggestion }) => (decision ?? suggestion) === side);
    const wanted = [...changes[side], ...decided.flatMap((conflict) => conflict[side])];
    return wanted.flatMap((change) => missing(change, result.get(change.element.key), isFree));
  });
}

function missing(change: Change, found: Change | undefined, isFree: (path: string) => boolean): string[] {
  if (!found) return [`all of ${told(change)}`];
  if (change.kind !== "changed") return found.kind === change.kind ? [] : [`${change.kind} ${change.element.key}`];
  const values = new Map(found.properties.map(({ path, after }) => [path, JSON.stringify(after)]));
  const isThere = (path: string, after: string | undefined) =>
    values.has(path) && (values.get(path) === after || isFree(path));
  return change.properties
    .filter(({ path, after }) => !isThere(path, JSON.stringify(after)) && !path.includes("$order"))
    .map(({ path, after }) => `${path} = ${JSON.stringify(after)}`);
}
