/** The names of our own tenants. */

/** The tenant under which the requests of a key are metered, by the key's id. */
export const tenantOfKey = (id: string): string => `key:${id}`;
