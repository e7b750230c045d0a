import test from "ava";
import { file, flow, picture, row, task } from "../../../test/merging/sample.ts";
import { diff } from "../../diff/diff.ts";
import { merge3 } from "../merge.ts";
import { overlap } from "./geometry.ts";
import type { Box } from "./geometry.ts";

/** The bounds that an element is drawn with. */
function box(xml: string, element: string): Box {
  const found = new RegExp(
    `bpmnElement="${element}"[^>]*>\\s*<dc:Bounds x="([\\d.-]+)" y="([\\d.-]+)" width="([\\d.-]+)" height="([\\d.-]+)"`,
  ).exec(xml);
  const [x = NaN, y = NaN, width = NaN, height = NaN] = (found ?? []).slice(1).map(Number);
  return { x, y, width, height };
}

/** The waypoints that a flow is drawn with, as `x,y`. */
function way(xml: string, element: string): string[] {
  const edge = new RegExp(`bpmnElement="${element}">([^]*?)</bpmndi:BPMNEdge>`).exec(xml)?.[1] ?? "";
  return [...edge.matchAll(/waypoint x="([\d.-]+)" y="([\d.-]+)"/g)].map(([, x, y]) => `${x},${y}`);
}

const ab = row("A", "B");
const drawn = (ax: number, ay: number, bx: number, by: number) =>
  picture(
    [
      ["A", ax, ay],
      ["B", bx, by],
    ],
    [["A_B", ax + 100, ay + 40, bx, by + 40]],
  );

test("what one side moved is moved; what both moved stands as ours has it, and is told", async (t) => {
  const base = file(ab, drawn(0, 0, 200, 0));

  const one = await merge3(base, base, file(ab, drawn(0, 0, 200, 300)));
  const both = await merge3(base, file(ab, drawn(0, 0, 200, 100)), file(ab, drawn(0, 0, 200, 300)));

  t.is(box(one.xml, "B").y, 300);
  t.deepEqual(one.layout, []);
  t.is(box(both.xml, "B").y, 100);
  t.deepEqual(both.conflicts, []);
  t.deepEqual(
    both.layout.map(({ code, element }) => `${code} ${element.id}`),
    ["oursKept B", "oursKept A_B"],
  );
});

test("a flow whose ends were moved by different sides meets both of them", async (t) => {
  const base = file(ab, drawn(0, 0, 200, 0));

  const merge = await merge3(base, file(ab, drawn(0, 200, 200, 0)), file(ab, drawn(0, 0, 400, 0)));

  t.deepEqual([box(merge.xml, "A").y, box(merge.xml, "B").x], [200, 400]);
  t.is(way(merge.xml, "A_B")[0], "100,240");
  t.is(way(merge.xml, "A_B").at(-1), "400,40");
});

test("what theirs appended follows the node that ours moved", async (t) => {
  const base = file(ab, drawn(0, 0, 200, 0));
  const ours = file(ab, drawn(0, 0, 200, 500));
  const theirs = file(
    row("A", "B", "C"),
    picture(
      [
        ["A", 0, 0],
        ["B", 200, 0],
        ["C", 400, 0],
      ],
      [
        ["A_B", 100, 40, 200, 40],
        ["B_C", 300, 40, 400, 40],
      ],
    ),
  );

  const merge = await merge3(base, ours, theirs);

  t.deepEqual(box(merge.xml, "C"), { x: 400, y: 500, width: 100, height: 80 });
  t.deepEqual(way(merge.xml, "B_C"), ["300,540", "400,540"]);
  t.deepEqual(
    merge.layout.map(({ code, element }) => `${code} ${element.id}`),
    ["shifted C", "rerouted B_C"],
  );
});

const appended = (id: string) =>
  file(
    task("A") + task(id) + flow(`A_${id}`, "A", id),
    picture(
      [
        ["A", 0, 0],
        [id, 200, 0],
      ],
      [[`A_${id}`, 100, 40, 200, 40]],
    ),
  );

test("two new nodes at one place are put apart", async (t) => {
  const base = file(task("A"), picture([["A", 0, 0]]));

  const { xml, layout } = await merge3(base, appended("X"), appended("Y"));

  t.false(overlap(box(xml, "X"), box(xml, "Y")));
  t.deepEqual(box(xml, "X"), { x: 200, y: 0, width: 100, height: 80 });
  t.true(layout.some(({ code, element }) => code === "shifted" && element.id === "Y"));
});

const inserted = (id: string) =>
  file(
    task("A") + task("B") + task(id) + flow("A_B", "A", id) + flow(`${id}_B`, id, "B"),
    picture(
      [
        ["A", 0, 0],
        ["B", 300, 0],
        [id, 150, 0],
      ],
      [
        ["A_B", 100, 40, 150, 40],
        [`${id}_B`, 250, 40, 300, 40],
      ],
    ),
  );

