import type { CheckReport, Draft, DraftRow, Published } from "../../http/wireDrafts.ts";
import type { Call, Command } from "../command/command.ts";
import { asPerson, connectionOf, serverOf, serverOptions } from "../command/connection.ts";
import { exit, usage } from "../command/failure.ts";
import { countFindings, writeFindings } from "../command/findings.ts";
import type { Terminal } from "../command/terminal.ts";
import type { Words } from "../command/words.ts";

const reason = {
  type: "string",
  short: "m",
  value: "TEXT",
  means: { de: "Begründung; steht in der Historie", en: "the reason; it goes into the trail" },
} as const;

/** `ablauf drafts` */
export const draftsCommand: Command = {
  name: "drafts",
  takes: "",
  does: { de: "offene Entwürfe auflisten", en: "list open drafts" },
  options: { ...serverOptions, json: { type: "boolean", means: { de: "als JSON schreiben", en: "write JSON" } } },
  count: [0, 0],
  run: list,
};

/** `ablauf check` */
export const checkCommand: Command = {
  name: "check",
  takes: "DRAFT",
  does: {
    de: "einen Entwurf auf dem Server prüfen: Lint, Regeltests, Szenarien",
    en: "check a draft on the server: lint, rule tests, scenarios",
  },
  options: { ...serverOptions, json: { type: "boolean", means: { de: "als JSON schreiben", en: "write JSON" } } },
  count: [1, 1],
  run: check,
};

/** `ablauf approve` */
export const approveCommand: Command = {
  name: "approve",
  takes: "DRAFT",
  does: {
    de: "einen geprüften Entwurf freigeben (wer ihn nicht geändert hat)",
    en: "approve a checked draft (whoever has not changed it)",
  },
  details: {
    de: "Freigeben kann nur ein Mensch, kein Token: Das Kennwort steht in ABLAUF_PASSWORD oder wird erfragt und nirgends gemerkt.",
    en: "Only a person can approve, no token: the password is in ABLAUF_PASSWORD or asked for, and kept nowhere.",
  },
  options: {
    server: serverOptions.server,
    user: { type: "string", short: "u", value: "LOGIN", means: { de: "wer freigibt", en: "who approves" } },
    reason,
  },
  count: [1, 1],
  run: approve,
};

/** `ablauf reject` */
export const rejectCommand: Command = {
  name: "reject",
  takes: "DRAFT",
  does: { de: "einen Entwurf zurückgeben", en: "give a draft back" },
  options: { ...serverOptions, reason },
  count: [1, 1],
  run: (call) => decide(call, "reject", { de: "zurückgegeben", en: "rejected" }),
};

/** `ablauf discard` */
export const discardCommand: Command = {
  name: "discard",
  takes: "DRAFT",
  does: {
    de: "einen Entwurf schließen, der nicht veröffentlicht wird",
    en: "close a draft that will not be published",
  },
  options: { ...serverOptions, reason },
  count: [1, 1],
  run: (call) => decide(call, "discard", { de: "geschlossen", en: "closed" }),
};

/** `ablauf publish` */
export const publishCommand: Command = {
  name: "publish",
  takes: "DRAFT",
  does: { de: "einen freigegebenen Entwurf veröffentlichen", en: "publish an approved draft" },
  options: { ...serverOptions, reason },
  count: [1, 1],
  run: publish,
};

function addressOf(call: Call, action = ""): string {
  return `/api/drafts/${encodeURIComponent(call.positionals[0] ?? "")}${action}`;
}

function reasonOf(call: Call): string {
  const text = call.text("reason");
  if (text !== undefined && text.trim() !== "") return text;
  throw usage("Erwartet eine Begründung mit --reason.", "Expected a reason, given with --reason.");
}

