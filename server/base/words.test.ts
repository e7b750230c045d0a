import test from "ava";
import { searchable, sought } from "./words.ts";

/** Whether a search finds a text. */
function finds(search: string, ...texts: readonly string[]): boolean {
  const text = searchable(texts);
  return sought(search)?.phrases.every((phrase) => text.includes(phrase)) ?? false;
}

test("words are found by what they begin with, in any order, large or small", (t) => {
  for (const search of ["druck", "Drucker", "DRUCKER stock", "stock drucker", "muster drucker", "d"])
    t.true(finds(search, "Drucker im 2. Stock", "Muster GmbH"), search);
  for (const search of ["ucker", "drucker keller", "druckerei", "stockdrucker"])
    t.false(finds(search, "Drucker im 2. Stock", "Muster GmbH"), search);
});

test("umlauts are found as they are written, without dots and in two letters, and letters with marks without them", (t) => {
  for (const name of ["Müller", "Mueller", "Muller", "MÜLLER", "Mu\u0308ller"]) {
    for (const search of ["müller", "mueller", "muller", "MÜLL", "muel", "mul"])
      t.true(finds(search, name), `${search} ${name}`);
  }
  t.true(finds("strasse", "Mühlenstraße, Straße 7"));
  t.true(finds("straße", "Strasse"));
  t.true(finds("dvorak", "Dvořák"));
  t.true(finds("Łódź", "lodz"));
  t.true(finds("bauer", "Bauer"));
  t.false(finds("baur", "Bauer"));
});

test("whatever begins a word finds it, whatever folds in it", (t) => {
  const words = [
    "Übermäßige",
    "aktuelle",
    "Steuerquelle",
    "Poesie",
    "Mueßßer",
    "aeuesse",
    "Œuvre",
    "ﬁnance",
    "İstanbul",
    "Ⅷ",
  ];
  for (const word of words) {
    const letters = Array.from(word);
    for (let end = 1; end <= letters.length; end += 1)
      t.true(finds(letters.slice(0, end).join(""), word), `${letters.slice(0, end).join("")} ${word}`);
  }
});

test("a number is found whole, by its parts, and without the noughts in front", (t) => {
  for (const search of ["T-2026-00021", "t-2026-0002", "2026-00021", "00021", "21", "T-2026"])
    t.true(finds(search, "Drucker", "T-2026-00021"), search);
  for (const search of ["T-2026-00022", "2026-21", "T2026", "1", "T-2025-00021"])
    t.false(finds(search, "Drucker", "T-2026-00021"), search);
  t.false(finds("T-2026-00021", "A-2026-00021", "Tastatur 2026"));
});

test("what is typed without a space between belongs together, across texts it does not", (t) => {
  t.true(finds("max@muster.de", "Mail von max@muster.de"));
  t.false(finds("max@muster.de", "max von muster de"));
  t.false(finds("stock/muster", "Stock", "Muster"));
});

test("signs alone are no search, and endless words neither grow nor break", (t) => {
  for (const search of ["", "  ", "%", "--- /", "\ud800"]) t.is(sought(search), undefined);
  const endless = "x".repeat(5000);
  t.true(finds(endless.slice(0, 45), endless));
  t.true(searchable([Array.from({ length: 5000 }, (_, at) => `w${at}`).join(" ")]).length < 400);
  t.is(searchable([null, undefined, "", "-"]), "  ");
});
