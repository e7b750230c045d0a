import { isObject } from "../base/json.ts";
import type { Json, JsonObject } from "../base/json.ts";
import type { Worker } from "./stage.ts";

/** What a test may want different from the usual: answers by job type, in front of the usual ones. */
export type Answers = Readonly<Record<string, (input: JsonObject) => JsonObject>>;

const candidate = {
  skillLevelGap: 0,
  certValid: true,
  absent: false,
  substitutePresent: false,
  substitute: null,
  inServiceHours: true,
  onCall: false,
  openTickets: 1,
  maxOpenReached: false,
  customerBlocked: false,
};

/** Answers of an outer world with one ticket and the technicians blang and cweiss, for processes driven without a database. */
export function deskOf(answers: Answers = {}): Worker {
  let ticket: JsonObject = {};
  const change = (changes: Json | undefined): JsonObject => {
    const given = Object.entries(isObject(changes) ? changes : {}).filter(([, value]) => value !== null);
    ticket = { ...ticket, ...Object.fromEntries(given) };
    return { ticket };
  };
  const sla = {
    responseDueAt: "2026-11-23T09:15:00Z",
    resolutionDueAt: "2026-11-23T13:00:00Z",
    nextThresholdAt: "2026-11-23T11:00:00Z",
    percent: 75,
    clock: "resolution",
  };
  const usual: Record<string, (input: JsonObject) => JsonObject> = {
    "desk.intake.raw": () => ({ raw: { sha256: "0" } }),
    "desk.intake.normalise": () => ({
      intake: {
        title: "Disk full",
        customerId: "1",
        category: "incident:server",
        impact: "high",
        urgency: "high",
        confidence: 0.9,
        alertKind: "triggered",
        domain: "capacity",
        severity: "critical",
        dedupKey: "k",
        replyToTicket: null,
        replyToken: false,
        knownAddress: false,
        knownDomain: false,
        domainShared: false,
        knownPhone: false,
      },
    }),
    "desk.intake.deduplicate": () => ({
      condition: { openTicket: false, maintenance: false, customerKnown: true, repeatsIn60min: 1 },
    }),
    "desk.ticket.create": ({ intake }) => {
      const known = isObject(intake) ? intake : {};
      ticket = {
        id: "t1",
        number: "T-1",
        title: known["title"] ?? null,
        customerId: known["customerId"] ?? null,
        customerName: "Muster GmbH",
        contactEmail: null,
        category: known["category"] ?? null,
        impact: "high",
        urgency: "high",
        vip: false,
        slaClass: "gold",
        security: false,
        assignee: null,
        level: 1,
        language: "de",
        priority: null,
        assetId: null,
        slaDueAt: null,
      };
      return { ticket };
    },
    "desk.ticket.update": ({ changes }) => change(changes),
    "desk.ticket.merge": () => change({ status: "merged" }),
    "desk.ticket.gate": () => ({ gate: { complete: true, missing: [] } }),
    "desk.ticket.append": () => ({
      appended: { ticketNumber: "T-1", text: "Hello", senderKind: "customer", recovered: false, assignee: null },
    }),
    "desk.time.record": () => ({ timeEntry: { id: "e1" } }),
    "desk.dispatch.candidates": ({ excluded }) => ({
      candidates: ["blang", "cweiss"]
        .filter((login) => !(Array.isArray(excluded) && excluded.includes(login)))
        .map((login) => ({ login, name: login, ...candidate })),
    }),
    "desk.dispatch.rank": ({ eligibility }) => {
      const eligible = (Array.isArray(eligibility) ? eligibility : []).filter(
        (each) => isObject(each) && each["eligible"] === true,
      );
      const [first] = eligible;
      return {
        ranking: eligible,
        technician: isObject(first) ? (first["login"] ?? null) : null,
        acceptWithin: "PT15M",
      };
    },
    "desk.dispatch.assign": ({ technician }) => change({ assignee: technician ?? null, status: "assigned" }),
    "desk.dispatch.release": () => ({ ticket: (ticket = { ...ticket, assignee: null }) }),
    "desk.billing.collect": () => ({
      billing: {
        proposalId: "p1",
        customer: {
          sellerCountry: "DE",
          sellerIsSmallBusiness: false,
          buyerCountry: "DE",
          buyerRegion: "home",
          buyerKind: "b2b",
          buyerVatValid: true,
        },
        lines: [
          {
            id: "l1",
            contractKind: "time_and_material",
            covered: false,
            bucketLeft: null,
            cause: "customer",
            timeClass: "BT",
            workType: "remote",
            listPriceCents: 12000,
            taxClass: "standard",
            supply: "service",
          },
        ],
      },
    }),
    "desk.billing.draft": () => ({ proposal: { id: "p1", anythingBillable: true } }),
    "desk.roadmap.facts": () => ({
      roadmapFacts: {
        category: ticket["category"] ?? null,
        occurrences90d: 1,
        assetAgeMonths: 12,
        effortMinutes90d: 30,
      },
    }),
    "desk.roadmap.find": () => ({ roadmapItem: { exists: false } }),
    "desk.roadmap.create": () => ({ roadmapItem: { id: "r1", exists: true } }),
    "desk.reopen.facts": () => ({
      reopenFacts: { daysSinceClosed: 1, invoiced: false, sameSymptom: true, thankYouMail: false },
    }),
    "desk.csat.allowed": () => ({ csatAllowed: true, survey: { path: "/feedback/abc" } }),
    "desk.asset.facts": () => ({
      assetFacts: { warranty: true, carePack: false, dataOnDevice: false, businessCritical: true },
    }),
    "desk.rma.open": ({ rma }) => ({ rma: rma ?? null }),
    "desk.rma.close": ({ rma }) => ({ rma: rma ?? null }),
    "desk.procurement.hold": () => ({ credit: { isOnHold: false, priority: "P3", isSecurity: false } }),
    "desk.procurement.open": ({ order }) => ({ order: { ...(isObject(order) ? order : {}), number: "B-1" } }),
    "desk.procurement.receive": ({ order }) => ({ order: order ?? null }),
    "desk.approval.next": () => ({
      approver: {
        group: "management",
        login: null,
        dueAt: "2026-11-25T09:00:00Z",
        halfAt: "2026-11-24T09:00:00Z",
        more: false,
        substitute: false,
      },
    }),
    "desk.archive.build": () => ({ archive: { id: "a1", country: "DE", docType: "ticket" } }),
  };
  return (input, type) => {
    const special = answers[type];
    if (special) return special(input);
    if (type.startsWith("desk.sla.")) return { sla, ticket };
    if (/^(?:desk\.)?archive\./.test(type) && type !== "desk.archive.build")
      return { archive: input["archive"] ?? null };
    return usual[type]?.(input) ?? {};
  };
}
