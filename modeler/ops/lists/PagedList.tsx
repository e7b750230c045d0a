import { FilterX } from "lucide-react";
import { useRef, type ReactNode } from "react";
import { Button } from "../../kit/Button.tsx";
import { Empty, Failure, Skeleton, type EmptyProps } from "../../kit/states.tsx";
import { useWords } from "../../words/language.tsx";
import type { PageOf } from "./pages.ts";
import { useRowKeys } from "./useRowKeys.ts";
import css from "../Ops.module.css";

/** A list that is fetched page by page, as `useInfiniteQuery` gives it. */
export type Pages<Item> = {
  readonly data: { readonly pages: readonly PageOf<Item>[] } | undefined;
  readonly error: Error | null;
  readonly hasNextPage: boolean;
  readonly isFetchingNextPage: boolean;
  readonly fetchNextPage: () => unknown;
  readonly refetch: () => unknown;
};

export type PagedListProps<Item> = {
  readonly list: Pages<Item>;
  /** What an empty list says when nothing narrows it. */
  readonly none: EmptyProps;
  /** Takes away what narrows the list; undefined when nothing does. */
  readonly onClear: (() => void) | undefined;
  readonly count: (count: number) => string;
  readonly children: (items: readonly Item[]) => ReactNode;
};

/** A long list: what is there, more of it, and what to say when there is nothing or it failed. */
export function PagedList<Item>({ list, none, onClear, count, children }: PagedListProps<Item>) {
  const { t } = useWords();
  const place = useRef<HTMLDivElement>(null);
  useRowKeys(place);
  if (list.data === undefined && list.error !== null)
    return <Failure error={list.error} onRetry={() => void list.refetch()} />;
  if (list.data === undefined) return <Skeleton rows={9} height={44} />;
  const items = list.data.pages.flatMap((page) => page.items);
  if (items.length === 0 && onClear !== undefined)
    return (
      <Empty
        title={t("opsList.nothing")}
        text={t("tasks.noneFilteredText")}
        icon={<FilterX aria-hidden="true" />}
        action={<Button onPress={onClear}>{t("tasks.clear")}</Button>}
      />
    );
  if (items.length === 0) return <Empty {...none} />;
  return (
    <div ref={place}>
      {children(items)}
      <footer className={css["paging"]}>
        <span>{count(items.length)}</span>
        {list.hasNextPage && (
          <Button isPending={list.isFetchingNextPage} onPress={() => void list.fetchNextPage()}>
            {t("ops.more")}
          </Button>
        )}
      </footer>
    </div>
  );
}
