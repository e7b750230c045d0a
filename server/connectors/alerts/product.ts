import type { Json } from "../../base/json.ts";
import type { AlertDomain, AlertKind, AlertSeverity, AlertSource, AlertVerdict, Mitigation } from "./alert.ts";
import type { AlertMail } from "./read.ts";

/** What a product's payload says, before it gets its key and its raw bytes. What is left out is not known. */
export interface AlertDraft {
  readonly externalId: string;
  readonly kind: AlertKind;
  readonly domain: AlertDomain;
  readonly severity: AlertSeverity;
  readonly sourceSeverity?: string | undefined;
  readonly verdict?: AlertVerdict | undefined;
  readonly title: string;
  readonly description?: string | undefined;
  readonly remediation?: string | undefined;
  readonly category?: string | undefined;
  readonly mitreTechniques?: readonly string[] | undefined;
  readonly mitigation?: Mitigation | undefined;
  readonly customer?: { readonly externalId?: string | undefined; readonly name?: string | undefined };
  readonly device?: {
    readonly externalId?: string | undefined;
    readonly name?: string | undefined;
    readonly ip?: string | undefined;
  };
  /** What is wrong, in words that stay the same while it is: the key of all alerts about it is made from this. */
  readonly condition: string;
  readonly occurredAt: Date;
  readonly links?: readonly string[] | undefined;
}

/** Where an alert came in. */
export interface AlertContext {
  /** Which of several configured connections to the product. */
  readonly connectionId: string;
  readonly receivedAt: Date;
  /** IANA zone of products that tell local time without saying which; UTC without one. */
  readonly timeZone?: string;
  /** How to read the payload of `generic`. */
  readonly mapping?: unknown;
}

/** How one product's alerts are read. @throws {Refusal} `alert.shape` with the place of each mistake */
export type Product = { readonly source: AlertSource } & (
  | { readonly format: "json"; readonly draft: (payload: Json, context: AlertContext) => AlertDraft }
  | {
      readonly format: "xml";
      readonly draft: (payload: ReadonlyMap<string, string>, context: AlertContext) => AlertDraft;
    }
  | { readonly format: "mail"; readonly draft: (mail: AlertMail, context: AlertContext) => AlertDraft }
  | { readonly format: "any"; readonly draft: (payload: Json, context: AlertContext) => AlertDraft }
);
