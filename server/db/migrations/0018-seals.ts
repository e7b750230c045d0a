import type { Migration } from "../migrate.ts";

/** Seals over the trail: what was signed, and how far each stream was sealed. Neither ever changes. */
export const seals: Migration = {
  name: "0018-seals",
  up: /* sql */ `
create table seals (
  tenant_id text not null references tenants,
  no bigint not null,
  at timestamptz not null,
  -- canonical JSON, as it was signed
  manifest text not null,
  sha256 char(64) not null,
  signature text not null,
  public_key text not null,
  primary key (tenant_id, no)
);
create table seal_heads (
  tenant_id text not null,
  seal_no bigint not null,
  stream_id text not null,
  seq bigint not null,
  hash char(64) not null,
  primary key (tenant_id, stream_id, seal_no),
  foreign key (tenant_id, seal_no) references seals (tenant_id, no)
);
create index seal_heads_by_seal on seal_heads (tenant_id, seal_no, stream_id collate "C");
create table seal_time_stamps (
  tenant_id text not null,
  seal_no bigint not null,
  -- the answer of the authority (RFC 3161), and the time that it attests
  token bytea not null,
  stamped_at timestamptz not null,
  authority text not null,
  primary key (tenant_id, seal_no),
  foreign key (tenant_id, seal_no) references seals (tenant_id, no)
);
create trigger seals_append_only before update or delete on seals for each row execute function refuse_change();
create trigger seal_heads_append_only before update or delete on seal_heads for each row execute function refuse_change();
create trigger seal_time_stamps_append_only before update or delete on seal_time_stamps for each row execute function refuse_change();
create trigger seals_never_emptied before truncate on seals for each statement execute function refuse_change();
create trigger seal_heads_never_emptied before truncate on seal_heads for each statement execute function refuse_change();
create index trail_by_actor on trail (tenant_id, actor, at desc);
create index trail_by_type on trail (tenant_id, type, at desc);
select protect(name::regclass) from unnest(array['seals','seal_heads','seal_time_stamps']) as name;
`,
};
