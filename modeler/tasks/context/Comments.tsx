import { useQuery } from "@tanstack/react-query";
import { MessageSquare, Pencil } from "lucide-react";
import { useState } from "react";
import { commentsQuery, type Comment } from "../../api/cases.ts";
import type { Task } from "../../api/types.ts";
import { FileRows } from "../../files/FileRows.tsx";
import { Button } from "../../kit/Button.tsx";
import { initialsOf } from "../../kit/initials.ts";
import { useTextOfNow } from "../../kit/now.ts";
import { Empty, Failure, Skeleton } from "../../kit/states.tsx";
import { useWords } from "../../words/language.tsx";
import { agoText, instantText } from "../../words/time.ts";
import { Composer } from "./Composer.tsx";
import { spansOf } from "./mention.ts";
import css from "./Case.module.css";

/** What was said about the case, and what one has to say. */
export function Comments({ task }: { task: Task }) {
  const { t } = useWords();
  const { data, error, refetch } = useQuery(commentsQuery(task.caseKey, task.instanceId));
  return (
    <section className={css["card"]} aria-label={t("case.comments")}>
      {error !== null && data === undefined && <Failure error={error} onRetry={() => void refetch()} />}
      {data === undefined && error === null && <Skeleton rows={2} height={64} />}
      {data?.items.length === 0 && (
        <Empty title={t("comments.none")} text={t("comments.noneText")} icon={<MessageSquare aria-hidden="true" />} />
      )}
      {data !== undefined && data.items.length > 0 && (
        <ol className={css["said"]}>
          {data.items.map((comment) => (
            <li key={comment.id}>
              <Said comment={comment} task={task} />
            </li>
          ))}
        </ol>
      )}
      <Composer task={task} />
    </section>
  );
}

function Said({ comment, task }: { comment: Comment; task: Task }) {
  const { t, language } = useWords();
  const [isEditing, setEditing] = useState(false);
  const ago = useTextOfNow((now) => agoText(comment.createdAt, now, language));
  if (isEditing) return <Composer task={task} comment={comment} onDone={() => setEditing(false)} />;
  return (
    <article className={css["comment"]}>
      <span className={css["face"]} aria-hidden="true">
        {initialsOf(comment.author.name)}
      </span>
      <div className={css["words"]}>
        <header>
          <strong>{comment.author.name}</strong>
          <time dateTime={comment.createdAt} title={instantText(comment.createdAt, language)}>
            {ago}
          </time>
          {comment.mayEdit && (
            <Button
              kind="plain"
              label={t("comments.edit")}
              icon={<Pencil aria-hidden="true" />}
              onPress={() => setEditing(true)}
            />
          )}
        </header>
        <p>
          {spansOf(comment.body, comment.mentions).map((span) =>
            span.kind === "text" ? (
              span.text
            ) : (
              <mark key={span.at} title={`@${span.login}`}>
                @{span.name}
              </mark>
            ),
          )}
        </p>
        <FileRows label={t("comments.files")} files={comment.files} isBrief />
        <Earlier comment={comment} />
      </div>
    </article>
  );
}

/** What a comment said before it was put right. */
function Earlier({ comment }: { comment: Comment }) {
  const { t, language } = useWords();
  if (comment.earlier.length === 0) return null;
  return (
    <details className={css["earlier"]}>
      <summary>{t("comments.edited")}</summary>
      <ul>
        {comment.earlier.map(({ at, body }) => (
          <li key={at}>
            <time dateTime={at}>{instantText(at, language)}</time>
            <p>{body}</p>
          </li>
        ))}
      </ul>
    </details>
  );
}
