<<<<<<< HEAD
import { caseWords } from "./cases.ts";
=======
import { auditWords } from "./audit.ts";
>>>>>>> 67d4d08 (Show the trail: search, detail, seals, check with progress, evidence to take away; places of the product as data; pictures of every screen by one command)
import { opsWords } from "./ops.ts";
import { modelWords } from "./model.ts";
import { modelMergeWords } from "./modelMerge.ts";
import { modelPanelWords } from "./modelPanel.ts";
import { processWords } from "./processes.ts";
import { ruleWords } from "./rules.ts";
import { shellWords } from "./shell.ts";
import { taskWords } from "./tasks.ts";

/** Every word of the product, in German and English. */
export const words = {
  ...shellWords,
  ...taskWords,
  ...caseWords,
  ...opsWords,
  ...processWords,
  ...modelWords,
  ...modelMergeWords,
  ...modelPanelWords,
  ...ruleWords,
  ...auditWords,
};

/** The name of an entry; a name that does not exist does not compile. */
export type Key = keyof typeof words;
