import { readFile, readdir } from "node:fs/promises";
import { join, relative, sep } from "node:path";
import test from "ava";
import { breaches } from "./architecture.ts";
import type { Source } from "./architecture.ts";

const root = join(import.meta.dirname, "../..");

test("the house keeps its laws", async (t) => {
  const sources = (await Promise.all(["server", "seeds", "modeler", "processes"].map(sourcesIn))).flat();

  t.true(sources.length > 20, "the house was found");
  t.deepEqual(breaches(sources), []);
});

test("imports go down the floors and stay within a room", (t) => {
  t.deepEqual(broken("server/runtime/step.ts", 'import { advance } from "../engine/advance.ts";'), []);
  t.deepEqual(broken("server/http/engine-rest/list.ts", 'import { route } from "../route.ts";'), []);
  t.deepEqual(broken("server/main.ts", 'import { serve } from "./http/serve.ts";'), []);
  t.deepEqual(broken("seeds/play.ts", 'import { start } from "../server/runtime/start.ts";'), []);
});

test("a step up or sideways is told with file, line and law, in whatever form it is written", (t) => {
  t.deepEqual(
    broken(
      "server/tasks/claim.ts",
      'import { a } from "../base/a.ts";\nimport {\n  step,\n} from "../runtime/step.ts";',
    ),
    ["server/tasks/claim.ts:2: imports ../runtime/step.ts; a step up from floor 4 to 6: imports go down only"],
  );
  t.deepEqual(broken("server/jobs/lease.ts", 'export { claim } from "../tasks/claim.ts";'), [
    "server/jobs/lease.ts:1: imports ../tasks/claim.ts; a step sideways on floor 4: rooms on one floor are strangers",
  ]);
  for (const form of [
    'import type { A } from "../http/a.ts"',
    'import "../http/a.ts"',
    'await import("../http/a.ts")',
  ]) {
    t.is(broken("server/db/connect.ts", form).length, 1, form);
  }
});

test("some packages live in one room, and vm nowhere", (t) => {
  t.deepEqual(broken("server/db/connect.ts", 'import createKnex from "knex";'), []);
  t.deepEqual(broken("server/tasks/list.ts", 'import createKnex from "knex";'), [
    "server/tasks/list.ts:1: imports knex; knex lives in server/db only",
  ]);
  t.deepEqual(broken("server/runtime/step.ts", 'import type { Engine } from "bpmn-engine/types";'), [
    "server/runtime/step.ts:1: imports bpmn-engine/types; bpmn-engine lives in server/engine only",
  ]);
  t.deepEqual(broken("server/test/any.ts", 'import { runInNewContext } from "node:vm";'), [
    "server/test/any.ts:1: imports node:vm; vm is no sandbox and is imported nowhere",
  ]);
});

test("the modeler takes nothing from the server but types of what goes over the wire", (t) => {
  t.deepEqual(broken("modeler/src/api.ts", 'import type { Task } from "../../server/http/wire.ts";'), []);
  t.deepEqual(broken("modeler/src/api.ts", 'import type { Draft } from "../../server/http/wireDrafts.ts";'), []);
  t.deepEqual(broken("modeler/src/merge.ts", 'import { merge3 } from "../../server/diagram/merge/merge.ts";'), []);
  t.is(broken("modeler/src/api.ts", 'import { Task } from "../../server/http/wire.ts";').length, 1);
  t.is(broken("modeler/src/api.ts", 'import type { Task } from "../../server/tasks/task.ts";').length, 1);
});

test("the environment is read at the door, and modules keep no state", (t) => {
  t.deepEqual(broken("server/main.ts", "const { PORT } = process.env;"), []);
  t.deepEqual(broken("server/http/serve.ts", "\nlisten(process.env.PORT);"), [
    "server/http/serve.ts:2: reads the environment; only main.ts and the command line do, and pass it on",
  ]);
  t.deepEqual(broken("server/jobs/lease.ts", "let count = 0;"), [
    "server/jobs/lease.ts:1: keeps state in a module; main.ts builds things and passes them on",
  ]);
});

test("tests may import anything but are not imported, and none is left out", (t) => {
  t.deepEqual(broken("server/db/connect.test.ts", 'import { serve } from "../http/serve.ts";'), []);
  t.deepEqual(broken("server/db/connect.ts", 'import { testDatabase } from "../test/database.ts";'), [
    "server/db/connect.ts:1: imports ../test/database.ts; what ships does not import tests",
  ]);
  t.deepEqual(broken("server/db/connect.test.ts", '\ntest.serial.only("alone", (t) => t.pass());'), [
    "server/db/connect.test.ts:2: leaves tests out; all tests run, always",
  ]);
});

test("a file stands in a room that has a floor", (t) => {
  t.is(broken("server/misc/helpers.ts", "").length, 1);
});

function broken(path: string, text: string): string[] {
  return breaches([{ path, text }]);
}

async function sourcesIn(folder: string): Promise<Source[]> {
  const entries = await readdir(join(root, folder), { recursive: true, withFileTypes: true }).catch(() => []);
  const paths = entries
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).split(sep).join("/"))
    .filter((path) => !/\/(node_modules|dist)\//.test(path));
  return Promise.all(paths.map(async (path) => ({ path, text: await readFile(join(root, path), "utf8") })));
}
