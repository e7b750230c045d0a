import { useMemo, useState } from "react";
import type { z } from "zod";
import type * as wire from "../../../server/http/wireTemplates.ts";
import { ProblemError, request } from "../../api/request.ts";
import { NumberEntry } from "../../form/NumberEntry.tsx";
import { TextInput } from "../../kit/TextInput.tsx";
import { Check } from "../../model/fields/Check.tsx";
import { useAsked } from "../../rules/editor/useAsked.ts";
import { useWords } from "../../words/language.tsx";
import { placeholdersIn } from "./placeholders.ts";
import { leavesOf, nameOf, sampleOf, withTyped, type Leaf } from "./sample.ts";
import { firstBodyLine, wordingOf } from "./templateText.ts";
import css from "../Designer.module.css";
import templateCss from "./Template.module.css";

export type TemplatePreviewProps = {
  readonly texts: Readonly<Record<"de" | "en", string>>;
  readonly language: "de" | "en";
};
type Asking = z.input<typeof wire.previewTemplate>;
type Typed = Readonly<Record<string, Leaf["value"]>>;

/** Milliseconds after the last change. */
const pause = 300;

/** The mail that a template makes of sample values, rendered by the server as it renders the real ones. */
export function TemplatePreview({ texts, language }: TemplatePreviewProps) {
  const { t } = useWords();
  const [typed, setTyped] = useState<Typed>({});
  const text = texts[language];
  const sample = useMemo(() => sampleOf(placeholdersIn(`${texts.de}\n${texts.en}`)), [texts]);
  const asking = useMemo<Asking | null>(() => {
    const { timeZone } = new Intl.DateTimeFormat().resolvedOptions();
    const data = withTyped(sample, typed);
    return { text, language, timeZone, data };
  }, [text, language, sample, typed]);
  const { answer, error } = useAsked(asking, preview, pause);
  return (
    <div className={templateCss["half"]}>
      <section className={templateCss["mail"]} aria-label={t("designer.preview")} aria-live="polite">
        {error === null ? answer !== null && <Mail mail={answer} /> : <Mistakes error={error} text={text} />}
      </section>
      <section className={templateCss["samples"]} aria-label={t("template.samples")}>
        <h2>{t("template.samples")}</h2>
        <p className={css["hint"]}>{t("template.samplesHelp")}</p>
        {leavesOf(sample).map(({ path, value }) => {
          const name = nameOf(path);
          const put = (next: Leaf["value"]) => setTyped((before) => ({ ...before, [name]: next }));
          return <SampleField key={name} name={name} first={value} value={typed[name] ?? value} onChange={put} />;
        })}
      </section>
    </div>
  );
}

function preview(body: Asking, signal: AbortSignal): Promise<wire.TemplatePreview> {
  return request<wire.TemplatePreview>("POST", "/api/templates/preview", { body, signal });
}

function Mail({ mail }: { mail: wire.TemplatePreview }) {
  const { t } = useWords();
  return (
    <>
      <h2>{mail.subject}</h2>
      <div className={templateCss["text"]}>{mail.text}</div>
      {mail.missing.length > 0 && (
        <p className={css["fault"]}>{t("template.missing", { names: mail.missing.join(", ") })}</p>
      )}
    </>
  );
}

/** What the server cannot read, with the line as the editor counts it. */
function Mistakes({ error, text }: { error: Error; text: string }) {
  const { t } = useWords();
  const first = firstBodyLine(wordingOf(text));
  const complaints = error instanceof ProblemError ? (error.problem.complaints ?? []) : [];
  if (complaints.length === 0) return <p className={css["fault"]}>{error.message}</p>;
  return (
    <ul className={css["findings"]} aria-label={t("designer.findings")}>
      {complaints.map(({ place, message }) => {
        const line = Number(/\d+/.exec(place)?.[0] ?? 0) - first + 1;
        const where = line > 0 ? t("template.line", { line }) : t("template.subject");
        return (
          <li key={`${place} ${message}`} data-severity="error">
            {where}: {message}
          </li>
        );
      })}
    </ul>
  );
}

type SampleFieldProps = {
  readonly name: string;
  readonly first: Leaf["value"];
  readonly value: Leaf["value"];
  readonly onChange: (value: Leaf["value"]) => void;
};

function SampleField({ name, first, value, onChange }: SampleFieldProps) {
  if (typeof value === "boolean") return <Check label={name} value={value} onChange={onChange} />;
  if (typeof first === "number" && typeof value !== "boolean")
    return <NumberEntry kind="decimal" label={name} value={value} onChange={(next) => onChange(next ?? "")} />;
  return <TextInput label={name} value={String(value)} onChange={onChange} />;
}
