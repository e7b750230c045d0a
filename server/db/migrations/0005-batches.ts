import type { Migration } from "../migrate.ts";

/**
 * Batches of operators over many instances: one row for each instance, worked off one transaction each, so that a crash
 * leaves every instance either done or open. And since when a message needs nobody any more, for retention.
 */
export const batches: Migration = {
  name: "0005-batches",
  up: /* sql */ `
create table batches (
  tenant_id text not null references tenants,
  id uuid not null,
  kind text not null check (kind in ('migrate','cancel','retry','suspend','resume')),
  parameters jsonb not null,
  actor text not null,
  request_id text,
  created_at timestamptz not null,
  primary key (tenant_id, id)
);
create index batches_recent on batches (tenant_id, created_at desc, id desc);
create table batch_items (
  tenant_id text not null,
  batch_id uuid not null,
  position int not null,
  instance_id uuid not null,
  state text not null default 'open' check (state in ('open','done','refused','failed')),
  code text,
  message text,
  complaints jsonb,
  attempts int not null default 0,
  run_at timestamptz not null,
  leased_until timestamptz,
  finished_at timestamptz,
  primary key (tenant_id, batch_id, position),
  unique (tenant_id, batch_id, instance_id),
  foreign key (tenant_id, batch_id) references batches
);
create index batch_items_open on batch_items (run_at, batch_id, position) where state = 'open';
select protect('batches');
select protect('batch_items');

alter table messages add column settled_at timestamptz;
update messages set settled_at = coalesce(expires_at, published_at) where state <> 'buffered';
create index messages_listed on messages (tenant_id, published_at desc, id desc);
create index messages_settled on messages (settled_at) where state <> 'buffered';
`,
};
