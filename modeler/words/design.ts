import { modelWords } from "./model.ts";
import { modelFieldWords } from "./modelFields.ts";
import { modelMergeWords } from "./modelMerge.ts";
import { modelPanelWords } from "./modelPanel.ts";
import { processWords } from "./processes.ts";
import { ruleWords } from "./rules.ts";

/** Where processes, rule sets and their parts are looked at and changed: one such place leads to the next. */
export const designWords = {
  ...modelWords,
  ...modelFieldWords,
  ...modelMergeWords,
  ...modelPanelWords,
  ...processWords,
  ...ruleWords,
};
