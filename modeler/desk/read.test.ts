import test from "ava";
import { addressOf, narrow, read } from "./read.ts";
import { orders } from "./registers/orders.ts";
import { tickets } from "./registers/tickets.ts";
import { changed } from "./send.ts";
import { dayText, moneyText } from "./written.ts";

test("what a record holds is found by its path, and only what is its own", (t) => {
  const row = { amounts: { onceCents: 1200 }, customer: null };

  t.is(read(row, "amounts.onceCents"), 1200);
  t.is(read(row, "customer"), null);
  t.is(read(row, "customer.name"), undefined);
  t.is(read(row, "constructor"), undefined);
});

test("an id never leaves its place in the address", (t) => {
  t.is(addressOf("/api/products/:sku", "A/1 ?x"), "/api/products/A%2F1%20%3Fx");
});

test("the browser looks through what it has where the server does not look", (t) => {
  const rows = [
    { number: "AU-1", customer: "Muster GmbH" },
    { number: "AU-2", customer: "Alpen AG" },
  ];

  t.deepEqual(narrow(rows, orders, { search: "muster", customer: undefined }), [rows[0]]);
  t.deepEqual(narrow(rows, orders, { search: undefined, customer: "Alpen AG" }), [rows[1]]);
  t.is(narrow(rows, tickets, { search: "found by the server", customer: undefined }).length, 2);
});

test("only what was changed is sent, with what must go along", (t) => {
  const row = { title: "Firewall", quarter: "2027-Q1", risk: null, revision: 3 };

  t.deepEqual(changed({ title: "Firewall", quarter: " 2027-Q2 ", risk: "" }, row, ["revision"]), {
    quarter: "2027-Q2",
    revision: 3,
  });
  t.deepEqual(changed({ quarter: "" }, row, []), { quarter: null });
});

test("money and days are written as the language writes them", (t) => {
  t.is(moneyText(123_456, "de").replaceAll(/\s/g, " "), "1.234,56 €");
  t.is(moneyText(123_456, "en"), "€1,234.56");
  t.is(dayText("2026-11-23", "de"), "23.11.2026");
  t.is(dayText("2026-11-23", "en"), "23 Nov 2026");
});
