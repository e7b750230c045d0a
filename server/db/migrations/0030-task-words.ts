import { searchable } from "../../base/words.ts";
import type { Ask, Migration } from "../migrate.ts";

/**
 * The words of open tasks, so that a search looks them up instead of reading every task: under forced row-level security
 * only comparisons that leak nothing follow an index, and those of texts do, while `like` does not. The words of an
 * instance stay until it ends, so that its next task finds those of its title there; what a task itself says is in `words`.
 */
export const taskWords: Migration = {
  name: "0030-task-words",
  up: /* sql */ `
alter table tasks add column words text collate "C" not null default '  ';
alter table tasks alter column words drop default;

-- no foreign key: checking it for each word would cost more than writing the words
create table task_words (
  tenant_id text not null,
  word text collate "C" not null,
  instance_id uuid not null,
  primary key (tenant_id, word, instance_id)
);
create index task_words_by_instance on task_words (tenant_id, instance_id);
alter table task_words enable row level security;
alter table task_words force row level security;
create policy tenant on task_words using (
  tenant_id = (select current_setting('app.tenant', true)) or (select current_setting('app.tenant', true)) = '*');
`,
  fill: fillWords,
};

const batch = 5000;

type Row = Readonly<Record<"tenant_id" | "instance_id" | "wait_id", string>> &
  Readonly<Record<"name" | "title" | "customer" | "business_key", string | null>>;

/** Writes the words of the tasks that are open, some at a time. */
export async function fillWords(ask: Ask): Promise<void> {
  let last = ["", "00000000-0000-0000-0000-000000000000", ""];
  for (;;) {
    const rows = (await ask(
      `select tenant_id, instance_id, wait_id, name, title, customer, business_key from tasks
       where (tenant_id, instance_id, wait_id) > (?, ?::uuid, ?) order by tenant_id, instance_id, wait_id limit ${batch}`,
      last,
    )) as Row[]; // the columns of the statement
    const end = rows.at(-1);
    if (end === undefined) return;
    last = [end.tenant_id, end.instance_id, end.wait_id];
    await write(ask, rows);
  }
}

async function write(ask: Ask, rows: readonly Row[]): Promise<void> {
  const given = rows.map(({ name, title, customer, business_key: key, ...id }) => ({
    ...id,
    words: searchable([name, title, customer, key]),
  }));
  await ask(
    `with given as materialized (
       select * from jsonb_to_recordset(?::jsonb) as r(tenant_id text, instance_id uuid, wait_id text, words text)),
     changed as (update tasks t set words = r.words from given r
       where t.tenant_id = r.tenant_id and t.instance_id = r.instance_id and t.wait_id = r.wait_id)
     insert into task_words (tenant_id, word, instance_id)
     select distinct r.tenant_id, w.word, r.instance_id from given r, string_to_table(r.words, ' ') as w(word)
     where w.word <> '' on conflict do nothing`,
    [JSON.stringify(given)],
  );
}
