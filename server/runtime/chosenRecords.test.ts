import test from "ava";
import type { JsonObject } from "../base/json.ts";
import { Refusal } from "../base/refusal.ts";
import { parseForm } from "../tasks/form.ts";
import { openOffice } from "../test/office.ts";
import { chosenRecords } from "./chosenRecords.ts";

const office = await openOffice();
test.after.always(() => office.close());
const { muster, alpen, erika, server } = office.ids;

const both = (text: string) => ({ de: text, en: text });
const form = parseForm({
  key: "visit",
  version: 1,
  title: both("Visit"),
  fields: [
    { key: "contact", type: "record", source: "contacts", customer: "customer", label: both("Contact") },
    { key: "customer", type: "record", source: "customers", label: both("Customer") },
    { key: "device", type: "record", source: "assets", customer: "=ticket.customerId", label: both("Device") },
    { key: "note", type: "text", label: both("Note") },
  ],
});
const chosen = (values: JsonObject, variables: JsonObject = {}) =>
  office.within((tx) => chosenRecords(tx, form, values, { variables, now: office.clock.now }));
const refused = async (values: JsonObject, variables: JsonObject = {}) => {
  try {
    await chosen(values, variables);
  } catch (error) {
    if (error instanceof Refusal) return error.complaints.map(({ place, code }) => `${place} ${code}`);
    throw error;
  }
  return [];
};

test("a record is kept by its key, however it was named, and what is no record stays as it is", async (t) => {
  const values = { customer: "Muster GmbH", contact: "erika@muster.example", device: null, note: "muster gmbh" };

  t.deepEqual(await chosen(values), { ...values, customer: muster, contact: erika });
});

test("a record that there is none of, or that is somebody else's, is refused by name", async (t) => {
  t.deepEqual(await refused({ customer: "Musterfrau", note: "x" }), ["customer form.record"]);
  t.deepEqual(await refused({ customer: alpen, contact: erika }), ["contact form.record"]);
  t.deepEqual(await refused({ device: server }, { ticket: { customerId: alpen } }), ["device form.record"]);
  t.deepEqual(await refused({ device: server }, { ticket: { customerId: muster } }), []);
  t.deepEqual(await refused({ device: server }), []);
});
