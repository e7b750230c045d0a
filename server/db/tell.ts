import { setTimeout } from "node:timers/promises";
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

/** At least so long from one statement to the next, in milliseconds: busy times tell many commits at once. */
const breath = 5;

const say = {
  name: "tell",
  text: "select pg_notify(channel, word) from unnest($1::text[], $2::text[]) as said(channel, word)",
};

/**
 * Opens a mouth on a connection of its own, made when first needed. Transactions with NOTIFY commit one at a time over a
 * whole PostgreSQL server, each with its own flush to disk; so commands do not notify. What they have to tell is said
 * after their commit: at once when nothing was said just before, else a few milliseconds later with all that gathers.
 */
export function openMouth(url: string): Mouth {
  let waiting: Word[] = [];
  let speaking: Promise<void> | undefined;
  let connection: Client | undefined;

  const lost = (client: Client) => {
    if (connection === client) connection = undefined;
  };
  const speak = async (): Promise<void> => {
    while (waiting.length > 0) {
      const words = waiting;
      waiting = [];
      try {
        connection ??= await open(url, lost);
        await connection.query({
          ...say,
          values: [words.map(({ channel }) => channel), words.map(({ text }) => text)],
        });
      } catch {
        connection?.end().catch(() => undefined);
        connection = undefined;
      }
      await setTimeout(breath);
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

async function open(url: string, onLost: (client: Client) => void): Promise<Client> {
  const client = new Client({ connectionString: url, application_name: "ablauf-mouth", keepAlive: true });
  client.on("error", () => onLost(client));
  await client.connect();
  return client;
}
