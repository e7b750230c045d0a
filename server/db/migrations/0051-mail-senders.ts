import type { Migration } from "../migrate.ts";

/** What people decided about senders of mails, and mails whose content was deleted: that they came in stays known. */
export const mailSenders: Migration = {
  name: "0051-mail-senders",
  up: /* sql */ `
create table mail_senders (
  tenant_id text not null references tenants,
  -- an address, or @ and a domain; in small letters
  address text not null check (address = lower(address) and address like '%@%'),
  verdict text not null check (verdict in ('blocked','allowed')),
  reason text not null,
  decided_by text not null,
  decided_at timestamptz not null,
  primary key (tenant_id, address)
);
select protect('mail_senders'::regclass);
alter table inbound_mails alter column raw_file_id drop not null;
alter table inbound_mails drop constraint inbound_mails_state_check;
alter table inbound_mails add constraint inbound_mails_state_check
  check (state in ('received','taken','alert','bounce','ignored','quarantined','deleted'));
alter table inbound_mails add check (raw_file_id is not null or state = 'deleted');
`,
};
