/** Whether a path is the administrator's. */
export function isAdmin(path: string): boolean {
  return /^\/api\/admin(?:\/|$)/i.test(path);
}
