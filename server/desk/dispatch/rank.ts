import { z } from "zod";
import type { JsonObject } from "../../base/json.ts";
import { expectInput } from "../operation.ts";
import type { Operation } from "../operation.ts";
import { readTicketRow } from "../tickets/ticket.ts";

const candidate = z.object({
  login: z.string(),
  name: z.string(),
  openTickets: z.number(),
  maxOpen: z.number(),
  skill: z.string().nullish(),
  skillLevel: z.number(),
  levelsAbove: z.number(),
  knowsCustomer: z.boolean(),
  idleMinutes: z.number(),
  preferred: z.boolean().optional(),
});
export type Candidate = z.output<typeof candidate>;

const verdict = z.object({
  login: z.string(),
  eligible: z.union([z.boolean(), z.literal("substitute"), z.null()]).optional(),
  substitute: z.string().nullish(),
});
const input = z.object({
  ticket: z.object({ id: z.uuid() }),
  candidates: z.array(candidate).nullish(),
  eligibility: z.array(verdict.nullable()).nullish(),
});

/** One reason of a score: how many points, and why, in both languages. */
export interface Reason {
  readonly points: number;
  readonly de: string;
  readonly en: string;
}

/**
 * `desk.dispatch.rank`: who passed the gate, best first, with reasons. The substitute of somebody absent goes before
 * others of the same score. A preferred technician who passed goes first.
 */
export const rankCandidates: Operation = async ({ tx }, given) => {
  const { ticket, candidates, eligibility } = expectInput(input, given);
  const verdicts = new Map((eligibility ?? []).flatMap((each) => (each ? [[each.login, each] as const] : [])));
  const substitutes = new Set(
    [...verdicts.values()].flatMap((each) =>
      each.eligible === "substitute" && each.substitute ? [each.substitute] : [],
    ),
  );
  const ranking = (candidates ?? [])
    .filter((each) => verdicts.get(each.login)?.eligible === true)
    .map((each) => ({ each, ...scoreOf(each, substitutes.has(each.login)) }))
    .toSorted(
      (a, b) =>
        Number(b.each.preferred ?? false) - Number(a.each.preferred ?? false) ||
        b.score - a.score ||
        b.standsIn - a.standsIn ||
        a.each.login.localeCompare(b.each.login),
    )
    .map(({ each, score, reasons }): JsonObject => ({
      login: each.login,
      name: each.name,
      score,
      reasons: reasons.map((reason) => ({ ...reason })),
    }));
  const { priority } = await readTicketRow(tx, ticket.id);
  return {
    variables: {
      ranking,
      technician: ranking[0]?.["login"] ?? null,
      acceptWithin: priority === "P1" ? "PT15M" : "PT60M",
    },
  };
};

/** 40 for skill, 30 for free capacity, 15 for knowing the customer, 10 for the longest idle, 15 off for over-qualified. */
export function scoreOf(
  each: Candidate,
  isSubstitute: boolean,
): { score: number; standsIn: number; reasons: readonly Reason[] } {
  const skillPart = each.skill ? Math.min(each.skillLevel, 5) / 5 : 1;
  const capacityPart = each.maxOpen > 0 ? Math.max(0, 1 - each.openTickets / each.maxOpen) : 0;
  const reasons: Reason[] = [
    each.skill
      ? {
          points: Math.round(40 * skillPart),
          de: `Fähigkeit ${each.skill}: Stufe ${each.skillLevel} von 5`,
          en: `Skill ${each.skill}: level ${each.skillLevel} of 5`,
        }
      : { points: 40, de: "Keine besondere Fähigkeit nötig", en: "No special skill needed" },
    {
      points: Math.round(30 * capacityPart),
      de: `Auslastung: ${each.openTickets} von ${each.maxOpen} Tickets`,
      en: `Load: ${each.openTickets} of ${each.maxOpen} tickets`,
    },
  ];
  if (each.knowsCustomer) reasons.push({ points: 15, de: "Kennt den Kunden", en: "Knows the customer" });
  const idle = Math.round(10 * Math.min(1, each.idleMinutes / 480));
  if (idle > 0) reasons.push({ points: idle, de: "Länger ohne neue Zuteilung", en: "Longer without a new ticket" });
  if (each.levelsAbove >= 2) reasons.push({ points: -15, de: "Überqualifiziert", en: "Over-qualified" });
  if (isSubstitute)
    reasons.push({ points: 0, de: "Vertritt jemanden, der abwesend ist", en: "Stands in for somebody absent" });
  return { score: reasons.reduce((sum, reason) => sum + reason.points, 0), standsIn: isSubstitute ? 1 : 0, reasons };
}
