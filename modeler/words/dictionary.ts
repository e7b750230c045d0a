import type { adminWords } from "./admin.ts";
import type { adminPartWords } from "./adminParts.ts";
import type { tenantWords } from "./tenants.ts";
import { caseWords } from "./cases.ts";
import type { auditWords } from "./audit.ts";
import type { figureWords } from "./figures.ts";
import { deskWords } from "./desk.ts";
import type { designerWords } from "./designer.ts";
import type { scenarioWords } from "./scenario.ts";
import { opsWords } from "./ops.ts";
import { opsActWords } from "./opsActs.ts";
import type { opsListWords } from "./opsLists.ts";
import { modelWords } from "./model.ts";
import { modelMergeWords } from "./modelMerge.ts";
import { modelPanelWords } from "./modelPanel.ts";
import { processWords } from "./processes.ts";
import { ruleWords } from "./rules.ts";
import { shellWords } from "./shell.ts";
import { taskWords } from "./tasks.ts";

/** What every screen may say. */
const known = {
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
  ...deskWords,
};

type Dictionary = typeof known &
  typeof adminWords &
  typeof adminPartWords &
  typeof tenantWords &
  typeof auditWords &
  typeof designerWords &
  typeof figureWords &
  typeof opsListWords &
  typeof scenarioWords;

/** Every word of the product, in German and English; of places that come later, once they are learned. */
export const words = known as Dictionary; // nothing says a word before its place has come, see `learn`

/** Brings the words of a place along with it, so that they do not weigh on the first page. */
export function learn(more: Partial<Dictionary>): void {
  Object.assign(words, more);
}

/** The name of an entry; a name that does not exist does not compile. */
export type Key = keyof typeof words;
