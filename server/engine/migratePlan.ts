import { Refusal } from "../base/refusal.ts";
import type { Complaint } from "../base/refusal.ts";
import type { Model, Node, SpecKind } from "./model.ts";
import { listenable } from "./triggers.ts";
import type { Definition } from "./types.ts";

/** Where what waits at an element goes on in the other version. */
export interface MappedElement {
  readonly from: string;
  readonly to: string;
  /** `keeps`: it waits on as it is. `restarts`: it is another kind of activity now, which begins anew. */
  readonly effect: "keeps" | "restarts";
}

/** An element that has no place in the other version. It matters only to instances with a token there. */
export interface UnmappedElement {
  readonly elementId: string;
  /** `migration.removed`, `.left`, `.type`, `.loop`, `.scope` or `.host`. */
  readonly code: string;
  readonly message: string;
  /** The only element of the same name and type that could take its place. */
  readonly suggestion?: string;
}

/** How instances of one version of a process come over to another one, element by element. */
export interface MigrationPlan {
  readonly processId: string;
  readonly mapped: readonly MappedElement[];
  readonly unmapped: readonly UnmappedElement[];
  /** Elements of the other version that nothing is mapped to. Events among them are armed where their activity waits. */
  readonly added: readonly string[];
}

/** An operator's word on one element: it becomes `to`, or (null) has no place in the other version. */
export interface MappingOverride {
  readonly from: string;
  readonly to: string | null;
}

/**
 * Maps the elements of one version of a process to another: by id, unless an override says otherwise. What cannot be
 * mapped is listed with its reason, and with a suggestion by name and type.
 *
 * @throws {Refusal} `migration.process` another process; `migration.mapping` with each override that is not possible
 */
export function planMigration(
  from: Definition,
  to: Definition,
  overrides: readonly MappingOverride[] = [],
): MigrationPlan {
  if (from.processId !== to.processId) {
    throw new Refusal(
      "unprocessable",
      "migration.process",
      `Expected another version of ${from.processId}, but it is a version of ${to.processId}.`,
    );
  }
  const planner = new Planner(from.model, to.model, new Map(overrides.map((each) => [each.from, each.to])));
  planner.walk(from.model.root);
  refuseOverrides(overrides, planner, from.model);
  return planner.plan(from.processId);
}

function refuseOverrides(overrides: readonly MappingOverride[], { unmapped }: Planner, from: Model): void {
  const complaints: Complaint[] = overrides.flatMap((override) => {
    const { from: place, to } = override;
    if (!from.nodes.has(place) || place === from.root.id) {
      return [
        { place, code: "migration.unknown", message: `Expected an element of the version, but ${place} is none.` },
      ];
    }
    const reason = to === null ? undefined : unmapped.find((each) => each.elementId === place);
    return reason ? [{ place, code: reason.code, message: reason.message }] : [];
  });
  const [first] = complaints;
  if (first) throw new Refusal("unprocessable", "migration.mapping", first.message, complaints);
}

/** Builds one plan; scopes before what is in them, activities before their boundary events. */
class Planner {
  readonly unmapped: UnmappedElement[] = [];
  private readonly targets = new Map<string, Node>();
  private readonly mapped: MappedElement[] = [];
  private readonly from: Model;
  private readonly to: Model;
  private readonly overrides: ReadonlyMap<string, string | null>;

  constructor(from: Model, to: Model, overrides: ReadonlyMap<string, string | null>) {
    this.from = from;
    this.to = to;
    this.overrides = overrides;
    this.targets.set(from.root.id, to.root);
  }

  walk(scope: Node): void {
    const [attached, free] = [scope.children.filter((node) => node.host), scope.children.filter((node) => !node.host)];
    for (const node of [...free, ...attached]) {
      this.decide(node);
      this.walk(node);
    }
  }

  plan(processId: string): MigrationPlan {
    const reached = new Set([...this.targets.values()].map((node) => node.id));
    const added = [...this.to.nodes.keys()].filter((id) => !reached.has(id));
    return { processId, mapped: this.mapped, unmapped: this.unmapped, added };
  }

  private decide(node: Node): void {
    const override = this.overrides.get(node.id);
    if (override === null) {
      this.leave(node, "migration.left", `Expected a place for ${node.id}, but it was left out of the plan.`);
      return;
    }
    const id = override ?? node.id;
    const target = this.to.nodes.get(id);
    if (!target) {
      this.leave(node, "migration.removed", `Expected an element ${id} in the other version, but there is none.`);
      return;
    }
    const reason = this.obstacle(node, target);
    if (reason) {
      this.leave(node, reason.code, reason.message);
      return;
    }
    this.targets.set(node.id, target);
    const effect = node.spec.kind === target.spec.kind ? "keeps" : "restarts";
    this.mapped.push({ from: node.id, to: target.id, effect });
  }

  private leave(node: Node, code: string, message: string): void {
    const suggestion = this.suggest(node);
    this.unmapped.push({ elementId: node.id, code, message, ...(suggestion === undefined ? {} : { suggestion }) });
  }

  private suggest(node: Node): string | undefined {
    if (node.name === "") return undefined;
    const [only, ...others] = [...this.to.nodes.values()].filter(
      (each) =>
        each.name === node.name &&
        each.type === node.type &&
        !this.from.nodes.has(each.id) &&
        !this.obstacle(node, each),
    );
    return others.length === 0 ? only?.id : undefined;
  }

  private obstacle(node: Node, target: Node): { readonly code: string; readonly message: string } | undefined {
    const { id } = target;
    if (!isAlike(node, target)) {
      return {
        code: "migration.type",
        message: `Expected ${id} to be like a ${node.type}, but it is a ${target.type}.`,
      };
    }
    if (node.loop?.kind !== target.loop?.kind) {
      const now = target.loop ? `a ${target.loop.kind} loop` : "no loop";
      return { code: "migration.loop", message: `Expected ${id} to repeat as before, but it has ${now}.` };
    }
    if (!node.parent || this.targets.get(node.parent.id) !== target.parent) {
      return { code: "migration.scope", message: elsewhere(node, target) };
    }
    if ((node.host && this.targets.get(node.host.id)) !== target.host) {
      return { code: "migration.host", message: `Expected ${id} on the same activity, but it is attached elsewhere.` };
    }
    return undefined;
  }
}

function elsewhere({ parent }: Node, target: Node): string {
  const before = parent?.id ?? "no scope";
  const now = target.parent?.id ?? "no scope";
  return `Expected ${target.id} to stay in ${before}, but it stands in ${now}: modify the instance first (cancel it, start it anew after the migration).`;
}

/** Activities without an inside: one may take the place of another. */
const leaves: ReadonlySet<SpecKind> = new Set(["pass", "task", "job", "decision", "script", "receive", "send", "call"]);

function isAlike(a: Node, b: Node): boolean {
  if (a.isForCompensation !== b.isForCompensation) return false;
  if (leaves.has(a.spec.kind)) return leaves.has(b.spec.kind) && a.isActivity === b.isActivity;
  if (a.spec.kind !== b.spec.kind || a.isEventSubProcess !== b.isEventSubProcess) return false;
  if (a.isTransaction !== b.isTransaction) return false;
  return a.spec.kind !== "catch" || listenable(a).length > 0 === listenable(b).length > 0;
}
