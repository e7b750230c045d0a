import type { IncomingMessage, ServerResponse } from "node:http";
import type { Readable } from "node:stream";
import type { z } from "zod";
import type { Signer } from "../audit/signer.ts";
import type { DemoAccount } from "../identity/demoAccount.ts";
import type { Permission, Person } from "../identity/person.ts";
import type { Post } from "../connectors/mail/letter.ts";
import type { World } from "../connectors/frame/world.ts";
import type { Cause, House } from "../runtime/house.ts";
import type { Live } from "./live.ts";

/** What the routes of one server share. */
export interface Site {
  readonly house: House;
  readonly world: World;
  readonly live: Live;
  /** Who signs seals and evidence. */
  readonly signer: () => Promise<Signer>;
  readonly version: string;
  readonly isEmbedded: boolean;
  readonly demoAccounts: readonly DemoAccount[];
  /** The tenant of whoever runs the installation; its administrators see to the others. */
  readonly homeTenant: string;
  /** Whether mails leave by a server that the settings name, so that tenants need no connector for it. */
  readonly hasMailServer: boolean;
  /** How mails leave that no process writes. */
  readonly post: Post;
  /** Where customers reach this server. */
  readonly publicUrl: string;
  /** Whether an address is that of a proxy before this server, whose X-Forwarded-For counts. */
  readonly isProxy: (address: string) => boolean;
  /** Bytes that an attached file may have. */
  readonly fileLimit: number;
  /** Whether the server is shutting down and takes no new work. */
  isDraining: boolean;
}

/** One request, understood: who asks, in which language, with which checked body. */
export interface Call<Body> {
  readonly site: Site;
  readonly person: Person;
  readonly cause: Cause;
  readonly language: "de" | "en";
  readonly params: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string | undefined>>;
  readonly headers: IncomingMessage["headers"];
  /** For the event stream only, which takes the response over. */
  readonly response: ServerResponse;
  readonly body: Body;
}

/** An answer that is not plain JSON with status 200. */
export class Reply {
  readonly status: number;
  readonly type: string | undefined;
  readonly body: string | Buffer | Readable | object | undefined;
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    status: number,
    body?: string | Buffer | Readable | object,
    type?: string,
    headers: Readonly<Record<string, string>> = {},
  ) {
    this.status = status;
    this.body = body;
    this.type = type;
    this.headers = headers;
  }
}

/** The answer of a route that has nothing to say. */
export const nothing = new Reply(204);

/**
 * A route as a sentence: method and path, who may, what comes in, what goes out, what it does. The router, the OpenAPI
 * document and the tests are made from these.
 */
export interface Route {
  readonly method: "get" | "post" | "put" | "patch" | "delete";
  /** Koa style, e.g. `/api/tasks/:id/claim`. */
  readonly path: string;
  readonly summary: string;
  /** `undefined`: whoever asks, signed in or not. */
  readonly permission: Permission | "signedIn" | undefined;
  /** Whether it may shut somebody out or change who somebody is: who asks next is looked up anew. */
  readonly changesAccess?: true;
  /** Query parameters with what they mean. */
  readonly query?: Readonly<Record<string, string>>;
  /** The body: a schema for JSON, raw bytes of the given types, or the request itself, still to be read. */
  readonly body?:
    | { readonly kind: "json"; readonly schema: z.ZodType }
    | { readonly kind: "raw"; readonly types: readonly string[]; readonly limit: number }
    | { readonly kind: "stream"; readonly types: readonly string[] };
  /** Schema of the 200 answer; undefined = 204 or not JSON. */
  readonly answer?: z.ZodType;
  readonly answerType?: string;
  readonly run: (call: Call<never>) => Promise<unknown>;
}

/** Ties the type of a route's body to its schema. */
export function jsonRoute<Schema extends z.ZodType>(
  route: Omit<Route, "body" | "run"> & {
    readonly body: Schema;
    readonly run: (call: Call<z.output<Schema>>) => Promise<unknown>;
  },
): Route {
  const { body, run, ...rest } = route;
  return { ...rest, body: { kind: "json", schema: body }, run }; // the edge parses with this schema
}

/** A route that takes bytes as they are. */
export function rawRoute(
  route: Omit<Route, "body" | "run"> & {
    readonly types: readonly string[];
    readonly limit: number;
    readonly run: (call: Call<Buffer>) => Promise<unknown>;
  },
): Route {
  const { types, limit, run, ...rest } = route;
  return { ...rest, body: { kind: "raw", types, limit }, run }; // the edge hands over a Buffer
}

/** A route that reads the body as it arrives. */
export function streamRoute(
  route: Omit<Route, "body" | "run"> & {
    readonly types: readonly string[];
    readonly run: (call: Call<IncomingMessage>) => Promise<unknown>;
  },
): Route {
  const { types, run, ...rest } = route;
  return { ...rest, body: { kind: "stream", types }, run }; // the edge hands over the request
}

/** A route without a body. */
export function plainRoute(
  route: Omit<Route, "body" | "run"> & { readonly run: (call: Call<undefined>) => Promise<unknown> },
): Route {
  const { run, ...rest } = route;
  return { ...rest, run };
}
