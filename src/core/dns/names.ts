/** Domain names are compared without regard to case; `name` and `zone` are fully qualified. */
export function isSubdomain(zone: string, name: string): boolean {
  const z = zone.toLowerCase();
  const n = name.toLowerCase();
  return z === '.' || n === z || n.endsWith(`.${z}`);
}

/** The longest zone that holds the name, spelled as the question spells it (CoreDNS keeps the case of the query). */
export function zoneOf(zones: readonly string[], name: string): string | undefined {
  let longest = '';
  for (const zone of zones) if (isSubdomain(zone, name) && zone.length > longest.length) longest = zone;
  return longest === '' ? undefined : name.slice(name.length - longest.length);
}

export function fqdn(name: string): string {
  return name.endsWith('.') ? name : `${name}.`;
}

/** The labels of a name left of its zone, in lower case. */
export function labelsBefore(zone: string, name: string): readonly string[] {
  const base = name.slice(0, name.length - zone.length).replace(/\.$/, '');
  return base === '' ? [] : base.toLowerCase().split('.');
}
