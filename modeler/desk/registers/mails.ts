import { MailX, MailOpen } from "lucide-react";
import type { Register } from "../register.ts";
import {
  choice,
  facts,
  field,
  file,
  filter,
  flag,
  instant,
  number,
  person,
  prose,
  record,
  table,
  text,
  value,
} from "../member.ts";

const state = { de: "Was daraus wurde", en: "What became of it" };
const states = {
  quarantined: { de: "in Quarantäne", en: "quarantined", tone: "warn" },
  ignored: { de: "nicht beachtet", en: "ignored" },
  received: { de: "wird gelesen", en: "being read", tone: "info" },
  taken: { de: "eingelassen", en: "let in", tone: "ok" },
  alert: { de: "als Alarm", en: "as an alert", tone: "ok" },
  bounce: { de: "Unzustellbarkeit", en: "bounce" },
  deleted: { de: "gelöscht", en: "deleted" },
} as const;
const cases = [
  record("ticketNumber", { de: "Ticket", en: "Ticket" }, { register: "tickets" }),
  record("incidentNumber", { de: "Sicherheitsvorfall", en: "Security incident" }, { register: "security-incidents" }),
];
const verdict = { de: "Entscheidung", en: "Decision" };
const verdicts = {
  blocked: { de: "gesperrt", en: "blocked", tone: "bad" },
  allowed: { de: "zugelassen", en: "allowed", tone: "ok" },
} as const;
const acts = {
  releaseMail: { de: "eingelassen", en: "let in" },
  deleteMail: { de: "gelöscht", en: "deleted" },
  blockSender: { de: "Absender gesperrt", en: "sender blocked" },
  allowSender: { de: "Absender zugelassen", en: "sender allowed" },
};
const sender = { de: "Absender", en: "Sender" };
const reason = field("reason", "text", { de: "Grund", en: "Reason", required: true });
const subject = { de: "Betreff", en: "Subject" };

/** What can be done with a mail only while no process rests on it. */
const aside = {
  at: "state",
  is: ["quarantined", "ignored"],
  otherwise: {
    taken: { de: "Die Mail ist schon eingelassen.", en: "The mail has been let in already." },
    alert: { de: "Die Mail ist als Alarm eingelassen.", en: "The mail has been let in as an alert." },
    deleted: { de: "Die Mail ist gelöscht.", en: "The mail has been deleted." },
  },
};

