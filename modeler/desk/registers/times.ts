import { Clock, Package } from "lucide-react";
import type { Register } from "../register.ts";
import {
  chosen,
  choice,
  date,
  facts,
  field,
  filter,
  filterPerson,
  instant,
  minutes,
  money,
  number,
  person,
  prose,
  record,
  text,
  value,
} from "../member.ts";
import { taxClasses } from "./salesValues.ts";
import { billingStates, supplies, timeCauses, timeClasses } from "./timeValues.ts";
import { workTypes } from "./values.ts";

const state = value("state", { de: "Abrechnung", en: "Billing" }, billingStates);
const ticket = record("ticketNumber", { de: "Ticket", en: "Ticket" }, { register: "tickets" });
const project = record("projectNumber", { de: "Projekt", en: "Project" }, { register: "projects" });
const workType = value("workType", { de: "Art", en: "Kind" }, workTypes);
const customer = record("customerId", { de: "Kunde", en: "Customer" }, { register: "customers", label: "customer" });
const reason = field("reason", "textarea", { de: "Warum?", en: "Why?", required: true });
const free = { at: "state", is: ["open"] };

/** What was worked, on tickets and in projects. */
export const times: Register = {
  key: "times",
  name: { de: "Zeiten", en: "Times" },
  one: { de: "Zeit", en: "Time" },
  icon: Clock,
  path: "/api/times",
  id: "id",
  title: "title",
  columns: [
    text("title", "Woran", "On what"),
    instant("startedAt", "Beginn", "Begin"),
    text("technicianName", "Wer", "Who"),
    minutes("minutes", "Dauer", "Duration"),
    workType,
    ticket,
    text("customer", "Kunde", "Customer"),
    state,
  ],
  search: "server",
  sorts: ["startedAt"],
  usual: "-startedAt",
  filters: [
    filter("state", { de: "Abrechnung", en: "Billing" }, billingStates),
    filterPerson("technician", { de: "Wer", en: "Who" }),
    filter("workType", { de: "Art", en: "Kind" }, workTypes),
  ],
  customer: "customer",
  create: {
    method: "POST",
    path: "/api/times",
    permission: "tasks.work",
    fields: [
      field("ticketNumber", "text", { de: "Ticketnummer", en: "Ticket number", required: true }),
      field("technician", "user", { de: "Wer", en: "Who", required: true }),
      field("startedAt", "datetime", { de: "Beginn", en: "Begin", required: true }),
      field("minutes", "int", { de: "Minuten", en: "Minutes", required: true }),
      choice("workType", workTypes, { de: "Art", en: "Kind", required: true }),
      field("note", "textarea", { de: "Notiz", en: "Note", required: true }),
    ],
  },
  record: {
    path: "/api/times/:id",
    state,
    caseKey: "ticketNumber",
    sections: [
      facts("Zeit", "Time", [
        text("technicianName", "Wer", "Who"),
        instant("startedAt", "Beginn", "Begin"),
        minutes("minutes", "Dauer", "Duration"),
        workType,
        value("timeClass", { de: "Zeitart", en: "Class" }, timeClasses),
        value("cause", { de: "Ursache", en: "Cause" }, timeCauses),
        ticket,
        project,
        text("task", "Aufgabe", "Task"),
        customer,
        person("approvedBy", "Freigegeben von", "Approved by"),
        prose("note", "Notiz", "Note"),
      ]),
    ],
    actions: [
      {
        key: "correct",
        name: { de: "Berichtigen …", en: "Correct …" },
        text: {
          de: "Was leer bleibt, bleibt wie es ist. Eine Freigabe, die es schon gab, ist damit weg.",
          en: "What stays empty stays as it is. An approval that there was is gone with it.",
        },
        method: "PATCH",
        path: "/api/times/:id",
        permission: "tasks.work",
        carries: ["revision"],
        when: free,
        fields: [
          field("startedAt", "datetime", { de: "Beginn", en: "Begin" }),
          field("minutes", "int", { de: "Minuten", en: "Minutes" }),
          choice("workType", workTypes, { de: "Art", en: "Kind" }),
          choice("cause", timeCauses, { de: "Ursache", en: "Cause" }),
          field("note", "textarea", { de: "Notiz", en: "Note" }),
          reason,
        ],
      },
      {
        key: "cancel",
        name: { de: "Streichen …", en: "Take away …" },
        text: {
          de: "Die Zeit ist dann weg; im Nachweis steht, wie sie war.",
          en: "The time is gone then; the trail says what it was.",
        },
        method: "POST",
        path: "/api/times/:id/cancel",
        permission: "tasks.work",
        carries: ["revision"],
        when: free,
        fields: [reason],
      },
    ],
  },
};

