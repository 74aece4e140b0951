import { describe, expect, it } from 'vitest';
import type { Reachability, ReachPort } from '../../core/index.js';
import { DEFAULT_DENY, DENY_ALL, shop } from '../../scene/testing/policies.js';
import { between } from '../../scene/testing/policy-pictures.js';
import { matrixOf, packetPort, portText, withPacket } from './packet-port.js';

const tcp = (port: number): ReachPort => ({ protocol: 'TCP', port });
const udp = (port: number): ReachPort => ({ protocol: 'UDP', port });

/** The tables of these ports; nothing is denied but on the port said. */
function reachOf(ports: readonly ReachPort[], denied?: ReachPort): Reachability {
  const matrices = ports.map((port) => ({
    port,
    cells: [[port.port === denied?.port ? 'denied' : 'allowed'] as const],
  }));
  return { parties: [], matrices, enforced: true };
}

describe('the port of the packet', () => {
  const denied = shop(DEFAULT_DENY);
  const shut = shop(DENY_ALL);

  it.each([
    ['that was let in', between(shop(), 'web', 'api', 8080), '8080/TCP'],
    ['that a policy denied', between(denied, 'web', 'api', 8080), '8080/TCP'],
    ['that may not leave', between(shut, 'web', '93.184.216.34', 443), '443/TCP'],
    ['to a port that nobody declares', between(denied, 'web', 'api', 9999), '9999/TCP'],
  ])('%s is where it was going', (_what, trace, port) => {
    const found = packetPort(trace);
    expect(found && portText(found)).toBe(port);
  });

  it('is none where there is no packet', () => {
    expect(packetPort(null)).toBeNull();
  });
});

describe('the table that is shown', () => {
  const reach = reachOf([tcp(53), udp(53), tcp(80), tcp(443)], tcp(443));

  it.each([
    ['is of the packet', null, tcp(80), '80/TCP'],
    ['is of its protocol too', null, udp(53), '53/UDP'],
    ['is of what the reader chose', '53/TCP', tcp(80), '53/TCP'],
    ['without a packet is one in which something is denied', null, null, '443/TCP'],
  ])('%s', (_what, chosen, packet, port) => {
    expect(portText(matrixOf(reach, chosen, packet)?.port as ReachPort)).toBe(port);
  });
});

describe('what is asked', () => {
  it.each([
    ['the ports that pods declare, once', tcp(80), ['80/TCP', '443/TCP'], 1],
    ['and the packet’s where it is not one of them', tcp(9999), ['80/TCP', '443/TCP', '9999/TCP'], 2],
    ['by its protocol too', udp(80), ['80/TCP', '443/TCP', '80/UDP'], 2],
    ['no more without a packet', null, ['80/TCP', '443/TCP'], 1],
  ])('%s', async (_what, packet, ports, times) => {
    let asked = 0;
    const reach = await withPacket((wanted = [tcp(80), tcp(443)]) => {
      asked += 1;
      return Promise.resolve(reachOf(wanted));
    }, packet);
    expect(reach?.matrices.map(({ port }) => portText(port))).toEqual(ports);
    expect(asked).toBe(times);
  });
});
