import type { LoggedCase, LoggedEvent } from "../../instances/eventLog.ts";

const extensions = [
  ["Concept", "concept"],
  ["Time", "time"],
  ["Lifecycle", "lifecycle"],
  ["Organizational", "org"],
] as const;

const transitions: Readonly<Record<LoggedEvent["type"], string>> = {
  "element.entered": "start",
  "element.completed": "complete",
  "element.cancelled": "ate_abort",
};

/** The beginning of an event log (IEEE 1849-2016): extensions, what every event has, and what makes two events alike. */
export function logHead(name: string): string {
  const declared = extensions.map(
    ([long, prefix]) =>
      `  <extension name="${long}" prefix="${prefix}" uri="http://www.xes-standard.org/${prefix}.xesext"/>\n`,
  );
  return `<?xml version="1.0" encoding="UTF-8"?>
<log xes.version="1849-2016" xes.features="" xmlns="http://www.xes-standard.org/">
${declared.join("")}  <global scope="trace">
    <string key="concept:name" value="?"/>
  </global>
  <global scope="event">
    <string key="concept:name" value="?"/>
    <date key="time:timestamp" value="1970-01-01T00:00:00.000Z"/>
    <string key="lifecycle:transition" value="complete"/>
  </global>
  <classifier name="Activity" keys="concept:name lifecycle:transition"/>
  <string key="concept:name" value="${escaped(name)}"/>
  <string key="lifecycle:model" value="standard"/>
`;
}

/** One case as a trace. */
export function logTrace(logged: LoggedCase, nameOf: (elementId: string) => string): string {
  const attributes = [
    text("concept:name", logged.businessKey ?? logged.id),
    text("instance", logged.id),
    text("customer", logged.customer),
    text("priority", logged.priority),
    text("status", logged.status),
  ];
  const events = logged.events.map((event) => eventOf(event, nameOf(event.elementId)));
  return `  <trace>\n${[...attributes, ...events].join("")}  </trace>\n`;
}

export const logFoot = "</log>\n";

function eventOf({ type, elementId, actor, at }: LoggedEvent, name: string): string {
  return `    <event>
      <string key="concept:name" value="${escaped(name)}"/>
      <date key="time:timestamp" value="${at}"/>
      <string key="lifecycle:transition" value="${transitions[type]}"/>
      <string key="org:resource" value="${escaped(actor)}"/>
      <string key="element" value="${escaped(elementId)}"/>
    </event>
`;
}

function text(key: string, value: string | null): string {
  return value === null ? "" : `    <string key="${key}" value="${escaped(value)}"/>\n`;
}

const entities: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

/** As an attribute; signs that XML 1.0 does not know at all are left out, line ends are kept. */
function escaped(value: string): string {
  return value
    .replaceAll(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, "")
    .replaceAll(/[&<>"]/g, (sign) => entities[sign] ?? sign)
    .replaceAll(/[\t\n\r]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
