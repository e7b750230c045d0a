import { DRAWN, isDrawn, numbersOf, sameFact, target } from "../../model/model.ts";
import type { Entry, Fact, Model } from "../../model/model.ts";
import { sameRecord } from "../../diff/atoms.ts";
import type { Three } from "../align.ts";
import { boxOf } from "./geometry.ts";
import type { Box } from "./geometry.ts";
import type { Side } from "../types.ts";

/** The picture of a merged model while it is put together. */
export interface Picture {
  readonly three: Three;
  /** What the picture shows. */
  readonly meaning: Model;
  readonly records: Map<string, Entry>;
  /** Pictures that both sides moved. */
  readonly contested: Set<string>;
  /** Whose shape or edge stands, when only one side has it or changed it. */
  readonly from: Map<string, Side>;
  /** Versions without any picture, such as generated files. They erase nothing. */
  readonly silent: ReadonlySet<Model>;
}

/** Merges the records of the picture: whoever changed something is right, and ours when both did. */
export function mergeDrawn(three: Three, meaning: Model): Picture {
  const silent = new Set([three.ours, three.theirs].filter(({ records }) => ![...records.values()].some(isDrawn)));
  const picture: Picture = { three, meaning, records: new Map(), contested: new Set(), from: new Map(), silent };
  const keys = new Set(
    [three.ours, three.theirs, three.base].flatMap(({ records }) =>
      [...records.values()].filter(isDrawn).map(({ key }) => key),
    ),
  );
  for (const key of keys) {
    const entry = isStanding(picture, key) ? mergeEntry(picture, key) : undefined;
    if (entry) picture.records.set(key, entry);
  }
  settlePlanes(picture);
  return picture;
}

/** The key of the shape, edge or diagram that a record of the picture belongs to. */
export function headOf(key: string): string {
  const below = key.slice(DRAWN.length);
  const [head = "", name = ""] = below.split("/");
  return head === "diagram" ? `${DRAWN}${head}/${name}` : `${DRAWN}${head}`;
}

/** The element that a shape, edge or plane shows. */
export function shownBy(picture: Pick<Picture, "three">, key: string): string | undefined {
  const { ours, theirs, base } = picture.three;
  const head = headOf(key);
  for (const model of [ours, theirs, base]) {
    const found =
      target(model.records.get(head), "bpmnElement") ?? target(model.records.get(`${head}/plane`), "bpmnElement");
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Whether the picture of something is drawn: not when the thing is gone, nor when a side that has it erased it. */
function isStanding(picture: Picture, key: string): boolean {
  const { base, ours, theirs } = picture.three;
  const element = shownBy(picture, key);
  const isOf = (model: Model) => (picture.silent.has(model) ? base : model).records.has(key);
  const isMain = headOf(key) === `${DRAWN}diagram/main`;
  if (isMain || element === undefined || element.startsWith("?")) return threeWay(isOf(base), isOf(ours), isOf(theirs));
  if (!picture.meaning.records.has(element)) return false;
  const [inOurs, inTheirs] = [ours.records.has(element), theirs.records.has(element)];
  if (inOurs && inTheirs) return threeWay(isOf(base), isOf(ours), isOf(theirs));
  if (inOurs || inTheirs) return isOf(inOurs ? ours : theirs);
  return isOf(base);
}

function threeWay(base: boolean, ours: boolean, theirs: boolean): boolean {
  return base ? ours && theirs : ours || theirs;
}

function mergeEntry(picture: Picture, key: string): Entry | undefined {
  const { base: was, ours: mine, theirs: others } = picture.three;
  const [base, ours, theirs] = [was.records.get(key), mine.records.get(key), others.records.get(key)];
  if (ours && theirs) return sameRecord(ours, theirs) ? ours : mergeVersions(picture, { key, base, ours, theirs });
  picture.from.set(key, ours ? "ours" : "theirs");
  return ours ?? theirs ?? base;
}

function mergeVersions(picture: Picture, versions: Versions): Entry {
  const { base, ours, theirs } = versions;
  const { parent, property } = base === undefined || ours.parent !== base.parent ? ours : theirs;
  return { ...ours, parent, property, facts: mergeFacts(picture, versions) };
}

function mergeFacts(picture: Picture, versions: Versions): ReadonlyMap<string, Fact> {
  const facts = new Map<string, Fact>();
  const entries = [versions.ours, versions.theirs, ...(versions.base ? [versions.base] : [])];
  for (const name of new Set(entries.flatMap((entry) => [...entry.facts.keys()]))) {
    const fact = mergeFact(picture, versions, name);
    if (fact) facts.set(name, fact);
  }
  return facts;
}

interface Versions {
  readonly key: string;
  readonly base: Entry | undefined;
  readonly ours: Entry;
  readonly theirs: Entry;
}

function mergeFact(picture: Picture, { key, base, ours, theirs }: Versions, name: string): Fact | undefined {
  const [was, one, other] = [base, ours, theirs].map((entry) => entry?.facts.get(name));
  if (sameFact(one, other)) return one;
  if (base !== undefined && sameFact(was, one)) {
    if (name === "bounds" || name === "waypoint") picture.from.set(key, "theirs");
    return other;
  }
  if (name === "bounds" || name === "waypoint") {
    picture.from.set(key, "ours");
    if (base !== undefined && !sameFact(was, other)) picture.contested.add(key);
  }
  return one;
}

/** A plane shows the collaboration when there is one, whoever put the process into a pool. */
function settlePlanes(picture: Picture): void {
  for (const [key, entry] of picture.records) {
    if (entry.type !== "bpmndi:BPMNPlane" || picture.meaning.records.has(target(entry, "bpmnElement") ?? "")) continue;
    const { ours, theirs, base } = picture.three;
    const shown = [ours, theirs, base].map(({ records }) => target(records.get(key), "bpmnElement"));
    const wholes = [...picture.meaning.records.values()].filter(({ property }) => property === "rootElements");
    const whole =
      wholes.find(({ type }) => type === "bpmn:Collaboration") ?? wholes.find(({ type }) => type === "bpmn:Process");
    const to = shown.find((each) => each !== undefined && picture.meaning.records.has(each)) ?? whole?.key;
    const facts = new Map(entry.facts);
    if (to === undefined) facts.delete("bpmnElement");
    else facts.set("bpmnElement", { kind: "reference", to });
    picture.records.set(key, { ...entry, facts });
  }
}

/** Where an element is drawn. */
export function boundsIn(model: Pick<Model, "records">, element: string): Box | undefined {
  return boxOf(numbersOf(model.records.get(`${DRAWN}${element}`), "bounds"));
}

/** Draws a shape or edge elsewhere. */
export function setGeometry(picture: Picture, key: string, name: string, numbers: readonly number[]): void {
  const entry = picture.records.get(key);
  if (!entry) return;
  picture.records.set(key, { ...entry, facts: new Map([...entry.facts, [name, { kind: "geometry", numbers }]]) });
}

/** The element that contains another: a process, a sub-process, a pool's process, a lane's process. */
export function containerOf(model: Model, element: string): string {
  let at = model.records.get(element)?.parent ?? "";
  while (at.includes("/")) at = model.records.get(at)?.parent ?? "";
  return at;
}
