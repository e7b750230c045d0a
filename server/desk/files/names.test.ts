import test from "ava";
import { attachmentHeader, safeFileName } from "./fileName.ts";
import { isShown, mediaTypeOf } from "./mediaType.ts";

for (const [given, kept] of [
  ["Protokoll März.pdf", "Protokoll März.pdf"],
  ["../../etc/passwd", "passwd"],
  ["C:\\Temp\\a.txt", "a.txt"],
  ["rechnung\u202Efdp.exe", "rechnungfdp.exe"],
  ["a\r\nb.txt", "ab.txt"],
  ["..", "file"],
  ["CON.txt", "_CON.txt"],
  ["<b>.html", "_b_.html"],
  [`${"x".repeat(300)}.docx`, `${"x".repeat(115)}.docx`],
] as const) {
  test(`a file given as ${JSON.stringify(given).slice(0, 30)} is kept under a safe name`, (t) => {
    t.is(safeFileName(given), kept);
  });
}

test("the header of a download holds the name twice, and nothing of it ends the header", (t) => {
  t.is(
    attachmentHeader(`Größe "1"; x'.txt`),
    `attachment; filename="Gr__e _1_; x'.txt"; filename*=UTF-8''Gr%C3%B6%C3%9Fe%20%221%22%3B%20x%27.txt`,
  );
});

test("what a file is, is seen from how it begins; only pictures are shown", (t) => {
  const png = Buffer.from("89504e470d0a1a0a0000000d", "hex");

  t.is(mediaTypeOf("a.exe", png), "image/png");
  t.is(mediaTypeOf("a.png", Buffer.from("<script>")), "application/octet-stream");
  t.is(mediaTypeOf("a.svg", Buffer.from("<svg onload=alert(1)>")), "application/octet-stream");
  t.is(mediaTypeOf("a.bin", Buffer.from("%PDF-1.7")), "application/pdf");
  t.is(mediaTypeOf("a.CSV", Buffer.from("a;b")), "text/csv");
  t.true(isShown("image/png"));
  t.false(isShown("application/pdf"));
  t.false(isShown("text/csv"));
});
