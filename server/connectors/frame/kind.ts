import type { z } from "zod";
import type { JsonObject } from "../../base/json.ts";
import { Refusal } from "../../base/refusal.ts";
import type { FormField } from "../../tasks/form.ts";
import type { Call, Called } from "../http/client.ts";
import type { AllowedHosts } from "../http/guard.ts";
import type { Capability, Ports } from "./ports.ts";

/** A text in both languages of the product. */
export interface Labels {
  readonly de: string;
  readonly en: string;
}

/** Something that is told once and never again. */
export interface SecretField {
  readonly key: string;
  readonly label: Labels;
  readonly help?: Labels;
  readonly isRequired: boolean;
}

/** What a kind works with: a connector's settings, its opened secrets, and the ways out. */
export interface Link<Settings = JsonObject> {
  readonly tenantId: string;
  readonly connectorId: string;
  readonly settings: Settings;
  readonly secrets: Readonly<Record<string, string>>;
  /** Asks over HTTP: guarded, paced, tried again, written down. */
  readonly call: (call: Call) => Promise<Called>;
  /** Does something that is no HTTP and writes down how it went. `target` without secrets. */
  readonly record: <T>(operation: string, target: string, work: () => Promise<T>) => Promise<T>;
  readonly allowedHosts: AllowedHosts;
  /** Where targets in the file system may lie, each tenant in a folder of its own. */
  readonly folder: string;
  readonly now: () => Date;
}

/** One thing that a test tried, and what came back. */
export interface TestStep {
  readonly what: Labels;
  readonly answer: string;
  readonly isFine: boolean;
}

/** How many requests may be made within so many milliseconds. */
export interface Pace {
  readonly requests: number;
  readonly within: number;
}

/** Whose alerts are answered. */
export interface AnsweredSource {
  readonly source: string;
  /** Only those that came by this connection; without it, all. */
  readonly connectionId?: string | undefined;
}

/** A kind of connector, as data: what it is for, what it asks for, and how it is opened and tested. */
export interface Kind<C extends Capability = Capability> {
  readonly key: string;
  readonly capability: C;
  readonly label: Labels;
  /** What it does, in two or three sentences. */
  readonly about: Labels;
  /** The settings form, as forms of tasks are described. */
  readonly fields: readonly FormField[];
  readonly secrets: readonly SecretField[];
  /** Settings that say where secrets are sent: when one changes, the secrets are forgotten. */
  readonly address: readonly string[];
  readonly pace?: Pace;
  /** How often a source is asked, in milliseconds; without it, never. */
  readonly pollEvery?: number;
  /** The product whose alerts it can answer with these settings, of one connection to it or of all; nothing where it cannot. */
  readonly answersFor?: (settings: JsonObject) => AnsweredSource | undefined;
  /** Licences of which source it counts, to know that without opening it. */
  readonly counts?: string;
  /** Whether there is nothing real behind it. */
  readonly isSimulator?: true;
  /** @throws {Refusal} `connector.settings` with each place */
  read(settings: unknown): JsonObject;
  open(link: Link): Ports[C];
  /** A real round trip. What it throws is the answer to its last step. */
  test(link: Link): Promise<readonly TestStep[]>;
}

export type AnyKind = { readonly [C in Capability]: Kind<C> }[Capability];

interface Given<C extends Capability, Shape extends z.ZodType<JsonObject>> extends Omit<
  Kind<C>,
  "read" | "open" | "test"
> {
  readonly shape: Shape;
  readonly open: (link: Link<z.output<Shape>>) => Ports[C];
  readonly test: (link: Link<z.output<Shape>>, port: Ports[C]) => Promise<readonly TestStep[]>;
}

/** Ties what a kind works with to the shape of its settings. */
export function kindOf<C extends Capability, Shape extends z.ZodType<JsonObject>>(given: Given<C, Shape>): Kind<C> {
  const { shape, open, test, ...rest } = given;
  const typed = (link: Link): Link<z.output<Shape>> => ({ ...link, settings: readAs(shape, link.settings) });
  return {
    ...rest,
    read: (settings) => readAs(shape, settings),
    open: (link) => open(typed(link)),
    test: (link) => test(typed(link), open(typed(link))),
  };
}

function readAs<Shape extends z.ZodType<JsonObject>>(shape: Shape, settings: unknown): z.output<Shape> {
  const result = shape.safeParse(settings);
  if (result.success) return result.data;
  const complaints = result.error.issues.map((issue) => ({
    place: `/settings/${issue.path.map(String).join("/")}`,
    code: "connector.settings",
    message: issue.message,
  }));
  const all = complaints.map(({ place, message }) => `${place}: ${message}`).join("; ");
  throw new Refusal("unprocessable", "connector.settings", `Expected other settings, but ${all}`, complaints);
}
