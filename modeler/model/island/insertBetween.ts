import type Canvas from "diagram-js/lib/core/Canvas";
import type CommandStack from "diagram-js/lib/command/CommandStack";
import type EventBus from "diagram-js/lib/core/EventBus";
import type { Connection, Element, Shape } from "diagram-js/lib/model/Types";
import { selfAndAllChildren } from "diagram-js/lib/util/Elements";
import { isA, many } from "./moddle.ts";
import type { Moddle } from "./moddle.ts";

type Point = { readonly x: number; readonly y: number };
type Append = (source: Shape, shape: Shape, hints?: object) => Shape;
type AutoPlace = { append: Append };
type Modeling = {
  readonly createShape: (shape: Shape, at: Point, parent: Element) => Shape;
  readonly reconnectEnd: (flow: Connection, target: Shape, at: Point) => void;
  readonly connect: (source: Shape, target: Element, attributes: object) => void;
  readonly createSpace: (moving: Shape[], resizing: Shape[], delta: Point, direction: string, start: number) => void;
};
type Adjusted = { readonly movingShapes: Shape[]; readonly resizingShapes: Shape[] };
type SpaceTool = {
  readonly calculateAdjustments: (elements: Element[], axis: "x", delta: number, start: number) => Adjusted;
};
type Services = {
  readonly modeling: Modeling;
  readonly spaceTool: SpaceTool;
  readonly canvas: Canvas;
  readonly events: EventBus;
  readonly stack: CommandStack;
};

/** As far as bpmn.io puts an appended element away from the one before. */
const gap = 50;

/**
 * What is appended to a step that goes on already is put between it and the next, and what lies to the right makes room.
 * A second flow out of it would be a second way beside the first, which hardly anybody means; whoever does appends a gateway.
 */
class InsertBetween {
  static $inject = ["autoPlace", "modeling", "spaceTool", "canvas", "eventBus", "commandStack"];

  constructor(
    autoPlace: AutoPlace,
    ...[modeling, spaceTool, canvas, events, stack]: [Modeling, SpaceTool, Canvas, EventBus, CommandStack]
  ) {
    const { append } = autoPlace;
    const services = { modeling, spaceTool, canvas, events, stack };
    autoPlace.append = (source, shape, hints) => {
      const flow = goesOn(shape) ? onlyFlow(source) : undefined;
      return flow === undefined ? append(source, shape, hints) : insert(flow, shape, services);
    };
  }
}

/** The module that puts what is appended into the flow. */
export const insertBetweenModule = { __init__: ["insertBetween"], insertBetween: ["type", InsertBetween] };

function insert(flow: Connection, shape: Shape, services: Services): Shape {
  const { events, stack, modeling } = services;
  const source = flow.source as Shape; // sequence flows connect shapes
  const { target } = flow;
  events.fire("autoPlace.start", { source, shape });
  let made = shape;
  const run = () => {
    if (isStraight(flow)) makeRoom(flow, shape, services);
    const at = isStraight(flow) ? beside(source, shape) : (events.fire("autoPlace", { source, shape }) as Point); // as its listeners answer
    made = modeling.createShape(shape, at, source.parent as Element); // what is drawn in a process has a parent
    modeling.reconnectEnd(flow, made, at);
    modeling.connect(made, target as Element, { type: "bpmn:SequenceFlow" }); // a flow has two ends
  };
  stack.execute("ablauf.together", { run });
  events.fire("autoPlace.end", { source, shape: made });
  return made;
}

function makeRoom(flow: Connection, shape: Shape, { spaceTool, modeling, canvas }: Services): void {
  const source = flow.source as Shape; // as above
  const right = source.x + source.width;
  const missing = shape.width + 2 * gap - (leftOf(flow.target as Shape) - right);
  if (missing <= 0) return;
  const all = selfAndAllChildren(canvas.getRootElement() as Element, true);
  const { movingShapes, resizingShapes } = spaceTool.calculateAdjustments(all, "x", missing, right);
  modeling.createSpace(movingShapes, resizingShapes, { x: missing, y: 0 }, "e", right);
}

/** Where an element begins, its name beside it included. */
function leftOf(element: Shape): number {
  return Math.min(element.x, ...element.labels.map((label) => (label.x < element.x ? label.x : element.x)));
}

function beside(source: Shape, shape: Shape): Point {
  return { x: source.x + source.width + gap + shape.width / 2, y: source.y + source.height / 2 };
}

/** From the right side of the one to the left of the other, without a bend. */
function isStraight({ source, target, waypoints }: Connection): boolean {
  const [first] = waypoints;
  const goesRight = (target as Shape).x > (source as Shape).x + (source as Shape).width;
  return goesRight && waypoints.every(({ y }) => Math.abs(y - (first?.y ?? y)) < 2);
}

/** The one flow by which something goes on; none where it is decided where to go. */
function onlyFlow(source: Shape): Connection | undefined {
  const flows = source.outgoing.filter((each) => isA(each.businessObject as Moddle, "bpmn:SequenceFlow"));
  const isChoice = isA(source.businessObject as Moddle, "bpmn:Gateway") && source.incoming.length < 2;
  return flows.length === 1 && !isChoice ? flows[0] : undefined;
}

/** Whether a flow can lead out of it again. */
function goesOn(shape: Shape): boolean {
  const model = shape.businessObject as Moddle; // bpmn-js draws nothing without one
  if (isA(model, "bpmn:IntermediateThrowEvent"))
    return !many(model, "eventDefinitions").some((each) => isA(each, "bpmn:LinkEventDefinition"));
  if (model["triggeredByEvent"] === true) return false;
  return isA(model, "bpmn:Activity", "bpmn:Gateway", "bpmn:IntermediateCatchEvent");
}
