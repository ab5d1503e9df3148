/** A role as people say it: `race-director` is Race director. */
export function roleName(role: string): string {
  const words = role.replaceAll('-', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** Who gave something, as people say it: `race-director:Rae` is Rae, Race director. */
export function whoGave(by: string): string {
  const [role = '', name] = by.split(':');
  return name === undefined || name === '' ? roleName(role) : `${name}, ${roleName(role)}`;
}
