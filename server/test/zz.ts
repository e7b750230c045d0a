import { compile } from "../engine/compile.ts";
import fs from "node:fs";
for (const k of fs.readdirSync("processes")) { const p = `processes/${k}/${k}.bpmn`; if (!fs.existsSync(p)) continue; const c = await compile(fs.readFileSync(p, "utf8")); console.log(k, c.definitions.map(d => [d.processId, d.starts.length, d.references.jobTypes.length].join(":")), c.problems); }
