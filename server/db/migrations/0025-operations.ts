import type { Migration } from "../migrate.ts";

/**
 * What operators ask over all instances: faults by their cause, jobs, timers and kept messages in order, and where the
 * tokens of a version stand. Indexes carry `instance_id`, which the policies on sight ask for.
 */
export const operations: Migration = {
  name: "0025-operations",
  up: /* sql */ `
-- what faults of the same cause say alike: numbers, addresses and ids vary, but what an answer's status says does not
create function fault_shape(message text) returns text language sql immutable parallel safe as $$
  select left(regexp_replace(message, '\\S*@\\S+|(?!\\m[1-5]\\d\\d\\M(?![\\w.:-]\\w))\\m[\\w.:-]*\\d[\\w.:-]*', '…', 'g'), 200) $$;
alter table faults
  add column shape text not null generated always as (fault_shape(message)) stored,
  add column cause text collate "C" not null
    generated always as (md5(definition_key || ' ' || element_id || ' ' || code || ' ' || fault_shape(message))) stored;
create index faults_by_cause on faults (tenant_id, cause, created_at desc, instance_id, wait_id);

create index jobs_by_time on jobs (tenant_id, run_at, instance_id, wait_id);
create index jobs_exhausted on jobs (tenant_id, run_at, instance_id, wait_id) where retries_left = 0;
create index timers_by_time on timers (tenant_id, due_at, instance_id, wait_id);
create index messages_by_name on messages (tenant_id, name, published_at desc, id desc);
create index messages_by_key on messages (tenant_id, correlation_key, published_at desc, id desc);
create index messages_untaken on messages (tenant_id, published_at desc, id desc) where state <> 'taken';

-- the elements where an instance waits, one for each wait
alter table instances add column waiting_at text[] not null default '{}';
update instances i set waiting_at = w.elements from (
  select p.tenant_id, p.instance_id, array_agg(p.element_id) as elements from (
    select tenant_id, instance_id, element_id, wait_id from tasks
    union select tenant_id, instance_id, element_id, wait_id from jobs
    union select tenant_id, instance_id, element_id, wait_id from timers
    union select tenant_id, instance_id, element_id, wait_id from subscriptions
    union select tenant_id, instance_id, element_id, wait_id from faults
    -- a call has no row of its own: the trail of the caller tells where it waits
    union select c.tenant_id, c.parent_id, f.fact->>'elementId', c.parent_wait_id from instances c
      join trail t on t.tenant_id = c.tenant_id and t.stream_id = c.parent_id::text and t.data ? 'facts'
      cross join lateral jsonb_array_elements(t.data->'facts') as f(fact)
      where c.status = 'running' and f.fact->>'type' = 'wait.opened' and f.fact->'detail'->>'wait' = c.parent_wait_id) p
  group by p.tenant_id, p.instance_id) w
where w.tenant_id = i.tenant_id and w.instance_id = i.id and i.status = 'running';
create index instances_running on instances (tenant_id, definition_id, started_at desc, id) where status = 'running';
`,
};
