import type { Migration } from "../migrate.ts";

/**
 * Mails that came in are seen by whoever may see their case, and so is what was attached to them. What was said on a ticket
 * tells what kind of sender said it. Two versions of a price list never begin on the same day.
 */
export const sightOfMails: Migration = {
  name: "0059-sight-of-mails",
  up: /* sql */ `
create index inbound_mails_by_token on inbound_mails (tenant_id, (mail->>'ticketToken')) where mail->>'ticketToken' is not null;
-- as a hash: a header may be longer than what an index takes
create index inbound_mails_by_reply on inbound_mails (tenant_id, md5(mail->>'inReplyTo')) where mail->>'inReplyTo' is not null;

-- looks with the house's own eyes for a moment: whoever must not see a ticket does not see either which mails are on it
create function mails_of(keys text[]) returns uuid[] language plpgsql stable parallel unsafe as $$
declare viewer text := current_setting('app.viewer', true);
declare found uuid[];
begin
  if cardinality(keys) = 0 then return '{}'; end if;
  perform set_config('app.viewer', '', true);
  found := array(
    select i.id from tickets t join ticket_messages m on m.tenant_id = t.tenant_id and m.ticket_id = t.id
      join inbound_mails i on i.tenant_id = m.tenant_id and i.message_id = m.message_id where t.number = any (keys)
    union select i.id from inbound_mails i where i.mail->>'ticketToken' = any (keys)
    union select i.id from mails s join inbound_mails i on i.tenant_id = s.tenant_id
      and i.mail->>'inReplyTo' is not null and md5(i.mail->>'inReplyTo') = md5(s.message_id) where s.ticket_number = any (keys));
  perform set_config('app.viewer', viewer, true);
  return found;
end $$;
select restrict_sight('inbound_mails', 'id <> all ((select mails_of((select hidden_keys())))::uuid[])');
create policy sight_of_mails on files as restrictive for select using (sees_all() or subject_kind is distinct from 'mail'
  or subject_id <> all ((select mails_of((select hidden_keys())))::text[]));

alter table ticket_messages add column sender_kind text check (sender_kind in ('customer','vendor','system'));
update ticket_messages m set sender_kind = 'customer' from tickets t
where t.tenant_id = m.tenant_id and t.id = m.ticket_id and m.direction = 'in'
  and (m.message_id like 'call:%' or m.author = 'customer' or exists (select 1 from contacts p
    where p.tenant_id = t.tenant_id and p.customer_id = t.customer_id
      and (lower(p.email) = lower(m.author) or p.name = m.author or p.phone = m.author)));

-- what two people began at the same moment stays, but only one of them follows the versions before
update price_lists l set series = l.id where exists (select 1 from price_lists o
  where o.tenant_id = l.tenant_id and o.series = l.series and o.valid_from = l.valid_from and o.id < l.id);
create unique index price_lists_one_a_day on price_lists (tenant_id, series, valid_from);
`,
};