/** What customers got beside work; the next run bills it. */
export const material: Register = {
  key: "material",
  name: { de: "Material", en: "Material" },
  one: { de: "Material", en: "Material" },
  icon: Package,
  path: "/api/material",
  id: "id",
  title: "text",
  columns: [
    text("text", "Was", "What"),
    text("customer", "Kunde", "Customer"),
    ticket,
    number("quantity", "Menge", "Quantity"),
    money("unitPriceCents", "Preis", "Price"),
    money("netCents", "Netto", "Net"),
    date("deliveredOn", "Geliefert", "Delivered"),
    state,
  ],
  search: "server",
  sorts: ["deliveredOn", "customer"],
  usual: "-deliveredOn",
  filters: [filter("state", { de: "Abrechnung", en: "Billing" }, billingStates)],
  customer: "customer",
  create: {
    method: "POST",
    path: "/api/material",
    permission: "desk.write",
    fields: [
      chosen("customerId", "customers", { de: "Kunde", en: "Customer", required: true }),
      field("text", "text", { de: "Was", en: "What", required: true }),
      field("quantity", "decimal", { de: "Menge", en: "Quantity", required: true }),
      field("unitPriceCents", "money", { de: "Preis je Stück", en: "Price each", required: true }),
      field("deliveredOn", "date", { de: "Geliefert am", en: "Delivered on", required: true }),
      field("serial", "text", { de: "Seriennummer", en: "Serial number" }),
    ],
  },
  record: {
    path: "/api/material/:id",
    state,
    caseKey: "ticketNumber",
    sections: [
      facts("Material", "Material", [
        customer,
        ticket,
        number("quantity", "Menge", "Quantity"),
        money("unitPriceCents", "Preis", "Price"),
        money("netCents", "Netto", "Net"),
        money("costCents", "Einkauf", "Cost"),
        value("taxClass", { de: "Steuer", en: "Tax" }, taxClasses),
        value("supply", { de: "Lieferung oder Leistung", en: "Goods or service" }, supplies),
        date("deliveredOn", "Geliefert", "Delivered"),
        text("serial", "Seriennummer", "Serial number"),
      ]),
    ],
    edit: {
      method: "PATCH",
      path: "/api/material/:id",
      permission: "desk.write",
      carries: ["revision"],
      fields: [
        field("text", "text", { de: "Was", en: "What", required: true }),
        field("quantity", "decimal", { de: "Menge", en: "Quantity", required: true }),
        field("unitPriceCents", "money", { de: "Preis je Stück", en: "Price each", required: true }),
        choice("taxClass", taxClasses, { de: "Steuer", en: "Tax", required: true }),
        field("deliveredOn", "date", { de: "Geliefert am", en: "Delivered on", required: true }),
        field("serial", "text", { de: "Seriennummer", en: "Serial number" }),
      ],
    },
    actions: [
      {
        key: "cancel",
        name: { de: "Streichen …", en: "Take away …" },
        text: {
          de: "Das Material wird nicht berechnet und ist dann weg.",
          en: "The material is not billed and is gone then.",
        },
        method: "POST",
        path: "/api/material/:id/cancel",
        permission: "desk.write",
        carries: ["revision"],
        when: free,
        fields: [reason],
      },
    ],
  },
};
