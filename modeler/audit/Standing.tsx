import { useInfiniteQuery } from "@tanstack/react-query";
import { Stamp } from "lucide-react";
import { useTextOfNow } from "../kit/now.ts";
import { Chip } from "../kit/Chip.tsx";
import { useWords } from "../words/language.tsx";
import { agoText, instantText } from "../words/time.ts";
import { sealsQuery } from "./queries.ts";

/** When the trail was sealed last. */
export function Standing() {
  const { t } = useWords();
  const { data } = useInfiniteQuery(sealsQuery);
  const last = data?.pages[0]?.items[0];
  if (data === undefined) return null;
  if (last === undefined) return <Chip tone="warn">{t("audit.neverSealed")}</Chip>;
  return <Sealed at={last.at} />;
}

function Sealed({ at }: { at: string }) {
  const { t, language } = useWords();
  const ago = useTextOfNow((now) => agoText(at, now, language));
  return (
    <span title={instantText(at, language)}>
      <Chip tone="ok" icon={<Stamp aria-hidden="true" />}>
        {t("audit.standing", { ago })}
      </Chip>
    </span>
  );
}
