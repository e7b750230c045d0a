import { z } from "zod";
import { Refusal } from "../../base/refusal.ts";
import { expectInput, optionalText } from "../operation.ts";
import type { Operation, OperationContext } from "../operation.ts";
import { planVariable } from "./create.ts";
import { finding, flawsOf, told } from "./plan.ts";
import type { Finding, ProjectPlan } from "./plan.ts";
import { planFromText } from "./planText.ts";
import { lockProject, projectVariable, refuseUnless, remember } from "./project.ts";
import type { ProjectRow } from "./project.ts";
import { replacePlan } from "./store.ts";

const input = z.object({
  projectId: z.uuid(),
  /** `keep`: as recorded; `text`: what the form's text says. */
  mode: z.enum(["keep", "text"]),
  text: optionalText,
  /** The plan that the text began with. */
  revision: z.int().nullish(),
});

/**
 * `desk.project.plan`: takes over what somebody planned. A text with mistakes, or one that began with an older plan, changes
 * nothing; what is wrong with it is told in `plan.problems`.
 */
export const takeOverPlan: Operation = async (context, given) => {
  const { projectId, mode, text, revision } = expectInput(input, given);
  const { tx, now } = context;
  const project = await lockProject(tx, projectId);
  refuseUnless(project, ["draft", "planned"]);
  const flaws =
    mode === "keep" ? [] : await takeText(context, project, { text: text ?? "", revision: revision ?? null });
  if (mode === "text" && flaws.length === 0) await remember({ tx, now }, projectId, { kind: "replanned" });
  const plan = await planVariable(tx, projectId, told(flaws));
  // What somebody typed is shown to them again, mistakes and all.
  const shown = flaws.length > 0 && text !== null ? { ...plan, text } : plan;
  return { variables: { plan: shown, project: await projectVariable(tx, projectId) } };
};

async function takeText(
  { tx, now }: OperationContext,
  project: ProjectRow,
  { text, revision }: { readonly text: string; readonly revision: number | null },
): Promise<readonly Finding[]> {
  if (revision !== null && revision !== project.revision)
    return [finding("plan.stale", "Der Plan wurde inzwischen anderswo geändert", "The plan was changed elsewhere meanwhile")]; // prettier-ignore
  const read = planFromText(text);
  if (read.kind === "flaws") return read.flaws;
  const flaws = flawsOf(read.plan, project.startsOn);
  return flaws.length > 0 ? flaws : replaced(tx, project, { plan: read.plan, now });
}

async function replaced(
  tx: OperationContext["tx"],
  project: ProjectRow,
  { plan, now }: { readonly plan: ProjectPlan; readonly now: Date },
): Promise<readonly Finding[]> {
  try {
    await replacePlan(tx, project.id, plan, now);
    return [];
  } catch (error) {
    // Looked up before anything is written, so the transaction is whole.
    if (!(error instanceof Refusal) || error.code !== "plan.reference") throw error;
    return error.complaints.map(({ place }) =>
      finding("plan.reference", `${place} ist unbekannt`, `${place} is unknown`),
    );
  }
}

const confirmation = z.object({
  projectId: z.uuid(),
  decision: z.enum(["confirmed", "changes"]),
  name: optionalText,
  comment: optionalText,
});

/** `desk.project.confirm`: the customer's word on the plan. From a yes on, it changes by change requests only. */
export const confirmPlan: Operation = async (context, given) => {
  const { projectId, decision, name, comment } = expectInput(confirmation, given);
  const { tx, now } = context;
  refuseUnless(await lockProject(tx, projectId), ["planned"]);
  const isConfirmed = decision === "confirmed";
  await tx.query(
    `update projects set state = $3, confirmed_at = $4, confirmed_by = $5 where tenant_id = $1 and id = $2`,
    [tx.tenantId, projectId, isConfirmed ? "active" : "draft", isConfirmed ? now : null, isConfirmed ? name : null],
  );
  await remember(context, projectId, { kind: isConfirmed ? "confirmed" : "changesWanted", name, comment });
  return { variables: { project: await projectVariable(tx, projectId) } };
};
