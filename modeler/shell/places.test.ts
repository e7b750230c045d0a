import test from "ava";
import { shortcuts } from "../keys/shortcuts.ts";
import { placeOf, places } from "./places.ts";

test("a draft is worked on where what it changes is at home", (t) => {
  t.is(placeOf("/drafts/1"), "/processes");
  t.is(placeOf("/drafts/1/parts/ruleSet/tax_key"), "/rules");
  t.is(placeOf("/ops/42"), "/ops");
  t.is(placeOf("/operations"), undefined);
});

test("every place has a shortcut of its own", (t) => {
  const known = new Map(shortcuts.map(({ id, keys }) => [id, keys] as const));

  const keys = places.map((place) => known.get(place.keys));

  t.true(keys.every((each) => each !== undefined));
  t.is(new Set(keys).size, places.length);
});
