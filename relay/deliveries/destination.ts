/**
 * Where deliveries may go. Callers name the URL, so without this anyone with a key could make the relay speak to the
 * operator's own network. It is asked about the address that is really connected to, so a name that changes its mind
 * (DNS rebinding) does not get through. It does not cover public addresses that themselves forward to a private network.
 */
import ipaddr from 'ipaddr.js';

export interface AllowList {
  names: Set<string>;
  ranges: Array<[ipaddr.IPv4 | ipaddr.IPv6, number]>;
}

/** Host names, addresses or CIDRs. Throws an Error that says which entry is none of these. */
export function parseAllowList(entries: string[]): AllowList {
  const list: AllowList = { names: new Set(), ranges: [] };
  for (const entry of entries.map((text) => text.trim().toLowerCase())) {
    if (ipaddr.isValidCIDR(entry)) list.ranges.push(ipaddr.parseCIDR(entry));
    else if (ipaddr.isValid(entry))
      list.ranges.push([ipaddr.parse(entry), ipaddr.parse(entry).kind() === 'ipv4' ? 32 : 128]);
    else if (/^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/.test(entry)) list.names.add(entry);
    else throw new Error(`"${entry}" is no host name, address or CIDR.`);
  }
  return list;
}

/** Whether the name may resolve to anything at all. */
export function isAllowedName(hostname: string, allowed: AllowList): boolean {
  return allowed.names.has(hostname.toLowerCase());
}

/** Whether this address may be connected to: a public one, or one that the operator named. */
export function isAllowedAddress(address: string, allowed: AllowList): boolean {
  const bare = address.replace(/%.*$/, '');
  if (!ipaddr.isValid(bare)) return false;
  // An IPv4 address in IPv6's clothes is judged as what it is.
  const parsed = ipaddr.process(bare);
  if (parsed.range() === 'unicast') return true;
  return allowed.ranges.some(([range, bits]) => range.kind() === parsed.kind() && parsed.match(range as never, bits));
}

/** The address of a URL that names one instead of a host, without brackets. */
export function literalAddress(url: URL): string | undefined {
  const bare = url.hostname.replace(/^\[|\]$/g, '');
  return ipaddr.isValid(bare) ? bare : undefined;
}
