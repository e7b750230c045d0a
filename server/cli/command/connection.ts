import { chmod, mkdir, readFile, stat, writeFile, rm } from "node:fs/promises";
import path from "node:path";
import type { Option } from "./command.ts";
import type { Call } from "./command.ts";
import { exit, Failure } from "./failure.ts";
import type { Terminal } from "./terminal.ts";
import type { Words } from "./words.ts";

/** Options of commands that speak with a server. */
export const serverOptions: Readonly<Record<"server" | "token", Option>> = {
  server: {
    type: "string",
    value: "URL",
    means: {
      de: "Adresse des Servers; sonst ABLAUF_SERVER oder die von ablauf login",
      en: "address of the server; else ABLAUF_SERVER or that of ablauf login",
    },
  },
  token: {
    type: "string",
    value: "TOKEN",
    means: {
      de: "API-Token; sonst ABLAUF_TOKEN oder das von ablauf login",
      en: "API token; else ABLAUF_TOKEN or that of ablauf login",
    },
  },
};

/** Where a server is and how to show who asks. */
export interface Access {
  readonly server: string;
  readonly token: string;
}

/** What a server answers, or a failure. */
export interface Connection {
  readonly server: string;
  /** @throws {Failure} what the server refuses, told in its words; exit code 3 when it does not answer */
  send<T>(method: string, address: string, body?: unknown): Promise<T>;
  /** Sends bytes of a type. */
  upload<T>(address: string, body: string | Uint8Array<ArrayBuffer>, type: string): Promise<T>;
  /** The answer as bytes. */
  download(address: string): Promise<Uint8Array>;
}

/** The access that a command line, the environment or an earlier login gives. @throws {Failure} when none does */
export async function accessOf(call: Call): Promise<Access> {
  const server = await serverOf(call);
  const token = call.text("token") ?? call.terminal.env["ABLAUF_TOKEN"];
  if (token !== undefined) return { server, token };
  const kept = await readCredentials(call.terminal);
  // a token that was kept for one server is shown to no other
  if (kept?.server === server) return kept;
  throw lacking({ de: "ein Token", en: "a token" });
}

/** The server that is meant. @throws {Failure} when nothing says which */
export async function serverOf({ text, terminal }: Pick<Call, "text" | "terminal">): Promise<string> {
  const given = text("server") ?? terminal.env["ABLAUF_SERVER"] ?? (await readCredentials(terminal))?.server;
  if (given !== undefined) return normal(given);
  throw lacking({ de: "einen Server", en: "a server" });
}

function lacking({ de, en }: Words): Failure {
  return new Failure(
    {
      de: `Erwartet ${de}: mit ablauf login, in ABLAUF_SERVER und ABLAUF_TOKEN oder mit --server und --token.`,
      en: `Expected ${en}: from ablauf login, in ABLAUF_SERVER and ABLAUF_TOKEN, or with --server and --token.`,
    },
    exit.usage,
  );
}

/** Opens the connection that a call asks for. */
export async function connectionOf(call: Call): Promise<Connection> {
  return connect(await accessOf(call), call.terminal);
}

/** Speaks with a server as a system that has a token. */
export function connect({ server, token }: Access, terminal: Pick<Terminal, "language">): Connection {
  return open(server, { authorization: `Bearer ${token}` }, terminal);
}

/**
 * Speaks with a server as a person, for as long as `work` takes: signs in, and out again whatever happens.
 *
 * @throws {Failure} when the server does not know login and password
 */
export async function asPerson<T>(
  server: string,
  person: { readonly login: string; readonly password: string },
  terminal: Pick<Terminal, "language">,
  work: (connection: Connection) => Promise<T>,
): Promise<T> {
  const response = await reach(`${server}/api/session`, {
    method: "POST",
    headers: { "content-type": "application/json", "x-requested-with": "ablauf", accept: "application/json" },
    body: JSON.stringify(person),
  });
  if (!response.ok) throw await refused(response);
  const [cookie = ""] = (response.headers.get("set-cookie") ?? "").split(";");
  const connection = open(server, { cookie, "x-requested-with": "ablauf" }, terminal);
  try {
    return await work(connection);
  } finally {
    await connection.send("DELETE", "/api/session");
  }
}

