import test from "ava";
import { csvForPeople } from "./people.ts";
import { fromCp1252, inCp1252, toCp1252 } from "./cp1252.ts";
import { readLines } from "./lines.ts";

test("what a spreadsheet would run is text, and numbers stay numbers", (t) => {
  const bytes = csvForPeople(
    ["Kunde", "Betrag"],
    [
      ["=HYPERLINK(1)", -12.5],
      ["@cmd; x", 3],
      ["+49 89", null],
      ['Müller "& Co"', 0],
    ],
  );

  t.is(
    new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes),
    '\uFEFFKunde;Betrag\r\n\'=HYPERLINK(1);-12,5\r\n"\'@cmd; x";3\r\n\'+49 89;\r\n"Müller ""& Co""";0\r\n',
  );
});

test("umlauts, the euro and typographic quotes survive Windows-1252; other letters lose their accents", (t) => {
  const text = "Äöüß € „Anführung“ – Ÿ";

  t.is(fromCp1252(toCp1252(text)), text);
  t.is(toCp1252("€").at(0), 0x80);
  t.is(inCp1252("Dvořák, Łódź, ѣ, u\u0308"), "Dvorák, Lódz, ?, ü");
});

test("an open quote spoils its own line and no other", (t) => {
  const { lines, breaches } = readLines(toCp1252('1;"a;2\r\n"b ""x""";3\r\nc"d;4\n'), "x");

  t.deepEqual(
    lines.map(({ cells }) => cells.map(({ text }) => text)),
    [
      ["1", "a", "2"],
      ['b "x"', "3"],
      ['c"d', "4"],
    ],
  );
  t.deepEqual(
    breaches.map(({ rule, place }) => [rule, place.line, place.column]),
    [
      ["x.quotes", 1, 2],
      ["x.lineEnd", 3, undefined],
      ["x.quotes", 3, 1],
    ],
  );
});
