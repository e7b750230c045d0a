import { changesOf } from "../diff/diff.ts";
import type { Change } from "../diff/diff.ts";
import { Refusal } from "../../base/refusal.ts";
import { factPath } from "../diff/atoms.ts";
import type { Aliases } from "../model/keys.ts";
import type { Fact, Model } from "../model/model.ts";
import { readTree } from "../model/read.ts";
import { schemas } from "../model/swift/schema.ts";
import type { Tree } from "../model/read.ts";
import { writeModel } from "../model/write.ts";
import { align } from "./align.ts";
import { analyse } from "./analyse.ts";
import type { Analysis } from "./analyse.ts";
import { applyClaims, completeModel, verdictOf } from "./apply.ts";
import { decisionsOf } from "./conflicts.ts";
import type { Decision } from "./conflicts.ts";
import { inSeries } from "./insertions.ts";
import { mend } from "./mend.ts";
import { mergeLayout } from "./layout/layout.ts";
import { sha256 } from "./sha256.ts";
import type { Conflict, Lineage, Merge, Resolutions, Side } from "./types.ts";
import { vocabulary } from "./vocabulary.ts";
import type { Vocabulary } from "./vocabulary.ts";

/** Changes whenever the same input may give other bytes. Recorded with each merge, so that it can be replayed. */
export const engineVersion = "1";

/**
 * Merges two developments of a BPMN 2.0 model. Pure: the same texts and decisions give the same bytes. Whatever one side
 * alone changed is taken; what both did to the same is a conflict, which `resolutions` decide by its id. Open conflicts
 * stand in the XML as they are suggested.
 *
 * @param resolutions option keys by id of conflict
 * @param aliases who is who although the id differs; a renamed process is found without it
 * @throws {Refusal} `bpmn.size`, `bpmn.doctype`, `bpmn.xml`; `merge.option` for an option that the conflict has not
 */
export async function merge3(
  base: string,
  ours: string,
  theirs: string,
  resolutions: Resolutions = {},
  aliases: Lineage = {},
): Promise<Merge> {
  const types = schemas();
  const trees = {
    base: await readTree(base, types),
    ours: await readTree(ours, types),
    theirs: await readTree(theirs, types),
  };
  const words = vocabulary(types.moddle);
  const given = { ours: aliasesOf(aliases.ours), theirs: aliasesOf(aliases.theirs) };
  const settled = settleIdentity(trees, given, resolutions, words);
  const { analysis } = settled;
  const decisions = decisionsOf(analysis).map((decision) => decide(decision, resolutions));
  const meaning = mend(analysis, applyDecisions(analysis, decisions), words);
  const { model, notes } = mergeLayout(analysis.three, meaning.model);
  const xml = await writeModel(model, types);
  const conflicts = [...settled.conflicts, ...decisions.map(({ conflict }) => conflict)];
  const known = new Set(conflicts.map(({ id }) => id));
  return {
    engineVersion,
    xml,
    sha256: sha256(xml),
    conflicts,
    changes: { ours: takenFrom(analysis, "ours"), theirs: takenFrom(analysis, "theirs") },
    layout: notes,
    integrity: meaning.notes,
    unused: Object.keys(resolutions).filter((id) => !known.has(id)),
  };
}

function aliasesOf(given: Readonly<Record<string, string>> | undefined): Aliases {
  return new Map(Object.entries(given ?? {}));
}

interface Settled {
  readonly analysis: Analysis;
  /** Conflicts that were decided by saying who is who. */
  readonly conflicts: readonly Conflict[];
}