const right = (each: Box | undefined) => (each ? each.x + each.width : NaN);

test("two insertions in series are drawn one after the other, and what follows makes room", async (t) => {
  const base = file(ab, drawn(0, 0, 300, 0));

  for (const [order, first, second] of [
    ["ours-theirs", "X", "Y"],
    ["theirs-ours", "Y", "X"],
  ] as const) {
    const { xml } = await merge3(base, inserted("X"), inserted("Y"), { "insertion:A_B": order });
    const [a, one, two, b] = ["A", first, second, "B"].map((id) => box(xml, id));

    t.true(right(a) < (one?.x ?? 0), order);
    t.true(right(one) < (two?.x ?? 0), order);
    t.true(right(two) < (b?.x ?? 0), order);
  }
});

test("an element that a decision brings back has its picture again", async (t) => {
  const base = file(row("A", "B"), drawn(0, 0, 200, 0));
  const ours = file(task("A"), picture([["A", 0, 0]]));
  const theirs = base.replace('name="B"', 'name="Book"');

  const { xml } = await merge3(base, ours, theirs, { "deletion:B": "theirs" });

  t.deepEqual(box(xml, "B"), { x: 200, y: 0, width: 100, height: 80 });
  t.deepEqual(way(xml, "A_B"), ["100,40", "200,40"]);
});

const nested = (inner: string) => file(`<bpmn:subProcess id="S">${inner}</bpmn:subProcess>`);
const plane = (id: string, element: string, inside: string) =>
  `<bpmndi:BPMNDiagram id="${id}"><bpmndi:BPMNPlane id="${id}_plane" bpmnElement="${element}">${inside}</bpmndi:BPMNPlane></bpmndi:BPMNDiagram>`;
const shape = (element: string, x: number, y: number, more = "") =>
  `<bpmndi:BPMNShape id="${element}_di" bpmnElement="${element}" ${more}><dc:Bounds x="${x}" y="${y}" width="100" height="80"/></bpmndi:BPMNShape>`;
const withPlanes = (model: string, planes: string) =>
  model.replace("</bpmn:definitions>", `${planes}</bpmn:definitions>`);

test("what theirs put into a sub-process that ours collapsed is on the sub-process's own plane", async (t) => {
  const base = withPlanes(
    nested(task("A")),
    plane("D1", "P", shape("S", 0, 0, 'isExpanded="true"') + shape("A", 20, 20)),
  );
  const ours = withPlanes(
    nested(task("A")),
    plane("D1", "P", shape("S", 0, 0)) + plane("D2", "S", shape("A", 220, 120)),
  );
  const theirs = withPlanes(
    nested(task("A") + task("B")),
    plane("D1", "P", shape("S", 0, 0, 'isExpanded="true"') + shape("A", 20, 20) + shape("B", 160, 20)),
  );

  const { xml, conflicts } = await merge3(base, ours, theirs);

  t.deepEqual(conflicts, []);
  t.regex(xml, /bpmnElement="S">[^]*BPMNPlane[^]*bpmnElement="S">[^]*bpmnElement="A"[^]*bpmnElement="B"/);
  const { layout } = await diff(ours, xml);
  t.deepEqual(
    layout.map(({ kind, element }) => `${kind} ${element.id}`),
    ["drawn B"],
  );
});

const whole = (inside: string, beside: string) => file(`<bpmn:subProcess id="S">${inside}</bpmn:subProcess>${beside}`);

test("what ours moved into a sub-process that theirs collapsed is on the sub-process's own plane", async (t) => {
  const open = plane("D1", "P", shape("S", 0, 0, 'isExpanded="true"') + shape("A", 20, 20) + shape("B", 300, 0));
  const base = withPlanes(whole(task("A"), task("B")), open);
  const ours = withPlanes(whole(task("A") + task("B"), ""), open.replace('x="300"', 'x="30"'));
  const theirs = withPlanes(
    whole(task("A"), task("B")),
    plane("D1", "P", shape("S", 0, 0) + shape("B", 300, 0)) + plane("D2", "S", shape("A", 220, 120)),
  );

  const { xml, conflicts } = await merge3(base, ours, theirs);

  t.deepEqual(conflicts, []);
  t.regex(xml, /BPMNPlane id="D2_plane" bpmnElement="S">[^]*bpmnElement="B"/);
});

test("a version without any picture does not erase the picture of the other", async (t) => {
  const base = file(ab, drawn(0, 0, 200, 0));

  const { xml } = await merge3(base, base, file(ab).replace('name="B"', 'name="Book"'));

  t.regex(xml, /name="Book"/);
  t.deepEqual(box(xml, "B"), { x: 200, y: 0, width: 100, height: 80 });
});
