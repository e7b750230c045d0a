import { useTextOfNow } from "../../kit/now.ts";
import { useWords } from "../../words/language.tsx";
import { agoText, instantText } from "../../words/time.ts";

/** How long ago, with the instant as its tooltip. */
export function Ago({ at }: { at: string }) {
  const { language } = useWords();
  const text = useTextOfNow((now) => agoText(at, now, language));
  return (
    <time dateTime={at} title={instantText(at, language)}>
      {text}
    </time>
  );
}
