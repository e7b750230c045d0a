import { z } from "zod";
import {
  contactListing,
  customerListing,
  findContact,
  findCustomer,
  findSite,
  siteListing,
} from "../../desk/reads/parties.ts";
import { findStaff, staffListing } from "../../desk/reads/staff.ts";
import {
  contactChange,
  customerChange,
  giveSkill,
  kept,
  siteChange,
  skillOf,
  staffChange,
  takeSkill,
} from "../../desk/records/edit.ts";
import { createContact, createCustomer, createSite } from "../../desk/records/parties.ts";
import { createTechnician, newTechnician } from "../../desk/records/staff.ts";
import { jsonRoute } from "../route.ts";
import type { Route } from "../route.ts";
import * as wire from "../wireParties.ts";
import { changing, recordId, recordRoutes } from "./records.ts";

/** Whom we serve, and who serves. */
export const partyRoutes: readonly Route[] = [
  ...recordRoutes({
    path: "/api/customers",
    one: "a customer",
    many: "customers",
    kept: kept.customer,
    listing: customerListing,
    filters: { kind: "b2b, b2g or b2c", state: "active or inactive" },
    page: wire.customerPage,
    answer: wire.customer,
    created: wire.createdRecord,
    permission: "desk.write",
    find: findCustomer,
    input: wire.addCustomer,
    create: createCustomer,
    change: customerChange,
  }),
  ...recordRoutes({
    path: "/api/contacts",
    one: "a contact",
    many: "contacts",
    kept: kept.contact,
    listing: contactListing,
    filters: { kind: "what they are to us", customerId: "customer" },
    page: wire.contactPage,
    answer: wire.contact,
    created: wire.createdRecord,
    permission: "desk.write",
    find: findContact,
    input: wire.addContact,
    create: createContact,
    change: contactChange,
  }),
  ...recordRoutes({
    path: "/api/sites",
    one: "a site",
    many: "sites",
    kept: kept.site,
    listing: siteListing,
    filters: { customerId: "customer" },
    page: wire.sitePage,
    answer: wire.site,
    created: wire.createdRecord,
    permission: "desk.write",
    find: findSite,
    input: wire.addSite,
    create: createSite,
    change: siteChange,
  }),
  ...recordRoutes({
    path: "/api/staff",
    one: "a member of staff",
    many: "staff",
    kept: kept.staff,
    listing: staffListing,
    filters: { level: "1 to 3", state: "active or inactive" },
    page: wire.staffPage,
    answer: wire.staff,
    created: z.object({ login: z.string() }),
    permission: "administration",
    find: findStaff,
    input: newTechnician,
    create: async (tx, input) => {
      await createTechnician(tx, input);
      return input.login;
    },
    change: staffChange,
  }),
  jsonRoute({
    method: "put",
    path: "/api/staff/:id/skills",
    summary: "Give a skill, or another level of it",
    permission: "administration",
    body: skillOf,
    run: (call) =>
      changing(call, kept.staff, { act: "change", members: ["skills"] }, (tx) =>
        giveSkill(tx, recordId(call, kept.staff), call.body),
      ),
  }),
  jsonRoute({
    method: "post",
    path: "/api/staff/:id/skills/remove",
    summary: "Take a skill away",
    permission: "administration",
    body: wire.skillName,
    run: (call) =>
      changing(call, kept.staff, { act: "change", members: ["skills"] }, (tx) =>
        takeSkill(tx, recordId(call, kept.staff), call.body.skill),
      ),
  }),
];
