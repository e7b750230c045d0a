import { useInfiniteQuery, useMutation, useQueryClient } from "@tanstack/react-query";
import { Stamp } from "lucide-react";
import type { Seal } from "../../server/http/wireTrail.ts";
import { request } from "../api/request.ts";
import { Button } from "../kit/Button.tsx";
import { CopyButton, Empty, Failure, Skeleton } from "../kit/states.tsx";
import { useToasts } from "../kit/toasts.tsx";
import { useWords } from "../words/language.tsx";
import { instantText } from "../words/time.ts";
import { sealsQuery } from "./queries.ts";
import css from "./Audit.module.css";

/** All seals, and a new one on demand. */
export function Seals() {
  const { t } = useWords();
  const list = useInfiniteQuery(sealsQuery);
  const sealNow = useSealNow();
  const seals = list.data?.pages.flatMap((page) => page.items) ?? [];
  const button = (
    <Button icon={<Stamp aria-hidden="true" />} isPending={sealNow.isPending} onPress={() => sealNow.mutate()}>
      {t("audit.seal")}
    </Button>
  );
  return (
    <div className={css["list"]}>
      {list.data === undefined && list.error !== null && (
        <Failure error={list.error} onRetry={() => void list.refetch()} />
      )}
      {list.data === undefined && list.error === null && <Skeleton rows={8} height={36} />}
      {list.data !== undefined && seals.length === 0 && (
        <Empty
          title={t("audit.noSeals")}
          text={t("audit.noSealsText")}
          icon={<Stamp aria-hidden="true" />}
          action={button}
        />
      )}
      {seals.length > 0 && (
        <>
          <div className={css["tools"]}>{button}</div>
          <SealTable seals={seals} />
          {list.hasNextPage && (
            <footer className={css["paging"]}>
              <Button isPending={list.isFetchingNextPage} onPress={() => void list.fetchNextPage()}>
                {t("audit.more")}
              </Button>
            </footer>
          )}
        </>
      )}
    </div>
  );
}

function useSealNow() {
  const { t } = useWords();
  const { say } = useToasts();
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => request<Seal | undefined>("POST", "/api/seals"),
    onSuccess: (seal) => {
      void client.invalidateQueries({ queryKey: ["trail"] });
      const text =
        seal === undefined
          ? t("audit.nothingToSeal")
          : t("audit.sealed", { streams: t("audit.streams", { count: seal.streams }) });
      say({ tone: seal === undefined ? "info" : "ok", text });
    },
    onError: (error) => say({ tone: "bad", text: error.message }),
  });
}

function SealTable({ seals }: { seals: readonly Seal[] }) {
  const { t, language } = useWords();
  return (
    <table className={css["table"]}>
      <thead>
        <tr>
          <th scope="col">{t("audit.sealNo")}</th>
          <th scope="col">{t("audit.when")}</th>
          <th scope="col">{t("audit.sealedStreams")}</th>
          <th scope="col">{t("audit.timeStamp")}</th>
          <th scope="col">{t("audit.key")}</th>
          <th scope="col">{t("audit.sealHash")}</th>
        </tr>
      </thead>
      <tbody>
        {seals.map((seal) => (
          <tr key={seal.no}>
            <td className={css["number"]}>{seal.no}</td>
            <td className={css["when"]}>{instantText(seal.at, language)}</td>
            <td className={css["number"]}>{seal.streams}</td>
            <td>
              {seal.stampedAt === null
                ? t("audit.noTimeStamp")
                : `${instantText(seal.stampedAt, language)} · ${seal.authority ?? ""}`}
            </td>
            <td>
              <code>{seal.keyId}</code>
            </td>
            <td className={css["hash"]}>
              <code>{seal.sha256}</code>
              <CopyButton text={seal.sha256} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
