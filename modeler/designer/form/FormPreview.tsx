import { CircleCheck, Eraser } from "lucide-react";
import { useState, type FocusEvent } from "react";
import { CaseContext } from "../../form/CaseContext.ts";
import { FormFields } from "../../form/FormFields.tsx";
import { mistakes } from "../../form/validate.ts";
import { firstValues, isVisible, type Values } from "../../form/values.ts";
import form from "../../form/form.module.css";
import { Button } from "../../kit/Button.tsx";
import { useWords } from "../../words/language.tsx";
import type { Design } from "./design.ts";
import { previewOf } from "./values.ts";
import css from "../Designer.module.css";

/** The form as whoever has the task sees it, made of the same fields; what is typed here is kept nowhere. */
export function FormPreview({ design, onChoose }: { design: Design; onChoose: (id: string) => void }) {
  const { t, pick } = useWords();
  const [typed, setTyped] = useState<Values>({});
  const [isAsked, setAsked] = useState(false);
  const shown = named(previewOf(design));
  const values = { ...firstValues(shown, {}, null), ...typed };
  const wrong = mistakes(shown, values);
  const count = Object.keys(wrong).length;
  const hidden = shown.fields.filter((field) => !isVisible(field, values)).length;
  const choose = ({ target }: FocusEvent) => {
    const key = target.closest("[id^=field-]")?.id.slice("field-".length);
    const item = design.items.find(({ field }) => field.key === key);
    if (item !== undefined) onChoose(item.id);
  };
  return (
    <section className={css["preview"]} aria-label={t("designer.preview")}>
      <div className={css["paper"]}>
        <h2>{pick(design.title)}</h2>
        <CaseContext value={null}>
          <form
            className={form["form"]}
            noValidate
            onSubmit={(event) => event.preventDefault()}
            onFocusCapture={choose}
          >
            <FormFields
              form={shown}
              values={values}
              wrong={isAsked ? wrong : {}}
              isDisabled={false}
              onChange={(key, value) => setTyped((before) => ({ ...before, [key]: value }))}
            />
          </form>
        </CaseContext>
        {shown.fields.length === 0 && <p className={css["empty"]}>{t("designer.noPreview")}</p>}
        <div className={css["foot"]}>
          <Button icon={<CircleCheck aria-hidden="true" />} onPress={() => setAsked(true)}>
            {t("designer.try")}
          </Button>
          <Button
            kind="plain"
            icon={<Eraser aria-hidden="true" />}
            onPress={() => {
              setTyped({});
              setAsked(false);
            }}
          >
            {t("designer.clear")}
          </Button>
          <p role="status">
            {isAsked && (count > 0 ? t("form.mistakes", { count }) : t("designer.complete"))}
            {hidden > 0 && ` ${t("designer.hidden", { count: hidden })}`}
          </p>
        </div>
      </div>
    </section>
  );
}

/** Fields without a label are called by their key, and a key that is there twice is drawn once: React needs names. */
function named(given: ReturnType<typeof previewOf>): ReturnType<typeof previewOf> {
  const fields = given.fields
    .filter((field, at) => given.fields.findIndex(({ key }) => key === field.key) === at)
    .map((field) => ({
      ...field,
      label: { de: field.label.de || field.label.en || field.key, en: field.label.en || field.label.de || field.key },
    }));
  return { ...given, fields };
}
