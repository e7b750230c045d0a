import type { z } from "zod";
import type { JsonObject } from "../../base/json.ts";
import { render } from "../../templates/render.ts";
import { parseTemplate } from "../../templates/template.ts";
import { jsonRoute } from "../route.ts";
import type { Call, Route } from "../route.ts";
import * as wire from "../wireTemplates.ts";

/** Mail templates while they are written. */
export const templateRoutes: readonly Route[] = [
  jsonRoute({
    method: "post",
    path: "/api/templates/preview",
    summary: "Render a mail template with sample values, as a mail would be; nothing is kept, nothing leaves",
    permission: "definitions.read",
    body: wire.previewTemplate,
    answer: wire.templatePreview,
    run: (call) => Promise.resolve(preview(call)),
  }),
];

function preview({ body }: Call<z.output<typeof wire.previewTemplate>>): wire.TemplatePreview {
  const { text, language, timeZone, data } = body;
  // a request's body is JSON
  const { subject, text: rendered, missing } = render(parseTemplate(text), data as JsonObject, { language, timeZone });
  return { subject, text: rendered, missing };
}
