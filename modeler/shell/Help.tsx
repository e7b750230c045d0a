import { Checkbox } from "react-aria-components/Checkbox";
import { Check } from "lucide-react";
import { useKeyboard } from "../keys/KeyboardProvider.tsx";
import { isBare, shortcuts, type Scope } from "../keys/shortcuts.ts";
import { Dialog } from "../kit/Dialog.tsx";
import { Keys } from "../kit/Keys.tsx";
import fields from "../kit/fields.module.css";
import { useWords } from "../words/language.tsx";
import css from "./Help.module.css";

const scopes: readonly Scope[] = ["global", "tasks", "instance", "modeler", "merge"];

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
                .map(({ id, keys, says }) => (
                  <div key={id} data-off={isBare(keys) && !bareKeysAllowed}>
                    <dt>{t(says)}</dt>
                    <dd>
                      <span className="unseen">{keys}</span>
                      <Keys keys={keys} />
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
