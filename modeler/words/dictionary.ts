import { caseWords } from "./cases.ts";
import { shellWords } from "./shell.ts";
import { taskWords } from "./tasks.ts";
import type { adminWords } from "./admin.ts";
import type { adminPartWords } from "./adminParts.ts";
import type { auditWords } from "./audit.ts";
import type { caseTabWords } from "./caseTabs.ts";
import type { decisionWords } from "./decisions.ts";
import type { designerWords } from "./designer.ts";
import type { deskWords } from "./desk.ts";
import type { diagramWords } from "./diagram.ts";
import type { elementTemplateFormWords } from "./elementTemplateForms.ts";
import type { elementTemplateWords } from "./elementTemplates.ts";
import type { feedWords } from "./feeds.ts";
import type { figureWords } from "./figures.ts";
import type { fileWords } from "./files.ts";
import type { formWords } from "./forms.ts";
import type { houseWords } from "./house.ts";
import type { importWords } from "./imports.ts";
import type { keyWords } from "./keys.ts";
import type { ledgerWords } from "./ledgers.ts";
import type { modelWords } from "./model.ts";
import type { modelFieldWords } from "./modelFields.ts";
import type { modelMergeWords } from "./modelMerge.ts";
import type { modelPanelWords } from "./modelPanel.ts";
import type { opsWords } from "./ops.ts";
import type { opsActWords } from "./opsActs.ts";
import type { opsListWords } from "./opsLists.ts";
import type { planWords } from "./plans.ts";
import type { processWords } from "./processes.ts";
import type { ruleWords } from "./rules.ts";
import type { scenarioWords } from "./scenario.ts";
import type { signInWords } from "./signIn.ts";
import type { systemWords } from "./systems.ts";
import type { tenantWords } from "./tenants.ts";

/** What the first page may say. */
const known = { ...shellWords, ...taskWords, ...caseWords };

/** What is said elsewhere comes along with it. */
type Dictionary = typeof known &
  typeof adminWords &
  typeof adminPartWords &
  typeof auditWords &
  typeof caseTabWords &
  typeof decisionWords &
  typeof designerWords &
  typeof deskWords &
  typeof diagramWords &
  typeof elementTemplateFormWords &
  typeof elementTemplateWords &
  typeof feedWords &
  typeof figureWords &
  typeof fileWords &
  typeof formWords &
  typeof houseWords &
  typeof importWords &
  typeof keyWords &
  typeof ledgerWords &
  typeof modelWords &
  typeof modelFieldWords &
  typeof modelMergeWords &
  typeof modelPanelWords &
  typeof opsWords &
  typeof opsActWords &
  typeof opsListWords &
  typeof planWords &
  typeof processWords &
  typeof ruleWords &
  typeof scenarioWords &
  typeof signInWords &
  typeof systemWords &
  typeof tenantWords;

/** Every word of the product, in German and English; of places that come later, once they are learned. */
export const words = known as Dictionary; // nothing says a word before its place has come: learned.test.ts

/** Brings the words of a place along with it, so that they do not weigh on the first page. */
export function learn(more: Partial<Dictionary>): void {
  Object.assign(words, more);
}

/** The name of an entry; a name that does not exist does not compile. */
export type Key = keyof typeof words;
