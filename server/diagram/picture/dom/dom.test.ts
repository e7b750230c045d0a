import test from "ava";
import { DomDocument } from "./document.ts";
import type { DomElement } from "./node.ts";
import { alongPath, readPath } from "./path.ts";
import { styleText } from "./style.ts";

const document = new DomDocument((text) => 6 * text.length);

function drawn(name: string, attributes: Record<string, string | number>): DomElement {
  const element = document.createElementNS("", name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  return element;
}

const near = (one: number, other: number): boolean => Math.abs(one - other) < 1e-6;

test("path data are read with all their letters, relative or not", (t) => {
  const ends = readPath("M10 10h20v20l-5,5H3V4zm1 1L5-5q1 1 2 0t2 0c1 1 2 1 3 0s2-1 3 0").map(({ to }) => [to.x, to.y]);

  t.deepEqual(ends, [
    [10, 10],
    [30, 10],
    [30, 30],
    [25, 35],
    [3, 35],
    [3, 4],
    [10, 10],
    [11, 11],
    [5, -5],
    [7, -5],
    [9, -5],
    [12, -5],
    [15, -5],
  ]);
  t.deepEqual(readPath("nothing of the kind"), []);
});

test("the bounds of arcs and curves reach as far as they do, not as their control points", (t) => {
  const circle = drawn("path", { d: "M-10 0a10 10 0 1 1 20 0a10 10 0 1 1 -20 0" }).getBBox();
  const wave = drawn("path", { d: "M0 0C0 40 100 40 100 0" }).getBBox();

  t.true(near(circle.x, -10) && Math.abs(circle.height - 20) < 0.01);
  t.true(near(wave.height, 30) && near(wave.width, 100));
});

test("a group is as large as what it draws, moved and turned, without what is hidden or only defined", (t) => {
  const group = document.createElementNS("", "g");
  const rectangle = group.appendChild(drawn("rect", { x: 0, y: 0, width: 20, height: 10 }));
  const turn = rectangle.createSVGTransform();
  turn.setRotate(90, 0, 0);
  rectangle.transform.baseVal.appendItem(turn);
  const hidden = group.appendChild(drawn("circle", { cx: 500, cy: 500, r: 5 }));
  hidden.style["display"] = "none";
  group.appendChild(document.createElementNS("", "defs")).appendChild(drawn("circle", { cx: 900, cy: 0, r: 5 }));

  t.deepEqual(group.getBBox(), { x: -10, y: 0, width: 10, height: 20 });
});

test("a point on a path is found by the length walked", (t) => {
  t.deepEqual(alongPath("M0 0L30 0L30 40", 50).point, { x: 30, y: 20 });
  t.is(alongPath("M0 0L30 0L30 40").length, 70);
});

test("a style keeps values and leaves out what could end it or load something", (t) => {
  t.is(
    styleText({ fill: "hsl(225, 10%, 15%)", strokeWidth: "2px", "stroke-dasharray": [10, 6] }),
    "fill: hsl(225, 10%, 15%); stroke-width: 2px; stroke-dasharray: 10, 6;",
  );
  for (const value of [
    "red; background: blue",
    "url(https://example.org/x)",
    "expression(1)",
    'red"',
    "</style>",
    null,
    undefined,
  ])
    t.is(styleText({ fill: value }), null);
  t.is(styleText({ "marker-end": "url('#marker-1')" }), "marker-end: url(#marker-1);");
});

test("elements are found by name, class, attribute, parent and scope", (t) => {
  const root = document.createElement("div");
  root.innerHTML = `<a class="x y" href="#"><b id="deep">text</b></a><b class="y"/>`;

  t.is(root.querySelector("b")?.id, "deep");
  t.is(root.querySelectorAll(".y").length, 2);
  t.is(root.querySelector(":scope > b")?.id, "");
  t.is(root.querySelector('a.x [id="deep"]')?.textContent, "text");
  t.is(root.querySelector("a > c, .none"), null);
  t.is(root.querySelector("#deep")?.closest("a")?.getAttribute("href"), "#");
});
