import path from "node:path";
import { diffParts } from "../../definitions/diffParts.ts";
import { nameOf, sha256Of } from "../../definitions/parts.ts";
import type { Draft, DraftPart, VersionRow } from "../../http/wireDrafts.ts";
import type { Call, Command } from "../command/command.ts";
import { writeChanges } from "../command/changes.ts";
import { connectionOf, serverOptions } from "../command/connection.ts";
import type { Connection } from "../command/connection.ts";
import { exit, Failure } from "../command/failure.ts";
import type { Terminal } from "../command/terminal.ts";
import { readProject } from "../project/read.ts";
import type { ProjectPart } from "../project/read.ts";
import { newestOf, readRemote } from "../project/remote.ts";
import { readState, writeState } from "../project/state.ts";
import type { Base, State } from "../project/state.ts";

/** `ablauf push` */
export const pushCommand: Command = {
  name: "push",
  takes: "[FOLDER]",
  does: {
    de: "was im Ordner geändert wurde, als Entwurf auf den Server bringen",
    en: "bring what was changed in the folder to the server as a draft",
  },
  details: {
    de: "Nichts wird überschrieben: Ist auf dem Server oder im Entwurf etwas neuer, wird gesagt, was von wem, und nichts gesendet.\nWeiter geht es mit ablauf check, approve (durch jemand anderen) und publish.",
    en: "Nothing is overwritten: when something is newer on the server or in the draft, it is said what and by whom, and nothing\nis sent. Go on with ablauf check, approve (by somebody else) and publish.",
  },
  options: {
    ...serverOptions,
    draft: {
      type: "string",
      value: "ID",
      means: {
        de: "in diesen Entwurf; sonst in den letzten offenen, sonst in einen neuen",
        en: "into this draft; else the last open one, else a new one",
      },
    },
    new: { type: "boolean", means: { de: "in einen neuen Entwurf", en: "into a new draft" } },
    title: {
      type: "string",
      short: "m",
      value: "TEXT",
      means: { de: "Titel eines neuen Entwurfs", en: "title of a new draft" },
    },
    "dry-run": {
      type: "boolean",
      short: "n",
      means: { de: "nur zeigen, was sich ändern würde", en: "only show what would change" },
    },
    quiet: {
      type: "boolean",
      short: "q",
      means: { de: "ohne die einzelnen Änderungen", en: "without the single changes" },
    },
  },
  count: [0, 1],
  run,
};

/** A part of the folder that the server has not got like this, and the version there that it began from. */
interface Changed {
  readonly part: ProjectPart;
  readonly base: VersionRow | undefined;
}

async function run(call: Call): Promise<number> {
  const { terminal } = call;
  const connection = await connectionOf(call);
  const project = await readProject(path.resolve(terminal.cwd, call.positionals[0] ?? "."));
  const state = await readState(project.root, connection.server);
  const { changed, bases } = await changesOf(project.parts, state, connection);
  const known: State = { ...state, parts: { ...state.parts, ...bases } };
  if (changed.length === 0) {
    await writeState(project.root, known);
    terminal.out(
      terminal.pick({
        de: "Der Server hat alles, was im Ordner steht.",
        en: "The server has all that is in the folder.",
      }),
    );
    return exit.fine;
  }
  for (const each of changed) await show(each, connection, { terminal, isQuiet: call.isSet("quiet") });
  if (call.isSet("dry-run")) return exit.fine;
  const draft = await draftOf(call, connection, known, changed);
  const revisions = await save(connection, draft, changed, known);
  await writeState(project.root, { ...known, draft: { id: draft.id, revisions } });
  terminal.out(
    terminal.paint(
      "bold",
      terminal.pick({ de: `Entwurf ${draft.id}: ${draft.title}`, en: `Draft ${draft.id}: ${draft.title}` }),
    ),
  );
  return exit.fine;
}

