import { mkdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";

/** What a folder remembers of the server it was pulled from: never shared, never needed to read the folder. */
export interface State {
  readonly server: string;
  /** The version of each part that the folder began from, by kind and key. */
  readonly parts: Readonly<Record<string, Base>>;
  /** The draft that was pushed to last, with the revisions of its parts as this folder saw them. */
  readonly draft?: { readonly id: string; readonly revisions: Readonly<Record<string, number>> };
}

/** A version on the server. */
export interface Base {
  readonly version: number;
  readonly sha256: string;
}

function fileOf(root: string): string {
  return path.join(root, ".ablauf", "state.json");
}

/** What a folder remembers; nothing of another server. */
export async function readState(root: string, server: string): Promise<State> {
  const text = await readFile(fileOf(root), "utf8").catch(() => undefined);
  const state = text === undefined ? undefined : (JSON.parse(text) as State); // written by `writeState`
  return state?.server === server ? state : { server, parts: {} };
}

/** Remembers. Git is told to leave it alone. */
export async function writeState(root: string, state: State): Promise<void> {
  await mkdir(path.dirname(fileOf(root)), { recursive: true });
  await writeFile(path.join(root, ".ablauf", ".gitignore"), "*\n");
  await writeFile(fileOf(root), `${JSON.stringify(state, undefined, 2)}\n`);
}