/** Decisions about identity come first, since they change what is compared with what. */
function settleIdentity(
  trees: Readonly<Record<"base" | Side, Tree>>,
  given: Readonly<Record<Side, Aliases>>,
  resolutions: Resolutions,
  words: Vocabulary,
): Settled {
  const conflicts: Conflict[] = [];
  const aliases = { ours: new Map(given.ours), theirs: new Map(given.theirs) };
  const ignored = new Set<string>();
  for (;;) {
    const analysis = analyse(align(trees, aliases), ignored, words);
    const decision = decisionsOf(analysis).find(({ conflict }) => isIdentity(resolutions[conflict.id], conflict));
    if (!decision) return { analysis, conflicts };
    conflicts.push(decide(decision, resolutions).conflict);
    const key = decision.conflict.elements[0]?.key ?? "";
    if (decision.again) {
      aliases[decision.again.side].set(decision.again.added, decision.again.removed);
      ignored.add(factPath(decision.again.removed, "id"));
    } else aliases.theirs.set(key, unusedKey(analysis, key));
  }
}

function isIdentity(option: string | undefined, { options }: Conflict): boolean {
  return (option === "same" || option === "both") && options.includes(option);
}

function unusedKey({ three }: Analysis, key: string): string {
  const models = [three.base, three.ours, three.theirs];
  let number = 2;
  while (models.some(({ records }) => records.has(`${key}_${number}`))) number += 1;
  return `${key}_${number}`;
}

function decide(decision: Decision, resolutions: Resolutions): Decision {
  const { conflict } = decision;
  const wanted = resolutions[conflict.id];
  if (wanted === undefined) return decision;
  const option = conflict.options.find((each) => each === wanted);
  if (option === undefined) {
    const known = conflict.options.join(", ");
    throw new Refusal(
      "unprocessable",
      "merge.option",
      `Expected one of ${known} for ${conflict.id}, but got ${wanted}.`,
    );
  }
  return { ...decision, conflict: { ...conflict, decision: option } };
}

/** What stands in the result: the decision, or else the suggestion. Both are a side, or both sides in series. */
function applyDecisions(analysis: Analysis, decisions: readonly Decision[]): Model {
  const options = new Map(decisions.map(({ group, conflict }) => [group, conflict.decision ?? conflict.suggestion]));
  const chosen = (group: string): Side | undefined => {
    const option = options.get(group);
    if (option === "same" || option === "both") return keepingSide(decisions, group);
    return option === "ours" || option === "theirs" ? option : undefined;
  };
  const { three, claims, merged } = analysis;
  const verdict = verdictOf(claims, merged, chosen);
  const model = completeModel(three, applyClaims(three, claims, verdict), verdict);
  const serial = decisions.filter(({ group, insertion }) => insertion && chosen(group) === undefined);
  return serial.reduce((into, decision) => putInSeries(analysis, into, decision, options), model);
}

/** As long as nobody said that the element made again is the same, the changed one stays too. */
function keepingSide(decisions: readonly Decision[], group: string): Side {
  const again = decisions.find((decision) => decision.group === group)?.again;
  return again?.side === "ours" ? "theirs" : "ours";
}

function putInSeries(
  { three }: Analysis,
  model: Model,
  { insertion, group }: Decision,
  options: ReadonlyMap<string, string>,
): Model {
  if (!insertion) return model;
  const { links, spare } = inSeries(insertion, options.get(group) === "theirs-ours" ? "theirs" : "ours");
  const records = new Map(model.records);
  for (const key of spare) records.delete(key);
  for (const { key, from, to } of links) {
    const entry = records.get(key) ?? three.ours.records.get(key) ?? three.theirs.records.get(key);
    if (!entry) continue;
    const ends: [string, Fact][] = [
      ["sourceRef", { kind: "reference", to: from }],
      ["targetRef", { kind: "reference", to }],
    ];
    records.set(key, { ...entry, facts: new Map([...entry.facts, ...ends]) });
  }
  return { ...model, records };
}

/** What was taken from a side without asking. */
function takenFrom({ three, claims }: Analysis, side: Side): readonly Change[] {
  const atoms = [...claims.all.values()]
    .filter((claim) => claim.side === side && claims.groupOf(claim.id) === undefined)
    .map(({ atom }) => atom);
  return changesOf(three.base, three[side], atoms);
}
