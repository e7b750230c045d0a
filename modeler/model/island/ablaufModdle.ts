/** The words of our own namespace, for moddle: what `server/engine/dialect.ts` reads. */
export const ablaufModdle = {
  name: "Ablauf",
  uri: "http://ablauf.example/schema/bpmn",
  prefix: "ablauf",
  xml: { tagAlias: "lowerCase" },
  associations: [],
  types: [
    {
      name: "Text",
      superClass: ["Element"],
      properties: [
        { name: "lang", isAttr: true, type: "String" },
        { name: "name", isAttr: true, type: "String" },
        { name: "documentation", isAttr: true, type: "String" },
      ],
    },
    {
      name: "Subject",
      superClass: ["Element"],
      meta: { allowedIn: ["bpmn:Process"] },
      properties: ["businessKey", "title", "customer", "priority"].map((name) => ({
        name,
        isAttr: true,
        type: "String",
      })),
    },
    {
      name: "Publish",
      superClass: ["Element"],
      properties: [{ name: "correlationKey", isAttr: true, type: "String" }],
    },
    {
      name: "ServiceTime",
      superClass: ["Element"],
      properties: [{ name: "calendar", isAttr: true, type: "String" }],
    },
  ],
} as const;
