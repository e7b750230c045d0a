import test from "ava";
import type { JsonObject } from "../base/json.ts";
import { Refusal } from "../base/refusal.ts";
import { allowance } from "./helpers.ts";
import { render } from "./render.ts";
import { parseTemplate } from "./template.ts";

const german = { language: "de", timeZone: "Europe/Berlin" } as const;
const english = { language: "en", timeZone: "Europe/Vienna" } as const;

test("a template becomes subject, text and html", (t) => {
  const template = parseTemplate(
    "subject: [{{ticket.number}}] {{ticket.title}}\n---\nHallo {{name}},\n\nfertig.\nIhr Team\n",
  );

  const mail = render(template, { ticket: { number: "T-2026-00001", title: "Drucker" }, name: "Ana" }, german);

  t.is(mail.subject, "[T-2026-00001] Drucker");
  t.is(mail.text, "Hallo Ana,\n\nfertig.\nIhr Team\n");
  t.true(mail.html.includes("<p>Hallo Ana,</p>\n<p>fertig.<br>\nIhr Team</p>"));
  t.true(mail.html.includes('<html lang="de">'));
  t.deepEqual(mail.missing, []);
});

test("somebody of the house is named; a login that nobody has stays as it is", (t) => {
  const template = parseTemplate("subject: x\n---\n{{person who}} {{person other}}\n");
  const voice = { ...german, people: new Map([["ahuber", "Anna Huber"]]) };

  t.is(render(template, { who: "ahuber", other: "gone" }, voice).text, "Anna Huber gone\n");
  t.is(render(template, { who: "ahuber", other: "gone" }, german).text, "ahuber gone\n");
  t.deepEqual(render(template, { who: "ahuber" }, voice).missing, ["other"]);
});

test("what a customer writes is markup in neither part", (t) => {
  const mail = body("{{text}} {{{text}}} {{&text}}", { text: `<b>"O'Neil" & Co</b> {{secret}}` });

  t.is(mail.text, `${`<b>"O'Neil" & Co</b> {{secret}} `.repeat(3).trim()}\n`);
  t.true(mail.html.includes("&lt;b&gt;&quot;O&#39;Neil&quot; &amp; Co&lt;/b&gt;"));
  t.false(mail.html.includes("<b>"));
});

test("web addresses become links, with nothing in them that HTML would read", (t) => {
  const { html } = body("{{link}}.", { link: `https://portal.example/t?a=1&b="><script>` });

  t.true(
    html.includes(
      '<a href="https://portal.example/t?a=1&amp;b=">https://portal.example/t?a=1&amp;b=</a>&quot;&gt;&lt;script&gt;.',
    ),
  );
  t.false(body("{{link}}", { link: "javascript:alert(1)" }).html.includes("<a "));
});

test("a subject is one line, whatever its variables hold", (t) => {
  const template = parseTemplate("subject: Re: {{title}}\n---\nx");

  t.is(
    render(template, { title: "a\r\nBcc: all@customer.example\u0000" }, german).subject,
    "Re: a Bcc: all@customer.example",
  );
});

test("instants are told in language and time zone, days stay days", (t) => {
  const data = { at: "2026-11-22T23:30:00.000Z", day: "2026-11-22", odd: "bald" };
  const text = "{{date at}} {{time at}} {{dateTime at}} {{date day}} {{date odd}}";

  t.is(body(text, data).text, "23.11.2026 00:30 23.11.2026, 00:30 22.11.2026 bald\n");
  t.is(body(text, data, english).text, "23 Nov 2026 00:30 23 Nov 2026, 00:30 22 Nov 2026 bald\n");
});

