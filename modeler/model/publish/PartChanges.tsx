import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { Draft, DraftPart } from "../../processes/queries.ts";
import { Chip } from "../../kit/Chip.tsx";
import { Fold } from "../../kit/Fold.tsx";
import { useValueText } from "../../kit/valueText.ts";
import { useWords } from "../../words/language.tsx";
import { partDiffQuery, type LineHunk, type PartDiff, type TreeChange } from "./partDiff.ts";
import css from "./Publish.module.css";

/** What a draft changes, part by part: the way to the diagrams and tables compared, or the changes themselves. */
export function PartChanges({ draft }: { draft: Draft }) {
  const { t } = useWords();
  return (
    <section className={css["changes"]} aria-label={t("diff.inDraft")}>
      <h3>{t("diff.inDraft")}</h3>
      <ul>
        {draft.parts.map((part) => (
          <li key={`${part.kind}/${part.key}`}>
            <Chip>{t(`kind.${part.kind}`)}</Chip>
            <strong>{part.key}</strong>
            {part.baseVersion === null ? (
              <Chip tone="ok">{t("diff.new")}</Chip>
            ) : (
              <Changed draftId={draft.id} part={part} from={part.baseVersion} />
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Changed({ draftId, part, from }: { draftId: string; part: DraftPart; from: number }) {
  const { t } = useWords();
  const { kind, key, revision } = part;
  const { data } = useQuery(partDiffQuery({ draftId, kind, key, revision, from }));
  if (data === undefined) return null;
  if (data.isSame) return <span className={css["muted"]}>{t("diff.sameAsBase", { version: from })}</span>;
  const search = { from: String(from), to: `draft:${draftId}` };
  if (kind === "process")
    return (
      <Link to="/processes/$key/diff" params={{ key }} search={search} target="_blank">
        {t("diff.show")}
      </Link>
    );
  if (kind === "ruleSet")
    return (
      <Link to="/rules/$key/diff" params={{ key }} search={search} target="_blank">
        {t("diff.show")}
      </Link>
    );
  return (
    <Fold className={css["fold"]} summary={t("diff.places", { count: countOf(data) })}>
      <ul className={css["told"]}>
        {data.diff.changes?.map((change) => (
          <Told key={change.id} change={change} />
        ))}
        {Object.entries(data.diff.languages ?? {}).flatMap(([language, hunks]) =>
          hunks.map((hunk) => <Hunk key={`${language}/${hunk.line}`} language={language} hunk={hunk} />),
        )}
      </ul>
    </Fold>
  );
}

function countOf({ diff }: PartDiff): number {
  return (diff.changes?.length ?? 0) + Object.values(diff.languages ?? {}).flat().length;
}

function Told({ change: { id, kind, before, after } }: { change: TreeChange }) {
  const { t } = useWords();
  const valueText = useValueText();
  return (
    <li>
      <code>{id.endsWith("/*") ? `${id.slice(0, -2)}: ${t("diff.order")}` : id}</code> {t(`change.${kind}`)}
      {before !== undefined && <del>{valueText(before)}</del>}
      {after !== undefined && <ins>{valueText(after)}</ins>}
    </li>
  );
}

function Hunk({ language, hunk: { line, removed, added } }: { language: string; hunk: LineHunk }) {
  const { t } = useWords();
  return (
    <li>
      <code>{language}</code> {t("diff.line", { line })}
      {removed.length > 0 && <del>{removed.join("\n")}</del>}
      {added.length > 0 && <ins>{added.join("\n")}</ins>}
    </li>
  );
}
