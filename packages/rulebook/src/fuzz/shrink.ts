import type { Command } from '@racetower/engine';

/**
 * Leaves out of a list of commands what is not needed for a fault to show: first whole cars, then halves, quarters and so on down to
 * single commands.
 *
 * @param shows plays the commands again and tells whether the fault is there
 * @param most how often it may be asked
 */
export function shrunk(commands: readonly Command[], shows: (commands: readonly Command[]) => boolean, most: number): readonly Command[] {
  let asked = 0;
  const show = (fewer: readonly Command[]): boolean => {
    asked += 1;
    return shows(fewer);
  };
  let kept = withoutCars(commands, show);
  for (let size = Math.ceil(kept.length / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2)) {
    for (let start = 0; start < kept.length && asked < most;) {
      const fewer = [...kept.slice(0, start), ...kept.slice(start + size)];
      if (fewer.length < kept.length && show(fewer)) kept = fewer;
      else start += size;
    }
  }
  return kept;
}

function withoutCars(commands: readonly Command[], shows: (commands: readonly Command[]) => boolean): readonly Command[] {
  let kept = commands;
  const signedIn = commands.flatMap((command) =>
    command.do === 'sign-in' ? [{ class: command.class, car: command.car, driver: command.driver }] : [],
  );
  for (const starter of signedIn) {
    const fewer = kept.flatMap((command) => withoutCar(command, starter));
    if (fewer.length < kept.length && shows(fewer)) kept = fewer;
  }
  return kept;
}

interface Starter {
  readonly class: string;
  readonly car: string;
  readonly driver: string;
}

/** A command as if a car had not come: nothing when it is about that car, else without it in its lists. */
function withoutCar(command: Command, starter: Starter): readonly Command[] {
  const words = command as Command & { readonly class?: string; readonly car?: string; readonly person?: string; readonly driver?: string };
  const classes = (words.class ?? words.race?.split('/')[0] ?? starter.class).split('+');
  if (words.person === starter.driver || words.driver === starter.driver) return [];
  if (!classes.includes(starter.class)) return [command];
  if (words.car === starter.car) return [];
  const cut = Object.entries(command).map(([name, value]: [string, unknown]) => [name, without(value, starter.car)]);
  return [Object.fromEntries(cut) as Command];
}

function without(value: unknown, car: string): unknown {
  if (Array.isArray(value)) return value.filter((each) => each !== car);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).filter(([name]) => name !== car));
}