test("money is told in cents and currency, durations in minutes", (t) => {
  const data = { net: 123_456, big: "5", worked: 65, less: -5 };
  const text =
    '{{money net}}|{{money net "CHF"}}|{{money net "JPY"}}|{{money big}}|{{minutes worked}}|{{minutes less}}';

  t.is(body(text, data).text, "1.234,56\u00A0€|1.234,56\u00A0CHF|123.456\u00A0¥|0,05\u00A0€|1:05|-0:05\n");
  t.is(body("{{money net}}", data, english).text, "€1,234.56\n");
});

test("a currency that is none is refused rather than guessed", (t) => {
  t.is(t.throws(() => body('{{money 1 "Taler"}}', {}), { instanceOf: Refusal })?.code, "template.value");
});

test("defaults, comparisons, lists and loops", (t) => {
  const data = { status: "new", names: ["Ana", "Bo"], lines: [{ pos: 1 }, { pos: 2 }], none: [], by: { a: 1 } };

  t.is(body('{{default who "you"}}', data).text, "you\n");
  t.is(body('{{#if (eq status "new")}}neu{{else if (eq status "old")}}alt{{else}}?{{/if}}', data).text, "neu\n");
  t.is(body('{{join names " & "}} {{names}}', data).text, "Ana & Bo Ana, Bo\n");
  t.is(
    body("{{#each lines}}{{@index}}:{{pos}}/{{../status}}{{#unless @last}}, {{/unless}}{{/each}}", data).text,
    "0:1/new, 1:2/new\n",
  );
  t.is(
    body("{{#each lines as |line at|}}{{at}}={{line.pos}};{{/each}}{{#each by}}{{@key}}{{this}}{{/each}}", data).text,
    "0=1;1=2;a1\n",
  );
  t.is(
    body("{{#each none}}x{{else}}leer{{/each}}{{#with by}}{{a}}{{/with}}{{^if who}}niemand{{/if}}", data).text,
    "leer1niemand\n",
  );
});

test("unknown variables are rendered empty and told; known ones that are null are not", (t) => {
  const mail = body("a{{x}}b{{ticket.y}}{{date ticket.z}}{{#each zs}}{{/each}}{{ticket}}{{nothing}}c", {
    ticket: { n: 1 },
    nothing: null,
  });

  t.is(mail.text, "abc\n");
  t.deepEqual([...mail.missing].toSorted(), ["ticket", "ticket.y", "ticket.z", "x", "zs"]);
});

test("asking for a variable is no mistake", (t) => {
  t.deepEqual(
    body('{{#if x}}{{x}}{{/if}}{{#unless x}}{{/unless}}{{default x "-"}}{{#if (eq x 1)}}{{/if}}', {}).missing,
    [],
  );
});

test("a variable may be named like a helper", (t) => {
  t.is(body("{{date}} {{minutes}} {{this.join}}", { date: "heute", minutes: 5, join: "j" }).text, "heute 5 j\n");
});

test("no path leads out of the data", (t) => {
  const paths = [
    "constructor",
    "__proto__",
    "a.constructor.name",
    "a.toString",
    "list.map",
    "@root.constructor",
    "a.__proto__",
  ];
  for (const path of paths) {
    const mail = body(`{{${path}}}`, { a: { b: 1 }, list: [] });
    t.is(mail.text, "\n", path);
    t.deepEqual(mail.missing, [path]);
  }
});

test("loops are counted, so that data cannot make them endless", (t) => {
  const list = Array.from({ length: 200 }, () => "x");
  const loops = "{{#each list}}{{#each ../list}}{{this}}{{/each}}{{/each}}";

  t.is(t.throws(() => body(loops, { list }), { instanceOf: Refusal })?.code, "template.output");
});

test("the output has a limit", (t) => {
  const text = "y".repeat(allowance.characters / 4);

  t.is(t.throws(() => body("{{text}}".repeat(5), { text }), { instanceOf: Refusal })?.code, "template.output");
});

function body(text: string, data: JsonObject, voice: Parameters<typeof render>[2] = german) {
  return render(parseTemplate(`subject: x\n---\n${text}`), data, voice);
}
