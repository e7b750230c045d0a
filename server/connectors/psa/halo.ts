import type { Json, JsonObject } from "../../base/json.ts";
import type { Link } from "../frame/kind.ts";
import type { PsaPort } from "../frame/ports.ts";
import { tokenOf } from "../http/oauth.ts";
import { restPsa } from "./rest.ts";
import type { Place, Product } from "./rest.ts";
import { readMapping } from "./words.ts";
import type { Words } from "./words.ts";

export interface HaloSettings {
  readonly url: string;
  readonly authUrl: string;
  readonly tenant: string;
  readonly clientId: string;
  readonly mapping: string;
}

/** A note that ends with our reference. */
const marked = /^(.*)\[(Ablauf [\da-f-]{36})\]\s*$/s;

const places: Product["places"] = {
  tickets: place("Tickets", {
    title: "summary",
    description: "details",
    customer: "client_id",
    site: "site_id",
    contact: "user_id",
    type: "tickettype_id",
    priority: "priority_id",
    status: "status_id",
  }),
  time: {
    ...place("Actions", {
      ticket: "ticket_id",
      note: "note",
      hours: "timetaken",
      isInternal: "hiddenfromuser",
      reference: "reference",
    }),
    // actions have no place for an id of ours, and are listed by ticket only
    find: (_text, ticket) =>
      `/api/Actions?${new URLSearchParams({ ticket_id: wordOf(ticket), count: "500" }).toString()}`,
    parted: ({ reference, ...rest }) =>
      reference === undefined ? rest : { ...rest, note: `${wordOf(rest["note"])}\n[${wordOf(reference)}]`.trim() },
    joined: ({ note, ...rest }) => {
      const [, text = "", reference] = marked.exec(wordOf(note)) ?? [];
      return reference === undefined ? { ...rest, note } : { ...rest, note: text.trim(), reference };
    },
  },
  customers: place("Client", { name: "name", isInactive: "inactive" }),
  contacts: place("Users", {
    name: "name",
    email: "emailaddress",
    phone: "phonenumber",
    customer: "client_id",
    site: "site_id",
  }),
  contracts: place("ClientContract", {
    name: "ref",
    customer: "client_id",
    starts: "start_date",
    ends: "end_date",
  }),
  assets: place("Asset", {
    name: "inventory_number",
    customer: "client_id",
    site: "site_id",
    type: "assettype_id",
  }),
};

/** HaloPSA: client credentials; what is written goes as an array, and POST changes what has an id. */
export function halo(link: Link<HaloSettings>): PsaPort {
  const { url, authUrl, tenant, clientId, mapping } = link.settings;
  const tokenUrl = `${authUrl.replace(/\/+$/, "")}/token${tenant === "" ? "" : `?tenant=${encodeURIComponent(tenant)}`}`;
  return restPsa(link, {
    key: "HaloPSA",
    mapping: readMapping(mapping),
    access: async () => {
      const token = await tokenOf(link, { tokenUrl, clientId, scope: "all" });
      return { base: url, headers: { authorization: `Bearer ${token}` } };
    },
    places,
    comment: (ticketId, text, isInternal) => ({
      method: "POST",
      path: "/api/Actions",
      json: [{ ticket_id: numbered(ticketId), note: text, hiddenfromuser: isInternal }],
    }),
  });
}

function place(name: string, words: Words): Place {
  const path = `/api/${name}`;
  const wrapped = (theirs: JsonObject) => ({ method: "POST", path, json: [theirs] }) as const;
  return {
    words,
    create: wrapped,
    update: (id, theirs) => wrapped({ id: numbered(id), ...theirs }),
    read: (id) => `${path}/${encodeURIComponent(id)}`,
    find: (text) => `${path}?${new URLSearchParams({ search: text, count: "50" }).toString()}`,
    changes: (since) => `${path}?${new URLSearchParams({ lastupdatefromdate: since, count: "100" }).toString()}`,
    changedAt: name === "Tickets" ? "lastactiondate" : "last_modified",
  };
}

function wordOf(value: Json | undefined): string {
  return typeof value === "string" || typeof value === "number" ? String(value) : "";
}

function numbered(id: string): number | string {
  return /^\d{1,15}$/.test(id) ? Number(id) : id;
}
