import { complete, publish, start, until } from "./acts.ts";
import type { Act } from "./acts.ts";
import type { Plot } from "./plots.ts";

const accept = (...positions: number[]): Act => ({ kind: "accept", positions });

const plan = `Phase: Work
Meilenstein: Ready; bis 2026-12-11; 9000,00 EUR; Teilabnahme
1: Set up; 300 min; @blang; 2026-11-24..2026-11-25`;

const accepted = { result: "accepted", name: "Erika Muster", signature: "E. Muster" };

/** Stories of the office: sales, projects, billing, devices, reviews. */
export const officePlots: readonly Plot[] = [
  {
    name: "a notebook is received, assigned, checked and put out of use",
    acts: [
      publish("goods.received", {
        order: { number: "PO-1", text: "Notebooks" },
        delivery: { devices: [{ serial: "5CG7777", model: "EliteBook 850" }] },
      }),
      complete("U_reg", {
        isAsset: true,
        kind: "notebook",
        manufacturer: "HP",
        model: "EliteBook 850",
        name: "NB-7777",
        serial: "5CG7777",
        customer: "Muster GmbH",
        warrantyUntil: "2026-12-10",
      }),
      complete("U_ass", { customer: "Muster GmbH", site: "Zentrale", user: "max@muster.example", critical: false }),
      start("asset-check"),
      publish("asset.retire", { request: { note: "Too old" } }, "asset"),
      complete("U_wipe", { method: "nist_purge", certificate: "LP-1", second: "cweiss" }, "blang"),
      complete("U_cert", { confirmed: true }, "cweiss"),
    ],
  },
  {
    name: "a lead becomes a quote that is approved, accepted in part and ordered",
    acts: [
      publish("lead.web", {
        lead: {
          company: "Weiß GmbH",
          person: "Pia Weiß",
          email: "pia@weiss.example",
          interest: "25 workplaces",
          consent: true,
          source: "website",
        },
      }),
      complete(
        "U_qual",
        {
          industry: "services",
          employees: 25,
          endpoints: 25,
          budgetKnown: true,
          decisionMaker: true,
          country: "AT",
          language: "de",
          survey: false,
        },
        "fbeck",
      ),
      complete(
        "U_quote",
        {
          action: "quote",
          lines: "25 MW-SILVER\n20 SUP-L2; Text Setup\n3 NB-14\n1 MSRV; optional",
          termMonths: 36,
          validUntil: "2999-12-31",
        },
        "fbeck",
      ),
      complete("U", { decision: "approved" }, "jvogt"),
      complete("U", { decision: "approved" }, "hkern"),
      accept(1, 2),
      complete("U_part", { decision: "accept" }, "fbeck"),
    ],
  },
  {
    name: "an order becomes a project that is planned, changed, measured, accepted and handed over",
    acts: [
      start("project", {}, "S_tpl"),
      complete(
        "U_create",
        {
          name: "New firewall",
          customerId: "Muster GmbH",
          manager: "dgruber",
          billingMode: "fixed_milestones",
          budgetMinutes: 1200,
          netCents: 900_000,
          startsOn: "2026-11-24",
        },
        "dgruber",
      ),
      complete("U_plan", { mode: "text", text: plan, acceptsOverload: false }, "dgruber"),
      complete("U_kick", { decision: "confirmed", name: "Erika Muster" }, "dgruber"),
      until("S_h"),
      publish("project.change", { change: { text: "A second site", milestone: 1 } }, "project"),
      complete(
        "U",
        { text: "A second site", reason: "customer", milestone: 1, minutes: 300, netCents: 60_000, daysShift: 7 },
        "dgruber",
      ),
      complete("U_k", { decision: "accepted", name: "Erika Muster", signature: "E. Muster" }, "dgruber"),
      complete("U_task", { technician: "blang", minutes: 120, workType: "project", isDone: true }, "blang"),
      complete("U_task", { technician: "blang", minutes: 300, workType: "project", isDone: true }, "blang"),
      complete("U_pl", { decision: "reached" }, "dgruber"),
      complete("U_acc", accepted, "dgruber"),
      complete("U_acc", accepted, "dgruber"),
      publish("billing.invoiced", { invoiceNumber: "RE-1" }, "project"),
      complete("U_less", { good: "Fast", bad: "Nothing", measures: "None" }, "dgruber"),
    ],
  },
  {
    name: "a review is collected, assessed, planned, held and followed up",
    acts: [
      start("vcio-qbr"),
      complete("U_start", { customer: "Muster GmbH" }, "fbeck"),
      complete("U_ass", { message1: "Response times hold", risk1: "Windows 10", risk2: "Firewall" }, "fbeck"),
      complete("U_road", { items: "2027-Q1; Server; lifecycle; 12.000; 120; hoch; Ausfall" }, "fbeck"),
      complete("U_rev", { decision: "approved" }, "hkern"),
      complete("U_date", { meetingAt: "2026-11-23T08:00:00Z" }, "fbeck"),
      complete("U_meet", { held: "held", attendees: "E. Muster", actions: "Quote by Friday" }, "fbeck"),
      complete("U_dec", { decision: "approved" }, "fbeck"),
      until("I_30"),
      complete("U_fol", { note: "Accepted" }, "fbeck"),
    ],
  },
  {
    name: "an unhappy customer is called",
    acts: [
      publish("csat.answer", {
        answer: {
          surveyId: "00000000-0000-0000-0000-000000000000",
          score: 2,
          comment: "Too slow",
          contactMe: true,
          ticketNumber: "T-1",
          title: "Mail",
          customerName: "Muster GmbH",
        },
      }),
      complete("U", { reached: true, note: "Apologised" }, "imayer"),
    ],
  },
  {
    name: "a month is billed, handed over to the ledger, and an invoice credited",
    acts: [
      start("billing", { cutOff: "2026-11-23" }),
      complete("U_cl", { action: "fix_data", buyerReference: "04011000-1234512345-06", reason: "Confirmed" }, "gpohl"),
      complete("U_ap", {}, "esommer"),
      complete("U_ap", {}, "esommer"),
      complete("U_ap", {}, "esommer"),
      publish("export.confirmed", { confirmedBy: "gpohl" }, "batch"),
      publish("invoice.disputed", {
        dispute: { invoiceNumber: "RE-2026-0117", reason: "Too many hours", contact: null },
      }),
      complete("U", { outcome: "full_cancel", reason: "Obliging" }, "gpohl"),
      complete("U", { decision: "approved" }, "imayer"),
      complete("U", { decision: "approved" }, "admin"),
    ],
  },
  {
    name: "the calendar begins the reviews that are due and looks for contracts that end",
    acts: [start("qbr-calendar"), start("contract-check")],
  },
];
