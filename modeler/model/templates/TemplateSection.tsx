import { useQueryClient } from "@tanstack/react-query";
import { ArrowUpCircle, Unlink } from "lucide-react";
import type { KeptTemplate } from "../../../server/http/wireElementTemplates.ts";
import { Button } from "../../kit/Button.tsx";
import { Failure, Skeleton } from "../../kit/states.tsx";
import { useToasts } from "../../kit/toasts.tsx";
import { learn } from "../../words/dictionary.ts";
import { elementTemplateWords } from "../../words/elementTemplates.ts";
import { useWords } from "../../words/language.tsx";
import { together } from "../island/write.ts";
import panel from "../panel/Panel.module.css";
import { usePlace } from "../panel/place.tsx";
import { Section } from "../panel/Section.tsx";
import { elementTemplatesQuery } from "./queries.ts";
import { TemplateField } from "./TemplateField.tsx";
import type { Origin } from "./useOrigin.ts";
import { updatedValues } from "./updated.ts";
import { link, writeValues } from "./write.ts";

learn(elementTemplateWords);

/** Which template an element is of, what it has to fill in, and the ways on: to a newer version, or away from it. */
export function TemplateSection({ origin: { key, made, newer, isGone, error } }: { origin: Origin }) {
  const { t } = useWords();
  const { say } = useToasts();
  const place = usePlace();
  const unlink = () => {
    link(place, null);
    say({ tone: "ok", text: t("elementTemplate.unlinked") });
  };
  const update = (before: KeptTemplate, next: KeptTemplate) =>
    together(place.island, () => {
      writeValues(place, updatedValues(place.owner, before.template, next.template));
      link(place, next);
    });
  const name = made?.template.name ?? key;
  return (
    <Section title={t("elementTemplate.of", { name })}>
      {made === null ? <Unknown isGone={isGone} error={error} /> : <Fields made={made} />}
      {made !== null && newer !== null && (
        <p className={panel["note"]} role="status">
          {t("elementTemplate.newer", { version: newer.version })}
        </p>
      )}
      <div className={panel["row"]}>
        {made !== null && newer !== null && (
          <Button icon={<ArrowUpCircle aria-hidden="true" />} onPress={() => update(made, newer)}>
            {t("elementTemplate.update", { version: newer.version })}
          </Button>
        )}
        <Button icon={<Unlink aria-hidden="true" />} onPress={unlink}>
          {t("elementTemplate.unlink")}
        </Button>
      </div>
    </Section>
  );
}

/** While it is looked up, when it is gone, and when nobody can say. */
function Unknown({ isGone, error }: Pick<Origin, "isGone" | "error">) {
  const { t } = useWords();
  const client = useQueryClient();
  if (error !== null)
    return (
      <Failure error={error} onRetry={() => void client.refetchQueries({ queryKey: elementTemplatesQuery.queryKey })} />
    );
  return isGone ? <p className={panel["note"]}>{t("elementTemplate.gone")}</p> : <Skeleton rows={2} height={40} />;
}

function Fields({ made: { version, template } }: { made: NonNullable<Origin["made"]> }) {
  const { t } = useWords();
  const shown = template.properties.filter(({ type, binding }) => type !== "Hidden" && binding.type !== "property");
  const about = [template.description, t("elementTemplate.versionOf", { version })].filter(
    (each) => each !== undefined,
  );
  return (
    <>
      <p className={panel["note"]}>{about.join(" · ")}</p>
      {shown.length === 0 && <p className={panel["note"]}>{t("elementTemplate.nothing")}</p>}
      {shown.map((property) => (
        <TemplateField key={JSON.stringify(property.binding)} property={property} />
      ))}
    </>
  );
}
