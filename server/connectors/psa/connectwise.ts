import { isObject } from "../../base/json.ts";
import type { Json, JsonObject } from "../../base/json.ts";
import type { Link } from "../frame/kind.ts";
import type { PsaPort } from "../frame/ports.ts";
import { restPsa } from "./rest.ts";
import type { Place, Product } from "./rest.ts";
import { readMapping } from "./words.ts";
import type { Words } from "./words.ts";

export interface ConnectwiseSettings {
  readonly url: string;
  readonly company: string;
  readonly publicKey: string;
  readonly clientId: string;
  readonly mapping: string;
}

const places: Product["places"] = {
  tickets: place("/service/tickets", "summary", {
    title: "summary",
    description: "initialDescription",
    board: "board.name",
    customer: "company.id",
    priority: "priority.id",
    status: "status.name",
  }),
  time: place("/time/entries", "internalNotes", {
    ticket: "chargeToId",
    kind: "chargeToType",
    hours: "actualHours",
    note: "notes",
    reference: "internalNotes",
    startedAt: "timeStart",
  }),
  customers: place("/company/companies", "name", { name: "name", number: "identifier" }),
  contracts: place("/finance/agreements", "name", {
    name: "name",
    customer: "company.id",
    starts: "startDate",
    ends: "endDate",
  }),
  assets: place("/company/configurations", "name", {
    name: "name",
    customer: "company.id",
    serial: "serialNumber",
  }),
};

/** ConnectWise PSA: Basic with company and keys, a client id, and changes as JSON Patch (RFC 6902). */
export function connectwise(link: Link<ConnectwiseSettings>): PsaPort {
  const { url, company, publicKey, clientId, mapping } = link.settings;
  const credentials = Buffer.from(`${company}+${publicKey}:${link.secrets["privateKey"] ?? ""}`).toString("base64");
  const headers = { authorization: `Basic ${credentials}`, clientid: clientId };
  return restPsa(link, {
    key: "ConnectWise PSA",
    mapping: readMapping(mapping),
    access: () => Promise.resolve({ base: `${url.replace(/\/+$/, "")}/v4_6_release/apis/3.0`, headers }),
    places,
    comment: (ticketId, text, isInternal) => ({
      method: "POST",
      path: `/service/tickets/${encodeURIComponent(ticketId)}/notes`,
      json: { text, detailDescriptionFlag: !isInternal, internalAnalysisFlag: isInternal },
    }),
  });
}

function place(path: string, searched: string, words: Words): Place {
  const query = (parameters: Record<string, string>) =>
    `${path}?${new URLSearchParams({ pageSize: "100", ...parameters }).toString()}`;
  return {
    words,
    changedAt: "_info.lastUpdated",
    create: (theirs) => ({ method: "POST", path, json: theirs }),
    update: (id, theirs) => ({ method: "PATCH", path: `${path}/${encodeURIComponent(id)}`, json: patchOf(theirs) }),
    read: (id) => `${path}/${encodeURIComponent(id)}`,
    // a quotation mark would end the text of the condition
    find: (text) => query({ conditions: `${searched} contains "${text.replaceAll('"', "")}"` }),
    changes: (since) => query({ conditions: `lastUpdated > [${since}]`, orderBy: "lastUpdated asc" }),
  };
}

function patchOf(theirs: JsonObject, before = ""): Json[] {
  return Object.entries(theirs).flatMap(([name, value]) =>
    isObject(value)
      ? patchOf(value, `${before}/${name}`)
      : [{ op: "replace", path: `${before}/${name}`, value: value ?? null }],
  );
}
