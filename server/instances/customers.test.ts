import test from "ava";
import { transact } from "../db/transact.ts";
import { createTenant } from "../identity/users.ts";
import { bpmn, ext, flows } from "../test/models.ts";
import { openWorkshop } from "../test/workshop.ts";
import { customersOfInstances } from "./customers.ts";

test("the customers of instances are told once each, by name, looked for, and those of no other tenant", async (t) => {
  const shop = await openWorkshop();
  const subject = ext(`<ablauf:subject customer="=customer"/>`);
  const task = `<bpmn:startEvent id="s"/><bpmn:userTask id="a"/><bpmn:endEvent id="e"/>${flows("s", "a", "e")}`;
  await shop.deploy(bpmn("served", `${subject}${task}`));
  for (const customer of ["Muster GmbH", "Alpen-IT", "Muster GmbH", null, "100 % Haus"])
    await shop.start("served", { customer });
  await transact(shop.house.database, "t2", (tx) => createTenant(tx, "t2", "Other", shop.clock.now));
  const told = (search?: string, limit = 50) => shop.read((tx) => customersOfInstances(tx, { search, limit }));

  t.deepEqual(await told(), ["100 % Haus", "Alpen-IT", "Muster GmbH"]);
  t.deepEqual(await told("must"), ["Muster GmbH"]);
  t.deepEqual(await told("%"), ["100 % Haus"]);
  t.deepEqual(await told(undefined, 1), ["100 % Haus"]);
  t.deepEqual(await transact(shop.house.database, "t2", (tx) => customersOfInstances(tx, { limit: 50 })), []);
  await shop.close();
});
