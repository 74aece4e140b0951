import type { Endpoints, EndpointSlice } from '../endpoints.js';
import { fill, mapField, type Written } from './fill.js';

/** `SetDefaults_Endpoints` of pkg/apis/core/v1/defaults.go. */
export function defaultEndpoints(endpoints: Written<Endpoints>): Written<Endpoints> {
  return mapField(endpoints, 'subsets', (subsets) =>
    subsets.map((subset) => mapField(subset, 'ports', (ports) => ports.map((port) => fill(port, { protocol: 'TCP' })))),
  );
}

/** `SetDefaults_EndpointPort` of pkg/apis/discovery/v1/defaults.go. */
export function defaultEndpointSlice(slice: Written<EndpointSlice>): Written<EndpointSlice> {
  const withEndpoints = fill(slice, { endpoints: [] });
  return mapField(
    mapField(withEndpoints, 'endpoints', (all) => all.map((endpoint) => fill(endpoint, { conditions: {} }))),
    'ports',
    (ports) => ports.map((port) => fill({ name: '', ...port }, { protocol: 'TCP' })),
  );
}
