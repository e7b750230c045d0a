import { Checkbox } from "react-aria-components/Checkbox";
import { Check } from "lucide-react";
import { useKeyboard } from "../keys/KeyboardProvider.tsx";
import { isBare, shortcuts, type Scope, type Shortcut } from "../keys/shortcuts.ts";
import { Dialog } from "../kit/Dialog.tsx";
import { Keys } from "../kit/Keys.tsx";
import fields from "../kit/fields.module.css";
import { learn } from "../words/dictionary.ts";
import { keyWords } from "../words/keys.ts";
import { useWords } from "../words/language.tsx";
import css from "./Help.module.css";

learn(keyWords);

const scopes: readonly Scope[] = ["global", "tasks", "instance", "editor", "modeler", "canvas", "rules", "merge"];

/** Every shortcut, and the switch for those that are single characters (WCAG 2.1.4). */
export function Help({ onClose }: { onClose: () => void }) {
  const { t } = useWords();
  const { bareKeysAllowed, allowBareKeys } = useKeyboard();
  return (
    <Dialog title={t("help.title")} onClose={onClose} size="wide">
      <div className={css["scopes"]}>
        {scopes.map((scope) => (
          <section key={scope}>
            <h3>{t(`help.${scope}`)}</h3>
            <dl>
              {shortcuts
                .filter((shortcut) => shortcut.scope === scope)
                .map((shortcut) => (
                  <div key={shortcut.id} data-key={shortcut.id} data-off={!bareKeysAllowed && isSwitchedOff(shortcut)}>
                    <dt>{t(`keys.${shortcut.id}`)}</dt>
                    <dd>
                      <span className="unseen">{shortcut.keys}</span>
                      <Keys keys={shortcut.keys} />
                    </dd>
                  </div>
                ))}
            </dl>
          </section>
        ))}
      </div>
      <Checkbox className={fields["choice"] ?? ""} isSelected={bareKeysAllowed} onChange={allowBareKeys}>
        <span className={`${fields["mark"] ?? ""} ${fields["box"] ?? ""}`}>
          <Check size={13} aria-hidden="true" />
        </span>
        {t("help.bareKeys")}
      </Checkbox>
      <p className={css["hint"]}>{t("help.diagram")}</p>
    </Dialog>
  );
}

/** Keys of the canvas stay: they do something only while it has the focus, which WCAG 2.1.4 allows. */
function isSwitchedOff({ keys, isOwn }: Shortcut): boolean {
  return isBare(keys) && isOwn !== true;
}
