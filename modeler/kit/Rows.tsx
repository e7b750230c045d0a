import {
  useEffect,
  useImperativeHandle,
  useLayoutEffect,
  useRef,
  useState,
  type KeyboardEvent,
  type ReactNode,
  type Ref,
} from "react";
import { classes } from "./classes.ts";
import { keepInPlace, sliceOf } from "./window.ts";
import css from "./Rows.module.css";

export type Row = { readonly id: string };
export type RowsHandle = { readonly focus: (id: string) => void };
export type RowsProps<T extends Row> = {
  readonly ref?: Ref<RowsHandle>;
  readonly label: string;
  readonly rows: readonly T[];
  readonly rowHeight: number;
  readonly hasMore: boolean;
  /** The row the arrow keys start from. */
  readonly cursor: string | undefined;
  readonly open: string | undefined;
  readonly marked: ReadonlySet<string>;
  readonly onCursor: (id: string) => void;
  readonly onOpen: (id: string) => void;
  /** The mouse or a finger goes down on a row: most likely it will be opened. */
  readonly onAim?: (id: string) => void;
  readonly onNearEnd: () => void;
  readonly children: (row: T) => ReactNode;
};

/**
 * A list of any length as an ARIA grid: only the rows in sight are drawn, the focus walks with the arrows, and rows that
 * come or go above do not move what one is looking at.
 */
export function Rows<T extends Row>(props: RowsProps<T>) {
  const { rows, rowHeight, cursor, onNearEnd, hasMore } = props;
  const place = useRef<HTMLDivElement>(null);
  const [view, setView] = useState({ top: 0, height: 800 });
  useSteadyScroll(place, rows, rowHeight);

  useEffect(() => {
    const node = place.current;
    if (node === null) return;
    const observer = new ResizeObserver(() => setView({ top: node.scrollTop, height: node.clientHeight }));
    observer.observe(node);
    return () => observer.disconnect();
  }, []);
  useEffect(() => {
    const isNearEnd = view.top + view.height > (rows.length - 12) * rowHeight;
    if (isNearEnd && hasMore) onNearEnd();
  }, [view, rows.length, rowHeight, hasMore, onNearEnd]);

  const wish = useRef<string | null>(null);
  const focus = (id: string) => {
    const index = rows.findIndex((row) => row.id === id);
    const node = place.current;
    if (index < 0 || node === null) return;
    reveal(node, index, rowHeight);
    wish.current = id;
    setView({ top: node.scrollTop, height: node.clientHeight });
  };
  useImperativeHandle(props.ref, () => ({ focus }));
  useLayoutEffect(() => {
    if (wish.current === null) return;
    place.current
      ?.querySelector<HTMLElement>(`[data-row="${CSS.escape(wish.current)}"]`)
      ?.focus({ preventScroll: true });
    wish.current = null;
  });

  const onKeyDown = (event: KeyboardEvent) => {
    const target = stepOf(
      event.key,
      rows.findIndex((row) => row.id === cursor),
      rows.length,
      Math.floor(view.height / rowHeight),
    );
    const id = target === null ? undefined : rows[target]?.id;
    if (id === undefined || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    props.onCursor(id);
    focus(id);
  };
  const { from, to } = sliceOf(view.top, view.height, rowHeight, rows.length);
  const reachable = rows.some((row) => row.id === cursor) ? cursor : rows[0]?.id;
  const drawn = rows
    .map((row, index) => ({ row, index }))
    .filter(({ row, index }) => (index >= from && index < to) || row.id === reachable);

  return (
    <div
      ref={place}
      role="grid"
      aria-label={props.label}
      aria-rowcount={hasMore ? -1 : rows.length}
      aria-multiselectable="true"
      className={css["place"]}
      onScroll={(event) => setView({ top: event.currentTarget.scrollTop, height: event.currentTarget.clientHeight })}
      onKeyDown={onKeyDown}
    >
      <div role="presentation" style={{ height: rows.length * rowHeight, position: "relative" }}>
        {drawn.map(({ row, index }) => (
          <div
            key={row.id}
            role="row"
            data-row={row.id}
            aria-rowindex={index + 1}
            aria-selected={props.marked.has(row.id)}
            aria-current={row.id === props.open ? "true" : undefined}
            tabIndex={row.id === reachable ? 0 : -1}
            className={classes(css["row"], row.id === cursor && css["cursor"])}
            style={{ height: rowHeight, transform: `translateY(${index * rowHeight}px)` }}
            onFocus={() => row.id !== cursor && props.onCursor(row.id)}
            onPointerDown={() => props.onAim?.(row.id)}
            onClick={() => props.onOpen(row.id)}
          >
            {props.children(row)}
          </div>
        ))}
      </div>
    </div>
  );
}

function stepOf(key: string, at: number, count: number, page: number): number | null {
  const steps: Record<string, number> = {
    ArrowDown: at + 1,
    ArrowUp: at - 1,
    PageDown: at + page,
    PageUp: at - page,
    Home: 0,
    End: count - 1,
  };
  const target = steps[key];
  return target === undefined ? null : Math.max(0, Math.min(count - 1, target));
}

function reveal(node: HTMLElement, index: number, rowHeight: number): void {
  const top = index * rowHeight;
  if (top < node.scrollTop) node.scrollTop = top;
  if (top + rowHeight > node.scrollTop + node.clientHeight) node.scrollTop = top + rowHeight - node.clientHeight;
}

function useSteadyScroll(place: { current: HTMLDivElement | null }, rows: readonly Row[], rowHeight: number): void {
  const before = useRef<readonly string[]>([]);
  useLayoutEffect(() => {
    const after = rows.map((row) => row.id);
    const node = place.current;
    const top = node === null ? null : keepInPlace(node.scrollTop, rowHeight, before.current, after);
    if (node !== null && top !== null) node.scrollTop = top;
    before.current = after;
  }, [place, rows, rowHeight]);
}