async function list(call: Call): Promise<number> {
  const { out, pick, paint } = call.terminal;
  const { items } = await (
    await connectionOf(call)
  ).send<{ items: readonly DraftRow[] }>("GET", "/api/drafts?limit=200");
  if (call.isSet("json")) out(JSON.stringify(items, undefined, 2));
  else {
    for (const { id, title, state, editors, parts } of items) {
      out(`${paint("bold", id)} ${title} ${paint("dim", `(${state}; ${editors.join(", ")})`)}`);
      out(`  ${parts.map(({ kind, key }) => `${kind} ${key}`).join(", ")}`);
    }
    if (items.length === 0) out(pick({ de: "Keine offenen Entwürfe.", en: "No open drafts." }));
  }
  return exit.fine;
}

async function check(call: Call): Promise<number> {
  const report = await (await connectionOf(call)).send<CheckReport>("POST", addressOf(call, "/check"), {});
  if (call.isSet("json")) call.terminal.out(JSON.stringify(report, undefined, 2));
  else writeReport(report, call.terminal);
  return report.isGreen ? exit.fine : exit.no;
}

function writeReport({ findings, tests, coverage, isGreen }: CheckReport, terminal: Terminal): void {
  const { out, pick, paint } = terminal;
  for (const [name, all] of Map.groupBy(findings, ({ kind, key }) => `${kind} ${key}`))
    writeFindings(name, all, terminal);
  for (const { key, title, failures, isGreen: isPassed } of tests) {
    if (isPassed) continue;
    out(`${paint("red", "✖")} ${paint("bold", key)} ${pick(title)}`);
    for (const { place, message } of failures) out(`    ${paint("dim", place)} ${pick(message)}`);
  }
  for (const { key, of, covered, total, uncovered } of coverage) {
    const missed =
      uncovered.length === 0 ? "" : `: ${uncovered.slice(0, 10).join(", ")}${uncovered.length > 10 ? " …" : ""}`;
    out(paint(covered === total ? "dim" : "yellow", `${key} ${of} ${covered}/${total}${missed}`));
  }
  const green = tests.filter((test) => test.isGreen).length;
  const sum = pick({ de: `${green} von ${tests.length} Tests grün`, en: `${green} of ${tests.length} tests green` });
  out(paint(isGreen ? "green" : "red", `${isGreen ? "✔" : "✖"} ${countFindings(findings, terminal)}; ${sum}`));
}

async function approve(call: Call): Promise<number> {
  const { terminal } = call;
  const why = reasonOf(call);
  const login = call.text("user");
  if (login === undefined) throw usage("Erwartet mit --user, wer freigibt.", "Expected with --user who approves.");
  const server = await serverOf(call);
  const password = terminal.env["ABLAUF_PASSWORD"] ?? (await terminal.askSecret?.(`${login}@${server}: `));
  if (password === undefined)
    throw usage(
      "Erwartet ein Kennwort in ABLAUF_PASSWORD, da niemand gefragt werden kann.",
      "Expected a password in ABLAUF_PASSWORD, since nobody can be asked.",
    );
  return asPerson(server, { login, password }, terminal, async (connection) => {
    await connection.send("POST", addressOf(call, "/approve"), { reason: why });
    const { title } = await connection.send<Draft>("GET", addressOf(call));
    terminal.out(`${title}: ${terminal.pick({ de: "freigegeben", en: "approved" })}`);
    return exit.fine;
  });
}

async function decide(call: Call, action: string, done: Words): Promise<number> {
  const { terminal } = call;
  const connection = await connectionOf(call);
  await connection.send("POST", addressOf(call, `/${action}`), { reason: reasonOf(call) });
  const { title } = await connection.send<Draft>("GET", addressOf(call));
  terminal.out(`${title}: ${terminal.pick(done)}`);
  return exit.fine;
}

async function publish(call: Call): Promise<number> {
  const { out, pick, paint } = call.terminal;
  const { releaseId, versions } = await (
    await connectionOf(call)
  ).send<Published>("POST", addressOf(call, "/publish"), { reason: reasonOf(call) });
  for (const { kind, key, version } of versions) out(`${paint("green", key)} v${version} (${kind})`);
  out(pick({ de: `Release ${releaseId}`, en: `Release ${releaseId}` }));
  return exit.fine;
}
