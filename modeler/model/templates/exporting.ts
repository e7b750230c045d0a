import type { KeptTemplate } from "../../../server/http/wireElementTemplates.ts";
import { saveFile } from "../../processes/exporting.ts";

/** Gives templates away as the modelers of Camunda and bpmn.io read them. */
export function exportTemplates(name: string, kept: readonly KeptTemplate[]): void {
  const file = kept.map(({ template }) => template);
  saveFile(`${name}.json`, `${JSON.stringify(file, null, 2)}\n`, "application/json");
}
