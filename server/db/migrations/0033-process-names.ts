import type { Migration } from "../migrate.ts";

/**
 * What a process is called in languages other than its own (`ablauf:text`), so that lists need not read diagrams. Of
 * versions published before, those are found that our own modeler has written; the others keep their one name.
 */
export const processNames: Migration = {
  name: "0033-process-names",
  up: /* sql */ `
alter table definitions add column names jsonb;
alter table definitions disable trigger definitions_immutable;
update definitions d set names = jsonb_build_object('en',
    replace(replace(replace(replace(found.name[1], '&#34;', '"'), '&quot;', '"'), '&#38;', '&'), '&amp;', '&'))
  from (select tenant_id, id, regexp_match(split_part(split_part(xml, '<bpmn:process id="' || key || '"', 2),
      '</bpmn:extensionElements>', 1), '<ablauf:text lang="en" name="([^"<]*)"') as name from definitions) as found
  where found.tenant_id = d.tenant_id and found.id = d.id and found.name is not null;
alter table definitions enable trigger definitions_immutable;
`,
};
