import type { OptionKey } from "../../../server/diagram/merge/types.ts";
import type { Key } from "../../words/dictionary.ts";

const keys: Readonly<Record<OptionKey, Key>> = {
  ours: "option.ours",
  theirs: "option.theirs",
  "ours-theirs": "option.oursFirst",
  "theirs-ours": "option.theirsFirst",
  both: "option.both",
  same: "option.same",
};

/** The words of a way to decide. */
export function optionKey(option: OptionKey): Key {
  return keys[option];
}
