import { readFile } from "node:fs/promises";
import test from "ava";
import { drawPictures, drawSvg } from "./draw.ts";

const rma = await readFile("processes/rma/rma.bpmn", "utf8");
const wish = { fonts: [] };

const model = (inside: string, diagrams: string): string => `<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" xmlns:dc="http://www.omg.org/spec/DD/20100524/DC" xmlns:bioc="http://bpmn.io/schema/bpmn/biocolor/1.0" xmlns:own="http://ablauf.example/schema/bpmn" id="d" targetNamespace="x">
  <bpmn:process id="p">${inside}</bpmn:process>${diagrams}
</bpmn:definitions>`;
const diagram = (id: string, plane: string, shapes: string): string =>
  `<bpmndi:BPMNDiagram id="${id}"><bpmndi:BPMNPlane id="${id}_plane" bpmnElement="${plane}">${shapes}</bpmndi:BPMNPlane></bpmndi:BPMNDiagram>`;
const shape = (element: string, x: number, more = ""): string =>
  `<bpmndi:BPMNShape id="${element}_di" bpmnElement="${element}" ${more}><dc:Bounds x="${x}" y="0" width="100" height="80"/></bpmndi:BPMNShape>`;

test("the same model gives the same picture, byte by byte", async (t) => {
  t.is(await drawSvg(rma, wish), await drawSvg(rma, wish));
});

test("a picture says who drew it and asks nothing of the network", async (t) => {
  const svg = await drawSvg(rma, wish);

  t.true(svg.includes("<!-- created with bpmn-js / http://bpmn.io -->"));
  t.false(/<!DOCTYPE|<script|<image|href=|https?:(?!\/\/(www\.w3\.org|bpmn\.io))/.test(svg));
});

test("names are those of the language, whatever the prefix of our namespace; else as they stand", async (t) => {
  const xml = model(
    `<bpmn:task id="a" name="Prüfen"><bpmn:extensionElements><own:text lang="en" name="Check"/></bpmn:extensionElements></bpmn:task>
     <bpmn:task id="b" name="Warten"/>
     <bpmn:textAnnotation id="n"><bpmn:extensionElements><own:text lang="en" name="Note"/></bpmn:extensionElements><bpmn:text>Hinweis</bpmn:text></bpmn:textAnnotation>`,
    diagram("one", "p", shape("a", 0) + shape("b", 200) + shape("n", 400)),
  );
  const texts = async (language?: string): Promise<string[]> =>
    [...(await drawSvg(xml, { fonts: [], language })).matchAll(/<tspan[^>]*>([^<]*)</g)].map(([, text]) => text ?? "");

  t.deepEqual(await texts("en"), ["Check", "Warten", "Note"]);
  t.deepEqual(await texts("de"), ["Prüfen", "Warten", "Hinweis"]);
  t.deepEqual(await texts(), ["Prüfen", "Warten", "Hinweis"]);
});

test("a collapsed sub-process with an inside of its own is a picture of its own", async (t) => {
  const xml = model(
    `<bpmn:subProcess id="s" name="Innen"><bpmn:task id="inner" name="Tief"/></bpmn:subProcess>`,
    diagram("one", "p", shape("s", 0, 'isExpanded="false"')) + diagram("two", "s", shape("inner", 0)),
  );
  const { pictures } = await drawPictures(xml, wish);

  t.deepEqual(
    pictures.map(({ id }) => id),
    ["p", "s"],
  );
  t.true(pictures[1]?.svg.includes("Tief") && !pictures[0]?.svg.includes("Tief"));
  for (const diagramId of ["two", "two_plane", "s"])
    t.is(await drawSvg(xml, { fonts: [], diagramId }), pictures[1]?.svg ?? "");
  await t.throwsAsync(drawSvg(xml, { fonts: [], diagramId: "three" }), { code: "diagram.missing" });
});

test("a plane that names no element shows the process whose shapes are on it", async (t) => {
  const xml = model(`<bpmn:task id="a" name="Prüfen"/>`, diagram("one", "d", shape("a", 0)));

  t.true((await drawSvg(xml, wish)).includes("Prüfen"));
});

test("a colour from the file cannot carry anything else into the picture", async (t) => {
  const colour = "red; background: url(https://evil.example/x)";
  const shapes = shape("a", 0, `bioc:stroke="${colour}" bioc:fill="#ffe0b2"`);
  const svg = await drawSvg(
    model(`<bpmn:task id="a" name="&lt;script&gt;alert(1)&lt;/script&gt;"/>`, diagram("one", "p", shapes)),
    wish,
  );

  t.false(svg.includes("evil.example"));
  t.false(svg.includes("<script"));
  t.true(svg.includes("fill: #ffe0b2"));
});

test("what is no BPMN, and what has nothing to draw, is refused", async (t) => {
  await t.throwsAsync(drawSvg("<a/>", wish), { code: "bpmn.xml" });
  await t.throwsAsync(drawSvg("", wish), { code: "bpmn.xml" });
  const nothing = `<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="x"/>`;
  await t.throwsAsync(drawSvg(nothing, wish), { code: "diagram.missing" });
});
