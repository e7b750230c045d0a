import type { Json, JsonObject } from "../../base/json.ts";
import type { CalendarEvent, Window } from "../../documents/calendar/read.ts";

/** An object for the archive. The same key with the same hash is the same object, however often it is put. */
export interface ArchiveObject {
  /** A path of safe segments, such as `ticket/T-2026-00041/v1.json`. */
  readonly key: string;
  readonly bytes: Buffer;
  readonly sha256: string;
  readonly mediaType: string;
  /** A day; until then nobody may change or delete it. */
  readonly retainUntil: string | null;
}

/** A target for what must not change. */
export interface ArchivePort {
  /** Writes an object and tells where it lies, and whether the target itself keeps it from being changed. */
  put(object: ArchiveObject): Promise<{ readonly location: string; readonly isLocked: boolean }>;
  /** Reads it back; undefined when it is not there. */
  get(key: string): Promise<Buffer | undefined>;
}

/** A file for the accounting: what it is called there, and the bytes. */
export interface LedgerFile {
  readonly name: string;
  readonly bytes: Buffer;
  readonly mediaType: string;
}

/** Hands files to whoever keeps the books. */
export interface LedgerTransferPort {
  /** @param key the same key is the same hand-over, however often it is asked for */
  transfer(file: LedgerFile, key: string): Promise<{ readonly reference: string }>;
  /** What became of it, as far as the other side tells. */
  state(reference: string): Promise<{ readonly state: "waiting" | "confirmed" | "rejected"; readonly reason: string }>;
}

/** What a page of documentation says. */
export interface Article {
  /** Our name for it: the same reference is the same page. */
  readonly reference: string;
  readonly title: string;
  /** HTML without scripts. */
  readonly html: string;
  /** The customer's id over there; null for the house's own documentation. */
  readonly companyId: string | null;
}

/** A device as the documentation shows it. */
export interface DocumentedAsset {
  readonly externalId: string | null;
  readonly companyId: string;
  readonly name: string;
  readonly serial: string | null;
  readonly model: string | null;
  readonly manufacturer: string | null;
  /** What the layout asks for beyond that, by name. */
  readonly fields: JsonObject;
}

/** Something that runs out: a warranty, a domain, a certificate. */
export interface Expiration {
  readonly id: string;
  readonly kind: string;
  readonly companyId: string | null;
  readonly subject: string;
  /** A day. */
  readonly expiresOn: string;
}

/** A documentation system: a reading copy, never the archive. */
export interface DocumentationPort {
  publish(article: Article): Promise<{ readonly id: string; readonly url: string | null }>;
  attach(articleId: string, file: LedgerFile): Promise<{ readonly id: string }>;
  saveAsset(asset: DocumentedAsset): Promise<{ readonly id: string }>;
  /** Says that two things belong together. */
  relate(
    from: { readonly kind: string; readonly id: string },
    to: { readonly kind: string; readonly id: string },
  ): Promise<void>;
  expirations(): Promise<readonly Expiration[]>;
}

/** What a PSA may be the system of record for. */
export const psaEntities = ["tickets", "time", "customers", "contacts", "contracts", "assets"] as const;
export type PsaEntity = (typeof psaEntities)[number];

/** A record of a PSA: its id there and its members in our words. */
export interface PsaRecord {
  readonly externalId: string;
  readonly changedAt: string | null;
  readonly members: JsonObject;
}

/** Another professional services automation. What a kind does not offer it refuses as `psa.unsupported`. */
export interface PsaPort {
  /** The members that a record of this kind has over there, in our words; none where there is no place for the kind. */
  members(entity: PsaEntity): readonly string[];
  /** @param key the same key is the same record, however often it is asked for, as far as the other side can tell */
  create(entity: PsaEntity, members: JsonObject, key: string): Promise<PsaRecord>;
  update(entity: PsaEntity, externalId: string, members: JsonObject): Promise<PsaRecord>;
  comment(
    ticketId: string,
    comment: { readonly text: string; readonly isInternal: boolean },
    key: string,
  ): Promise<void>;
  /** @param ticket the id over there of the ticket that time was booked on: some list time of one ticket only */
  find(entity: PsaEntity, text: string, ticket?: Json): Promise<readonly PsaRecord[]>;
  /** How a record stands now. */
  read(entity: PsaEntity, externalId: string): Promise<PsaRecord>;
  /** What changed after the cursor, oldest first, with the cursor for the next time. */
  changes(
    entity: PsaEntity,
    cursor: string | null,
  ): Promise<{ readonly records: readonly PsaRecord[]; readonly cursor: string | null }>;
}

/** A mail to be sent, as the desk wrote it down. */
export interface OutgoingMail {
  readonly messageId: string;
  readonly sender: string;
  readonly recipients: readonly string[];
  readonly subject: string;
  readonly text: string;
  readonly html: string | null;
  readonly isAutomatic: boolean;
  readonly createdAt: Date;
  readonly inReplyTo: string | undefined;
  readonly references: readonly string[];
  readonly replyTo: string | undefined;
  readonly attachments: readonly LedgerFile[];
  /** A meeting to which it invites, as iCalendar. */
  readonly calendar: string | undefined;
}

/** Sends mail. */
export interface MailOutPort {
  /** Tells which recipients were refused while others were taken. @throws when nobody was reached */
  send(mail: OutgoingMail): Promise<readonly string[]>;
}

