/**
 * Reads variables out of an environment and collects every problem instead of stopping at the first.
 *
 * After a fault reading goes on with the variable's fallback, so that the rest is checked too; whoever asked must look at
 * `problems` before using anything. An empty or blank variable is an unset one.
 */
import { Refusal, type Variable } from './variables.ts';

type Group<K extends string> = Record<K, Variable<string | null>>;

export interface EnvironmentReader {
  /** One line per problem: variable, fault, what is allowed. */
  problems: string[];
  isSet: (variable: { name: string }) => boolean;
  read: <T>(variable: Variable<T>) => T;
  /** Variables that only work together: null when none is set; what is missing of a part is a problem. */
  readGroup: <K extends string>(group: Group<K>) => Record<K, string> | null;
}

export function createEnvironmentReader(environment: Record<string, string | undefined>): EnvironmentReader {
  const problems: string[] = [];
  const textOf = ({ name }: { name: string }) => (environment[name]?.trim() ? environment[name] : undefined);
  const isSet = (variable: { name: string }) => textOf(variable) !== undefined;

  function read<T>(variable: Variable<T>): T {
    const text = textOf(variable);
    if (text === undefined) return variable.fallback;
    try {
      return variable.parse(text);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      problems.push(`${variable.name} ${error.message}`);
      return variable.fallback;
    }
  }

  function readGroup<K extends string>(group: Group<K>): Record<K, string> | null {
    const entries = Object.entries<Variable<string | null>>(group);
    const members = entries.map(([, variable]) => variable);
    if (!members.some(isSet)) return null;
    const names = members.map(({ name }) => name).join(', ');
    for (const { name } of members.filter((member) => !isSet(member))) {
      problems.push(`${name} is missing; allowed: all of ${names} or none`);
    }
    return Object.fromEntries(entries.map(([key, variable]) => [key, read(variable) ?? ''])) as Record<K, string>;
  }

  return { problems, isSet, read, readGroup };
}
