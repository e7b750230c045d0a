import test from "ava";
import { openOffice } from "../../test/office.ts";
import { findRecords } from "./find.ts";

const office = await openOffice();
test.after.always(() => office.close());

const found = (text: string, limit = 12) => office.within((tx) => findRecords(tx, text, limit));

test.serial(
  "a record is found by its number however many there are, and before what only holds the text",
  async (t) => {
    const numbers: string[] = [];
    for (let count = 0; count < 130; count += 1) {
      const intake = {
        channel: "mail",
        title: `Ticket ${count}`,
        customerId: office.ids.muster,
        category: "incident:server",
        sender: "erika@muster.example",
      };
      const made = await office.run("desk.ticket.create", { intake, condition: {} });
      numbers.push(String(Reflect.get(Object(made["ticket"]), "number")));
    }
    const [oldest = ""] = numbers;

    const [first] = await found(oldest.toLowerCase());

    t.like(first, { register: "tickets", id: oldest, number: oldest, name: "Ticket 0", customer: "Muster GmbH" });
    t.is((await found("Ticket")).length, 3);
  },
);

test.serial("kinds are found beside each other; signs of a pattern stand for themselves", async (t) => {
  const [customer] = await found("Muster GmbH");

  t.like(customer, { register: "customers", name: "Muster GmbH", customer: null });
  t.deepEqual(await found("100%"), []);
  t.deepEqual(await found("M_ster"), []);
});
