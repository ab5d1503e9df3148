/** Tells whether a role is among those that may do something. */
export function hasAny(role: string, roles: readonly string[]): boolean {
  return roles.some((each) => each === role || each === 'anyone' || each === 'official');
}
