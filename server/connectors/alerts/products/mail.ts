import { createHash } from "node:crypto";
import type { AlertKind } from "../alert.ts";
import type { AlertDraft, Product } from "../product.ts";
import type { AlertMail } from "../read.ts";
import { addressOf, misshapen } from "../shape.ts";
import { domainOf, severityOf } from "../words.ts";

/** Lines `Name: value` that monitoring systems write, in German and English. */
const lines = {
  customer: /^(?:customer|client|company|kunde|firma)$/,
  device: /^(?:device|computer|host|server|gerät|rechner|system)$/,
  address: /^(?:ip|ip address|ip-adresse|address)$/,
  severity: /^(?:severity|priority|level|schweregrad|priorität)$/,
  check: /^(?:check|monitor|service|sensor|job|prüfung|dienst|auftrag)$/,
} as const;

/** A tag before or in brackets around the state: `[Failed] …`, `ALERT: …`, `RESOLVED - …`. */
const tag = /^\s*(?:\[\s*([\p{L} ]{2,20})\s*\]|([\p{Lu}]{2,15}):|(RESOLVED|RECOVERED|OK|ALERT|PROBLEM) -)\s*/u;
const good =
  /^(ok|success|successful|resolved|recovered|recovery|up|normal|erfolgreich|erfolg|behoben|wiederhergestellt)$/;

/**
 * An alert by mail. N-sight says in headers which device and check it is about; of others, lines `Customer: …` and the
 * like are read, and the subject without its tag is the condition.
 */
export const mail: Product = {
  source: "mail",
  format: "mail",
  draft: (given, { receivedAt }) => {
    if (given.subject === "") throw misshapen("Subject", "Expected a mail with a subject, but there is none");
    const state = stateOf(given.subject);
    const about = given.header("x-systemmonitor-deviceid") === undefined ? fromLines(given, state) : fromNsight(given);
    return {
      externalId: given.messageId ?? createHash("sha256").update(`${given.subject}\n${given.text}`).digest("hex"),
      kind: kindOf(state),
      domain: domainOf(given.subject, about.condition),
      title: given.subject,
      description: given.text,
      occurredAt: given.sentAt ?? receivedAt,
      ...about,
    };
  },
};

type About = Pick<AlertDraft, "severity" | "sourceSeverity" | "customer" | "device" | "condition">;

function stateOf(subject: string): string | undefined {
  const match = tag.exec(subject);
  return match
    ?.slice(1)
    .find((part) => part !== undefined)
    ?.toLowerCase();
}

function kindOf(state: string | undefined): AlertKind {
  return state !== undefined && good.test(state) ? "reset" : "triggered";
}

/** `ALERT: Customer - DEVICE - Check failed`, with the ids in headers. */
function fromNsight(given: AlertMail): About {
  const parts = given.subject.replace(tag, "").split(" - ");
  const [device, check] = parts.slice(-2);
  const isWhole = parts.length > 2;
  return {
    severity: kindOf(stateOf(given.subject)) === "reset" ? "info" : "major",
    customer: {
      externalId: given.header("x-systemmonitor-siteid"),
      name: isWhole ? parts.slice(0, -2).join(" - ") : undefined,
    },
    device: { externalId: given.header("x-systemmonitor-deviceid"), name: isWhole ? device : undefined },
    condition: `check:${given.header("x-systemmonitor-checkids") ?? check ?? given.subject}`,
  };
}

function fromLines(given: AlertMail, state: string | undefined): About {
  const found = new Map(
    given.text
      .slice(0, 20_000)
      .split("\n")
      .flatMap((line) => {
        const [, name, value] = /^\s*([\p{L} -]{2,30}):\s*(\S.{0,200})$/u.exec(line.trimEnd()) ?? [];
        return name === undefined || value === undefined ? [] : [[name.trim().toLowerCase(), value.trim()] as const];
      })
      .toReversed(), // the first of several lines of one name counts
  );
  const line = (name: keyof typeof lines) => [...found].toReversed().find(([key]) => lines[name].test(key))?.[1];
  const word = line("severity");
  return {
    severity: kindOf(state) === "reset" ? "info" : severityOf(word ?? state),
    sourceSeverity: word ?? state,
    customer: { name: line("customer") },
    device: { name: line("device"), ip: addressOf(line("address")) },
    condition: line("check") ?? withoutCounts(given.subject.replace(tag, "")),
  };
}

/** What changes from mail to mail: counts and times. */
function withoutCounts(subject: string): string {
  return (
    subject
      .replaceAll(/\([^()]*\)/g, "")
      .replaceAll(/\d+/g, "#")
      .replaceAll(/\s+/g, " ")
      .trim() || subject
  );
}
