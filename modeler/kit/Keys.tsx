import { spell } from "../keys/spell.ts";
import { useWords } from "../words/language.tsx";
import css from "./Keys.module.css";

/** A shortcut as it is printed on the keyboard of the person. */
export function Keys({ keys }: { keys: string }) {
  const { language } = useWords();
  const isMac = navigator.platform.startsWith("Mac");
  return (
    <span className={css["keys"]} aria-hidden="true">
      {spell(keys, language, isMac).map((key) => (
        <kbd key={key}>{key}</kbd>
      ))}
    </span>
  );
}
