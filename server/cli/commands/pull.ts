import { mkdir } from "node:fs/promises";
import path from "node:path";
import type { Owners } from "../../definitions/exchange/places.ts";
import { referencesOf } from "../../definitions/references.ts";
import { nameOf, sha256Of, xmlOf } from "../../definitions/parts.ts";
import type { Part } from "../../definitions/parts.ts";
import { compile } from "../../engine/compile.ts";
import type { Call, Command } from "../command/command.ts";
import { connectionOf, serverOptions } from "../command/connection.ts";
import { exit } from "../command/failure.ts";
import type { Terminal } from "../command/terminal.ts";
import { findRoot, readProject } from "../project/read.ts";
import type { Project, ProjectPart } from "../project/read.ts";
import { listRelease, listRemote, readRemote } from "../project/remote.ts";
import type { Remote, RemotePart } from "../project/remote.ts";
import { readState, writeState } from "../project/state.ts";
import type { Base, State } from "../project/state.ts";
import { writePart } from "../project/write.ts";

/** `ablauf pull` */
export const pullCommand: Command = {
  name: "pull",
  takes: "[FOLDER]",
  does: {
    de: "Prozesse, Regeln, Formulare, Vorlagen und Szenarien in einen Ordner holen",
    en: "bring processes, rules, forms, templates and scenarios into a folder",
  },
  details: {
    de: "Was im Ordner geändert wurde, bleibt; ist es auf dem Server ebenfalls neuer, wird es genannt und der Rückgabewert ist 1.\nZusammenführen dann mit ablauf merge DATEI … oder mit --force die Fassung des Servers nehmen.",
    en: "What was changed in the folder stays; what is newer on the server as well is told, and the exit code is 1. Then merge\nwith ablauf merge FILE …, or take what the server has with --force.",
  },
  options: {
    ...serverOptions,
    release: {
      type: "string",
      value: "ID",
      means: {
        de: "die Versionen eines Release statt der neuesten",
        en: "the versions of a release instead of the newest",
      },
    },
    key: {
      type: "string",
      multiple: true,
      value: "KEY",
      means: { de: "nur Teile mit diesem Schlüssel (mehrfach)", en: "only parts with this key (repeatable)" },
    },
    force: {
      type: "boolean",
      means: {
        de: "auch überschreiben, was im Ordner geändert wurde",
        en: "overwrite what was changed in the folder as well",
      },
    },
  },
  count: [0, 1],
  run,
};

async function run(call: Call): Promise<number> {
  const { terminal } = call;
  const connection = await connectionOf(call);
  const folder = path.resolve(terminal.cwd, call.positionals[0] ?? ".");
  await mkdir(folder, { recursive: true });
  const root = (await findRoot(folder)) ?? folder;
  const project: Project = (await findRoot(root)) === undefined ? { root, parts: [] } : await readProject(root);
  const state = await readState(root, connection.server);
  const release = call.text("release");
  const keys = call.texts("key");
  const listed = release === undefined ? await listRemote(connection) : await listRelease(connection, release);
  const wanted = listed.filter(
    (each) => keys.length === 0 || keys.includes(each.key) || keys.includes(each.key.split(":")[0] ?? ""),
  );
  const remotes = await readAll(wanted, (each) => readRemote(connection, each));
  const outcome = await write(remotes, { project, state, isForced: call.isSet("force") });
  await writeState(root, { ...state, parts: outcome.bases });
  tell(outcome, terminal);
  return outcome.conflicts.length > 0 ? exit.no : exit.fine;
}

/** A few at a time: a server has better things to do. */
async function readAll(
  wanted: readonly Remote[],
  read: (remote: Remote) => Promise<RemotePart>,
): Promise<readonly RemotePart[]> {
  const parts: RemotePart[] = [];
  for (let at = 0; at < wanted.length; at += 8)
    parts.push(...(await Promise.all(wanted.slice(at, at + 8).map((each) => read(each)))));
  return parts;
}

interface Outcome {
  readonly bases: Record<string, Base>;
  readonly written: string[];
  readonly kept: string[];
  readonly conflicts: string[];
  readonly same: string[];
}

interface Ground {
  readonly project: Project;
  readonly state: State;
  readonly isForced: boolean;
}

async function write(remotes: readonly RemotePart[], { project, state, isForced }: Ground): Promise<Outcome> {
  const present = new Map(project.parts.map((part) => [nameOf(part), part]));
  const owners = await ownersOf([...project.parts, ...remotes]);
  const outcome: Outcome = { bases: { ...state.parts }, written: [], kept: [], conflicts: [], same: [] };
  for (const remote of remotes) {
    const name = nameOf(remote);
    const local = present.get(name);
    const fate = fateOf(remote, local, state.parts[name]);
    if (fate === "conflict" && !isForced) {
      outcome.conflicts.push(name);
      continue;
    }
    if (fate === "write" || (isForced && fate !== "same")) {
      await writePart(project.root, remote, local, owners);
      outcome.written.push(`${name} v${remote.version}`);
    } else outcome[fate === "same" ? "same" : "kept"].push(name);
    outcome.bases[name] = { version: remote.version, sha256: remote.sha256 };
  }
  return outcome;
}

/** What becomes of a part: what only the folder changed stays, what only the server changed is taken. */
function fateOf(
  remote: RemotePart,
  local: ProjectPart | undefined,
  base: Base | undefined,
): "write" | "same" | "keep" | "conflict" {
  if (local === undefined) return "write";
  const sha256 = sha256Of(local.kind, local.body);
  if (sha256 === remote.sha256) return "same";
  if (sha256 === base?.sha256) return "write";
  return base?.sha256 === remote.sha256 ? "keep" : "conflict";
}

/** The process that each form and template belongs to: the first by its key that uses it. */
async function ownersOf(parts: readonly Part[]): Promise<Owners> {
  const owners = new Map<string, string>();
  const processes = parts.filter(({ kind }) => kind === "process").toSorted((a, b) => a.key.localeCompare(b.key));
  for (const { key, body } of processes) {
    const xml = xmlOf(body);
    const { definitions } = await compile(xml);
    for (const used of definitions.flatMap((definition) => referencesOf(definition, xml))) {
      const name = nameOf(used);
      if (!owners.has(name)) owners.set(name, key);
    }
  }
  return owners;
}

function tell({ written, kept, conflicts, same }: Outcome, { out, err, pick, paint }: Terminal): void {
  for (const name of written) out(`${paint("green", "↓")} ${name}`);
  for (const name of kept)
    out(
      `${paint("blue", "=")} ${name} ${paint("dim", pick({ de: "(im Ordner geändert, bleibt)", en: "(changed in the folder, stays)" }))}`,
    );
  for (const name of conflicts)
    err(
      `${paint("yellow", "⚡")} ${name} ${pick({ de: "ist im Ordner und auf dem Server geändert", en: "was changed in the folder and on the server" })}`,
    );
  out(
    pick({
      de: `${written.length} geholt, ${same.length} gleich, ${kept.length} behalten, ${conflicts.length} Konflikte`,
      en: `${written.length} pulled, ${same.length} the same, ${kept.length} kept, ${conflicts.length} conflicts`,
    }),
  );
}
