import { Truck, Undo2 } from "lucide-react";
import type { Register, ValueNames } from "../register.ts";
import {
  date,
  facts,
  field,
  filter,
  instant,
  money,
  number,
  person,
  prose,
  record,
  table,
  text,
  value,
} from "../member.ts";

const purchaseStates: ValueNames = {
  draft: { de: "Entwurf", en: "draft" },
  ordered: { de: "bestellt", en: "ordered", tone: "info" },
  partly_received: { de: "zum Teil da", en: "partly received", tone: "warn" },
  received: { de: "eingegangen", en: "received", tone: "ok" },
  cancelled: { de: "storniert", en: "cancelled" },
};

const rmaStates: ValueNames = {
  requested: { de: "beantragt", en: "requested", tone: "info" },
  approved: { de: "angenommen", en: "approved", tone: "info" },
  refused: { de: "abgelehnt", en: "refused", tone: "bad" },
  shipped: { de: "unterwegs", en: "shipped", tone: "info" },
  replacement_received: { de: "Ersatz da", en: "replacement received", tone: "ok" },
  returned: { de: "zurückgesandt", en: "returned" },
  credited: { de: "gutgeschrieben", en: "credited" },
  closed: { de: "abgeschlossen", en: "closed", tone: "ok" },
};

const rmaPaths: ValueNames = {
  advance_replacement: { de: "Ersatz vorab", en: "advance replacement" },
  onsite_vendor: { de: "Hersteller kommt", en: "vendor on site" },
  send_in: { de: "einsenden", en: "send in" },
  keep_disk_then_rma: { de: "Datenträger behalten, einsenden", en: "keep the disk, send in" },
};

const state = { de: "Stand", en: "State" };
const ticket = record("ticketNumber", { de: "Ticket", en: "Ticket" }, { register: "tickets" });
const project = record("projectNumber", { de: "Projekt", en: "Project" }, { register: "projects" });
const customer = record("customerId", { de: "Kunde", en: "Customer" }, { register: "customers", label: "customer" });
const asset = record("assetNumber", { de: "Gerät", en: "Device" }, { register: "assets", label: "asset" });

/** What was ordered from suppliers; goods received are booked here. */
export const purchases: Register = {
  key: "purchase-orders",
  name: { de: "Bestellungen", en: "Purchase orders" },
  one: { de: "Bestellung", en: "Purchase order" },
  icon: Truck,
  path: "/api/purchase-orders",
  id: "number",
  title: "text",
  columns: [
    text("number", "Nummer", "Number"),
    prose("text", "Was", "What"),
    text("supplier", "Lieferant", "Supplier"),
    text("customer", "Kunde", "Customer"),
    money("netCents", "Netto", "Net"),
    date("eta", "Erwartet", "Expected"),
    value("state", state, purchaseStates),
  ],
  search: "server",
  sorts: ["number", "supplier"],
  usual: "-number",
  filters: [filter("state", state, purchaseStates)],
  customer: "customer",
  record: {
    path: "/api/purchase-orders/:number",
    state: value("state", state, purchaseStates),
    caseKey: "caseKey",
    sections: [
      facts("Bestellung", "Purchase order", [
        text("supplier", "Lieferant", "Supplier"),
        text("reference", "Nummer dort", "Number there"),
        customer,
        ticket,
        project,
        money("netCents", "Netto", "Net"),
        date("eta", "Erwartet", "Expected"),
        instant("createdAt", "Bestellt", "Ordered"),
      ]),
      table("deliveries", { de: "Eingegangen", en: "Received" }, [
        instant("at", "Wann", "When"),
        number("count", "Stück", "Pieces"),
        person("by", "Von", "By"),
        prose("note", "Notiz", "Note"),
      ]),
    ],
    actions: [
      {
        key: "receive",
        name: { de: "Wareneingang …", en: "Goods received …" },
        text: {
          de: "Was gekommen ist, steht bei der Bestellung; ist alles da, geht es im Ticket oder Projekt weiter.",
          en: "What has come stands with the order; when all is there, the ticket or project goes on.",
        },
        method: "POST",
        path: "/api/purchase-orders/:number/receive",
        permission: "tasks.work",
        when: { at: "state", is: ["ordered", "partly_received"] },
        fields: [
          field("isAll", "boolean", { de: "Damit ist alles da", en: "All is there with that" }),
          field("count", "int", { de: "Stück", en: "Pieces" }),
          field("note", "textarea", { de: "Notiz", en: "Note" }),
        ],
      },
    ],
  },
};

/** Devices that went back to their vendors, and what came of it. */
export const rmas: Register = {
  key: "rmas",
  name: { de: "Rücksendungen (RMA)", en: "Returns (RMA)" },
  one: { de: "Rücksendung", en: "Return" },
  icon: Undo2,
  path: "/api/rmas",
  id: "number",
  title: "title",
  columns: [
    text("number", "Nummer", "Number"),
    text("title", "Worum es geht", "What it is about"),
    asset,
    text("customer", "Kunde", "Customer"),
    value("path", { de: "Weg", en: "Way" }, rmaPaths),
    value("state", state, rmaStates),
    instant("createdAt", "Beantragt", "Requested"),
  ],
  search: "server",
  sorts: ["number", "customer"],
  usual: "-number",
  filters: [filter("state", state, rmaStates)],
  customer: "customer",
  record: {
    path: "/api/rmas/:number",
    state: value("state", state, rmaStates),
    caseKey: "ticketNumber",
    sections: [
      facts("Rücksendung", "Return", [
        ticket,
        customer,
        asset,
        text("serial", "Seriennummer", "Serial number"),
        value("path", { de: "Weg", en: "Way" }, rmaPaths),
        text("newSerial", "Neue Seriennummer", "New serial number"),
        text("tracking", "Sendungsnummer", "Tracking number"),
        instant("createdAt", "Beantragt", "Requested"),
        instant("closedAt", "Abgeschlossen", "Closed"),
      ]),
    ],
    actions: [
      {
        key: "replacement",
        name: { de: "Ersatz ist da …", en: "Replacement arrived …" },
        text: {
          de: "Der Techniker bekommt die Aufgabe, zu tauschen und das Altgerät zurückzusenden.",
          en: "The technician gets the task to swap and to return the old unit.",
        },
        method: "POST",
        path: "/api/rmas/:number/replacement",
        permission: "tasks.work",
        when: { at: "state", is: ["requested", "approved", "shipped"] },
        fields: [
          field("serial", "text", { de: "Seriennummer", en: "Serial number" }),
          field("note", "textarea", { de: "Notiz", en: "Note" }),
        ],
      },
      {
        key: "repaired",
        name: { de: "Repariert zurück …", en: "Repaired, back …" },
        text: { de: "Das Gerät ist wieder in Betrieb.", en: "The device is in use again." },
        method: "POST",
        path: "/api/rmas/:number/repaired",
        permission: "tasks.work",
        when: { at: "state", is: ["requested", "approved", "shipped"] },
        fields: [],
      },
      {
        key: "refused",
        name: { de: "Abgelehnt …", en: "Refused …" },
        text: {
          de: "Der Hersteller nimmt das Gerät nicht zurück; dem Kunden wird Ersatz angeboten.",
          en: "The vendor does not take the device back; the customer is offered a replacement.",
        },
        method: "POST",
        path: "/api/rmas/:number/refused",
        permission: "tasks.work",
        when: { at: "state", is: ["requested", "approved", "shipped"] },
        fields: [field("reason", "textarea", { de: "Warum?", en: "Why?", required: true })],
      },
    ],
  },
};
