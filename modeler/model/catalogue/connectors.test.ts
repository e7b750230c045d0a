import test from "ava";
import { standardJobTypes } from "../../../server/lint/jobTypes.ts";
import { connectorOf, connectors } from "./connectors.ts";
import { inputWords } from "./inputWords.ts";

test("every job that the server works can be chosen in the modeler, with all that it needs and brings", (t) => {
  for (const { type, required, outputs, errors } of standardJobTypes) {
    const connector = connectorOf(type);
    const needed = connector?.inputs.filter((input) => input.isRequired === true).map(({ name }) => name) ?? [];

    t.truthy(connector, type);
    t.deepEqual(
      required.filter((name) => !needed.includes(name)),
      [],
      `${type} is refused without them`,
    );
    if (type.includes("mail.") || type.startsWith("http.")) continue;
    t.deepEqual(connector?.outputs, outputs, type);
    t.deepEqual(connector?.errors ?? [], errors, type);
  }
});

test("what can be chosen is worked by the server, once, and called by a name of its own in both languages", (t) => {
  const types = connectors.map(({ type }) => type);

  t.deepEqual(
    types.filter((type) => !standardJobTypes.some((job) => job.type === type)),
    [],
  );
  t.is(new Set(types).size, types.length);
  for (const language of ["de", "en"] as const) {
    const names = connectors.map(({ name }) => name[language]);
    t.deepEqual(
      names.filter((name, at) => name === "" || names.indexOf(name) !== at),
      [],
    );
  }
});

test("every input of a connector is called by words, not by its name in the job", (t) => {
  const inputs = connectors
    .filter(({ type }) => /^(desk|archive|psa|remote|docs)/.test(type))
    .flatMap((one) => one.inputs);

  t.deepEqual(
    inputs.filter(({ name }) => inputWords(name) === undefined).map(({ name }) => name),
    [],
  );
});
