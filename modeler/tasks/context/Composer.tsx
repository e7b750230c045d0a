import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Paperclip, Send } from "lucide-react";
import { useState, type KeyboardEvent } from "react";
import { FileTrigger } from "react-aria-components/FileTrigger";
import { commentsQuery, filesQuery, type Comment, type StoredFile } from "../../api/cases.ts";
import { request } from "../../api/request.ts";
import type { Task } from "../../api/types.ts";
import { FileRows } from "../../files/FileRows.tsx";
import { useUploads } from "../../files/useUploads.ts";
import { Button } from "../../kit/Button.tsx";
import { useToasts } from "../../kit/toasts.tsx";
import { useWords } from "../../words/language.tsx";
import { MentionList } from "./MentionList.tsx";
import { useMention } from "./useMention.ts";
import { useUnsent } from "./useUnsent.ts";
import css from "./Composer.module.css";

export type ComposerProps = {
  readonly task: Task;
  /** The comment that is put right; without one something new is said. */
  readonly comment?: Comment;
  readonly onDone?: () => void;
};

/** Where one writes a comment: @ offers people, Ctrl+Enter sends, what is not sent is there again after a reload. */
export function Composer({ task, comment, onDone }: ComposerProps) {
  const { t } = useWords();
  const isNew = comment === undefined;
  const { text, mention, files, uploads, isSending, send, drop } = useWriting({ task, comment, onDone });
  const onKeyDown = (event: KeyboardEvent) => {
    if (mention.onKey(event.key)) event.preventDefault();
    else if (event.key === "Escape") onDone?.();
  };
  // on the way down: the buttons beside the text would take it for a press of their own
  const onKeyDownCapture = (event: KeyboardEvent) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    event.stopPropagation();
    send();
  };
  return (
    <div
      className={css["composer"]}
      {...(isNew ? { id: "comment-composer" } : {})}
      data-sends
      onKeyDownCapture={onKeyDownCapture}
    >
      <div className={css["typing"]}>
        <textarea
          ref={mention.ref}
          rows={2}
          aria-label={t(isNew ? "comments.write" : "comments.edit")}
          placeholder={t("comments.placeholder")}
          value={text}
          maxLength={10_000}
          autoFocus={!isNew}
          aria-autocomplete="list"
          {...mention.spoken}
          onChange={(event) => mention.onChange(event.target.value, event.target.selectionStart)}
          onKeyDown={onKeyDown}
          onBlur={mention.close}
        />
        <MentionList mention={mention} />
      </div>
      <FileRows label={t("comments.files")} files={files} uploads={uploads} removes="mention" isBrief onRemove={drop} />
      <div className={css["composerFoot"]}>
        {isNew ? (
          <FileTrigger allowsMultiple onSelect={(list) => uploads.add(list === null ? [] : [...list])}>
            <Button kind="plain" label={t("files.choose")} icon={<Paperclip aria-hidden="true" />} />
          </FileTrigger>
        ) : (
          <Button kind="plain" onPress={() => onDone?.()}>
            {t("common.cancel")}
          </Button>
        )}
        <Button
          kind="primary"
          icon={<Send aria-hidden="true" />}
          keys="mod+enter"
          isPending={isSending}
          declined={text.trim() === "" ? t("comments.empty") : undefined}
          onPress={send}
        >
          {t(isNew ? "comments.send" : "common.save")}
        </Button>
      </div>
    </div>
  );
}

type Writing = {
  readonly task: Task;
  readonly comment: Comment | undefined;
  readonly onDone: (() => void) | undefined;
};

/** What is being written, and what happens when it is sent. */
function useWriting({ task, comment, onDone }: Writing) {
  const [text, setText] = useUnsent(comment === undefined ? task.caseKey : null, comment?.body ?? "");
  const [files, setFiles] = useState<readonly StoredFile[]>([]);
  const { data: held } = useQuery(filesQuery(task.caseKey));
  const uploads = useUploads(task.caseKey, held?.limit ?? Infinity, (file) => setFiles((all) => [...all, file]));
  const mention = useMention(text, setText);
  const { mutate, isPending } = useSend(task, comment);
  const isSending = isPending || uploads.underway.some(({ failure }) => failure === null);
  const onSuccess = () => {
    setText("");
    setFiles([]);
    onDone?.();
  };
  const send = () => {
    if (text.trim() === "" || isSending) return;
    mutate({ body: text.trim(), fileIds: files.map(({ id }) => id) }, { onSuccess });
  };
  const drop = ({ id }: StoredFile) => setFiles((all) => all.filter((file) => file.id !== id));
  return { text, mention, files, uploads, isSending, send, drop };
}

function useSend(task: Task, comment: Comment | undefined) {
  const client = useQueryClient();
  const { say } = useToasts();
  return useMutation({
    mutationFn: ({ body, fileIds }: { body: string; fileIds: readonly string[] }) =>
      comment === undefined
        ? request<void>("POST", `/api/instances/${task.instanceId}/comments`, {
            body: { body, fileIds, taskId: task.id },
          })
        : request<void>("PATCH", `/api/comments/${comment.id}`, { body: { body, taskId: task.id } }),
    onSuccess: () => client.invalidateQueries({ queryKey: commentsQuery(task.caseKey, "").queryKey }),
    onError: (error) => say({ tone: "bad", text: error.message }),
  });
}
