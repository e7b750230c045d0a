import type { Tx } from "../../db/transact.ts";
import { listCategories, listSkills, readSeller } from "../../desk/reads/house.ts";
import { houseZone } from "../../desk/records/absenceCalendar.ts";
import type { Kept } from "../../desk/records/change.ts";
import { createCategory, createSkill } from "../../desk/records/house.ts";
import { changeCategory, changeSeller, changeSkill, houseKept } from "../../desk/records/houseChange.ts";
import { changeNumberRange, listNumberRanges } from "../../desk/records/numberRanges.ts";
import type { NumberRange } from "../../desk/records/numberRanges.ts";
import { jsonRoute, plainRoute } from "../route.ts";
import type { Call, Route } from "../route.ts";
import * as wire from "../wireHouse.ts";
import { recordId, within } from "./records.ts";
import { changingSetting, readRow } from "./settings.ts";

const permission = "administration";
const { category, skill, seller, numberRange } = houseKept;

/** What a house says about itself: who sells, what tickets are about, what people can, how numbers look. */
export const houseRoutes: readonly Route[] = [
  plainRoute({
    method: "get",
    path: "/api/seller",
    summary: "The company itself, as its documents show it",
    permission,
    answer: wire.sellerSaid,
    run: async (call) => ({ ...unsaid, ...(await within(call, readSeller)) }),
  }),
  jsonRoute({
    method: "put",
    path: "/api/seller",
    summary:
      "Say who sells: name and country decide about taxes, address and bank stand on invoices; who has read an older revision is told so",
    permission,
    body: wire.sellerChange,
    run: (call) => {
      const { revision, ...said } = call.body;
      const setting = { kept: seller, id: "seller", act: "change", read: readSaid } as const;
      return changingSetting(call, setting, (tx) => changeSeller(tx, revision, said));
    },
  }),
  plainRoute({
    method: "get",
    path: "/api/categories",
    summary: "All categories of tickets, each before those below it",
    permission: "desk.read",
    answer: wire.categoryList,
    run: async (call) => ({ items: await within(call, listCategories) }),
  }),
  jsonRoute({
    method: "post",
    path: "/api/categories",
    summary: "Add a category of tickets",
    permission,
    body: wire.addCategory,
    answer: wire.createdKey,
    run: (call) => adding(call, category, (tx) => createCategory(tx, call.body)),
  }),
  jsonRoute({
    method: "patch",
    path: "/api/categories/:id",
    summary: "Change a category or retire it: a retired one takes no alerts and is not offered",
    permission,
    body: wire.editCategory,
    run: (call) =>
      changingSetting(call, changeOf(call, category), (tx) => changeCategory(tx, recordId(call, category), call.body)),
  }),
  plainRoute({
    method: "get",
    path: "/api/skills",
    summary: "The skills that tickets may ask for",
    permission: "desk.read",
    query: { all: "true for retired ones too" },
    answer: wire.skillList,
    run: async (call) => ({ items: await within(call, (tx) => listSkills(tx, call.query["all"] !== "true")) }),
  }),
  jsonRoute({
    method: "post",
    path: "/api/skills",
    summary: "Add a skill that technicians may have and tickets ask for",
    permission,
    body: wire.addSkill,
    answer: wire.createdKey,
    run: (call) => adding(call, skill, (tx) => createSkill(tx, call.body)),
  }),
  jsonRoute({
    method: "patch",
    path: "/api/skills/:id",
    summary: "Change a skill or retire it: a retired one is not offered",
    permission,
    body: wire.editSkill,
    run: (call) =>
      changingSetting(call, changeOf(call, skill), (tx) => changeSkill(tx, recordId(call, skill), call.body)),
  }),
  plainRoute({
    method: "get",
    path: "/api/number-ranges",
    summary: "How this year's numbers look, and which comes next",
    permission,
    answer: wire.rangeList,
    run: (call) => within(call, async (tx) => ({ items: await listNumberRanges(tx, await yearOf(tx, call)) })),
  }),
  jsonRoute({
    method: "put",
    path: "/api/number-ranges/:id",
    summary:
      "Say how this year's numbers of a kind look; none is given twice, and where none may be missing, nothing changes once one was drawn",
    permission,
    body: wire.editRange,
    run: (call) => {
      const key = recordId(call, numberRange);
      const read = async (tx: Tx) => rangeAt(await listNumberRanges(tx, await yearOf(tx, call)), key);
      const setting = { kept: numberRange, id: key, act: "change", read } as const;
      return changingSetting(call, setting, async (tx) =>
        changeNumberRange(tx, { key, year: await yearOf(tx, call) }, call.body),
      );
    },
  }),
];

/** What stands where nothing was said yet. */
const unsaid = {
  revision: 0,
  ...Object.fromEntries(
    Object.keys(wire.sellerSaid.shape)
      .filter((name) => name !== "revision")
      .map((name) => [name, null]),
  ),
};

/** What the company says about itself, without the count of its changes. */
async function readSaid(tx: Tx): Promise<object | undefined> {
  const said = await readSeller(tx);
  if (said === undefined) return undefined;
  const { revision: _, ...rest } = said;
  return rest;
}

function changeOf(call: Call<unknown>, kept: Kept) {
  const id = recordId(call, kept);
  return { kept, id, act: "change", read: readRow(kept, id) } as const;
}

/** What is said of a range; which number comes next of those that were drawn is no setting. */
function rangeAt(ranges: readonly NumberRange[], wanted: string): object | undefined {
  const range = ranges.find(({ key }) => key === wanted);
  return range && { year: range.year, prefix: range.prefix, nextNumber: range.nextNumber, width: range.width };
}

async function adding(
  call: Call<{ readonly key: string }>,
  kept: Kept,
  work: (tx: Tx) => Promise<void>,
): Promise<unknown> {
  const { key } = call.body;
  await changingSetting(call, { kept, id: key, act: "create", read: readRow(kept, key) }, work);
  return { key };
}

/** The year it is where the house works: documents of New Year's Eve get numbers of their own year. */
async function yearOf(tx: Tx, { site }: Call<unknown>): Promise<number> {
  const instant = Temporal.Instant.fromEpochMilliseconds(site.house.now().getTime());
  return instant.toZonedDateTimeISO(await houseZone(tx)).year;
}