function open(
  server: string,
  who: Readonly<Record<string, string>>,
  { language }: Pick<Terminal, "language">,
): Connection {
  const ask = async (
    method: string,
    address: string,
    body?: string | Uint8Array<ArrayBuffer>,
    type?: string,
  ): Promise<Response> => {
    const headers = {
      ...who,
      "accept-language": language,
      accept: "application/json",
      ...(type === undefined ? {} : { "content-type": type }),
    };
    const response = await reach(`${server}${address}`, { method, headers, ...(body === undefined ? {} : { body }) });
    if (response.ok) return response;
    throw await refused(response);
  };
  return {
    server,
    send: async (method, address, body) =>
      parsed(
        await ask(
          method,
          address,
          body === undefined ? undefined : JSON.stringify(body),
          body === undefined ? undefined : "application/json",
        ),
      ),
    upload: async (address, body, type) => parsed(await ask("POST", address, body, type)),
    download: async (address) => new Uint8Array(await (await ask("GET", address)).arrayBuffer()),
  };
}

async function parsed<T>(response: Response): Promise<T> {
  const text = await response.text();
  return (text === "" ? undefined : JSON.parse(text)) as T; // callers name what the address answers with
}

async function reach(address: string, request: RequestInit): Promise<Response> {
  try {
    return await fetch(address, { ...request, redirect: "error" });
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause.message : String(error);
    throw new Failure(
      {
        de: `Der Server ${new URL(address).origin} antwortet nicht: ${cause}`,
        en: `Expected an answer from ${new URL(address).origin}, but ${cause}`,
      },
      exit.unreachable,
    );
  }
}

interface Problem {
  readonly code?: string;
  readonly detail?: string;
  readonly complaints?: readonly { readonly place: string; readonly message: string }[];
}

async function refused(response: Response): Promise<Failure> {
  const text = await response.text();
  const { code, detail, complaints = [] } = problemIn(text);
  const said = detail ?? (text === "" ? response.statusText : text.slice(0, 300));
  const mark = code === undefined ? String(response.status) : `${code}, ${response.status}`;
  return new Failure(
    { de: `Der Server lehnt ab: ${said} (${mark})`, en: `The server refuses: ${said} (${mark})` },
    exit.no,
    complaints.slice(0, 20).map(({ place, message }) => `${place}: ${message}`),
  );
}

function problemIn(text: string): Problem {
  try {
    return JSON.parse(text) as Problem; // RFC 9457; every member is looked at with care
  } catch {
    return {};
  }
}

function normal(server: string): string {
  return server.replace(/\/+$/, "");
}

function credentialsFile({ env, cwd }: Terminal): string {
  const home = env["XDG_CONFIG_HOME"] ?? path.join(env["HOME"] ?? env["USERPROFILE"] ?? cwd, ".config");
  return path.join(home, "ablauf", "credentials.json");
}

/** What an earlier login has kept. @throws {Failure} when others may read the file as well */
async function readCredentials(terminal: Terminal): Promise<Access | undefined> {
  const file = credentialsFile(terminal);
  const found = await stat(file).catch(() => undefined);
  if (found === undefined) return undefined;
  if (process.platform !== "win32" && (found.mode & 0o077) !== 0) {
    throw new Failure({
      de: `Erwartet eine Datei, die nur Sie lesen können; ${file} können auch andere lesen. Abhilfe: chmod 600 ${file}`,
      en: `Expected a file that only you can read, but ${file} can be read by others. Mend it with: chmod 600 ${file}`,
    });
  }
  return JSON.parse(await readFile(file, "utf8")) as Access; // written by `keepCredentials`
}

/** Keeps an access for later commands, for nobody else to read. @returns the file */
export async function keepCredentials(terminal: Terminal, { server, token }: Access): Promise<string> {
  const file = credentialsFile(terminal);
  await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
  await writeFile(file, `${JSON.stringify({ server: normal(server), token }, undefined, 2)}\n`, { mode: 0o600 });
  await chmod(file, 0o600);
  return file;
}

/** Forgets it. */
export async function dropCredentials(terminal: Terminal): Promise<void> {
  await rm(credentialsFile(terminal), { force: true });
}
