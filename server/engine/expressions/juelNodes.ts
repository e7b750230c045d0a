import { isObject } from "../../base/json.ts";
import type { Json } from "../../base/json.ts";
import { Fault } from "../fault.ts";
import type { Variables } from "../model.ts";
import { asText } from "../text.ts";
import { add, calculate, compare, empty, same, truth } from "./juelValues.ts";

/** A compiled piece of a `${…}` expression. @throws {Fault} `engine.expression` */
export type Evaluate = (variables: Variables) => Json;

/** A variable by its name. */
export function named(name: string): Evaluate {
  return (variables) => {
    const value = variables.get(name);
    if (value === undefined) throw new Fault("engine.expression", `Expected a variable "${name}", but there is none.`);
    return value;
  };
}

/** A property of a map, or an element of a list; null when there is none. */
export function property(target: Evaluate, key: Evaluate): Evaluate {
  return (variables) => {
    const value = target(variables);
    const name = key(variables);
    if (Array.isArray(value)) return (value as readonly Json[])[Number(name)] ?? null; // an array of JSON holds JSON
    if (isObject(value) && Object.hasOwn(value, asText(name))) return value[asText(name)] ?? null;
    return null;
  };
}

/** `!` */
export function not(value: Evaluate): Evaluate {
  return (variables) => !truth(value(variables));
}

/** A number with its sign turned. */
export function negative(value: Evaluate): Evaluate {
  return (variables) => -Number(value(variables));
}

/** `empty`: a variable that is not there is empty too. */
export function isEmpty(value: Evaluate): Evaluate {
  return (variables) => {
    try {
      return empty(value(variables));
    } catch (error) {
      if (error instanceof Fault) return true;
      throw error;
    }
  };
}

/** Two values and the sign between them. */
export function combine(sign: string, left: Evaluate, right: Evaluate): Evaluate {
  if (sign === "&&") return (variables) => truth(left(variables)) && truth(right(variables));
  if (sign === "||") return (variables) => truth(left(variables)) || truth(right(variables));
  if (sign === "==") return (variables) => same(left(variables), right(variables));
  if (sign === "!=") return (variables) => !same(left(variables), right(variables));
  if (sign === "+") return (variables) => add(left(variables), right(variables));
  if ("<>=".includes(sign.charAt(0))) return (variables) => compare(sign, left(variables), right(variables));
  return (variables) => calculate(sign, left(variables), right(variables));
}
