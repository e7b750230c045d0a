import { everyTenant, transact } from "../../db/transact.ts";
import { openConnector } from "../frame/open.ts";
import { enabledOfKind } from "../frame/rows.ts";
import type { World } from "../frame/world.ts";
import { imap } from "../kinds/imap.ts";
import { callSource } from "./lease.ts";

interface Watch {
  readonly mark: string;
  readonly ended: AbortController;
}

/** Milliseconds before a watch that broke off begins anew. */
const pause = 30_000;

/**
 * Listens at mailboxes that tell of news. Every server listens, whoever has the lease reads: a watch that broke off costs
 * nothing but the minute until the next turn.
 */
export class Watches {
  readonly #world: World;
  readonly #onNews: () => void;
  readonly #open = new Map<string, Watch>();

  constructor(world: World, onNews: () => void) {
    this.#world = world;
    this.#onNews = onNews;
  }

  /** Begins what is new, ends what is gone or was changed. */
  async refresh(): Promise<void> {
    const rows = await transact(this.#world.database, everyTenant, (tx) => enabledOfKind(tx, imap.key));
    const wanted = new Map(rows.map((row) => [`${row.tenantId}/${row.id}`, row]));
    for (const [name, { mark, ended }] of this.#open) {
      if (wanted.get(name)?.updatedAt.toISOString() === mark) continue;
      ended.abort();
      this.#open.delete(name);
    }
    for (const [name, row] of wanted) {
      if (this.#open.has(name)) continue;
      const ended = new AbortController();
      const watch = { mark: row.updatedAt.toISOString(), ended };
      this.#open.set(name, watch);
      // one that cannot be watched is not asked again at once
      const forget = (): void => {
        if (this.#open.get(name) === watch) this.#open.delete(name);
      };
      void this.#watch(row, ended.signal).finally(() => setTimeout(forget, pause).unref());
    }
  }

  stop(): void {
    for (const { ended } of this.#open.values()) ended.abort();
    this.#open.clear();
  }

  async #watch(row: Awaited<ReturnType<typeof enabledOfKind>>[number], signal: AbortSignal): Promise<void> {
    const news = (): void => {
      transact(this.#world.database, row.tenantId, (tx) => callSource(tx, row.id)).then(this.#onNews, () => undefined);
    };
    try {
      const { port } = await openConnector(this.#world, row.tenantId, row, "mailIn");
      await port.watch?.(news, signal);
    } catch (error) {
      // the poll says why a mailbox cannot be read; here it would only be said twice
      this.#world.log.debug({ err: error, connector: row.name }, "a mailbox cannot be watched");
    }
  }
}
