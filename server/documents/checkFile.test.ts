import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import test from "ava";
import { checkFile } from "./checkFile.ts";
import type { FileKind } from "./checkFile.ts";

const samples = path.join(import.meta.dirname, "../test/documents/samples");

const kinds: Readonly<Record<string, FileKind>> = {
  "AR-2026-0311.ebinterface61.xml": "ebinterface",
  "BMD_BUERF_2026-11.csv": "bmd",
  "EXTF_Buchungsstapel_2026-11.csv": "datev",
  "RE-2026-0117.UBL.xml": "ubl",
  "RE-2026-0117.XRECHNUNG-CII.xml": "xrechnung",
  "RE-2026-0117.XRECHNUNG-UBL.xml": "xrechnung",
  "RE-2026-0117.zugferd.pdf": "zugferd",
};

test("every worked sample is recognised by its content and accepted", async (t) => {
  for (const [name, kind] of Object.entries(kinds)) {
    const verdict = checkFile(await readFile(path.join(samples, name)), "some.file");

    t.is(verdict.kind, kind, name);
    t.deepEqual(
      verdict.breaches.filter(({ severity }) => severity === "error"),
      [],
      name,
    );
  }
  t.deepEqual(
    (await readdir(samples)).filter((name) => !(name in kinds)),
    ["RE-2026-0117.plain.pdf"],
  );
});

const told: readonly (readonly [name: string, text: string, kind: FileKind, rule: string])[] = [
  ["something else", "Hallo Welt", "unknown", "document.kind"],
  ["nothing", "", "unknown", "document.kind"],
  ["a web page", "<html></html>", "xml", "document.kind"],
  ["half an XML", "<?xml version='1.0'?><Invoice><ID>", "xml", "document.xml"],
  ["an entity", "<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]><a>&b;</a>", "xml", "document.xml"],
  ["a PDF that holds nothing", "%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj", "zugferd", "zugferd.xml"],
];

for (const [name, text, kind, rule] of told) {
  test(`what cannot be judged is told, not thrown: ${name}`, (t) => {
    const verdict = checkFile(Buffer.from(text));

    t.is(verdict.kind, kind);
    t.is(verdict.breaches[0]?.rule, rule);
  });
}

test("a PDF without an invoice within is no hybrid invoice", async (t) => {
  const verdict = checkFile(await readFile(path.join(samples, "RE-2026-0117.plain.pdf")));

  t.like(verdict, { kind: "zugferd", breaches: [{ rule: "zugferd.xml" }] });
});