/** Mails that came in; what was put aside is read here as text, let in or deleted. */
export const mails: Register = {
  key: "mails",
  name: { de: "Posteingang", en: "Incoming mail" },
  one: { de: "Mail", en: "Mail" },
  icon: MailOpen,
  path: "/api/inbound-mails",
  id: "id",
  title: "subject",
  columns: [
    text("subject", subject.de, subject.en),
    text("sender", sender.de, sender.en),
    value("state", state, states),
    ...cases,
    text("why", "Grund", "Reason"),
    text("mailbox", "Postfach", "Mailbox"),
    instant("receivedAt", "Eingegangen", "Received"),
  ],
  search: "server",
  filters: [filter("state", state, states)],
  record: {
    path: "/api/inbound-mails/:id",
    state: value("state", state, states),
    sections: [
      facts("Mail", "Mail", [
        text("senderName", "Name", "Name"),
        text("sender", "Absender", "Sender"),
        text("to", "An", "To"),
        instant("receivedAt", "Eingegangen", "Received"),
        ...cases,
        text("mailbox", "Postfach", "Mailbox"),
        text("why", "Grund", "Reason"),
        flag("isAutomatic", "Von einem Automaten", "Sent by a machine"),
        flag("isReadable", "Lesbar", "Readable"),
        value("verdict", { de: "Absender ist", en: "Sender is" }, verdicts),
        file("rawFileId", "Wie sie kam (.eml)", "As it came (.eml)"),
      ]),
      facts("Was sie sagt, als Text", "What it says, as text", [prose("text", "Text", "Text")]),
      table("attachments", { de: "Anhänge", en: "Attachments" }, [
        text("name", "Name", "Name"),
        text("contentType", "Art", "Kind"),
        number("bytes", "Bytes", "Bytes"),
      ]),
      table("history", { de: "Verlauf", en: "History" }, [
        instant("at", "Wann", "When"),
        person("actor", "Wer", "Who"),
        value("act", { de: "Was", en: "What" }, acts),
        text("reason", "Grund", "Reason"),
      ]),
    ],
    actions: [
      {
        key: "release",
        name: { de: "Einlassen …", en: "Let in …" },
        text: {
          de: "Die Prozesse bekommen die Mail, als wäre sie gleich durchgegangen: es entsteht ein Ticket, oder sie kommt zu einem.",
          en: "The processes get the mail as if it had passed at once: it opens a ticket, or joins one.",
        },
        method: "POST",
        path: "/api/inbound-mails/:id/release",
        permission: "desk.write",
        when: aside,
        fields: [],
      },
      {
        key: "sender",
        name: { de: "Absender …", en: "Sender …" },
        text: {
          de: "Von gesperrten Absendern erfährt kein Prozess. Von zugelassenen dürfen zehnmal so viele Mails kommen.",
          en: "No process is told of blocked senders. Of allowed ones ten times as many mails may come.",
        },
        method: "POST",
        path: "/api/inbound-mails/:id/sender",
        permission: "desk.write",
        fields: [
          choice("verdict", verdicts, { ...verdict, required: true }),
          field("isWholeDomain", "boolean", { de: "Für die ganze Domain", en: "For the whole domain" }),
          reason,
        ],
      },
      {
        key: "delete",
        name: { de: "Löschen …", en: "Delete …" },
        text: {
          de: "Text, Anhänge und die Mail selbst sind dann fort. Absender, Betreff und Grund bleiben in den Nachweisen.",
          en: "Text, attachments and the mail itself are gone then. Sender, subject and reason stay in the evidence.",
        },
        method: "POST",
        path: "/api/inbound-mails/:id/delete",
        permission: "desk.write",
        when: aside,
        fields: [reason],
      },
    ],
  },
};

const deciding = {
  method: "POST",
  path: "/api/mail-senders",
  permission: "desk.write",
  makes: "address",
  fields: [
    field("address", "text", {
      de: "Adresse",
      en: "Address",
      required: true,
      help: { de: "Oder @ und eine Domain: @muster.example", en: "Or @ and a domain: @muster.example" },
    }),
    choice("verdict", verdicts, { ...verdict, required: true }),
    reason,
  ],
  refusals: {
    address: {
      de: "Erwartet wird eine Adresse wie erika@muster.example oder @muster.example.",
      en: "Expected an address such as erika@muster.example or @muster.example.",
    },
  },
} as const;

/** What was decided about senders of mails. */
export const mailSenders: Register = {
  key: "mail-senders",
  name: { de: "Mail-Absender", en: "Mail senders" },
  one: { de: "Absender", en: "Sender" },
  icon: MailX,
  path: "/api/mail-senders",
  id: "address",
  title: "address",
  columns: [
    text("address", "Adresse", "Address"),
    value("verdict", verdict, verdicts),
    text("reason", "Grund", "Reason"),
    person("decidedBy", "Von", "By"),
    instant("decidedAt", "Wann", "When"),
  ],
  search: "browser",
  filters: [],
  create: deciding,
  record: {
    path: "/api/mail-senders/:address",
    state: value("verdict", verdict, verdicts),
    sections: [
      facts("Entscheidung", "Decision", [
        text("reason", "Grund", "Reason"),
        person("decidedBy", "Von", "By"),
        instant("decidedAt", "Wann", "When"),
      ]),
    ],
    actions: [
      {
        key: "forget",
        name: { de: "Zurücknehmen …", en: "Take back …" },
        text: {
          de: "Für Mails dieses Absenders gilt dann wieder, was für alle gilt.",
          en: "For mails of this sender holds what holds for everybody again.",
        },
        method: "POST",
        path: "/api/mail-senders/:address/forget",
        permission: "desk.write",
        fields: [],
        leaves: true,
      },
    ],
  },
};