/** What the folder has changed. @throws {Failure} when the server has gone on since it was pulled */
async function changesOf(
  parts: readonly ProjectPart[],
  state: State,
  connection: Connection,
): Promise<{ changed: readonly Changed[]; bases: Record<string, Base> }> {
  const touched = parts.filter((part) => state.parts[nameOf(part)]?.sha256 !== sha256Of(part.kind, part.body));
  const newest = await newestOf(connection, touched);
  const bases: Record<string, Base> = {};
  const changed: Changed[] = [];
  const overtaken: string[] = [];
  for (const part of touched) {
    const name = nameOf(part);
    const there = newest.get(name);
    if (there?.sha256 === sha256Of(part.kind, part.body))
      bases[name] = { version: there.version, sha256: there.sha256 };
    else if (there && there.version !== state.parts[name]?.version)
      overtaken.push(`${name}: v${there.version}, ${there.author}, ${there.at}`);
    else changed.push({ part, base: there });
  }
  if (overtaken.length === 0) return { changed, bases };
  throw new Failure(
    {
      de: "Der Server hat neuere Versionen, als der Ordner kennt. Erst ablauf pull, dann zusammenführen:",
      en: "Expected the versions that the folder was pulled from, but the server has newer ones. Run ablauf pull first, then merge:",
    },
    exit.no,
    overtaken,
  );
}

async function show(
  { part, base }: Changed,
  connection: Connection,
  { terminal, isQuiet }: { terminal: Terminal; isQuiet: boolean },
): Promise<void> {
  const { out, pick, paint } = terminal;
  if (base === undefined) {
    out(`${paint("green", "+")} ${nameOf(part)} ${paint("dim", pick({ de: "(neu)", en: "(new)" }))}`);
    return;
  }
  out(
    `${paint("yellow", "~")} ${paint("bold", nameOf(part))} ${paint("dim", pick({ de: `(gegenüber v${base.version})`, en: `(against v${base.version})` }))}`,
  );
  if (isQuiet) return;
  const before = await readRemote(connection, base);
  writeChanges(part.kind, await diffParts(part.kind, before.body, part.body), {
    ...terminal,
    out: (text) => out(`  ${text}`),
  });
}

/** The draft to push to. A new one has a title. */
async function draftOf(
  call: Call,
  connection: Connection,
  { draft }: State,
  changed: readonly Changed[],
): Promise<Draft> {
  const given = call.text("draft");
  const kept = call.isSet("new") ? undefined : draft?.id;
  if (given !== undefined) return connection.send<Draft>("GET", `/api/drafts/${encodeURIComponent(given)}`);
  const last = kept === undefined ? undefined : await connection.send<Draft>("GET", `/api/drafts/${kept}`);
  if (last !== undefined && last.state !== "published" && last.state !== "discarded") return last;
  const keys = changed.map(({ part }) => part.key);
  const title = call.text("title") ?? `${keys.slice(0, 3).join(", ")}${keys.length > 3 ? " …" : ""}`;
  return connection.send<Draft>("POST", "/api/drafts", { title });
}

/**
 * Saves each part on the revision that this folder has seen last; the server refuses when somebody else was faster.
 *
 * @returns the revisions of all parts of the draft that this folder knows
 */
async function save(
  connection: Connection,
  draft: Draft,
  changed: readonly Changed[],
  { draft: seen }: State,
): Promise<Record<string, number>> {
  const known: Record<string, number> = seen?.id === draft.id ? { ...seen.revisions } : {};
  const held = new Map(draft.parts.map((part) => [nameOf(part), part]));
  for (const { part, base } of changed) {
    const name = nameOf(part);
    const address = `/api/drafts/${draft.id}/parts/${part.kind}/${encodeURIComponent(part.key)}`;
    const revision = held.has(name) ? (known[name] ?? null) : await begin(connection, draft, base);
    const saved = await connection.send<DraftPart>("PUT", address, { revision, body: part.body });
    known[name] = saved.revision;
  }
  return known;
}

/** A part with versions begins from the one that the folder was pulled from, so that the draft knows what it changes. */
async function begin(connection: Connection, draft: Draft, base: VersionRow | undefined): Promise<number | null> {
  if (base === undefined) return null;
  const { kind, key, version } = base;
  return (await connection.send<DraftPart>("POST", `/api/drafts/${draft.id}/parts`, { from: { kind, key, version } }))
    .revision;
}
