import type { Migration } from "../migrate.ts";

/** A document can be taken out of a batch that its ledger would not take, and a batch of which nothing is left is withdrawn. */
export const ledgerWaysOut: Migration = {
  name: "0043-ledger-ways-out",
  up: /* sql */ `
alter table export_items add column taken_out_at timestamptz, add check (taken_out_at is null or not is_live);
alter table export_batches drop constraint export_batches_state_check;
alter table export_batches add constraint export_batches_state_check
  check (state in ('planned','built','validated','transferred','confirmed','rejected','replaced','withdrawn'));
create or replace function refuse_batch_change() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' or old.state in ('confirmed','replaced','withdrawn') then
    raise exception 'batch % never changes', old.number using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
`,
};
