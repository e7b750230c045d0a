import test from "ava";
import { Refusal } from "../../base/refusal.ts";
import { readFlatXml } from "./readXml.ts";

test("elements become texts; entities of XML, CDATA and comments are read as XML says", (t) => {
  const found = readFlatXml(
    `<?xml version="1.0"?>\r\n<!-- a --><n x="1">\n<A>1 &lt; 2 &#38;&amp; &#x41;</A><B/><C y='2'><![CDATA[<x>&y;]]> z</C><!-- - --><D>a<!-- b -->c</D><A>later</A></n>\n`,
  );

  t.deepEqual(
    [...found],
    [
      ["A", "1 < 2 && A"],
      ["B", ""],
      ["C", "<x>&y; z"],
      ["D", "ac"],
    ],
  );
});

const refused: readonly (readonly [string, string])[] = [
  ["DOCTYPE", '<!DOCTYPE n [<!ENTITY a "b">]><n><A>&a;</A></n>'],
  ["an entity of its own", "<n><A>&a;</A></n>"],
  ["an external entity", "<n><A>&xxe;</A></n>"],
  ["a processing instruction", "<n><?php x?></n>"],
  ["nesting", "<n><A><B>x</B></A></n>"],
  ["text beside elements", "<n>x<A>y</A></n>"],
  ["a wrong end", "<n><A>x</B></n>"],
  ["no end", "<n><A>x</A>"],
  ["an open comment", "<n><!-- x"],
  ["an open CDATA", "<n><A><![CDATA[x</A></n>"],
  ["a second root", "<n></n><m></m>"],
  ["nothing", ""],
  ["a character beyond Unicode", "<n><A>&#x110000;</A></n>"],
  ["too many elements", `<n>${Array.from({ length: 600 }, (_, i) => `<a${i}/>`).join("")}</n>`],
];
for (const [name, document] of refused) {
  test(`refused: ${name}`, (t) => {
    t.is(t.throws(() => readFlatXml(document), { instanceOf: Refusal })?.code, "alert.shape");
  });
}

test("the line of a mistake is told", (t) => {
  const refusal = t.throws(() => readFlatXml("<n>\n<A>x</A>\n<B>&nbsp;</B></n>"), { instanceOf: Refusal });

  t.is(refusal?.complaints[0]?.place, "line 3");
});

test("long documents take no more time than their length", (t) => {
  const begun = process.threadCpuUsage();
  for (const document of [
    `<n>${" ".repeat(500_000)}`,
    `<n${" a".repeat(250_000)}`,
    `<n><A>${"&amp;".repeat(100_000)}`,
    `<${"n".repeat(500_000)}`,
  ]) {
    t.throws(() => readFlatXml(document), { instanceOf: Refusal });
  }
  t.true(process.threadCpuUsage(begun).user < 2_000_000);
});
