import { Client } from "pg";

/** Says words on channels of NOTIFY, to whoever listens. */
export interface Mouth {
  /** Says it soon and returns at once. A hurry-up: what cannot be said because the connection is lost is forgotten. */
  tell(channel: string, text: string): void;
  /** Says what was told, then falls silent. */
  close(): Promise<void>;
}

interface Word {
  readonly channel: string;
  readonly text: string;
}

const say = {
  name: "tell",
  text: "select pg_notify(channel, word) from unnest($1::text[], $2::text[]) as said(channel, word)",
};

/**
 * Opens a mouth on a connection of its own, made when first needed. Transactions with NOTIFY commit one at a time over a
 * whole PostgreSQL server, each with its own flush to disk; so commands do not notify. What they have to tell is said
 * after their commit, and all that gathers while one statement is under way goes with the next.
 */
export function openMouth(url: string): Mouth {
  let waiting: Word[] = [];
  let speaking: Promise<void> | undefined;
  let connection: Client | undefined;

  const open = async (): Promise<Client> => {
    const client = new Client({ connectionString: url, application_name: "ablauf-mouth", keepAlive: true });
    client.on("error", () => {
      if (connection === client) connection = undefined;
    });
    await client.connect();
    return client;
  };
  const speak = async (): Promise<void> => {
    while (waiting.length > 0) {
      const words = waiting;
      waiting = [];
      try {
        connection ??= await open();
        await connection.query({
          ...say,
          values: [words.map(({ channel }) => channel), words.map(({ text }) => text)],
        });
      } catch {
        connection?.end().catch(() => undefined);
        connection = undefined;
      }
    }
    speaking = undefined;
  };
  return {
    tell: (channel, text) => {
      waiting.push({ channel, text });
      speaking ??= speak();
    },
    close: async () => {
      await speaking;
      await connection?.end().catch(() => undefined);
    },
  };
}
