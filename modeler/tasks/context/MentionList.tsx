import { useWords } from "../../words/language.tsx";
import type { Mention } from "./useMention.ts";
import css from "./Composer.module.css";

/** The people one may mean, under the text. */
export function MentionList({ mention }: { mention: Mention }) {
  const { t } = useWords();
  const { people, listId, idOf, activeId, take } = mention;
  return (
    <>
      <p className="unseen" role="status">
        {people.length > 0 && t("comments.offered", { count: people.length })}
      </p>
      {people.length > 0 && (
        <ul className={css["offered"]} id={listId} role="listbox" aria-label={t("comments.people")}>
          {people.map(({ login, name }, index) => (
            <li
              key={login}
              id={idOf(index)}
              role="option"
              aria-selected={idOf(index) === activeId}
              // the text area keeps the focus
              onPointerDown={(event) => {
                event.preventDefault();
                take(login);
              }}
            >
              <span>{name}</span>
              <span className={css["login"]}>@{login}</span>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
