import { z } from "zod";
import { Refusal } from "../../base/refusal.ts";
import { choiceSources, findChoice, listChoices } from "../../desk/reads/choices.ts";
import type { ChoiceSource } from "../../desk/reads/choices.ts";
import { findRecords } from "../../desk/reads/find.ts";
import { limitOf } from "../page.ts";
import { plainRoute } from "../route.ts";
import type { Route } from "../route.ts";
import * as wire from "../wireParties.ts";
import { within } from "./records.ts";

const choice = z.object({ key: z.string(), name: z.string(), hint: z.string() });

/** Records of all kinds, found by a text; and those that fields of forms are chosen from. */
export const choiceRoutes: readonly Route[] = [
  plainRoute({
    method: "get",
    path: "/api/records",
    summary: "Records of all kinds by number, name or what else they are known by; what fits best comes first",
    permission: "desk.read",
    query: { search: "text, at least two characters", limit: "1 to 200" },
    answer: wire.foundRecords,
    run: async (call) => {
      const text = (call.query["search"] ?? "").trim();
      if (text.length < 2)
        throw new Refusal("invalid", "query.search", `Expected at least two characters, but it is "${text}"`);
      return { items: await within(call, (tx) => findRecords(tx, text, limitOf(call.query["limit"], 12))) };
    },
  }),
  plainRoute({
    method: "get",
    path: "/api/choices/:source",
    summary: "Records to choose from: what processes know them by, their name, and what tells them apart",
    permission: "desk.read",
    query: { search: "text", customerId: "customer whose they are", limit: "1 to 200" },
    answer: z.object({ items: z.array(choice) }),
    run: async (call) => {
      const { search, customerId, limit } = call.query;
      const filter = { language: call.language, search, customerId, limit: limitOf(limit, 20) };
      return { items: await within(call, (tx) => listChoices(tx, sourceOf(call.params["source"]), filter)) };
    },
  }),
  plainRoute({
    method: "get",
    path: "/api/choices/:source/:named",
    summary: "One of them by what processes know it by, or by a name that only one has",
    permission: "desk.read",
    query: { customerId: "customer whose it is" },
    answer: choice,
    run: async (call) => {
      const { source, named = "" } = call.params;
      const wanted = { named, language: call.language, customerId: call.query["customerId"] };
      const found = await within(call, (tx) => findChoice(tx, sourceOf(source), wanted));
      if (found !== undefined) return found;
      throw new Refusal("missing", "choice.missing", `Expected one of the ${source}, but ${named} is none`);
    },
  }),
];

/** @throws {Refusal} `choice.source` */
function sourceOf(text: string | undefined): ChoiceSource {
  const source = choiceSources.find((each) => each === text);
  if (source !== undefined) return source;
  throw new Refusal("missing", "choice.source", `Expected one of ${choiceSources.join(", ")}, but ${text} is none`);
}
