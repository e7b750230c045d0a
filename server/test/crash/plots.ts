import type { JsonObject } from "../../base/json.ts";
import { alarm, complete, publish, until } from "./acts.ts";
import type { Act } from "./acts.ts";
import { diskAlert } from "../story.ts";
import { officePlots } from "./officePlots.ts";

/** A story of the standard processes. */
export interface Plot {
  readonly name: string;
  readonly acts: readonly Act[];
}

const request = (title: string, contactEmail = "erika@muster.example"): Act =>
  publish("portal.request", {
    request: { id: title, contactEmail, title, description: title, kind: "incident", scope: "me", canWork: "limited" },
  });

const qualify = (category: string): Act => complete("U_qual", { category, impact: "medium", urgency: "medium" });
const accept = complete("U_take", { decision: "accept" });
const work = (outcome: string, more: JsonObject = {}): Act =>
  complete("U_work", { outcome, minutes: 30, workType: "remote", cause: "customer", ...more });
const solve = work("solved", { resolution: "Done", resolutionCode: "fixed" });
const confirm = publish("ticket.confirmed", {}, "ticket");
const invoice = publish("billing.invoiced", { invoiceNumber: "RE-1" }, "ticket");

const disk: Act = { kind: "alert", product: "ninjaone", alert: { ...diskAlert(1) } };
const noReport = (elementId: string) =>
  complete(elementId, { decision: "not_required", reason: "Nothing is affected" });
const evidence = (serial: number, title: string) =>
  alarm({
    externalId: `A-${serial}`,
    title,
    severity: "critical",
    verdict: "malicious",
    mitigation: "none",
    deviceName: "WS-MUELLER",
    condition: `incident:${serial}`,
  });

/** One story at least for each process in `processes/`; `crash.test.ts` fails when one is missing. */
export const plots: readonly Plot[] = [
  {
    name: "a request is solved, billed and closed",
    acts: [request("Mail"), qualify("incident:m365"), accept, solve, confirm, invoice],
  },
  {
    name: "a purchase is approved, ordered and delivered in parts",
    acts: [
      request("Server"),
      qualify("incident:server"),
      accept,
      work("material", { material: "Server", materialNetCents: 500_000 }),
      complete("U", { decision: "approved" }),
      complete("U", { decision: "approved" }),
      complete("U", { supplier: "Distri", reference: "4711", eta: "2026-11-30", netCents: 500_000 }),
      publish("goods.partial", { delivery: { count: 1 } }, "order"),
      publish("goods.arrived", { delivery: { count: 2 } }, "order"),
      solve,
      until("I_auto"),
    ],
  },
  {
    name: "a device under warranty is replaced",
    acts: [
      disk,
      until("I_t"),
      accept,
      work("rma", { material: "SSD" }),
      complete("U_data", { method: "keep_disk", second: "cweiss" }),
      complete("U_req", { vendor: "HP", number: "R-1", path: "advance_replacement" }),
      publish("rma.replacement", { replacement: {} }, "ticket"),
      complete("U_sw", { newSerial: "S2", returned: true }),
      solve,
    ],
  },
  {
    name: "an outdated device goes onto the roadmap when its ticket, asked about and answered, is solved",
    acts: [
      request("Old notebook"),
      qualify("hardware:outdated"),
      accept,
      work("waiting_customer", { question: "Since when?" }),
      publish("ticket.replied", { reply: { text: "Since Monday" } }, "ticket"),
      solve,
    ],
  },
  {
    name: "a customer who does not answer is reminded twice, then the ticket closes",
    acts: [
      request("Printer"),
      qualify("request"),
      accept,
      work("waiting_customer", { question: "Which one?" }),
      until("I_rem"),
      until("I_rem"),
      until("I_rem"),
    ],
  },
  {
    name: "an attack is contained with the customer's approval, analysed, reported and closed",
    acts: [
      evidence(1, "Ransomware on WS-MUELLER"),
      evidence(2, "Encrypted files on WS-MUELLER"),
      complete("U_tri", { verdict: "malicious", personalData: "no", significant: "no" }),
      complete("U", { decision: "approved" }),
      complete("U_ana", {
        rootCause: "Macro",
        timeline: "09:00 opened",
        measures: "Block macros",
        falsePositive: false,
      }),
      complete("U_erad", { note: "Set up anew" }),
      complete("U_reco", { note: "From the backup" }),
      until("I_mon"),
      publish("authority.request", { request: { regime: "nis2-de", requestedBy: "BSI" } }, "ticket"),
      noReport("U"),
      noReport("U_e"),
      noReport("U_e"),
      noReport("U_72"),
      noReport("U_72"),
      noReport("U_f"),
      complete("U_less", { good: "Fast", bad: "Macros", measures: "Block macros", roadmap: true }),
    ],
  },
  ...officePlots,
];
