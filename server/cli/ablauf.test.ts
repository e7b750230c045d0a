import { execFile } from "node:child_process";
import { chmod, cp, mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import test from "ava";
import { transact } from "../db/transact.ts";
import { permissions } from "../identity/person.ts";
import { createToken, createUser } from "../identity/users.ts";
import { served } from "../test/served.ts";
import type { Served } from "../test/served.ts";
import { commands } from "./ablauf.ts";

const root = path.join(import.meta.dirname, "../..");
const launcher = path.join(import.meta.dirname, "bin/ablauf.js");
const tokens = { ana: "abl_test_ana", bo: "abl_test_bo" } as const;
const password = "a password of some length";
let server: Served;
let home: string;

test.before(async () => {
  home = await mkdtemp(path.join(tmpdir(), "ablauf-cli-"));
  server = await served({ WORKERS: "false", TENANT: "muster" });
  const { house } = server;
  await transact(house.database, "muster", async (tx) => {
    for (const [name, secret] of Object.entries(tokens))
      await createToken(tx, { name, permissions, createdBy: "test", secret }, house.now());
    await createUser(tx, { login: "bo", name: "Bo", roles: ["administrator"], password }, house.now());
  });
});
test.after.always(async () => {
  await server?.close();
  await rm(home, { recursive: true, force: true });
});

interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

interface Setting {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** Runs the command line as a program of its own, with nothing of this process' environment. */
function ablauf(args: readonly string[], { cwd = home, env = {} }: Setting = {}): Promise<Ran> {
  return new Promise((resolve) => {
    const options = {
      cwd,
      env: { PATH: process.env["PATH"] ?? "", HOME: home, LANG: "en_GB.UTF-8", ...env },
      maxBuffer: 64 * 1024 * 1024,
    };
    execFile(process.execPath, [launcher, ...args], options, (error, out, err) => {
      resolve({ code: error === null ? 0 : Number(error.code), out, err });
    });
  });
}

const as = (who: keyof typeof tokens): Setting["env"] => ({ ABLAUF_SERVER: server.url, ABLAUF_TOKEN: tokens[who] });

async function folder(): Promise<string> {
  return mkdtemp(path.join(home, "folder-"));
}

async function edit(file: string, from: string | RegExp, to: string): Promise<void> {
  const text = await readFile(file, "utf8");
  await writeFile(file, text.replace(from, to));
}

const approvalIn = (cwd: string): string => path.join(cwd, "processes/approval/approval.bpmn");
const approval = path.join(root, "processes/approval/approval.bpmn");

test.serial("every command has a help in both languages that names its options", async (t) => {
  const overview = await ablauf(["--help"]);
  t.is(overview.code, 0);
  for (const { name } of commands) t.true(overview.out.includes(`  ${name} `), name);
  for (const language of ["de", "en"] as const) {
    const { code, out } = await ablauf(["merge", "--help", "--language", language]);
    t.is(code, 0);
    t.true(out.includes("--resolve ID=OPTION") && out.includes("BASE OURS THEIRS"));
    t.true(out.includes(language === "de" ? "Rückgabewert" : "Exit code"));
  }
  t.true(commands.every(({ does }) => does.de !== "" && does.en !== "" && does.de !== does.en));
});

test.serial("what is not understood is answered with what was expected, and exit code 2", async (t) => {
  const unknown = await ablauf(["pusch"]);
  const option = await ablauf(["lint", "--nope"]);
  const missing = await ablauf(["diff", approval]);
  const german = await ablauf(["diff", approval, "--language", "de"]);
  const nothing = await ablauf([]);

  t.deepEqual(
    [unknown, option, missing, german, nothing].map(({ code }) => code),
    [2, 2, 2, 2, 2],
  );
  t.regex(unknown.err, /Expected one of the commands .*push.*, but pusch is none/);
  t.regex(option.err, /Expected options of ablauf lint \(.*--quiet/);
  t.regex(missing.err, /Expected ablauf diff BEFORE AFTER, but got/);
  t.regex(german.err, /Erwartet: ablauf diff BEFORE AFTER/);
});

test.serial("a server that does not answer is exit code 3, and none at all exit code 2", async (t) => {
  const silent = await ablauf(["drafts"], { env: { ABLAUF_SERVER: "http://127.0.0.1:9", ABLAUF_TOKEN: "x" } });
  const none = await ablauf(["drafts"]);

  t.is(silent.code, 3);
  t.regex(silent.err, /Expected an answer from http:\/\/127\.0\.0\.1:9/);
  t.is(none.code, 2);
  t.regex(none.err, /Expected a server: from ablauf login/);
});

test.serial("a login is checked, kept for oneself alone, and not used when others could read it", async (t) => {
  const own = await folder();
  const env = { HOME: own };
  const file = path.join(own, ".config/ablauf/credentials.json");

  const wrong = await ablauf(["login", "--server", server.url, "--token", "abl_wrong"], { env });
  t.is(wrong.code, 1);
  t.regex(wrong.err, /token\.invalid, 401/);
  const right = await ablauf(["login", "--server", server.url], { env: { ...env, ABLAUF_TOKEN: tokens.ana } });
  t.is(right.code, 0, right.err);
  t.is((await stat(file)).mode & 0o777, 0o600);
  t.is((await ablauf(["drafts"], { env })).code, 0);
  t.is(
    (await ablauf(["drafts", "--server", "http://127.0.0.1:9"], { env })).code,
    2,
    "the token is shown to no other server",
  );

  await chmod(file, 0o644);
  const open = await ablauf(["drafts"], { env });
  t.is(open.code, 1);
  t.regex(open.err, /can be read by others.*chmod 600/s);
  t.is((await ablauf(["logout"], { env })).code, 0);
  await t.throwsAsync(stat(file));
});

test.serial("lint says in words what is wrong, with its clause, and no for errors only", async (t) => {
  const place = await folder();
  const file = path.join(place, "broken.bpmn");
  await cp(approval, file);
  await edit(file, /<bpmn:sequenceFlow [^>]*targetRef="E[^>]*>/, "");
  await edit(file, 'type="desk.approval.next"', 'type="desk.approval.nxt"');

  const clean = await ablauf(["lint", approval]);
  const german = await ablauf(["lint", file, "--language", "de"]);
  const json = await ablauf(["lint", file, "--json"]);

  t.is(clean.code, 0, clean.out);
  t.is(german.code, 1);
  t.regex(
    german.out,
    /gibt einen Auftrag der Art desk\.approval\.nxt aus, die das Service-Desk nicht kennt\. \(binding\.job\)/,
  );
  t.regex(german.out, /BPMN 2\.0\.2 10\.5/);
  const [{ findings }] = JSON.parse(json.out) as [{ findings: { code: string }[] }];
  t.true(findings.some(({ code }) => code === "binding.job"));
});

test.serial("the project itself passes lint and its tests from the command line", async (t) => {
  const lint = await ablauf(["lint", "--strict", "-q"], { cwd: root });
  const tests = await ablauf(["test", "--process", "approval", "--process", "csat-survey", "--least", "90"], {
    cwd: root,
  });

  t.is(lint.code, 0, lint.out);
  t.is(tests.code, 0, tests.out + tests.err);
  t.regex(tests.out, /approval +\d+ +\d+\/\d+ \d+ %/);
  t.regex(tests.out, /\d+ green, 0 red/);
});

test.serial("a red scenario says where it deviates, and too little coverage is a no", async (t) => {
  const place = await folder();
  await cp(path.join(root, "processes"), path.join(place, "processes"), { recursive: true });
  await cp(path.join(root, "rules"), path.join(place, "rules"), { recursive: true });
  const model = path.join(place, "processes/csat-survey/csat-survey.bpmn");
  await edit(model, /=csatAllowed[^<"]*/, "=false and csatAllowed");

  const red = await ablauf(["test", "--process", "csat-survey", "--language", "de"], { cwd: place });

  t.is(red.code, 1);
  t.regex(red.out, /✖ csat-survey:/, red.err);
  t.regex(red.out, /\d+ grün, [1-9]\d* rot/);
});

test.serial("two versions are compared by meaning, in both languages and as JSON", async (t) => {
  const file = path.join(await folder(), "approval.bpmn");
  await cp(approval, file);
  await edit(file, /(<bpmn:userTask id="U"[^>]* name=")[^"]*/, "$1Anders genannt");

  const english = await ablauf(["diff", approval, file]);
  const german = await ablauf(["diff", approval, file, "--language", "de", "--exit-code"]);
  const same = await ablauf(["diff", approval, approval, "--exit-code"]);
  const json = await ablauf(["diff", approval, file, "--json"]);

  t.deepEqual([english.code, german.code, same.code, json.code], [0, 1, 0, 0]);
  t.regex(english.out, /~ user task "Anders genannt" \(U\)\n +name: .* → Anders genannt\n1 element changed/);
  t.regex(german.out, /1 Element geändert/);
  t.regex(same.out, /No difference/);
  t.is((JSON.parse(json.out) as { changes: unknown[] }).changes.length, 1);
  t.false(english.out.includes("\u001b["), "no colours where nobody looks");
  t.true((await ablauf(["diff", approval, file], { env: { FORCE_COLOR: "1" } })).out.includes("\u001b[32m"));
});

test.serial("a merge takes what is apart, asks for what is not, and is decided on the command line", async (t) => {
  const place = await folder();
  const [ours, theirs, merged] = ["ours", "theirs", "merged"].map((name) => path.join(place, `${name}.bpmn`)) as [
    string,
    string,
    string,
  ]; // three in, three out
  await cp(approval, ours);
  await cp(approval, theirs);
  const name = /(<bpmn:userTask id="U"[^>]* name=")[^"]*/;
  await edit(ours, name, "$1Unser Name");
  await edit(theirs, name, "$1Ihr Name");
  await edit(theirs, /(<bpmn:startEvent id="S"[^>]* name=")[^"]*/, "$1Beginnt");

  const open = await ablauf(["merge", approval, ours, theirs, "-o", merged]);
  t.is(open.code, 1, open.err);
  t.regex(open.err, /1 open conflicts/);
  t.regex(open.err, /Unser Name[\s\S]*Ihr Name/);
  const [, id = ""] = /--resolve '(.*)=…'/.exec(open.err) ?? [];
  const decided = await ablauf(["merge", approval, ours, theirs, "-o", merged, "--resolve", `${id}=theirs`]);
  t.is(decided.code, 0, decided.err);
  const text = await readFile(merged, "utf8");
  t.true(text.includes("Ihr Name") && !text.includes("Unser Name"));
  t.regex(text, /startEvent id="S"[^>]* name="Beginnt"/);
  t.is((await ablauf(["merge", approval, ours, theirs, "--resolve", `${id}=nobody`])).code, 1);
});

test.serial("git merges processes with it", async (t) => {
  const place = await folder();
  const git = (...args: string[]) =>
    new Promise<string>((resolve, reject) => {
      execFile(
        "git",
        ["-c", "user.name=t", "-c", "user.email=t@example.org", ...args],
        { cwd: place, env: { PATH: process.env["PATH"] ?? "", HOME: place } },
        (error, out, err) => (error ? reject(new Error(`${out}${err}`)) : resolve(out)),
      );
    });
  const file = path.join(place, "approval.bpmn");
  await git("init", "-q", "-b", "main");
  await git("config", "merge.ablauf.driver", `"${process.execPath}" "${launcher}" merge %O %A %B --output %A`);
  await writeFile(path.join(place, ".gitattributes"), "*.bpmn merge=ablauf\n");
  await cp(approval, file);
  await git("add", ".");
  await git("commit", "-qm", "base");
  await git("checkout", "-qb", "other");
  await edit(file, /(<bpmn:userTask id="U"[^>]* name=")[^"]*/, "$1Ihr Name");
  await git("commit", "-qam", "theirs");
  await git("checkout", "-q", "main");
  await edit(file, /(<bpmn:startEvent id="S"[^>]* name=")[^"]*/, "$1Unser Anfang");
  await git("commit", "-qam", "ours");

  await git("merge", "-q", "other", "-m", "merged");

  const text = await readFile(file, "utf8");
  t.true(text.includes("Ihr Name") && text.includes("Unser Anfang"));
});

test.serial("a process is drawn without a server, in the language that is asked for", async (t) => {
  const place = await folder();
  for (const format of ["svg", "png", "pdf"]) {
    const { code, err } = await ablauf(["export", approval, "--format", format, "--language", "en"], { cwd: place });
    t.is(code, 0, err);
  }
  const svg = await readFile(path.join(place, "approval.svg"), "utf8");
  t.true(svg.startsWith("<?xml") || svg.startsWith("<svg"));
  t.regex(svg, /Approve|approval/);
  t.deepEqual((await readFile(path.join(place, "approval.png"))).subarray(1, 4).toString(), "PNG");
  t.deepEqual((await readFile(path.join(place, "approval.pdf"))).subarray(0, 5).toString(), "%PDF-");
  t.is((await ablauf(["export", approval, "--format", "gif"], { cwd: place })).code, 2);
});

test.serial("a folder is pulled, changed, pushed as a draft, checked, approved by another and published", async (t) => {
  const person = { ABLAUF_SERVER: server.url, ABLAUF_PASSWORD: password };
  const cwd = await folder();
  const pulled = await ablauf(["pull"], { cwd, env: as("ana") });
  t.is(pulled.code, 0, pulled.err);
  const file = path.join(cwd, "processes/csat-survey/csat-survey.bpmn");
  t.is(await readFile(file, "utf8"), await readFile(path.join(root, "processes/csat-survey/csat-survey.bpmn"), "utf8"));
  t.true((await stat(path.join(cwd, "processes/ticket-lifecycle/forms/ticket_work.json"))).isFile());
  t.true((await stat(path.join(cwd, "processes/ticket-lifecycle/templates/reply.de.hbs"))).isFile());
  t.true((await stat(path.join(cwd, "rules/priority_matrix.json"))).isFile());
  t.regex((await ablauf(["push"], { cwd, env: as("ana") })).out, /The server has all/);

  await edit(file, /(<bpmn:startEvent id="S"[^>]* name=")[^"]*/, "$1Umfrage beginnt");
  const dry = await ablauf(["push", "--dry-run"], { cwd, env: as("ana") });
  t.regex(dry.out, /~ process\/csat-survey .*against v1[\s\S]*Umfrage beginnt/);
  const pushed = await ablauf(["push", "--title", "Survey renamed"], { cwd, env: as("ana") });
  t.is(pushed.code, 0, pushed.err);
  const [, draft = ""] = /Draft ([\w-]+): Survey renamed/.exec(pushed.out) ?? [];
  t.regex((await ablauf(["drafts"], { env: as("bo") })).out, /Survey renamed/);

  await edit(file, "Umfrage beginnt", "Umfrage startet");
  const again = await ablauf(["push", "-q"], { cwd, env: as("ana") });
  t.true(again.out.includes(draft), "into the same draft");

  t.is((await ablauf(["publish", draft, "-m", "too early"], { env: as("ana") })).code, 1);
  const checked = await ablauf(["check", draft], { env: as("ana") });
  t.is(checked.code, 0, checked.out + checked.err);
  t.regex(checked.out, /tests green/);
  t.is((await ablauf(["approve", draft, "-u", "bo"], { env: person })).code, 2, "a reason is wanted");
  t.is((await ablauf(["approve", draft, "-m", "read it"], { env: person })).code, 2, "a person is wanted");
  const wrong = await ablauf(["approve", draft, "-u", "bo", "-m", "x"], {
    env: { ...person, ABLAUF_PASSWORD: "wrong" },
  });
  t.deepEqual([wrong.code, wrong.err.includes("401")], [1, true]);
  const approved = await ablauf(["approve", draft, "-u", "bo", "-m", "read it"], { env: person });
  t.is(approved.code, 0, approved.err);
  t.regex(approved.out, /Survey renamed: approved/);
  const published = await ablauf(["publish", draft, "-m", "go"], { env: as("bo") });
  t.is(published.code, 0, published.err);
  t.regex(published.out, /csat-survey v2 \(process\)/);
  t.regex(
    (await ablauf(["diff", "csat-survey@1", "csat-survey"], { env: as("ana") })).out,
    /csat-survey@1 → csat-survey@2[\s\S]*Umfrage startet/,
  );
  t.regex((await ablauf(["push"], { cwd, env: as("ana") })).out, /The server has all/);
});

test.serial("nothing is overwritten: not on the server, not in a draft, not in the folder", async (t) => {
  const [mine, yours] = [await folder(), await folder()];
  for (const cwd of [mine, yours]) t.is((await ablauf(["pull", "--key", "approval"], { cwd, env: as("ana") })).code, 0);
  await edit(approvalIn(mine), /(<bpmn:startEvent id="S"[^>]* name=")[^"]*/, "$1Meins");
  await edit(approvalIn(yours), /(<bpmn:startEvent id="S"[^>]* name=")[^"]*/, "$1Deins");

  const first = await ablauf(["push", "-q", "-m", "Mine"], { cwd: mine, env: as("ana") });
  const [, draft = ""] = /Draft ([\w-]+):/.exec(first.out) ?? [];
  const second = await ablauf(["push", "-q", "--draft", draft], { cwd: yours, env: as("bo") });
  t.is(second.code, 1);
  t.regex(second.err, /draft\.stale, 409/);

  const xml = (await readFile(approvalIn(mine), "utf8")).replace("Meins", "Direkt");
  await writeFile(path.join(home, "direct.bpmn"), xml);
  const deployed = await ablauf(["deploy", "direct.bpmn"], { env: as("bo") });
  t.regex(deployed.out, /approval v2 \(new, direct\.bpmn\)/, deployed.err);
  const late = await ablauf(["push", "--new", "-q"], { cwd: yours, env: as("ana") });
  t.is(late.code, 1);
  t.regex(late.err, /the server has newer ones[\s\S]*process\/approval: v2/);
  const kept = await ablauf(["pull", "--key", "approval"], { cwd: yours, env: as("ana") });
  t.is(kept.code, 1);
  t.regex(kept.err, /process\/approval was changed in the folder and on the server/);
  t.true((await readFile(approvalIn(yours), "utf8")).includes("Deins"));
  t.is((await ablauf(["pull", "--key", "approval", "--force"], { cwd: yours, env: as("ana") })).code, 0);
  t.true((await readFile(approvalIn(yours), "utf8")).includes("Direkt"));
});

test.serial("a file that would not run is not deployed, and the rest is not either", async (t) => {
  const bad = path.join(await folder(), "bad.bpmn");
  await writeFile(
    bad,
    (await readFile(approval, "utf8"))
      .replaceAll('"approval"', '"approval-bad"')
      .replace('type="desk.approval.next"', 'type="desk.no.such"'),
  );
  const { code, out } = await ablauf(["deploy", approval, bad], { env: as("ana") });
  t.is(code, 1);
  t.regex(out, /desk\.no\.such/);
});

test.serial("a file of another tool is taken into the folder, with what it lacks here", async (t) => {
  const place = await folder();
  const file = path.join(place, "order.bpmn");
  await writeFile(
    file,
    `<?xml version="1.0"?><definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:camunda="http://camunda.org/schema/1.0/bpmn" targetNamespace="http://example.org"><process id="order" isExecutable="true"><startEvent id="s"/><serviceTask id="ship" name="Ship" camunda:type="external" camunda:topic="shipping"/><endEvent id="e"/><sequenceFlow id="f" sourceRef="s" targetRef="ship"/><sequenceFlow id="g" sourceRef="ship" targetRef="e"/></process></definitions>`,
  );
  const { code, out } = await ablauf(["import", file], { cwd: place });
  t.is(code, 0, out);
  t.regex(out, /processes\/order\/order\.bpmn/);
  t.regex(out, /job of the type shipping: a worker outside/);
  t.is((await ablauf(["import", file], { cwd: place })).code, 1, "what is there is not replaced");
  t.is((await ablauf(["import", file, "--force"], { cwd: place })).code, 0);
});

test.serial("a release goes out as an archive and comes into another folder as it was", async (t) => {
  const [from, into] = [await folder(), await folder()];
  t.is((await ablauf(["pull", "--key", "create-roadmap-item"], { cwd: from, env: as("ana") })).code, 0);
  const file = "processes/create-roadmap-item/create-roadmap-item.bpmn";
  await edit(path.join(from, file), /(<bpmn:startEvent id="S"[^>]* name=")[^"]*/, "$1Roadmap beginnt");
  const pushed = await ablauf(["push", "-q", "-m", "For export"], { cwd: from, env: as("ana") });
  const [, draft = ""] = /Draft ([\w-]+):/.exec(pushed.out) ?? [];
  await ablauf(["check", draft], { env: as("ana") });
  await ablauf(["approve", draft, "-u", "bo", "-m", "fine"], {
    env: { ABLAUF_SERVER: server.url, ABLAUF_PASSWORD: password },
  });
  const published = await ablauf(["publish", draft, "-m", "go"], { env: as("bo") });
  const [, release = ""] = /Release ([\w-]+)/.exec(published.out) ?? [];

  const exported = await ablauf(["export", release, "--format", "zip", "-o", "release.zip"], {
    cwd: into,
    env: as("ana"),
  });
  t.is(exported.code, 0, exported.err);
  const imported = await ablauf(["import", "release.zip"], { cwd: into });
  t.is(imported.code, 0, imported.out + imported.err);
  t.is(await readFile(path.join(into, file), "utf8"), await readFile(path.join(from, file), "utf8"));
  t.true(imported.out.includes("forms/roadmap_raise.json"), "what it was tested with comes along");
  t.regex(
    (await ablauf(["pull", "--release", release], { cwd: await folder(), env: as("ana") })).out,
    /process\/create-roadmap-item v2/,
  );
});

test.serial("a decision table of DMN becomes a rule set, with what could not be taken over", async (t) => {
  const place = await folder();
  await writeFile(
    path.join(place, "discount.dmn"),
    `<?xml version="1.0"?><definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="d" name="d" namespace="http://example.org"><decision id="discount" name="Discount"><decisionTable id="t" hitPolicy="FIRST"><input id="i"><inputExpression id="ie" typeRef="number"><text>amount</text></inputExpression></input><output id="o" name="percent" typeRef="number"/><rule id="r1"><inputEntry id="a"><text>&gt;= 100</text></inputEntry><outputEntry id="b"><text>5</text></outputEntry></rule><rule id="r2"><inputEntry id="c"><text>-</text></inputEntry><outputEntry id="e"><text>0</text></outputEntry></rule></decisionTable></decision></definitions>`,
  );
  const { out } = await ablauf(["import", "discount.dmn"], { cwd: place });
  t.regex(out, /\+ rules\/discount\.json/);
  const body = JSON.parse(await readFile(path.join(place, "rules/discount.json"), "utf8")) as { rows: unknown[] };
  t.is(body.rows.length, 2);
});

test.serial("files for others are recognised and judged, and a refusal is a no for scripts", async (t) => {
  const samples = path.join(root, "server/test/documents/samples");
  const good = await ablauf(["check-file", path.join(samples, "EXTF_Buchungsstapel_2026-11.csv")]);
  const bad = await ablauf(["check-file", path.join(samples, "RE-2026-0117.plain.pdf")], { env: { LANG: "de_AT" } });
  const json = await ablauf(["check-file", "--json", path.join(samples, "RE-2026-0117.UBL.xml")]);

  t.is(good.code, 0, good.err);
  t.regex(good.out, /DATEV Buchungsstapel, accepted/);
  t.is(bad.code, 1);
  t.regex(bad.out, /abgelehnt\n {2}Fehler {2}zugferd.xml: Erwartet: eine eingebettete factur-x.xml; gefunden: nichts./);
  t.like(JSON.parse(json.out), [{ kind: "ubl", breaches: [] }]);
  t.is((await ablauf(["check-file", "missing.csv"])).code, 2);
});
