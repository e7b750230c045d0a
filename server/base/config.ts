import { isIP } from "node:net";
import { z } from "zod";
import { Refusal } from "./refusal.ts";

const flag = z.enum(["true", "false"]).transform((text) => text === "true");
const list = z
  .string()
  .default("")
  .transform((text) =>
    text
      .split(",")
      .map((part) => part.trim())
      .filter((part) => part !== ""),
  );
const milliseconds = z.coerce.number().int().min(10).max(3_600_000);

/** Every setting there is: name, form, default and what it is for. The README's table is this table. */
export const settings = {
  PORT: {
    schema: z.coerce.number().int().min(0).max(65_535).default(8080),
    about: "port of the HTTP server; 0 picks a free one",
  },
  HOST: { schema: z.string().min(1).default("127.0.0.1"), about: "address to listen on; 0.0.0.0 for all" },
  DATABASE_URL: {
    schema: z
      .string()
      .regex(/^postgres(ql)?:\/\//, "Expected postgresql://…")
      .optional(),
    about: "PostgreSQL 15 or later; without it an embedded PostgreSQL runs in DATA_DIR",
  },
  DATA_DIR: {
    schema: z.string().min(1).default("./data"),
    about: "folder of the embedded database and of archived files",
  },
  DATABASE_POOL: {
    schema: z.coerce.number().int().min(2).max(200).default(16),
    about: "connections this server opens at most",
  },
  DEMO: {
    schema: flag.optional(),
    about: "demo data and demo accounts; default true with the embedded database, else false",
  },
  ADMIN_PASSWORD: {
    schema: z.string().min(12).optional(),
    about: "password of the account `admin`, created when there is no account yet",
  },
  TENANT: {
    schema: z
      .string()
      .regex(/^[a-z0-9-]{1,40}$/)
      .default("main"),
    about: "id of the tenant that is created at first start",
  },
  LOG_LEVEL: {
    schema: z.enum(["trace", "debug", "info", "warn", "error", "silent"]).default("info"),
    about: "how much is logged",
  },
  WORKERS: { schema: flag.default(true), about: "whether this server also runs jobs and timers" },
  POLL_INTERVAL: {
    schema: milliseconds.default(1_000),
    about: "ms between two looks for due work, besides being woken",
  },
  JOB_LEASE: {
    schema: z.coerce.number().int().min(1_000).max(3_600_000).default(60_000),
    about: "ms a worker holds a job; when its server dies, others take the job after that",
  },
  SEAL_INTERVAL: {
    schema: z.coerce.number().int().min(1_000).max(86_400_000).default(3_600_000),
    about: "ms between two seals over the trail",
  },
  DRAIN_TIMEOUT: { schema: milliseconds.default(10_000), about: "ms that running work may take after SIGTERM" },
  SMTP_URL: {
    schema: z
      .string()
      .regex(/^smtps?:\/\//, "Expected smtp://… or smtps://…")
      .optional(),
    about: "mail server; without it outgoing mails are kept in the product only",
  },
  FILE_LIMIT: {
    schema: z.coerce.number().int().min(1_000).max(1_000_000_000).default(25_000_000),
    about: "bytes that an attached file may have",
  },
  MAIL_FROM: { schema: z.string().min(3).default("Ablauf <ablauf@localhost>"), about: "sender of outgoing mails" },
  PUBLIC_URL: {
    schema: z
      .url({ protocol: /^https?$/ })
      .default("http://127.0.0.1:8080")
      .transform((url) => url.replace(/\/+$/, "")),
    about: "address under which customers reach this server; links in mails begin with it",
  },
  TRUSTED_PROXIES: {
    schema: list.refine((all) => all.every(isNetwork), "Expected addresses and networks such as 10.0.0.0/8"),
    about:
      "addresses and networks (CIDR) of the proxies before this server, separated by commas; only their X-Forwarded-For tells where a request comes from",
  },
  MAIL_PORT: {
    schema: z.coerce.number().int().min(0).max(65_535).optional(),
    about:
      "port that takes mails (SMTP) for the addresses of connectors; without it none are taken; 0 picks a free one",
  },
  MAIL_HOST: { schema: z.string().min(1).default("127.0.0.1"), about: "address to take mails on" },
  MAIL_LIMIT: {
    schema: z.coerce.number().int().min(10_000).max(100_000_000).default(25_000_000),
    about: "bytes of a mail that is taken, at most",
  },
  HTTP_ALLOWED_HOSTS: {
    schema: list,
    about: "hosts in private networks that connectors may call, separated by commas",
  },
  SECRETS_KEY: {
    schema: z
      .string()
      .refine((text) => Buffer.from(text, "base64").length === 32, "Expected 32 bytes in base64")
      .optional(),
    about:
      "seals secrets of connectors (AES-256-GCM); without it the file secrets.key in DATA_DIR; the same for all servers",
  },
  SIMULATORS: {
    schema: flag.optional(),
    about: "whether simulators stand in where nothing is connected; default true in the demo",
  },
  TIME_ZONE: {
    schema: z.string().default("Europe/Berlin").refine(isTimeZone, "Expected an IANA time zone"),
    about: "time zone of mails and documents",
  },
} as const;

type Settings = typeof settings;

/** The settings as read: every member of {@link settings}, checked and with its default. */
export type Config = { readonly [Name in keyof Settings]: z.output<Settings[Name]["schema"]> };

/**
 * Reads the configuration once, telling all mistakes at once.
 *
 * @throws {Refusal} `config.invalid` naming each setting that is not as expected, and unknown ones that look like ours
 */
export function readConfig(environment: Readonly<Record<string, string | undefined>>): Config {
  const shape = Object.fromEntries(Object.entries(settings).map(([name, { schema }]) => [name, schema]));
  const known = Object.fromEntries(Object.keys(settings).map((name) => [name, environment[name] || undefined]));
  const result = z.object(shape).safeParse(known);
  if (result.success) return result.data as Config; // built from `settings` member by member
  const complaints = result.error.issues.map((issue) => {
    const name = issue.path.join(".");
    return { place: name, code: "config.invalid", message: `${name}: ${issue.message}` };
  });
  const all = complaints.map((complaint) => complaint.message).join("; ");
  throw new Refusal("invalid", "config.invalid", `Expected a valid configuration, but ${all}`, complaints);
}

function isNetwork(text: string): boolean {
  const [address = "", bits, ...rest] = text.split("/");
  const most = isIP(address) === 6 ? 128 : 32;
  return (
    isIP(address) > 0 && rest.length === 0 && (bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= most))
  );
}

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions().timeZone.length > 0;
  } catch {
    return false;
  }
}
