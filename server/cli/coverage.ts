import { writeFile } from "node:fs/promises";
import { describeCoverage } from "../engine/coverage.ts";

/** `node server/cli/coverage.ts`: writes the page on what runs from the table of the compiler. */
await writeFile(new URL("../engine/COVERAGE.md", import.meta.url), describeCoverage());
