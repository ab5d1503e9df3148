import { type Check, finding } from './finding.ts';
import { formulasOf, scalars } from './source.ts';

/** A role that no block names may give no command that asks for a role. */
export const unusedRoles: Check = (rulebook) => {
  const named = new Set(
    scalars(rulebook.source).flatMap(({ path, value }) =>
      path[0] === 'roles' && path[2] !== 'includes' ? [] : typeof value === 'string' ? [value] : [],
    ),
  );
  const inFormulas = new Set(
    formulasOf(rulebook).flatMap(({ expr }) => [...expr.source.matchAll(/["']([a-z-]+)["']/g)].map((match) => match[1])),
  );
  return [...rulebook.book.roles.values()].flatMap((role) =>
    named.has(role.id) || inFormulas.has(role.id) || role.includes.length > 0
      ? []
      : [
          finding(rulebook, ['roles', role.id], {
            check: 'role-unused',
            says: `no block names the role ${role.id}: it may give only commands that ask for no role`,
            severity: 'note',
          }),
        ],
  );
};
