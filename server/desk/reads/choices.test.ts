import test from "ava";
import { officeTenant, openOffice } from "../../test/office.ts";
import { choiceSources, findChoice, listChoices } from "./choices.ts";
import type { ChoiceFilter, ChoiceSource } from "./choices.ts";

const office = await openOffice();
test.after.always(() => office.close());
const { muster, alpen, erika, server } = office.ids;

const listed = async (source: ChoiceSource, filter: Partial<ChoiceFilter> = {}) => {
  const found = await office.within((tx) => listChoices(tx, source, { language: "de", limit: 20, ...filter }));
  return found.map(({ key }) => key);
};
const keyOf = async (source: ChoiceSource, named: string, customerId?: string, tenantId = officeTenant) => {
  const wanted = { named, language: "de", customerId };
  return (await office.within((tx) => findChoice(tx, source, wanted), tenantId))?.key;
};

test.serial("records of every kind are listed and looked for", async (t) => {
  for (const source of choiceSources) {
    const all = await listed(source);
    t.deepEqual(await listed(source, { search: "no such thing" }), [], source);
    t.is(await keyOf(source, "no such thing", muster), undefined, source);
    for (const key of all) t.is(await keyOf(source, key), key, source);
  }
});

test.serial("what is chosen from is narrowed to what is typed and to a customer", async (t) => {
  t.deepEqual(await listed("customers", { search: "muster" }), [muster]);
  t.deepEqual(await listed("customers", { search: "%" }), []);
  t.true((await listed("contacts", { customerId: muster })).includes(erika));
  t.deepEqual(await listed("contacts", { customerId: alpen, search: "erika" }), []);
  t.is((await listed("customers", { limit: 1 })).length, 1);
});

test.serial(
  "a record is found by its key or a name that only one has, of the customer whose it must be, in its own tenant",
  async (t) => {
    t.is(await keyOf("customers", " MUSTER gmbh "), muster);
    t.is(await keyOf("contacts", "erika@muster.example"), erika);
    t.is(await keyOf("contacts", erika, alpen), undefined);
    t.is(await keyOf("assets", server, muster), server);
    t.is(await keyOf("customers", muster, undefined, "t2"), undefined);

    const [row] = await office.rows(
      `insert into contacts (tenant_id, id, customer_id, name) select tenant_id, gen_random_uuid(), $2, name
     from contacts where id = $1 returning name`,
      [erika, alpen],
    );
    const name = String(row?.["name"]);
    t.is(await keyOf("contacts", name), undefined);
    t.is(await keyOf("contacts", name, muster), erika);
  },
);
