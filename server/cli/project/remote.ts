import type { Json } from "../../base/json.ts";
import { nameOf } from "../../definitions/parts.ts";
import type { Part, PartKey, PartKind } from "../../definitions/parts.ts";
import type { CatalogueRow, Release, VersionBody, VersionRow } from "../../http/wireDrafts.ts";
import type { Connection } from "../command/connection.ts";

/** A version on the server, not yet read. */
export interface Remote extends PartKey {
  readonly version: number;
}

/** A version with what it holds. */
export interface RemotePart extends Part {
  readonly version: number;
  readonly sha256: string;
}

/** Where versions of each kind are. */
const folders: Readonly<Record<PartKind, string>> = {
  process: "/api/processes",
  ruleSet: "/api/rule-sets",
  form: "/api/forms",
  template: "/api/templates",
  scenario: "/api/scenarios",
};

/** Everything that a server has published, in its newest versions. */
export async function listRemote(connection: Connection): Promise<readonly Remote[]> {
  const lists = Object.entries(folders) as [PartKind, string][]; // its keys are the kinds
  const pages = await Promise.all(
    lists.map(async ([kind, folder]) => {
      const { items } = await connection.send<{ items: readonly Pick<CatalogueRow, "key" | "version" | "state">[] }>(
        "GET",
        folder,
      );
      // what is retired is no longer there to work on
      return items.filter(({ state }) => state !== "retired").map(({ key, version }) => ({ kind, key, version }));
    }),
  );
  return pages.flat();
}

/** What a release is made of: its own parts and what it was tested with. */
export async function listRelease(connection: Connection, id: string): Promise<readonly Remote[]> {
  const { pins } = await connection.send<Release>("GET", `/api/releases/${encodeURIComponent(id)}`);
  return pins.map(({ kind, key, version }) => ({ kind, key, version }));
}

/** Reads a version. */
export async function readRemote(connection: Connection, { kind, key, version }: Remote): Promise<RemotePart> {
  const { body, sha256 } = await connection.send<VersionBody>(
    "GET",
    `${folders[kind]}/${encodeURIComponent(key)}/versions/${version}`,
  );
  return { kind, key, version, sha256, body: body as Json }; // parsed from JSON
}

/** The newest published version of each of these parts, by name; those that a server has none of are left out. */
export async function newestOf(
  connection: Connection,
  parts: readonly PartKey[],
): Promise<ReadonlyMap<string, VersionRow>> {
  const known = new Set((await listRemote(connection)).map(nameOf));
  const found = new Map<string, VersionRow>();
  for (const part of parts.filter((each) => known.has(nameOf(each)))) {
    const { items } = await connection.send<{ items: readonly VersionRow[] }>(
      "GET",
      `${folders[part.kind]}/${encodeURIComponent(part.key)}/versions`,
    );
    const newest = items.find(({ state }) => state === "published");
    if (newest) found.set(nameOf(part), newest);
  }
  return found;
}
