import { execFileSync, spawnSync } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import test from "ava";
import type { ExecutionContext } from "ava";
import { Refusal } from "../../base/refusal.ts";
import { isArchive, unzip } from "./unzip.ts";
import { zip } from "./zip.ts";

const at = new Date("2026-11-22T20:15:30Z");
const file = (name: string, text: string) => ({ path: name, bytes: Buffer.from(text) });
const texts = (bytes: Buffer) => unzip(bytes).map((each) => [each.path, Buffer.from(each.bytes).toString("utf8")]);
const codeOf = (run: () => unknown): string => {
  try {
    run();
    return "nothing was refused";
  } catch (error) {
    return error instanceof Refusal ? error.code : String(error);
  }
};

test("what is packed comes out as it was, whatever it is called", (t) => {
  const packed = zip([file("a/Prüfung.txt", "grün"), file("empty", ""), file("b", "x".repeat(100_000))], at);

  t.true(isArchive(packed));
  t.deepEqual(texts(packed), [
    ["a/Prüfung.txt", "grün"],
    ["empty", ""],
    ["b", "x".repeat(100_000)],
  ]);
});

test("the same files give the same bytes", (t) => {
  t.deepEqual(zip([file("a", "1")], at), zip([file("a", "1")], at));
});

// another implementation to compare with; a machine without Python does without, since nothing may be skipped
const hasPython = spawnSync("python3", ["--version"]).status === 0;
if (hasPython) test("other programs read the archive, and we read theirs", compareWithPython);

async function compareWithPython(t: ExecutionContext): Promise<void> {
  const folder = await mkdtemp(path.join(tmpdir(), "zip-"));
  try {
    await writeFile(path.join(folder, "ours.zip"), zip([file("a/ä.txt", "grün")], at));
    const script = [
      "import sys, zipfile",
      "ours = zipfile.ZipFile(sys.argv[1] + '/ours.zip')",
      "assert ours.testzip() is None",
      "print(ours.namelist()[0], ours.read('a/ä.txt').decode(), ours.infolist()[0].date_time)",
      "theirs = zipfile.ZipFile(sys.argv[1] + '/theirs.zip', 'w', zipfile.ZIP_DEFLATED)",
      "theirs.writestr('folder/b.txt', 'blau' * 1000)",
      "theirs.close()",
    ].join("\n");
    const told = execFileSync("python3", ["-c", script, folder], {
      encoding: "utf8",
      env: { PYTHONIOENCODING: "utf-8" },
    });

    t.is(told.trim(), "a/ä.txt grün (2026, 11, 22, 20, 15, 30)");
    t.deepEqual(texts(await readFile(path.join(folder, "theirs.zip"))), [["folder/b.txt", "blau".repeat(1000)]]);
  } finally {
    await rm(folder, { recursive: true });
  }
}

for (const name of ["../up", "a/../../up", "/etc/passwd", "C:/windows", "a\\..\\..\\up", "line\nbreak"]) {
  test(`a name that leads out of the archive is refused: ${JSON.stringify(name)}`, (t) => {
    t.is(
      codeOf(() => unzip(zip([file(name, "x")], at))),
      "archive.path",
    );
  });
}

test("two files of one name are refused, also when only upper and lower case differ", (t) => {
  t.is(
    codeOf(() => unzip(zip([file("a", "1"), file("A", "2")], at))),
    "archive.duplicate",
  );
});

test("what would unpack beyond the limits is refused, also when it declares less", (t) => {
  const bomb = zip([file("zeros", "0".repeat(1_000_000))], at);
  const limits = { files: 10, file: 1000, total: 10_000 };
  t.is(
    codeOf(() => unzip(bomb, limits)),
    "archive.tooLarge",
  );

  const entry = bomb.lastIndexOf(Buffer.from([0x50, 0x4b, 0x01, 0x02]));
  bomb.writeUInt32LE(10, entry + 24);
  t.is(
    codeOf(() => unzip(bomb, limits)),
    "archive.tooLarge",
  );
  t.is(
    codeOf(() => unzip(zip([file("a", "x".repeat(900)), file("b", "y".repeat(900))], at), { ...limits, total: 1000 })),
    "archive.tooLarge",
  );
  t.is(
    codeOf(() => unzip(zip([file("a", ""), file("b", "")], at), { ...limits, files: 1 })),
    "archive.tooLarge",
  );
});

test("what is cut off or changed is refused", (t) => {
  const packed = zip([file("a", "hello hello hello")], at);
  const changed = Buffer.from(packed);
  changed.writeUInt8(changed.readUInt8(33) ^ 0xff, 33);

  t.is(
    codeOf(() => unzip(packed.subarray(0, packed.length - 5))),
    "archive.broken",
  );
  t.is(
    codeOf(() => unzip(changed)),
    "archive.broken",
  );
  t.is(
    codeOf(() => unzip(Buffer.from("PK\u0003\u0004 and nothing else at all"))),
    "archive.broken",
  );
});
