import { adminWords } from "./admin.ts";
import { caseWords } from "./cases.ts";
import { auditWords } from "./audit.ts";
import { figureWords } from "./figures.ts";
import { deskWords } from "./desk.ts";
import { designerWords } from "./designer.ts";
import { opsWords } from "./ops.ts";
import { opsActWords } from "./opsActs.ts";
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
  ...opsActWords,
  ...processWords,
  ...modelWords,
  ...modelMergeWords,
  ...modelPanelWords,
  ...ruleWords,
  ...auditWords,
  ...adminWords,
  ...figureWords,
  ...deskWords,
  ...designerWords,
};

/** The name of an entry; a name that does not exist does not compile. */
export type Key = keyof typeof words;
