import { readFile } from "node:fs/promises";
import { join } from "node:path";
import test from "ava";
import { pagesOf } from "../cli/commands/document.ts";
import { readProject } from "../cli/project/read.ts";
import { documentModel } from "../diagram/document/document.ts";

test("the standard's pages say what its models say", async (t) => {
  const pages = await pagesOf(await readProject(join(import.meta.dirname, "../..")));

  t.true(pages.length >= 60);
  for (const { file, text } of pages)
    t.is(await readFile(file, "utf8").catch(() => ""), text, `${file}: run npx ablauf document`);
});

test("an element is told with its kind, its lane, and what it is bound to", async (t) => {
  const xml = `<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" xmlns:ablauf="http://ablauf.example/schema/bpmn" targetNamespace="t">
    <process id="p" name="Leihgabe"><documentation>Wer was hat.</documentation>
      <laneSet><lane id="l" name="Techniker"><flowNodeRef>u</flowNodeRef></lane></laneSet>
      <userTask id="u" name="Prüfen | genau"><extensionElements><zeebe:formDefinition formId="check"/><ablauf:text lang="en" name="Check"/></extensionElements></userTask>
      <boundaryEvent id="b" name="Zu spät" attachedToRef="u"><timerEventDefinition><timeDuration>=limit</timeDuration></timerEventDefinition></boundaryEvent>
    </process></definitions>`;

  const german = await documentModel(xml, "de", { cases: ["Alles gut"] });
  const english = await documentModel(xml, "en", { cases: [] });

  t.regex(german, /^# Leihgabe\n\nWer was hat\.\n/);
  t.true(german.includes("| Prüfen \\| genau | Benutzeraufgabe | Techniker | Formular: `check` |"));
  t.true(german.includes("| Zu spät | angeheftetes Ereignis | Techniker | Zeit: `limit` |"));
  t.true(german.endsWith("## Fälle\n\n- Alles gut\n"));
  t.true(english.includes("| Check | user task |"));
});
