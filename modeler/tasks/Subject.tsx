import type { Task } from "../api/types.ts";
import { Fold } from "../kit/Fold.tsx";
import { JsonTree } from "../kit/JsonTree.tsx";
import { useValueText } from "../kit/valueText.ts";
import { useWords } from "../words/language.tsx";
import { codeWords } from "../words/codes.ts";
import { translate } from "../words/translate.ts";
import { restOf, subjectOf, type Fact } from "./subject.ts";
import { usePeople } from "./people.ts";
import css from "./Detail.module.css";

/** What the case is about, as one would tell a colleague; everything else is one click away. */
export function Subject({ task }: { task: Task }) {
  const { t, language } = useWords();
  const valueText = useValueText();
  const people = usePeople();
  const say = ({ key, value }: Fact) => {
    const entry = codeWords(key, value);
    if (entry !== undefined) return translate(entry, language);
    return key === "technician" && typeof value === "string" ? (people.get(value) ?? value) : valueText(value);
  };
  const { texts, facts } = subjectOf(task.variables);
  const rest = restOf(task.variables);
  if (Object.keys(task.variables).length === 0) return null;
  return (
    <section className={css["card"]} aria-labelledby="subject-title">
      <h2 id="subject-title">{t("task.subject")}</h2>
      {texts.map((fact) =>
        fact.key === "title" ? (
          <p key={fact.key} className={css["subjectTitle"]}>
            {valueText(fact.value)}
          </p>
        ) : (
          <p key={fact.key} className={css["subjectText"]}>
            {valueText(fact.value)}
          </p>
        ),
      )}
      <dl className={css["facts"]}>
        {facts.map((fact) => (
          <div key={fact.key}>
            <dt>{t(fact.says)}</dt>
            <dd>{say(fact)}</dd>
          </div>
        ))}
      </dl>
      {Object.keys(rest).length > 0 && (
        <Fold className={css["more"]} summary={t("task.allData", { count: Object.keys(rest).length })}>
          <JsonTree value={rest} />
        </Fold>
      )}
    </section>
  );
}
