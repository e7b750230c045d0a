import { readFile } from "node:fs/promises";
import test from "ava";
import { readFonts } from "../../base/fonts/arimo.ts";
import type { Order, PictureFile } from "./render.ts";
import { Studio, usualLimits } from "./studio.ts";

const rma = await readFile("processes/rma/rma.bpmn", "utf8");
const order: Order = {
  xml: rma,
  formats: ["svg"],
  language: "en",
  title: "RMA",
  createdAt: new Date("2026-11-22T12:00:00Z"),
};
const nested = (depth: number): string =>
  `<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" id="d" targetNamespace="x"><process id="p">${'<subProcess id="s">'.repeat(depth)}${"</subProcess>".repeat(depth)}</process></definitions>`;
const textOf = (files: readonly PictureFile[]): string => Buffer.from(files[0]?.bytes ?? []).toString("latin1");

let studio: Studio;
test.before(() => {
  studio = new Studio(readFonts);
});
test.after.always(() => studio.close());

test.serial("pictures of all formats come out of the painter, the same ones each time", async (t) => {
  const files = await studio.draw({ ...order, formats: ["svg", "png", "pdf"] });
  t.deepEqual(
    files.map(({ format, plane }) => `${format} ${plane}`),
    ["svg Collaboration", "png Collaboration", "pdf Collaboration"],
  );
  t.deepEqual(await studio.draw({ ...order, formats: ["svg", "png", "pdf"] }), files);
});

test.serial("a PDF is PDF/A-2b with title, language, its fonts and a page for each plane", async (t) => {
  const pdf = textOf(await studio.draw({ ...order, formats: ["pdf"] }));
  const wanted = [
    /^%PDF-1\.7/,
    /<pdfaid:part>2<\/pdfaid:part>\s*<pdfaid:conformance>B</,
    /\/Lang \(en\)/,
    /<rdf:li xml:lang="x-default">RMA</,
    /\/OutputIntents/,
    /\/FontFile2/,
    /\/Alt \(/,
  ];
  t.deepEqual(
    wanted.filter((each) => !each.test(pdf)),
    [],
  );
  t.is(pdf.match(/\/Type \/Page\b(?!s)/g)?.length, 1);
});

test.serial("the server goes on while somebody draws", async (t) => {
  await studio.draw(order);
  let ticks = 0;
  const clock = setInterval(() => (ticks += 1), 5);
  await studio.draw({ ...order, formats: ["png", "pdf"] });
  clearInterval(clock);
  t.true(ticks >= 3);
});

test.serial("what takes too long is refused, and the next picture is drawn", async (t) => {
  const hasty = new Studio(readFonts, { ...usualLimits, time: 1 });
  await t.throwsAsync(hasty.draw(order), { code: "diagram.tooLarge" });
  await hasty.close();

  await t.throwsAsync(studio.draw({ ...order, xml: "<a" }), { code: "bpmn.xml" });
  t.true(textOf(await studio.draw(order)).includes("Check warranty"));
});

test.serial("who asks for more pictures than may wait is refused", async (t) => {
  const small = new Studio(readFonts, { ...usualLimits, queue: 2 });
  try {
    const asked = await Promise.allSettled([order, order, order].map((each) => small.draw(each)));
    t.deepEqual(
      asked.map(({ status }) => status),
      ["fulfilled", "fulfilled", "rejected"],
    );
  } finally {
    await small.close();
  }
});

test.serial("files made to do harm end in a picture or a refusal", async (t) => {
  const huge = rma.replace('width="1715"', 'width="1e300"');
  const broken = rma.replace('width="1715"', 'width="many"');
  const entities = `<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>${rma.replace(/^<\?xml[^>]*>/, "")}`;
  for (const xml of [nested(500), nested(20_000), huge, broken, entities, "<a>".repeat(100_000), ""]) {
    const ended = await studio.draw({ ...order, xml, formats: ["png"] }).then(
      () => "drawn",
      (error: unknown) => String(Reflect.get(Object(error), "code")),
    );
    t.regex(ended, /^(drawn|bpmn\.\w+|diagram\.\w+)$/);
  }
  t.true(textOf(await studio.draw(order)).includes("Check warranty"));
});
