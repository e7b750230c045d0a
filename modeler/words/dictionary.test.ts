import test from "ava";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { adminWords } from "./admin.ts";
import { adminPartWords } from "./adminParts.ts";
import { auditWords } from "./audit.ts";
import { caseTabWords } from "./caseTabs.ts";
import { decisionWords } from "./decisions.ts";
import { designerWords } from "./designer.ts";
import { deskWords } from "./desk.ts";
import { learn, words } from "./dictionary.ts";
import { diagramWords } from "./diagram.ts";
import { elementTemplateFormWords } from "./elementTemplateForms.ts";
import { elementTemplateWords } from "./elementTemplates.ts";
import { figureWords } from "./figures.ts";
import { feedWords } from "./feeds.ts";
import { fileWords } from "./files.ts";
import { formWords } from "./forms.ts";
import { houseWords } from "./house.ts";
import { importWords } from "./imports.ts";
import { keyWords } from "./keys.ts";
import { ledgerWords } from "./ledgers.ts";
import { modelWords } from "./model.ts";
import { modelFieldWords } from "./modelFields.ts";
import { modelMergeWords } from "./modelMerge.ts";
import { modelPanelWords } from "./modelPanel.ts";
import { opsWords } from "./ops.ts";
import { opsActWords } from "./opsActs.ts";
import { opsListWords } from "./opsLists.ts";
import { planWords } from "./plans.ts";
import { processWords } from "./processes.ts";
import { ruleWords } from "./rules.ts";
import { scenarioWords } from "./scenario.ts";
import { signInWords } from "./signIn.ts";
import { systemWords } from "./systems.ts";
import { tenantWords } from "./tenants.ts";
import { translate, type Entry } from "./translate.ts";

learn({
  ...adminWords,
  ...adminPartWords,
  ...auditWords,
  ...caseTabWords,
  ...decisionWords,
  ...designerWords,
  ...deskWords,
  ...diagramWords,
  ...elementTemplateFormWords,
  ...elementTemplateWords,
  ...figureWords,
  ...feedWords,
  ...fileWords,
  ...formWords,
  ...houseWords,
  ...importWords,
  ...keyWords,
  ...ledgerWords,
  ...modelWords,
  ...modelFieldWords,
  ...modelMergeWords,
  ...modelPanelWords,
  ...opsWords,
  ...opsActWords,
  ...opsListWords,
  ...planWords,
  ...processWords,
  ...ruleWords,
  ...scenarioWords,
  ...signInWords,
  ...systemWords,
  ...tenantWords,
});
const entries: readonly (readonly [string, Entry])[] = Object.entries(words);
/** Codes of the server, and members of its records, that look like our keys. */
const codes = new Set([
  "category.parent",
  "numbers.back",
  "numbers.inUse",
  "numbers.year",
  "numbers.prefix",
  "task.claimed",
  "task.draftStale",
  "tasks.read",
  "tasks.work",
  "draft.stale",
  "template.taken",
  "template.stale",
  "decision.name",
  "decision.reference",
  "decision.reason",
  "timer.date",
  "task.opened",
  "timer.duration",
  "timer.cycle",
  "timer.long",
]);
const keys = new Set(entries.map(([key]) => key));

test("every text is written in both languages", (t) => {
  for (const [key, entry] of entries) {
    for (const text of [...textsOf(entry.de), ...textsOf(entry.en)]) t.not(text.trim(), "", key);
  }
});

test("both languages of an entry have the same places and the same kind of plural", (t) => {
  for (const [key, { de, en }] of entries) {
    t.is(typeof de, typeof en, key);
    t.deepEqual(placesOf(textsOf(de).at(-1)), placesOf(textsOf(en).at(-1)), key);
  }
});

test("every key that the screens use is in the dictionary", (t) => {
  const unknown = used()
    .exact.filter((key) => !keys.has(key) && !codes.has(key))
    .filter((key) => prefixes().has(key.split(".")[0] ?? ""));

  t.deepEqual(unknown, []);
});

test("every key in the dictionary is used by a screen", (t) => {
  const { exact, patterns } = used();
  const isUsed = (key: string) => exact.includes(key) || patterns.some((pattern) => pattern.test(key));

  t.deepEqual(
    [...keys].filter((key) => !isUsed(key)),
    [],
  );
});

test("a text that counts takes the form of its number, in both languages", (t) => {
  const faults = words["ops.shown"];

  t.is(translate(faults, "de", { count: 1 }), "1 Vorgang");
  t.is(translate(faults, "de", { count: 1200 }), "1.200 Vorgänge");
  t.is(translate(faults, "en", { count: 0 }), "0 instances");
});

function prefixes(): Set<string> {
  return new Set([...keys].map((key) => key.split(".")[0] ?? ""));
}

function textsOf(text: Entry["de"]): string[] {
  return typeof text === "string" ? [text] : [text.one, text.other];
}

function placesOf(text: string | undefined): string[] {
  return [...(text ?? "").matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? "").toSorted();
}

/** What the sources mention: whole keys as string literals, and families such as `status.${one}` and `batch.kind.${one}`. */
function used(): { exact: string[]; patterns: RegExp[] } {
  const sources = sourceFiles().map((file) => readFileSync(file, "utf8"));
  const exact = sources.flatMap((source) =>
    [...source.matchAll(/"([a-z]\w*\.[a-zA-Z]\w*)"/g)].map(([, key]) => key ?? ""),
  );
  const families = sources.flatMap((source) => [...source.matchAll(/`([a-z][\w.]*)\.\$\{[^}]+\}(\w*)`/g)]);
  return {
    exact,
    patterns: families.map(([, start, end]) => new RegExp(`^${start?.replaceAll(".", "\\.")}\\.\\w+${end}$`)),
  };
}

function sourceFiles(): string[] {
  const root = path.join(import.meta.dirname, "..");
  return readdirSync(root, { recursive: true, encoding: "utf8" })
    .filter((file) => /\.tsx?$/.test(file) && !file.includes(".test.") && !/^(words|dist|node_modules)/.test(file))
    .map((file) => path.join(root, file));
}
