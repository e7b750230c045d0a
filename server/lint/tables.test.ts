import { readFile, readdir } from "node:fs/promises";
import path from "node:path";
import test from "ava";
import { BpmnModdle } from "bpmn-moddle";
import { Linter } from "bpmnlint";
import { Refusal } from "../base/refusal.ts";
import { createLog } from "../base/log.ts";
import { createPerformers } from "../connectors/performers.ts";
import { operations } from "../desk/operations.ts";
import type { OperationContext } from "../desk/operation.ts";
import type { Element } from "../engine/reading/element.ts";
import { rules } from "../engine/rules/check.ts";
import { elementsOf } from "../engine/rules/rule.ts";
import { chosen } from "./bpmnlint/chosen.ts";
import { runBpmnlint } from "./bpmnlint/run.ts";
import { german } from "./german.ts";
import { standardJobTypes } from "./jobTypes.ts";
import { standardMessages } from "./senders.ts";
import { standardHoldings } from "./testing.ts";

const root = path.join(import.meta.dirname, "../..");
const types = new Map(standardJobTypes.map((each) => [each.type, each]));

test("every code of the compiler has a German text", async (t) => {
  const room = path.join(root, "server/engine");
  const files = (await readdir(path.join(room, "reading"))).map((file) => path.join(room, "reading", file));
  const texts = await Promise.all([...files, path.join(room, "rules/check.ts")].map((file) => readFile(file, "utf8")));
  const told = texts.flatMap((text) =>
    [...text.matchAll(/findings\.(?:error|warn)\([^"]*"([a-z]+\.[a-z.]+)"|this\.error\(element, "([a-z.]+)"/g)].map(
      ([, a, b]) => a ?? b ?? "",
    ),
  );
  const codes = new Set([...rules.map(({ code }) => code), ...told]);

  t.true(told.includes("bpmn.expression") && codes.size > 75);
  t.deepEqual(
    [...codes].filter((code) => german[code] === undefined),
    [],
  );
  t.deepEqual(
    Object.keys(german).filter((code) => !codes.has(code) && !["bpmn.xml", "bpmn.reference"].includes(code)),
    [],
  );
});

/** Names that instances and forks of earlier days still ask by: done, but not for what is drawn today. */
const former = ["desk.archive.timestamp", "desk.security.report"];

test("the job types are those that the desk and the connectors work", (t) => {
  const nowhere = { tx: undefined, database: undefined } as never; // nothing is performed
  const performers = createPerformers({
    ...(nowhere as object),
    log: createLog("silent"),
    http: {},
    mail: {},
  } as never);
  const worked = [...operations.keys(), ...performers.flatMap((performer) => performer.types)].filter(
    (type) => !former.includes(type),
  );
  t.deepEqual([...types.keys()].toSorted(), worked.toSorted());
});

for (const [type, operation] of operations) {
  test(`${type} asks for the input that the list says`, async (t) => {
    // without input an operation refuses before it touches the database, or has nothing that it must be given
    const context = { now: new Date(0), instanceId: "", waitId: "" } as unknown as OperationContext;
    const asked = await (async () => operation(context, {}))().then(
      () => [],
      (error: unknown) =>
        error instanceof Refusal && error.code === "desk.input"
          ? (error.complaints ?? []).map(({ place }) => place.slice(1))
          : [],
    );
    t.deepEqual(new Set(types.get(type)?.required), new Set<string>(asked));
  });
}

test("the page on processes says the same of outputs and errors as the list", async (t) => {
  const page = await readFile(path.join(root, "processes/README.md"), "utf8");
  const rows = [...page.matchAll(/^\| `([a-z]+\.[a-z.]+)` \|([^|]*)\|([^|]*)\|([^|]*)\|$/gm)].filter(([, type = ""]) =>
    types.has(type),
  );
  t.true(rows.length > 40);
  for (const [, type = "", , outputs, errors] of rows) {
    t.deepEqual(
      { type, outputs: cellNames(outputs), errors: cellNames(errors) },
      { type, outputs: [...(types.get(type)?.outputs ?? [])], errors: [...(types.get(type)?.errors ?? [])] },
    );
  }
});

test("one walk for all rules finds what bpmnlint's own linter finds", async (t) => {
  const { files } = await standardHoldings();
  let seen = 0;
  for (const xml of files.values()) {
    // something to find: labels and a flow are taken away
    const spoiled = xml.replaceAll(/ name="[^"]*"/g, "").replace(/<bpmn:sequenceFlow [^>]*\/>/, "");
    const { rootElement } = await new BpmnModdle().fromXML(spoiled);
    // rules keep what they have seen: each file wants a linter of its own
    const linter = new Linter({
      config: { rules: Object.fromEntries(Object.keys(chosen).map((name) => [name, "warn"])) },
      resolver: { resolveRule: (_: string, name: string) => chosen[name]?.rule },
    });
    const reports = await linter.lint(rootElement);
    const theirs = Object.entries(reports).flatMap(([name, all]) => [
      ...new Set(all.map(({ id }) => `bpmnlint/${name} ${id}`)),
    ]);
    const ours = runBpmnlint(elementsOf(rootElement as Element), new Map()).map(
      ({ code, elementId }) => `${code} ${elementId}`,
    ); // as moddle reads it
    t.deepEqual(ours.toSorted(), theirs.toSorted());
    seen += ours.length;
  }
  t.true(seen > 100);
});

function cellNames(cell = ""): string[] {
  return cell
    .replaceAll("`", "")
    .split(",")
    .map((each) => each.trim())
    .filter((each) => each !== "");
}

test("the messages that are known are those that connectors, routes and the desk send", async (t) => {
  const rooms = ["connectors", "desk", "http/routes", "runtime/commands"];
  const texts = await Promise.all(rooms.map((room) => codeOf(path.join(root, "server", room))));
  const code = texts.flat();
  const named = /(?:name: |message\(|answer\(call, |name: \w+ \? )"([a-z]+\.[a-z]+)"(?: : "([a-z]+\.[a-z]+)")?/g;
  const sent = code
    .flatMap((text) => [...text.matchAll(named)].flatMap(([, one, other]) => [one, other]))
    .filter((name) => name !== undefined && isMessage(name));
  const isWritten = (name: string) => code.some((text) => text.includes(`"${name}"`) || isRequest(text, name));

  t.deepEqual(
    [...new Set(sent)].filter((name) => name !== undefined && !standardMessages.includes(name)),
    [],
  );
  t.deepEqual(
    standardMessages.filter((name) => !isWritten(name)),
    [],
  );
});

/** An SQL column of a list and a file have names of the same look. */
function isMessage(name: string): boolean {
  return !/^[a-z]\.|\.(eml|csv|ics)$/.test(name);
}

/** `asset.move` and the like are put together of what was asked. */
function isRequest(text: string, name: string): boolean {
  const [about, request] = name.split(".");
  return text.includes(`name: \`${about}.\${request}\``) && new RegExp(`^  ${request}: `, "m").test(text);
}

async function codeOf(room: string): Promise<readonly string[]> {
  const files = await readdir(room, { recursive: true });
  const code = files.filter((file) => file.endsWith(".ts") && !file.endsWith(".test.ts"));
  return Promise.all(code.map((file) => readFile(path.join(room, file), "utf8")));
}