/** What a source gives since its cursor. */
export interface Harvest<Item> {
  readonly items: readonly Item[];
  readonly cursor: JsonObject;
  /** Whether there is more right away. */
  readonly hasMore: boolean;
}

/** A mail as bytes, and to whom the envelope was addressed, where that is known. */
export interface Delivery {
  readonly raw: Buffer;
  readonly recipients: readonly string[];
  /** Only the beginning of it, and why. */
  readonly cutBecause?: string;
}

/** A mailbox. */
export interface MailInPort {
  /** Mails after the cursor. What the cursor has passed is never given again. */
  fetch(cursor: JsonObject | undefined): Promise<Harvest<Delivery>>;
  /** Tells of news until it is stopped; where the other side cannot, it is only asked from time to time. */
  watch?(onNews: () => void, signal: AbortSignal): Promise<void>;
}

/** What a telephone system tells of a call. */
export interface CallEvent {
  readonly kind: "newCall" | "answer" | "hangup";
  readonly callId: string;
  readonly from: string;
  readonly to: string;
  readonly direction: "in" | "out";
  /** Who took it, as the telephone system calls them. */
  readonly user: string | null;
}

/** Reads what a telephone system pushes. */
export interface TelephonyPort {
  /** @throws {Refusal} `call.shape` */
  read(body: string): CallEvent;
}

/** An alert as its source is told about it. */
export interface KnownAlert {
  readonly source: string;
  readonly externalId: string;
  readonly title: string;
  readonly severity: string;
  readonly deviceId: string | null;
  readonly deviceName: string | null;
  /** The ticket that took it in. */
  readonly ticketNumber: string;
  /** Somebody is at it, or it is dealt with. */
  readonly answer: "acknowledged" | "closed";
}

/** Where a source was told, or knows it already or has no word for it, and so need not be. */
export interface ToldSource {
  readonly outcome: "told" | "over";
  readonly detail: string;
}

/** A monitoring product: it may have to be asked, and may want to be told. */
export interface AlertSourcePort {
  /** Alerts after the cursor, as the product gives them. */
  poll(
    cursor: JsonObject | undefined,
  ): Promise<Harvest<{ readonly source: string; readonly raw: Buffer; readonly contentType: string }>>;
  /**
   * Tells the product what became of an alert.
   *
   * @param key the same key is the same word, however often it is said
   */
  answer?(alert: KnownAlert, key: string): Promise<ToldSource>;
}

/** What may be done to a device from afar. */
export const remoteActions = ["isolate", "release", "disable", "enable", "revoke", "scan", "wipe", "script"] as const;

export interface RemoteAction {
  readonly action: (typeof remoteActions)[number];
  /** Device, account or whatever the action is done to, by the id of the other side. */
  readonly target: string;
  readonly reason: string;
  readonly arguments: JsonObject;
}

/** How an action stands. */
export interface ActionState {
  readonly jobId: string;
  readonly state: "running" | "done" | "failed";
  readonly detail: string;
}

/** An RMM or EDR that acts on devices. */
export interface RemoteActionPort {
  /** @param key the same key is the same action, however often it is asked for */
  run(action: RemoteAction, key: string): Promise<ActionState>;
  status(jobId: string): Promise<ActionState>;
}

/** A calendar that can be read. */
export interface CalendarPort {
  /** What takes up time in it; undefined when it is still the `known` version. */
  events(
    window: Window,
    known: string | null,
  ): Promise<{ readonly events: readonly CalendarEvent[]; readonly version: string | null } | undefined>;
}

/** A licence whose number is asked for, by its id where it is counted, and how many are agreed. */
export interface AskedLicence {
  readonly externalId: string;
  readonly quantity: number;
}

/** How many of a licence there are: bought, assigned to people, and in use. */
export interface CountedLicence {
  readonly externalId: string;
  readonly purchased: number;
  readonly assigned: number;
  readonly active: number;
}

/** Where licences are counted: a cloud's directory, a distributor, an RMM. */
export interface LicenceCountPort {
  /** Licences of this source are counted here; several connectors may share one. */
  readonly source: string;
  /** What is known of those that are asked for; what is not counted here is missing. */
  count(asked: readonly AskedLicence[]): Promise<readonly CountedLicence[]>;
}

/** A time-stamp authority (RFC 3161). */
export interface TimestampPort {
  /** A token over a SHA-256, in hexadecimal; the token comes back in DER. */
  stamp(sha256: string): Promise<{ readonly token: Buffer; readonly at: Date }>;
}

/** What can be connected, and what each is to us. Processes know capabilities, never products. */
export interface Ports {
  readonly archive: ArchivePort;
  readonly ledgerTransfer: LedgerTransferPort;
  readonly documentation: DocumentationPort;
  readonly psa: PsaPort;
  readonly mailIn: MailInPort;
  readonly mailOut: MailOutPort;
  readonly telephony: TelephonyPort;
  readonly alertSource: AlertSourcePort;
  readonly remoteAction: RemoteActionPort;
  readonly calendar: CalendarPort;
  readonly licenceCount: LicenceCountPort;
  readonly timestamp: TimestampPort;
}

export type Capability = keyof Ports;

export const capabilities = [
  "archive",
  "ledgerTransfer",
  "documentation",
  "psa",
  "mailIn",
  "mailOut",
  "telephony",
  "alertSource",
  "remoteAction",
  "calendar",
  "licenceCount",
  "timestamp",
] as const satisfies readonly Capability[];
