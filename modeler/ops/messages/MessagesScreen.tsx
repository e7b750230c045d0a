import { useInfiniteQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { Mail } from "lucide-react";
import type { KeptMessage } from "../../../server/http/wire.ts";
import { Picker } from "../../kit/Picker.tsx";
import { SearchBox } from "../../kit/SearchBox.tsx";
import { messageStates, type MessagesSearch } from "../../searchOps.ts";
import { useWords } from "../../words/language.tsx";
import { OpsPage } from "../lists/OpsPage.tsx";
import { PagedList } from "../lists/PagedList.tsx";
import { pagesQuery } from "../lists/pages.ts";
import { MessageTable } from "./MessageTable.tsx";

/** Messages that wait for somebody who takes them, and those that nobody took in time. */
export function MessagesScreen() {
  const { t } = useWords();
  const search = useSearch({ from: "/shell/ops/messages" });
  const navigate = useNavigate({ from: "/ops/messages" });
  const { state = "untaken", name, key } = search;
  const list = useInfiniteQuery(pagesQuery<KeptMessage>("/api/messages", { state, name, key }));
  const narrow = (change: { [Name in keyof MessagesSearch]?: MessagesSearch[Name] | undefined }) =>
    void navigate({ search: (before) => ({ ...before, ...change }), replace: true });
  const isNarrowed = [search.state, name, key].some((one) => one !== undefined);
  return (
    <OpsPage
      title={t("ops.messages")}
      tools={
        <>
          <SearchBox
            label={t("opsMessage.name")}
            value={name ?? ""}
            onChange={(next) => narrow({ name: next === "" ? undefined : next })}
          />
          <SearchBox
            label={t("opsMessage.key")}
            value={key ?? ""}
            onChange={(next) => narrow({ key: next === "" ? undefined : next })}
          />
          <Picker
            isCompact
            label={t("opsMessage.state")}
            choices={messageStates.map((id) => ({ id, name: t(`opsMessage.state.${id}`) }))}
            value={state}
            onChange={(id) => narrow({ state: messageStates.find((one) => one === id && one !== "untaken") })}
          />
        </>
      }
    >
      <PagedList
        list={list}
        none={{ title: t("opsMessage.none"), text: t("opsMessage.noneText"), icon: <Mail aria-hidden="true" /> }}
        onClear={isNarrowed ? () => void navigate({ search: {} }) : undefined}
        count={(count) => t("opsMessage.counted", { count })}
      >
        {(messages) => <MessageTable messages={messages} />}
      </PagedList>
    </OpsPage>
  );
}
