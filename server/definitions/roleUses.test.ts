import test from "ava";
import { elementsNaming } from "./roleUses.ts";

const xml = `<bpmn:process id="p">
  <bpmn:userTask id="a" name="Prüfen &#38; &#34;buchen&#34;"><bpmn:extensionElements>
    <zeebe:assignmentDefinition candidateGroups="=[&#34;second-line&#34;, &#34;technician&#34;]" /></bpmn:extensionElements></bpmn:userTask>
  <bpmn:sendTask id="b" name="Sagen"><zeebe:input source="=if x then &quot;second-line&quot; else null" target="groups"/></bpmn:sendTask>
  <bpmn:userTask id="c" name="Alt"><zeebe:assignmentDefinition candidateGroups="desk,second-line"/></bpmn:userTask>
  <bpmn:userTask id="d" name="second-line"><zeebe:assignmentDefinition candidateGroups="second-line-lead"/></bpmn:userTask>
</bpmn:process>`;

test("a role is found among candidate groups and in expressions, with the element; a longer name is another role", (t) => {
  t.deepEqual(elementsNaming(xml, "second-line"), [
    { id: "a", name: 'Prüfen & "buchen"' },
    { id: "b", name: "Sagen" },
    { id: "c", name: "Alt" },
  ]);
  t.deepEqual(elementsNaming(xml, "second"), []);
});
