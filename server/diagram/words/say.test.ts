import test from "ava";
import { file, flow, row, task, timer } from "../../test/merging/sample.ts";
import { diff } from "../diff/diff.ts";
import { merge3 } from "../merge/merge.ts";
import { sayChange, sayConflict, sayOption } from "./say.ts";

test("changes are said in German and in English", async (t) => {
  const base = file(timer("T", "Wait", "PT1H") + task("A"));
  const { changes } = await diff(base, file(timer("T", "Wait", "PT2H") + task("B", "Book", "userTask")));

  t.deepEqual(
    changes.map((change) => sayChange(change, "de")),
    [
      "eingetretenes Zwischenereignis „Wait“: Dauer PT1H → PT2H",
      "Aufgabe „A“ gelöscht",
      "Benutzeraufgabe „Book“ hinzugefügt",
    ],
  );
  t.deepEqual(
    changes.map((change) => sayChange(change, "en")),
    ["intermediate catch event “Wait”: duration PT1H → PT2H", "task “A” deleted", "user task “Book” added"],
  );
});

test("decisions and options are said in German and in English", async (t) => {
  const base = file(row("A", "B", "C"));
  const ours = file(task("A") + task("C") + flow("A_B", "A", "C"));
  const { conflicts } = await merge3(base, ours, base.replace('name="B"', 'name="Book"'));
  const names = { ours: "Fork", theirs: "Standard" };

  t.deepEqual(
    conflicts.flatMap((conflict) => [sayConflict(conflict, "de"), sayConflict(conflict, "en")]),
    [
      "Aufgabe „B“ (+ 2 weitere): auf einer Seite gelöscht oder ersetzt, auf der anderen geändert. Was gilt?",
      "task “B” (+ 2 more): deleted or replaced on one side, changed on the other. Which one?",
    ],
  );
  t.is(sayOption("ours", "de", names), "wie Fork");
  t.is(sayOption("theirs-ours", "en", names), "both: Standard first, then Fork");
});
