import { z } from "zod";
import type { Link } from "../frame/kind.ts";
import type { PsaPort } from "../frame/ports.ts";
import { restPsa } from "./rest.ts";
import type { Place, Product } from "./rest.ts";
import { readMapping } from "./words.ts";
import type { Words } from "./words.ts";

export interface AutotaskSettings {
  readonly url: string;
  readonly user: string;
  readonly mapping: string;
}

const zone = z.object({ url: z.url({ protocol: /^https?$/ }) });

const places: Product["places"] = {
  tickets: place("Tickets", "title", "lastActivityDate", {
    title: "title",
    description: "description",
    customer: "companyID",
    contact: "contactID",
    queue: "queueID",
    priority: "priority",
    status: "status",
    source: "source",
  }),
  time: place("TimeEntries", "internalNotes", "lastModifiedDateTime", {
    ticket: "ticketID",
    resource: "resourceID",
    role: "roleID",
    hours: "hoursWorked",
    day: "dateWorked",
    note: "summaryNotes",
    reference: "internalNotes",
  }),
  customers: place("Companies", "companyName", "lastActivityDate", { name: "companyName", phone: "phone" }),
  contacts: {
    ...place("Contacts", "emailAddress", "lastModifiedDate", {
      name: "fullName",
      email: "emailAddress",
      phone: "phone",
      customer: "companyID",
    }),
    joined: (row) => {
      const names = [row["firstName"], row["lastName"]].filter(
        (each): each is string => typeof each === "string" && each !== "",
      );
      return names.length === 0 ? row : { ...row, fullName: names.join(" ") };
    },
    parted: ({ fullName, ...rest }) => {
      if (typeof fullName !== "string") return rest;
      // whatever is the last word there and the rest here: joined again it is the same name
      const [, firstName = "", lastName = ""] = /^(?:(.*)\s)?(\S+)$/.exec(fullName.trim()) ?? [];
      return { ...rest, firstName, lastName };
    },
  },
  contracts: place("Contracts", "contractName", "lastModifiedDateTime", {
    name: "contractName",
    customer: "companyID",
    starts: "startDate",
    ends: "endDate",
  }),
  assets: place("ConfigurationItems", "referenceTitle", "lastActivityDate", {
    name: "referenceTitle",
    customer: "companyID",
    serial: "serialNumber",
  }),
};

/** Autotask: three headers, a zone that is asked for first, and ids that are each tenant's own pick lists. */
export function autotask(link: Link<AutotaskSettings>): PsaPort {
  const { url, user, mapping } = link.settings;
  const { secret = "", integrationCode = "" } = link.secrets;
  return restPsa(link, {
    key: "Autotask",
    mapping: readMapping(mapping),
    access: async () => {
      const path = `/ATServicesRest/V1.0/zoneInformation?user=${encodeURIComponent(user)}`;
      const called = await link.call({
        operation: "find zone",
        method: "GET",
        url: `${url.replace(/\/+$/, "")}${path}`,
      });
      const base = `${zone.parse(called.json()).url.replace(/\/+$/, "")}/V1.0`;
      return { base, headers: { username: user, secret, apiintegrationcode: integrationCode } };
    },
    places,
    comment: (ticketId, text, isInternal) => ({
      method: "POST",
      path: `/Tickets/${encodeURIComponent(ticketId)}/Notes`,
      json: { title: text.slice(0, 250), description: text, noteType: 1, publish: isInternal ? 2 : 1 },
    }),
  });
}

// oxlint-disable-next-line max-params -- a row of a table: what it is called, where a search looks, what tells of changes
function place(name: string, searched: string, changedAt: string, words: Words): Place {
  const query = (op: string, field: string, value: string) =>
    `/${name}/query?search=${encodeURIComponent(JSON.stringify({ MaxRecords: 100, filter: [{ op, field, value }] }))}`;
  return {
    words,
    changedAt,
    create: (theirs) => ({ method: "POST", path: `/${name}`, json: theirs }),
    update: (id, theirs) => ({ method: "PATCH", path: `/${name}`, json: { id: Number(id), ...theirs } }),
    read: (id) => `/${name}/${encodeURIComponent(id)}`,
    find: (text) => query("contains", searched, text),
    changes: (since) => query("gt", changedAt, since),
  };
}
